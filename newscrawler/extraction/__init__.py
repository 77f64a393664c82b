"""The page room: a saved page in, an article out."""

from newscrawler.extraction.extract import extract
from newscrawler.extraction.page.document import SavedPage

__all__ = ["SavedPage", "extract"]
