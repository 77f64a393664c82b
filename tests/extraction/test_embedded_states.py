"""Texts that a page holds only as data: for its scripts, in attributes, in linked data."""

import json
from datetime import UTC, datetime
from html import escape
from typing import Any

import pytest

from newscrawler.extraction import SavedPage
from newscrawler.process import PageOutcome, process

URL = "https://www.contoh.co.id/desa/2026/perahu-sekolah-mulai-berlayar"
FETCHED = datetime(2026, 11, 20, 2, tzinfo=UTC)
HEADLINE = "Perahu Sekolah Mulai Berlayar di Danau Limboto Setiap Pagi"
OTHER = "Festival Kuliner Pesisir Digelar Sepekan Penuh di Gorontalo"
TEXT = (
    "Perahu kayu berkapasitas tiga puluh murid itu berangkat dari dermaga desa pukul enam.",
    "Biaya perawatannya ditanggung bersama oleh warga dua dusun dan pemerintah kabupaten.",
    "Kata nakhoda, \"Arus danau 'tenang' di pagi hari,\" sambil menunjuk dermaga desa.",
    "Nakhoda perahu dilatih dua pekan oleh petugas pelabuhan sebelum mulai bertugas.",
)
HTML = "".join(f"<p>{text}</p>" for text in TEXT)
MENU = "".join(f"<li><a href=/kanal-{n}>Kanal berita nomor {n}</a></li>" for n in range(12))


def read(data: str, attributes: str = "") -> PageOutcome:
    html = (
        f"<!doctype html><html lang=id><head><title>{HEADLINE}</title></head><body><ul>{MENU}</ul>"
        f"<h1>{HEADLINE}</h1><div id=app {attributes}></div>{data}</body></html>"
    )
    return process(SavedPage(URL, html.encode(), FETCHED))


def texts(found: PageOutcome) -> list[str]:
    return [block.text for block in found.extraction.article.body]


def props(title: str, content: Any = HTML) -> dict[str, Any]:
    return {"props": {"article": {"title": title, "content": content}, "menu": [{"title": "Desa"}]}}


def script(value: Any, attributes: str = "type=application/json") -> str:
    return f"<script {attributes}>{json.dumps(value)}</script>"


def assigned(title: str) -> str:
    return f"<script>var a={{b:1}};window.__STATE__ = {json.dumps(props(title))};run(a)</script>"


def parsed(title: str) -> str:
    written = json.dumps(props(title)).replace("\\", "\\\\").replace("'", "\\'")
    written = written.replace("<", "\\x3c")
    return f"<script>window['state']=JSON.parse('{written}')</script>"


def nuxt(title: str) -> str:
    values = [["Reactive", 1], {"data": 2}, {"title": 3, "content": 4, "self": 2}, title, [5, 6, 7]]
    return script([*values, *TEXT[:2], HTML], "id=__NUXT_DATA__ type=application/json")


def push(chunk: str) -> str:
    return f"<script>self.__next_f.push({json.dumps([1, chunk])})</script>"


def flight(title: str) -> str:
    node = ["$", "$L1", None, {"article": {"title": title, "content": "$a"}}]
    stream = f'1:I[7,[],""]\na:T{len(HTML.encode()):x},{HTML}2:{json.dumps(node)}\n'
    chunks = (stream[:150], stream[150:])
    return "".join(
        f"<script>self.__next_f.push({json.dumps([1, each])})</script>" for each in chunks
    )


def written_twice(title: str) -> str:
    blocks = {"blocks": [{"type": "paragraph", "data": {"text": text}} for text in TEXT]}
    return script(props(title, json.dumps(blocks)))


STATES = [assigned, parsed, nuxt, flight, written_twice, lambda title: script(props(title))]


@pytest.mark.parametrize("state", STATES)
def test_a_text_is_read_from_the_state_of_every_framework(state: Any) -> None:
    found = read(state(HEADLINE))
    assert found.state == "stored"
    assert set(TEXT) <= set(texts(found))
    assert found.extraction.article.provenance["body"] == "embedded"


@pytest.mark.parametrize("state", STATES)
def test_a_state_of_another_title_is_left_out(state: Any) -> None:
    assert (found := read(state(OTHER))).reason == "missing:body"
    assert not texts(found)


@pytest.mark.parametrize("title, count", [(HEADLINE, len(TEXT)), (OTHER, 0)])
def test_a_text_is_read_from_an_attribute(title: str, count: int) -> None:
    assert len(texts(read("", f'data-page="{escape(json.dumps(props(title)))}"'))) == count


def spans(text: str) -> list[dict[str, Any]]:
    one, other = text[:20], text[20:]
    return [{"type": "text", "text": one}, {"type": "link", "content": [{"text": other}]}]


@pytest.mark.parametrize(
    "blocks",
    [
        list(TEXT),
        [{"type": "image", "data": {"caption": "Foto"}}]
        + [{"type": "paragraph", "data": {"text": text}} for text in TEXT],
        {"type": "doc", "content": [{"type": "paragraph", "content": spans(t)} for t in TEXT]},
        [{"_type": "block", "children": [{"_type": "span", "text": text}]} for text in TEXT],
        [{"type": "paragraph", "children": [{"text": t[:9]}, {"text": t[9:]}]} for t in TEXT],
        {"blocks": [{"text": text, "type": "unstyled", "entityRanges": []} for text in TEXT]},
        {"rendered": HTML},
        [{"text": text} for text in TEXT],
    ],
    ids=["list", "editor", "tiptap", "portable", "slate", "draft", "wordpress", "untyped"],
)
def test_a_text_in_blocks_is_read_line_by_line(blocks: Any) -> None:
    assert texts(read(script(props(HEADLINE, blocks)))) == list(TEXT)


def test_the_parts_of_a_live_blog_are_its_text() -> None:
    updates = [{"@type": "BlogPosting", "headline": "Siaga", "articleBody": text} for text in TEXT]
    blog = {"@type": "LiveBlogPosting", "headline": HEADLINE, "liveBlogUpdate": updates}
    found = texts(read(script(blog, "type=application/ld+json")))
    assert [text for text in found if text != "Siaga"] == list(TEXT)


def test_the_text_in_a_tag_of_microdata_is_read() -> None:
    tag = f'<meta itemprop=articleBody content="{escape(chr(10).join(TEXT))}">'
    assert texts(read(tag)) == list(TEXT)
    assert texts(read(tag * 2)) == []


def nested(depth: int) -> Any:
    value: Any = "x"
    for _ in range(depth):
        value = {"type": "text", "content": [value, value]}
    return value


LONG = "kata " * 2_000


@pytest.mark.parametrize(
    "data",
    [
        script([[0] * 3_000, LONG], "id=__NUXT_DATA__ type=application/json"),
        script([{"title": 1, "content": 2}, HEADLINE, [3] * 2_000, [4] * 2_000, LONG],
               "id=__NUXT_DATA__ type=application/json"),
        script(["x", LONG], "id=__NUXT_DATA__ type=application/json"),
        script(props(HEADLINE, nested(15))),
        "<script type=application/json>" + '{"content":' * 9_000 + "</script>",
        push("1:[$1]" + LONG),
        push('1:["$1","$1"]\na:Tffffff,' + LONG),
        "<script>" + "window.a={" * 9_000 + "</script>",
        "<script>window.a=JSON.parse('" + "\\" * 9_001 + "</script>",
        "<script>window.a=JSON.parse('\\ud800" + LONG + "')</script>",
    ],
    ids=["cycle", "repeated", "no index", "doubling", "deep", "row", "circle", "cut", "escapes",
         "surrogate"],
)  # fmt: skip
def test_hostile_states_cost_no_page(data: str) -> None:
    found = read(data + HTML)
    assert not [flag for flag in found.extraction.article.flags if "failed" in flag]
    assert found.state == "stored"
    json.dumps(texts(found)).encode()


MORE = tuple(f"Warga dusun nomor {n} ikut mengecat perahu itu bersama-sama." for n in range(4))


def stated(*lines: str) -> str:
    node = {"@type": "NewsArticle", "headline": HEADLINE, "articleBody": "\n".join(lines)}
    return script(node, "type=application/ld+json")


def shown(*lines: str) -> str:
    return "<div class=isi>" + "".join(f"<p>{line}</p>" for line in lines) + "</div>"


@pytest.mark.parametrize("count", [4, 6, 7])
def test_a_text_of_which_the_page_shows_the_beginning_is_read_whole(count: int) -> None:
    lines = (*TEXT, *MORE)
    found = read(shown(*lines[:count]) + stated(*lines))
    assert texts(found) == list(lines)
    assert found.extraction.article.provenance["body"] == "jsonld"


def test_a_text_that_the_page_shows_whole_is_read_as_shown() -> None:
    found = read(shown(*TEXT, *MORE) + stated(*TEXT, "Baca juga: Kabar Lain dari Desa Sebelah"))
    assert texts(found) == [*TEXT, *MORE]
    assert "doubtful:body" not in found.extraction.article.flags


def test_a_stated_text_of_other_sentences_makes_the_shown_one_doubtful() -> None:
    found = read(shown(*TEXT) + stated(*TEXT[:2], *MORE))
    assert texts(found) == list(TEXT)
    assert "doubtful:body" in found.extraction.article.flags


def test_the_text_of_all_pages_is_no_part_of_the_first() -> None:
    pager = f"<div class=paging><a href='{URL}?page=2'>2</a></div>"
    found = read(shown(*TEXT) + pager + stated(*TEXT, *MORE))
    assert found.extraction.is_part
    assert texts(found) == list(TEXT)
