"""Where the terms of a query stand in a text, with the words beside them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from newscrawler.storage.search_query import Query, Term, Word, word_key


@dataclass(frozen=True)
class Keyword:
    """A keyword in its context, without line breaks.

    `field` is "headline", "text" or "quotation": `start` and `end` count its characters.
    """

    field: str
    left: str
    keyword: str
    right: str
    start: int
    end: int


class KeywordFinder:
    """Finds the terms of a query in the words of a text, as the database does.

    `stems` has the stem of each word that may be met, by its key.
    """

    def __init__(self, query: Query, stems: Mapping[str, str]) -> None:
        self._query = query
        self._stems = stems

    def is_found(self, words: Sequence[Word]) -> bool:
        """Return whether a text of these words is what the query asks for."""
        found = {
            term
            for term in (*self._query.wanted, *self._query.excluded)
            if any(self._stands_at(term, words, place) for place in range(len(words)))
        }
        has_all = all(found.intersection(group) for group in self._query.groups)
        return has_all and not found.intersection(self._query.excluded)

    def find(self, field: str, text: str, words: Sequence[Word], context: int) -> Iterator[Keyword]:
        """Yield the keywords in `text`, with so many words of context on either side."""
        for first, last in self._places(words):
            start, end = words[first].start, words[last].end
            begin = words[max(first - context, 0)].start
            stop = words[min(last + context, len(words) - 1)].end
            left, keyword, right = (
                _on_one_line(part) for part in (text[begin:start], text[start:end], text[end:stop])
            )
            yield Keyword(field, left, keyword, right, start, end)

    def _places(self, words: Sequence[Word]) -> Iterator[tuple[int, int]]:
        """Yield the first and the last word of each keyword; none overlaps another."""
        last = -1
        for place in range(len(words)):
            lengths = [
                len(term.words)
                for term in self._query.wanted
                if self._stands_at(term, words, place)
            ]
            if lengths and place > last:
                last = place + max(lengths) - 1
                yield place, last

    def _stands_at(self, term: Term, words: Sequence[Word], place: int) -> bool:
        """Return whether a term begins with the word at `place`."""
        *before, wanted = map(word_key, term.words)
        if place + len(before) >= len(words):
            return False
        keys = [word.key for word in words[place : place + len(term.words)]]
        if keys[:-1] != before:
            return False
        if term.kind == "prefix":
            return keys[-1].startswith(wanted)
        if term.kind == "word":
            return self._stems[keys[-1]] == self._stems[wanted]
        return keys[-1] == wanted


def keys_of(query: Query, texts: Iterable[Sequence[Word]]) -> set[str]:
    """Return the keys of the words of a query and of some texts."""
    terms = (*query.wanted, *query.excluded)
    own = {word_key(word) for term in terms for word in term.words}
    return own.union(word.key for words in texts for word in words)


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
