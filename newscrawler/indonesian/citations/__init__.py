"""The sources that an Indonesian news text says it relies on.

A cue ("dikutip dari", "dalam keterangan tertulis", "kepada Kompas.com", "Sumber: …") begins each
citation, and the name of the source follows it. A chain of sources ("dilansir X dari video TikTok
@y") gives one citation for each of them.
"""

import heapq
import re
from bisect import bisect_right
from collections.abc import Sequence

from newscrawler.indonesian.citations.extractors import CitationExtractor
from newscrawler.indonesian.citations.lexicon import CUES, PRESS_OFFICES
from newscrawler.indonesian.quotes.quotation_marks import find_spans
from newscrawler.indonesian.word_search import Word, find_words
from newscrawler.items import Citation, Link, Quote

__all__ = ["find_citations"]

_CUE_KIND_OF_WORD = {word: kind for kind, words in CUES.items() for word in words}
# The credit at the end of a text: "(Kompas.com/Nama)", "(Kominfo Sumari/Nama)".
_CREDIT = re.compile(
    rf"\((?=(?:[\w.]+\.(?:com|id)|(?i:{'|'.join(PRESS_OFFICES)})[\w -]{{0,30}}+)/)"
)


def find_citations(
    text: str, links: Sequence[Link] = (), quotes: Sequence[Quote] | None = None
) -> list[Citation]:
    """Find the sources named in an article body, in text order, one citation for each source.

    `links` are the links of the text: a citation whose source overlaps a link has its URL. `quotes`
    are the quotes of the text, if the caller has them; otherwise they are found here when needed:
    what is cited inside a quote is left out, and a press release without an issuer is listed under
    the name of the person who speaks in it.

    >>> text = "Harga padi naik, dikutip dari Antara, Senin. Warga berkata kepada Kompas.com."
    >>> for citation in find_citations(text):
    ...     print(citation.cue, "|", citation.source, "|", citation.kind)
    dikutip dari | Antara | news_agency
    kepada | Kompas.com | interview
    """
    extract = CitationExtractor(text, quotes).by_cue_kind
    citations: list[Citation] = []
    end = 0
    credits = (Word(*match.span(), match.group()) for match in _CREDIT.finditer(text))
    for word in heapq.merge(find_words(text, _CUE_KIND_OF_WORD), credits):
        if word.start < end:
            continue
        for citation in extract[_CUE_KIND_OF_WORD.get(word.text.lower(), "credit")](word):
            if citation.start >= end:
                citations.append(citation)
                end = citation.end
    citations = _without_quoted(text, citations, quotes)
    for citation in citations:
        citation.url = _url_of_link(citation, links)
    return citations


def _without_quoted(
    text: str, citations: list[Citation], quotes: Sequence[Quote] | None
) -> list[Citation]:
    """Return the citations outside quotes: what a speaker cites is no source of the article."""
    if quotes is None:
        spans = [(span.start, span.end) for span in find_spans(text)] if citations else []
    else:
        spans = [(quote.start, quote.end) for quote in quotes if quote.kind != "indirect"]
    starts = [start for start, _ in spans]
    kept = []
    for citation in citations:
        index = bisect_right(starts, citation.start) - 1
        if index < 0 or citation.start >= spans[index][1]:
            kept.append(citation)
    return kept


def _url_of_link(citation: Citation, links: Sequence[Link]) -> str | None:
    """Return the URL of the link on the source of a citation, None if there is none."""
    start = citation.end - len(citation.source)
    on_source = (link.url for link in links if link.start < citation.end and start < link.end)
    return next(on_source, None)
