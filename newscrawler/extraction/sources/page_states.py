"""The JSON that a page embeds for its scripts: in scripts, in their assignments, in attributes.

What a framework writes with references (Nuxt, Next.js) is returned as the values that it means.
Nothing here raises, and each step is bounded: a page may hold anything.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Any

from lxml.etree import XPath, _Element

from newscrawler.extraction.page.json_text import without_surrogates

_STATE_ID = "__NEXT_DATA__"
_NUXT_ID = "__NUXT_DATA__"
_MAX_STATE_CHARS = 20_000_000
_MIN_STATE_CHARS = 200
"""A shorter state holds no text."""
_MAX_ASSIGNMENTS = 8
"""In one script, and attributes of one page: each may be read to its end in vain."""
_MAX_VALUES = 200_000
_MAX_DEPTH = 60
_MAX_WRAPPERS = 5
_DECODER = json.JSONDecoder(strict=False)
_ASSIGNMENT = re.compile(r"=\s{0,9}(?:(JSON\.parse\(\s{0,9})(?=[\"'])|(?=[{\[]))")
_TARGET = re.compile(
    r"(?:(?:window|self|globalThis)(?:\.[\w$]{1,60}|\[[\"'][\w$-]{1,60}[\"']\])"
    r"|\b(?:var|let|const)\s{1,9}[\w$]{1,60})\s{0,9}$"
)
_MAX_TARGET_CHARS = 90
_SINGLE_QUOTED = re.compile(r"'((?:[^'\\]|\\.)*+)'", re.DOTALL)
_IN_QUOTES = re.compile(r"\\x([\da-fA-F]{2})|\\(['`$\n])|(\\.)|(\")", re.DOTALL)
_FLIGHT = re.compile(r"\s*self\.__next_f\.push\(\s{0,9}(?=\[)")
_FLIGHT_ROW = re.compile(rb"([\da-f]{1,8}):(?:T([\da-f]{1,8}),|[A-Z]{0,2})")
_FLIGHT_REFERENCE = re.compile(r"\$[@LQW]?([\da-f]{1,8})$")
_ATTRIBUTES = XPath(
    f"//@*[string-length() > {_MIN_STATE_CHARS} and (starts-with(., '{{') or starts-with(., '['))]",
    smart_strings=False,
)


def read_states(root: _Element, flags: list[str]) -> Iterator[Any]:
    """Yield each value that the page below `root` embeds.

    A state of Next.js that is too large or cannot be parsed is flagged `state_unreadable`.
    """
    flight: list[str] = []
    for script in root.iter("script"):
        text, kind = script.text or "", script.get("type", "").lower()
        if script.get("id") == _STATE_ID:
            yield _read_next(text, flags)
        elif match := _FLIGHT.match(text):
            flight += _texts_of(_decode(text, match.end())[0])
        elif len(text) >= _MIN_STATE_CHARS and "ld+json" not in kind:
            is_nuxt = script.get("id") == _NUXT_ID
            states = [_load(text)] if "json" in kind else _assigned(text)
            yield from map(_without_indices, states) if is_nuxt else states
    yield from _read_flight("".join(flight))
    yield from map(_load, _ATTRIBUTES(root)[:_MAX_ASSIGNMENTS])


def _read_next(text: str, flags: list[str]) -> Any:
    state = _load(text)
    if state is None:
        flags.append("state_unreadable")
    return state


def _load(text: str) -> Any:
    """Return the value of a JSON text; None where it is too large or is none."""
    try:
        state = json.loads(text, strict=False) if len(text) < _MAX_STATE_CHARS else None
        return without_surrogates(state) if "\\ud" in text.lower() else state
    except (ValueError, RecursionError):
        return None


def _decode(text: str, start: int) -> tuple[Any, int]:
    """Return the JSON value that begins at `start` and where it ends; None if there is none."""
    try:
        value, end = _DECODER.raw_decode(text, start)
        is_odd = "\\ud" in text[start:end].lower()
        return (without_surrogates(value) if is_odd else value), end
    except (ValueError, RecursionError):
        return None, start


def _assigned(text: str) -> Iterator[Any]:
    """Yield the objects, lists and parsed texts that a script assigns to variables."""
    tried, end = 0, 0
    for match in _ASSIGNMENT.finditer(text) if len(text) < _MAX_STATE_CHARS else ():
        before = text[max(0, match.start() - _MAX_TARGET_CHARS) : match.start()]
        if match.start() < end or not _TARGET.search(before):
            continue
        value, end = _decode(text, match.end())
        if match[1]:
            written = _literal(text, match.end()) if value is None else value
            value = _load(written) if isinstance(written, str) else None
        yield value
        tried += 1
        if tried == _MAX_ASSIGNMENTS:
            return


def _literal(text: str, start: int) -> Any:
    """Return the string that a literal in single quotes at `start` means; None if there is none."""
    match = _SINGLE_QUOTED.match(text, start)
    return _load(f'"{_IN_QUOTES.sub(_json_escape, match[1])}"') if match else None


def _json_escape(match: re.Match[str]) -> str:
    """Return what JSON writes for an escape, or for a mark, of JavaScript's single quotes."""
    code, plain, other, _ = match.groups()
    return f"\\u00{code}" if code else plain.strip("\n") if plain else other or '\\"'


def _without_indices(state: Any) -> Any:
    """Return the value of a Nuxt state: a list in which values name others by their number."""
    if not isinstance(state, list):
        return state

    def target(value: Any) -> Any:
        for _ in range(_MAX_WRAPPERS):
            if type(value) is not int or not 0 <= value < len(state):
                return value
            named = state[value]
            if not (isinstance(named, list) and named and isinstance(named[0], str)):
                return named
            value = named[-1]  # a kind and what is of that kind: ["Reactive", 1]
        return None

    return _Resolver(target).resolve(0)


def _read_flight(stream: str) -> Iterator[Any]:
    """Yield the values in the stream of Next.js' app router, in which rows name other rows."""
    rows = dict(_flight_rows(stream.encode("utf-8", "replace")))

    def target(value: Any) -> Any:
        match = _FLIGHT_REFERENCE.match(value) if isinstance(value, str) else None
        return rows.get(match[1], value) if match else value

    resolver = _Resolver(target)
    yield from (resolver.resolve(row) for row in rows.values() if not isinstance(row, str))


def _flight_rows(stream: bytes) -> Iterator[tuple[str, Any]]:
    """Yield each row by its name: a text of so many bytes, or a line of JSON."""
    start = 0
    while match := _FLIGHT_ROW.match(stream, start):
        if match[2]:
            start = match.end() + int(match[2], 16)
            yield match[1].decode(), stream[match.end() : start].decode("utf-8", "replace")
        else:
            end = stream.find(b"\n", match.end())
            start = len(stream) if end < 0 else end + 1
            yield match[1].decode(), _load(stream[match.end() : start].decode("utf-8", "replace"))


def _texts_of(chunk: Any) -> Sequence[str]:
    return [each for each in chunk if isinstance(each, str)] if isinstance(chunk, list) else ()


class _Resolver:
    """Writes values out with all that they refer to, as far as depth and number are bounded.

    `target` returns the value that a reference names, and any other value as it is.
    """

    def __init__(self, target: Callable[[Any], Any]) -> None:
        self._target = target
        self._left = _MAX_VALUES

    def resolve(self, value: Any, depth: int = 0) -> Any:
        """Return `value` without references; None in place of what is beyond the bounds."""
        self._left -= 1
        if self._left < 0 or depth > _MAX_DEPTH:
            return None
        value = self._target(value)
        if isinstance(value, Mapping):
            items = takewhile(self._has_room, value.items())
            return {key: self.resolve(each, depth + 1) for key, each in items}
        if isinstance(value, list):
            return [self.resolve(each, depth + 1) for each in takewhile(self._has_room, value)]
        return value

    def _has_room(self, _: object) -> bool:
        return self._left > 0
