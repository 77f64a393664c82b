"""Fetch one page as a crawl does, and save it as a file with a sidecar."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import ClassVar

from scrapy.http import Response

from newscrawler.extraction import SavedPage
from newscrawler.indonesian.timezones import WIB
from newscrawler.items import Article
from newscrawler.publishers import publishers
from newscrawler.spiders.news import NewsSpider
from newscrawler.spiders.page_from_response import page_from_response

_KEPT = ("content-type", "x-robots-tag")
"""The headers that decide how a page is read, and whether it may be kept."""


class FixtureSpider(NewsSpider):
    """Fetches an article under every rule of a crawl, and saves its page to `file`.

    The database and the archive of this crawl are in the folder of `file`.
    """

    file: ClassVar[Path]

    async def parse_article(self, response: Response) -> AsyncIterator[Article]:
        """Save the page and yield its article; the other pages of an article are not fetched."""
        page = page_from_response(response)
        keep_page(page, self.file)
        outcome = await self.process(page)
        if outcome.state == "stored" and outcome.article:
            yield outcome.article
        else:
            self.finish(outcome)


def fixture_spider(key: str, file: Path) -> type[FixtureSpider]:
    """Return a spider of the publisher `key` that saves the page it fetches to `file`.

    The folder of `file` is a temporary one: the database and the archive are there, too.
    """
    own = {
        "DATABASE_URL": f"sqlite:///{file.parent / 'frontier.db'}",
        "ARCHIVE_DIR": str(file.parent / "archive"),
        # It records how the URL ends.
        "ITEM_PIPELINES": {"newscrawler.pipelines.store.StorePipeline": 100},
    }
    facts = {"name": key, "publisher": publishers()[key], "file": file, "custom_settings": own}
    return type("FixtureSpider", (FixtureSpider,), facts)


def keep_page(page: SavedPage, file: Path) -> None:
    """Write the bytes of `page` to `file` (.html) and what is known of it to a sidecar (.json).

    `page.fetched_at` must be set; the sidecar has it in WIB.
    """
    assert page.fetched_at
    body = page.body if isinstance(page.body, bytes) else page.body.encode()
    headers = {name: v for name, v in (page.headers or {}).items() if name.lower() in _KEPT}
    facts = {"url": page.url, "fetched_at": page.fetched_at.astimezone(WIB).isoformat()}
    file.write_bytes(body)
    text = json.dumps(facts | ({"headers": headers} if headers else {}), indent=1)
    file.with_suffix(".json").write_text(text, encoding="utf-8")
