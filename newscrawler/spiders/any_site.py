"""The spider for single pages of any site: `scrapy crawl any -a url=…`."""

from newscrawler.publishers import GENERIC, Publisher, publisher_of
from newscrawler.spiders.news import NewsSpider


class AnySpider(NewsSpider):
    """Fetches the pages that it is given, on any number of sites, and discovers nothing.

    A page is read by the facts of the publisher that owns its host; without one, by the structure
    of the page.
    """

    name = "any"
    publisher = GENERIC

    def publisher_of(self, url: str) -> Publisher:
        """Return the publisher that owns the host of `url`, or `GENERIC`."""
        return publisher_of(url)

    def is_on_site(self, url: str) -> bool:
        """Return whether `url` may be fetched: on any host, unless its site refuses crawlers."""
        return self.arguments.permitted or not publisher_of(url).opt_out_reason
