"""A step of datatrove that reads articles from pages."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

import msgspec
from datatrove.data import Document, DocumentsPipeline
from datatrove.pipeline.writers.disk_base import DiskWriter
from datatrove.utils.typeshelper import StatHints

from newscrawler.datatrove.exclusions import ExcludingStep
from newscrawler.datatrove.page_documents import PAGE_FACTS, page_of_document
from newscrawler.extraction import SavedPage
from newscrawler.extraction_pool import ExtractionPool, PageLimits
from newscrawler.items import Article
from newscrawler.outcomes import Outcome
from newscrawler.process import Policy
from newscrawler.reextraction.reextract import Reextraction


class ArticleExtractor(ExcludingStep):
    """Turns documents with pages into documents with articles.

    The text is that of the article, the id its `source`, and the metadata are its fields, with
    those that steps before this one have added. What is no article goes to `exclusion_writer`.
    Pages are read in `jobs` processes beside that of the task; one that goes over `limits` is
    quarantined alone. The pages of one article are joined where one task has them all.
    """

    type = "🛢 - EXTRAC"
    name = "Articles"

    def __init__(
        self,
        exclusion_writer: DiskWriter,
        *,
        policy: Policy | None = None,
        jobs: int = 1,
        limits: PageLimits | None = None,
    ) -> None:
        super().__init__(exclusion_writer)
        self.policy = policy or Policy()
        self.jobs = jobs
        self.limits = limits or PageLimits()

    def run(
        self, data: DocumentsPipeline, rank: int = 0, world_size: int = 1
    ) -> Iterator[Document]:
        """Yield a document for each article in the pages of `data`."""
        waiting = _WaitingDocuments()
        with ExtractionPool(self.jobs, self.limits) as pool, self.exclusion_writer:
            for outcome in Reextraction(self.policy, pool).run(self._pages(data, waiting)):
                given = waiting.take(outcome)
                if outcome.state == "stored" and outcome.article:
                    yield self._document(outcome.article, given)
                else:
                    source = outcome.article.source if outcome.article else None
                    self.exclude(rank, source, outcome.url, outcome.state, outcome.reason)
            for document in waiting.rest():
                url = document.metadata.get("url")
                self.exclude(rank, document.id, url, "joined", "to another page of its article")

    def _pages(self, data: Iterable[Document], waiting: "_WaitingDocuments") -> Iterator[SavedPage]:
        for document in data:
            self.stat_update(StatHints.total)
            waiting.add(document)
            yield page_of_document(document)

    def _document(self, article: Article, given: Document | None) -> Document:
        added = given.metadata.items() if given else ()
        kept = {name: value for name, value in added if name not in PAGE_FACTS}
        fields = msgspec.to_builtins(article)
        document = Document(article.text, article.source or "", metadata=kept | fields)
        self.stat_update(StatHints.forwarded)
        self.update_doc_stats(document)
        return document


class _WaitingDocuments:
    """The documents, without their pages, of which nothing has come yet."""

    def __init__(self) -> None:
        self._by_id: dict[str, list[Document]] = {}

    def add(self, document: Document) -> None:
        bare = replace(document, text="", media=[])
        self._by_id.setdefault(document.id, []).append(bare)

    def take(self, outcome: Outcome) -> Document | None:
        """Return the first document that an outcome came of, None where it has been taken."""
        source = outcome.article.source if outcome.article else None
        found = self._by_id.get(source or "")
        if not found:
            return None
        document = found.pop(0)
        if not found:
            del self._by_id[document.id]
        return document

    def rest(self) -> Iterator[Document]:
        """Yield the documents whose pages belong to the article of another."""
        for documents in self._by_id.values():
            yield from documents
