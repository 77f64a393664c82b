"""How surely each line of a page is running text: a sum of decision trees over its features.

`bench/train_lines.py` grows the trees; here they are walked with plain arithmetic.
"""

import json
from collections.abc import Sequence
from functools import lru_cache
from math import exp
from pathlib import Path
from typing import Any

from lxml.etree import _Element

from newscrawler.extraction.layout.element_places import FirstReading
from newscrawler.extraction.layout.line_features import FEATURES, line_features
from newscrawler.extraction.page.text_lines import Lines

WEIGHTS = Path(__file__).with_name("line_weights.json")


def score_lines(lines: Lines, headline: _Element | None, first: FirstReading) -> list[float]:
    """Return the probability, from 0 to 1, that each line of a whole page is part of its text."""
    trees = _trees()
    return [_probability(trees, row) for row in line_features(lines, headline, first)]


def _probability(trees: Sequence[Any], row: Sequence[float]) -> float:
    """Return what `trees` say of a line with the features `row`.

    A tree is the value of a leaf, or the number of a feature, its bound, the tree up to the bound
    and the one beyond.
    """
    total = 0.0
    for tree in trees:
        node = tree
        while type(node) is list:
            node = node[2] if row[node[0]] <= node[1] else node[3]
        total += node
    return 1 / (1 + exp(-total))


@lru_cache(maxsize=1)
def _trees() -> Sequence[Any]:
    weights = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    assert weights["features"] == FEATURES, "the trees were grown on other features"
    trees: Sequence[Any] = weights["trees"]
    return trees
