"""Drop articles that this crawl has had before, under the same canonical URL."""

from newscrawler.extraction.comparison import PageComparison
from newscrawler.items import Article
from newscrawler.pipelines import ArticleDropped


class DuplicatesPipeline:
    """Keeps the first copy of each article in a crawl.

    One article often has several URLs (AMP, mobile, `?page=all`), which a crawl fetches within
    minutes. Two articles that claim one address are no copies: the second keeps its own.
    """

    def __init__(self) -> None:
        self.comparison = PageComparison()
        self.seen: set[str | None] = set()

    def process_item(self, item: Article) -> Article:
        """Return `item` if it is the first copy. Raises ArticleDropped for any other."""
        self.comparison.compare(item)
        if item.canonical_url in self.seen:
            raise ArticleDropped("duplicate", f"same article as {item.canonical_url}")
        self.seen.add(item.canonical_url)
        return item
