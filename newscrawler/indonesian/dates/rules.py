"""The rules by name, and the scanner that finds where they match.

The scanner searches for the few words and digits that a date can begin with, which is cheap, and
tries the full patterns only there.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from newscrawler.indonesian.dates import interpreters, lexicon, patterns
from newscrawler.indonesian.dates.context import (
    DateContext,
    Interpretation,
    MissingReferenceTimeError,
)

# Among the first tokens of a rule, these stand for any number and for any time of day.
_ANY_NUMBER = "0"
_ANY_TIME = "00.00"


@dataclass(frozen=True)
class Rule:
    """A named grammar, the tokens it can begin with, and the function that interprets its match."""

    name: str
    first_tokens: Iterable[str]
    grammar: str
    interpret: Callable[[re.Match[str], DateContext], Interpretation | None]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The grammar, compiled when it is first needed: the longer ones take milliseconds."""
        return re.compile(self.grammar)


@dataclass(frozen=True)
class DateMatch:
    """A place where a rule matches.

    `interpretation` is None when the words need a reference time and none is known.
    """

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

# Where two rules can begin with one token, the first that interprets the words wins.
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
# These words are dates in a field of a listing; running text uses them for other things.
FIELD_RULES = (
    Rule(
        "just_now",
        ["baru", "just", "beberapa", "kurang"],
        patterns.JUST_NOW,
        interpreters.interpret_just_now,
    ),
    Rule("ago", [_ANY_NUMBER], patterns.ENGLISH_AGO, interpreters.interpret_ago),
)


def _first_token_pattern(rules: Iterable[Rule]) -> re.Pattern[str]:
    """Return the pattern of what the rules can begin with, and of the character before it."""
    tokens = dict.fromkeys(token for rule in rules for token in rule.first_tokens)
    words = [token for token in tokens if token not in {_ANY_NUMBER, _ANY_TIME}]
    letters = "".join(sorted({word[0] for word in words}))
    # The lookahead is for speed: most words begin with another letter.
    return re.compile(
        rf"{patterns.BEFORE_DATE}(?=[0-9{letters}])(?:(?P<number>{patterns.NUMBER_OF_DATE})"
        rf"|(?P<word>{patterns.any_of(words)}){patterns.END})"
    )


# One pattern for both scanners: a token that begins no rule of theirs is passed over.
_FIRST_TOKEN = _first_token_pattern(RULES + FIELD_RULES)


class Scanner:
    """Finds the places in a text where one of some rules matches."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules: dict[str, list[Rule]] = {}
        for rule in rules:
            for word in rule.first_tokens:
                self._rules.setdefault(word, []).append(rule)

    def scan(self, context: DateContext) -> Iterator[DateMatch]:
        """Yield the dates of the text in their order, without overlaps."""
        position = 0
        while token := _FIRST_TOKEN.search(context.folded, position):
            position = token.end()
            for rule in self._rules.get(_token_key(token), ()):
                match = rule.pattern.match(context.folded, token.start() + 1)
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
                    pass  # these words look like a date and are none: no other rule may use them
                position = max(position, match.end() - 1)
                break


def _token_key(token: re.Match[str]) -> str:
    """Return a token as the rules spell it."""
    word = token["word"]
    if word is None:
        return _ANY_NUMBER if token["clock"] is None else _ANY_TIME
    return re.sub(patterns.APOSTROPHE, "'", " ".join(word.split()))


TEXT_SCANNER = Scanner(RULES)
FIELD_SCANNER = Scanner(RULES + FIELD_RULES)
