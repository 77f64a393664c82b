"""One page fetched as a crawl fetches it, and kept as a file with its sidecar."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import ClassVar

from scrapy.http import Response

from newscrawler.extraction import SavedPage
from newscrawler.indonesian.timezones import WIB
from newscrawler.items import Article
from newscrawler.process import process
from newscrawler.publishers import publishers
from newscrawler.spiders.news import NewsSpider
from newscrawler.spiders.page_from_response import page_from_response

_KEPT = ("content-type", "x-robots-tag")
"""The headers that say how a page is to be read, and whether it may be kept."""


class FixtureSpider(NewsSpider):
    """Fetches the articles asked for under every rule of a crawl, and keeps the page at `file`.

    Its database and its archive last as long as the folder of `file`.
    """

    file: ClassVar[Path]

    async def parse_article(self, response: Response) -> AsyncIterator[Article]:
        """Keep the page, as it is: of an article in parts, the one that was asked for."""
        page = page_from_response(response)
        keep_page(page, self.file)
        outcome = process(page, self.policy(response.url))
        if outcome.state == "stored" and outcome.article:
            yield outcome.article
        else:
            self.finish(outcome)


def fixture_spider(key: str, file: Path) -> type[FixtureSpider]:
    """The spider that keeps a page of the publisher `key` at `file`, in a folder for drafts."""
    own = {
        "DATABASE_URL": f"sqlite:///{file.parent / 'frontier.db'}",
        "ARCHIVE_DIR": str(file.parent / "archive"),
        "ITEM_PIPELINES": {"pipelines.store.StorePipeline": 100},  # for the frontier
    }
    facts = {"name": key, "publisher": publishers()[key], "file": file, "custom_settings": own}
    return type("FixtureSpider", (FixtureSpider,), facts)


def keep_page(page: SavedPage, file: Path) -> None:
    """Write the bytes of `page` to `file` (.html), and beside it the sidecar that it is read with.

    The page has a `fetched_at`.
    """
    assert page.fetched_at
    body = page.body if isinstance(page.body, bytes) else page.body.encode()
    headers = {name: v for name, v in (page.headers or {}).items() if name.lower() in _KEPT}
    facts = {"url": page.url, "fetched_at": page.fetched_at.astimezone(WIB).isoformat()}
    file.write_bytes(body)
    text = json.dumps(facts | ({"headers": headers} if headers else {}), indent=1)
    file.with_suffix(".json").write_text(text, encoding="utf-8")
