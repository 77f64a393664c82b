"""Extractors of citations, one for each kind of cue.

Each takes the word at the heart of a cue, looks at the text before and after it, and returns the
citations that the cue begins: none where the words turn out to cite nobody.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence

from newscrawler.indonesian.citations.lexicon import OUTLET_WORDS, PRESS_OFFICES
from newscrawler.indonesian.citations.outlet_names import Source, is_outlet, parse_source
from newscrawler.indonesian.names.lexicon import OPENERS
from newscrawler.indonesian.quotes import find_quotes
from newscrawler.indonesian.word_search import Word
from newscrawler.items import Citation, Quote

# What follows a verb of quoting: "dikutip (langsung) dari", "dilansir oleh", "dikutipSuara".
_FROM = re.compile(
    r"(?:\s+langsung)?(?:\s+(?:dari|oleh|melalui|lewat|dalam|via)(?=\s|[A-Z@]|detik))?"
)
_BY = re.compile(r"(?:nya)?(?:\s+(?:khusus|eksklusif))?(?:\s+(?:oleh|laporan|dengan|bersama))?")
_CHAIN = re.compile(r"\s+(?P<cue>dari|melalui|via|yang mengutip|mengutip|lewat)\s+(?=\S)")
_AND = re.compile(r"\s*(?:/|\sdan\s|\sserta\s|,\s)\s*")
# Before the word of the cue, within `_MAX_CHARS_BEFORE`.
_PREPOSITION = re.compile(
    r"\b(?:[Dd]i|[Mm]elalui|[Ll]ewat|[Vv]ia|[Dd]ari|[Dd]alam|[Pp]ada)\s+"
    r"(?P<platform>(?:(?:media|jejaring) sosial|medsos)\s+)?$"
)
_RELEASED = re.compile(
    r"\b(?:[Dd]alam|[Mm]elalui|[Ll]ewat|[Dd]ari|[Mm]engutip|[Vv]ia|[Mm]enurut|[Bb]erdasarkan)"
    r"\s+(?:sebuah\s+)?$"
)
_REPUBLISHED = re.compile(
    r"\b(?:[Aa]rtikel|[Bb]erita|[Tt]ulisan)(?:\s+ini)?\s+(?:telah|sudah|pernah)\s+$"
)
_BASED_ON = re.compile(
    r"(?P<cue>\b(?:[Bb]erdasarkan|[Mm]enurut|[Mm]engutip)\s+)?(?:\b[Hh]asil\s+)?(?:\b[Jj]ajak\s+)?$"
)
_POSTED = re.compile(
    r"\b(?:tulis|menulis|ditulis|cuit|ungkap|unggah|mengunggah|kata|ujar|pesan|pernyataan|komentar)"
    r"\w*\b[^.\n\"”]{0,60}$"
)
# After the word of the cue.
_RELEASE = re.compile(r"(?:\s+(?:tertulis|resmi|pers|release|media))+(?:nya)?")
_ISSUER = re.compile(r"\s+(?:dari\s+)?((?:[A-Z][\w&.-]*)(?:\s(?:dan\s)?[A-Z][\w&.-]*){0,6})")
_IN = re.compile(r"(?:\s+\w+){0,2}?\s+di\b")
_OF = re.compile(
    r"(?:\s+(?:pendapat|terbaru|resmi|tahunan|pelacakan|sementara|terkini))?"
    r"(?P<of>(?:\s+[A-Z0-9][^,.\n]{0,60}?)??\s+(?:dari|oleh|milik))?"
    r"(?=\s+(?!Wartawan|Videografer|Reporter|Kontributor|Jurnalis|Khusus|Langsung)"
    r"(?:[A-Z]|[\w-]{1,40}\.[\w.]{0,9}(?:com|id)\b))"
)
_VERSION = re.compile(
    r"\s+(?:lembaga|survei|majalah|situs|media|laman|badan|hasil|data|riset|organisasi)"
    r"(?:\s+[a-z]+){0,2}?,?(?=\s+[A-Z])"
)
_FINDS = re.compile(
    r"(?:\s+[\w-]+){0,3}?\s+(?:mencatat|menunjukkan|menyebut|mengungkap|memperkirakan|menemukan"
    r"|melaporkan|memproyeksikan|menyatakan|memperlihatkan|menyimpulkan)"
)
_SOURCE_COLON = re.compile(r"\s*:\s*(?:https?://)?(?:www\.)?")
_SOURCE_LINE_PART = re.compile(
    r"\s*(?=\W{0,3}\w)([^\s/()][^\n/()]{1,59}?)\s*(?=[/\n()]|$|editor\b)"
)
# The outlet that reports, up to its verb: "harian Suara Pantura juga melaporkan".
_OUTLET_BEFORE_VERB = re.compile(
    rf"((?:(?:{OUTLET_WORDS})\s+)?[A-Z][\w'’.]{{0,59}}+(?: [A-Z][\w'’.]{{0,59}}+){{0,5}})"
    r"(?: (?:juga|pun|pertama kali|kemudian|sebelumnya|dalam laporannya))*\s+$"
)
# Verbs that also report hearsay: their source must be a known outlet.
_HEARSAY_PREFIXES = ("dilapor", "diberita", "dikabar", "ditulis")
_MAX_CHARS_BEFORE = 60
_MAX_CHARS_AFTER = 200
_MAX_CHAINED_SOURCES = 4


def _is_press_office(name: str) -> bool:
    """Return whether `name` is that of an office that issues press releases."""
    return any(office in name.lower() for office in PRESS_OFFICES)


class CitationExtractor:
    """Extracts the citations of one text; `quotes` are found when first needed, if not given."""

    def __init__(self, text: str, quotes: Sequence[Quote] | None) -> None:
        self.text = text
        self.quotes = quotes
        self.speakers: list[tuple[int, str]] | None = None
        self.opening = text[:120].lower()
        self.by_cue_kind: dict[str, Callable[[Word], Iterable[Citation]]] = {
            "attributed": self._extract_attributed,
            "press_release": self._extract_press_release,
            "republished": self._extract_republished,
            "interview": self._extract_interview,
            "known_outlet": self._extract_known_outlet,
            "reporting_outlet": self._extract_reporting_outlet,
            "source_line": self._extract_source_line,
            "social_post": self._extract_social_post,
            "study": self._extract_study,
            "according_to": self._extract_according_to,
            "credit": self._extract_credit,
        }

    def _cite(self, start: int, cue_end: int, source: Source, rule: str) -> Citation:
        """Return the citation from the first word after `start` to the end of its source."""
        start += len(self.text[start : source.end]) - len(self.text[start : source.end].lstrip())
        return Citation(
            text=self.text[start : source.end],
            start=start,
            end=source.end,
            cue=self.text[start:cue_end].strip(),
            source=self.text[source.start : source.end],
            source_norm=source.norm,
            kind=source.kind,
            rule=rule,
        )

    def _search_before(self, pattern: re.Pattern[str], position: int) -> re.Match[str] | None:
        """Search the text right before `position`."""
        return pattern.search(self.text, max(0, position - _MAX_CHARS_BEFORE), position)

    def _source_after(self, position: int) -> Source | None:
        """Return the source that follows `position` in its paragraph."""
        end = self.text.find("\n", position, position + _MAX_CHARS_AFTER)
        end = end if end >= 0 else min(len(self.text), position + _MAX_CHARS_AFTER)
        while position < end and self.text[position] in " ,\u00a0":
            position += 1
        return parse_source(self.text, position, end)

    def _extract_attributed(self, word: Word) -> list[Citation]:
        """Extract "dikutip dari X" and the sources of X."""
        following = _FROM.match(self.text, word.end)
        cue_end = following.end() if following else word.end
        source = self._source_after(cue_end)
        if source is None:
            return []
        if word.text.lower().startswith(_HEARSAY_PREFIXES) and not is_outlet(source.norm):
            return []
        found = [self._cite(word.start, cue_end, source, "borrowed")]
        while len(found) < _MAX_CHAINED_SOURCES:
            chained = self._chained_source(source.end)
            if chained is None:
                break
            found.append(chained)
            source = Source(chained.start, chained.end, chained.source_norm, chained.kind)
        return found

    def _chained_source(self, position: int) -> Citation | None:
        """Return the next source after one: "… dari video TikTok @x", "… dan Reuters"."""
        link = _CHAIN.match(self.text, position)
        if link:
            source = self._source_after(link.end())
            return self._cite(link.start("cue"), link.end(), source, "chained") if source else None
        both = _AND.match(self.text, position)
        source = self._source_after(both.end()) if both else None
        if source is None or not is_outlet(source.norm):
            return None
        return self._cite(source.start, source.start, source, "chained")

    def _extract_press_release(self, word: Word) -> list[Citation]:
        """Extract "dalam keterangan tertulis(nya)", "siaran pers", "pernyataan resminya"."""
        before = self._search_before(_RELEASED, word.start)
        words = _RELEASE.match(self.text, word.end)
        if before is None or (words is None and not word.text.startswith("rilis")):
            return []
        end = words.end() if words else word.end
        issuer = _ISSUER.match(self.text, end)
        norm = issuer.group(1) if issuer else self._speaker_near(before.start())
        if not norm:
            return []
        source = Source(word.start, issuer.end() if issuer else end, norm, "press_release")
        return [self._cite(before.start(), word.start, source, "press_release")]

    def _speaker_near(self, position: int) -> str:
        """Return the speaker of the statement beside a press release, or an empty string.

        It is the statement before, or the one after where the press release begins a sentence.
        """
        if self.quotes is None:
            self.quotes = find_quotes(self.text)
        if self.speakers is None:
            spoken = [quote for quote in self.quotes if quote.speaker_full]
            self.speakers = sorted(
                (q.start if q.cue_start is None else q.cue_start, q.speaker_full) for q in spoken
            )
        index = bisect_right(self.speakers, (position, "\U0010ffff"))
        nearest = self.speakers[index : index + 1] + self.speakers[max(0, index - 1) : index]
        if not self.text[position].isupper():
            nearest.reverse()
        return nearest[0][1] if nearest else ""

    def _extract_republished(self, word: Word) -> list[Citation]:
        """Extract "artikel ini telah tayang di X"."""
        before = self._search_before(_REPUBLISHED, word.start)
        place = _IN.match(self.text, word.end)
        source = self._source_after(place.end()) if before and place else None
        if before is None or place is None or source is None:
            return []
        source = source._replace(kind="republication")
        return [self._cite(before.start(), place.end(), source, "republished")]

    def _extract_interview(self, word: Word) -> list[Citation]:
        """Extract "kepada Kompas.com": who listens must be an outlet."""
        by = _BY.match(self.text, word.end)
        cue_end = by.end() if by else word.end
        source = self._source_after(cue_end)
        if source is None or source.kind not in ("outlet", "news_agency"):
            return []
        if source.kind == "outlet":
            if source.named == source.start and not is_outlet(source.norm):
                return []
            source = source._replace(kind="interview")
        return [self._cite(word.start, cue_end, source, "told")]

    def _extract_known_outlet(self, word: Word) -> list[Citation]:
        """Extract "tulis X", "menurut X", "diterbitkan oleh X", where X is a known outlet."""
        by = _BY.match(self.text, word.end)
        cue_end = by.end() if by else word.end
        source = self._source_after(cue_end)
        if source is None or source.kind not in ("outlet", "news_agency"):
            return []
        is_report = self.text.endswith("laporan", 0, cue_end)
        if not is_report and source.named == source.start and not is_outlet(source.norm):
            return []
        return [self._cite(word.start, cue_end, source, "medium")]

    def _extract_reporting_outlet(self, word: Word) -> list[Citation]:
        """Extract "X melaporkan …", where X is an outlet."""
        outlet = self._search_before(_OUTLET_BEFORE_VERB, word.start)
        if outlet is None:
            return []
        start, end = outlet.span(1)
        if self.text[start:end].split(" ", 1)[0].lower() in OPENERS:
            start = self.text.find(" ", start, end) + 1 or start
        source = parse_source(self.text, start, end)
        if source is None or (source.named == source.start and not is_outlet(source.norm)):
            return []
        return [self._cite(source.start, source.start, source, "medium")]

    def _extract_source_line(self, word: Word) -> list[Citation]:
        """Extract "Sumber: X/Y"."""
        colon = _SOURCE_COLON.match(self.text, word.end)
        found: list[Citation] = []
        start, position = word.start, colon.end() if colon else len(self.text)
        while len(found) < _MAX_CHAINED_SOURCES:
            part = _SOURCE_LINE_PART.match(self.text, position, position + _MAX_CHARS_AFTER)
            if part is None:
                break
            source = parse_source(self.text, *part.span(1)) or Source(*part.span(1), part.group(1))
            if _is_press_office(source.norm):
                source = source._replace(kind="press_release")
            found.append(self._cite(start, start if found else position, source, "line"))
            start = position = part.end() + 1
            if self.text[part.end() : part.end() + 1] != "/":
                break
        return found

    def _extract_social_post(self, word: Word) -> list[Citation]:
        """Extract "di akun Instagram @x"; a platform alone counts only beside a word of posting."""
        before = self._search_before(_PREPOSITION, word.start)
        source = self._source_after(word.start) if before else None
        if before is None or source is None or source.kind != "social":
            return []
        alone = " " not in source.norm and word.text[0].isupper()
        if alone and not before["platform"] and not self._search_before(_POSTED, word.start):
            return []
        return [self._cite(before.start(), word.start, source, "posted")]

    def _extract_study(self, word: Word) -> list[Citation]:
        """Extract "laporan X", "survei X", "data dari X"."""
        following = _OF.match(self.text, word.end)
        before = self._search_before(_BASED_ON, word.start)
        source = self._source_after(following.end()) if following else None
        if before is None or following is None or source is None:
            return []
        if not (before["cue"] or following["of"] or _FINDS.match(self.text, source.end)):
            return []
        if source.kind != "news_agency" and not is_outlet(source.norm):
            source = source._replace(kind="other")
        return [self._cite(before.start(), following.end(), source, "study")]

    def _extract_according_to(self, word: Word) -> list[Citation]:
        """Extract "versi lembaga X"."""
        following = _VERSION.match(self.text, word.end)
        source = self._source_after(following.end()) if following else None
        if following is None or source is None:
            return []
        source = source._replace(kind="other")
        return [self._cite(word.start, following.end(), source, "version")]

    def _extract_credit(self, word: Word) -> list[Citation]:
        """Extract "(Kompas.com/Nama)" at the end, unless the outlet credits itself."""
        source = self._source_after(word.end)
        if source is None or source.norm.lower() in self.opening:
            return []
        if _is_press_office(source.norm):
            source = source._replace(kind="press_release")
        return [self._cite(source.start, source.start, source, "credit")]
