"""Drop an article that this run has had already, under the same canonical URL."""

from newscrawler.items import Article
from pipelines import ArticleDropped


class DuplicatesPipeline:
    """Keeps the first of each article in a crawl.

    A crawl meets one article under several addresses (AMP, mobile, `?page=all`) within minutes: one
    is enough.
    """

    def __init__(self) -> None:
        self.seen: set[str | None] = set()

    def process_item(self, item: Article) -> Article:
        """Let the first of an article through. Raises ArticleDropped for the others."""
        if item.canonical_url in self.seen:
            raise ArticleDropped("duplicate", f"same article as {item.canonical_url}")
        self.seen.add(item.canonical_url)
        return item
