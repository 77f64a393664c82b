"""Turn the dates that a page prints, also relative ones in Indonesian, into exact times."""

from newscrawler.extraction.dates import normalize_dates
from newscrawler.items import Article
from newscrawler.publishers import GENERIC, publishers


class DatesPipeline:
    """Gives every date of an article its value, whichever spider the article comes from.

    For the spiders of this project `newscrawler.process` has done so already; doing it again
    would change nothing, and take time on the event loop.
    """

    def process_item(self, item: Article) -> Article:
        """Return `item` with the values of its dates."""
        if not _is_read(item):
            publisher = publishers().get(item.publisher or "", GENERIC)
            normalize_dates(item, publisher.timezone_of(item.url))
        return item


def _is_read(item: Article) -> bool:
    """Return whether surely all dates of `item` were read, and those in its text found."""
    blocks = (link.date for block in item.related for link in block.links)
    inline = (link.date for link in item.inline_related)
    given = (item.published, item.modified, *blocks, *inline)
    return bool(item.dates and item.published) and all(
        date is None or date.value is not None or date.flags for date in given
    )
