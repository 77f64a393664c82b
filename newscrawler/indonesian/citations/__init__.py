"""The sources an Indonesian news text says it relies on.

A cue (dikutip dari, dalam keterangan tertulis, kepada Kompas.com, Sumber: …) opens each citation;
the source's name follows it, and a chain (dilansir X dari video TikTok @y) gives one entry a link.
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

_CUE_KIND_OF_WORD = {word: reader for reader, words in CUES.items() for word in words}
# The credit at the end: (Kompas.com/Nama), (Kominfo Sumari/Nama).
_CREDIT = re.compile(
    rf"\((?=(?:[\w.]+\.(?:com|id)|(?i:{'|'.join(PRESS_OFFICES)})[\w -]{{0,30}}+)/)"
)


def find_citations(
    text: str, links: Sequence[Link] = (), quotes: Sequence[Quote] | None = None
) -> list[Citation]:
    """Find the sources named in an article body, in text order, chained sources one entry each.

    `links` are the links of the text: a citation whose source overlaps one keeps its URL.
    `quotes`, when the caller already has them, spare a second reading where a press release
    counts under the name of whoever speaks in it.
    """
    extractors = CitationExtractor(text, quotes).by_cue_kind
    citations: list[Citation] = []
    done = 0
    credits = (Word(*match.span(), match.group()) for match in _CREDIT.finditer(text))
    for word in heapq.merge(find_words(text, _CUE_KIND_OF_WORD), credits):
        if word.start < done:
            continue
        for citation in extractors[_CUE_KIND_OF_WORD.get(word.text.lower(), "credit")](word):
            if citation.start >= done:
                citations.append(citation)
                done = citation.end
    citations = _without_quoted(text, citations, quotes)
    for citation in citations:
        citation.url = _url_of_link(citation, links)
    return citations


def _without_quoted(
    text: str, citations: list[Citation], quotes: Sequence[Quote] | None
) -> list[Citation]:
    """Leave out what somebody quoted cites: it is no source of the article."""
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
    """Give the address of the link that lies on the source of a citation, None if none does."""
    start = citation.end - len(citation.source)
    on_source = (link.url for link in links if link.start < citation.end and start < link.end)
    return next(on_source, None)
