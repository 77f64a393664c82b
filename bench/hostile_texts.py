"""Texts that make a backtracking regular expression slow, made from the expression itself.

What hurts is repetition that the pattern can read in many ways or from many places before it
fails: its own words and characters, its matches, its beginnings, and each of its loops again and
again with nothing fitting behind.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from re import _compiler, _parser  # type: ignore[attr-defined]  # private, and the only parser
from typing import Any, NamedTuple

_COMMON = (
    " ", "\n", "1", "a", "A", "_", "-", ".", ",", "'", '"', "“", "(", "\0", ". ", ", ", "- ", "1 ",
    "a ", "Aa ", "A a ", "Aa. ", "Aa-", "a, ", "Aa, ", "“Aa”, ", "(A) ", "https://a.a/", "\0 ",
)  # fmt: skip
"""What any text may hold in any number."""
_PROBES = "aA1 .-,:'\"(/_)&@#\n\t;!?|–—’”“\u00a0\0<>[]*+=%"
"""The characters a class is tried with, the most telling first."""
_VARIANTS = 4
"""How many of the members of a class and of the branches of an alternative are used."""
_MAX_WORDS = 12
_MAX_TEXTS = 70
_END = '\0!.,\n:Z1 z"\0'
"""Hardly anything goes on with all of these."""
_REPEATS = {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}

_Node = tuple[Any, Any]
"""As the parser gives it: what it is and what it holds."""
_Recipe = tuple[str, str, str, str]
"""Kind, head, unit and tail of a text."""


class HostileText(NamedTuple):
    """A text of any length: `unit` again and again between `head` and `tail`."""

    kind: str
    head: str
    unit: str
    tail: str
    is_bytes: bool = False

    def of_length(self, size: int) -> str | bytes:
        """Return the text in a length of `size` characters, or up to one unit less."""
        times = (size - len(self.head) - len(self.tail)) // len(self.unit)
        text = f"{self.head}{self.unit * times}{self.tail}"
        return text.encode() if self.is_bytes else text


def hostile_texts(pattern: re.Pattern[Any]) -> list[HostileText]:
    """Return up to `_MAX_TEXTS` texts to try `pattern` with, chosen evenly from all kinds."""
    is_bytes = isinstance(pattern.pattern, bytes)
    written = pattern.pattern.decode() if is_bytes else pattern.pattern
    flags = pattern.flags & ~re.UNICODE if is_bytes else pattern.flags
    writer = _Writer(_parser.parse(written, flags), flags)
    found: dict[tuple[str, str, str], HostileText] = {}
    for kind, head, unit, tail in (*_plain(writer), *_matches(writer), *_loops(writer)):
        if unit:
            text = HostileText(kind, head, unit, tail, is_bytes)
            found.setdefault((head, unit, tail), text)
    texts = list(found.values())
    step = max(1.0, len(texts) / _MAX_TEXTS)
    return [texts[int(index * step)] for index in range(int(len(texts) / step))]


def _plain(writer: "_Writer") -> Iterator[_Recipe]:
    """Yield repetitions of common texts, of the words of the pattern and of its characters."""
    for unit in _COMMON:
        yield "common", "", unit, _END
    words = writer.words()
    for word in words[:: max(1, len(words) // _MAX_WORDS)]:
        yield "word", "", word, _END
        yield "words", "", f"{word} ", _END
    for member in writer.class_members():
        yield "class", "", member, _END
        yield "class, spaced", "", f"{member} ", _END


def _matches(writer: "_Writer") -> Iterator[_Recipe]:
    """Yield repetitions of the shortest matches, with and without their last character."""
    for turn in range(_VARIANTS):
        match = writer.write(turn)
        yield "matches", "", match, ""
        yield "matches", "", f"{match} ", _END
        yield "matches cut", "", match[:-1], _END
        yield "matches cut", "", f"{match[:-1]} ", ""


def _loops(writer: "_Writer") -> Iterator[_Recipe]:
    """Yield each loop of the pattern many times, after what leads to it, with an end that fails."""
    for turn in range(_VARIANTS):
        for before, body, after in writer.loops(turn):
            yield "loop", before, body, _END
            yield "loop, matched", before, body, after
            yield "loop begun", "", before + body, _END
            yield "loop begun", "", f"{before}{body * 30} ", _END


class _Writer:
    """Writes texts that a parsed pattern, or its beginning, matches.

    `turn` chooses among the branches of alternatives and the members of classes.
    """

    def __init__(self, parsed: Any, flags: int) -> None:
        self.parsed = parsed
        self.flags = flags
        self._members: dict[str, str] = {}

    def write(self, turn: int) -> str:
        """Return a short text that the pattern matches; look-around and references are ignored."""
        return self._write_all(self.parsed, turn)

    def words(self) -> list[str]:
        """Return the runs of literal characters in the pattern, each once."""
        found: dict[str, None] = {}
        for sequence in self._sequences(self.parsed):
            word = ""
            for node in [*sequence, ("END", None)]:
                if str(node[0]) == "LITERAL":
                    word += chr(node[1])
                elif word:
                    found[word] = None
                    word = ""
        return list(found)

    def class_members(self) -> list[str]:
        """Return characters of the classes in the pattern, each once."""
        nodes = (node for sequence in self._sequences(self.parsed) for node in sequence)
        classes = (node for node in nodes if str(node[0]) in {"IN", "NOT_LITERAL", "CATEGORY"})
        members = (self._class(node)[:_VARIANTS] for node in classes)
        return list(dict.fromkeys("".join(members)))

    def loops(
        self, turn: int, parsed: Any = None, before: str = ""
    ) -> Iterator[tuple[str, str, str]]:
        """Yield what leads to each loop, one turn of the loop, and what follows it."""
        sequence = self.parsed if parsed is None else parsed
        for index, node in enumerate(sequence):
            for part in _parts(node):
                yield from self.loops(turn, part, before)
            if str(node[0]) in _REPEATS and node[1][1] > 1:
                body = self._write_all(node[1][2], turn)
                yield before, body, self._write_all(sequence[index + 1 :], turn)
            before += self._write(node, turn)

    def _sequences(self, parsed: Any) -> Iterator[Any]:
        yield parsed
        for node in parsed:
            for part in _parts(node):
                yield from self._sequences(part)

    def _write_all(self, sequence: Iterable[_Node], turn: int) -> str:
        return "".join(self._write(node, turn) for node in sequence)

    def _write(self, node: _Node, turn: int) -> str:
        name, value = str(node[0]), node[1]
        if name == "LITERAL":
            return chr(value)
        if name in {"IN", "NOT_LITERAL", "ANY", "CATEGORY"}:
            members = self._class(node)[:_VARIANTS]
            return members[turn % len(members)] if members else ""
        if name == "ASSERT_NOT" or not (parts := _parts(node)):
            return ""
        text = self._write_all(parts[turn % len(parts)], turn)
        return text * max(value[0], turn % 2) if name in _REPEATS else text

    def _class(self, node: _Node) -> str:
        """Return members of a character class, letters first."""
        key = repr(node)
        if key not in self._members:
            alone = _parser.SubPattern(self.parsed.state, [node])
            fits: Callable[[str], object] = _compiler.compile(alone, self.flags).fullmatch
            named = "".join(chr(c) for c in _codes(node[1]))
            self._members[key] = "".join(dict.fromkeys(filter(fits, _PROBES + named)))
        return self._members[key]


def _codes(value: Any) -> Iterator[int]:
    """Yield the characters that a class is written with."""
    if isinstance(value, list):
        for kind, content in value:
            if str(kind) == "LITERAL":
                yield content
            elif str(kind) == "RANGE":
                yield from content


def _parts(node: _Node) -> list[Any]:
    """Return the patterns in a node: branches of an alternative, the body of a loop or group."""
    name, value = str(node[0]), node[1]
    if name == "BRANCH":
        return list(value[1])
    if name == "ATOMIC_GROUP":
        return [value]
    if name in _REPEATS or name in {"SUBPATTERN", "ASSERT", "ASSERT_NOT"}:
        return [value[-1]]
    return []
