"""How surely each line of a page is running text: a sum of decision trees over its features.

`bench/train_lines.py` grows the trees, and writes them as the module `line_trees`.
"""

from math import exp

from lxml.etree import _Element

from newscrawler.extraction.layout.element_places import FirstReading
from newscrawler.extraction.layout.line_features import line_features
from newscrawler.extraction.page.text_lines import Lines


def score_lines(lines: Lines, headline: _Element | None, first: FirstReading) -> list[float]:
    """Return the probability, from 0 to 1, that each line of a whole page is part of its text."""
    # Slow to load, and a page whose structure is sure does not need it.
    from newscrawler.extraction.layout.line_trees import sum_trees  # noqa: PLC0415

    return [1 / (1 + exp(-sum_trees(*row))) for row in line_features(lines, headline, first)]
