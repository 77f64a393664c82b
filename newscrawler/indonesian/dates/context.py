"""The text a date stands in and the moment it counts from; and what reading it gives."""

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


class MissingReferenceTimeError(LookupError):
    """The words can be read only by one who knows when they were written."""


class Interpretation(NamedTuple):
    """What words mean: `value` is a datetime for precision hour and finer, else a date."""

    value: date
    precision: Precision
    until: date | None = None
    zone: str | None = None
    flags: tuple[str, ...] = ()


def fold(text: str) -> str:
    """Give text in lower case with plain quotes and dashes, each character in its place.

    What Latin-1 lacks becomes "?": no word of dates has it, and one byte a character is faster.
    """
    if not text.isascii():
        for shape, normalize_spaces in _PLAIN_FORMS:
            text = text.replace(shape, normalize_spaces)
        text = text.encode("latin-1", "replace").decode("latin-1")
    return text.lower()


@dataclass
class DateContext:
    """A text, the same text folded, the moment dates count from and the local zone."""

    text: str
    folded: str
    reference_time: datetime | None
    local_timezone: timezone

    @property
    def now(self) -> datetime:
        """The anchor in the local zone, to the second. Raises NoAnchorError without one."""
        if self.reference_time is None:
            raise MissingReferenceTimeError
        return self.reference_time.astimezone(self.local_timezone).replace(microsecond=0)

    @property
    def today(self) -> date:
        """The anchor's day in the local zone. Raises NoAnchorError without an anchor."""
        return self.now.date()

    def words_before(self, place: int) -> list[str]:
        """Give the last few words before `place`, folded, without the marks that open them."""
        return [word.lstrip("(\"'") for word in self.folded[max(0, place - 24) : place].split()]

    def word_before(self, place: int) -> str:
        """Give the word before `place`, or nothing."""
        before = self.words_before(place)
        return before[-1] if before else ""

    def word_after(self, place: int) -> str:
        """Give the word after `place`, folded, without the marks that close it."""
        after = self.folded[place : place + 24].split(maxsplit=1)
        return after[0].rstrip(".,:;)\"'") if after else ""

    def is_capitalized(self, place: int) -> bool:
        """Say whether the word at `place` begins with a capital and goes on without."""
        return (
            self.text[place : place + 1].isupper()
            and not self.text[place + 1 : place + 2].isupper()
        )

    def is_before_name(self, place: int) -> bool:
        """Say whether a space and a capitalised word follow `place`, as in "Mei Lan"."""
        following = self.text[place : place + 6]
        zone = following[1:].split(" ")[0].lower() in lexicon.TIMEZONE_WORDS
        return following[:1].isspace() and following[1:2].isupper() and not zone
