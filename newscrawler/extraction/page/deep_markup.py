"""Markup that is nested too deeply for the parser, as unclosed tags make it."""

from collections import Counter
from html.parser import HTMLParser

from newscrawler.extraction.page.elements import INLINE_TAGS

MAX_DEPTH = 200
_VOID_TAGS = frozenset("area base br col embed hr img input link meta source track wbr".split())
"""Elements without an end tag (WHATWG HTML, 13.1.2)."""
_RAW_TEXT_TAGS = frozenset(("script", "style"))
_IMPLIED_END_TAGS = frozenset(("p", "html", "head", "body"))
"""Elements whose end tags are left out on good pages, too (13.1.2.4)."""
_PARAGRAPH = "<p>"


def flatten(text: str) -> str:
    """Return the HTML in `text` with what is nested too deeply made flat: no text is lost.

    Of elements that are never closed, and of those deeper than `MAX_DEPTH`, inline ones leave their
    text only, and any other begins a paragraph.

    >>> flatten("<div>Warga <b>datang<div>Mereka</div>")
    '<p>Warga datang<div>Mereka</div>'
    """
    flattener = _Flattener()
    flattener.feed(text)
    flattener.close()
    flattener.leave_all()
    return "".join(flattener.written)


class _Flattener(HTMLParser):
    """Writes what it reads; `open` has each open element, and where its tag was written."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.written: list[str] = []
        self.open: list[tuple[str, int | None]] = []
        self.counts: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """Write a tag, or what stands for it so deep."""
        raw = self.get_starttag_text() or ""
        if tag in _VOID_TAGS or tag in _RAW_TEXT_TAGS:
            self.written.append(raw)
            return
        if self.open and self.open[-1][0] == "p" and tag not in INLINE_TAGS:
            self._leave("p")  # such a tag ends an open paragraph (13.2.6.4.7)
        is_deep = len(self.open) >= MAX_DEPTH
        self.open.append((tag, None if is_deep else len(self.written)))
        self.counts[tag] += 1
        self._write(_break_of(tag) if is_deep else raw)

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        """Take `<div/>` for `<div>`, as browsers do."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Write the end of an element that is open."""
        if tag in _RAW_TEXT_TAGS:
            self.written.append(f"</{tag}>")
        elif self.counts[tag]:
            place = self._leave(tag)
            self._write(_break_of(tag) if place is None else f"</{tag}>")

    def handle_data(self, data: str) -> None:
        """Write text; a bracket that began no tag must begin none with what comes next."""
        self.written.append(data if self.cdata_elem else data.replace("<", "&lt;"))

    def handle_entityref(self, name: str) -> None:
        """Write a character reference by name."""
        self.written.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        """Write a character reference by number."""
        self.written.append(f"&#{name};")

    def leave_all(self) -> None:
        """Leave what is open at the end of the page."""
        while self.open:
            self._drop(*self.open.pop())

    def _leave(self, tag: str) -> int | None:
        """Leave the innermost element `tag`, and those in it; return where its tag is written."""
        while (last := self.open.pop())[0] != tag:
            self.counts[last[0]] -= 1
            self._drop(*last)
        self.counts[tag] -= 1
        return last[1]

    def _drop(self, tag: str, place: int | None) -> None:
        if place is not None and tag not in _IMPLIED_END_TAGS:
            self.written[place] = _break_of(tag)

    def _write(self, tag: str) -> None:
        if tag != _PARAGRAPH or not self.written or self.written[-1] != _PARAGRAPH:
            self.written.append(tag)


def _break_of(tag: str) -> str:
    return "" if tag in INLINE_TAGS else _PARAGRAPH
