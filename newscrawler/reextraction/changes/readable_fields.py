"""The fields of an article as lines that a person reads, so that equal lines are no change.

What only says how a value was found (rules, offsets, the words as printed) is left out.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from typing import Any

from newscrawler.items import Article
from newscrawler.storage.content_hash import Row

Lines = tuple[str, ...]
_NOT_COMPARED = frozenset(
    (
        "url",
        "fetched_at",
        "source",
        "cleaned",
        "raw",
        "provenance",
        "selectors",
        "missing_pages",
        "failed_pages",
    )
)
"""Where a page is from and how it was read; pages that are missing are among the flags."""
COMPARED_FIELDS = tuple(each.name for each in fields(Article) if each.name not in _NOT_COMPARED)
CONTENT_FIELDS = frozenset(
    ("headline", "kicker", "summary", "authors", "editors", "body", "published")
)
"""What the captures of one version have in common: see `storage.content_hash`."""
_BLOCKS = {"heading": "## {}", "list_item": "- {}", "blockquote": "> {}", "caption": "[{}]"}
"""How a block that is no paragraph is written, as in Markdown."""


def readable(field: str, value: Any) -> Lines:
    """Return the `value` of a `field`, as JSON, as lines; none for a value that is empty.

    >>> readable("tags", ["banjir", "Demak"])
    ('banjir', 'Demak')
    >>> readable("published", {"raw": "Rabu", "value": "2026-11-18", "precision": "day"})
    ('2026-11-18 (day)',)
    """
    if value is None:
        return ()
    write = _WRITERS.get(field, _plain)
    return tuple(line for line in write(value) if line)


def _plain(value: Any) -> Iterator[str]:
    if isinstance(value, bool):
        yield "yes" if value else "no"
    elif isinstance(value, list):
        yield from map(str, value)
    else:
        yield str(value)


def _each(*names: str) -> Callable[[Iterable[Row]], Iterator[str]]:
    """Return what writes a line of the values called `names` for each part of a list."""
    return lambda parts: (_joined(part.get(name) for name in names) for part in parts)


def _joined(values: Iterable[Any]) -> str:
    return " · ".join(str(value) for value in values if value)


def _date(date: Row) -> Iterator[str]:
    if date.get("value"):
        until = f" … {date['until']}" if date.get("until") else ""
        told = ", ".join(filter(None, (date.get("precision"), date.get("zone"))))
        yield f"{date['value']}{until}" + (f" ({told})" if told else "")


def _body(blocks: Iterable[Row]) -> Iterator[str]:
    for block in blocks:
        yield _BLOCKS.get(block.get("kind", ""), "{}").format(block.get("text", ""))


def _quotes(quotes: Iterable[Row]) -> Iterator[str]:
    for quote in quotes:
        speaker = quote.get("speaker_full") or quote.get("speaker")
        how = _joined((speaker, quote.get("role"), quote.get("kind"), quote.get("cue")))
        yield f"“{quote.get('text', '')}” — {how}"


def _dates(dates: Iterable[Row]) -> Iterator[str]:
    for date in dates:
        yield f"{date.get('text', '')} = {next(_date(date), '?')}"


def _links(links: Iterable[Row]) -> Iterator[str]:
    for link in links:
        date = next(_date(link.get("date") or {}), None)
        yield _joined((link.get("title"), link.get("url"), link.get("section"), date))


def _related(blocks: Iterable[Row]) -> Iterator[str]:
    for block in blocks:
        label = block.get("label")
        for line in _links(block.get("links", ())):
            yield f"{label}: {line}" if label else line


def _object(*names: str) -> Callable[[Row], Iterator[str]]:
    """Return what writes the values called `names` in one line."""
    return lambda value: iter([_joined(value.get(name) for name in names)])


_WRITERS: Mapping[str, Callable[[Any], Iterator[str]]] = {
    "credits": _each("role", "name"),
    "dateline": _object("text", "outlet", "place"),
    "published": _date,
    "modified": _date,
    "body": _body,
    "links": _each("url"),
    "quotes": _quotes,
    "citations": _each("source_norm", "kind", "text", "url"),
    "dates": _dates,
    "related": _related,
    "inline_related": _links,
    "images": _each("url", "caption", "credit"),
    "republished_from": _object("outlet", "title", "url"),
}
