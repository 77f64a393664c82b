"""A reader of datatrove for all that `scrapy reextract` reads."""

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import PurePath

from datatrove.data import Document, DocumentsPipeline
from datatrove.pipeline.writers.disk_base import DiskWriter
from datatrove.utils.typeshelper import StatHints

from newscrawler.datatrove.exclusions import ExcludingStep
from newscrawler.datatrove.page_documents import document_of_page
from newscrawler.extraction import SavedPage
from newscrawler.reextraction.file_search import find_files
from newscrawler.reextraction.input_reader import ReadOptions, read_inputs
from newscrawler.reextraction.inputs import STATES


class SavedPageReader(ExcludingStep):
    """Gives the pages in `paths` (files and folders on a disk) as documents.

    Each task reads its share of the files: of those that match `glob_pattern`, every n-th one of n
    tasks. `options` are those of re-extraction, with its filters. `limit` bounds the pages of a
    task (-1: all). What holds no page, is filtered out or cannot be read goes to
    `exclusion_writer`. A task raises FileNotFoundError where there is no file at all.
    """

    type = "📖 - READER"
    name = "Saved pages"

    def __init__(
        self,
        paths: str | Sequence[str],
        exclusion_writer: DiskWriter,
        *,
        glob_pattern: str = "*",
        options: ReadOptions | None = None,
        limit: int = -1,
    ) -> None:
        super().__init__(exclusion_writer)
        self.paths = [paths] if isinstance(paths, str) else list(paths)
        self.glob_pattern = glob_pattern
        self.options = options or ReadOptions()
        self.limit = limit

    def run(
        self, data: DocumentsPipeline = None, rank: int = 0, world_size: int = 1
    ) -> Iterator[Document]:
        """Yield what comes from before, and a document for each page of task number `rank`."""
        yield from data or ()
        files = self._files()[rank::world_size]
        self.stat_update("input_files", value=len(files))
        with self.exclusion_writer:
            pages = self._pages(files, rank)
            for page in pages if self.limit < 0 else islice(pages, self.limit):
                self.stat_update(StatHints.forwarded)
                yield document_of_page(page)

    def _files(self) -> list[str]:
        files = [file for file in find_files(self.paths) if PurePath(file).match(self.glob_pattern)]
        if not files:
            raise FileNotFoundError(f"no {self.glob_pattern} in {', '.join(self.paths)}")
        return files

    def _pages(self, files: Sequence[str], rank: int) -> Iterator[SavedPage]:
        for found, _ in read_inputs(files, self.options):
            self.stat_update(StatHints.total)
            if isinstance(found, SavedPage):
                yield found
                continue
            url = getattr(found, "url", None)
            self.exclude(rank, found.source, url, STATES[type(found)], found.reason)
