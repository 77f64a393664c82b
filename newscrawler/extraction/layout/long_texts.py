"""The long texts of a page, and how many of them a body took: what a reading may have left out.

They count whatever their tags and names say, unlike where a page is read into lines.
"""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import islice

from lxml.etree import XPath, _Element

from newscrawler.extraction.page.elements import INLINE_TAGS, SILENT_TAGS
from newscrawler.extraction.page.text import LONG_TEXT_CHARS, fold_whitespace, is_sentence

_LONG_TEXTS = XPath(
    f"//text()[string-length() > {LONG_TEXT_CHARS}"
    " and not(parent::script or parent::style or parent::title)]"
)
_MAX_STEPS = 6
"""How deep in the surroundings of a body one of its paragraphs may stand."""
_MAX_INLINE_STEPS = 4
"""How deep in its block a text may stand inside links, bold type and the like."""
LongText = tuple[str, Sequence[_Element]]
_SIDE_TAGS = frozenset(("a", "button", "figcaption", "form", "li", "nav"))
"""Around a text that continues no other."""


@dataclass(frozen=True)
class LongTexts:
    """The long texts of a page: their characters, and how many of these a body took.

    `has_neighbors` says whether a sentence that the body left out stands right before it, right
    after it or between its lines.
    """

    size: int
    inside: int
    taken: int
    has_neighbors: bool

    @property
    def share(self) -> float:
        """How much of the long texts the body took; 1 where there are none."""
        return self.taken / self.size if self.size else 1.0

    @property
    def share_inside(self) -> float:
        """How much of the long texts of its container the body took, at most; 1 without any."""
        return self.taken / self.inside if self.inside else 1.0


def measure_long_texts(
    texts: Sequence[LongText],
    container: _Element,
    around: _Element,
    blocks: AbstractSet[_Element],
    skipped: AbstractSet[_Element],
) -> LongTexts:
    """Return what a page with these `texts` holds against a body of `blocks` below `container`.

    Its neighbors stand below `around`, and not in those of `skipped`, which are known to be none.
    """
    styles = {_style(block) for block in blocks}
    size = inside = taken = 0
    found: list[bool | None] = []  # whether each is taken; None where it can be no neighbor
    for text, above in texts:
        size += len(text)
        inside += len(text) * (container in above)
        if not blocks.isdisjoint(above[: _MAX_INLINE_STEPS + 1]):
            taken += len(text)
            found.append(True)
        else:
            is_near = around in above and skipped.isdisjoint(above)
            found.append(False if is_near and _is_paragraph(text, above, styles) else None)
    return LongTexts(size, inside, taken, taken > 0 and False in _with_neighbors(found))


def _with_neighbors(found: Sequence[bool | None]) -> Sequence[bool | None]:
    """Return `found` from right before the first text that was taken to right after the last."""
    first = found.index(True)
    last = len(found) - found[::-1].index(True)
    return found[max(first - 1, 0) : last + 1]


def find_long_texts(root: _Element) -> Iterator[LongText]:
    """Yield each long text of the page with the elements around it, the nearest first."""
    for text in _LONG_TEXTS(root):
        element = text.getparent()
        holder = element.getparent() if text.is_tail else element
        if holder.tag not in SILENT_TAGS and not text.isspace():
            yield text, [holder, *islice(holder.iterancestors(), _MAX_STEPS)]


def _is_paragraph(text: str, above: Sequence[_Element], styles: AbstractSet[object]) -> bool:
    """Return whether `text` is a sentence, in a block of one of `styles` and in no link or menu."""
    block = next((each for each in above if each.tag not in INLINE_TAGS), None)
    if block is None or _style(block) not in styles or not is_sentence(fold_whitespace(text)):
        return False
    return not any(e.tag in _SIDE_TAGS or _is_footer_of_page(e) for e in above if e is not block)


def _style(block: _Element) -> object:
    return block.tag, block.get("class")


def _is_footer_of_page(element: _Element) -> bool:
    return element.tag == "footer" and next(element.iterancestors("article"), None) is None
