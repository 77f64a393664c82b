"""Which selectors can match a page: most of a publisher's name what other layouts of it have."""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from lxml.etree import XPath, _Element

from newscrawler.publishers import Publisher

_NAMES = XPath("//@class | //@id", smart_strings=False)
_ARGUMENT = re.compile(r"\[[^\]]*\]|\([^()]*\)")
_NAME = re.compile(r"[.#]([\w-]+)")
_UNKNOWN = frozenset(",()[]\\")
"""Characters of selectors that may match without one of their names."""


def without_unmatched(publisher: Publisher, root: _Element) -> Publisher:
    """Return `publisher` without the selectors that name a class or an id absent below `root`.

    To see this is several times faster than to search the page for each.
    """
    if not publisher.selectors and not publisher.remove:
        return publisher
    names = {name for value in _NAMES(root) for name in value.split()}

    def kept(selectors: Iterable[str]) -> list[str]:
        return [css for css in selectors if needed_names(css) <= names]

    selectors = {field: kept(given) for field, given in publisher.selectors.items()}
    return replace(publisher, selectors=selectors, remove=kept(publisher.remove))


@lru_cache(maxsize=4096)
def needed_names(css: str) -> frozenset[str]:
    """Return classes and ids without which `css` matches nothing; there may be more of them.

    >>> sorted(needed_names("#isi > p.lead:not(.iklan) a[href$='.html']::text"))
    ['isi', 'lead']
    >>> sorted(needed_names(".lead, .isi"))
    []
    """
    plain = _ARGUMENT.sub("", css)
    return frozenset() if _UNKNOWN.intersection(plain) else frozenset(_NAME.findall(plain))
