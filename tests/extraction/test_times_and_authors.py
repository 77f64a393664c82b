"""The times and authors that pages give in markup of every kind."""

from datetime import UTC, datetime

import pytest

from newscrawler.extraction import SavedPage, extract
from newscrawler.items import Article

URL = "https://www.contoh.co.id/desa/2026/perahu-sekolah-mulai-berlayar"
FETCHED = datetime(2026, 11, 20, 2, tzinfo=UTC)
HEADLINE = "Perahu Sekolah Mulai Berlayar di Danau Limboto Setiap Pagi"
TEXT = "".join(
    f"<p>{text}</p>"
    for text in (
        "Perahu kayu berkapasitas tiga puluh murid itu berangkat dari dermaga desa pukul enam.",
        "Biaya perawatannya ditanggung bersama oleh warga dua dusun dan pemerintah kabupaten.",
        "Selama ini murid harus berjalan memutar sejauh tujuh kilometer di tepi danau itu.",
        "Nakhoda perahu dilatih dua pekan oleh petugas pelabuhan sebelum mulai bertugas.",
    )
)
STAMP = "2026-11-18T14:05:00+07:00"
DAY = "Rabu, 18 November 2026"


def article(header: str = "", head: str = "", text: str = TEXT, above: str = "") -> Article:
    html = (
        f"<!doctype html><html lang=id><head><title>{HEADLINE}</title>{head}</head><body>{above}"
        f"<main><h1>{HEADLINE}</h1>{header}<div class=isi>{text}</div></main></body></html>"
    )
    return extract(SavedPage(URL, html.encode(), FETCHED))


def published(*args: str, **parts: str) -> str | None:
    found = article(*args, **parts).published
    return found.value if found else None


@pytest.mark.parametrize(
    "header",
    [
        f"<time datetime='{STAMP}'></time>",
        f"<time datetime='{STAMP}'>18 November 2026</time>",
        f"<time datetime='{STAMP}'>2 hari lalu</time>",
        f"<time pubdate datetime='{STAMP}'>Rabu</time>",
        f"<span itemprop=datePublished content='{STAMP}'>kemarin lusa</span>",
        f"<abbr class=published title='{STAMP}'>14.05</abbr>",
        f"<abbr class='dt-published' title='{STAMP}'>Rabu siang</abbr>",
        "<span class=post-date data-timestamp=1794985500>dua hari silam</span>",
        "<span class=post-date data-time=1794985500000></span>",
        (
            f"<p>Diperbarui <time datetime='2026-11-19T08:00:00+07:00'>19/11</time></p>"
            f"<p>Terbit <time datetime='{STAMP}'>18/11</time></p>"
        ),
        f"<div>{DAY}</div><time datetime='{STAMP}'></time>",
    ],
)
def test_elements_give_the_time_of_publication(header: str) -> None:
    moment = published(header)
    assert moment
    assert datetime.fromisoformat(moment) == datetime.fromisoformat(STAMP)


@pytest.mark.parametrize(
    "header",
    [
        (
            f"<ul><li><a href=/a>Panen Raya Lereng Timur</a><time datetime='{STAMP}'></time>"
            f"<li><a href=/b>Jalan Desa Segera Diaspal</a><time datetime='{STAMP}'></time>"
            "</ul>"
        ),
        f"<aside><time datetime='{STAMP}'>Rabu</time><time datetime='2026-11-17'></time></aside>",
        f"<div class=comments><time datetime='{STAMP}'>Rabu</time></div><time>08.00</time>",
    ],
)
def test_times_of_other_things_are_not_the_articles(header: str) -> None:
    assert published(text=TEXT + header) is None


@pytest.mark.parametrize(
    "name",
    [
        "article.published", "og:published_time", "article:publish_date", "publish-date", "pubDate",
        "parsely-pub-date", "sailthru.date", "DC.date.issued", "dcterms.created", "publish_date",
        "cXenseParse:recs:publishtime", "citation_publication_date", "date", "datePublished",
        "prism.publicationDate", "DC.date.available", "eprints.datestamp",
    ],
)  # fmt: skip
def test_meta_tags_of_every_system_give_the_time(name: str) -> None:
    assert published(head=f"<meta name='{name}' content='{STAMP}'>") == STAMP


@pytest.mark.parametrize(
    "head",
    [
        f'<meta name=parsely-page content=\'{{"pub_date": "{STAMP}"}}\'>',
        f"<meta name=twitter:label1 content=Published><meta name=twitter:data1 content='{STAMP}'>",
        f"<meta name=twitter:label2 content='Terbit:'><meta name=twitter:data2 content='{STAMP}'>",
    ],
)
def test_tags_that_describe_a_page_give_the_time(head: str) -> None:
    assert published(head=head) == STAMP


@pytest.mark.parametrize("content", ["{", "[1]", "{}", '{"pub_date": [7]}', "[" * 9_000])
def test_a_hostile_description_gives_none(content: str) -> None:
    assert published(head=f"<meta name=parsely-page content='{content}'>") is None


@pytest.mark.parametrize("name", ["og:updated_time", "article:modified", "dcterms.modified"])
def test_meta_tags_of_every_system_give_the_time_of_change(name: str) -> None:
    found = article(head=f"<meta property='{name}' content='{STAMP}'>")
    assert found.modified
    assert found.modified.value == STAMP
    assert "published_is_modified" in found.flags


@pytest.mark.parametrize(
    "stamp",
    [
        "1970-01-01T00:00:00+00:00",
        "0001-01-01T00:00:00Z",
        "9999-12-31",
        "2031-01-01T00:00:00Z",
        "0",
    ],
)
def test_an_absurd_stamp_gives_way_to_the_printed_date(stamp: str) -> None:
    head = f"<meta property='article:published_time' content='{stamp}'>"
    assert published(f"<div>{DAY} 14:05 WIB</div>", head) == STAMP


def test_seconds_since_1970_are_read_in_linked_data() -> None:
    script = '{"@type": "NewsArticle", "datePublished": 1794985500}'
    head = f"<script type=application/ld+json>{script}</script>"
    assert published(head=head) == "2026-11-18T07:05:00+00:00"


@pytest.mark.parametrize(
    "parts",
    [
        {"text": f"<p>{DAY} | 14:05 WIB</p>{TEXT}"},
        {
            "header": "".join(f"<div>Tombol {n}</div>" for n in range(20))
            + f"<p>{DAY} 14.05 WIB</p>"
        },
    ],
    ids=["in the text", "behind a bar of buttons"],
)
def test_a_printed_date_is_found_further_down(parts: dict[str, str]) -> None:
    assert published(**parts) == STAMP


@pytest.mark.parametrize(
    "after",
    [
        f"<aside><h3>Published</h3><p><time datetime='{STAMP}'>Rabu</time></p></aside>",
        "<p>Dipublikasikan pada: 18 November 2026 14:05 WIB</p>",
        f"<footer><time datetime='{STAMP}'>18/11</time></footer>",
    ],
    ids=["label", "line", "the only time"],
)
def test_a_labelled_time_is_found_anywhere(after: str) -> None:
    assert published(text=TEXT + after) == STAMP


def test_the_day_in_the_address_is_better_than_none() -> None:
    url = "https://www.contoh.co.id/desa/2026/11/18/perahu-sekolah-mulai-berlayar"
    page = SavedPage(url, f"<html><h1>{HEADLINE}</h1>{TEXT}</html>", FETCHED)
    found = extract(page).published
    assert found
    assert (found.value, found.precision) == ("2026-11-18", "day")


@pytest.mark.parametrize(
    "above",
    [
        "<header><div>Jumat, 20 November 2026</div></header>",
        "<div class=topbar><span>Jumat, 20 November 2026 09:00 WIB</span></div>",
        "<div id=clock>20 November 2026</div>",
    ],
)
def test_the_date_in_a_masthead_is_not_the_articles(above: str) -> None:
    assert published(above=above) is None


def linked(*nodes: str) -> str:
    return f"<script type='Application/LD+JSON'>[{','.join(nodes)}]</script>"


OTHER = (
    '{"@type": "NewsArticle", "headline": "Banjir Surut di Tiga Kecamatan Hilir", '
    '"datePublished": "2026-11-10T10:00:00+07:00", "author": {"name": "Orang Lain"}}'
)


@pytest.mark.parametrize(
    "own",
    [f'"headline": "{HEADLINE}"', f'"headline": "Judul Pendek", "url": "{URL}/"'],
    ids=["headline", "address"],
)
def test_of_several_articles_the_pages_own_counts(own: str) -> None:
    node = f'{{"@type": "NewsArticle", {own}, "DATEPUBLISHED": "{STAMP}", "author": "Sari Dewi"}}'
    found = article(head=linked(OTHER, node))
    assert found.published
    assert (found.published.value, found.authors) == (STAMP, ["Sari Dewi"])


def test_the_page_node_gives_dates_where_there_is_no_article() -> None:
    node = f'{{"@type": "WebPage", "datePublished": "{STAMP}"}}'
    assert published(head=linked(node)) == STAMP


@pytest.mark.parametrize(
    "byline, expected",
    [
        ("Penulis: Sari Dewi", ["Sari Dewi"]),
        ("OLEH SARI DEWI", ["SARI DEWI"]),
        ("Ditulis oleh Sari Dewi dan Agus Halim", ["Sari Dewi", "Agus Halim"]),
        ("Sari Dewi & Agus Halim", ["Sari Dewi", "Agus Halim"]),
        ("Sari Dewi, Agus Halim | Tono Bahri", ["Sari Dewi", "Agus Halim", "Tono Bahri"]),
        ("Reporter: Sari Dewi | Editor: Agus Halim", ["Sari Dewi"]),
        ("Sari Dewi, Editor: Agus Halim", ["Sari Dewi"]),
        ("Editor: Agus Halim", []),
        ("Prof. Sari Dewi, S.H., M.Hum.", ["Prof. Sari Dewi, S.H., M.Hum."]),
        ("Sari Dewi - Kabar Danau", ["Sari Dewi"]),
        ("Kontributor Gorontalo, Sari Dewi", ["Sari Dewi"]),
        ("Redaksi Kabar Danau", ["Redaksi Kabar Danau"]),
    ],
)
def test_a_byline_in_a_meta_tag_gives_its_names(byline: str, expected: list[str]) -> None:
    assert article(head=f"<meta name=author content='{byline}'>").authors == expected


def test_each_author_may_have_a_meta_tag() -> None:
    head = "<meta name=author content='Sari Dewi'><meta name=author content='Agus Halim'>"
    assert article(head=head).authors == ["Sari Dewi", "Agus Halim"]


def test_the_label_for_twitter_names_the_author() -> None:
    head = (
        "<meta name=twitter:label1 content='Ditulis oleh'><meta name=twitter:data1 "
        "content='Sari Dewi'><meta name=twitter:label2 content='Estimasi waktu membaca'>"
    )
    assert article(head=head).authors == ["Sari Dewi"]


def test_an_english_byline_under_the_headline_gives_its_names() -> None:
    assert article("<div>By Sari Dewi and Agus Halim</div>").authors == ["Sari Dewi", "Agus Halim"]
    assert article("<div>By Invitation Only</div>").authors != ["Invitation"]


@pytest.mark.parametrize(
    "markup",
    [
        "Perahu Sekolah Mulai Berlayar<br>di Danau Limboto Setiap Pagi",
        "<div>Perahu Sekolah Mulai Berlayar</div><div>di Danau Limboto Setiap Pagi</div>",
        "<b>Perahu Sekolah Mulai</b><b>Berlayar di Danau Limboto Setiap Pagi</b>",
        "<b style='display: block'>Perahu Sekolah Mulai Berlayar</b>di Danau Limboto Setiap Pagi",
        f"<span class=judul__kicker>Pendidikan</span>{HEADLINE}",
        f"<span class=kicker>{HEADLINE}</span>",
        "Perahu Seko\u00adlah Mulai Ber\u00adlayar di Danau Limboto Setiap Pagi",
        "<b>Per</b><b>ahu</b> Sekolah Mulai Berlayar di Danau Limboto Setiap Pagi",
        f"{HEADLINE} <a href='#judul'>#</a>",
        f"{HEADLINE}<span style='display: none'> | Kabar Danau</span>",
        f"{HEADLINE}<span style='font-size:0'> | Kabar Danau</span>",
        f"<span class=sr-only>Berita: </span>{HEADLINE}",
        f"<span class=hidden>Berita: </span>{HEADLINE}",
        "<span>Per</span>ahu Sekolah Mulai Berlayar di Danau Limboto Setiap Pagi",
    ],
)
def test_a_headline_in_parts_reads_as_it_is_shown(markup: str) -> None:
    html = f"<html><head><title>{HEADLINE}</title></head><body><h1>{markup}</h1>{TEXT}</body>"
    assert extract(SavedPage(URL, html, FETCHED)).headline == HEADLINE


@pytest.mark.parametrize(
    "header",
    [
        f"<p>Last updated:</p><div>{DAY}</div>",
        f"<div class=post-date>Updated {DAY}</div>",
        f"<div>Terakhir diperbarui</div><div><span class=date>{DAY}</span></div>",
        f"<div class=date__modified-date><time datetime='{STAMP}'></time></div>",
    ],
)
def test_the_time_of_a_change_is_not_that_of_publication(header: str) -> None:
    found = article(header)
    assert "published_is_modified" in found.flags
    assert found.modified
    assert (found.modified.value or "").startswith("2026-11-18")


@pytest.mark.parametrize(
    "around",
    [
        "<div class=meta><b>{}</b></div><section>{}</section>",
        "<section>{1}</section><p>Terbit</p><p>{0}</p>",
    ],
    ids=["alone", "labelled"],
)
def test_a_day_that_stands_alone_outside_the_text_is_found(around: str) -> None:
    below = f"<article>{TEXT}</article>"
    body = f"<div><h1>{HEADLINE}</h1></div>{around.format('18 November 2026', below)}"
    found = extract(SavedPage(URL, f"<html><body>{body}</body></html>", FETCHED)).published
    assert found
    assert found.value == "2026-11-18"


BUTTONS = "".join(f"<div>Bagikan lewat jalan nomor {number}</div>" for number in range(80))


@pytest.mark.parametrize(
    "days, expected",
    [
        ("<p>18 November 2026</p>", "2026-11-18"),
        ("<p>18 November 2026</p><p>10 November 2026</p>", None),
        ("<p>18 November 2026</p><p>Diperbarui 19 November 2026</p>", "2026-11-18"),
    ],
    ids=["one", "two", "one and a change"],
)
def test_a_day_far_from_the_headline_counts_if_it_is_the_only_one(
    days: str, expected: str | None
) -> None:
    assert published(header=BUTTONS + days) == expected


def test_an_american_date_under_the_headline_is_read() -> None:
    assert published("<ul><li>11/18/2026</li></ul>") == "2026-11-18"


def test_meta_tags_with_names_of_the_sites_own_are_read() -> None:
    assert published(head=f"<meta name=x-published-date content='{STAMP}'>") == STAMP


@pytest.mark.parametrize(
    "header, after",
    [
        ("<div>By Sari Dewi November 18, 2026</div>", ""),
        ("<div>Written by</div><div>Sari Dewi</div>", ""),
        ("<span class=meta-author>By Sari Dewi</span>", ""),
        ("", "<footer><p><a rel=author href=/orang/sari-dewi>Sari Dewi</a></p></footer>"),
    ],
    ids=["before a date", "under a label", "in an element", "below the text"],
)
def test_the_author_is_found_around_the_text(header: str, after: str) -> None:
    html = f"<html><body><main><h1>{HEADLINE}</h1>{header}<div>{TEXT}</div></main>{after}</body>"
    assert extract(SavedPage(URL, html, FETCHED)).authors == ["Sari Dewi"]


def test_a_paragraph_that_names_the_author_is_no_text() -> None:
    found = article(text=f"<p>By <strong>Sari Dewi</strong></p>{TEXT}")
    assert found.authors == ["Sari Dewi"]
    assert "Sari" not in found.text


@pytest.mark.parametrize(
    "header",
    [
        "<div class=comments><div class=comment-author>Sari Dewi</div></div>",
        "<div class=byline>Sat</div>",
        "<div class=author-box><h4>Articles</h4><h4>Socials:</h4></div>",
        "<div>By</div><div>CategoriesNews Desk</div>",
    ],
)
def test_what_is_no_name_of_an_author_is_left_out(header: str) -> None:
    assert article(header).authors == []


@pytest.mark.parametrize("name", ["262588213843476", "page.head.extra.author", "contoh.co.id"])
def test_no_number_template_or_host_is_an_author(name: str) -> None:
    assert article(head=f"<meta name=author content='{name}'>").authors == []


@pytest.mark.parametrize(
    "masthead",
    [
        "<h1><a href='/'>Kabar Danau Gorontalo</a></h1>",
        "<h1><a href='https://www.contoh.co.id/'><b>Kabar Danau Gorontalo</b></a></h1>",
        "<a href='https://www.contoh.co.id'><h1>Kabar Danau Gorontalo</h1></a>",
    ],
)
def test_the_name_of_the_site_is_no_headline(masthead: str) -> None:
    head = f"<title>Kabar Danau Gorontalo: {HEADLINE}</title>"
    html = f"<html><head>{head}</head><body>{masthead}<h2>{HEADLINE}</h2>{TEXT}</body></html>"
    assert extract(SavedPage(URL, html, FETCHED)).headline == HEADLINE


def test_the_title_in_a_list_of_links_is_no_headline() -> None:
    title = "Kabar Dermaga Bulan Ini: Perbaikan Tiang Pancang, Jadwal Baru, dan Harga Karcis"
    others = "".join(f"<li><a href=/{n}>{title}</a> <i>{n} Mei 2026</i></li>" for n in range(1, 9))
    archive = f"<ul><li><a href=/a><b>{HEADLINE}</b></a></li>{others}</ul>"
    shown = "<h1>Murid Limboto Berlayar</h1><p>18 November 2026</p>"
    html = f"<title>{HEADLINE}</title><body>{archive}<main>{shown}{TEXT}</main></body>"
    found = extract(SavedPage(URL, html, FETCHED)).published
    assert found
    assert found.raw == "18 November 2026"


def test_of_several_headings_the_one_with_the_words_of_the_title_is_the_headline() -> None:
    head = "<title>Perahu Sekolah di Danau Limboto</title>"
    other = (
        "<section><h1>Festival Kuliner Pesisir Digelar Sepekan Penuh di Pusat Kota Gorontalo</h1>"
        "<p>9 November 2026</p></section>"
    )
    main = f"<main><h1>{HEADLINE}</h1><p>{DAY}</p>{TEXT}</main>"
    html = f"<html><head>{head}</head><body>{other}{main}</body></html>"
    found = extract(SavedPage(URL, html, FETCHED)).published
    assert found
    assert found.value == "2026-11-18"


@pytest.mark.parametrize(
    "byline",
    [
        "By <a>Sari Dewi</a>. Reviewed by <a>Agus Halim</a>",
        "<a>Sari Dewi</a> <span>Fact-checked by</span> <a>Agus Halim</a>",
        "<a>Sari Dewi</a> | Edited by <a>Agus Halim</a>",
    ],
)
def test_who_checks_an_article_is_not_its_author(byline: str) -> None:
    assert article(f"<div class=byline>{byline}</div>").authors == ["Sari Dewi"]


@pytest.mark.parametrize(
    "byline, expected",
    [
        ("Ditulis oleh Sari Dewi & Agus Halim", ["Sari Dewi", "Agus Halim"]),
        ("Dr. Sari Dewi, M.Si., Agus Halim", ["Dr. Sari Dewi", "Agus Halim"]),
        ("Sari Dewi - Contoh", ["Sari Dewi"]),
        ("Sari Dewi - Agus Halim", ["Sari Dewi", "Agus Halim"]),
        ("<span itemprop=author><meta itemprop=name content='Sari Dewi'></span>", ["Sari Dewi"]),
    ],
)
def test_a_byline_gives_each_person_and_no_site(byline: str, expected: list[str]) -> None:
    assert article(f"<div class=byline>{byline}</div>").authors == expected
