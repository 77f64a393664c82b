"""What gives no article: counted, and written beside the articles with the reason."""

from datatrove.data import Document
from datatrove.pipeline.base import PipelineStep
from datatrove.pipeline.writers.disk_base import DiskWriter
from datatrove.utils.typeshelper import StatHints


class ExcludingStep(PipelineStep):  # type: ignore[misc]  # it has no types
    """A step that writes what it drops with `exclusion_writer`, which it opens and closes."""

    def __init__(self, exclusion_writer: DiskWriter) -> None:
        super().__init__()
        self.exclusion_writer = exclusion_writer

    def exclude(
        self, rank: int, source: str | None, url: str | None, state: str, reason: str | None
    ) -> None:
        """Count and write that what is at `source` ends in `state`, as in `--report`."""
        self.stat_update(StatHints.dropped, state)
        facts = {"url": url, "state": state, "reason": reason}
        self.exclusion_writer.write(Document("", source or "", metadata=facts), rank)
