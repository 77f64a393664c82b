"""Re-extraction as steps of a datatrove pipeline: `pip install 'newscrawler[datatrove]'`.

A `SavedPageReader` gives the pages of files as documents, an `ArticleExtractor` turns those into
articles, and the writers put these into files that have their names only when they are complete.
"""

_EXTRA = frozenset(("datatrove", "fsspec", "multiprocess", "pyarrow"))

try:
    from newscrawler.datatrove.article_extractor import ArticleExtractor
    from newscrawler.datatrove.atomic_writers import AtomicJsonlWriter, AtomicParquetWriter
    from newscrawler.datatrove.local_executor import IncompleteTasksError, LocalExecutor
    from newscrawler.datatrove.page_reader import SavedPageReader
except ModuleNotFoundError as error:
    missing = (error.name or "").partition(".")[0]
    if missing not in _EXTRA:
        raise
    message = f"newscrawler.datatrove needs {missing}: pip install 'newscrawler[datatrove]'"
    raise ImportError(message) from None

__all__ = [
    "ArticleExtractor",
    "AtomicJsonlWriter",
    "AtomicParquetWriter",
    "IncompleteTasksError",
    "LocalExecutor",
    "SavedPageReader",
]
