"""The article of a saved page, or of a text that is no page."""

from newscrawler.extraction import SavedPage
from newscrawler.indonesian.citations import find_citations
from newscrawler.indonesian.quotes import find_quotes
from newscrawler.items import Article, Block
from newscrawler.process import process


def article_of(page: SavedPage) -> Article:
    """Return the article of `page`; for plain text, an article that is just this text."""
    extraction = process(page).extraction
    article = extraction.article
    if extraction.unreadable == "not_html:text":
        text = page.body.decode("utf-8", "replace") if isinstance(page.body, bytes) else page.body
        lines = (" ".join(line.split()) for line in text.splitlines())
        article = Article(body=[Block("paragraph", line) for line in lines if line])
        article.quotes = find_quotes(article.text)
        article.citations = find_citations(article.text, quotes=article.quotes)
    return article
