"""Rules of robots.txt that are hostile or huge."""

import pytest
from protego import Protego

from newscrawler.crawling.politeness.robots_parser import (
    MAX_ROBOTS_BYTES,
    TooManyRulesError,
    readable_rules,
)

HOSTILE = ["Disallow: /a{:06}", "Disallow: /%41é{}$*", "Allow: /{}/*$x"]


def hostile_rules(line: str, end: str) -> bytes:
    return end.join(["User-agent: *", *map(line.format, range(60_000))]).encode()


@pytest.mark.parametrize("line", HOSTILE)
@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_r5_of_hostile_rules_half_a_mebibyte_is_read(line: str, end: str) -> None:
    body = hostile_rules(line, end)
    assert len(body) > 1.5 * MAX_ROBOTS_BYTES
    read, odd = readable_rules(body)
    assert odd == ["cut"]
    assert len(read) <= MAX_ROBOTS_BYTES
    assert body.startswith(read)
    assert read.endswith(end.encode())


@pytest.mark.parametrize("line", HOSTILE)
def test_r5_what_is_read_of_hostile_rules_can_be_parsed(line: str) -> None:
    read, _ = readable_rules(hostile_rules(line, "\n"))
    assert Protego.parse(read.decode()).can_fetch("https://saung.example/b", "newscrawler")


@pytest.mark.parametrize(
    "lines",
    [
        [f"User-agent: bot{n}" for n in range(2_000)],
        [f"User-agent: bot{n}\nSitemap: /s.xml" for n in range(2_000)],
        [*(f"User agent bot{n}" for n in range(500)), *(f"Disallow: /{n}" for n in range(1_000))],
        [
            f"{line}"
            for n in range(500)
            for line in (f"User-agent: bot{n}", "Userfoo: x", "Disallow : /a")
        ],
    ],
)
def test_r5_rules_that_multiply_are_not_read(lines: list[str]) -> None:
    with pytest.raises(TooManyRulesError):
        readable_rules("\n".join(lines).encode())


def test_r5_a_long_list_of_refused_crawlers_is_read() -> None:
    lines = [f"User-agent: bot{n}\nDisallow: /" for n in range(3_000)]
    lines += [f"User-agent: bot{n}" for n in range(300)] + [f"Disallow: /{n}" for n in range(300)]
    assert readable_rules("\n".join(lines).encode())[1] == []
