"""The name of a source as written, and the normalised name and kind of the source."""

import re
from typing import NamedTuple

from newscrawler.indonesian.citations.lexicon import (
    AGENCIES,
    OUTLETS,
    PLATFORMS,
    SOURCE_WORDS,
)
from newscrawler.indonesian.names.lexicon import DAYS
from newscrawler.items import CitationKind

_SHORT = {name.lower(): short for short, names in AGENCIES.items() for name in (short, *names)}
_OUTLETS = {name.lower(): name for name in OUTLETS}
_DOMAIN = re.compile(
    r"^(?:https?://)?[\w-]+(?:\.[\w-]+)*\.(?:com|id|net|org|tv|news|info|co|uk)$", re.IGNORECASE
)
_OUTLET_FAMILY = re.compile(
    r"^(?:Tribun|detik|Kompas|CNN |CNBC |iNews|Radar |Harian |Koran |Jawa ?Pos)"
    r"|(?-i:^[A-Z]{1,4}(?:TV|FM)$)| (?:TV|FM|Radio|News|Sports?|Business|Times|Post|Daily|Herald"
    r"|Tribune|Journal|Magazine|Gazette|Star|Sun|Guardian|Independent|Economist|Insider|Chronicle|Observer|Mail|Today)$",
    re.IGNORECASE,
)
_DAY = "|".join(day.capitalize() for day in sorted(DAYS))
_WORD = (
    rf"(?!(?:{_DAY})\b)(?:[A-Z0-9][\w'’&-]*(?:\.[\w-]+)*|detik\w*(?:\.com)?"
    r"|[\w-]+(?:\.[\w-]+)*\.(?:com|id|net|org|tv)\b)"
)
_JOIN = r"(?:of |the |de |del |della |dello |da |and |& |for |di )?"
_NAME = re.compile(rf"{_WORD}(?: {_JOIN}{_WORD}){{0,7}}(?:,? \([A-Z][\w -]{{1,15}}\))?")
_PLATFORM_NAMES = "|".join(sorted(map(re.escape, PLATFORMS), key=len, reverse=True))
# "akun Instagram resmi @x", "video TikTok @x", "kanal YouTube Nama Orang"
_SOCIAL = re.compile(
    rf"(?:(?:platform|aplikasi|akun|video|unggahan|postingan|cuitan|tayangan|kanal|channel|live|siaran|laman|konten"
    rf"|fitur|story|media sosial|jejaring sosial|akun media sosial)\s+)*"
    rf"(?P<platform>(?i:{_PLATFORM_NAMES}))\b(?:[ ](?:resmi|pribadi|milik|bernama|atas nama|story"
    rf"|channel|dengan nama|akun))*(?:nya)?(?:,?\s+(?P<owner>@[\w.]*\w"
    rf"|(?!(?:{_DAY})\b)[A-Z][\w'’&]*(?: (?!(?:{_DAY})\b)[A-Z][\w'’&]*){{0,4}}))?"
)
_SOURCE_WORD = re.compile(
    rf"(?P<word>(?i:{'|'.join(sorted(SOURCE_WORDS, key=len, reverse=True))}))\b"
    r"(?:[ ](?:resmi|online|daring|lokal|setempat|asing|ternama|pemerintah|milik|asal|nasional"
    r"|internasional|olahraga|Prancis|Inggris|Spanyol|Italia|Jerman|Rusia|Ukraina|China|Jepang|Korea"
    r"|Selatan|Utara|Belanda|Portugal|Brasil|Argentina|Israel|Iran|Arab|Saudi|Turki|India|Malaysia"
    r"|Singapura|Thailand|Vietnam|Australia|Amerika|Serikat|AS|Pusat|negara|itu))*\s+"
)
_ACRONYM = re.compile(r"\(([A-Z][\w -]{1,15})\)$")


class Source(NamedTuple):
    """A source at `[start:end]` of the text, its normalised name and its kind.

    `named` is the offset of the name itself, behind words such as "kantor berita".
    """

    start: int
    end: int
    norm: str
    kind: CitationKind = "outlet"
    named: int = -1


def normalize_name(name: str) -> str:
    """Return the normalised name of a source, which is the short name for an agency."""
    acronym = _ACRONYM.search(name)
    for candidate in (acronym.group(1) if acronym else "", name):
        if candidate.lower() in _SHORT:
            return _SHORT[candidate.lower()]
    return name.removeprefix("www.")


def is_outlet(name: str) -> bool:
    """Return whether a name is that of an outlet, by the list of outlets or by its form."""
    lowered = name.lower()
    return bool(
        lowered in _OUTLETS
        or lowered in _SHORT
        or _DOMAIN.match(name)
        or _OUTLET_FAMILY.search(name)
    )


def parse_source(text: str, start: int, end: int) -> Source | None:
    """Parse the source that begins at `start`, with the words that say what it is."""
    social = _SOCIAL.match(text, start, end)
    if social:
        platform = PLATFORMS[social["platform"].lower()]
        norm = f"{platform} {social['owner']}" if social["owner"] else platform
        return Source(social.start(), social.end(), norm, "social")
    word = _SOURCE_WORD.match(text, start, end)
    name = (_NAME.match(text, word.end(), end) if word else None) or _NAME.match(text, start, end)
    if name is None:
        return None
    norm = normalize_name(name.group())
    acronym = _ACRONYM.search(text[start : name.end()])
    if acronym and normalize_name(acronym.group(1)) in AGENCIES:
        norm = normalize_name(acronym.group(1))
    kind: CitationKind = "outlet"
    if norm in AGENCIES:
        kind = "news_agency"
    elif word:
        kind = SOURCE_WORDS[word["word"].lower()]
    return Source(start, name.end(), norm, kind, name.start())
