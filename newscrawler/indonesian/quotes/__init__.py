"""Quotations and reported statements in Indonesian news text, each with its speaker.

There are four stages. Quotation marks are paired into spans. Each span is classified as speech or
not, and attributed by the cue beside it. Indirect speech is found in the text with the quotations
masked out. Last, each speaker is resolved to the longest form of the name.
"""

from bisect import bisect_right
from functools import partial

from newscrawler.indonesian.names import Person
from newscrawler.indonesian.quotes.coreference import Speaker, resolve_speakers
from newscrawler.indonesian.quotes.direct_speech import Statement, classify_spans
from newscrawler.indonesian.quotes.indirect_speech import find_indirect_speech
from newscrawler.indonesian.quotes.mentions import MentionIndex
from newscrawler.indonesian.quotes.quotation_marks import find_spans
from newscrawler.indonesian.quotes.sentences import Sentences, mask
from newscrawler.items import Quote

__all__ = ["find_quotes"]


def find_quotes(text: str) -> list[Quote]:
    """Find everything quoted or reported in an article body (paragraphs joined by one newline).

    The quotes come in text order. Offsets count characters, and `text[start:end]` is the quote's
    own text. Words in quotation marks that nobody is said to have spoken have the kind `scare`.

    >>> text = (
    ...     'Kepala Desa Sumari, Arnold Wibawa, menyambut panen itu. "Padi tahun ini bagus," '
    ...     "ujarnya. Ia mengatakan bahwa irigasi segera diperbaiki."
    ... )
    >>> for quote in find_quotes(text):
    ...     print(quote.kind, "|", quote.text, "|", quote.speaker, "|", quote.speaker_full)
    direct | Padi tahun ini bagus | -nya | Arnold Wibawa
    indirect | irigasi segera diperbaiki | Ia | Arnold Wibawa
    """
    spans = find_spans(text)
    masked = mask(text, spans)
    sentences = Sentences(masked)
    quoted = classify_spans(text, masked, sentences, spans)
    spoken = [span for span, quote in zip(spans, quoted, strict=True) if quote.kind == "direct"]
    narration = mask(text, spoken) if len(spoken) < len(spans) else masked
    reports = find_indirect_speech(narration, sentences, quoted)
    _mark_partial(text, quoted, reports)
    statements = sorted(quoted + reports, key=lambda s: (s.start, -s.end))
    if not statements:
        return []
    speakers = resolve_speakers(text, statements, MentionIndex(masked, sentences))
    return list(map(partial(_to_quote, text), statements, speakers))


def _mark_partial(text: str, quoted: list[Statement], reports: list[Statement]) -> None:
    """Mark quoted fragments inside indirect speech as `partial`, and attribute them."""
    starts = [report.start for report in reports]
    for statement in quoted:
        index = bisect_right(starts, statement.start) - 1
        if index < 0 or statement.kind != "scare" or statement.rule == "title_word":
            continue
        report = reports[index]
        fragment = text[statement.start : statement.end]
        is_part = fragment[0].islower() or " " not in fragment or statement.rule == "called"
        if statement.end <= report.end and is_part:
            statement.kind, statement.rule = "partial", "fragment"
            statement.cue, statement.speaker = report.cue, report.speaker
            statement.position = report.position


def _without_role(speaker: Person | None, resolved: Speaker) -> Person | None:
    """Remove a role that runs into the name, where the text has the name alone elsewhere."""
    if speaker is None or not speaker.name.endswith(f" {resolved.full}"):
        return speaker
    return speaker._replace(name=resolved.full, start=speaker.end - len(resolved.full))


def _to_quote(text: str, statement: Statement, resolved: Speaker) -> Quote:
    """Return the public form of a statement."""
    cue, speaker = statement.cue, _without_role(statement.speaker, resolved)
    return Quote(
        kind=statement.kind,
        text=text[statement.start : statement.end],
        start=statement.start,
        end=statement.end,
        cue=text[slice(*cue)] if cue else "",
        cue_start=cue[0] if cue else None,
        cue_end=cue[1] if cue else None,
        speaker=speaker.name if speaker else "",
        speaker_start=speaker.start if speaker else None,
        speaker_end=speaker.end if speaker else None,
        speaker_full=resolved.full,
        role=resolved.role,
        position=statement.position,
        group=statement.group,
        rule=statement.rule,
    )
