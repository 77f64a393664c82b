"""Coreference: short names, offices, pronouns and clitics resolved to full names."""

import re
from typing import NamedTuple

from newscrawler.indonesian.quotes.direct_speech import Statement
from newscrawler.indonesian.quotes.mentions import Entity, MentionIndex

# A study speaks for whoever made it.
_STUDY_NOUNS = frozenset("laporan hasil survei data riset studi penelitian".split())
_STUDY_PREFIX = re.compile(r"^(?:.* (?:dari|oleh|milik) |(?:(?:Hasil|Survei|Laporan|[a-z]+) )+)")
_POINTING = (" itu", " ini", " tersebut")


class Speaker(NamedTuple):
    """The source of a statement: the longest form of the name, or a description, and the role."""

    full: str = ""
    role: str = ""
    is_person: bool = False


def _to_speaker(entity: Entity) -> Speaker:
    return Speaker(entity.name, entity.role, is_person=True)


def resolve_speakers(
    text: str, statements: list[Statement], mentions: MentionIndex
) -> list[Speaker]:
    """Return the speaker of each statement, in text order; an empty one where none is known."""
    named = _find_named_entities(statements, mentions)
    discourse = _Discourse(text, mentions, next((entity for entity in named if entity), None))
    return [
        discourse.resolve(statement, entity)
        for statement, entity in zip(statements, named, strict=True)
    ]


def _find_named_entities(
    statements: list[Statement], mentions: MentionIndex
) -> list[Entity | None]:
    """Return the person each statement names by name or office, None where it names nobody."""
    named: list[Entity | None] = [None] * len(statements)
    offices: list[int] = []
    for index, statement in enumerate(statements):
        speaker = statement.speaker
        if speaker and speaker.kind == "name":
            entity = named[index] = mentions.add(speaker)
            entity.trim_role_prefix(speaker.name)
            entity.name = mentions.two_word_name(entity.name)
            entity.speaks_from = min(entity.speaks_from or statement.start, statement.start)
        elif speaker and speaker.kind == "office" and not speaker.name.endswith(_POINTING):
            offices.append(index)
    for index in offices:  # the roles of all people are known only now
        speaker = statements[index].speaker
        holder = named[index] = mentions.find_by_office(speaker.name) if speaker else None
        if holder:
            position = statements[index].start
            holder.speaks_from = min(holder.speaks_from or position, position)
    return named


class _Discourse:
    """Follows the statements of one article and remembers who spoke last."""

    def __init__(self, text: str, mentions: MentionIndex, first: Entity | None) -> None:
        self.text = text
        self.mentions = mentions
        self.first_named = first
        self.last_speaker = Speaker()
        self.last_person = Speaker()
        self.last_group = Speaker()
        self.described: dict[str, Speaker] = {}
        self.last_asker = Speaker()
        self.last_statement_end = -1

    def resolve(self, statement: Statement, entity: Entity | None) -> Speaker:
        """Return the speaker of the next statement in text order."""
        if statement.kind == "scare":
            return Speaker()
        if (
            statement.speaker is None
            and self.last_asker.full
            and self.text[statement.end - 1] == "?"
        ):
            return self.last_asker
        answer = _to_speaker(entity) if entity else self._resolve_unnamed(statement)
        if statement.cue and self.text[slice(*statement.cue)].lower().startswith("tanya"):
            self.last_asker = answer
        if answer.is_person:
            self.last_person = answer
        elif answer.full:
            self.last_group = answer
            self.described[answer.full.rsplit(" ", 1)[-1].lower()] = answer
        if answer.full:
            self.last_speaker, self.last_statement_end = answer, statement.end
            # After an indirect statement of an organisation, a pronoun still means the last person.
            if not answer.is_person and statement.kind == "indirect" and self.last_person.full:
                self.last_speaker = self.last_person
        return answer

    def _resolve_unnamed(self, statement: Statement) -> Speaker:
        """Resolve a speaker who is described, pointed at, a pronoun or not mentioned."""
        speaker = statement.speaker
        if speaker and speaker.kind in ("handle", "organisation"):
            return self._resolve_description(self.mentions.expand_acronym(speaker.name))
        if speaker and speaker.name.lower() == "mereka" and self.last_group.full:
            return self.last_group
        if speaker and speaker.kind in ("phrase", "office"):
            if speaker.name.endswith(_POINTING):
                return self._resolve_demonstrative(statement, speaker.name)
            return self._resolve_description(speaker.name)
        return self._resolve_implicit(statement)

    def _resolve_demonstrative(self, statement: Statement, name: str) -> Speaker:
        """Resolve "sumber tersebut", "kementerian itu": a known source with that noun, if any."""
        noun = name.rsplit(" ", 2)[-2].lower()
        organisation = self.mentions.organisation_by_noun(noun)
        bearer = self.described.get(noun) or (
            Speaker(organisation) if organisation else self._resolve_implicit(statement)
        )
        return bearer if bearer.full else Speaker(name)

    def _resolve_description(self, name: str) -> Speaker:
        """Resolve "sang pelatih", "si ibu" to the holder of the office, else to the words."""
        first, _, rest = name.partition(" ")
        if first.lower() in _STUDY_NOUNS:
            return Speaker(_STUDY_PREFIX.sub("", name) or name)
        entity = (
            self.mentions.find_by_office(rest) if first.lower() in ("sang", "si") and rest else None
        )
        return _to_speaker(entity) if entity else Speaker(name)

    def _resolve_implicit(self, statement: Statement) -> Speaker:
        """Resolve to a subject of the sentences since the last statement, else the last speaker."""
        subjects = list(self.mentions.subjects_before(statement.start, self.last_statement_end))
        for subject in subjects:
            entity = subject.entity
            newly_named = not self.last_speaker.full and (entity.role or " " in entity.name)
            spoke = entity.spoke_before(statement.start)
            if spoke or newly_named or subject.is_likely_speaker(self.text, statement.start):
                return _to_speaker(entity)
        if self.last_speaker.full:
            return self.last_speaker
        anybody = self.first_named or (subjects[0].entity if subjects else None)
        return _to_speaker(anybody) if anybody else Speaker()
