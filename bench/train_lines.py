"""`python -m bench.train_lines TRUTH.jsonl FOLDER`: grow the trees that score the lines of a page.

TRUTH.jsonl holds `file`, `url` and `text` of each page, FOLDER the pages (`.html` or `.html.gz`).
The trees in the package were grown on the development half of WCXB v1.0 (Web Content eXtraction
Benchmark, Murrough Foley, CC BY 4.0) and on the golden pages of this project; nothing of those
pages is in them but the bounds and values of the trees. scikit-learn and numpy must be installed
beside the project, which needs neither.

With `--folds 3` pages are scored by trees that saw no page of their site, and nothing is written.
"""

import argparse
import gzip
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bench.word_overlap import word_f1
from newscrawler.extraction.layout.element_places import NO_HINT
from newscrawler.extraction.layout.line_features import FEATURES, line_features
from newscrawler.extraction.layout.second_reading import first_reading
from newscrawler.extraction.layout.structure import read_structure
from newscrawler.extraction.page.document import SavedPage, read_document
from newscrawler.extraction.page.text_lines import read_lines
from newscrawler.extraction.sources.field_sources import find_title_candidates, site_names
from newscrawler.extraction.sources.linked_data import read_linked_data
from newscrawler.extraction.sources.metadata import read_metadata
from newscrawler.publishers import GENERIC
from newscrawler.reextraction.saved_pages import read_saved

PROJECT = Path(__file__).parent.parent
FIXTURES = PROJECT / "fixtures"
MODULE = PROJECT / "newscrawler" / "extraction" / "layout" / "line_trees.py"
HINTS = [number for number, name in enumerate(FEATURES) if name.startswith("hint_")]
NAMELESS_SHARE = 0.25
"""The share of pages whose names are hidden from the trees, which must not depend on them."""
MISNAMED_SHARE = 0.15
"""The share of pages on which some names stand around everything."""
SHORT_LINE_WORDS, NEAR_LINES, MIN_SHARED = 4, 6, 0.6
TREES: dict[str, Any] = {
    "max_iter": 100,
    "max_leaf_nodes": 16,
    "max_depth": 6,
    "learning_rate": 0.12,
    "min_samples_leaf": 60,
    "l2_regularization": 5,
    "early_stopping": False,
    "random_state": 1,
}


@dataclass
class Example:
    """One page: its site, the words of its lines, their features, and which of them are text."""

    site: str
    texts: Sequence[str]
    rows: Sequence[Sequence[float]]
    is_text: Sequence[bool]
    truth: str


def words_of(text: str) -> list[str]:
    """Return the words of `text` in lower case."""
    return re.findall(r"\w+", text.lower())


def label_lines(texts: Sequence[str], truth: str) -> list[bool]:
    """Return which lines are in `truth`; a short one must stand there as a line, or near others."""
    words = words_of(truth)
    triples = set(zip(words, words[1:], words[2:], strict=False))
    lines = {" ".join(words_of(line)) for line in truth.splitlines()}
    joined = f" {' '.join(words)} "
    found: list[str] = []
    for text in texts:
        own = words_of(text)
        said = " ".join(own)
        if len(own) >= SHORT_LINE_WORDS:
            own_triples = list(zip(own, own[1:], own[2:], strict=False))
            shared = sum(triple in triples for triple in own_triples)
            found.append("yes" if shared >= MIN_SHARED * len(own_triples) else "no")
        elif said and said in lines:
            found.append("line")
        else:
            found.append("part" if said and f" {said} " in joined else "no")
    return [_is_text(found, number) for number in range(len(found))]


def _is_text(found: Sequence[str], number: int) -> bool:
    if found[number] in {"yes", "no"}:
        return found[number] == "yes"
    around = found[max(0, number - NEAR_LINES) : number + NEAR_LINES + 1]
    counts = Counter(around)
    if found[number] == "line":
        return counts["yes"] > 0
    return counts["yes"] > 1 and counts["yes"] >= counts["no"]


def make_example(page: SavedPage, site: str, truth: str) -> Example | None:
    """Return `page` as an example; None where it has no lines."""
    document = read_document(page)
    if isinstance(document, str):
        return None
    metadata = read_metadata(document)
    linked = read_linked_data(document, lambda: [metadata.title or ""])
    titles = find_title_candidates(
        linked.article, metadata, site_names(document.url, metadata, GENERIC)
    )
    summary = metadata.first("og:description", "description") or ""
    structure = read_structure(document, GENERIC, titles, summary)
    lines = read_lines(document.root, whole=True)
    rows = line_features(lines, structure.headline, first_reading(structure))
    texts = [line.text for line in lines.all]
    return Example(site, texts, rows, label_lines(texts, truth), truth) if texts else None


def read_examples(truth: Path, folder: Path) -> Iterator[Example | None]:
    """Yield the pages of `folder` with what `truth` says of them, and the project's own."""
    for line in truth.read_text(encoding="utf-8").strip().split("\n"):
        told = json.loads(line)
        body = (folder / told["file"]).read_bytes()
        body = gzip.decompress(body) if told["file"].endswith(".gz") else body
        site = (urlsplit(told["url"]).hostname or "").removeprefix("www.")
        yield make_example(SavedPage(told["url"], body, None), site, told["text"])
    for path in sorted(FIXTURES.glob("*/*.html")):
        golden = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["article"]
        text = "\n".join(block["text"] for block in golden["body"] or ())
        if text:
            yield make_example(read_saved(str(path)), path.parent.name, text)


def grow(examples: Sequence[Example]) -> Any:
    """Return the classifier grown on `examples`, in each of which all lines together weigh 1."""
    import numpy as np  # noqa: PLC0415
    from sklearn.ensemble import HistGradientBoostingClassifier  # noqa: PLC0415

    chance = np.random.default_rng(1)
    rows, weights = [], []
    for example in examples:
        matrix = np.array(example.rows, dtype=np.float32)
        if (drawn := chance.random()) < NAMELESS_SHARE:
            matrix[:, HINTS] = NO_HINT
        elif drawn < NAMELESS_SHARE + MISNAMED_SHARE:
            lies = chance.choice(HINTS, size=3, replace=False)
            matrix[:, lies] = np.minimum(matrix[:, lies], chance.integers(0, 5, size=3))
        rows.append(matrix)
        sizes = np.array([len(text.split()) ** 0.6 for text in example.texts])
        weights.append(sizes / sizes.sum())
    weight = np.concatenate(weights)
    labels = np.concatenate([example.is_text for example in examples])
    classifier = HistGradientBoostingClassifier(**TREES)
    return classifier.fit(np.concatenate(rows), labels, sample_weight=weight * len(weight))


def trees_of(classifier: Any) -> list[str]:
    """Return the trees of `classifier` as Python expressions over the names of the features."""
    start = round(float(classifier._baseline_prediction.ravel()[0]), 4)
    return [repr(start), *(_subtree(trees[0].nodes, 0) for trees in classifier._predictors)]


def _subtree(nodes: Any, number: int) -> str:
    node = nodes[number]
    if node["is_leaf"]:
        return repr(round(float(node["value"]), 4))
    left, right = (_subtree(nodes, int(node[side])) for side in ("left", "right"))
    bound = float(f"{node['num_threshold']:.5g}")
    return f"({left} if {FEATURES[node['feature_idx']]} <= {bound!r} else {right})"


def module_of(trees: Sequence[str]) -> str:
    """Return the source of the module that sums up `trees`: Python runs no data as fast."""
    parameters = ", ".join(f"{name}: float" for name in FEATURES)
    total = "\n        + ".join(trees)
    return (
        '"""The trees that score lines, as `bench/train_lines.py` has written them."""\n\n\n'
        f"def sum_trees({parameters}) -> float:\n"
        '    """Return what all trees together say of a line with these features, as log-odds."""\n'
        f"    return (\n        {total}\n    )\n"
    )


def cross_validate(examples: Sequence[Example], folds: int) -> float:
    """Return the mean F1 of the lines chosen by trees that saw no page of the same site."""
    numbers = [int(hashlib.sha256(e.site.encode()).hexdigest(), 16) % folds for e in examples]
    scores: list[float] = []
    for fold in range(folds):
        classifier = grow([e for e, n in zip(examples, numbers, strict=True) if n != fold])
        for example in (e for e, n in zip(examples, numbers, strict=True) if n == fold):
            chosen = classifier.predict(example.rows)
            lines = (text for text, is_text in zip(example.texts, chosen, strict=True) if is_text)
            scores.append(word_f1("\n".join(lines), example.truth))
    return sum(scores) / len(scores)


def main() -> None:
    """Grow the trees and write them into the package, or only measure them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("truth", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--folds", type=int, default=0)
    options = parser.parse_args()
    examples = [e for e in read_examples(options.truth, options.folder) if e is not None]
    if options.folds:
        print(f"{len(examples)} pages: F1 {cross_validate(examples, options.folds):.4f}")
        return
    trees = trees_of(grow(examples))
    MODULE.write_text(module_of(trees), encoding="utf-8")
    print(f"{len(trees)} trees from {len(examples)} pages")


if __name__ == "__main__":
    main()
