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
