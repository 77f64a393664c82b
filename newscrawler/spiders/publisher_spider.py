"""The spider of a publisher, made from its facts."""

from functools import cache

from newscrawler.publishers import publishers
from newscrawler.spiders.news import NewsSpider


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
