"""Reported statements: a cue, a source and what it is said to have said, without marks."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import NamedTuple

from newscrawler.indonesian.names import Person, after_degrees
from newscrawler.indonesian.quotes.complement import (
    DAYS_OF_WEEK,
    LEAD_IN,
    accepts,
    content_span,
    has_predicate,
    is_setting,
    skip_connective,
)
from newscrawler.indonesian.quotes.direct_speech import Statement, clitic
from newscrawler.indonesian.quotes.lexicon import (
    BARE_REPORTING,
    CUES,
    NO_SOURCES,
    NO_SPEAKERS,
    OPENING_NOUNS,
    STATEMENT_NOUNS,
)
from newscrawler.indonesian.quotes.noun_phrases import person_after, subject_before
from newscrawler.indonesian.quotes.sentences import MASK, Sentences
from newscrawler.indonesian.word_search import find_words
from newscrawler.items import CuePosition

# Before a verb: it is negated, wished for, relative or an infinitive, and reports nothing.
_NOT_REPORTING = re.compile(
    r"\b(?:yang|tidak|tak|belum|enggan|ingin|untuk|guna|bisa|dapat|harus|perlu|selain|tanpa|dalam"
    r"|usai|setelah|sebelum|saat|ketika|hendak|mau|bukan|jangan|cara|wajib|agar|supaya|karena"
    r"|jika|bila|kalau|hak|berani|diminta|secara langsung|ataupun|atau|bukannya)"
    r"(?:\s+(?:juga|telah|sudah|sempat|pernah|mau|bisa|dapat|ikut|turut|kerap|hanya|akan)){0,9}\s*$"
)
# Tak menampik and tak memungkiri do report; so does tak sedikit warganet yang menduga.
_DENIED = re.compile(r"\b(?:tak|tidak)\s+(?:menampik|memungkiri)$")
_SOME_WHO = re.compile(
    r"\s*(?:Tak sedikit|Tidak sedikit|Banyak|Ada|Beberapa)( [^,]{2,40}?)? yang\s+$"
)
_WITHOUT_SUBJECT = re.compile(r"\b(?:dengan|seraya|sembari|sambil|dan|serta)\s+$")
# menurut laporan X, menurut penuturannya: the noun belongs to the cue.
_ACCOUNT = re.compile(
    r"\s+(?:laporan|penuturan|keterangan|pengakuan|catatan|pernyataan|informasi|data|penjelasan"
    r"|pendapat|pandangan|hemat)(?:(?P<nya>nya)\b|(?:\s+(?:dari|resmi))?(?=\s))"
)
# Behind the speaker: nothing more, or where and when it was said.
_ENDS_REPORT = re.compile(
    r"[\s.,]*+(?:$|(?:yang|seperti|sebagaimana|saat|ketika|kepada|dalam|di|pada|usai|seusai|lewat"
    rf"|melalui|sambil|seraya|{DAYS_OF_WEEK})\b|\()"
)
_FEWEST_BLANKS = 2
_CLAUSE_LENGTH = 12
# How far around a cue its statement is looked for, however long the sentence; how far before it
# its own words reach; how far from pernyataan, kesaksian … its bahwa may stand.
_REACH = 1500
_VERB_PHRASE = 60
_NOUN_TO_THAT = 150


class _Site(NamedTuple):
    """A word that may be a cue, and the clause `[start:end]` it stands in."""

    word: str
    start: int
    end: int
    cue: tuple[int, int]

    @property
    def has_clitic(self) -> bool:
        return self.word.endswith("nya")


class _Reader:
    """Reads the reported statements of one text, sentence by sentence."""

    def __init__(self, masked: str, sentences: Sentences, quoted: list[Statement]) -> None:
        self.masked = masked
        self.sentences = sentences
        self.quoted = [q for q in quoted if q.kind == "direct"]
        self.ends = [q.outer[1] for q in self.quoted]
        self.cues = {q.cue[0] for q in self.quoted if q.cue}

    def read(self) -> Iterator[Statement]:
        """Yield all statements, in text order; none begins inside another."""
        done = 0
        for word in find_words(self.masked, _WAYS):
            if word.start < done or word.start in self.cues:
                continue
            start, end = self._clause(word.start)
            if start > word.start:
                continue
            site = _Site(word.text, start, end, (word.start, word.end))
            statement = _WAYS[word.text.lower()](self, site)
            if statement is not None:
                done = statement.end
                yield statement

    def _clause(self, position: int) -> tuple[int, int]:
        """Give the reporter's words `position` is in: a sentence less its quotations."""
        start, end = self.sentences.around(position)
        start, end = max(start, position - _REACH), min(end, position + _REACH)
        before = bisect_right(self.ends, position) - 1
        if before >= 0 and self.ends[before] > start:
            start = max(self.ends[before], self.quoted[before].attributed_to)
        after = self.masked.find(MASK, position, end)
        return start, after if after >= 0 else end

    def _left(self, site: _Site) -> str:
        return self.masked[site.start : site.cue[0]]

    def active(self, site: _Site) -> Statement | None:
        """Read X mengatakan (bahwa) …."""
        left = self._left(site)
        if site.word[0].isupper() and left.strip():
            return None
        some = _SOME_WHO.match(left)
        denied = _DENIED.search(self.masked, site.start, site.cue[1])
        if _NOT_REPORTING.search(left[-_VERB_PHRASE:]) and not some and not denied:
            return None
        content = self._content(site, site.cue[1], must_link=False)
        if content is None:
            return None
        speaker = None
        if some:
            position = site.start + max(some.start(1), 0)
            speaker = person_after(self.masked, position, site.end)
        elif not _WITHOUT_SUBJECT.search(left[-_VERB_PHRASE:]):
            speaker = subject_before(self.masked, site.start, site.cue[0])
            if speaker is None or _is_mute(speaker):
                return None
        return Statement("indirect", *content, "verb", site.cue, speaker, "pre")

    def passive(self, site: _Site) -> Statement | None:
        """Read ditambahkan, …; dikatakan X, …; diakuinya bahwa …."""
        if site.word[0].islower() and self._left(site).strip():
            return None
        speaker, position = clitic(site.cue[1]) if site.has_clitic else None, site.cue[1]
        if speaker is None and self.masked[position : position + 1] == " ":
            speaker = person_after(self.masked, position, site.end)
            position = speaker.end if speaker else position
        content = self._content(site, position, must_link=True)
        if content is None:
            return None
        return Statement("indirect", *content, "passive", site.cue, speaker, "pre")

    def _content(self, site: _Site, position: int, *, must_link: bool) -> tuple[int, int] | None:
        """Give the content behind a verb, if the verb can have it; a link is comma or bahwa."""
        lead_in = LEAD_IN.match(self.masked, position, site.end)
        if lead_in is None:
            return None
        linked = bool(lead_in["comma"] or lead_in["that"])
        content = content_span(self.masked, lead_in.end(), site.end, behind_verb=True)
        kind = CUES[site.word.lower()].kind
        if must_link > linked or not accepts(kind, self.masked, *content, linked=linked):
            return None
        return content

    def opening_noun(self, site: _Site) -> Statement | None:
        """Read harapannya, …; baginya, …; dalam pandangannya, …."""
        if self._left(site).strip() not in ("", "Dalam", "Menurut"):
            return None
        content = content_span(self.masked, site.cue[1], site.end)
        if not has_predicate(self.masked, *content):
            return None
        return Statement("indirect", *content, "noun", site.cue, clitic(site.cue[1]), "pre")

    def statement_noun(self, site: _Site) -> Statement | None:
        """Read pernyataan X bahwa …."""
        limit = min(site.end, site.cue[1] + _NOUN_TO_THAT)
        that = self.masked.find(" bahwa ", site.cue[1], limit)
        if that < 0 or "," in self.masked[site.cue[1] : that]:
            return None
        speaker = person_after(self.masked, site.cue[1], that)
        statement = Statement(
            "indirect", that + len(" bahwa "), site.end, "noun", site.cue, speaker
        )
        return self._report(statement, "pre")

    def according_to(self, site: _Site) -> Statement | None:
        """Read menurut X, …; …, menurut X; …, menurut X, …."""
        cue_end, speaker = self._source(site)
        if speaker is None:
            return None
        position = after_degrees(self.masked, speaker.end, site.end)
        comma = self.masked.find(",", position, site.end)
        statement = Statement("indirect", site.start, site.end, "according_to")
        statement.cue, statement.speaker = (site.cue[0], cue_end), speaker
        if not self._follows_content(site, inserted=0 <= comma <= position + 1):
            if comma < 0 and speaker.name != "-nya":
                return None
            statement.start = position if comma < 0 else comma + 1
            return self._report(statement, "pre")
        if comma >= 0 or self.masked[position : position + 1] in "—–-":
            return self._report(statement, "mid")
        statement.end = site.cue[0]
        return self._report(statement, "post")

    def _source(self, site: _Site) -> tuple[int, Person | None]:
        """Give the end of the cue in menurut … and the source behind it."""
        end = site.cue[1]
        if site.has_clitic:
            return end, clitic(end)
        word = self.masked[end : site.end].split(None, 1)[:1]
        if not word or word[0].lower().removesuffix("nya") in NO_SOURCES:
            return end, None
        account = _ACCOUNT.match(self.masked, end, site.end)
        end = account.end() if account else end
        if account and account["nya"]:
            return end, clitic(end)
        return end, person_after(self.masked, end, site.end)

    def _follows_content(self, site: _Site, *, inserted: bool) -> bool:
        """Tell whether content stands before the cue, `inserted` if a comma closes the cue."""
        left = self._left(site)
        if is_setting(self.masked, site.start, site.cue[0]):
            return False
        between_commas = inserted and left.endswith(", ")
        return between_commas or site.has_clitic or len(left.strip(" ,–—-")) > _CLAUSE_LENGTH

    def bare(self, site: _Site) -> Statement | None:
        """Read A, kata X; A, kata X, B; A kata X B; Kata X, A."""
        left = self._left(site).rstrip()
        if site.word[0].isupper():
            return self.according_to(site) if not left else None
        setting = is_setting(self.masked, site.start, site.cue[0])
        after_comma = left.endswith(",")
        if not left or (setting and not after_comma):
            return None
        speaker = (
            clitic(site.cue[1])
            if site.has_clitic
            else person_after(self.masked, site.cue[1], site.end)
        )
        if speaker is None or not (after_comma or speaker.kind == "name" or speaker.name in _HE):
            return None
        statement = Statement("indirect", site.start, site.end, "parenthetic", site.cue, speaker)
        if _ENDS_REPORT.match(self.masked, speaker.end, site.end) or (
            site.has_clitic and self.masked[speaker.end] != ","
        ):
            statement.end = site.cue[0]
            return self._report(statement, "post")
        if setting and left.count(" ") < _FEWEST_BLANKS:
            statement.start = speaker.end
            return self._report(statement, "pre")
        return self._report(statement, "mid")

    def _report(self, statement: Statement, position: CuePosition) -> Statement | None:
        """Trim the content of a statement; None if it is too short to say anything."""
        start, end = content_span(self.masked, statement.start, statement.end)
        start = skip_connective(self.masked, start, end)
        if self.masked.count(" ", start, end) < _FEWEST_BLANKS:
            return None
        statement.start, statement.end, statement.position = start, end, position
        return statement


_HE = ("dia", "ia", "beliau", "mereka")


def _is_mute(speaker: Person) -> bool:
    """Tell whether the subject is a thing or an event, which reports nothing."""
    return speaker.kind in ("phrase", "body") and speaker.name.split()[0].lower() in NO_SPEAKERS


_Way = Callable[[_Reader, _Site], Statement | None]
# Which words are read in which way; where two claim a word, the later line has it.
_WAYS: dict[str, _Way] = {
    **{word: _Reader.passive if cue.passive else _Reader.active for word, cue in CUES.items()},
    **{form: _Reader.bare for word in BARE_REPORTING.split() for form in (word, f"{word}nya")},
    **dict.fromkeys(STATEMENT_NOUNS, _Reader.statement_noun),
    **dict.fromkeys(OPENING_NOUNS, _Reader.opening_noun),
    **dict.fromkeys(("menurut", "menurutnya"), _Reader.according_to),
}


def read_reports(masked: str, sentences: Sentences, quoted: list[Statement]) -> list[Statement]:
    """Give the reported statements of a text whose direct quotations are masked, in order."""
    return list(_Reader(masked, sentences, quoted).read())
