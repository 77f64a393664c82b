"""The rules by name, and the scanner that finds where they hold.

The scanner looks for the few words and digits with which a date can begin, which is cheap, and
matches the full patterns only there.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from newscrawler.indonesian.dates import interpreters, lexicon, patterns
from newscrawler.indonesian.dates.context import NoAnchorError, Reading, Scene

# These stand for any number and any time of day among the words with which a rule begins.
_DIGIT = "0"
_TIME = "00.00"


class Rule(NamedTuple):
    """A named pattern, the words it can begin with, and what it means."""

    name: str
    begins: Iterable[str]
    pattern: re.Pattern[str]
    meaning: Callable[[re.Match[str], Scene], Reading | None]


@dataclass(frozen=True)
class Found:
    """A place where a rule holds; the reading is None when it needs an anchor to be read."""

    start: int
    end: int
    rule: str
    reading: Reading | None


_day_words = [
    *lexicon.DAY_WORDS,
    *(f"{part} {day}" for part in lexicon.PARTS_OF_DAY for day in lexicon.PART_DAYS),
    *(f"{day} {part}" for part in lexicon.PARTS_OF_DAY for day in lexicon.PART_DAYS),
]
_clocks = [word.rstrip(".") for word in lexicon.CLOCK_WORDS]
_weekdays = [*lexicon.WEEKDAYS, *lexicon.WEEKDAYS_BESIDE_DATE]
_numbers = [*lexicon.ONES, *lexicon.TEENS]
_amounts = [*_numbers, *lexicon.FRACTIONS, *(f"se{unit}" for unit in lexicon.UNITS)]

# Where two rules begin alike, the first that reads the words wins.
RULES = (
    Rule("iso8601", [_DIGIT], patterns.ISO, interpreters.iso8601),
    Rule("day_range", [_DIGIT, *_weekdays], patterns.DAY_RANGE, interpreters.day_range),
    Rule(
        "date",
        [_DIGIT, _TIME, *_weekdays, *lexicon.MONTHS, *_numbers, *_day_words, *_clocks],
        patterns.DATE,
        interpreters.calendar_date,
    ),
    Rule("ago", [_DIGIT, *_amounts], patterns.AGO, interpreters.ago),
    Rule(
        "years", [_DIGIT, *lexicon.THIRDS, "tahun", "periode"], patterns.YEARS, interpreters.years
    ),
    Rule(
        "day_word", [_TIME, *_day_words, *_clocks], patterns.DAY_WORD_ALONE, interpreters.day_word
    ),
    Rule("month_range", lexicon.MONTHS, patterns.MONTH_RANGE, interpreters.month_range),
    Rule("month", [*lexicon.MONTHS, *lexicon.THIRDS], patterns.MONTH_ALONE, interpreters.month),
    Rule(
        "calendar_unit",
        [*lexicon.CALENDAR_UNITS, *lexicon.THIRDS],
        patterns.CALENDAR_UNIT,
        interpreters.calendar_unit,
    ),
    Rule(
        "period", [*lexicon.PERIODS, "q1", "q2", "q3", "q4"], patterns.PERIOD, interpreters.period
    ),
    Rule(
        "weekday",
        [_TIME, *lexicon.WEEKDAYS, *_clocks],
        patterns.WEEKDAY_ALONE,
        interpreters.weekday,
    ),
)
# What a field of a listing may say, but running text says of other things.
FIELD_RULES = (
    Rule(
        "just_now", ["baru", "just", "beberapa", "kurang"], patterns.JUST_NOW, interpreters.just_now
    ),
    Rule("ago", [_DIGIT], patterns.ENGLISH_AGO, interpreters.ago),
)


class Scanner:
    """Finds the places in a text where one of some rules holds."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules: dict[str, list[Rule]] = {}
        for rule in rules:
            for word in rule.begins:
                self._rules.setdefault(word, []).append(rule)
        begins = [word for word in self._rules if word not in {_DIGIT, _TIME}]
        letters = "".join(sorted({word[0] for word in begins}))
        # The look ahead is for speed: most words begin with no letter of interest.
        self._begin = re.compile(
            rf"{patterns.BEFORE}(?=[0-9{letters}])(?:(?P<number>{patterns.NUMBER_OF_DATE})"
            rf"|(?P<word>{patterns.any_of(begins)}){patterns.END})"
        )

    def scan(self, scene: Scene) -> Iterator[Found]:
        """Give the dates of `scene` in their order; they do not overlap."""
        place = 0
        while begin := self._begin.search(scene.low, place):
            place = begin.end()
            for rule in self._rules[_key(begin)]:
                match = rule.pattern.match(scene.low, begin.start() + 1)
                if match is None:
                    continue
                try:
                    reading = rule.meaning(match, scene)
                    if reading is None:
                        continue
                    yield Found(match.start(), match.end(), rule.name, reading)
                except NoAnchorError:
                    yield Found(match.start(), match.end(), rule.name, None)
                except (ValueError, OverflowError):
                    pass  # words of a date that are none: nothing else is made of them
                place = max(place, match.end() - 1)
                break


def _key(begin: re.Match[str]) -> str:
    """Give a begin as the rules spell it."""
    word = begin["word"]
    if word is None:
        return _DIGIT if begin["clock"] is None else _TIME
    return re.sub(patterns.APOSTROPHE, "'", " ".join(word.split()))


TEXT = Scanner(RULES)
FIELD = Scanner(RULES + FIELD_RULES)
