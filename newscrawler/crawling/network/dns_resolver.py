"""Which addresses a crawl may connect to, judged at the moment of connecting.

A name may lead anywhere, and elsewhere a second later (DNS rebinding). So the judge sits in the
resolver: every connection asks it, for a host written as a number too, and connects to nothing but
what it lets through.
"""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from socket import inet_aton, inet_ntoa
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.resolver import CachingHostnameResolver
from scrapy.settings import BaseSettings
from twisted.internet.address import IPv4Address as IPv4
from twisted.internet.address import IPv6Address as IPv6
from twisted.internet.interfaces import IAddress, IHostResolution

if TYPE_CHECKING:
    from twisted.internet.base import ReactorBase

DEFAULT_PORTS = {"http": 80, "https": 443}
"""The port of each scheme that a crawl speaks (RFC 9110, section 4.2)."""

_GLOBAL_UNICAST = IPv6Network("2000::/3")
"""All of IPv6 that IANA has given out to hosts; the rest is local, special or nobody's."""
_NAT64 = IPv6Network("64:ff9b::/96")
"""IPv4 hosts as a network without IPv4 reaches them (RFC 6052): as public as the host is."""
_NOT_PUBLIC = tuple(
    map(
        ip_network,
        (
            "192.0.0.0/24",  # IETF protocol assignments (RFC 6890); a cloud keeps its metadata here
            "192.88.99.0/24",  # relays of 6to4, given up (RFC 7526)
            "168.63.129.16/32",  # what a cloud answers its own machines on
            "2001::/23",  # IETF protocol assignments (RFC 2928), Teredo with its IPv4 inside
            "2002::/16",  # 6to4, an IPv4 address inside
            "3fff::/20",  # documentation (RFC 9637)
        ),
    )
)
"""What `ipaddress` calls global in one version of Python or another, and is no host of the web."""


def is_public(address: str) -> bool:
    """Return whether `address`, IPv4 or IPv6, is global unicast: a host that anybody may reach.

    Follows the registries of special-purpose addresses (RFC 6890). Raises ValueError for what is
    no address.
    """
    ip = ip_address(address)
    if isinstance(ip, IPv6Address):
        if ip in _NAT64:
            ip = IPv4Address(ip.packed[-4:])
        elif ip not in _GLOBAL_UNICAST:
            return False
    return ip.is_global and not ip.is_multicast and not any(ip in net for net in _NOT_PUBLIC)


def written_address(host: str) -> str | None:
    """Return the address that `host` spells, as `127.1` or `0x7f000001`; None for a name.

    Reads what the system's own resolver reads as a number (inet_aton).
    """
    host = host.rstrip(".")
    try:
        return str(ip_address(host))
    except ValueError:
        pass
    try:
        return inet_ntoa(inet_aton(host))
    except (OSError, ValueError):
        return None


def allowed_networks(settings: BaseSettings) -> list[IPv4Network | IPv6Network]:
    """Return the networks in `ALLOWED_NETWORKS`. Raises ValueError for what is none."""
    return [ip_network(network) for network in settings.getlist("ALLOWED_NETWORKS")]


def allowed_ports(settings: BaseSettings) -> set[int]:
    """Return the ports in `ALLOWED_PORTS`. Raises ValueError for what is none."""
    return {int(port) for port in settings.getlist("ALLOWED_PORTS")}


def may_reach(address: str, networks: Sequence[IPv4Network | IPv6Network]) -> bool:
    """Return whether `address` is public or in one of `networks`."""
    return is_public(address) or any(ip_address(address) in network for network in networks)


class PublicResolver(CachingHostnameResolver):
    """Scrapy's resolver for IPv4 and IPv6, letting through only addresses a crawl may reach.

    Answers are judged when they are used, those from Scrapy's cache as well. `refused` names the
    hosts whose last answer held nothing else, each with such an address.

    This one rather than Scrapy's other, for IPv4 alone: that does not see which port is meant, so
    the replay server could not be told from its neighbours, and takes one address of a host where
    there may be several. DOWNLOAD_TIMEOUT bounds the look-up that this one does not.
    """

    def __init__(self, reactor: ReactorBase, cache_size: int) -> None:
        super().__init__(reactor, cache_size)
        self.networks: list[IPv4Network | IPv6Network] = []
        self.replay_server: tuple[str, int] | None = None
        self.refused: dict[str, str] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> Self:
        """Return a resolver that allows the networks in `ALLOWED_NETWORKS`, and REPLAY_SERVER."""
        resolver = super().from_crawler(crawler, reactor)
        resolver.networks = allowed_networks(crawler.settings)
        server = urlsplit(crawler.settings["REPLAY_SERVER"] or "")
        if server.hostname:
            port = DEFAULT_PORTS.get(server.scheme, 80) if server.port is None else server.port
            resolver.replay_server = server.hostname, port
        return resolver

    def resolveHostName(  # noqa: N802 (Twisted's name)
        self,
        resolutionReceiver: Any,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type[IAddress]] | None = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> IHostResolution:
        """Look up a host. Raises UnicodeError for a name that cannot be one.

        Connections to the replay server are let through: they are the replayed requests, for a
        page's own addresses are never looked up beside it.
        """
        host = hostName.encode("idna").decode("ascii").lower()
        receiver: Any = resolutionReceiver
        if (host, portNumber) != self.replay_server:
            receiver = _AddressFilter(resolutionReceiver, host, self)
        return super().resolveHostName(
            receiver, hostName, portNumber, addressTypes, transportSemantics
        )


class _AddressFilter:
    """Receives an answer for `host` (IResolutionReceiver) and hands on what may be reached of it.

    An answer with nothing else in it is noted in `resolver.refused`.
    """

    def __init__(self, receiver: Any, host: str, resolver: PublicResolver) -> None:
        self.receiver, self.host, self.resolver = receiver, host, resolver
        self.found = False
        self.refused: str | None = None

    def resolutionBegan(self, resolution: IHostResolution) -> None:  # noqa: N802
        self.receiver.resolutionBegan(resolution)

    def addressResolved(self, address: IPv4 | IPv6) -> None:  # noqa: N802
        if may_reach(address.host, self.resolver.networks):
            self.found = True
            self.receiver.addressResolved(address)
        else:
            self.refused = address.host

    def resolutionComplete(self) -> None:  # noqa: N802
        self.resolver.refused.pop(self.host, None)
        if self.refused and not self.found:
            self.resolver.refused[self.host] = self.refused
        self.receiver.resolutionComplete()
