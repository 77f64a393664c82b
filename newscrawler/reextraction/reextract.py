"""Read saved pages again: each takes the way of a live page, from its page value on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from newscrawler.extraction import SavedPage
from newscrawler.extraction.pagination import MultiPageAssembler
from newscrawler.extraction_pool import ExtractionPool
from newscrawler.outcomes import Outcome
from newscrawler.process import PageOutcome, Policy, assemble, process
from newscrawler.storage.content_hash import content_hash


@dataclass
class Reextraction:
    """Reads pages under a `policy`, and merges the pages of an article where all are among them.

    Saved pages of one address may be years apart: a page with the content of a page before it is
    `unchanged` where it has the same address, and a `duplicate` where it has another (AMP, mobile).
    `merged` counts the pages that gave no article of their own. The pages are read by `pool`, or in
    this process without one.
    """

    policy: Policy = field(default_factory=Policy)
    pool: ExtractionPool | None = None
    assembler: MultiPageAssembler = field(default_factory=MultiPageAssembler)
    first_urls: dict[str, str] = field(default_factory=dict)

    def run(self, pages: Iterable[SavedPage]) -> Iterator[Outcome]:
        """Return the outcome of each article: of one in parts when its last page was read."""
        outcomes = (
            self.pool.map(pages, self.policy)
            if self.pool
            else (process(page, self.policy) for page in pages)
        )
        return map(self._once, assemble(outcomes, self.policy, self.assembler))

    @property
    def merged(self) -> int:
        """How many pages were merged into the article of another page."""
        return self.assembler.merged

    def _once(self, outcome: PageOutcome) -> PageOutcome:
        article = outcome.article
        if outcome.state != "stored" or article is None or article.canonical_url is None:
            return outcome
        key = f"{article.canonical_url} {content_hash(article)}"
        if key not in self.first_urls:
            self.first_urls[key] = outcome.url
            return outcome
        is_same_page = self.first_urls[key] == outcome.url
        reason = f"same article as {article.canonical_url}"
        return replace(outcome, state="unchanged" if is_same_page else "duplicate", reason=reason)
