"""Direct speech: quoted spans classified as speech or not, and attributed to a speaker."""

import re
from dataclasses import dataclass
from itertools import pairwise

from newscrawler.indonesian.names import Person
from newscrawler.indonesian.quotes.lexicon import BARE_ALTERNATIVES, CUE_WORD, CUES
from newscrawler.indonesian.quotes.noun_phrases import person_after, subject_before
from newscrawler.indonesian.quotes.quotation_marks import Span
from newscrawler.indonesian.quotes.sentences import MASK, Sentences
from newscrawler.items import CuePosition, QuoteKind

# After the closing mark: "kata X", "ujarnya", "demikian bunyi surat itu", "menurut X".
_CUE_AFTER = re.compile(
    rf"[\s,.–—-]*(?:(?:[Dd]emikian(?:lah)?|begitu|begitulah|itulah)\s+)?"
    rf"((?i:{BARE_ALTERNATIVES}|menurut))((?i:nya))?\b(?!\s+(?:kunci|lain|itu|tersebut)\b)"
)
# The attribution may stand in the next line or sentence: "… Demikian pesan X."
_CUE_NEXT = re.compile(
    r"\n(?:kata|ujar|ucap|tutur|ungkap|jelas|tegas|tambah|imbuh)(?:nya)?\b|\s+Demikian(?:lah)? "
)
# The same without a space, which is lost where a link began: "kataTini".
_CUE_WITHOUT_SPACE = re.compile(r"[\s,]*(kata|ujar|ucap|tutur|ungkap)()(?=[A-Z]|[a-z]{4})")
# Any other word in the place of a cue: "…," protes X.
_WORD_AFTER = re.compile(
    r"\s*((?!(?:yang|dan|di|dari|dalam|itu|ini|untuk|pada|dengan|saat|sambil|seraya|merupakan|adalah"
    r"|menjadi|tetapi|namun|atau|sebagai|karena|lalu|kepada|me[a-z]+)\b)[a-z]{3,}?)(nya)?\b"
)
# Between a cue and the opening mark: an adverbial, a comma or colon, a complementiser.
_CUE_TO_MARK = re.compile(r"[^,:]{0,80}?\s*+(?:(?:[,:]|(?<=\s)(?:bahwa|kalau))\s*)?$")
_NAME_COLON = re.compile(r"\s*([A-Z][\w.'’]*(?: [A-Z][\w.'’]*){0,4})\s*:\s*$")
_WORD = re.compile(r"\s*([A-Z][a-z]+)\b")
_OPENING_CUES = frozenset("Menurut Menurutnya Kata Katanya Ujar Ujarnya Tuturnya Ucapnya".split())
# Behind one of these words, what a mark encloses is a title, a name or a term.
_TITLE_BEFORE = re.compile(
    r"(?:judul|bertajuk|tajuk|tema|bertema|bertemakan|film|lagu|album|buku|novel|program|acara|visi"
    r"|slogan|tagline|istilah|sebutan|julukan|dijuluki|disebut|bernama|nama|berjudul|frasa"
    r"|kategori|serial|sinetron|drama|tagar|aplikasi|merek|moto|semboyan|berlabel|rubrik|kampanye"
    r"|gerakan|single|lembaga|logo|yel-yel)\s*$",
    re.IGNORECASE,
)
_SENTENCE_END = (".", "?", "!", "…")
_MIN_UTTERANCE_SPACES = 2
_MAX_CUE_CHARS = 400
_MAX_SUBJECT_CHARS = 80


@dataclass(slots=True)
class Statement:
    """A quotation or report with its speaker as written, before names are resolved.

    `outer` is the span with its marks. `attributed_to` is the offset where the words of the
    attribution end: what follows may be another statement.
    """

    kind: QuoteKind
    start: int
    end: int
    rule: str
    cue: tuple[int, int] | None = None
    speaker: Person | None = None
    position: CuePosition = "none"
    group: int | None = None
    outer: tuple[int, int] = (0, 0)
    attributed_to: int = 0


def clitic_speaker(end: int) -> Person:
    """Return the speaker in a cue such as "ujarnya" that ends at `end`."""
    return Person("-nya", end - len("nya"), end, "pronoun")


def _attribute_after(masked: str, statement: Statement, limit: int, *, broken_off: bool) -> bool:
    """Attribute by the cue after the closing mark; return whether there is one.

    `broken_off` says that the quoted words end as speech does before its attribution.
    """
    position = statement.outer[1]
    match = _CUE_AFTER.match(masked, position, limit) or _CUE_WITHOUT_SPACE.match(
        masked, position, limit
    )
    if match is None and broken_off:
        match = _WORD_AFTER.match(masked, position, limit)
    if match is None:
        return broken_off and _attribute_by_verb(masked, statement, limit)
    statement.kind, statement.position, statement.rule = "direct", "post", "cue_after"
    statement.cue = (match.start(1), match.end())
    if match.group(2):
        statement.speaker = clitic_speaker(match.end())
    else:
        statement.speaker = person_after(masked, match.end(), limit)
    statement.attributed_to = statement.speaker.end if statement.speaker else match.end()
    return True


def _attribute_by_verb(masked: str, statement: Statement, limit: int) -> bool:
    """Attribute by a subject and its verb after the mark: "…," Budi menambahkan."""
    start = statement.outer[1]
    match = CUE_WORD.search(masked, start, min(limit, start + _MAX_SUBJECT_CHARS))
    cue = CUES.get(match.group()) if match else None
    if match is None or cue is None or cue.passive:
        return False
    speaker = subject_before(masked, start, match.start())
    if speaker is None:
        return False
    statement.kind, statement.position, statement.rule = "direct", "post", "verb_after"
    statement.cue, statement.speaker, statement.attributed_to = match.span(), speaker, match.end()
    return True


def _cue_before(masked: str, start: int, position: int) -> re.Match[str] | None:
    """Find the last cue between the start of the sentence and the opening mark at `position`."""
    found = None
    for match in CUE_WORD.finditer(masked, max(start, position - _MAX_CUE_CHARS), position):
        cue = CUES.get(match.group().lower())
        if cue is not None and not cue.passive:
            found = match
    return found


def _attribute_by_opening(masked: str, statement: Statement, start: int) -> bool:
    """Attribute by the first word of the sentence: Menurut X, "…"; Dikatakannya, "…"."""
    position = statement.outer[0]
    word = _WORD.match(masked, start, position)
    cue = CUES.get(word.group(1).lower()) if word else None
    if word is None or not (word.group(1) in _OPENING_CUES or (cue and cue.passive)):
        return False
    if word.group(1).endswith("nya"):
        statement.speaker = clitic_speaker(word.end())
    else:
        statement.speaker = person_after(masked, word.end(), position)
    statement.cue, statement.rule = word.span(1), "cue_before"
    statement.kind, statement.position = "direct", "pre"
    return True


def _attribute_by_colon(masked: str, statement: Statement, start: int) -> bool:
    """Attribute by a name and a colon before the opening mark, as in a transcript."""
    named = _NAME_COLON.match(masked, start, statement.outer[0])
    if named is None:
        return False
    statement.speaker = person_after(masked, named.start(1), named.end(1))
    statement.kind, statement.rule = "direct", "colon"
    return True


def _attribute_before(masked: str, statement: Statement, start: int) -> bool:
    """Attribute by the cue before the opening mark, if only an adverbial lies between."""
    position = statement.outer[0]
    match = _cue_before(masked, start, position)
    if match is None or not _CUE_TO_MARK.match(masked, match.end(), position):
        return False
    statement.cue = match.span()
    statement.speaker = subject_before(masked, start, match.start())
    statement.kind, statement.position, statement.rule = "direct", "pre", "cue_before"
    return True


def _reads_as_clause(text: str, statement: Statement) -> bool:
    """Return whether the quoted words can be an utterance of their own."""
    words = text[statement.start : statement.end]
    return words.count(" ") >= _MIN_UTTERANCE_SPACES and (
        words[0].isupper() or words[0].isdigit() or words.endswith(_SENTENCE_END)
    )


def _lead_start(masked: str, sentences: Sentences, position: int) -> int:
    """Return where the reporter's words before an opening mark begin.

    They begin in its sentence, after the last quotation, or in the paragraph before when that ends
    with a colon.
    """
    start, _ = sentences.sentence_at(position)
    if start == position and masked[max(0, start - 2) : start] == ":\n":
        start, _ = sentences.sentence_at(start - 2)
    return max(start, masked.rfind(MASK, start, position) + 1)


def classify_span(text: str, masked: str, sentences: Sentences, span: Span) -> Statement:
    """Classify and attribute one quoted span; speech without a cue has no speaker yet."""
    statement = Statement(
        "scare", span.start, span.end, "no_cue", outer=(span.outer, span.outer_end)
    )
    _, limit = sentences.sentence_at(span.outer_end - 1)
    following = _CUE_NEXT.match(masked, span.outer_end)
    if following:
        _, limit = sentences.sentence_at(following.end())
    limit = min(limit, span.outer_end + _MAX_CUE_CHARS)
    start = _lead_start(masked, sentences, span.outer)
    lead = masked[start : span.outer].rstrip()
    if _TITLE_BEFORE.search(lead[-20:]):
        statement.rule = "title_word"
        return statement
    if lead.endswith(" sebagai"):
        statement.rule = "called"
        return statement
    opens = not lead or lead[-1] in ",:-–—.?!" or not any(c.isalpha() for c in lead)
    broken_off = "," in text[span.end : span.outer_end] or text[span.end - 1] in "?!"
    if opens and _attribute_after(masked, statement, limit, broken_off=broken_off):
        return statement
    apart = lead.endswith((",", ":")) or text[span.end - 1] in "?!"
    if (apart or _reads_as_clause(text, statement)) and (
        _attribute_before(masked, statement, start)
        or (lead.endswith((",", ":")) and _attribute_by_opening(masked, statement, start))
        or (lead.endswith(":") and _attribute_by_colon(masked, statement, start))
    ):
        return statement
    rest = masked[span.outer_end : limit].strip(" .,)")
    closes = not rest or rest[0] == MASK
    alone = " " not in text[span.start : span.end] and text[span.end - 1] not in _SENTENCE_END
    if closes and not alone and (not lead or lead.endswith((",", ":"))):
        statement.kind, statement.rule = "direct", "standing"
    return statement


def classify_spans(
    text: str, masked: str, sentences: Sentences, spans: list[Span]
) -> list[Statement]:
    """Return a statement for each quoted span; the parts of one quotation share a group."""
    statements = [classify_span(text, masked, sentences, span) for span in spans]
    group = 0
    for before, after in pairwise(statements):
        if before.kind != "direct" or after.kind != "direct":
            continue
        gap = masked[before.outer[1] : after.outer[0]]
        if "\n" in gap:
            continue
        if before.cue and not after.cue and before.position != "pre":
            _share_attribution(before, after, "mid")
        elif not before.cue and after.cue and not gap.strip() and text[before.end] == ",":
            _share_attribution(after, before, "post")
        else:
            continue
        if before.group is None:
            group += 1
        before.group = after.group = before.group or group
    return statements


def _share_attribution(source: Statement, target: Statement, position: CuePosition) -> None:
    """Give `target` the attribution of the other part of its quotation."""
    target.cue, target.speaker, target.rule = source.cue, source.speaker, "interrupted"
    source.position = target.position = position
