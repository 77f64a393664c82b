"""What each source offers for the fields of an article, kept where somebody asks for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from newscrawler.extraction.page.text import fold_whitespace
from newscrawler.items import Credit, DateValue

LISTING = "listing"
"""What `Article.provenance` says of a field that only a listing gave."""
MODIFIED = "modified"
"""What `Article.provenance` says of a publication that is the time of the last change."""
REMOVE = "remove"
"""The field of an offer that says what a `Publisher.remove` selector takes out of the text."""


@dataclass(frozen=True)
class Offer:
    """What one source offered for one field.

    `field` is a field of `Article`, or `REMOVE`. `rule` is the source, in the words of
    `Article.provenance`; `selector` is the publisher's CSS selector, None for other sources.
    `values` are what was found, as it stands on the page: none where a selector matched nothing.
    `kept` are what cleaning left of them: none where the offer was rejected.
    """

    field: str
    rule: str
    selector: str | None = None
    values: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


def plain_texts(values: Iterable[Any]) -> tuple[str, ...]:
    """Return `values` as texts on one line each, without those that are empty."""
    return tuple(text for value in values if (text := _plain(value)))


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, DateValue):
        return fold_whitespace(value.raw)
    if isinstance(value, Credit):
        return f"{value.role}: {value.name}"
    return fold_whitespace(str(value))
