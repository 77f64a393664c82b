"""Indirect speech: a cue, a speaker and a complement without quotation marks."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import NamedTuple

from newscrawler.indonesian.names import Person, skip_degrees
from newscrawler.indonesian.quotes.complement import (
    DAYS_OF_WEEK,
    LEAD_IN,
    complement_span,
    has_predicate,
    is_adverbial_only,
    is_valid_complement,
    skip_connective,
)
from newscrawler.indonesian.quotes.direct_speech import Statement, clitic_speaker
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

# Before a verb that is negated, wished for, relative or an infinitive, and so reports nothing.
_NOT_REPORTING = re.compile(
    r"\b(?:yang|tidak|tak|belum|enggan|ingin|untuk|guna|bisa|dapat|harus|perlu|selain|tanpa|dalam"
    r"|usai|setelah|sebelum|saat|ketika|hendak|mau|bukan|jangan|cara|wajib|agar|supaya|karena"
    r"|jika|bila|kalau|hak|berani|diminta|secara langsung|ataupun|atau|bukannya)"
    r"(?:\s+(?:juga|telah|sudah|sempat|pernah|mau|bisa|dapat|ikut|turut|kerap|hanya|akan)){0,9}\s*$"
)
# "tak menampik" and "tak memungkiri" do report; so does "tak sedikit warganet yang menduga".
_DENIED = re.compile(r"\b(?:tak|tidak)\s+(?:menampik|memungkiri)$")
_SOME_WHO = re.compile(
    r"\s*(?:Tak sedikit|Tidak sedikit|Banyak|Ada|Beberapa)( [^,]{2,40}?)? yang\s+$"
)
_WITHOUT_SUBJECT = re.compile(r"\b(?:dengan|seraya|sembari|sambil|dan|serta)\s+$")
# "menurut laporan X", "menurut penuturannya": the noun belongs to the cue.
_ACCOUNT = re.compile(
    r"\s+(?:laporan|penuturan|keterangan|pengakuan|catatan|pernyataan|informasi|data|penjelasan"
    r"|pendapat|pandangan|hemat)(?:(?P<nya>nya)\b|(?:\s+(?:dari|resmi))?(?=\s))"
)
# Behind the speaker: nothing more, or where and when something was said.
_ENDS_STATEMENT = re.compile(
    r"[\s.,]*+(?:$|(?:yang|seperti|sebagaimana|saat|ketika|kepada|dalam|di|pada|usai|seusai|lewat"
    rf"|melalui|sambil|seraya|{DAYS_OF_WEEK})\b|\()"
)
_MIN_SPACES = 2
_MIN_CLAUSE_CHARS = 13
# How far around a cue its statement is looked for, however long the sentence; how far before the
# cue its verb phrase begins; how far behind "pernyataan", "kesaksian" … its "bahwa" may stand.
_MAX_CHARS_AROUND_CUE = 1500
_MAX_VERB_PHRASE_CHARS = 60
_MAX_NOUN_TO_BAHWA_CHARS = 150


class _CueContext(NamedTuple):
    """A word that may be a cue, and the clause `[start:end]` it stands in."""

    word: str
    start: int
    end: int
    cue: tuple[int, int]

    @property
    def has_clitic(self) -> bool:
        """Whether the speaker is the suffix of the cue, as in "ujarnya"."""
        return self.word.endswith("nya")


class _IndirectSpeechFinder:
    """Finds the indirect speech of one text; one method for each kind of cue."""

    def __init__(self, masked: str, sentences: Sentences, quoted: list[Statement]) -> None:
        self.masked = masked
        self.sentences = sentences
        self.quoted = [q for q in quoted if q.kind == "direct"]
        self.ends = [q.outer[1] for q in self.quoted]
        self.cues = {q.cue[0] for q in self.quoted if q.cue}

    def find(self) -> Iterator[Statement]:
        """Yield all statements, in text order; none begins inside another."""
        done = 0
        for word in find_words(self.masked, _CUE_HANDLERS):
            if word.start < done or word.start in self.cues:
                continue
            start, end = self._clause(word.start)
            if start > word.start:
                continue
            context = _CueContext(word.text, start, end, (word.start, word.end))
            statement = _CUE_HANDLERS[word.text.lower()](self, context)
            if statement is not None:
                done = statement.end
                yield statement

    def _clause(self, position: int) -> tuple[int, int]:
        """Return the span around `position` that holds no quotation, within the sentence."""
        start, end = self.sentences.sentence_at(position)
        start = max(start, position - _MAX_CHARS_AROUND_CUE)
        end = min(end, position + _MAX_CHARS_AROUND_CUE)
        before = bisect_right(self.ends, position) - 1
        if before >= 0 and self.ends[before] > start:
            start = max(self.ends[before], self.quoted[before].attributed_to)
        after = self.masked.find(MASK, position, end)
        return start, after if after >= 0 else end

    def _text_before(self, context: _CueContext) -> str:
        return self.masked[context.start : context.cue[0]]

    def active(self, context: _CueContext) -> Statement | None:
        """Read "X mengatakan (bahwa) …"."""
        left = self._text_before(context)
        if context.word[0].isupper() and left.strip():
            return None
        some = _SOME_WHO.match(left)
        denied = _DENIED.search(self.masked, context.start, context.cue[1])
        if _NOT_REPORTING.search(left[-_MAX_VERB_PHRASE_CHARS:]) and not some and not denied:
            return None
        complement = self._complement(context, context.cue[1], must_link=False)
        if complement is None:
            return None
        speaker = None
        if some:
            position = context.start + max(some.start(1), 0)
            speaker = person_after(self.masked, position, context.end)
        elif not _WITHOUT_SUBJECT.search(left[-_MAX_VERB_PHRASE_CHARS:]):
            speaker = subject_before(self.masked, context.start, context.cue[0])
            if speaker is None or _cannot_speak(speaker):
                return None
        return Statement("indirect", *complement, "verb", context.cue, speaker, "pre")

    def passive(self, context: _CueContext) -> Statement | None:
        """Read "ditambahkan, …", "dikatakan X, …", "diakuinya bahwa …"."""
        if context.word[0].islower() and self._text_before(context).strip():
            return None
        position = context.cue[1]
        speaker = clitic_speaker(position) if context.has_clitic else None
        if speaker is None and self.masked[position : position + 1] == " ":
            speaker = person_after(self.masked, position, context.end)
            position = speaker.end if speaker else position
        complement = self._complement(context, position, must_link=True)
        if complement is None:
            return None
        return Statement("indirect", *complement, "passive", context.cue, speaker, "pre")

    def _complement(
        self, context: _CueContext, position: int, *, must_link: bool
    ) -> tuple[int, int] | None:
        """Return the complement of a verb, if it has one; a link is a comma or "bahwa"."""
        lead_in = LEAD_IN.match(self.masked, position, context.end)
        if lead_in is None:
            return None
        linked = bool(lead_in["comma"] or lead_in["that"])
        complement = complement_span(self.masked, lead_in.end(), context.end, behind_verb=True)
        kind = CUES[context.word.lower()].kind
        if must_link > linked or not is_valid_complement(
            kind, self.masked, *complement, linked=linked
        ):
            return None
        return complement

    def opening_noun(self, context: _CueContext) -> Statement | None:
        """Read "harapannya, …", "baginya, …", "dalam pandangannya, …"."""
        if self._text_before(context).strip() not in ("", "Dalam", "Menurut"):
            return None
        complement = complement_span(self.masked, context.cue[1], context.end)
        if not has_predicate(self.masked, *complement):
            return None
        return Statement(
            "indirect", *complement, "noun", context.cue, clitic_speaker(context.cue[1]), "pre"
        )

    def statement_noun(self, context: _CueContext) -> Statement | None:
        """Read "pernyataan X bahwa …"."""
        limit = min(context.end, context.cue[1] + _MAX_NOUN_TO_BAHWA_CHARS)
        that = self.masked.find(" bahwa ", context.cue[1], limit)
        if that < 0 or "," in self.masked[context.cue[1] : that]:
            return None
        speaker = person_after(self.masked, context.cue[1], that)
        statement = Statement(
            "indirect", that + len(" bahwa "), context.end, "noun", context.cue, speaker
        )
        return self._with_trimmed_span(statement, "pre")

    def according_to(self, context: _CueContext) -> Statement | None:
        """Read "menurut X, …", "…, menurut X", "…, menurut X, …"."""
        cue_end, speaker = self._cue_end_and_speaker(context)
        if speaker is None:
            return None
        position = skip_degrees(self.masked, speaker.end, context.end)
        comma = self.masked.find(",", position, context.end)
        statement = Statement("indirect", context.start, context.end, "according_to")
        statement.cue, statement.speaker = (context.cue[0], cue_end), speaker
        if not self._is_behind_complement(context, inserted=0 <= comma <= position + 1):
            if comma < 0 and speaker.name != "-nya":
                return None
            statement.start = position if comma < 0 else comma + 1
            return self._with_trimmed_span(statement, "pre")
        if comma >= 0 or self.masked[position : position + 1] in "—–-":
            return self._with_trimmed_span(statement, "mid")
        statement.end = context.cue[0]
        return self._with_trimmed_span(statement, "post")

    def _cue_end_and_speaker(self, context: _CueContext) -> tuple[int, Person | None]:
        """Return the end of the cue "menurut …" and the speaker behind it."""
        end = context.cue[1]
        if context.has_clitic:
            return end, clitic_speaker(end)
        word = self.masked[end : context.end].split(None, 1)[:1]
        if not word or word[0].lower().removesuffix("nya") in NO_SOURCES:
            return end, None
        account = _ACCOUNT.match(self.masked, end, context.end)
        end = account.end() if account else end
        if account and account["nya"]:
            return end, clitic_speaker(end)
        return end, person_after(self.masked, end, context.end)

    def _is_behind_complement(self, context: _CueContext, *, inserted: bool) -> bool:
        """Return whether the complement stands before the cue; `inserted`: a comma follows it."""
        left = self._text_before(context)
        if is_adverbial_only(self.masked, context.start, context.cue[0]):
            return False
        between_commas = inserted and left.endswith(", ")
        return between_commas or context.has_clitic or len(left.strip(" ,–—-")) >= _MIN_CLAUSE_CHARS

    def bare(self, context: _CueContext) -> Statement | None:
        """Read "A, kata X", "A, kata X, B", "A kata X B", "Kata X, A"."""
        left = self._text_before(context).rstrip()
        if context.word[0].isupper():
            return self.according_to(context) if not left else None
        is_adverbial = is_adverbial_only(self.masked, context.start, context.cue[0])
        after_comma = left.endswith(",")
        if not left or (is_adverbial and not after_comma):
            return None
        speaker = (
            clitic_speaker(context.cue[1])
            if context.has_clitic
            else person_after(self.masked, context.cue[1], context.end)
        )
        if speaker is None or not (
            after_comma or speaker.kind == "name" or speaker.name in _PERSONAL_PRONOUNS
        ):
            return None
        statement = Statement(
            "indirect", context.start, context.end, "parenthetic", context.cue, speaker
        )
        if _ENDS_STATEMENT.match(self.masked, speaker.end, context.end) or (
            context.has_clitic and self.masked[speaker.end] != ","
        ):
            statement.end = context.cue[0]
            return self._with_trimmed_span(statement, "post")
        if is_adverbial and left.count(" ") < _MIN_SPACES:
            statement.start = speaker.end
            return self._with_trimmed_span(statement, "pre")
        return self._with_trimmed_span(statement, "mid")

    def _with_trimmed_span(self, statement: Statement, position: CuePosition) -> Statement | None:
        """Return the statement with its complement trimmed, None if that is too short."""
        start, end = complement_span(self.masked, statement.start, statement.end)
        start = skip_connective(self.masked, start, end)
        if self.masked.count(" ", start, end) < _MIN_SPACES:
            return None
        statement.start, statement.end, statement.position = start, end, position
        return statement


_PERSONAL_PRONOUNS = ("dia", "ia", "beliau", "mereka")


def _cannot_speak(speaker: Person) -> bool:
    """Return whether the subject is a thing or an event, which says nothing."""
    return (
        speaker.kind in ("phrase", "organisation")
        and speaker.name.split()[0].lower() in NO_SPEAKERS
    )


_CueHandler = Callable[[_IndirectSpeechFinder, _CueContext], Statement | None]
# The handler of each word; where two lines have the same word, the later one holds.
_CUE_HANDLERS: dict[str, _CueHandler] = {
    **{
        word: _IndirectSpeechFinder.passive if cue.passive else _IndirectSpeechFinder.active
        for word, cue in CUES.items()
    },
    **{
        form: _IndirectSpeechFinder.bare
        for word in BARE_REPORTING.split()
        for form in (word, f"{word}nya")
    },
    **dict.fromkeys(STATEMENT_NOUNS, _IndirectSpeechFinder.statement_noun),
    **dict.fromkeys(OPENING_NOUNS, _IndirectSpeechFinder.opening_noun),
    **dict.fromkeys(("menurut", "menurutnya"), _IndirectSpeechFinder.according_to),
}


def find_indirect_speech(
    masked: str, sentences: Sentences, quoted: list[Statement]
) -> list[Statement]:
    """Return the indirect speech of a text whose direct quotations are masked, in text order."""
    return list(_IndirectSpeechFinder(masked, sentences, quoted).find())
