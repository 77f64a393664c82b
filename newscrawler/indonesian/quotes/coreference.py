"""Who the speakers are: short names, offices, pronouns and clitics led back to full names."""

import re
from typing import NamedTuple

from newscrawler.indonesian.quotes.direct_speech import Statement
from newscrawler.indonesian.quotes.mentions import Cast, Known

# A report speaks for whoever made it.
_FINDINGS = frozenset("laporan hasil survei data riset studi penelitian".split())
_FINDINGS_OF = re.compile(r"^(?:.* (?:dari|oleh|milik) |(?:(?:Hasil|Survei|Laporan|[a-z]+) )+)")
_POINTING = (" itu", " ini", " tersebut")


class Speaker(NamedTuple):
    """Who makes a statement: the longest form of the name, or the description, and the role."""

    full: str = ""
    role: str = ""
    is_person: bool = False


def _of(known: Known) -> Speaker:
    return Speaker(known.name, known.role, is_person=True)


def resolve(text: str, statements: list[Statement], cast: Cast) -> list[Speaker]:
    """Give the speaker of each statement, in text order; an empty one where none is known."""
    named = _named(statements, cast)
    discourse = _Discourse(text, cast, next((known for known in named if known), None))
    return [
        discourse.next(statement, known) for statement, known in zip(statements, named, strict=True)
    ]


def _named(statements: list[Statement], cast: Cast) -> list[Known | None]:
    """Find the person each statement names by name or office, None where it does not."""
    named: list[Known | None] = [None] * len(statements)
    offices: list[int] = []
    for index, statement in enumerate(statements):
        speaker = statement.speaker
        if speaker and speaker.kind == "name":
            known = named[index] = cast.add(speaker)
            known.begin_at(speaker.name)
            known.name = cast.name_in_run(known.name)
            known.speaks_from = min(known.speaks_from or statement.start, statement.start)
        elif speaker and speaker.kind == "office" and not speaker.name.endswith(_POINTING):
            offices.append(index)
    for index in offices:  # only now are all roles known
        speaker = statements[index].speaker
        holder = named[index] = cast.holder(speaker.name) if speaker else None
        if holder:
            position = statements[index].start
            holder.speaks_from = min(holder.speaks_from or position, position)
    return named


class _Discourse:
    """Follows the statements of one article and remembers who spoke last."""

    def __init__(self, text: str, cast: Cast, first: Known | None) -> None:
        self.text = text
        self.cast = cast
        self.first = first
        self.last = Speaker()
        self.person = Speaker()
        self.group = Speaker()
        self.described: dict[str, Speaker] = {}
        self.asker = Speaker()
        self.since = -1

    def next(self, statement: Statement, known: Known | None) -> Speaker:
        """Give the speaker of the next statement in text order."""
        if statement.kind == "scare":
            return Speaker()
        if statement.speaker is None and self.asker.full and self.text[statement.end - 1] == "?":
            return self.asker
        answer = _of(known) if known else self._unnamed(statement)
        if statement.cue and self.text[slice(*statement.cue)].lower().startswith("tanya"):
            self.asker = answer
        if answer.is_person:
            self.person = answer
        elif answer.full:
            self.group = answer
            self.described[answer.full.rsplit(" ", 1)[-1].lower()] = answer
        if answer.full:
            self.last, self.since = answer, statement.end
            # A body that only reports does not take the floor from a person.
            if not answer.is_person and statement.kind == "indirect" and self.person.full:
                self.last = self.person
        return answer

    def _unnamed(self, statement: Statement) -> Speaker:
        speaker = statement.speaker
        if speaker and speaker.kind in ("handle", "body"):
            return self._described(self.cast.body(speaker.name))
        if speaker and speaker.name.lower() == "mereka" and self.group.full:
            return self.group
        if speaker and speaker.kind in ("phrase", "office"):
            if speaker.name.endswith(_POINTING):
                return self._pointed_at(statement, speaker.name)
            return self._described(speaker.name)
        return self._spoken_of(statement)

    def _pointed_at(self, statement: Statement, name: str) -> Speaker:
        """Resolve sumber tersebut, kementerian itu: what bears the noun, else who is spoken of."""
        noun = name.rsplit(" ", 2)[-2].lower()
        body = self.cast.body_called(noun)
        bearer = self.described.get(noun) or (Speaker(body) if body else self._spoken_of(statement))
        return bearer if bearer.full else Speaker(name)

    def _described(self, name: str) -> Speaker:
        """Resolve sang pelatih, si ibu: whoever holds the office, or else the words themselves."""
        first, _, rest = name.partition(" ")
        if first.lower() in _FINDINGS:
            return Speaker(_FINDINGS_OF.sub("", name) or name)
        known = self.cast.holder(rest) if first.lower() in ("sang", "si") and rest else None
        return _of(known) if known else Speaker(name)

    def _spoken_of(self, statement: Statement) -> Speaker:
        """Find whoever the sentences since the last statement are about, else the last speaker."""
        topics = list(self.cast.topics_before(statement.start, self.since))
        for topic in topics:
            known = topic.known
            newly_named = not self.last.full and (known.role or " " in known.name)
            spoke = known.spoke_before(statement.start)
            if spoke or newly_named or topic.takes_floor(self.text, statement.start):
                return _of(known)
        if self.last.full:
            return self.last
        anybody = self.first or (topics[0].known if topics else None)
        return _of(anybody) if anybody else Speaker()
