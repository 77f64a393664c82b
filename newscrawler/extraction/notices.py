"""Lines that were cut off from a text, each in the field of its kind."""

import re

from newscrawler.extraction.layout.body import Body
from newscrawler.extraction.page.document import Document
from newscrawler.extraction.page.text_lines import Line
from newscrawler.indonesian.boilerplate import (
    read_also_title,
    read_hashtags,
    read_republication,
    read_source,
)
from newscrawler.items import Article, RelatedLink, Republication


def fill_notices(article: Article, body: Body, document: Document) -> None:
    """Give every line cut off from the body its own field."""
    for kind, line in body.notices:
        links = _links_of(line, document)
        if kind == "republication" and article.republished_from is None:
            article.republished_from = _republication(line.text, links)
        elif kind == "hashtags":
            article.hashtags += read_hashtags(line.text)
        elif kind == "source" and article.source_line is None:
            article.source_line = read_source(line.text)
        elif kind == "read_also":
            title = read_also_title(line.text)
            article.inline_related += links or ([RelatedLink(title, None)] if title else [])
        elif kind in {"promotion", "initials", "republication", "source"} or _is_report_line(
            kind, line
        ):
            article.notices.append(line.text)


def _links_of(line: Line, document: Document) -> list[RelatedLink]:
    """Return the links of a line, one for each URL, without a label before the title."""
    found: dict[str | None, RelatedLink] = {}
    for link in line.links:
        shown, url = line.text[link.start : link.end], document.absolute(link.url)
        title = read_also_title(shown)
        if title != "":
            found.setdefault(url, RelatedLink(title or shown, url))
    return list(found.values())


def _is_report_line(kind: str, line: Line) -> bool:
    """Return whether a line says more than its credit: "Laporan Wartawan Tribun Jabar, …"."""
    return kind == "byline" and line.text.casefold().startswith("laporan")


def _republication(text: str, links: list[RelatedLink]) -> Republication | None:
    """Return the notice with the link of its title, or of the address that it prints."""
    found = read_republication(text)
    if found is not None:
        written = re.search(r"https?://[^\s)]+", text)
        titled = (link.url for link in links if found.title and link.title in found.title)
        found.url = next(titled, None) or (written[0].rstrip(".,") if written else None)
    return found
