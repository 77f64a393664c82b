"""The people and organisations an article mentions, and the subjects of its sentences."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from newscrawler.indonesian.names import Person, is_name_word, skip_degrees, split_role
from newscrawler.indonesian.names.lexicon import GROUPS, OFFICE_SHORT, OPENERS, RANKS, ROLE_HEADS
from newscrawler.indonesian.quotes.function_words import ADVERBS, VERB
from newscrawler.indonesian.quotes.noun_phrases import noun_phrase_at
from newscrawler.indonesian.quotes.sentences import MASK, Sentences

# Bounded, so that a long run of capitals is not taken for one name.
_CAPITAL = (
    r"(?!(?:Ia|Dia|Beliau|Mereka|Menurut|Namun|Sementara)\b)"
    r"[A-Z][\w'’&/-]{0,40}(?:\.(?=[A-Z])[\w.-]{1,20})?"
)
_CAPITALISED_RUN = re.compile(
    r"[A-Z](?<!\w.)(?:(?:r|j|rof|H)?\. (?=[A-Z]))*[\w.'’&/-]{0,40}(?<![.'’&/-])"
    r"(?: \([A-Z][\w& -]{1,20}\)"
    rf"| (?:(?:bin|binti|van|de|al) )?(?:[A-Z]\. )?{_CAPITAL}){{0,15}}"
)
_ACRONYM = re.compile(r"\(([A-Z][\w&-]{1,11})\)")
_NICKNAME_SIGNS = ("alias", "sapa", "dipanggil")
_NICKNAMED = re.compile(r"\b(?:alias|sapaan|disapa|dipanggil)(?: akrab(?:nya)?)?(?= [A-Z])")
_NAME_BEFORE = re.compile(rf"((?>{_CAPITAL}(?: {_CAPITAL}){{0,15}}))[^.\nA-Z]{{0,20}}$")
_NAME_BEHIND = re.compile(rf" ({_CAPITAL}(?: {_CAPITAL})*)")
# A name behind one of these words is not the subject of the sentence.
_NOT_SUBJECT = frozenset(
    """
    agar supaya bahwa di ke dari pada kepada dengan bersama oleh untuk seperti melawan antara
    saat terhadap
    tentang soal dan ketika dalam atas sebagai yang terkait menanggapi mengutip dikutip
    dilansir usai setelah sebelum karena jika selain sejak milik
    """.split()
)
# A name with a verb behind it is the subject: Budi (34) juga memuji ….
_FOLLOWED_BY_VERB = re.compile(
    rf"(?: \([^()]{{1,30}}\),?)?(?:[ ,]{{1,2}}(?:{ADVERBS})\b)*+ (?:{VERB})\b"
)
# The first words of Balinese names: I Wayan, Ni Luh, Ida Bagus.
_BALINESE = (["I"], ["Ni"], ["Ida"])
# A line that links to another article; the people in its headline are not of this one.
_READ_ALSO_LINE = re.compile(
    r"(?:(?<=\n)|^)(?:Baca|BACA|Simak|Lihat)(?: [Jj]uga| JUGA| [Pp]ula)?\s?:[^\n]*"
)
# A sentence that gives a reason or an example introduces no new speaker.
_OPENS_REASON = re.compile(r"(?:Sebab|Karena|Pasalnya|Padahal|Apalagi|Terlebih|Misalnya)\b")
_BRACKETED_NICKNAME = re.compile(r" \(([A-Z][a-z]{2,20})\)")
# What may stand between a sentence and the quotation right behind it.
_BEFORE_QUOTATION = " \n.:\"“”„«'‘’"
# How far into its sentence a subject may stand, and how far before a name its role may begin.
_MAX_SUBJECT_CHARS = 90
_MAX_ROLE_CHARS = 130
_MAX_ROLE_WORDS = 14
_MAX_PLAIN_ROLE_WORDS = 4
_MAX_NAME_WORDS = 5
# How many people of one name, and subjects back, are looked at; keeps the time linear.
_MAX_NAMESAKES = 20
_MAX_SUBJECTS = 40
# A role before a name does not reach over one of these.
_ROLE_BORDER = re.compile(r"[.\n;:(\x00–—]| -")


@dataclass(slots=True, eq=False)
class Entity:
    """Somebody the article names: the longest form of the name, the role, the first statement."""

    name: str
    words: frozenset[str]
    role: str = ""
    speaks_from: int | None = None

    def spoke_before(self, position: int) -> bool:
        """Return whether a statement before `position` names this speaker."""
        return self.speaks_from is not None and self.speaks_from < position

    def trim_role_prefix(self, short: str) -> None:
        """Move what precedes `short`, the name used later, from the name to the role.

        After "Manajer Pasar Kramat Bagas Waskita" the article says "Bagas": "Pasar Kramat" then
        belongs to the role. When nothing follows `short` in the name, it is a surname, and the name
        stays as it is.
        """
        before, found, after = f" {self.name} ".partition(f" {short} ")
        certain = (
            self.role.rsplit(" ", 1)[-1].lower() in RANKS or before.split(" ", 2)[1:2] in _BALINESE
        )
        if self.role and not certain and found and before.strip() and after.strip():
            self.role = f"{self.role} {before.strip()}"
            self.name = f"{short} {after.strip()}"


class SentenceSubject(NamedTuple):
    """The subject of a sentence that ends at `last`, named at `[start:end]`."""

    start: int
    end: int
    last: int
    entity: Entity

    def is_likely_speaker(self, text: str, position: int) -> bool:
        """Return whether the sentence is the one before `position` and a verb follows the name."""
        if text[self.last : position].strip(_BEFORE_QUOTATION):
            return False
        named = bool(self.entity.role) or len(self.entity.words) > 1
        return named and bool(
            _FOLLOWED_BY_VERB.match(text, skip_degrees(text, self.end, self.last), self.last)
        )


class MentionIndex:
    """Everybody an article names, found by the words of the name, by office or by position."""

    def __init__(self, text: str, sentences: Sentences) -> None:
        self.entities: list[Entity] = []
        self._by_name: dict[str, Entity] = {}
        self._by_word: dict[str, list[Entity]] = {}
        self._acronyms: dict[str, str] = {}
        self._subjects: list[SentenceSubject] = []
        self._organisations: dict[str, str] = {}
        self._bigrams: dict[str, str] = {}
        text = _READ_ALSO_LINE.sub(lambda line: MASK * len(line.group()), text)
        runs = [*_drop_sentence_initial(list(_read_runs(text)), sentences), None]
        for this, following in pairwise(runs):
            if this and not (following and _apposition_names_holder(text, this, following)):
                self._add_run(text, sentences, *this)
        self._add_nicknames(text)

    def _add_run(self, text: str, sentences: Sentences, start: int, person: Person) -> None:
        """Add the person or organisation that a run of capitalised words from `start` names."""
        if person.kind == "name":
            entity = self.add(person)
            if not entity.role and len(entity.words) > 1:
                entity.role = _find_role(text, start, person.end)
            self._note_subject(text, sentences, start, entity, person.end)
        elif person.kind == "organisation":
            acronym = _ACRONYM.search(person.name)
            self._organisations[person.name.split(" ", 1)[0].lower()] = person.name
            self._remember_bigram(person.name)
            if acronym:
                self._acronyms.setdefault(acronym.group(1), person.name)

    def _note_subject(
        self, text: str, sentences: Sentences, start: int, entity: Entity, end: int
    ) -> None:
        """Remember the first name of a sentence, if it can be the subject."""
        first, last = sentences.sentence_at(start)
        if start - first > _MAX_SUBJECT_CHARS or (
            self._subjects and self._subjects[-1].start >= first
        ):
            return
        if _OPENS_REASON.match(text, first):
            return
        before = text[first:start].rsplit(",", 1)[-1].lower().split()
        opener = text[start : start + 20].split(" ", 1)[0]
        if opener.lower() in _NOT_SUBJECT or not _NOT_SUBJECT.isdisjoint(before):
            return
        self._subjects.append(SentenceSubject(start, end, last, entity))

    def _remember_bigram(self, run: str) -> None:
        """Remember the last two words of a run: "Juan Mata" of "Manchester United Juan Mata"."""
        words = run.split()
        if len(words) > 1 and all(map(is_name_word, words[-2:])):
            self._bigrams.setdefault(words[-1], " ".join(words[-2:]))
            self._bigrams.setdefault(words[-2], " ".join(words[-2:]))

    def _add_nicknames(self, text: str) -> None:
        """Add nicknames (Yati, sapaan akrab Sri Haryati) to the people who have them."""
        for match in _BRACKETED_NICKNAME.finditer(text):
            short = match.group(1)
            before = _NAME_BEFORE.search(
                text, max(0, match.start() - _MAX_ROLE_CHARS), match.start()
            )
            entity = self.find(before.group(1)) if before else None
            if entity and any(word.startswith(short[:2]) for word in entity.words):
                self._by_name[short] = entity
        if not any(sign in text for sign in _NICKNAME_SIGNS):
            return
        for match in _NICKNAMED.finditer(text):
            before = _NAME_BEFORE.search(
                text, max(0, match.start() - _MAX_ROLE_CHARS), match.start()
            )
            after = _NAME_BEHIND.match(text, match.end())
            names = [found.group(1) for found in (before, after) if found]
            bearers = [entity for entity in map(self.find, names) if entity]
            for name in names:
                if bearers:
                    entity = max(bearers, key=lambda bearer: len(bearer.name))
                    self._by_name[name] = entity

    def find(self, name: str) -> Entity | None:
        """Return the person whose name has all words of `name`, or only words of it."""
        if name in self._by_name:
            return self._by_name[name]
        words = frozenset(name.split())
        for word in name.split():
            for entity in self._by_word.get(word, [])[:_MAX_NAMESAKES]:
                if entity.words <= words or words <= entity.words:
                    return entity
        return None

    def add(self, person: Person) -> Entity:
        """Add a person named in the text; a longer form of a name replaces a shorter one."""
        entity = self.find(person.name)
        if entity is None:
            entity = Entity(person.name, frozenset(person.name.split()))
            self.entities.append(entity)
        elif len(entity.name) < len(person.name) and person.name.count(" ") < _MAX_NAME_WORDS:
            entity.name, entity.words = person.name, frozenset(person.name.split())
        if len(entity.role) < len(person.role):
            entity.role = person.role
        if person.name not in self._by_name:
            self._by_name[person.name] = entity
            for word in person.name.split():
                listed = self._by_word.setdefault(word, [])
                if entity not in listed[:_MAX_NAMESAKES]:
                    listed.append(entity)
        return entity

    def find_by_office(self, office: str) -> Entity | None:
        """Return the person in this office, by its first words; "Menag" finds a "Menteri Agama"."""
        if office.lower() in GROUPS:
            return None
        words = (OFFICE_SHORT.get(word, word) for word in office.lower().split())
        wanted = " ".join(words)
        return next((p for p in self.entities if p.role.lower().startswith(wanted)), None) or next(
            (p for p in self.entities if f" {wanted}" in p.role.lower()), None
        )

    def expand_acronym(self, name: str) -> str:
        """Return the full name of the organisation with this acronym, or `name` itself."""
        return self._acronyms.get(name, name)

    def organisation_by_noun(self, noun: str) -> str | None:
        """Return the organisation named last whose name begins with `noun`: kementerian, komisi."""
        return self._organisations.get(noun.lower())

    def two_word_name(self, name: str) -> str:
        """Return the two-word name that contains `name`, if a run of capitals ends with it."""
        return self._bigrams.get(name, name)

    def subjects_before(self, position: int, since: int) -> Iterator[SentenceSubject]:
        """Yield the subjects of the sentences between `since` and `position`, the latest first."""
        index = bisect_left(self._subjects, position, key=lambda subject: subject.start)
        first = max(0, index - _MAX_SUBJECTS)
        while index > first and self._subjects[index - 1].start > since:
            index -= 1
            yield self._subjects[index]


def _read_runs(text: str) -> Iterator[tuple[int, Person]]:
    """Yield each run of capitalised words, without sentence openers, and whom it names."""
    for run in _CAPITALISED_RUN.finditer(text):
        start, end = run.span()
        while start < end:
            space = text.find(" ", start, end)
            stop = space if space >= 0 else end
            if text[start:stop].lower() not in OPENERS:
                yield run.start(), split_role(text, start, end)
                break
            start = stop + 1


def _drop_sentence_initial(
    runs: list[tuple[int, Person]], sentences: Sentences
) -> Iterator[tuple[int, Person]]:
    """Yield the runs without lone words that have a capital only at the start of a sentence."""
    lone = [" " not in person.name and sentences.is_start(person.start) for _, person in runs]
    inside = {
        word
        for (_, person), alone in zip(runs, lone, strict=True)
        if not alone
        for word in person.name.split()
    }
    for run, alone in zip(runs, lone, strict=True):
        if not alone or run[1].name in inside:
            yield run


def _apposition_names_holder(
    text: str, this: tuple[int, Person], following: tuple[int, Person]
) -> bool:
    """Return whether the next run names the holder of this office: Ketua Asosiasi Kopi, Bahar."""
    person, other = this[1], following[1]
    return (
        bool(person.role)
        and other.kind == "name"
        and not other.role
        and text[person.end : other.start] == ", "
        and not text.startswith((", ", " dan", " serta"), other.end)
    )


def _find_role(text: str, start: int, end: int) -> str:
    """Return the role written before a name (pelatih Persija, X) or after it, if there is one."""
    if text.startswith(", ", end):
        after = noun_phrase_at(text, end + 2)
        if after.split(" ", 1)[0].lower() in ROLE_HEADS:
            return after
    before = _ROLE_BORDER.split(text[max(0, start - _MAX_ROLE_CHARS) : start])[-1]
    apposed = before.endswith(", ")
    words = before.rstrip(" ,").rsplit(",", 1)[-1].split()[-_MAX_ROLE_WORDS:]
    for index, word in enumerate(words):
        if word.lower() in ROLE_HEADS:
            role = words[index:]
            plain = len(role) <= _MAX_PLAIN_ROLE_WORDS and all(map(str.islower, role[1:]))
            if apposed or (plain and _NOT_SUBJECT.isdisjoint(role)):
                return " ".join(role)
            return ""
    return ""
