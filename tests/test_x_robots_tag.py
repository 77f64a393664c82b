"""X-Robots-Tag: read alike where a page is archived and where it is extracted."""

import pytest
from hypothesis import given
from hypothesis.strategies import lists, sampled_from
from scrapy.http import Headers, Request, Response

from newscrawler.crawling.archive.warc_middleware import forbids_archiving
from newscrawler.extraction import extract
from newscrawler.spiders.page_from_response import page_from_response
from newscrawler.x_robots_tag import robots_directives
from tests.support.site import news, url

NAMES = ("", "", "robots:", "*: ", "newscrawler: ", "NewsCrawler :", "otherbot: ", "googlebot:")
RULES = (
    *("noarchive", "NOARCHIVE", "noindex", "none", "all", "nosnippet", ""),
    *("max-snippet:-1", "max-image-preview: large", "max-video-preview : 10"),
    "unavailable_after: 25 Jun 2030 15:00:00 PST",
    "unavailable_after: Tuesday, 25-Jun-30 15:00:00 UTC",
    "otherbot: unavailable_after: 2030-06-25T15:00:00+07:00",
)

header_values = lists(
    lists(sampled_from(NAMES).flatmap(lambda name: sampled_from([name + rule for rule in RULES])))
    .filter(bool)
    .map(", ".join),
    max_size=3,
)


def is_archived(values: list[str]) -> bool:
    return not forbids_archiving(Headers({"X-Robots-Tag": values}))


def flags(values: list[str]) -> set[str]:
    headers = {"X-Robots-Tag": values}
    response = Response(url(1), 200, headers, news("Saung").encode(), request=Request(url(1)))
    return set(extract(page_from_response(response)).flags) & {"noarchive", "noindex"}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["noarchive"], {"noarchive"}),
        (["nofollow, NoArchive"], {"noarchive"}),
        (["max-snippet:-1, noarchive"], {"noarchive"}),
        (["max-image-preview: large, noarchive"], {"noarchive"}),
        (["robots: noarchive"], {"noarchive"}),
        (["*: noarchive"], {"noarchive"}),
        (["newscrawler: noarchive"], {"noarchive"}),
        (["newscrawler: noindex, noarchive"], {"noindex", "noarchive"}),
        (["otherbot: noarchive"], set()),
        (["otherbot: nosnippet, noarchive"], set()),
        (["otherbot: noindex, newscrawler: noarchive"], {"noarchive"}),
        (["noarchive, otherbot: noindex"], {"noarchive"}),
        (["otherbot: noindex", "noarchive"], {"noarchive"}),
        (["unavailable_after: 25 Jun 2030 15:00:00 PST, noarchive"], {"noarchive"}),
        (["unavailable_after: Tuesday, 25-Jun-30 15:00:00 UTC, noarchive"], {"noarchive"}),
        (["none"], {"noindex"}),
        ([], set()),
        ([""], set()),
    ],
)
def test_rules_for_us_are_obeyed_at_both_doors(values: list[str], expected: set[str]) -> None:
    assert flags(values) == expected
    assert is_archived(values) == ("noarchive" not in expected)


@given(header_values)
def test_a_page_is_archived_exactly_when_it_is_not_flagged(values: list[str]) -> None:
    assert is_archived(values) == ("noarchive" not in flags(values))


def test_a_rule_with_a_value_keeps_it() -> None:
    assert robots_directives(["max-snippet: 20 , NONE"]) == {
        *("max-snippet: 20", "none", "noindex", "nofollow")
    }
