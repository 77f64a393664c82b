"""The grammar of Indonesian dates: a few patterns, built from the lexicon.

All patterns expect text folded by `context.fold`, are matched at a known position and have only
bounded repetitions, so that each match takes constant time whatever the text.
"""

import re
from collections.abc import Iterable

from newscrawler.indonesian.dates import lexicon

APOSTROPHE = "['`´]"
END = r"(?!\w)"


def any_of(phrases: Iterable[str]) -> str:
    """Return a pattern that matches the longest of `phrases`, as a tree of what they begin with.

    A space stands for any white space, an apostrophe for any of its typographic forms.
    """
    return f"(?:{_tree(phrases)})"


def _tree(phrases: Iterable[str]) -> str:
    """Return the pattern of `phrases`, grouped only where they differ: groups are slow to parse."""
    branches: dict[str, list[str]] = {}
    for phrase in phrases:
        branches.setdefault(phrase[:1], []).append(phrase[1:])
    is_optional = branches.pop("", None) is not None
    shapes = {" ": r"\s", "'": APOSTROPHE}
    tree = "|".join(
        shapes.get(first, re.escape(first)) + (_tree(rest) if any(rest) else "")
        for first, rest in branches.items()
    )
    if is_optional:
        return f"(?:{tree})?"
    return f"(?:{tree})" if len(branches) > 1 else tree


MONTH = any_of(lexicon.MONTHS)
WEEKDAY = any_of(lexicon.WEEKDAYS)
ANY_WEEKDAY = any_of([*lexicon.WEEKDAYS, *lexicon.WEEKDAYS_BESIDE_DATE])
PART = any_of(lexicon.PARTS_OF_DAY)
THIRD = any_of(lexicon.THIRDS)
_ONES = any_of(lexicon.ONES)
NUMBER = rf"(?:{any_of(lexicon.TEENS)}|{_ONES}(?:\s(?:belas|puluh(?:\s{_ONES})?))?){END}"
COUNTED = rf"(?:\s{any_of(lexicon.COUNTED)}{END})"
YEAR = r"\d{4}(?!\d|[.,]\d(?!\d?[:.]\d\d))"
TO = rf"\s{{0,2}}(?:-|{any_of(lexicon.RANGE_WORDS)})\s{{0,2}}"
HIJRI = rf"\d{{1,2}}\s{any_of(lexicon.HIJRI_MONTHS)}\s1[34]\d\d(?:\s?h(?:ij\w{{0,6}})?{END}\.?)?"
# "lalu" in "lalu lintas" (traffic) and "lalu-lalang" (to and fro) is another word.
_NOT_LALU_LINTAS = r"(?![\s-](?:lintas|lalang)|-\w)"
DIRECTION = any_of(lexicon.DIRECTIONS) + END + _NOT_LALU_LINTAS

ZONE = (
    r"(?:waktu\s)?(?:wib|wita|wit|(?:gmt|utc)(?:\s?[+-]\d{1,2}(?::?\d\d)?)?|z|[+-]\d\d:?\d\d"
    rf"|indonesia\s(?:bagian\s)?{any_of(lexicon.LONG_TIMEZONE_WORDS)}){END}"
)
_TANGGAL = r"(?:tanggal\s|tgl\.?\s)?"
GAP = r"[\s,|/·@()-]"
_HIJRI_GAP = rf"(?:{GAP}{{1,4}}{HIJRI}\)?)?"
_ONE_OR_TWO_DIGITS = r"\d\d?"


def _time_pattern(lead: str = "") -> str:
    """Return the pattern of a time of day; `lead` is a prefix that keeps its group names apart."""
    # "Terpopuler 24 jam 02 Kamis" is no time, "pukul 10 WIB, Kamis" is.
    hour_alone = rf"(?=\s(?:{ZONE}|{PART}{END}))" if lead else ""
    clock = (
        rf"(?:{any_of(lexicon.ABOUT)}\s){{0,2}}{any_of(lexicon.CLOCK_WORDS)}\s?:?\s?"
        rf"(?P<{lead}clock_time>{_ONE_OR_TWO_DIGITS}(?:(?:[.:]\d\d){{1,2}}|{hour_alone}))"
    )
    # Without a word for the clock, "10.30" is a time only before a zone or at the end of the text.
    bare = (
        rf"(?:at\s)?(?P<{lead}bare_time>{_ONE_OR_TWO_DIGITS}(?::\d\d){{1,2}}(?:(?<=:\d\d:\d\d)\.\d{{1,6}})?"
        rf"|{_ONE_OR_TWO_DIGITS}(?:\.\d\d){{1,2}}(?=\s{{0,2}}(?:\(?{ZONE}|\)?\s?$)))"
    )
    # A time with "waktu setempat" (local time of a place abroad) is in an unknown time zone.
    not_a_time = r"(?!\d|[.,:]\d|\s?%|\swaktu\s(?!wi|indonesia))"
    until = rf"{TO}(?:pukul\s)?{_ONE_OR_TWO_DIGITS}[.:]\d\d\s(?P<{lead}zone_of_end>{ZONE})"
    return (
        rf"(?:{clock}|{bare}){not_a_time}"
        rf"(?:\s?(?P<{lead}half>[ap])\.?m{END}\.?)?(?:\s(?P<{lead}clock_part>{PART}){END})?"
        rf"(?:\s{{0,2}}(?P<{lead}paren>\()?(?P<{lead}zone>{ZONE})(?({lead}paren)\))|(?={until}))?"
    )


_TIME_FIRST = rf"(?P<lead>{_time_pattern('lead_')}{GAP}{{1,4}}(?:pada\s)?(?:hari\s)?{_TANGGAL})?"
# A time before the day does not belong to it when another time follows.
_TANGGALN_TIME = (
    rf"(?(lead)(?!{GAP}{{1,4}}{_ONE_OR_TWO_DIGITS}[.:]\d\d)"
    rf"|(?:{_HIJRI_GAP}{GAP}{{0,5}}(?:waktu\s)?{_time_pattern()})?)"
)

DAY_WORD = (
    rf"(?:(?P<day_word>{any_of(lexicon.DAY_WORDS)}){END}(?:\s{PART}{END})?"
    rf"|(?P<part_first>{PART})\s(?P<part_day>{any_of(lexicon.PART_DAYS)})"
    rf"|(?P<part_day_first>{any_of(lexicon.PART_DAYS)})\s(?P<part_last>{PART})){END}(?!-)"
)
_TODAY = rf"(?:hari\s(?=ini{END}))?"  # "Selasa hari ini" is "Selasa ini"
_WEEKDAY_FIRST = (
    rf"(?P<weekday>{ANY_WEEKDAY}){END}\.?(?:\s{any_of(lexicon.PASARAN)}{END})?"
    rf"(?:,?\s{PART}{END})?"
    rf"(?:\s(?:(?P<near_unit>pekan|minggu)\s)?{_TODAY}(?P<near>{DIRECTION}))?"
)
_NUMERIC_END = r"(?!\d|[/.-]\d(?!\d?[:.]\d\d))"
_ORDINAL = r"(?:(?<=\d)(?:st|nd|rd|th))?"
"""What English adds to a day: 18th Dec 2025."""
CALENDAR_DAY = (
    rf"(?:(?P<day>\d{{1,2}}|{NUMBER}){_ORDINAL}[\s./-]{{0,3}}(?P<month>{MONTH})(?![^\W\d_])"
    rf"(?:[\s.,/-]{{0,3}}(?P<year>{YEAR}|\d\d(?=[\s,|-]{{1,4}}\d\d?[:.]\d\d)))?(?!\d)"
    rf"|(?P<month_en>{MONTH})\.?\s{{1,3}}(?P<day_en>\d{{1,2}}){_ORDINAL},?\s{{1,3}}"
    rf"(?P<year_en>{YEAR})"
    r"|(?P<year_iso>\d{4})(?P<sep_iso>[/.-])(?P<month_iso>\d{1,2})(?P=sep_iso)(?P<day_iso>\d{1,2})"
    rf"{_NUMERIC_END}"
    r"|(?P<day_num>\d{1,2})\s?(?P<sep>[/.-])\s?(?P<month_num>\d{1,2})"
    rf"(?:\s?(?P=sep)\s?(?P<year_num>\d{{4}}|\d\d)|(?<=/\d)|(?<=/\d\d)){_NUMERIC_END})"
)
DATE_TAIL = (
    rf"(?:\s?\((?:{WEEKDAY})\))?(?:,?\s{PART}{END})?"
    # "perempuan kelahiran 3 Mei 1990 ini" is this woman, not this date.
    rf"(?:(?!(?<=\d{{4}})\sini{END})\s(?:(?P<far_unit>tahun)\s)?(?P<far>{DIRECTION}))?"
    rf"(?:,?\s{PART}{END})?{_TANGGALN_TIME}"
)
_DATE = (
    rf"(?:{DAY_WORD}[\s,]{{1,3}}(?:\((?=[a-z]))?{_TANGGAL})?"
    rf"(?:{_WEEKDAY_FIRST}{_HIJRI_GAP}[\s,|/)-]{{0,4}}{_TANGGAL})?"
    rf"(?P<open>[(\[]\s?)?{CALENDAR_DAY}(?(open)(?:\s?[)\]])?){DATE_TAIL}{END}"
)
_DAY_WORD = rf"{DAY_WORD}(?:[,\s]{{1,2}}(?P<weekday>{WEEKDAY}){END})?{_TANGGALN_TIME}{END}"
_WEEKDAY_ALONE = (
    rf"(?P<weekday>{WEEKDAY}){END}(?P<to>\s?[-/]\s?{WEEKDAY}{END})?(?:\s{any_of(lexicon.PASARAN)}{END})?"
    rf"(?:,?\s(?P<part>{PART}){END})?"
    rf"(?:\s(?:(?:(?P<weeks>{_ONE_OR_TWO_DIGITS}|{NUMBER})\s)?(?P<near_unit>pekan|minggu)\s)?{_TODAY}"
    rf"(?P<near>{DIRECTION}))?"
    rf"(?:,?\s(?P<late_part>{PART}){END})?{_TANGGALN_TIME}{END}"
)
_DIRECTED = rf"(?:\s(?:(?P<far_unit>tahun)\s)?(?P<far>{DIRECTION}))?"
_TO_OR_AND = rf"(?:{TO}|\s(?P<pair>dan)\s)"
_WEEKDAYS_OF_RANGE = (
    rf"(?P<weekdays>{ANY_WEEKDAY}(?:{TO}|\sdan\s){ANY_WEEKDAY}[\s,]{{1,3}}(?P<open>\()?)?"
)


def _ago_pattern(units: Iterable[str], ending: str) -> str:
    """Return the pattern of up to three amounts of time and the word that gives their direction."""
    number = rf"\d{{1,4}}(?:[.,]\d)?|{NUMBER}|{any_of(lexicon.FRACTIONS)}|se(?=[a-z])"
    first, second, third = (
        rf"(?P<number{place}>{number})(?:\s(?P<half{place}>setengah))?"
        rf"\s?(?P<unit{place}>{any_of(units)})"
        for place in range(3)
    )
    also = r"\s(?:dan\s)?"
    return rf"{first}(?:{also}{second})?(?:{also}{third})?\s(?P<direction>{ending}){END}"


ISO = (
    r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?:t|(?P<glued>wib|wita|wit))"
    r"(?P<hour>\d\d):?(?P<minute>\d\d)(?::?(?P<second>\d\d)(?:[.,]\d{1,9})?)?"
    r"\s?(?P<zone>z|[+-]\d\d(?::?\d\d)?|wib|wita|wit)?(?!\w)"
)
DATE = _TIME_FIRST + _DATE
DAY_WORD_ALONE = _TIME_FIRST + _DAY_WORD
WEEKDAY_ALONE = _TIME_FIRST + _WEEKDAY_ALONE
DAY_RANGE = (
    rf"{_WEEKDAYS_OF_RANGE}(?P<first_day>\d{{1,2}})"
    rf"(?:\s(?P<first_month>{MONTH})\.?(?:\s(?P<first_year>{YEAR}))?"
    rf"|/(?P<first_month_num>\d{{1,2}})(?:/(?P<first_year_num>\d{{4}}))?)?{_TO_OR_AND}"
    rf"(?P<day>\d{{1,2}})(?:[\s-](?P<month>{MONTH})(?![^\W\d_])(?:[\s,-]{{1,2}}(?P<year>{YEAR}))?"
    rf"|/(?P<month_num>\d{{1,2}})(?:/(?P<year_num>\d{{4}}|\d\d))?)(?(open)\)?){_DIRECTED}{END}(?!/)"
)
MONTH_RANGE = (
    rf"(?P<first_month>{MONTH})\.?(?:\s(?P<first_year>{YEAR}))?{_TO_OR_AND}"
    rf"(?P<month>{MONTH})(?![^\W\d_])(?:[\s,]{{1,2}}(?P<year>{YEAR}))?{_DIRECTED}{END}"
)
MONTH_ALONE = (
    rf"(?:(?P<third>{THIRD})\s(?:bulan\s)?)?(?P<month>{MONTH})(?![^\W\d_])"
    rf"(?:\.?[\s,/-]{{1,3}}(?:tahun\s)?(?P<year>{YEAR})|(?!\s\d{{4}}){_NUMERIC_END})"
    rf"{_DIRECTED}{END}"
)
# The year of the last date in a list belongs to all: "Maret dan April 2025".
_DAY_OF_LIST = rf"(?:{WEEKDAY},?\s|{THIRD}\s)?(?:{_ONE_OR_TWO_DIGITS}\s)?"
SHARED_YEAR = re.compile(
    rf"(?:,\s{_DAY_OF_LIST}{MONTH}){{0,6}},?\s(?:dan|atau|serta)\s{_DAY_OF_LIST}"
    rf"(?P<month>{MONTH})\s(?P<year>{YEAR})"
)
YEARS = (
    rf"(?:(?P<third>{THIRD})\s)?(?P<named>(?:tahun|periode)\s)?(?P<first_year>{YEAR})"
    rf"(?:(?P<to>{TO}|(?<=antara\s\d{{4}})\sdan\s)(?P<year>{YEAR})|(?P<decade>-an))?"
    rf"(?:(?=(?P<counted>{COUNTED})))?{_DIRECTED}{END}(?![/-]\d)"
)
# "pada 2014, 2016, dan 2018": what may stand before and after one of the years in a list.
_OPENS_LIST = rf"(?<!\w)(?:{any_of(lexicon.BEFORE_YEAR)}|(?<!\d\s)tahun)\s"
LIST_OF_YEARS = rf"{_OPENS_LIST}{YEAR}(?:,\s{YEAR}){{0,6}}"
LAST_OF_YEARS = re.compile(rf"{LIST_OF_YEARS},?\s(?:dan|atau|serta)\s$")
MORE_YEARS_BEFORE = re.compile(rf"{LIST_OF_YEARS},\s$")
MORE_YEARS_AFTER = re.compile(rf"(?:,\s{YEAR}){{0,6}},?\s(?:dan|atau|serta)\s{YEAR}")
CALENDAR_UNIT = (
    rf"(?:(?P<third>{THIRD})\s)?(?P<unit>{any_of(lexicon.CALENDAR_UNITS)})\s"
    rf"(?P<direction>{DIRECTION}){END}"
)
PERIOD = (
    rf"(?:(?P<kind>{any_of(lexicon.PERIODS)})\s(?P<number>{any_of(lexicon.ORDINALS)})|q(?P<q>[1-4])){END}"
    rf"(?:[\s/,-]{{1,3}}(?:tahun\s)?(?P<year>{YEAR})|\s(?P<far_unit>tahun)\s(?P<far>{DIRECTION}))?{END}"
)
# What stands before the days on which something recurs: "setiap hari Senin", "tiap Sabtu dan".
BEFORE_RECURRING_DAY = re.compile(
    rf"(?<!\w){any_of(lexicon.BEFORE_RECURRING)}\s(?:hari\s)?"
    rf"(?:{WEEKDAY}(?:,\s|,?\s(?:dan|atau|serta|hingga|sampai)\s)(?:hari\s)?){{0,6}}$"
)
AGO = _ago_pattern(lexicon.UNITS, any_of(lexicon.AGO) + _NOT_LALU_LINTAS)
ENGLISH_AGO = _ago_pattern(lexicon.ENGLISH_UNITS, "ago")
JUST_NOW = (
    r"(?:baru\ssaja|just\snow|beberapa\sdetik\s(?:yang\s)?lalu"
    rf"|kurang\sdari\s(?:se|1\s|satu\s)menit\s(?:yang\s)?lalu){END}"
)

# A date can begin after one of these characters: with a word, a time of day, a year, or a number
# before a month, a unit, a range or the separator of a numeric date.
BEFORE_DATE = "[ \n\t\r\u00a0(\\[\"'/|,.:;>·?-]"
_INSIDE_NUMBER = r"(?<!\d[.,/:+-]\d)"
_AFTER_NUMBER = [
    *lexicon.MONTHS,
    *lexicon.UNITS,
    *lexicon.ENGLISH_UNITS,
    *lexicon.RANGE_WORDS,
    "setengah",
    "dan",
]
_LETTERS = "".join(sorted({word[0] for word in _AFTER_NUMBER}))
NUMBER_OF_DATE = (
    rf"[0-9]{_INSIDE_NUMBER}(?:(?P<clock>\d?(?=[.:]\d\d))"
    r"|\d{0,3}(?=[/-]\d|\.\d\.\d|[.,]\d\s|\s?-\s?\d|\s/"
    rf"|{_ORDINAL}[\s./-]{{0,3}}(?=[{_LETTERS}]){any_of(_AFTER_NUMBER)})|[09]\d\d(?!\d))"
)
