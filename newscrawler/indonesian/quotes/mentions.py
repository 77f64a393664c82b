"""The people an article names: names, roles, nicknames, and whom its sentences are about."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from newscrawler.indonesian.names import Person, after_degrees, is_name_word, split_role
from newscrawler.indonesian.names.lexicon import GROUPS, OFFICE_SHORT, OPENERS, RANKS, ROLE_HEADS
from newscrawler.indonesian.quotes.function_words import ADVERBS, VERB
from newscrawler.indonesian.quotes.noun_phrases import phrase_after
from newscrawler.indonesian.quotes.sentences import MASK, Sentences

# Bounded, so that no heap of capitals is taken for one name.
_CAPITAL = (
    r"(?!(?:Ia|Dia|Beliau|Mereka|Menurut|Namun|Sementara)\b)"
    r"[A-Z][\w'’&/-]{0,40}(?:\.(?=[A-Z])[\w.-]{1,20})?"
)
_RUN = re.compile(
    r"[A-Z](?<!\w.)(?:(?:r|j|rof|H)?\. (?=[A-Z]))*[\w.'’&/-]{0,40}(?<![.'’&/-])"
    r"(?: \([A-Z][\w& -]{1,20}\)"
    rf"| (?:(?:bin|binti|van|de|al) )?(?:[A-Z]\. )?{_CAPITAL}){{0,15}}"
)
_ACRONYM = re.compile(r"\(([A-Z][\w&-]{1,11})\)")
_NICKNAME_SIGNS = ("alias", "sapa", "dipanggil")
_NICKNAMED = re.compile(r"\b(?:alias|sapaan|disapa|dipanggil)(?: akrab(?:nya)?)?(?= [A-Z])")
_NAME_BEFORE = re.compile(rf"((?>{_CAPITAL}(?: {_CAPITAL}){{0,15}}))[^.\nA-Z]{{0,20}}$")
_NAME = re.compile(rf" ({_CAPITAL}(?: {_CAPITAL})*)")
# Behind these a name is not what the sentence is about.
_NOT_SUBJECT = frozenset(
    """
    agar supaya bahwa di ke dari pada kepada dengan bersama oleh untuk seperti melawan antara
    saat terhadap
    tentang soal dan ketika dalam atas sebagai yang terkait menanggapi mengutip dikutip
    dilansir usai setelah sebelum karena jika selain sejak milik
    """.split()
)
# A name that its verb follows is the subject: Budi (34) juga memuji ….
_ACTS = re.compile(rf"(?: \([^()]{{1,30}}\),?)?(?:[ ,]{{1,2}}(?:{ADVERBS})\b)*+ (?:{VERB})\b")
# The first words of Balinese names: I Wayan, Ni Luh, Ida Bagus.
_BALINESE = (["I"], ["Ni"], ["Ida"])
# A line that leads to another article; its headline is about others.
_RELATED = re.compile(
    r"(?:(?<=\n)|^)(?:Baca|BACA|Simak|Lihat)(?: [Jj]uga| JUGA| [Pp]ula)?\s?:[^\n]*"
)
# A sentence that gives a reason or an example brings nobody new on stage.
_REASON = re.compile(r"(?:Sebab|Karena|Pasalnya|Padahal|Apalagi|Terlebih|Misalnya)\b")
_BRACKETED = re.compile(r" \(([A-Z][a-z]{2,20})\)")
# What stands between a sentence and the quotation right behind it.
_BETWEEN = " \n.:\"“”„«'‘’"
# How far into its sentence a name still is the subject, and how far before a name a role begins.
_SUBJECT_WITHIN = 90
_ROLE_WITHIN = 130
_ROLE_WORDS = 14
_PLAIN_ROLE = 5
_LONGEST_NAME = 5
# How many people of one name, and sentences back, are looked at; keeps long texts linear.
_NAMESAKES = 20
_TOPICS = 40
# Where the words before a name begin anew.
_BORDER = re.compile(r"[.\n;:(\x00–—]| -")


@dataclass(slots=True, eq=False)
class Known:
    """Somebody the article names: the longest form, the role beside it, where it first speaks."""

    name: str
    words: frozenset[str]
    role: str = ""
    speaks_from: int | None = None

    def spoke_before(self, position: int) -> bool:
        """Tell whether a statement before `position` names this speaker."""
        return self.speaks_from is not None and self.speaks_from < position

    def begin_at(self, short: str) -> None:
        """Drop what precedes `short`, the name the article goes on with, but for a surname.

        "Manajer Pasar Kramat Bagas Waskita", later "Bagas": the first two words belong to the role.
        """
        before, found, after = f" {self.name} ".partition(f" {short} ")
        certain = (
            self.role.rsplit(" ", 1)[-1].lower() in RANKS or before.split(" ", 2)[1:2] in _BALINESE
        )
        if self.role and not certain and found and before.strip() and after.strip():
            self.role = f"{self.role} {before.strip()}"
            self.name = f"{short} {after.strip()}"


class Topic(NamedTuple):
    """Whom a sentence that ends at `last` is about, named at `[start:end]`."""

    start: int
    end: int
    last: int
    known: Known

    def takes_floor(self, text: str, position: int) -> bool:
        """Tell whether the sentence is the one before `position` and its subject acts in it."""
        if text[self.last : position].strip(_BETWEEN):
            return False
        named = bool(self.known.role) or len(self.known.words) > 1
        return named and bool(
            _ACTS.match(text, after_degrees(text, self.end, self.last), self.last)
        )


class Cast:
    """Everybody an article names, found by the words of the name, by office or by position."""

    def __init__(self, text: str, sentences: Sentences) -> None:
        self.people: list[Known] = []
        self._by_name: dict[str, Known] = {}
        self._by_word: dict[str, list[Known]] = {}
        self._acronyms: dict[str, str] = {}
        self._topics: list[Topic] = []
        self._bodies: dict[str, str] = {}
        self._tails: dict[str, str] = {}
        text = _RELATED.sub(lambda line: MASK * len(line.group()), text)
        runs = [*_established(list(_read_runs(text)), sentences), None]
        for this, following in pairwise(runs):
            if this and not (following and _names_holder(text, this, following)):
                self._add_run(text, sentences, *this)
        self._add_nicknames(text)

    def _add_run(self, text: str, sentences: Sentences, start: int, person: Person) -> None:
        """Note who or what a run of capitalised words from `start` on names."""
        if person.kind == "name":
            known = self.add(person)
            if not known.role and len(known.words) > 1:
                known.role = _role_beside(text, start, person.end)
            self._note_topic(text, sentences, start, known, person.end)
        elif person.kind == "body":
            acronym = _ACRONYM.search(person.name)
            self._bodies[person.name.split(" ", 1)[0].lower()] = person.name
            self._lengthen(person.name)
            if acronym:
                self._acronyms.setdefault(acronym.group(1), person.name)

    def _note_topic(
        self, text: str, sentences: Sentences, start: int, known: Known, end: int
    ) -> None:
        """Remember the first name of a sentence, if the sentence can be about it."""
        first, last = sentences.around(start)
        if start - first > _SUBJECT_WITHIN or (self._topics and self._topics[-1].start >= first):
            return
        if _REASON.match(text, first):
            return
        before = text[first:start].rsplit(",", 1)[-1].lower().split()
        opener = text[start : start + 20].split(" ", 1)[0]
        if opener.lower() in _NOT_SUBJECT or not _NOT_SUBJECT.isdisjoint(before):
            return
        self._topics.append(Topic(start, end, last, known))

    def _lengthen(self, run: str) -> None:
        """Remember the last two words of a run: Juan Mata, in Manchester United Juan Mata."""
        words = run.split()
        if len(words) > 1 and all(map(is_name_word, words[-2:])):
            self._tails.setdefault(words[-1], " ".join(words[-2:]))
            self._tails.setdefault(words[-2], " ".join(words[-2:]))

    def _add_nicknames(self, text: str) -> None:
        """Lead a nickname (Yati, sapaan akrab Sri Haryati) to the person who bears it."""
        for match in _BRACKETED.finditer(text):
            short = match.group(1)
            before = _NAME_BEFORE.search(text, max(0, match.start() - _ROLE_WITHIN), match.start())
            known = self.find(before.group(1)) if before else None
            if known and any(word.startswith(short[:2]) for word in known.words):
                self._by_name[short] = known
        if not any(sign in text for sign in _NICKNAME_SIGNS):
            return
        for match in _NICKNAMED.finditer(text):
            before = _NAME_BEFORE.search(text, max(0, match.start() - _ROLE_WITHIN), match.start())
            after = _NAME.match(text, match.end())
            names = [found.group(1) for found in (before, after) if found]
            bearers = [known for known in map(self.find, names) if known]
            for name in names:
                if bearers:
                    known = max(bearers, key=lambda bearer: len(bearer.name))
                    self._by_name[name] = known

    def find(self, name: str) -> Known | None:
        """Find the person whose name has all words of `name`, or is wholly part of it."""
        if name in self._by_name:
            return self._by_name[name]
        words = frozenset(name.split())
        for word in name.split():
            for known in self._by_word.get(word, [])[:_NAMESAKES]:
                if known.words <= words or words <= known.words:
                    return known
        return None

    def add(self, person: Person) -> Known:
        """Note a person named in the text; a longer form replaces a shorter one."""
        known = self.find(person.name)
        if known is None:
            known = Known(person.name, frozenset(person.name.split()))
            self.people.append(known)
        elif len(known.name) < len(person.name) and person.name.count(" ") < _LONGEST_NAME:
            known.name, known.words = person.name, frozenset(person.name.split())
        if len(known.role) < len(person.role):
            known.role = person.role
        if person.name not in self._by_name:
            self._by_name[person.name] = known
            for word in person.name.split():
                listed = self._by_word.setdefault(word, [])
                if known not in listed[:_NAMESAKES]:
                    listed.append(known)
        return known

    def holder(self, office: str) -> Known | None:
        """Find the person in this office by its first words; Menag finds a Menteri Agama."""
        if office.lower() in GROUPS:
            return None
        words = (OFFICE_SHORT.get(word, word) for word in office.lower().split())
        wanted = " ".join(words)
        return next((p for p in self.people if p.role.lower().startswith(wanted)), None) or next(
            (p for p in self.people if f" {wanted}" in p.role.lower()), None
        )

    def body(self, name: str) -> str:
        """Give the full name of a body known by its acronym, or the name itself."""
        return self._acronyms.get(name, name)

    def body_called(self, noun: str) -> str | None:
        """Give the body last named whose name begins with `noun`: kementerian, komisi."""
        return self._bodies.get(noun.lower())

    def name_in_run(self, name: str) -> str:
        """Give the two-word name that `name` is part of, if a run of capitals ends in it."""
        return self._tails.get(name, name)

    def topics_before(self, position: int, since: int) -> Iterator[Topic]:
        """Yield whom the sentences between `since` and `position` are about, latest first."""
        index = bisect_left(self._topics, position, key=lambda topic: topic.start)
        first = max(0, index - _TOPICS)
        while index > first and self._topics[index - 1].start > since:
            index -= 1
            yield self._topics[index]


def _read_runs(text: str) -> Iterator[tuple[int, Person]]:
    """Yield each run of capitalised words and who it names, sentence openers left out."""
    for run in _RUN.finditer(text):
        start, end = run.span()
        while start < end:
            space = text.find(" ", start, end)
            stop = space if space >= 0 else end
            if text[start:stop].lower() not in OPENERS:
                yield run.start(), split_role(text, start, end)
                break
            start = stop + 1


def _established(
    runs: list[tuple[int, Person]], sentences: Sentences
) -> Iterator[tuple[int, Person]]:
    """Leave out lone words that have a capital only because they open their sentences."""
    lone = [" " not in person.name and sentences.begins(person.start) for _, person in runs]
    inside = {
        word
        for (_, person), alone in zip(runs, lone, strict=True)
        if not alone
        for word in person.name.split()
    }
    for run, alone in zip(runs, lone, strict=True):
        if not alone or run[1].name in inside:
            yield run


def _names_holder(text: str, this: tuple[int, Person], following: tuple[int, Person]) -> bool:
    """Tell whether the next run names the holder of this office: Ketua Asosiasi Kopi, Bahar."""
    person, other = this[1], following[1]
    return (
        bool(person.role)
        and other.kind == "name"
        and not other.role
        and text[person.end : other.start] == ", "
        and not text.startswith((", ", " dan", " serta"), other.end)
    )


def _role_beside(text: str, start: int, end: int) -> str:
    """Find the role written before a name (pelatih Persija, X) or after it (X, pelatih Persija)."""
    if text.startswith(", ", end):
        after = phrase_after(text, end + 2)
        if after.split(" ", 1)[0].lower() in ROLE_HEADS:
            return after
    before = _BORDER.split(text[max(0, start - _ROLE_WITHIN) : start])[-1]
    apposed = before.endswith(", ")
    words = before.rstrip(" ,").rsplit(",", 1)[-1].split()[-_ROLE_WORDS:]
    for index, word in enumerate(words):
        if word.lower() in ROLE_HEADS:
            role = words[index:]
            plain = len(role) < _PLAIN_ROLE and all(map(str.islower, role[1:]))
            if apposed or (plain and _NOT_SUBJECT.isdisjoint(role)):
                return " ".join(role)
            return ""
    return ""
