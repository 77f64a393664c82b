"""The text that a date stands in, the time it counts from, and what its words mean."""

from dataclasses import dataclass
from datetime import date, datetime, timezone
from typing import NamedTuple

from newscrawler.indonesian.dates import lexicon
from newscrawler.items import Precision

_PLAIN_FORMS = (
    *((apostrophe, "'") for apostrophe in "’‘ʼ′"),
    *((quote, '"') for quote in "“”„"),
    *((dash, "-") for dash in "‐‑‒–—−"),
    ("\u202f", " "),
    ("\u2009", " "),
    ("•", "·"),
)

_NEIGHBOUR_CHARS = 24  # how far before and after a date its neighbouring words are looked for


class MissingReferenceTimeError(LookupError):
    """The words have a meaning only beside a reference time, and none was given."""


class Interpretation(NamedTuple):
    """The meaning of a date's words.

    `value` is an aware datetime for the precision hour and finer, else a date; `until` is the last
    day of a period, inclusive. `zone` is as in `DateValue`.
    """

    value: date
    precision: Precision
    until: date | None = None
    zone: str | None = None
    flags: tuple[str, ...] = ()


def fold(text: str) -> str:
    """Return text in lower case with plain quotes and dashes, each character in its position.

    Characters outside Latin-1 become "?": no word of a date has one, and Python searches text of
    one byte a character faster.
    """
    if not text.isascii():
        for typographic, plain in _PLAIN_FORMS:
            text = text.replace(typographic, plain)
        text = text.encode("latin-1", "replace").decode("latin-1")
    return text.lower()


@dataclass
class DateContext:
    """A text, the same text folded, the time its dates count from and the local time zone."""

    text: str
    folded: str
    reference_time: datetime | None
    local_timezone: timezone

    @property
    def now(self) -> datetime:
        """The reference time in the local zone, to the second.

        Raises MissingReferenceTimeError when none was given.
        """
        if self.reference_time is None:
            raise MissingReferenceTimeError
        return self.reference_time.astimezone(self.local_timezone).replace(microsecond=0)

    @property
    def today(self) -> date:
        """The day of the reference time in the local zone.

        Raises MissingReferenceTimeError when none was given.
        """
        return self.now.date()

    def words_before(self, position: int) -> list[str]:
        """Return the last few words before `position`, folded, without the marks that open them."""
        return [
            word.lstrip("(\"'")
            for word in self.folded[max(0, position - _NEIGHBOUR_CHARS) : position].split()
        ]

    def word_before(self, position: int) -> str:
        """Return the word before `position`, or an empty string."""
        before = self.words_before(position)
        return before[-1] if before else ""

    def word_after(self, position: int) -> str:
        """Return the word after `position`, folded, without the marks that close it."""
        after = self.folded[position : position + _NEIGHBOUR_CHARS].split(maxsplit=1)
        return after[0].rstrip(".,:;)\"'") if after else ""

    def is_capitalized(self, position: int) -> bool:
        """Return whether the word at `position` has a capital, and only as its first letter."""
        return (
            self.text[position : position + 1].isupper()
            and not self.text[position + 1 : position + 2].isupper()
        )

    def is_before_name(self, position: int) -> bool:
        """Return whether a space and a capitalised word follow `position`, as in "Mei Lan"."""
        following = self.text[position : position + 6]
        is_timezone = following[1:].split(" ")[0].lower() in lexicon.TIMEZONE_WORDS
        return following[:1].isspace() and following[1:2].isupper() and not is_timezone
