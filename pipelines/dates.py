"""Turn the dates that a page prints, also relative ones in Indonesian, into exact times."""

from newscrawler.extraction.dates import normalize_dates
from newscrawler.items import Article
from newscrawler.publishers import GENERIC, publishers


class DatesPipeline:
    """Gives every date of an article its value, whichever spider the article comes from.

    For the spiders of this project `newscrawler.process` has done so already; doing it again
    changes nothing.
    """

    def process_item(self, item: Article) -> Article:
        """Return `item` with the values of its dates."""
        publisher = publishers().get(item.publisher or "", GENERIC)
        normalize_dates(item, publisher.timezone_of(item.url))
        return item
