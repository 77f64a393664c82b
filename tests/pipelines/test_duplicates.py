"""The duplicates pipeline: one article of each canonical URL in a crawl."""

import pytest

from newscrawler.items import Article
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
