"""Index pages, and what a request for one keeps of it in the database."""

from dataclasses import asdict

from newscrawler.spiders.index_pages import IndexPage

PAGE = IndexPage("https://{host}/indeks?p={page}", "sumari.example", page=3, pages_without_news=1)


def test_a_request_keeps_the_whole_page() -> None:
    assert IndexPage.from_kwargs(asdict(PAGE)) == PAGE


def test_a_request_written_by_an_earlier_version_still_has_its_page() -> None:
    kept = {"address": PAGE.address, "host": PAGE.host, "day": None, "page": 3, "stale": 1}
    assert IndexPage.from_kwargs(kept).url == PAGE.url
