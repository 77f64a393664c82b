"""Check the arguments of a crawl (`-a name=value`) before anything is fetched."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from newscrawler.extraction.page.document import is_web_address
from newscrawler.publishers import GENERIC, Publisher, publisher_of
from newscrawler.suggestions import did_you_mean

NAMES = ("url", "urls_file", "since", "until", "limit", "hosts", "permitted")
ASKED_NAMES = ("url", "urls_file", "permitted")
"""The arguments of `scrapy crawl any`, which reads no listings."""


class RefusedByOwner(ValueError):  # noqa: N818 (the name says what is wrong)
    """A site refuses crawlers, and `permitted` does not say that its owner has agreed."""


@dataclass(frozen=True)
class Arguments:
    """What to crawl.

    `urls` are single articles to fetch; without them the crawl discovers articles on `hosts`.
    `since` and `until` are days in WIB, both inclusive. `limit` is a number of articles.
    `permitted` says that the owner of a site that refuses crawlers has agreed.
    """

    urls: Sequence[str] = ()
    since: date | None = None
    until: date | None = None
    limit: int | None = None
    hosts: Sequence[str] = ()
    permitted: bool = False


def read_arguments(given: Mapping[str, str], publisher: Publisher) -> Arguments:
    """Return the arguments `given` to a crawl of `publisher`; `GENERIC` means any site.

    Raises ValueError with one line that says what is wrong and what to do; RefusedByOwner for a
    site that refuses crawlers.
    """
    names = ASKED_NAMES if publisher is GENERIC else NAMES
    unknown = sorted(given.keys() - set(names))
    if unknown:
        raise ValueError(f"unknown argument {unknown[0]!r}; {did_you_mean(unknown[0], names)}")
    permitted = _permitted(given)
    if publisher is GENERIC:
        return Arguments(_urls_of_any(given, permitted=permitted), permitted=permitted)
    require_permission(publisher, permitted=permitted)
    since, until = _day("since", given), _day("until", given)
    if since and until and since > until:
        raise ValueError(f"since={since} is after until={until}; swap them")
    urls, hosts = _urls(given), _hosts(given, publisher)
    for url in urls:
        if publisher_of(url) is not publisher:
            name = f"{publisher.name} ({publisher.hosts[0]} …)"
            raise ValueError(f"{url} is not on a host of {name}; use scrapy crawl any")
    if publisher.ceased and not urls:
        raise ValueError(
            f"{publisher.name} ceased on {publisher.ceased} and lists nothing new; "
            "name pages with -a url=https://… or -a urls_file=FILE"
        )
    return Arguments(urls, since, until, _limit(given), hosts, permitted)


def require_permission(publisher: Publisher, *, permitted: bool) -> None:
    """Raise RefusedByOwner when `publisher` refuses crawlers, unless this crawl is `permitted`."""
    if publisher.opt_out_reason and not permitted:
        raise RefusedByOwner(
            f"{publisher.name} refuses crawlers ({publisher.opt_out_reason}); "
            "ask its owner, and add -a permitted=yes when they agree"
        )


def _permitted(given: Mapping[str, str]) -> bool:
    if given.get("permitted", "yes") != "yes":
        raise ValueError(f"permitted={given['permitted']!r} must be yes, or left out")
    return "permitted" in given


def _urls_of_any(given: Mapping[str, str], *, permitted: bool) -> list[str]:
    urls = _urls(given)
    if not urls:
        raise ValueError("no pages given; use -a url=https://… or -a urls_file=FILE")
    for url in urls:
        require_permission(publisher_of(url), permitted=permitted)
    return urls


def _day(name: str, given: Mapping[str, str]) -> date | None:
    if name not in given:
        return None
    try:
        return date.fromisoformat(given[name])
    except ValueError:
        raise ValueError(f"{name}={given[name]!r} is not a date; write it as 2026-01-31") from None


def _limit(given: Mapping[str, str]) -> int | None:
    if "limit" not in given:
        return None
    if not given["limit"].isdecimal() or int(given["limit"]) < 1:
        raise ValueError(f"limit={given['limit']!r} must be a whole number above 0, such as 20")
    return int(given["limit"])


def _urls(given: Mapping[str, str]) -> list[str]:
    urls = [given["url"].strip()] if "url" in given else []
    if "urls_file" in given:
        path = Path(given["urls_file"])
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise ValueError(f"urls_file={path}: {_reason(error)}") from None
        listed = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
        if not listed:
            raise ValueError(f"urls_file={path} has no URLs; write one URL a line")
        urls += listed
    for url in urls:
        if not is_web_address(url):
            raise ValueError(f"{url!r} is not a URL; it must begin with https:// or http://")
    return urls


def _reason(error: OSError | UnicodeDecodeError) -> str:
    return "not a text file" if isinstance(error, UnicodeDecodeError) else error.strerror or ""


def _hosts(given: Mapping[str, str], publisher: Publisher) -> list[str]:
    """Return the hosts to discover on: all, or those named in full or by their first label."""
    if "hosts" not in given:
        return list(publisher.hosts)
    by_name = {host.split(".")[0]: host for host in publisher.hosts}
    found = []
    for name in given["hosts"].split(","):
        host = by_name.get(name.strip(), name.strip())
        if host not in publisher.hosts:
            raise ValueError(
                f"{name.strip()!r} is not a host of {publisher.name}; one is {publisher.hosts[0]}"
            )
        found.append(host)
    return found
