"""What the shape of a page tells, without any publisher's facts, and what must not mislead it."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from newscrawler.extraction import SavedPage, extract
from newscrawler.items import Article

URL = "https://www.warta-sumari.example/berita/2231/saung-baca-cibungur"
FETCHED = datetime(2026, 11, 20, 2, tzinfo=UTC)
HEADLINE = "Saung Baca Cibungur Dibuka Lagi Setelah Dua Musim Hujan"
TEXT = (
    "Warga Kampung Cibungur membuka lagi saung baca yang rubuh diterpa angin dua tahun lalu.",
    "Atap saung kini memakai ijuk dari tiga desa tetangga yang dikirim dengan perahu.",
    '"Anak-anak datang sebelum pintunya terpasang," kata ketua kampung, Dadang Permana.',
    "Pengelola menyiapkan empat ratus buku bekas dan dua lampu yang menyala dengan kincir air.",
    "Saung itu buka setiap sore sampai azan magrib terdengar dari langgar di seberang sungai.",
    "Bulan depan warga hendak menambah rak dari papan perahu yang tidak terpakai lagi.",
)
PICTURE = '<img src="https://img.warta-sumari.example/saung.jpg">'


def read(body: str, head: str = "", headline: str = HEADLINE) -> Article:
    html = (
        f"<!doctype html><html lang=id><head>{head}</head><body><div>"
        f"<h1>{headline}</h1>{body}</div></body></html>"
    )
    return extract(SavedPage(URL, html.encode(), FETCHED))


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts or TEXT)


def texts(found: Article) -> list[str]:
    return [block.text for block in found.body]


def state(article: dict[str, Any] | str, *others: dict[str, Any]) -> str:
    given = {"article": article, "related": others}
    written = article if isinstance(article, str) else json.dumps({"props": {"pageProps": given}})
    return f'<script id="__NEXT_DATA__" type="application/json">{written}</script>'


def told(headline: str = HEADLINE, *lines: str, **more: Any) -> dict[str, Any]:
    return {"title": headline, "content": paragraphs(*lines)} | more


# The text


def test_later_parts_that_wait_for_a_click_are_read() -> None:
    hidden = f'<div class="paging-content" style="display:none">{paragraphs(*TEXT[3:])}</div>'
    found = read(f"<div>{paragraphs(*TEXT[:3])}{hidden}</div>")
    assert texts(found) == list(TEXT)
    assert "incomplete" not in found.flags


def test_a_hidden_window_is_no_text() -> None:
    window = '<div style="display:none"><p>Apakah Anda yakin ingin keluar dari akun ini?</p></div>'
    assert texts(read(f"<div>{paragraphs()}{window}</div>")) == list(TEXT)


HIDDEN_NOTE = "Dilarang menyalin kabar ini."


@pytest.mark.parametrize(
    "attributes",
    [
        "class=hidden",
        'class="catatan d-none"',
        'style="position:absolute; left:-9999px"',
        'style="opacity:0"',
    ],
)
def test_hidden_words_are_no_part_of_their_line(attributes: str) -> None:
    note = f"<span {attributes}>{HIDDEN_NOTE}</span>"
    split = [line.replace(" ", f" {note}", 1) for line in TEXT]
    assert texts(read(f"<div>{paragraphs(*split)}</div>")) == list(TEXT)


@pytest.mark.parametrize(
    "attributes",
    ['class="d-none d-md-inline"', 'class="hidden md:inline"', 'style="opacity:0.8"', "class=hid"],
)
def test_words_that_some_screens_show_are_text(attributes: str) -> None:
    lines = [f"<span {attributes}>Kabar kampung:</span> {line}" for line in TEXT]
    assert texts(read(f"<div>{paragraphs(*lines)}</div>")) == [
        f"Kabar kampung: {line}" for line in TEXT
    ]


def test_text_that_waits_for_a_click_in_a_part_of_a_line_is_read() -> None:
    rest = f"<span class=hidden>{'<br>'.join(TEXT[1:])}</span>"
    assert texts(read(f"<div>{TEXT[0]}<br>{rest}</div>")) == list(TEXT)


@pytest.mark.parametrize("attributes", ['style="opacity:0"', 'class="hidden"'])
def test_paragraphs_that_a_script_will_show_are_text(attributes: str) -> None:
    assert texts(read("".join(f"<p {attributes}>{line}</p>" for line in TEXT))) == list(TEXT)


@pytest.mark.parametrize(
    "embed",
    [
        '<blockquote class="twitter-tweet"><p>{post}</p></blockquote>',
        '<blockquote><p>{post}</p><a href="https://twitter.com/sumari/status/1">x</a></blockquote>',
    ],
)
def test_a_post_of_another_site_is_no_text(embed: str) -> None:
    embed = embed.format(post="Saungnya cantik sekali, kami mau ke sana minggu depan!")
    found = read(f"<div>{paragraphs(*TEXT[:3])}{embed}{paragraphs(*TEXT[3:])}</div>")
    assert texts(found) == list(TEXT)


def test_teasers_of_other_articles_are_no_text() -> None:
    items = "".join(
        f"<li><h3><a href='/berita/{n}'>Kabar nomor {n} dari tepi Sungai Tirtasari</a></h3>"
        f"<p>Ringkasan kabar nomor {n} yang cukup panjang untuk disangka sebuah paragraf.</p></li>"
        for n in range(9)
    )
    found = read(f"<div>{paragraphs(*TEXT[:3])}</div><h4>Berita Lainnya</h4><ul>{items}</ul>")
    assert texts(found) == list(TEXT[:3])
    assert [len(block.links) for block in found.related] == [9]


def test_a_text_shown_twice_for_two_widths_is_one() -> None:
    assert texts(read(f"<div>{paragraphs()}{paragraphs()}</div>")) == list(TEXT)


def test_a_sentence_that_comes_again_is_text() -> None:
    chorus = [*TEXT[:3], TEXT[0], *TEXT[3:], TEXT[0]]
    assert texts(read(f"<div>{paragraphs(*chorus)}</div>")) == chorus


def test_what_follows_the_writers_initials_is_cut() -> None:
    tail = "<p>(rk/dp)</p><p>Mari daftarkan kampung Anda menjadi kampung baca tahun depan.</p>"
    assert texts(read(f"<div>{paragraphs()}{tail}</div>")) == list(TEXT)


@pytest.mark.parametrize("line", ["(Ist)", "(Antara)", "(lanjut)", "(Foto)", "[red]", "(rk/dp)"])
def test_a_line_in_brackets_amid_a_text_ends_nothing(line: str) -> None:
    found = read(f"<div>{paragraphs(*TEXT[:2])}<p>{line}</p>{paragraphs(*TEXT[2:])}</div>")
    assert texts(found) == list(TEXT)


def test_a_link_amid_the_text_is_kept_as_a_link() -> None:
    link = '<p>Baca juga: <a href="/berita/2190">Perahu Ijuk Tiba di Cibungur</a></p>'
    found = read(f"<div>{paragraphs(*TEXT[:3])}{link}{link}{paragraphs(*TEXT[3:])}</div>")
    assert texts(found) == list(TEXT)
    assert {each.title for each in found.inline_related} == {"Perahu Ijuk Tiba di Cibungur"}


@pytest.mark.parametrize(
    "heading",
    [
        "<a href=/wisata/{n}>{n}. {title}</a>",
        "{n}. <a href=https://x.example/{n}>{title}</a>",
        "<a href=/wisata/{n}>{title}</a>",
    ],
)
def test_linked_subheadings_of_a_list_article_are_text(heading: str) -> None:
    title = "Penginapan di Tepi Sungai Tirtasari Bagian {n}"
    parts = [
        f"<h3>{heading.format(n=n, title=title.format(n=n))}</h3><p>{line}</p>"
        for n, line in enumerate(TEXT[1:], 1)
    ]
    found = read(f"<div>{paragraphs(TEXT[0])}{''.join(parts)}</div>")
    assert [block.kind for block in found.body] == ["paragraph", *("heading", "paragraph") * 5]
    assert title.format(n=3) in found.body[5].text
    assert not found.inline_related


@pytest.mark.parametrize("box", ["{0}", "<div>{0}</div>", "<b>Berita Terkait</b>{0}"])
def test_links_in_headings_to_other_articles_are_no_text(box: str) -> None:
    def link(number: int) -> str:
        return box.format(f"<h4><a href=/berita/{number}>Perahu Ijuk Tiba di Cibungur</a></h4>")

    second = "" if box == "{0}" else link(2191)  # several bare ones head the parts of a list
    inner = link(2190) + paragraphs(*TEXT[2:4]) + second + paragraphs(*TEXT[4:])
    found = read(f"<div>{paragraphs(*TEXT[:2])}{inner}</div>")
    assert texts(found) == list(TEXT)
    assert {each.title for each in found.inline_related} == {"Perahu Ijuk Tiba di Cibungur"}


def test_the_name_of_a_service_over_a_paragraph_is_a_subheading() -> None:
    parts = f"<h3>Facebook</h3>{paragraphs(*TEXT[2:4])}<h3>Telegram</h3>{paragraphs(*TEXT[4:])}"
    found = read(f"<div>{paragraphs(*TEXT[:2])}{parts}<p>Facebook</p></div>")
    assert [block.text for block in found.body if block.kind == "heading"] == [
        "Facebook",
        "Telegram",
    ]


def test_a_short_sentence_may_open_the_text() -> None:
    assert texts(read(f"<div>{paragraphs('Cibungur ramai.', *TEXT)}</div>")) == [
        "Cibungur ramai.",
        *TEXT,
    ]
    apart = f"<span>Cibungur ramai.</span><div>{paragraphs()}</div>"
    assert texts(read(f"<div>{apart}</div>")) == list(TEXT)


# Comments

COMMENTS = (
    "Mantap sekali, semoga saung di kampung kami segera menyusul tahun depan.",
    "Jalannya masih rusak, tolong diperbaiki dahulu supaya anak-anak tidak jatuh.",
    "Dulu saya belajar membaca di sana, terima kasih kepada semua pengelolanya.",
)


def posts(item: str, *names: str) -> str:
    items = enumerate(zip(names, COMMENTS, strict=False), 1)
    return "".join(item.format(name=name, n=n, text=text) for n, (name, text) in items)


@pytest.mark.parametrize(
    "item",
    [
        "<div><b>{name}</b> <span>{n} jam lalu</span><p>{text}</p></div>",
        "<div><div>{name}</div><div>{n} hari yang lalu</div><div>{text}</div></div>",
        "<ul><li><h6>{name} · {n} minggu lalu</h6><p>{text}</p></li></ul>",
        "<p>{name} - {n} jam lalu - Balas</p><p>{text}</p>",
    ],
)
@pytest.mark.parametrize("heading", ["<h3>Obrolan Warga</h3>", ""])
def test_comments_are_left_out_by_their_shape(item: str, heading: str) -> None:
    written = posts(item, "budi99", "Rina", "kang_ujang")
    assert texts(read(f"<div>{paragraphs()}{heading}{written}</div>")) == list(TEXT)


@pytest.mark.parametrize("heading", ["Komentar Netizen", "Tanggapan Pembaca", "Komentar"])
@pytest.mark.parametrize("place", range(1, len(TEXT) - 1))
def test_a_heading_that_names_comments_amid_a_text_is_text(heading: str, place: int) -> None:
    amid = f"<h3>{heading}</h3>"
    found = read(f"<div>{paragraphs(*TEXT[:place])}{amid}{paragraphs(*TEXT[place:])}</div>")
    assert texts(found) == [*TEXT[:place], heading, *TEXT[place:]]


@pytest.mark.parametrize("line", ["Disclaimer", "<strong>Komentar Netizen</strong>"])
def test_most_of_a_text_is_not_cut_at_a_line_that_may_end_it(line: str) -> None:
    found = read(f"<div>{paragraphs(*TEXT[:2], line, *TEXT[2:])}</div>")
    assert set(TEXT) <= set(texts(found))
    assert texts(read(f"<div>{paragraphs(*TEXT, line, COMMENTS[0])}</div>")) == list(TEXT)


def test_short_paragraphs_under_a_heading_that_names_comments_are_comments() -> None:
    shorter = paragraphs("Semoga awet.", "Kapan buka lagi?")
    found = read(f"<div>{paragraphs()}<h3>Komentar Pembaca</h3>{shorter}</div>")
    assert texts(found) == list(TEXT)


def test_a_single_comment_has_a_heading() -> None:
    post = posts("<div><b>{name}</b> {n} jam lalu<p>{text}</p></div>", "budi99")
    assert texts(read(f"<div>{paragraphs()}<h3>Suara Netizen</h3>{post}</div>")) == list(TEXT)
    assert COMMENTS[0] in texts(read(f"<div>{paragraphs()}{post}</div>"))


@pytest.mark.parametrize(
    "entry",
    ["<p><b>Sari Dewi</b> {n} jam lalu</p><p>{text}</p>", "<p>{n} menit lalu</p><p>{text}</p>"],
)
def test_the_entries_of_a_live_report_are_no_comments(entry: str) -> None:
    entries = "".join(entry.format(n=n, text=text) for n, text in enumerate(TEXT[1:], 1))
    found = texts(read(f"<div>{paragraphs(TEXT[0])}{entries}</div>"))
    assert set(TEXT) <= set(found)


# Pictures


@pytest.mark.parametrize(
    "body",
    [
        f"<article>{PICTURE}{paragraphs(*TEXT[:4])}</article>",
        f"<article><p>{PICTURE}{TEXT[0]}</p>{paragraphs(*TEXT[1:4])}</article>",
        f"<article><p><b>{PICTURE}{TEXT[0]}</b></p>{paragraphs(*TEXT[1:4])}</article>",
    ],
)
def test_a_picture_amid_the_text_does_not_take_it_for_its_caption(body: str) -> None:
    found = read(body)
    assert texts(found) == list(TEXT[:4])
    assert [image.caption for image in found.images] == [None]


def test_the_words_beside_a_picture_in_its_own_element_are_its_caption() -> None:
    words = "Saung baca dari seberang"
    found = read(f"<article><div>{PICTURE} {words}</div>{paragraphs()}</article>")
    assert [image.caption for image in found.images] == [words]
    assert texts(found) == list(TEXT)


@pytest.mark.parametrize(
    "item",
    [
        "<figure>{picture}<figcaption>{line}</figcaption></figure>",
        "<figure>{picture}<figcaption><p>{line} (Foto: Sari Dewi)</p></figcaption></figure>",
        "<div><div>{picture}</div><div class=photo__caption>{line}</div></div>",
        "<div>{picture}<p class=caption>{line}</p></div>",
        "<ul><li>{picture}<span class=caption>{line}</span></li></ul>",
    ],
)
@pytest.mark.parametrize("intro", [0, 1, 2])
def test_the_captions_of_a_page_of_pictures_are_its_text(item: str, intro: int) -> None:
    items = "".join(item.format(picture=PICTURE, line=line) for line in TEXT[intro:])
    introduction = "".join(f"<p>{line}</p>" for line in TEXT[:intro])
    found = read(f"<div class=galeri>{introduction}{items}</div>")
    assert [text.removesuffix(" (Foto: Sari Dewi)") for text in texts(found)] == list(TEXT)
    kinds = ["paragraph"] * intro + ["caption"] * (len(TEXT) - intro)
    assert [block.kind for block in found.body] == kinds
    assert "doubtful:body" not in found.flags


def test_long_captions_beside_a_longer_text_are_no_text() -> None:
    figures = "".join(
        f"<figure>{PICTURE}<figcaption>{line}</figcaption></figure>" for line in COMMENTS
    )
    assert texts(read(f"<div>{paragraphs()}{figures}</div>")) == list(TEXT)


def test_a_caption_amid_the_text_is_its_pictures() -> None:
    shown = f"<div>{PICTURE}</div><div>Saung baca dari seberang sungai. Foto: Raka/Warta</div>"
    found = read(f"<div>{paragraphs(*TEXT[:3])}{shown}{paragraphs(*TEXT[3:])}</div>")
    assert texts(found) == list(TEXT)
    (image,) = found.images
    assert image.caption == "Saung baca dari seberang sungai. Foto: Raka/Warta"
    assert image.credit == "Raka/Warta"


@pytest.mark.parametrize(
    "text",
    [
        "Warga merekam kejadian itu dalam video dan foto. Dadang baru datang dua jam kemudian.",
        "Dadang belum mau menyebut sumber. Ia masih menunggu dua saksi di langgar kampung itu.",
    ],
)
def test_a_paragraph_under_a_picture_is_no_caption(text: str) -> None:
    found = read(f"<div>{paragraphs(*TEXT[:2])}<p>{PICTURE}</p>{paragraphs(text, *TEXT[2:])}</div>")
    assert text in texts(found)


# The page's data


def test_a_text_that_only_the_pages_state_holds_is_read() -> None:
    found = read("<main></main>", state(told(published_at="2026-11-18 06:45:10")))
    assert texts(found) == list(TEXT)
    assert found.provenance["body"] == found.provenance["published"] == "embedded"


@pytest.mark.parametrize("body", [f"<div>{paragraphs()}</div>", "<main></main>"])
def test_the_state_of_another_article_is_not_this_ones(body: str) -> None:
    other = told("Perahu Ijuk Terakhir Berlabuh di Tirtasari", *TEXT * 3, authors=["Rudi Hartono"])
    found = read(body, state(told("Daftar isi"), other))
    assert found.headline == HEADLINE
    assert found.authors == []
    assert "embedded" not in found.provenance.values()


@pytest.mark.parametrize(
    "given",
    [
        '{"a": ',
        json.dumps({"article": told(authors=[["x"]] * 3)}),
        json.dumps({"article": told(content=paragraphs() + "\x00\x01<p>lagi</p>")}),
        json.dumps({"article": told(content='<?xml version="1.0" encoding="x"?>' + paragraphs())}),
        '{"article": {"title": "' + HEADLINE + '", "content": "\\ud800' + "kata " * 90 + '"}}',
        "[" * 5000 + "]" * 5000,
    ],
    ids=["cut", "nested-names", "control", "xml", "surrogate", "deep"],
)
def test_a_hostile_state_never_raises(given: str) -> None:
    found = read("<main></main>", state(given))
    json.dumps(texts(found)).encode()


def test_a_state_that_cannot_be_read_is_said() -> None:
    assert "state_unreadable" in read(f"<div>{paragraphs()}</div>", state('{"a": ')).flags


def test_keywords_that_are_the_words_of_the_summary_are_none() -> None:
    summary = TEXT[0]
    head = (
        f'<meta name="description" content="{summary}">'
        f'<meta name="keywords" content="{", ".join(summary.split())}">'
    )
    assert read(f"<div>{paragraphs()}</div>", head).tags == []


# Names and times


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ('<div class="author-2">Raka Dirgantara</div>', ["Raka Dirgantara"]),
        ('<a href="/penulis/raka">Raka Dirgantara</a>', ["Raka Dirgantara"]),
        (
            '<a href="/author/1">Raka Dirgantara</a><a href="/author/2">Sinta Lestari</a>',
            ["Raka Dirgantara", "Sinta Lestari"],
        ),
        ('<div class="author">Sinta Lestari, S.Pd</div>', ["Sinta Lestari"]),
        ('<div class="author">Tim Redaksi</div>', []),
        ("<table><tr><td>Penulis</td><td>: Raka Dirgantara</td></tr></table>", ["Raka Dirgantara"]),
    ],
)
def test_a_byline_is_read_without_a_word_that_says_so(byline: str, authors: list[str]) -> None:
    assert read(f"{byline}<div>{paragraphs()}</div>").authors == authors


def stamped(stamp: str, printed: str) -> Article:
    head = f'<meta property="article:published_time" content="{stamp}">'
    return read(f"<div>{printed}</div><div>{paragraphs()}</div>", head)


def test_a_stamp_in_another_zone_than_the_printed_time_is_doubted() -> None:
    found = stamped("2026-11-18T14:00:00-07:00", "Rabu, 18 November 2026 14:00 WIB")
    assert found.published
    assert found.published.raw == "Rabu, 18 November 2026 14:00 WIB"
    assert "zone_conflict:published" in found.flags


def test_a_printed_time_before_the_stamp_counts_and_the_stamp_is_kept() -> None:
    found = stamped("2026-11-18T14:33:13+07:00", "Rabu, 18 November 2026 14:30 WIB")
    assert found.published
    assert found.published.raw == "Rabu, 18 November 2026 14:30 WIB"
    assert found.raw["published"] == "2026-11-18T14:33:13+07:00"


# Whatever is in the page, it takes time in proportion, and raises nothing.


@pytest.mark.parametrize(
    "piece",
    [
        '<img width="' + "9" * 5000 + '">',
        '<img src="/a.jpg"><span>x</span>',
        '<div class="author">redaksi</div>',
        '<div style="display:none"><p>kata</p></div>',
        '<a href="/tag/a">a</a>',
        '<blockquote><a href="https://x.com/a/status/1">a</a></blockquote>',
    ],
)
def test_thousands_of_anything_are_read(piece: str) -> None:
    found = read(f"<div>{paragraphs()}</div>{piece * 4000}")
    assert set(TEXT) <= set(texts(found))


def test_a_headline_behind_a_comment_is_no_trap() -> None:
    html = f"<html><head><title>{HEADLINE}</title></head><body><div><!-- judul -->{HEADLINE}</div>"
    found = extract(
        SavedPage(URL, f"{html}<div>{paragraphs()}</div></body></html>".encode(), FETCHED)
    )
    assert set(TEXT) <= set(texts(found))
