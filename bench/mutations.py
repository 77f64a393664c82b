"""`python -m bench.mutations`: the golden pages, changed in ways that leave their text as it is.

Each change keeps every word of the article. What is read from a changed page is held against what
is read from the page as it is: the F1 of the words of the body.
"""

import hashlib
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from lxml import etree, html
from lxml.etree import _Element
from rich.console import Console
from rich.table import Table

from bench.word_overlap import word_f1
from newscrawler.extraction import SavedPage, extract
from newscrawler.items import Article
from newscrawler.reextraction.saved_pages import read_saved

FIXTURES = Path(__file__).parent.parent / "fixtures"
MIN_F1 = 0.97
MIN_KEPT = 0.5
"""The F1 below which a page is lost."""
MIN_PARAGRAPHS = 3
FROM_DATA = frozenset(("embedded", "jsonld"))
ADVERTISEMENT = (
    '<div class="x9"><span>ADVERTISEMENT</span><iframe src="https://iklan.example/1"></iframe>'
    '<a href="https://iklan.example/2">Beli sekarang</a></div>'
)
NOTICE = (
    "<div><p>Kami dan mitra kami menyimpan kuki di perangkat Anda untuk menghitung kunjungan, dan "
    "Anda dapat menolaknya kapan saja di halaman pengaturan.</p><button>Terima</button></div>"
)
COMMENT = (
    "<div><b>Pembaca {}</b><div>Terima kasih atas liputannya, semoga jalan di kampung kami juga "
    "segera dibangun sebelum musim hujan nomor {}.</div></div>"
)
TEASER = (
    '<div><a href="/berita/lain-{0}"><h4>Kabar lain dari kota sebelah nomor {0}</h4></a>'
    "<div>Warga setempat menceritakan pengalamannya tiga pekan terakhir di pasar.</div></div>"
)


def hash_names(root: _Element) -> None:
    """Give every class and id a name that says nothing, the same one wherever it stands."""
    for element in root.iterfind(".//body//*"):
        for name in ("class", "id"):
            words = (element.get(name) or "").split()
            if words and element.tag != "script":
                digests = (hashlib.sha256(word.encode()).hexdigest()[:7] for word in words)
                element.set(name, " ".join("x" + digest for digest in digests))


def wrap_blocks(root: _Element) -> None:
    """Put every paragraph into two elements of its own."""
    for paragraph in list(root.iter("p")):
        _wrap(_wrap(paragraph, "div"), "div")


def swap_tags(root: _Element) -> None:
    """Make sections of the elements that group, and plain blocks of paragraphs."""
    for element in list(root.iter("div", "section", "p")):
        element.tag = {"div": "section", "section": "div", "p": "div"}[str(element.tag)]


def name_elements(root: _Element) -> None:
    """Make elements of the site's own out of those that group."""
    for element in list(root.iter("div", "section", "article")):
        element.tag = "x-" + str(element.tag)


def insert_advertisement(root: _Element) -> None:
    """Put an advertisement in the middle of the text."""
    paragraphs = _paragraphs(root)
    if paragraphs:
        paragraphs[len(paragraphs) // 2].addprevious(html.fragment_fromstring(ADVERTISEMENT))


def remove_scripts(root: _Element) -> None:
    """Take out every script, and so all that the page states as data."""
    for script in list(root.iter("script")):
        script.drop_tree()  # type: ignore[attr-defined]


def split_text(root: _Element) -> None:
    """Spread the paragraphs over two containers side by side."""
    paragraphs = _paragraphs(root)
    if len(paragraphs) < MIN_PARAGRAPHS:
        return
    for half in (paragraphs[: len(paragraphs) // 2], paragraphs[len(paragraphs) // 2 :]):
        box = etree.Element("div")
        half[0].addprevious(box)
        box.extend(half)


def name_like_noise(root: _Element) -> None:
    """Give the element around the text names that advertisements and comments have."""
    if paragraphs := _paragraphs(root):
        _parent(paragraphs[0]).set("class", "with-ads share-enabled comment-12 tag-iklan")


def hide_second_half(root: _Element) -> None:
    """Show the second half of the text only on a click."""
    paragraphs = _paragraphs(root)
    if len(paragraphs) > MIN_PARAGRAPHS:
        box = etree.Element("div", style="display: none")
        half = paragraphs[len(paragraphs) // 2 :]
        half[0].addprevious(box)
        box.extend(half)


def lay_out_in_table(root: _Element) -> None:
    """Put the whole page into the cell of a table, beside a menu."""
    body = root.find("body")
    if body is None:
        return
    table: _Element = html.fragment_fromstring(
        "<table><tr><td><a href='/'>Beranda</a></td><td></td></tr></table>"
    )
    cell = next(reversed(list(table.iter("td"))))
    cell.text, body.text = body.text, None
    cell.extend(list(body))
    body.append(table)


def join_by_breaks(root: _Element) -> None:
    """Make lines of one block out of the paragraphs, as old pages do."""
    for paragraph in _paragraphs(root):
        paragraph.tag = "span"
        for _ in range(2):
            paragraph.addnext(etree.Element("br"))


def add_comments(root: _Element) -> None:
    """Add comments to the end of the page, with names that say nothing."""
    _append(root, "<h4>Komentar</h4>" + "".join(COMMENT.format(n, n) for n in range(12)))


def add_teasers(root: _Element) -> None:
    """Add beginnings of other articles to the end of the page."""
    _append(root, "".join(TEASER.format(n) for n in range(12)))


def ask_for_consent(root: _Element) -> None:
    """Begin the page with a notice in whole sentences."""
    body = root.find("body")
    if body is not None:
        body.insert(0, html.fragment_fromstring(NOTICE))


def strip_everything(root: _Element) -> None:
    """Hash the names, take out the scripts and put the text into elements of the site's own."""
    for change in (hash_names, remove_scripts, name_elements):
        change(root)


MUTATIONS: Mapping[str, Callable[[_Element], None]] = {
    function.__name__: function
    for function in (
        hash_names, wrap_blocks, swap_tags, name_elements, insert_advertisement, remove_scripts,
        split_text, name_like_noise, hide_second_half, lay_out_in_table, join_by_breaks,
        add_comments, add_teasers, ask_for_consent, strip_everything,
    )
}  # fmt: skip
SCRIPTLESS = frozenset(("remove_scripts", "strip_everything"))


def _paragraphs(root: _Element) -> list[_Element]:
    """Return the paragraphs side by side that hold the most text: those of the article."""
    sizes: Counter[_Element] = Counter()
    for paragraph in root.iter("p"):
        sizes[_parent(paragraph)] += len("".join(paragraph.itertext()))
    if not sizes:
        return []
    return [child for child in max(sizes, key=lambda parent: sizes[parent]) if child.tag == "p"]


def _parent(element: _Element) -> _Element:
    parent = element.getparent()
    return element if parent is None else parent


def _wrap(element: _Element, tag: str) -> _Element:
    box = etree.Element(tag)
    element.addprevious(box)
    box.tail, element.tail = element.tail, None
    box.append(element)
    return box


def _append(root: _Element, markup: str) -> None:
    body = root.find("body")
    if body is not None:
        body.append(html.fragment_fromstring(f"<div>{markup}</div>"))


def pages() -> Iterator[tuple[str, SavedPage, Article]]:
    """Yield the golden pages that hold an article, with their names and what is read from them."""
    for path in sorted(FIXTURES.glob("*/*.html")):
        page = read_saved(str(path))
        article = extract(page)
        if article.body:
            yield f"{path.parent.name}/{path.stem}", page, article


def mutate(page: SavedPage, name: str) -> SavedPage | None:
    """Return `page` with the change `name` made to it, None where there is nothing to change."""
    root = html.document_fromstring(page.body, parser=html.HTMLParser(encoding="utf-8"))
    before = etree.tostring(root, encoding="utf-8", method="html")
    MUTATIONS[name](root)
    body = etree.tostring(root, encoding="utf-8", method="html")
    return None if body == before else replace(page, body=body)


def score(page: SavedPage, article: Article, name: str) -> float | None:
    """Return the F1 of the body of `page` after the change `name`, held against `article`.

    It is None where there is nothing to change, or where the change takes the text away.
    """
    changed = mutate(page, name)
    if changed is None or (name in SCRIPTLESS and article.provenance["body"] in FROM_DATA):
        return None
    return word_f1(extract(changed).text, article.text)


def main() -> int:
    """Read every golden page after every change, and show what was lost; 1 where it is too much."""
    known = list(pages())
    table = Table("change", "pages", "mean F1", "lost", "worst")
    failed = 0
    for name in MUTATIONS:
        results = {key: score(page, article, name) for key, page, article in known}
        scores = {key: f1 for key, f1 in results.items() if f1 is not None}
        mean = sum(scores.values()) / len(scores)
        lost = sum(f1 < MIN_KEPT for f1 in scores.values())
        worst = min(scores, key=lambda key: scores[key])
        row = (name, str(len(scores)), f"{mean:.4f}", str(lost), f"{worst} {scores[worst]:.2f}")
        is_bad = mean < MIN_F1 or lost > 0
        failed += is_bad
        table.add_row(*row, style="red" if is_bad else None)
    Console().print(table)
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
