"""Read saved pages again: each takes the way of a live page, from its page value on."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from newscrawler.extraction import SavedPage
from newscrawler.extraction.comparison import PageComparison
from newscrawler.extraction.pagination import MultiPageAssembler
from newscrawler.extraction_pool import ExtractionPool
from newscrawler.items import Article
from newscrawler.outcomes import Outcome
from newscrawler.process import PageOutcome, Policy, assemble, process
from newscrawler.reextraction.disk_map import DiskMap
from newscrawler.storage.content_hash import content_hash


@dataclass
class Reextraction:
    """Reads pages under a `policy`, and merges the pages of an article where all are among them.

    Saved pages of one address may be years apart: a page with the content of a page before it is
    `unchanged` where it has the same address, and a `duplicate` where it has another (AMP, mobile).
    `merged` counts the pages that gave no article of their own. The pages are read by `pool`, or in
    this process without one. `on_page_done` is called with what was read from a page when all that
    came of it has been taken.
    """

    policy: Policy = field(default_factory=Policy)
    pool: ExtractionPool | None = None
    assembler: MultiPageAssembler = field(default_factory=MultiPageAssembler)
    comparison: PageComparison = field(default_factory=lambda: PageComparison(DiskMap(), DiskMap()))
    on_page_done: Callable[[PageOutcome], None] | None = None
    _first_urls: DiskMap[int] = field(default_factory=DiskMap)

    def run(self, pages: Iterable[SavedPage]) -> Iterator[Outcome]:
        """Return the outcome of each article: of one in parts when its last page was read."""
        return map(self._once, assemble(self._followed(pages), self.policy, self.assembler))

    def replay(self, pages: Iterable[SavedPage]) -> None:
        """Read again the `pages` of articles in parts that an earlier run has read."""
        for outcome in self._read(pages):
            for _ in self.assembler.add(outcome.extraction):
                pass

    def remember(self, articles: Iterable[Article]) -> None:
        """Take `articles` for what has come before: those that an earlier run has stored."""
        for article in articles:
            assert article.canonical_url
            self.comparison.remember(article)
            key = _key(article.canonical_url, content_hash(article))
            self._first_urls.setdefault(key, hash(article.url or article.source or ""))

    @property
    def merged(self) -> int:
        """How many pages were merged into the article of another page."""
        return self.assembler.merged

    def _followed(self, pages: Iterable[SavedPage]) -> Iterator[PageOutcome]:
        for outcome in self._read(pages):
            yield outcome
            if self.on_page_done:
                self.on_page_done(outcome)

    def _read(self, pages: Iterable[SavedPage]) -> Iterator[PageOutcome]:
        if self.pool is None:
            return (process(page, self.policy) for page in pages)
        return self.pool.map(pages, self.policy)

    def _once(self, outcome: PageOutcome) -> PageOutcome:
        article = outcome.article
        if outcome.state != "stored" or article is None or article.canonical_url is None:
            return outcome
        self.comparison.compare(article)
        key, url = _key(article.canonical_url, content_hash(article)), hash(outcome.url)
        first = self._first_urls.get(key)
        if first is None:
            self._first_urls.setdefault(key, url)
            return outcome
        is_same_page = first == url
        reason = f"same article as {article.canonical_url}"
        return replace(outcome, state="unchanged" if is_same_page else "duplicate", reason=reason)


def _key(canonical_url: str, content: str) -> bytes:
    """Return what stands for an article of this content: short, for millions are remembered."""
    return hashlib.blake2b(f"{canonical_url} {content}".encode(), digest_size=16).digest()
