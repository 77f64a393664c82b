"""The spiders of this project: one for every publisher, and those of `SPIDER_MODULES`."""

from scrapy import Request, Spider
from scrapy.spiderloader import SpiderLoader

from newscrawler.publishers import publisher_of, publishers

ANY_SITE = "any"


class PublisherSpiderLoader(SpiderLoader):
    """Makes the spider of a publisher from its facts, so that a publisher needs no spider code.

    Beside them it has `any`, for single pages of any site. They are imported when they are loaded,
    for to read pages is slow to import, and a list of the names does without. A spider in
    `SPIDER_MODULES` with one of these names takes the place of the one made here.
    """

    def load(self, spider_name: str) -> type[Spider]:
        """Return the spider class called `spider_name`. Raises KeyError where there is none."""
        if spider_name in super().list() or spider_name not in self.list():
            return super().load(spider_name)
        from newscrawler.spiders.any_site import AnySpider  # noqa: PLC0415 (slow)
        from newscrawler.spiders.publisher_spider import publisher_spider  # noqa: PLC0415 (slow)

        return AnySpider if spider_name == ANY_SITE else publisher_spider(spider_name)

    def list(self) -> list[str]:
        """Return the names of all spiders, sorted."""
        return sorted({*super().list(), *publishers(), ANY_SITE})

    def find_by_request(self, request: Request) -> "list[str]":  # type: ignore[valid-type]
        """Return the names of the spiders for the host of `request`.

        The spider of a publisher is one, unless its site refuses crawlers.
        """
        owner = publisher_of(request.url)
        own = {owner.key} if owner.key and not owner.opt_out_reason else set()
        return sorted({*super().find_by_request(request), *own})
