"""Reversible cleaning of body text: every change is recorded beside the text."""

import html
import re

from newscrawler.items import Cleaning

_QUOTES = dict.fromkeys("“”„‟″＂〝〞「」『』", '"') | dict.fromkeys("‘’‚‛′´＇", "'")
_MARKS = dict(zip("，：；．。！？（）", ",:;..!?()", strict=True))
"""Full-width marks, which hold the space after them."""
_FOLDED = _QUOTES | _MARKS
_SPACED_MARK = rf"[，：；](?=[^\W\d]|[{''.join(_QUOTES)}\"']\w)|[．。！？](?=[^\W\d])|）(?=\w)"
# Entities that were escaped twice stand in the text as they are written.
_ENTITY = r"&(?:quot|apos|amp|nbsp|[lr]dquo|[lr]squo|[nm]dash|hellip|#0?39|#34|#82(?:1[67]|2[01]));"
# Zero-width and direction marks, soft hyphens, control characters: nothing a reader sees.
# A joiner after a letter of another script or an emoji shapes what is seen.
_INVISIBLE = (
    "\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f"
)
_SIGN_OFF = (
    r"\(\*+\)|\([A-Z]-\d{1,2}\)|\[[a-z]{2,6}(?:/[a-z]{2,10}){0,3}\]"
    r"|\((?!(?:km|dan|m|rt)/)[a-z]{2,6}(?:/[a-z]{2,10}){1,3}\)"
)
_JOINER = r"(?<![^\x00-\u02ff\u2000-\u206f])[\u200c\u200d]"
_HIDDEN = re.compile(rf"(?:[{_INVISIBLE}]|{_JOINER})+")
_CHARACTERS = re.compile(
    rf"[{''.join(_QUOTES)}]|(?P<spaced>{_SPACED_MARK})|[{''.join(_MARKS)}]|{_ENTITY}|{_HIDDEN.pattern}"
)
_FIRST_CHARACTER = re.compile(rf"[{''.join(_FOLDED)}&{_INVISIBLE}\u200c\u200d]")
_CHANGED = re.compile(rf"{_CHARACTERS.pattern}|\s{{0,9}}(?:{_SIGN_OFF})\s*$")


def clean_text(raw: str) -> tuple[str, list[Cleaning]]:
    """Return `raw` with straight quotes, without invisible characters and closing initials.

    Quotation marks and full-width marks are folded because quotes are found, compared and searched
    by them. Each cleaning says what stood where, so that `restore_text` gives back the text of the
    page.

    >>> clean_text("Harga naik. (abc/def)")
    ('Harga naik.', [Cleaning(start=11, end=11, raw=' (abc/def)')])
    """
    # To look for initials at every character takes longer than all else that is done to a line.
    may_be_signed = raw.rstrip().endswith((")", "]"))
    if not may_be_signed and not _FIRST_CHARACTER.search(raw):
        return raw, []
    pieces, cleanings = [], []
    size = last = 0
    for match in (_CHANGED if may_be_signed else _CHARACTERS).finditer(raw):
        clean = html.unescape(match[0]) if match[0].startswith("&") else ""
        clean = _FOLDED.get(clean or match[0], clean) + " " * bool(match["spaced"])
        pieces += [raw[last : match.start()], clean]
        start = size + match.start() - last
        size = start + len(clean)
        last = match.end()
        cleanings.append(Cleaning(start, size, match[0]))
    if not cleanings:
        return raw, []
    return "".join(pieces) + raw[last:], cleanings


def remove_invisible(text: str) -> str:
    """Return `text` without characters that no reader sees.

    >>> remove_invisible("Cire\u00admai")
    'Ciremai'
    """
    return text if text.isascii() and text.isprintable() else _HIDDEN.sub("", text)


def restore_text(clean: str, cleanings: list[Cleaning]) -> str:
    """Return the text as it stood on the page, from the cleaned text and its cleanings."""
    pieces, last = [], 0
    for cleaning in cleanings:
        pieces += [clean[last : cleaning.start], cleaning.raw]
        last = cleaning.end
    return "".join([*pieces, clean[last:]])


def cleaned_offset(offset: int, cleanings: list[Cleaning]) -> int:
    """Return the offset in the cleaned text of what stands at `offset` in the raw text."""
    shift = 0
    for cleaning in cleanings:
        if cleaning.start + shift >= offset:
            break
        shift += len(cleaning.raw) - (cleaning.end - cleaning.start)
    return offset - shift
