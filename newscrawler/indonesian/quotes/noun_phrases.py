"""The noun phrase beside a cue, which names or describes the speaker."""

import re

from newscrawler.indonesian.names import Person, skip_degrees, split_role
from newscrawler.indonesian.names.lexicon import OPENERS, ROLE_HEADS
from newscrawler.indonesian.quotes.function_words import (
    ADVERBIAL,
    ADVERBS,
    AFTER_SUBJECT,
    CONNECTIVES,
    POINTING,
    PRONOUNS,
    STOP,
)

_WORD = r"@?\w[\w'’&/-]*(?:\.(?=[a-z])[\w'’/-]+)*"
_ABBREVIATED = r"(?:H|Hj|Dr|dr|Prof|Drs|Ir|KH|Tgk|Ust|Muh|Moh|Abd|St|[A-Z])\.\s?"
_BRACKETS = r"(?: \((?:[A-Z][\w&/ -]{1,30}|\d\d[^()]{0,10})\))?"
_PIECE = rf"(?:(?:{_ABBREVIATED})+)?(?!(?:{STOP})\b){_WORD}{_BRACKETS}"
_PHRASE = re.compile(rf"\s*((?:{_PIECE})(?:[ \u00a0](?:{_PIECE})){{0,13}})")
# "perempuan yang lahir di Blora itu": a description up to its demonstrative.
_DESCRIPTION = re.compile(
    r"\s*((?:[a-z][\w-]*|Pria|Wanita|Perempuan|Mantan|Pemain|Pelatih|Politikus|Politisi)\b"
    r"[^.;:\"“”\n\x00]{0,110}?\b(?:itu|ini|tersebut))\b"
)
_CAPITALS = re.compile(
    r"\S+(?: (?!(?:Ia|Dia|Beliau|Mereka|Menurut|Namun)\b)"
    r"(?:(?:(?:bin|binti|van|de|al|dan) )?[A-Z0-9]|\()[^ ]*)*"
)
_TO_LAST_CAPITAL = re.compile(r"\S.* [A-Z(][^ ]*(?<!\()(?: [^ ()]+\))?(?= [a-z]|$)")
_HANDLE = re.compile(
    r"\s*(?:(?:pemilik|pengguna|akun|warganet|netizen|[A-Z]\w+)\s+){0,4}(@\w[\w.]*\w)"
)
_ENDS_SUBJECT = re.compile(rf" (?:{AFTER_SUBJECT})\b")
_COMMA = re.compile(r"\s*,\s*")
_CLAUSE_AND_COMMA = re.compile(r" yang [^,.\n]{1,80},\s*")
_ADVERBS = re.compile(rf"(?:[\s,]{{1,9}}+(?:{ADVERBS})){{0,9}}[\s,]{{0,9}}+$")
_ADVERBIAL = re.compile(rf"(?:{ADVERBIAL})\b", re.IGNORECASE)
# "Dalam rapat itu Budi …": the subject follows without a comma.
_BEHIND_ADVERBIAL = re.compile(r"\S[^,]*(?:\b(?:itu|ini|tersebut|sama)|\))\s+(?=\S)")
# The dateline ("JAKARTA, KOMPAS.com - ") and connectives at the start of a sentence.
_OPENING = re.compile(
    r"\s*(?:(?:[A-Z][\w.-]*, )?[A-Z][A-Z.-]+\.(?:COM|CO\.ID|ID|com|co\.id)[^-–—]{0,40}[-–—]+\s*"
    r"|[A-Z][A-Z ,.]+\s?[-–—]+\s*)?"
    rf"(?:(?:{CONNECTIVES})\b[\s,]*)*"
)
# "Ani menolak, dengan mengatakan": the subject opens the clause.
_MANNER = re.compile(r"\b(?:dengan|sambil|seraya|sembari) $")
_CALLED = re.compile(r"\S[^,]{0,80}? (?:yang )?bernama (?=[A-Z])")
_AGE = re.compile(r"\d{1,3}(?: tahun)?")
_MAX_CLAUSE_CHARS = 300
_MAX_DESCRIPTION_WORDS = 14


def person_after(text: str, start: int, end: int) -> Person | None:
    """Return the speaker named right after a cue, from `start` on, None if nobody is."""
    phrase = _PHRASE.match(text, start, end)
    if phrase is None:
        return None
    begin = phrase.start(1)
    first = phrase.group(1).split(" ", 1)[0]
    if first.lower() in PRONOUNS:
        return Person(first, begin, begin + len(first), "pronoun")
    handle = _HANDLE.match(text, start, end)
    if handle:
        return Person(handle.group(1), *handle.span(1), "handle")
    described = _DESCRIPTION.match(text, start, end)
    if described and described.group(1).count(",") <= 1:
        return Person(described.group(1), *described.span(1), "phrase")
    stop = phrase.end(1)
    if first[0].isupper() and first.lower() not in ROLE_HEADS:
        name = _CAPITALS.match(text, begin, stop)
    else:
        name = _TO_LAST_CAPITAL.match(text, begin, stop)
    stop = name.end() if name else stop
    return _with_apposition(text, split_role(text, begin, stop), (begin, stop), end)


def _with_apposition(text: str, person: Person, phrase: tuple[int, int], end: int) -> Person:
    """Return the person with what follows a comma: the name for a role, or the role of a name."""
    position = skip_degrees(text, phrase[1], end)
    comma = _COMMA.match(text, position, end)
    if comma is None and person.kind != "name":
        comma = _CLAUSE_AND_COMMA.match(text, position, end)
    following = _PHRASE.match(text, comma.end(), end) if comma else None
    if following is None:
        return person
    start, stop = following.span(1)
    other = split_role(text, start, stop)
    whole = text[start].isupper() or other.role
    if (person.role or person.kind in ("office", "phrase")) and other.kind == "name" and whole:
        role = text[slice(*phrase)]
        return other._replace(role=f"{role}, {other.role}" if other.role else role)
    if person.kind == "name" and not person.role and other.kind == "office":
        return person._replace(role=text[start:stop])
    return person


def subject_before(text: str, start: int, end: int) -> Person | None:
    """Return the subject of a verb at `end` in the clause that begins at `start`, if it has one."""
    start = max(start, end - _MAX_CLAUSE_CHARS)
    opening = _OPENING.match(text, start, end)
    start = opening.end() if opening else start
    adverbs = _ADVERBS.search(text, start, end)
    closed = adverbs.start() if adverbs else end
    pieces = _split_at_commas(text, start, closed)
    while pieces and _ADVERBIAL.match(text, *pieces[-1]):
        begin, stop = pieces.pop()
        behind = _BEHIND_ADVERBIAL.match(text, begin, stop)
        if behind:
            pieces.append((behind.end(), stop))
    while len(pieces) > 1 and _AGE.fullmatch(text, *pieces[-1]):
        pieces.pop()
    if not pieces:
        return None
    if _MANNER.search(text, start, end):
        return person_after(text, *pieces[0])
    if len(pieces) > 1 and text[slice(*pieces[-1])] in POINTING:
        return Person(text[pieces[-2][0] : pieces[-1][1]], pieces[-2][0], pieces[-1][1], "phrase")
    last = _find_noun_phrase(text, *pieces[-1])
    if len(pieces) > 1 and last:
        return _join_apposition(text, pieces[-2], pieces[-1], last)
    return last


def _split_at_commas(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the spans between the commas of a clause, without spaces and academic degrees."""
    pieces = []
    position = start
    for chunk in text[start:end].split(","):
        stripped = chunk.strip()
        begin = position + len(chunk) - len(chunk.lstrip())
        stop = begin + len(stripped)
        if begin < stop and skip_degrees(text, begin, stop) < stop:
            pieces.append((begin, stop))
        position += len(chunk) + 1
    return pieces


def _find_noun_phrase(text: str, start: int, end: int) -> Person | None:
    """Return the noun phrase that `text[start:end]` is, begins with or ends with."""
    called = _CALLED.match(text, start, end)
    start = called.end() if called else start
    last = text[start:end].rsplit(" ", 1)[-1]
    if last.lower() in PRONOUNS:
        return Person(last, end - len(last), end, "pronoun")
    phrase = _PHRASE.match(text, start, end)
    goes_on = phrase and _ENDS_SUBJECT.match(text, phrase.end(), end)
    described = last in POINTING and text.count(" ", start, end) < _MAX_DESCRIPTION_WORDS
    if described and not (goes_on and text[start].isupper() and goes_on.group() != " yang"):
        return Person(text[start:end], start, end, "phrase")
    if phrase and phrase.end() < end and not goes_on:
        phrase = None
    while phrase is None:
        space = text.find(" ", start, end)
        if space < 0:
            return None
        start = space + 1
        phrase = _PHRASE.fullmatch(text, start, end)
    return split_role(text, *phrase.span(1))


def _join_apposition(
    text: str, before: tuple[int, int], piece: tuple[int, int], last: Person
) -> Person:
    """Join a role and a name around a comma: "Lurah Karang, Tini" or "Tini, lurah Karang"."""
    other = split_role(text, *before)
    if other.name.split(" ", 1)[0].lower() in OPENERS:
        return last
    if last.kind == "name" and (other.kind == "office" or (other.role and not last.role)):
        role = text[slice(*before)]
        return last._replace(role=f"{role}, {last.role}" if last.role else role)
    if last.kind == "office" and other.kind == "name" and not other.role:
        return other._replace(role=text[slice(*piece)])
    described = last.kind == "phrase" and text[piece[0]].islower()
    if described and other.kind == "name" and not other.role:
        return other._replace(role=text[slice(*piece)])
    if last.role and last.start > piece[0] and other.kind == "name" and not other.role:
        return other._replace(role=text[slice(*piece)])
    return last


def noun_phrase_at(text: str, start: int) -> str:
    """Return the noun phrase that begins at `start`, or an empty string."""
    phrase = _PHRASE.match(text, start)
    return phrase.group(1) if phrase else ""
