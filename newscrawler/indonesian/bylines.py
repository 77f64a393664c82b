"""The names in a byline: without the words before them, and each author apart."""

import re
from collections.abc import Iterator, Sequence

from newscrawler.indonesian.boilerplate import is_author_role, is_editor_role, read_credits
from newscrawler.indonesian.names import is_degree, is_name_word

_PREFIX = re.compile(
    r"^\W*(?:(?:ditulis|dilaporkan|disusun|diliput|diunggah|dipublikasikan) oleh|oleh"
    r"|(?:written|words|story|text|post(?:ed)?|publish(?:ed)?|report(?:ed|ing)?|article)? ?by"
    r"|(?:nama )?(?:penulis|author|writer|reporter|pewarta|jurnalis|wartawan)|laporan|rep|teks"
    r"|naskah)\s?[:\-–]?\s(?=\w)",
    re.IGNORECASE,
)
_POST = re.compile(
    r"^\W*(?:kontributor|wartawan|reporter|jurnalis)\s[^,:]{2,40}[,:]\s*", re.IGNORECASE
)
"""Where somebody is posted: "Kontributor Bandung, …"."""
_OTHER_ROLE = re.compile(
    r"^\W*(?:editor|penyunting|redaktur|edited|disunting|(?:medically |fact[ -]?)?(?:reviewed"
    r"|checked)|photo|foto(?:grafer)?|translated|diterjemahkan|illustrat)[\w ]{0,20}?"
    r"(?:by|oleh|:)(?:\s|$)",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s?(?:\([^()]{1,60}\)|<?[\w.+-]{1,60}@[\w.-]{1,60}>?|\s[-–—]\s.{1,60}|,?\s(?:pada|on)\s.{0,12}\d.{0,60}"
    r"|,?\s?(?:\w{3,6}day,?\s|senin,?\s|selasa,?\s|rabu,?\s|kamis,?\s|jum'?at,?\s|sabtu,?\s|minggu,?\s)?"
    r"(?:\d{1,2}[ /.-]\w{2,10}[ /.-]\d{2,4}|[a-z]{3,9}\.? \d{1,2},? \d{4}).{0,60})$",
    re.IGNORECASE,
)
"""What may stand behind a name: a remark, an address, an outlet, a date."""
_AND = re.compile(r"\s?[;|•·]\s?|,?\s(?:dan|and|serta|&|bersama|/)\s|\s?&\s?", re.IGNORECASE)
_COMMA = re.compile(r"\s?,\s?")
_HONORIFIC = re.compile(r"^(?:(?:prof|dr|drs|dra|ir|hj?|kh|mr|mrs|ms)\b\.?\s*)+", re.IGNORECASE)
_LETTERS = re.compile(
    r"(?:[A-Z]\.?){2,5}|[A-Z]{1,3}[a-z]{0,2}\.?[A-Z]?\.?|Jr\.?|Sr\.?|E-RYT.{0,5}|CEPF®"
)
"""A title behind an English name: "MD", "PhD", "Jr.", "CFP"."""
_MAX_NAME_WORDS = 5
_NOT_NAMES = frozenset(
    "by oleh news editor editors redaksi redaktur admin administrator tim team staff desk facebook"
    " twitter instagram google youtube tiktok linkedin pinterest diperbarui diterbitkan"
    " dipublikasikan tanggal ikuti follow share author authors written writer updated published"
    " reviewed edited posted medically checked view full profile text size small medium large guest"
    " columnist columnists contributor contributors expert reporter correspondent about read more"
    " bio latest comments subscribe newsletter penulis pewarta jurnalis wartawan kontributor"
    " liputan minutes min articles socials disclosure disclaimer process policy editorial"
    " categories category uncategorized".split()
)
_WEEKDAYS = frozenset(
    "senin selasa rabu kamis jumat jum'at sabtu minggu sen sel rab kam jum sab min monday tuesday"
    " wednesday thursday friday saturday sunday mon tue tues wed thu thurs fri sat sun".split()
)
_PARTICLES = frozenset("van von der den de da dos del di la el bin binti al ibn".split())
_GLUED = re.compile(r"(?!Mac)\w*[a-z]{3}[A-Z]")
"""Two words without a space between them; "McAdams" and "MacDonald" are names."""
_INNER_DOT = re.compile(r"\w\w\.\w\w")


def author_names(text: str) -> list[str]:
    """Return the authors that a byline names; the text itself where it is no list of names.

    >>> author_names("Penulis: Rina Wati | Editor: Budi Santoso")
    ['Rina Wati']
    >>> author_names("Oleh Siti Aminah, S.Pd., M.Pd. dan BUDI SANTOSO")
    ['Siti Aminah, S.Pd., M.Pd.', 'BUDI SANTOSO']
    >>> author_names("Redaksi Kabar Lereng")
    ['Redaksi Kabar Lereng']
    """
    credits = read_credits(text)
    written = [credit.name for credit in credits if is_author_role(credit.role)]
    if written:
        return [name for name in written if name == written[0] or is_name(name)]
    if credits:  # the author may stand before the first role: "Rina Wati, Editor: …"
        text = text[: text.find(credits[0].role)].strip(" ,;|-–/")
    if not text or names_other_role(text):
        return []
    bare = _TAIL.sub("", _POST.sub("", _PREFIX.sub("", text))).strip(" ,;|")
    if bare.endswith(":") or ": " in bare:  # a label of something else
        return []
    return list(_split_names(bare)) or [bare or text.strip(" ,;|")]


def names_other_role(text: str) -> bool:
    """Return whether `text` begins by naming who edited, checked or illustrated the article.

    >>> names_other_role("Reviewed by Rina Wati"), names_other_role("By Rina Wati")
    (True, False)
    """
    return _OTHER_ROLE.match(text) is not None


def editor_names(text: str) -> list[str]:
    """Return the editors that a byline names: those with that role, or all names without any.

    >>> editor_names("Penulis: Rina Wati | Editor: Budi Santoso")
    ['Budi Santoso']
    """
    credits = read_credits(text)
    edited = [credit.name for credit in credits if is_editor_role(credit.role)]
    return edited or [credit.name for credit in credits] or [text.strip(" ,;|")]


def _split_names(text: str) -> Sequence[str]:
    """Return the names in `text`; empty when it does not begin with a person's name."""
    found: list[str] = []
    for number, part in enumerate(_AND.split(text)):
        names = list(_names_in_list(part))
        if number == 0 and not names:
            return ()
        found += names
    return found


def _names_in_list(text: str) -> Iterator[str]:
    """Yield the names between the commas of `text`, each with the degrees behind it."""
    name, *rest = _COMMA.split(text)
    if not is_name(_HONORIFIC.sub("", name)):
        return
    for part in rest:
        if is_degree(part) or _LETTERS.fullmatch(part):
            name = f"{name}, {part}"
        elif is_name(_HONORIFIC.sub("", part)):
            yield name
            name = part
    yield name


def is_name(text: str) -> bool:
    """Return whether `text` is a person's name as a byline prints it, and nothing else.

    >>> is_name("Dian Kartika"), is_name("DIAN KARTIKA"), is_name("Redaksi")
    (True, True, False)
    """
    words = text.split()
    if text.casefold() in _WEEKDAYS:
        return False
    if text.isupper() and len(words) > 1:
        words = [word.title() for word in words]
    if len(words) > 2:  # noqa: PLR2004 (a first name and a last name)
        words = [word for word in words if word not in _PARTICLES]
    return 0 < len(words) <= _MAX_NAME_WORDS and all(map(_is_byline_word, words))


def is_titled_name(text: str) -> bool:
    """Return whether `text` is a person's name, with or without titles before it, and no degree.

    >>> is_titled_name("Dr. Dian Kartika"), is_titled_name("M.Si.")
    (True, False)
    """
    return is_name(_HONORIFIC.sub("", text)) and not is_degree(text)


def _is_byline_word(word: str) -> bool:
    if word.casefold() in _NOT_NAMES or word.endswith(":") or _GLUED.match(word):
        return False
    is_initial = len(word.rstrip(".")) == 1 and word[0].isupper()
    return is_initial or (is_name_word(word) and not _INNER_DOT.search(word))
