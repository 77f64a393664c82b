"""The safety net of the body: what the structure of a page hides is found all the same."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bench.mutations import COMMENT, MIN_F1, MUTATIONS, mutate, score
from bench.word_overlap import word_f1
from newscrawler.extraction import SavedPage, extract
from newscrawler.items import Article
from newscrawler.publishers import GENERIC, Publisher
from newscrawler.reextraction.saved_pages import read_saved
from tests.support.scored_pages import (
    HEADLINE,
    LED,
    NOTED,
    SCORED_PAGES,
    SENTENCES,
    URL,
    page_of,
    paragraphs,
)
from tests.support.site import FIXTURES

PAGES = ("kompas/new-layout", "liputan6/new-layout", "merdeka/new-layout", "tribunnews/broken")
"""Each of the changes changes each of these."""


def read(body: str, publisher: Publisher | None = None) -> Article:
    return extract(SavedPage(URL, page_of(body), datetime(2026, 11, 20, tzinfo=UTC)), publisher)


def sections(*texts: str) -> str:
    return "".join(f"<section><div><p>{text}</p></div></section>" for text in texts)


def test_a_sure_page_is_read_once_and_not_doubted() -> None:
    found = read("<div>" + "".join(f"<p>{text}</p>" for text in SENTENCES) + "</div>")
    assert [block.text for block in found.body] == list(SENTENCES)
    assert found.provenance["body"] == "structure"
    assert "doubtful:body" not in found.flags


@pytest.mark.parametrize("where", SCORED_PAGES)
def test_text_outside_the_container_is_found_by_scores(where: str) -> None:
    found = read(SCORED_PAGES[where], LED)
    assert found.provenance["body"] == "score"
    assert "doubtful:body" in found.flags
    assert word_f1(found.text, "\n".join(NOTED)) > 0.8


def test_nothing_but_text_is_taken_by_scores() -> None:
    menu = "".join(f"<li><a href=/{n}>Kabar {n}</a></li>" for n in range(9))
    teasers = "".join(
        f"<div><a href=/kabar/{n}-lain>Kabar lain dari kota sebelah nomor {n}</a></div>"
        for n in range(9)
    )
    text = SCORED_PAGES["beside the container that the publisher names"]
    found = read(f"<ul>{menu}</ul>{text}<div>{teasers}</div><footer>Hak cipta</footer>", LED)
    assert found.provenance["body"] == "score"
    assert [block.text for block in found.body] == list(NOTED)


def test_points_that_lead_to_other_sites_are_text_where_lines_are_scored() -> None:
    points = "".join(
        f"<li><a href=https://arsip-{n}.example/>{text}</a></li>"
        for n, text in enumerate(NOTED[3:7])
    )
    text = f"{paragraphs(NOTED[1:3])}<ul>{points}</ul>{paragraphs(NOTED[7:])}"
    found = read(f"<div class=lead>{paragraphs(NOTED[:1])}</div><div>{text}</div>", LED)
    assert found.provenance["body"] == "score"
    assert [block.text for block in found.body] == list(NOTED)


def test_text_in_many_sections_is_read_whole() -> None:
    assert word_f1(read(sections(*SENTENCES)).text, "\n".join(SENTENCES)) > MIN_F1


def test_a_text_in_the_wrong_container_is_found_elsewhere() -> None:
    author = (
        "Penulis ini tinggal di tepi sungai dan menulis tentang desa sejak dua puluh tahun lalu."
    )
    parts = "".join(
        f"<div><div><p>{text}</p><p>Foto {n}</p></div></div>" for n, text in enumerate(SENTENCES)
    )
    found = read(f"<main>{parts}</main><aside><div class=bio><p>{author}</p></div></aside>")
    assert word_f1(found.text, "\n".join(SENTENCES)) > 0.9
    assert author not in found.text


@pytest.mark.parametrize("name", ["with-ads", "share-enabled", "tag-iklan", "comment-12"])
def test_names_of_a_wrapper_are_no_verdict(name: str) -> None:
    found = read(
        f"<div class='{name}'>" + "".join(f"<p>{text}</p>" for text in SENTENCES) + "</div>"
    )
    assert [block.text for block in found.body] == list(SENTENCES)


def test_titles_and_a_summary_before_a_wrapper_do_not_make_its_name_a_verdict() -> None:
    title = f"<h4>{HEADLINE}: {SENTENCES[0]}</h4>"
    summary = (
        "<p class=lead>Warga dua kampung bergotong royong memasang papan sejak awal bulan.</p>"
    )
    found = read(f"{title}{summary}<div class=with-ads>{paragraphs(SENTENCES)}</div>")
    assert found.provenance["body"] == "structure"
    assert set(SENTENCES) <= {block.text for block in found.body}


def test_comments_after_the_text_are_left_out_by_their_name() -> None:
    comments = "".join(COMMENT.format(n, n) for n in range(9))
    found = read(f"<div>{paragraphs(SENTENCES[:3])}</div><div class=comments>{comments}</div>")
    assert [block.text for block in found.body] == list(SENTENCES[:3])


def test_a_container_that_holds_a_part_of_the_text_does_not_mislead_the_scores() -> None:
    page = read_saved(str(FIXTURES / "merdeka/wrong-zone.html"))
    changed = mutate(page, "name_like_noise")
    assert changed is not None
    found = extract(changed)
    assert found.provenance["body"] == "score"
    assert found.body == extract(page).body


@pytest.mark.parametrize("name", MUTATIONS)
@pytest.mark.parametrize("file", PAGES)
def test_a_page_of_another_shape_keeps_its_text(file: str, name: str) -> None:
    page = read_saved(str(FIXTURES / f"{file}.html"))
    result = score(page, extract(page), name)
    assert result is not None, "the change leaves the page as it is"
    assert result > 0.9


@pytest.mark.parametrize(
    "element",
    [
        "<time>Maret 2028</time>",
        "<button>Maret 2028</button>",
        "<x-istilah>Maret 2028</x-istilah>",
        "Maret<script>1</script> <svg><text>x</text></svg>2028",
        "Maret <span style='display:none'>rahasia </span>2028",
        "Maret <ruby>2028<rt>dua</rt></ruby>",
    ],
)
def test_what_stands_in_a_line_does_not_break_it(element: str) -> None:
    line = f"Panen pertama diperkirakan pada {element} setelah pohon peneduh cukup rindang."
    plain = "Panen pertama diperkirakan pada Maret 2028 setelah pohon peneduh cukup rindang."
    found = read("<div>" + "".join(f"<p>{text}</p>" for text in (*SENTENCES, line)) + "</div>")
    assert [block.text for block in found.body][-1] == plain


def test_tables_and_quotations_in_figures_are_text() -> None:
    table = "<figure><table><tr><td>Hulu</td><td>42 papan</td></tr></table></figure>"
    quote = (
        "<figure><blockquote><p>Kami menunggu jembatan ini tujuh tahun.</p></blockquote></figure>"
    )
    paragraphs = [f"<p>{text}</p>" for text in SENTENCES]
    found = read("<div>" + "".join([*paragraphs[:3], table, quote, *paragraphs[3:]]) + "</div>")
    assert {"Hulu", "42 papan", "Kami menunggu jembatan ini tujuh tahun."} <= {
        block.text for block in found.body
    }


def test_a_subheading_and_a_list_may_open_and_a_table_may_end_the_text() -> None:
    opening = "<h2>Awal Mula</h2><ul><li>Papan: ulin</li></ul>"
    ending = "<table><tr><td>Hilir</td><td>38 papan</td></tr></table>"
    found = read(f"<div>{opening}" + "".join(f"<p>{t}</p>" for t in SENTENCES) + f"{ending}</div>")
    texts = [block.text for block in found.body]
    assert texts[:2] == ["Awal Mula", "Papan: ulin"]
    assert texts[-2:] == ["Hilir", "38 papan"]


SPLIT = replace(GENERIC, selectors={"container": ["div.isi"]})
"""A publisher whose texts may stand in several containers of one name."""
BANNER = "<div class=banner><p>Iklan</p><a href=https://toko.example/1>Beli sekarang</a></div>"
AMID = f"{paragraphs(NOTED[:5])}<{{}}>{paragraphs(NOTED[5:6])}</{{}}>{paragraphs(NOTED[6:])}"
REST = paragraphs(NOTED[1:])


def test_containers_of_one_name_side_by_side_are_one_text() -> None:
    parts = (f"<div class=isi>{paragraphs(part)}</div>" for part in (NOTED[:4], NOTED[4:8]))
    found = read(f"<main>{BANNER.join(parts)}</main>", SPLIT)
    assert found.provenance["body"] == "site"
    assert [block.text for block in found.body] == list(NOTED[:8])


@pytest.mark.parametrize("publisher", [None, SPLIT])
@pytest.mark.parametrize(
    "body",
    [
        f"<div class=isi>{paragraphs(NOTED[:9])}</div>{BANNER}<div>{paragraphs(NOTED[9:])}</div>",
        f"<div>{paragraphs(NOTED[:1])}</div>{BANNER}<div class=isi>{paragraphs(NOTED[1:])}</div>",
        f"<div class=isi>{AMID.format('div class=share-enabled', 'div')}</div>",
        f"<div class=isi>{paragraphs(NOTED[:9])}<div class=ads>{paragraphs(NOTED[9:])}</div></div>",
        f"<div class=isi>{AMID.format('aside', 'aside')}</div>",
        f"<article><header>{paragraphs(NOTED[:1])}</header><div class=isi>{REST}</div></article>",
    ],
)
def test_sentences_next_to_the_body_are_read(body: str, publisher: Publisher | None) -> None:
    found = read(body, publisher)
    assert [block.text for block in found.body] == list(NOTED)


def test_a_paragraph_before_a_list_of_terms_is_read() -> None:
    terms = "".join(f"<dt>Papan {n}</dt><dd>{text}</dd>" for n, text in enumerate(NOTED[1:]))
    found = read(f"<div>{paragraphs(NOTED[:1])}<dl>{terms}</dl></div>")
    assert found.body[0].text == NOTED[0]


@pytest.mark.parametrize("tag", ["aside", "div class=comment-{}", "div class=x", "figure"])
def test_paragraphs_alike_are_all_read_or_none(tag: str) -> None:
    inner = "figcaption" if tag == "figure" else "p"
    parts = "".join(
        f"<{tag.format(n)}><{inner}>{text}</{inner}></{tag.partition(' ')[0]}>"
        for n, text in enumerate(SENTENCES)
    )
    related = "<h4>Berita Terkait</h4>" + "".join(
        f"<a href=/kabar/{n}-lain>Kabar lain dari kota sebelah nomor {n}</a>" for n in range(5)
    )
    found = read(f"{parts}<div class=related>{related}</div>")
    assert [block.text for block in found.body] == list(SENTENCES)


@pytest.mark.parametrize(
    "hidden",
    [
        f"<div style='display: none'>{paragraphs(NOTED[9:10])}</div>",
        f"<noscript>{paragraphs(NOTED[2:])}</noscript>",
    ],
)
def test_a_body_beside_texts_that_nobody_reads_is_doubted(hidden: str) -> None:
    found = read(f"<div>{paragraphs(NOTED[:2])}{hidden}</div>")
    assert {block.text for block in found.body} >= set(NOTED[:2])
    assert "doubtful:body" in found.flags


def test_comments_styled_like_the_text_do_not_continue_it() -> None:
    comments = paragraphs(
        [f"Semoga jalan ke kampung kami juga diperbaiki sebelum bulan ke-{n}." for n in range(4)]
    )
    found = read(f"<div>{paragraphs(NOTED)}<h3>Tulis Komentar</h3>{comments}</div>")
    assert [block.text for block in found.body] == list(NOTED)


def test_what_a_page_repeats_does_not_continue_its_text() -> None:
    notice = paragraphs(["Ikuti saluran kami untuk kabar terbaru dari lembah dan desa sekitarnya."])
    found = read(f"<div>{paragraphs(NOTED)}</div><div>{notice}</div><div>{notice}</div>")
    assert [block.text for block in found.body] == list(NOTED)
