"""Drop articles that this crawl has had before, under the same canonical URL."""

from newscrawler.extraction.comparison import PageComparison
from newscrawler.items import Article
from newscrawler.pipelines import ArticleDropped


class DuplicatesPipeline:
    """Keeps the first copy of each article in a crawl.

    One article often has several URLs (AMP, mobile, `?page=all`), which a crawl fetches within
    minutes. Two articles that claim one address are no copies: the second keeps its own. Of the
    addresses in `seen` only hashes are kept, for a crawl may meet a million.
    """

    def __init__(self) -> None:
        self.comparison = PageComparison()
        self.seen: set[int] = set()

    def process_item(self, item: Article) -> Article:
        """Return `item` if it is the first copy. Raises ArticleDropped for any other."""
        self.comparison.compare(item)
        address = hash(item.canonical_url)
        if address in self.seen:
            raise ArticleDropped("duplicate", f"same article as {item.canonical_url}")
        self.seen.add(address)
        return item
