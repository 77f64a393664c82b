"""What tells running text from the rest of a page: the numbers by which lines are scored.

Nothing here is a verdict. A page whose names say nothing is read by the rest.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import accumulate, islice
from math import log2

from lxml.etree import _Element

from newscrawler.extraction.layout.element_places import PLACE_FEATURES, FirstReading, Places
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
LINE_FEATURES = (
    "chars words link_share links ends_sentence marks digits capitals stop_words prose bold tag "
    "person hidden"
).split()
PAGE_FEATURES = (
    "position prose_position after_headline prose_before prose_after prose_near prose_around "
    "links_near style_share parent_share outer_share outest_share style_count parent_links "
    "outer_links parent_mean outer_mean up_to_center down_from_center center_side center_far "
    "repeated page_lines page_prose center_share box_lines box_chars box_links box_prose "
    "box_before box_after"
).split()
_OF_NEIGHBOURS = ("chars", "link_share", "prose", "tag")
_NEIGHBOUR_COLUMNS = [LINE_FEATURES.index(name) for name in _OF_NEIGHBOURS]
NEIGHBOUR_FEATURES = [
    f"{name}_{feature}"
    for name in ("before", "after", "second_before", "second_after")
    for feature in (*_OF_NEIGHBOURS, "shares_parent")
]
FEATURES = [*LINE_FEATURES, *PLACE_FEATURES, *PAGE_FEATURES, *NEIGHBOUR_FEATURES]


def line_features(
    lines: Lines, headline: _Element | None, first: FirstReading
) -> list[list[float]]:
    """Return the numbers named in `FEATURES` for each of `lines`, those of a whole page."""
    own = [_own_features(line) for line in lines.all]
    page, places = _Page(lines, headline), Places(first)
    rows = []
    for number, line in enumerate(lines.all):
        place = places.of(line.block)
        taken = float((line.block, line.text) in first.taken)
        row = [*own[number], *place.hints, *place.around, place.depth, taken]
        rows.append([*row, *page.features(number), *page.neighbours(number, own)])
    return rows


def _own_features(line: Line) -> list[float]:
    text = line.text
    words = text.split()
    count, size = len(words), len(text)
    marks = text.count(",") + text.count(".") + text.count(";")
    return [
        log2(1 + size),
        float(min(count, 80)),
        line.link_share if line.links else 0.0,
        float(min(len(line.links), 10)),
        float(text.endswith(_SENTENCE_ENDS)),
        marks / count,
        sum(map(str.isdigit, text)) / size,
        sum(word[0].isupper() for word in words) / count,
        sum(word.lower() in STOP_WORDS for word in words) / count,
        float(line.is_prose),
        float(line.bold),
        _TAG_CODES.get(line.block.tag, 0.0),
        float(addresses_reader(text)),
        float(line.hidden),
    ]


class _Page:
    """The sums over a page that the features of its lines are shares of."""

    def __init__(self, lines: Lines, headline: _Element | None) -> None:
        self.lines = lines.all
        self.count = len(lines.all)
        self.ranges = lines.ranges
        self.boxes: dict[_Element, bool] = {}
        self.parents = [list(islice(line.block.iterancestors(), _MAX_DEPTH)) for line in lines.all]
        sizes = [len(line.text) for line in lines.all]
        linked = [line.link_share * len(line.text) if line.links else 0.0 for line in lines.all]
        prose = [len(line.text) if line.is_prose else 0 for line in lines.all]
        self.sizes = [0, *accumulate(sizes)]
        self.linked = [0.0, *accumulate(linked)]
        self.prose = [0, *accumulate(prose)]
        self.total = max(self.prose[-1], 1)
        self.below = self._sums(sizes, linked, prose)
        self.styles: Counter[object] = Counter()
        self.style_counts: Counter[object] = Counter()
        self.texts = Counter(line.text for line in lines.all)
        for line, size in zip(lines.all, prose, strict=True):
            self.styles[line.block_style] += size
            self.style_counts[line.block_style] += 1
        self.nearest_before, self.nearest_after = _distances([size > 0 for size in prose])
        self.headline_number = 0 if headline is None else lines.line_range(headline).start
        self.center, self.center_path = self._center(prose)
        inside = [n for n, above in enumerate(self.parents) if above and above[0] is self.center]
        self.center_range = (inside[0], inside[-1]) if inside else (0, 0)
        self.center_share = self.below[self.center][2] / self.total if inside else 0.0

    def _sums(
        self, sizes: Sequence[int], linked: Sequence[float], prose: Sequence[int]
    ) -> Mapping[_Element | None, list[float]]:
        below: dict[_Element | None, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0, 0.0])
        for number, above in enumerate(self.parents):
            for element in above[:3]:
                sums = below[element]
                sums[0] += sizes[number]
                sums[1] += linked[number]
                sums[2] += prose[number]
                sums[3] += 1
        return below

    def _center(self, prose: Sequence[int]) -> tuple[_Element | None, Mapping[_Element, int]]:
        """Return the element that holds most prose directly, and its ancestors by distance."""
        direct: Counter[_Element] = Counter()
        for above, size in zip(self.parents, prose, strict=True):
            if above:
                direct[above[0]] += size
        if not direct:
            return None, {}
        center = max(direct, key=lambda element: direct[element])
        return center, {e: far for far, e in enumerate((center, *center.iterancestors()))}

    def features(self, number: int) -> list[float]:
        line = self.lines[number]
        above = self.parents[number]
        sums = [self.below[element] for element in above[:3]]
        sums += [[1.0, 0.0, 0.0, 1.0]] * (3 - len(sums))
        up, down = self._from_center(number)
        first, last = self.center_range
        side = -1.0 if number < first else 1.0 if number > last else 0.0
        far = first - number if side < 0 else number - last if side else 0
        style = line.block_style
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
            self.styles[style] / self.total,
            sums[0][2] / self.total,
            sums[1][2] / self.total,
            sums[2][2] / self.total,
            log2(self.style_counts[style]),
            sums[0][1] / max(sums[0][0], 1),
            sums[1][1] / max(sums[1][0], 1),
            log2(1 + sums[0][0] / sums[0][3]),
            log2(1 + sums[1][0] / sums[1][3]),
            up,
            down,
            side,
            log2(1 + far),
            float(min(self.texts[line.text], 5)),
            log2(self.count),
            log2(self.total),
            self.center_share,
            *self._box(number),
        ]

    def _box(self, number: int) -> list[float]:
        """Return what is known of the whole list or table that the line is part of.

        One that holds most of the prose is the layout of the page.
        """
        box = next((e for e in reversed(self.parents[number]) if self._is_box(e)), None)
        if box is None and self._is_box(self.lines[number].block):
            box = self.lines[number].block
        if box is None:
            return [0.0, 0.0, 0.0, 0.0, 0.0, 0.0]
        inside = self.ranges[box]
        first, last = inside.start, inside.stop - 1
        size = max(self.sizes[inside.stop] - self.sizes[first], 1)
        return [
            log2(1 + len(inside)),
            log2(1 + size / len(inside)),
            (self.linked[inside.stop] - self.linked[first]) / size,
            (self.prose[inside.stop] - self.prose[first]) / self.total,
            float(min(self.nearest_before[first], 30)),
            float(min(self.nearest_after[last], 30)),
        ]

    def _is_box(self, element: _Element) -> bool:
        known = self.boxes.get(element)
        if known is None:
            inside = self.ranges.get(element) if element.tag in _BOX_TAGS else None
            known = self.boxes[element] = inside is not None and (
                2 * (self.prose[inside.stop] - self.prose[inside.start]) < self.total
            )
        return known

    def _from_center(self, number: int) -> tuple[float, float]:
        """Return the steps up from the line to a common ancestor, and from there to the center."""
        for steps, element in enumerate(self.parents[number]):
            if element in self.center_path:
                return float(min(steps, 15)), float(min(self.center_path[element], 15))
        return 15.0, 15.0

    def _share(self, sums: Sequence[float], number: int, reach: int) -> float:
        start, stop = max(0, number - reach), min(self.count, number + reach + 1)
        return (sums[stop] - sums[start]) / max(self.sizes[stop] - self.sizes[start], 1)

    def neighbours(self, number: int, own: Sequence[Sequence[float]]) -> list[float]:
        found: list[float] = []
        for other in (number - 1, number + 1, number - 2, number + 2):
            if 0 <= other < self.count:
                shares = self.parents[number][:1] == self.parents[other][:1]
                found += [*(own[other][at] for at in _NEIGHBOUR_COLUMNS), float(shares)]
            else:
                found += [0.0, 0.0, 0.0, -1.0, 0.0]
        return found


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
