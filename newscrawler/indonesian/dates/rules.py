"""The rules by name, and the scanner that finds where they hold.

The scanner looks for the few words and digits with which a date can begin, which is cheap, and
matches the full patterns only there.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from newscrawler.indonesian.dates import interpreters, lexicon, patterns
from newscrawler.indonesian.dates.context import (
    DateContext,
    Interpretation,
    MissingReferenceTimeError,
)

# These stand for any number and any time of day among the words with which a rule begins.
_ANY_NUMBER = "0"
_ANY_TIME = "00.00"


class Rule(NamedTuple):
    """A named pattern, the words it can begin with, and what it means."""

    name: str
    first_tokens: Iterable[str]
    pattern: re.Pattern[str]
    interpret: Callable[[re.Match[str], DateContext], Interpretation | None]


@dataclass(frozen=True)
class DateMatch:
    """A place where a rule holds; the reading is None when it needs an anchor to be read."""

    start: int
    end: int
    rule: str
    interpretation: Interpretation | None


_DAY_WORDS = [
    *lexicon.DAY_WORDS,
    *(f"{part} {day}" for part in lexicon.PARTS_OF_DAY for day in lexicon.PART_DAYS),
    *(f"{day} {part}" for part in lexicon.PARTS_OF_DAY for day in lexicon.PART_DAYS),
]
_CLOCKS = [word.rstrip(".") for word in lexicon.CLOCK_WORDS]
_WEEKDAYS = [*lexicon.WEEKDAYS, *lexicon.WEEKDAYS_BESIDE_DATE]
_NUMBERS = [*lexicon.ONES, *lexicon.TEENS]
_AMOUNTS = [*_NUMBERS, *lexicon.FRACTIONS, *(f"se{unit}" for unit in lexicon.UNITS)]

# Where two rules begin alike, the first that reads the words wins.
RULES = (
    Rule("iso8601", [_ANY_NUMBER], patterns.ISO, interpreters.interpret_iso8601),
    Rule(
        "day_range", [_ANY_NUMBER, *_WEEKDAYS], patterns.DAY_RANGE, interpreters.interpret_day_range
    ),
    Rule(
        "date",
        [_ANY_NUMBER, _ANY_TIME, *_WEEKDAYS, *lexicon.MONTHS, *_NUMBERS, *_DAY_WORDS, *_CLOCKS],
        patterns.DATE,
        interpreters.interpret_calendar_date,
    ),
    Rule("ago", [_ANY_NUMBER, *_AMOUNTS], patterns.AGO, interpreters.interpret_ago),
    Rule(
        "years",
        [_ANY_NUMBER, *lexicon.THIRDS, "tahun", "periode"],
        patterns.YEARS,
        interpreters.interpret_years,
    ),
    Rule(
        "day_word",
        [_ANY_TIME, *_DAY_WORDS, *_CLOCKS],
        patterns.DAY_WORD_ALONE,
        interpreters.interpret_day_word,
    ),
    Rule("month_range", lexicon.MONTHS, patterns.MONTH_RANGE, interpreters.interpret_month_range),
    Rule(
        "month",
        [*lexicon.MONTHS, *lexicon.THIRDS],
        patterns.MONTH_ALONE,
        interpreters.interpret_month,
    ),
    Rule(
        "calendar_unit",
        [*lexicon.CALENDAR_UNITS, *lexicon.THIRDS],
        patterns.CALENDAR_UNIT,
        interpreters.interpret_calendar_unit,
    ),
    Rule(
        "period",
        [*lexicon.PERIODS, "q1", "q2", "q3", "q4"],
        patterns.PERIOD,
        interpreters.interpret_period,
    ),
    Rule(
        "weekday",
        [_ANY_TIME, *lexicon.WEEKDAYS, *_CLOCKS],
        patterns.WEEKDAY_ALONE,
        interpreters.interpret_weekday,
    ),
)
# What a field of a listing may say, but running text says of other things.
FIELD_RULES = (
    Rule(
        "just_now",
        ["baru", "just", "beberapa", "kurang"],
        patterns.JUST_NOW,
        interpreters.interpret_just_now,
    ),
    Rule("ago", [_ANY_NUMBER], patterns.ENGLISH_AGO, interpreters.interpret_ago),
)


class Scanner:
    """Finds the places in a text where one of some rules holds."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules: dict[str, list[Rule]] = {}
        for rule in rules:
            for word in rule.first_tokens:
                self._rules.setdefault(word, []).append(rule)
        first_tokens = [word for word in self._rules if word not in {_ANY_NUMBER, _ANY_TIME}]
        letters = "".join(sorted({word[0] for word in first_tokens}))
        # The look ahead is for speed: most words begin with no letter of interest.
        self._first_token = re.compile(
            rf"{patterns.BEFORE_DATE}(?=[0-9{letters}])(?:(?P<number>{patterns.NUMBER_OF_DATE})"
            rf"|(?P<word>{patterns.any_of(first_tokens)}){patterns.END})"
        )

    def scan(self, context: DateContext) -> Iterator[DateMatch]:
        """Give the dates of `context` in their order; they do not overlap."""
        place = 0
        while begin := self._first_token.search(context.folded, place):
            place = begin.end()
            for rule in self._rules[_token_key(begin)]:
                match = rule.pattern.match(context.folded, begin.start() + 1)
                if match is None:
                    continue
                try:
                    interpretation = rule.interpret(match, context)
                    if interpretation is None:
                        continue
                    yield DateMatch(match.start(), match.end(), rule.name, interpretation)
                except MissingReferenceTimeError:
                    yield DateMatch(match.start(), match.end(), rule.name, None)
                except (ValueError, OverflowError):
                    pass  # words of a date that are none: nothing else is made of them
                place = max(place, match.end() - 1)
                break


def _token_key(begin: re.Match[str]) -> str:
    """Give a begin as the rules spell it."""
    word = begin["word"]
    if word is None:
        return _ANY_NUMBER if begin["clock"] is None else _ANY_TIME
    return re.sub(patterns.APOSTROPHE, "'", " ".join(word.split()))


TEXT_SCANNER = Scanner(RULES)
FIELD_SCANNER = Scanner(RULES + FIELD_RULES)
