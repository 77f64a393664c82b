"""The duplicates pipeline: one article of each canonical URL in a crawl."""

from dataclasses import replace

import pytest

from newscrawler.items import Article, Block
from newscrawler.pipelines import ArticleDropped
from newscrawler.pipelines.duplicates import DuplicatesPipeline

URL = "https://www.tribunnews.com/nasional/7760001/saung"


def test_the_same_article_under_another_address_is_dropped_with_its_state() -> None:
    pipeline = DuplicatesPipeline()
    first = Article(URL, URL)
    assert pipeline.process_item(first) is first
    with pytest.raises(ArticleDropped, match="same article as") as dropped:
        pipeline.process_item(Article(f"{URL}?page=all", URL))
    assert (dropped.value.state, dropped.value.reason) == ("duplicate", f"same article as {URL}")


def test_another_article_passes() -> None:
    pipeline = DuplicatesPipeline()
    pipeline.process_item(Article(URL, URL))
    other = Article(f"{URL}-2", f"{URL}-2")
    assert pipeline.process_item(other) is other


def titled(number: int, headline: str, canonical: str | None = None, text: str = "") -> Article:
    own = f"https://kabar.example/berita/{number}-{'-'.join(headline.casefold().split())}"
    body = [Block("paragraph", text or f"Isi berita {number}.")]
    return Article(own, canonical or own, headline=headline, body=body)


def test_two_articles_that_claim_one_address_are_both_kept() -> None:
    pipeline = DuplicatesPipeline()
    shared = "https://kabar.example/berita/detail-berita-terbaru"
    first = pipeline.process_item(titled(1, "Panen Kopi Perdana Dimulai", shared))
    second = pipeline.process_item(titled(2, "Kereta Malam Kembali Beroperasi", shared))
    assert (first.canonical_url, second.canonical_url) == (shared, second.url)
    assert "canonical_shared" in second.flags


LONG = "\n".join(f"Warga desa nomor {n} memetik kopi di lereng gunung itu." for n in range(12))


@pytest.mark.parametrize(
    "headlines, texts",
    [
        (("Harga Emas Antam Hari Ini Senin", "Harga Emas Antam Hari Ini Selasa"), (LONG, "")),
        (("Harga Emas Antam Hari Ini", "Harga Emas Antam Hari Ini"), (LONG, LONG[::-1])),
        (("Kabar Banjir di Kecamatan Darma", "Kabar Longsor di Kecamatan Darma"), ("", "")),
    ],
)
def test_like_headlines_with_other_texts_are_of_two_articles(
    headlines: tuple[str, str], texts: tuple[str, str]
) -> None:
    pipeline = DuplicatesPipeline()
    shared = "https://kabar.example/berita/detail-berita-terbaru"
    for number, (headline, text) in enumerate(zip(headlines, texts, strict=True)):
        article = pipeline.process_item(titled(number, headline, shared, text))
    assert (article.canonical_url, article.flags) == (article.url, ["canonical_shared"])


def test_a_text_that_was_continued_makes_no_other_article() -> None:
    pipeline = DuplicatesPipeline()
    pipeline.process_item(titled(1, "Panen Kopi Perdana Dimulai", URL, LONG))
    longer = f"{LONG}\nPanen itu akan berlangsung sampai akhir bulan depan, kata ketua koperasi."
    with pytest.raises(ArticleDropped, match="same article"):
        pipeline.process_item(titled(2, "Panen Kopi Perdana Resmi Dimulai", URL, longer))


def test_the_number_that_names_an_article_is_the_same_under_another_title() -> None:
    pipeline = DuplicatesPipeline()
    pipeline.process_item(titled(1, "Panen Kopi Perdana Dimulai", URL, LONG))
    renamed = titled(2, "Kebun Ramai Pengunjung", URL, LONG[::-1])
    renamed.url = "https://m.tribunnews.com/read/7760001/kebun-ramai-pengunjung"
    with pytest.raises(ArticleDropped, match="same article"):
        pipeline.process_item(renamed)


@pytest.mark.parametrize("form", ["http://www.", "https://", "http://m.", "https://amp."])
def test_hosts_that_show_the_same_article_have_one_address(form: str) -> None:
    pipeline = DuplicatesPipeline()
    own = "https://www.kabar.example/desa/panen-kopi-perdana"
    pipeline.process_item(Article(own, own, headline="Panen Kopi Perdana"))
    other = f"{form}kabar.example/desa/panen-kopi-perdana"
    with pytest.raises(ArticleDropped, match=f"same article as {own}"):
        pipeline.process_item(Article(other, other, headline="Panen Kopi Perdana"))


def test_another_host_of_a_site_may_have_another_article_at_the_same_path() -> None:
    pipeline = DuplicatesPipeline()
    for host in ("bali", "jabar"):
        own = f"https://{host}.kabar.example/desa/panen-kopi-perdana"
        article = pipeline.process_item(Article(own, own, headline="Panen Kopi Perdana"))
        assert article.canonical_url == own


def test_an_edited_headline_makes_no_other_article() -> None:
    pipeline = DuplicatesPipeline()
    pipeline.process_item(titled(1, "Panen Kopi Perdana Dimulai", URL))
    with pytest.raises(ArticleDropped, match="same article"):
        pipeline.process_item(titled(2, "Panen Kopi Perdana Akhirnya Dimulai", URL))


def test_one_text_at_the_addresses_of_several_articles_is_flagged() -> None:
    pipeline = DuplicatesPipeline()
    pages = [
        replace(titled(n, name), headline="Situs Sedang Diperbaiki", body=[Block("paragraph", "x")])
        for n, name in enumerate(("Panen Kopi Perdana", "Kereta Malam Beroperasi", "Sawah Kering"))
    ]
    flags = ["placeholder" in pipeline.process_item(page).flags for page in pages]
    assert flags == [False, True, True]


def test_a_copy_of_an_article_on_another_host_is_no_placeholder() -> None:
    pipeline = DuplicatesPipeline()
    first = titled(1, "Panen Kopi Perdana", text="Kopi dipanen.")
    copy = replace(first, url="https://lain.example/panen-kopi", flags=[])
    copy.canonical_url = copy.url
    assert [pipeline.process_item(each).flags for each in (first, copy)] == [[], []]
