"""A crawler for Indonesian news: pages in, articles with quotes, sources and exact dates out.

`newscrawler.read(html, url=…, fetched_at=…)` reads one page.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from newscrawler.version import __version__

if TYPE_CHECKING:
    from newscrawler.items import Article
    from newscrawler.reading import NotAnArticleError, read

__all__ = ["Article", "NotAnArticleError", "__version__", "read"]

_MODULES = {"Article": "items", "NotAnArticleError": "reading", "read": "reading"}


def __getattr__(name: str) -> Any:
    """Import what is named, and what it needs, when it is first used."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
