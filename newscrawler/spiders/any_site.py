"""Pages of any site, asked for by address: `scrapy crawl any -a url=…`."""

from newscrawler.publishers import GENERIC, Publisher, publisher_of
from newscrawler.spiders.news import NewsSpider


class AnySpider(NewsSpider):
    """Fetches the pages it is told to, of as many sites as they are of; it discovers nothing.

    A page is read by the facts of the publisher that owns its host, else by its own shape.
    """

    name = "any"
    publisher = GENERIC

    def publisher_of(self, url: str) -> Publisher:
        """The facts of the publisher that owns the host of `url`, or none."""
        return publisher_of(url)

    def is_on_site(self, url: str) -> bool:
        """Whether `url` may be fetched: wherever a page has moved, but to a site that refuses."""
        return self.arguments.permitted or not publisher_of(url).opt_out_reason
