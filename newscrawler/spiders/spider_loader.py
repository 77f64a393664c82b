"""The spiders of this project: one for every publisher, beside those of `SPIDER_MODULES`."""

from functools import cache

from scrapy import Request, Spider
from scrapy.spiderloader import SpiderLoader

from newscrawler.publishers import publisher_of, publishers
from newscrawler.spiders.news import NewsSpider


class PublisherSpiderLoader(SpiderLoader):
    """Makes the spider of a publisher from its facts, so that a publisher needs no spider code.

    A spider in `SPIDER_MODULES` with the name of a publisher takes the place of the one made here.
    """

    def load(self, spider_name: str) -> type[Spider]:
        """Return the spider class called `spider_name`. Raises KeyError where there is none."""
        is_made = spider_name in publishers() and spider_name not in super().list()
        return publisher_spider(spider_name) if is_made else super().load(spider_name)

    def list(self) -> list[str]:
        """Return the names of all spiders, sorted."""
        return sorted({*super().list(), *publishers()})

    def find_by_request(self, request: Request) -> "list[str]":  # type: ignore[valid-type]
        """Return the names of the spiders for the host of `request`.

        The spider of a publisher is one, unless its site refuses crawlers.
        """
        owner = publisher_of(request.url)
        own = {owner.key} if owner.key and not owner.opt_out_reason else set()
        return sorted({*super().find_by_request(request), *own})


@cache
def publisher_spider(key: str) -> type[NewsSpider]:
    """Return the spider class of the publisher `key`, always the same one.

    >>> publisher_spider("tribunnews").__doc__
    'Crawls Tribunnews (www.tribunnews.com).'
    """
    publisher = publishers()[key]
    facts = {
        "__doc__": f"Crawls {publisher.name} ({publisher.hosts[0]}).",
        "__module__": NewsSpider.__module__,
        "name": key,
        "publisher": publisher,
    }
    return type(f"{NewsSpider.__name__}[{key}]", (NewsSpider,), facts)
