"""What tells running text from the rest of a page: the numbers by which lines are scored.

Nothing here is a verdict. A page whose names say nothing is read by the rest.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, islice
from math import log2
from string import digits

from lxml.etree import _Element

from newscrawler.extraction.layout.element_places import (
    PLACE_FEATURES,
    FirstReading,
    Places,
    inherited,
)
from newscrawler.extraction.page.text_lines import Line, Lines
from newscrawler.indonesian.common_words import STOP_WORDS, addresses_reader

_BOX_TAGS = frozenset(("table", "ul", "ol", "dl"))
_TAG_CODES: Mapping[object, float] = {
    "p": 1, "h1": 2, "h2": 3, "h3": 4, "h4": 5, "h5": 5, "h6": 5, "li": 6, "td": 7, "th": 7,
    "dt": 8, "dd": 8, "blockquote": 9, "pre": 10, "figcaption": 11, "caption": 11, "button": 12,
    "div": 13, "section": 13,
}  # fmt: skip
_SENTENCE_ENDS = tuple(".!?:…\"”’'")
_MAX_DEPTH = 60
_ONE_LINE = (1, 0, 0, 1)
"""Sums, as of the lines below an element: characters, those in links, those of prose, lines."""
LINE_FEATURES = (
    "chars words link_share links ends_sentence marks digits capitals stop_words prose bold tag "
    "person hidden"
).split()
PAGE_FEATURES = (
    "position prose_position after_headline prose_before prose_after prose_near prose_around "
    "links_near center_side center_far repeated"
).split()
STYLE_FEATURES = ["style_share", "style_count"]
PARENT_FEATURES = (
    "parent_share outer_share outest_share parent_links outer_links parent_mean outer_mean "
    "up_to_center down_from_center"
).split()
BOX_FEATURES = "box_lines box_chars box_links box_prose box_before box_after".split()
_NO_BOX = (0.0,) * len(BOX_FEATURES)
WHOLE_FEATURES = ["page_lines", "page_prose", "center_share"]
_OF_NEIGHBOURS = ("chars", "link_share", "prose", "tag")
_NEIGHBOUR_COLUMNS = [LINE_FEATURES.index(name) for name in _OF_NEIGHBOURS]
_NO_NEIGHBOUR = (0.0, 0.0, 0.0, -1.0)
NEIGHBOUR_FEATURES = [
    f"{name}_{feature}"
    for name in ("before", "after", "second_before", "second_after")
    for feature in (*_OF_NEIGHBOURS, "shares_parent")
]
FEATURES = [
    *LINE_FEATURES,
    *PLACE_FEATURES,
    "taken",
    *PAGE_FEATURES,
    *STYLE_FEATURES,
    *PARENT_FEATURES,
    *BOX_FEATURES,
    *WHOLE_FEATURES,
    *NEIGHBOUR_FEATURES,
]


def line_features(
    lines: Lines, headline: _Element | None, first: FirstReading
) -> list[list[float]]:
    """Return the numbers named in `FEATURES` for each of `lines`, those of a whole page."""
    if not lines.all:
        return []
    own = [_own_features(line) for line in lines.all]
    page, places = _Page(lines, headline), Places(first)
    near = _neighbours(own, page.parents)
    rows = []
    for number, line in enumerate(lines.all):
        taken = float((line.block, line.text) in first.taken)
        place = places.of(line.block)
        rows.append([*own[number], *place, taken, *page.features(number), *near[number]])
    return rows


def _own_features(line: Line) -> list[float]:
    text, lowered = line.text, line.text.lower()
    words = text.split()
    count, size = len(words), len(text)
    return [
        log2(1 + size),
        float(min(count, 80)),
        line.link_share,
        float(min(len(line.links), 10)),
        float(text.endswith(_SENTENCE_ENDS)),
        (text.count(",") + text.count(".") + text.count(";")) / count,
        _count_digits(text) / size,
        sum([word[0].isupper() for word in words]) / count,
        sum(map(STOP_WORDS.__contains__, lowered.split())) / count,
        float(line.is_prose),
        float(line.bold),
        _TAG_CODES.get(line.block.tag, 0.0),
        float(addresses_reader(lowered)),
        float(line.hidden),
    ]


def _count_digits(text: str) -> int:
    return sum(map(text.count, digits) if text.isascii() else map(str.isdigit, text))


def _neighbours(
    own: Sequence[Sequence[float]], parents: Sequence[_Element | None]
) -> list[list[float]]:
    """Return what the lines around each one are, and whether they stand in the same element."""
    outside = (_NO_NEIGHBOUR, object())
    told = [tuple([row[column] for column in _NEIGHBOUR_COLUMNS]) for row in own]
    shown = [outside] * 2 + list(zip(told, parents, strict=True)) + [outside] * 2
    rows = []
    for second_before, before, (_, parent), after, second_after in zip(
        shown, shown[1:], shown[2:], shown[3:], shown[4:], strict=False
    ):
        row: list[float] = []
        for features, other in (before, after, second_before, second_after):
            row += features
            row.append(1.0 if other is parent else 0.0)
        rows.append(row)
    return rows


class _Page:
    """The sums over a page that the features of its lines are shares of.

    `parents` are the elements that the blocks of the lines stand in.
    """

    def __init__(self, lines: Lines, headline: _Element | None) -> None:
        self.lines, self.ranges = lines.all, lines.ranges
        self.count = len(lines.all)
        self.parents = [line.block.getparent() for line in lines.all]
        sizes = [len(line.text) for line in lines.all]
        linked = [line.linked_size for line in lines.all]
        prose = [size if line.is_prose else 0 for line, size in zip(lines.all, sizes, strict=True)]
        self.sizes = [0, *accumulate(sizes)]
        self.linked = [0, *accumulate(linked)]
        self.prose = [0, *accumulate(prose)]
        self.total = max(self.prose[-1], 1)
        self.texts = Counter(line.text for line in lines.all)
        self.nearest_before, self.nearest_after = _distances([size > 0 for size in prose])
        self.headline_number = 0 if headline is None else lines.line_range(headline).start
        direct = _sums_by_parent(self.parents, zip(sizes, linked, prose, strict=True))
        self.below = _sums_below(direct)
        inside = {parent: sums for parent, sums in direct.items() if parent is not None}
        self.center = max(inside, key=lambda parent: inside[parent][2], default=None)
        self.center_path = {each: far for far, each in enumerate(_with_ancestors(self.center))}
        at_center = [n for n, parent in enumerate(self.parents) if parent is self.center]
        self.center_range = (at_center[0], at_center[-1]) if inside else (0, 0)
        self.of_styles = self._style_features(prose)
        self.of_parents = {parent: self._parent_features(parent) for parent in direct}
        self.of_boxes: dict[_Element, Sequence[float]] = {}
        self.of_page = self._whole_features()

    def _style_features(self, prose: Sequence[int]) -> Mapping[object, Sequence[float]]:
        sizes, counts = Counter[object](), Counter[object]()
        for line, size in zip(self.lines, prose, strict=True):
            sizes[line.block_style] += size
            counts[line.block_style] += 1
        return {style: (sizes[style] / self.total, log2(counts[style])) for style in counts}

    def _parent_features(self, parent: _Element | None) -> Sequence[float]:
        above = islice(_with_ancestors(parent), 3)
        sums = [*(self.below[each] for each in above), *([_ONE_LINE] * 3)]
        return (
            sums[0][2] / self.total,
            sums[1][2] / self.total,
            sums[2][2] / self.total,
            sums[0][1] / max(sums[0][0], 1),
            sums[1][1] / max(sums[1][0], 1),
            log2(1 + sums[0][0] / sums[0][3]),
            log2(1 + sums[1][0] / sums[1][3]),
            *self._from_center(parent),
        )

    def _from_center(self, parent: _Element | None) -> tuple[float, float]:
        """Return the steps up from `parent` to an ancestor of the center, and down to the center.

        An element is an ancestor of its own here.
        """
        for steps, element in enumerate(islice(_with_ancestors(parent), _MAX_DEPTH)):
            if element in self.center_path:
                return float(min(steps, 15)), float(min(self.center_path[element], 15))
        return 15.0, 15.0

    def _whole_features(self) -> Sequence[float]:
        center_share = 0.0 if self.center is None else self.below[self.center][2] / self.total
        return log2(self.count), log2(self.total), center_share

    def features(self, number: int) -> list[float]:
        line = self.lines[number]
        first, last = self.center_range
        side = -1.0 if number < first else 1.0 if number > last else 0.0
        far = first - number if side < 0 else number - last if side else 0
        after = number - self.headline_number
        return [
            number / self.count,
            self.prose[number] / self.total,
            log2(1 + after) if after >= 0 else -log2(1 - after),
            float(min(self.nearest_before[number], 30)),
            float(min(self.nearest_after[number], 30)),
            self._share(self.prose, number, 3),
            self._share(self.prose, number, 12),
            self._share(self.linked, number, 3),
            side,
            log2(1 + far),
            float(min(self.texts[line.text], 5)),
            *self.of_styles[line.block_style],
            *self.of_parents[self.parents[number]],
            *inherited(line.block, self.of_boxes, _NO_BOX, self._box_features),
            *self.of_page,
        ]

    def _box_features(self, outer: Sequence[float], element: _Element) -> Sequence[float]:
        """Return what is known of the whole list or table that `element` is, or is part of.

        `outer` is what is known of the one around it. One that holds most of the prose is the
        layout of the page.
        """
        inside = self.ranges.get(element) if element.tag in _BOX_TAGS else None
        if outer is not _NO_BOX or inside is None:
            return outer
        first, last = inside.start, inside.stop - 1
        prose = self.prose[inside.stop] - self.prose[first]
        if 2 * prose >= self.total:
            return _NO_BOX
        size = max(self.sizes[inside.stop] - self.sizes[first], 1)
        return (
            log2(1 + len(inside)),
            log2(1 + size / len(inside)),
            (self.linked[inside.stop] - self.linked[first]) / size,
            prose / self.total,
            float(min(self.nearest_before[first], 30)),
            float(min(self.nearest_after[last], 30)),
        )

    def _share(self, sums: Sequence[int], number: int, reach: int) -> float:
        start, stop = max(0, number - reach), min(self.count, number + reach + 1)
        return (sums[stop] - sums[start]) / max(self.sizes[stop] - self.sizes[start], 1)


def _sums_by_parent(
    parents: Iterable[_Element | None], sizes: Iterable[tuple[int, int, int]]
) -> dict[_Element | None, list[int]]:
    """Return the sums of the lines right below each of `parents`."""
    found: dict[_Element | None, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for parent, line in zip(parents, sizes, strict=True):
        _add(found[parent], (*line, 1))
    return found


def _sums_below(
    direct: Mapping[_Element | None, Sequence[int]],
) -> Mapping[_Element | None, Sequence[int]]:
    """Return the sums of the lines up to three steps below each element."""
    found: dict[_Element | None, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for parent, sums in direct.items():
        for element in islice(_with_ancestors(parent), 3):
            _add(found[element], sums)
    return found


def _add(sums: list[int], more: Sequence[int]) -> None:
    for at, amount in enumerate(more):
        sums[at] += amount


def _with_ancestors(element: _Element | None) -> Iterator[_Element]:
    if element is not None:
        yield element
        yield from element.iterancestors()


def _distances(marked: Sequence[bool]) -> tuple[list[int], list[int]]:
    """Return how many lines before, and after, each one the nearest marked line stands."""
    found: list[list[int]] = []
    for order in (marked, marked[::-1]):
        far, distances = len(marked), []
        for is_marked in order:
            distances.append(far)
            far = 1 if is_marked else far + 1
        found.append(distances)
    return found[0], found[1][::-1]
