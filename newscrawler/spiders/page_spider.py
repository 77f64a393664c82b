"""One page fetched as a crawl fetches it, and handed over as it came."""

from collections.abc import AsyncIterator
from typing import Any

from scrapy.http import Response

from newscrawler.spiders.any_site import AnySpider
from newscrawler.spiders.page_from_response import page_from_response


def page_spider() -> type[AnySpider]:
    """Return a spider whose items are the pages themselves, as `SavedPage`."""
    facts = {"parse_article": _parse_article}
    return type("PageSpider", (AnySpider,), facts)


async def _parse_article(self: AnySpider, response: Response) -> AsyncIterator[Any]:  # noqa: ARG001 (a method)
    """Yield the page; of an article in parts, the one that was asked for."""
    yield page_from_response(response)
