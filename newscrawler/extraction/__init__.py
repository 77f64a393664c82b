"""A page in, an article out: pure functions of the page, with no network, clock or database."""

from newscrawler.extraction.extract import (
    Extraction,
    extract,
    extract_page,
    read_page,
    trace_page,
)
from newscrawler.extraction.offers import Offer
from newscrawler.extraction.page.document import SavedPage

__all__ = [
    "Extraction",
    "Offer",
    "SavedPage",
    "extract",
    "extract_page",
    "read_page",
    "trace_page",
]
