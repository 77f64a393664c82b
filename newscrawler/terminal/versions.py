"""Which versions run: of newscrawler, and of what its results depend on."""

import platform
from importlib.metadata import version

from newscrawler.version import __version__

_LIBRARIES = ("Scrapy", "lxml")


def version_line() -> str:
    """Return the versions in one line, without importing the libraries."""
    libraries = [f"{name} {version(name)}" for name in _LIBRARIES]
    return f"newscrawler {__version__} ({', '.join(libraries)}, Python {platform.python_version()})"
