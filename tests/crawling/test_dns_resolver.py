"""Which addresses are public, however they are written, and what a look-up lets through."""

from collections.abc import Sequence
from typing import Any

import pytest
from twisted.internet.address import IPv4Address, IPv6Address

from newscrawler.crawling.network.dns_resolver import PublicResolver, is_public, written_address
from tests.support.loopback import SPELLINGS

FAR = """
    10.0.0.1 10.255.255.255 172.16.0.1 172.31.9.9 192.168.1.1 169.254.169.254 100.64.0.1
    100.100.100.200 192.0.0.192 192.0.2.1 192.88.99.1 198.18.0.1 198.51.100.7 203.0.113.9 224.0.0.1
    239.255.255.250 240.0.0.1 255.255.255.255 168.63.129.16 0.1.2.3 fd00::1 fc00::1 fe80::1
    fe80::1%lo fec0::1 ff02::1 100::1 64:ff9b::7f00:1 64:ff9b::a00:1 64:ff9b:1::a00:1 2001::1
    2001:db8::1 2002:7f00:1:: 2002:a00:1:: 3fff::1 ::ffff:10.0.0.1 ::10.0.0.1 ::ffff:0:10.0.0.1
    4000::1 5f00::1
""".split()
"""Addresses that are no host of the web, and that no test can listen on."""


@pytest.mark.parametrize("address", FAR)
def test_b3_no_address_of_a_special_network_is_let_through(address: str) -> None:
    assert not is_public(address)
    assert resolved(Answering([address]), "jauh.example") == []


@pytest.mark.parametrize(
    "address", "8.8.8.8 103.10.66.1 2404:6800:4003::1 2606:4700::1 64:ff9b::808:808".split()
)
def test_b3_a_public_address_is_let_through(address: str) -> None:
    assert resolved(Answering([address]), "umum.example") == [address]


@pytest.mark.parametrize("host", [host for host in SPELLINGS if host[0] in "0123456789"])
def test_n18_every_spelling_of_a_number_is_read(host: str) -> None:
    address = written_address(host.replace("。", "."))
    assert address
    assert not is_public(address)


@pytest.mark.parametrize("host", "www.tribunnews.com tribunnews.com. 1.2.3.4.5 0x7g.1 a".split())
def test_n18_a_name_is_no_number(host: str) -> None:
    assert written_address(host) is None


class Answering:
    """A name resolver below the guard's: it knows one answer, and counts how often it is asked."""

    def __init__(self, answer: Sequence[str]) -> None:
        self.nameResolver = self
        self.answer = answer
        self.asked = 0

    def resolveHostName(  # noqa: N802 (Twisted's name)
        self, receiver: Any, name: str, port: int, *rest: Any
    ) -> object:
        self.asked += 1
        receiver.resolutionBegan(None)
        for address in self.answer:
            kind = IPv6Address if ":" in address else IPv4Address
            receiver.addressResolved(kind("TCP", address, port))
        receiver.resolutionComplete()
        return receiver


class Receiving:
    """What a connection is made from."""

    def __init__(self) -> None:
        self.addresses: list[str] = []
        self.is_complete = False

    def resolutionBegan(self, resolution: object) -> None:  # noqa: N802
        """Ignore the start of the resolution."""

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        self.addresses.append(address.host)

    def resolutionComplete(self) -> None:  # noqa: N802
        self.is_complete = True


def look_up(resolver: PublicResolver, name: str, port: int = 80) -> list[str]:
    receiving: Any = Receiving()
    resolver.resolveHostName(receiving, name, port)
    assert receiving.is_complete, "a refusal ends the look-up; nobody waits for it"
    found: list[str] = receiving.addresses
    return found


def resolved(below: Any, name: str) -> list[str]:
    """Return the addresses of `name` that the resolver lets through."""
    return look_up(PublicResolver(below, 0), name)


def test_n19_the_cache_is_judged_as_well() -> None:
    below: Any = Answering(["10.0.0.1"])
    resolver = PublicResolver(below, 10)
    resolver.replay_server = "arsip.example", 8080
    assert look_up(resolver, "arsip.example", 8080) == ["10.0.0.1"], "the operator named it"
    assert look_up(resolver, "arsip.example", 80) == []
    assert resolver.refused == {"arsip.example": "10.0.0.1"}
    assert below.asked == 1, "the second answer came from the cache"
