"""The explanation of a page, as a person reads it in a terminal of 80 columns or more."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from newscrawler.explanation import Explanation, FieldExplanation, FlagExplanation, WeighedOffer
from newscrawler.extraction.offers import REMOVE
from newscrawler.extraction.page.urls import SINGLE_PAGE
from newscrawler.flags import meaning_of
from newscrawler.logformatter import one_line
from newscrawler.publishers import publishers

_MAX_VALUE_CHARS = 200
_MAX_END_CHARS = 70
_MAX_SELECTORS = 12
_DATES = frozenset(("published", "modified"))
_SINGLE = frozenset(("headline", "kicker", "summary", "language", "kind", "free_access"))
_IN_HEAD = frozenset(("url", "publisher", "fetched_at", "source"))
_ALWAYS_SHOWN = frozenset(("headline", "published", "authors", "body"))
_STYLES = {"taken": "green", "same": "dim", "other": "cyan", "rejected": "yellow"}
_REASONS = {"index": "The page lists articles instead of being one."}
_REJECTED_AS = {
    "published": "no date that can be read",
    "modified": "no date that can be read",
    "authors": "no person, or the name of an editor or of the site",
    "editors": "no person",
    "tags": "the words of the headline or the summary",
    "body": "too little running text",
    "source_line": "names no source",
}


def explanation_view(explained: Explanation, only: str | None = None) -> Iterator[RenderableType]:
    """Yield what the terminal shows of a page; `only` names the one field that is wanted."""
    if only is not None:
        yield from (_field(each) for each in explained.fields if each.field == only)
        return
    yield _head(explained)
    if not any(each.offers for each in explained.fields):
        return  # the bytes hold no page
    blocks = [each for each in explained.fields if each.offers or each.field in _ALWAYS_SHOWN]
    rest = [e for e in explained.fields if e not in blocks and e.field not in _IN_HEAD]
    yield from map(_field, blocks)
    if explained.removals:
        yield Text("\nremoved from the text", style="bold")
        yield _offers(REMOVE, explained.removals)
    if derived := [each for each in rest if not _is_empty(each)]:
        yield Text("\nderived", style="bold")
        yield _derived(derived)
    if empty := [each.field for each in rest if _is_empty(each)]:
        yield Text("\nempty, and offered by no source", style="bold")
        yield Padding(Text(", ".join(empty)), (0, 0, 0, 2))


def _head(explained: Explanation) -> Table:
    """Return what is known of the page as a whole."""
    table = _grid(12)
    table.add_row(_dim("page"), _safe(explained.url or "(no URL)"))
    if explained.source:
        table.add_row(_dim("from"), _safe(explained.source))
    table.add_row(_dim("fetched"), _safe(explained.fetched_at or "(not known)"))
    table.add_row(_dim("facts of"), _publisher(explained.publisher))
    table.add_row(_dim("ends as"), _outcome(explained))
    if explained.other_pages:
        table.add_row(_dim("in parts"), _parts(explained))
    table.add_row(_dim("selectors"), _selectors(explained))
    for number, flag in enumerate(explained.flags):
        table.add_row(_dim("flags" if number == 0 else ""), _flag(flag))
    if not explained.flags:
        table.add_row(_dim("flags"), _dim("none"))
    return table


def _publisher(key: str | None) -> Text:
    facts = publishers().get(key or "")
    if facts is None:
        return Text("no publisher: linked data, meta tags and structure alone")
    text = Text.assemble((facts.key, "bold"), f" ({facts.name})")
    return text.append(f"; not checked: {facts.unverified}") if facts.unverified else text


def _outcome(explained: Explanation) -> Text:
    text = Text(explained.state, style="bold green" if explained.state == "stored" else "bold red")
    reason = explained.reason
    if reason is None:
        return text
    text = Text.assemble(text, f": {one_line(reason)}")
    flag = f"wall:{reason}" if explained.state == "wall" else reason
    if flag in {each.flag for each in explained.flags}:
        return text  # its meaning stands below
    meaning = _REASONS.get(reason) or meaning_of(reason)
    return text.append(f"  {meaning}") if meaning else text


def _parts(explained: Explanation) -> Text:
    numbers = [str(number) for number in explained.other_pages if number != SINGLE_PAGE]
    is_whole_shown = SINGLE_PAGE in explained.other_pages
    others = [*numbers, *(["the one that shows all"] if is_whole_shown else [])]
    return Text(f"this is page {explained.page}; a crawl also fetches: {', '.join(others)}")


def _selectors(explained: Explanation) -> Text:
    if not explained.selectors:
        return _dim("none used")
    number = sum(map(len, explained.unmatched.values()))
    text = Text(f"{number} of {explained.selectors} match nothing")
    if explained.matchless:
        names = ", ".join(explained.matchless)
        text.append(f"; not one matches for: {names}", style="yellow")
    return text


def _flag(flag: FlagExplanation) -> Text:
    where = "" if flag.on == "article" else f" ({flag.on}{f', {flag.count}×' * (flag.count > 1)})"
    return Text.assemble((one_line(flag.flag), "yellow"), f"{where}  {one_line(flag.meaning)}")


def _field(explained: FieldExplanation) -> RenderableType:
    """Return one field: its value, then a line for each offer."""
    value = Text("(empty)", style="red") if _is_empty(explained) else _value(explained)
    title = _grid(12)
    title.add_row(Text(explained.field, style="bold"), value)
    lines: list[RenderableType] = [Text(), title]
    if explained.offers:
        lines.append(_offers(explained.field, explained.offers))
    elif explained.derived_from:
        lines.append(Padding(_dim(f"read from: {explained.derived_from}"), (0, 0, 0, 2)))
    else:
        lines.append(Padding(_dim("no source offers anything"), (0, 0, 0, 2)))
    if explained.note:
        lines.append(Padding(_dim(explained.note), (0, 0, 0, 2)))
    return Group(*lines)


def _offers(field: str, offers: Sequence[WeighedOffer]) -> Table:
    """Return a line for each offer; the selectors that match nothing share one."""
    table = Table.grid(padding=(0, 1, 0, 0), expand=True)
    table.add_column(width=1)
    table.add_column(width=8, no_wrap=True)
    table.add_column(width=9, no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    for offer in offers:
        if offer.verdict != "no match":
            style = _STYLES[offer.verdict]
            verdict = f"{len(offer.values)}×" if field == REMOVE else offer.verdict
            table.add_row("", Text(verdict, style=style), offer.rule, _offer(field, offer))
    unmatched = [each.selector or "" for each in offers if each.verdict == "no match"]
    if unmatched:
        shown = "\n".join(map(one_line, unmatched[:_MAX_SELECTORS]))
        more = len(unmatched) - _MAX_SELECTORS
        shown += f"\n… and {more} more" if more > 0 else ""
        table.add_row("", _dim("no match"), _dim("site"), _dim(shown))
    return table


def _offer(field: str, offer: WeighedOffer) -> Text:
    """Return the selector of an offer, and what it gives where the field's value does not say."""
    parts = [Text(one_line(offer.selector), style="magenta")] if offer.selector else []
    if field == REMOVE:
        parts.append(_dim(_short(" | ".join(dict.fromkeys(offer.values)), _MAX_END_CHARS)))
    elif offer.verdict == "rejected":
        why = _REJECTED_AS.get(field)
        parts.append(_texts(field, offer.values))
        parts += [_dim(f"({why})")] if why else []
    elif offer.verdict == "other" or (field in _DATES and offer.verdict == "same"):
        parts.append(_texts(field, offer.kept))
    elif offer.verdict == "taken" and offer.kept != offer.values:
        parts.append(Text.assemble(("found as: ", "dim"), _texts(field, offer.values)))
    return Text("\n").join(parts)


def _texts(field: str, texts: Sequence[str]) -> Text:
    """Return the values of an offer on few lines: of a body its ends, for they differ most."""
    if field == "body" and len(texts) > 1:
        size = sum(map(len, texts)) + len(texts) - 1
        first, last = (_short(text, _MAX_END_CHARS) for text in (texts[0], texts[-1]))
        counted = f"{len(texts)} blocks, {size:,} characters"
        return Text.assemble(f"{counted}\n", (f"{first}\n… {last}", "dim"))
    single = field in _DATES or field in _SINGLE
    return Text(
        _short((texts[0] if single else ", ".join(texts)) if texts else "", _MAX_VALUE_CHARS)
    )


def _value(explained: FieldExplanation) -> Text:
    """Return the value of a field, shortened."""
    value = explained.value
    if explained.field in _DATES:
        return _date(value)
    if explained.field == "body":
        return _texts("body", [block["text"] for block in value])
    if isinstance(value, list):
        return _list(value)
    if isinstance(value, dict):  # a dateline, a republication
        value = value.get("text") or ", ".join(str(each) for each in value.values() if each)
    return Text(_short(str(value).lower() if isinstance(value, bool) else str(value)))


def _list(values: Sequence[Any]) -> Text:
    if all(isinstance(value, (str, int)) for value in values):
        return Text(_short(", ".join(map(str, values))))
    texts = (_item(value) for value in values)
    counted = f"{len(values)}: " if len(values) > 1 else ""
    return Text(counted + _short(" | ".join(texts)))


def _item(value: dict[str, Any]) -> str:
    """Return the words that tell an item of a list from the others."""
    if "role" in value and "name" in value:
        return f"{value['role']}: {value['name']}"
    if "links" in value:
        return f"{value['label'] or '(no label)'} ({len(value['links'])} links)"
    named = ("text", "title", "raw", "url")
    return next((str(value[name]) for name in named if value.get(name)), "")


def _date(value: dict[str, Any]) -> Text:
    """Return a date's value and, where they differ, the words on the page."""
    if value["value"] is None:
        return Text.assemble(("(no value) ", "red"), _short(value["raw"]))
    text = Text(value["value"] + (f" … {value['until']}" if value["until"] else ""))
    if value["raw"] != value["value"]:
        text.append(f"  as written: {_short(value['raw'], _MAX_END_CHARS)}", style="dim")
    return text


def _is_empty(explained: FieldExplanation) -> bool:
    return explained.value is None or explained.value == []


def _short(text: str, most: int = _MAX_VALUE_CHARS) -> str:
    """Return `text` cut to `most` characters, with nothing in it that steers a terminal."""
    return one_line(text if len(text) <= most else f"{text[: most - 1].rstrip()}…")


def _safe(text: str) -> Text:
    return Text(one_line(text), overflow="fold")


def _dim(text: str) -> Text:
    return Text(text, style="dim")


def _grid(width: int) -> Table:
    """Return a table of names and values without lines."""
    table = Table.grid(padding=(0, 1, 0, 0), expand=True)
    table.add_column(width=width, no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    return table


def _derived(fields: Iterable[FieldExplanation]) -> Table:
    """Return a line for each field that no source offers as it is."""
    table = Table.grid(padding=(0, 1, 0, 0), expand=True)
    for width in (1, 16, 15):
        table.add_column(width=width, no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    for each in fields:
        table.add_row("", each.field, _dim(each.derived_from or ""), _value(each))
    return table
