"""Which page a page is: its own address, and the canonical one of its article."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from newscrawler.extraction.page.document import Document
from newscrawler.extraction.page.saved_address import address_of_mirror
from newscrawler.extraction.page.urls import (
    Pagination,
    canonicalize,
    is_front_page,
    names_article,
    same_site,
    split_page_number,
)
from newscrawler.extraction.sources.linked_data import LinkedData
from newscrawler.extraction.sources.metadata import Metadata
from newscrawler.publishers import Publisher


def identify(
    document: Document, metadata: Metadata, linked: LinkedData, source: str | None
) -> list[str]:
    """Find the page's own address, if nobody gave it, and those it claims to be canonical.

    It is what the tool that saved the page wrote into it, else what the page claims, else what
    the folders of its `source` say. Templates write the front page of the site, or of the machine
    on which they were made, into each of its pages: that is the address of none.
    """
    claims = [*metadata.addresses, *linked.own_urls]
    if document.saved_address:
        document.url = document.absolute(document.saved_address)
        document.flags.append("url_from_page")
    claimed = [url for claim in claims if claim and (url := document.absolute(claim))]
    if document.url is None and (named := next(filter(_may_be_own, claimed), None)):
        document.url = named
        document.flags.append("url_from_page")
    if document.url is None and (mirrored := address_of_mirror(source or "")):
        document.url = document.absolute(mirrored)
        document.flags.append("url_from_path")
    if document.url is None:
        document.flags.append("no_url")
    return claimed


def _may_be_own(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    return "." in host and "%" not in host and not is_front_page(url)


def canonical_url(
    own: str | None, claimed: Sequence[str], pages: Pagination, facts: Publisher
) -> str | None:
    """Return the canonical URL of the article, whether read in parts, as AMP or on a mobile host.

    Pages have been seen whose first canonical link is the home page or a section, so a canonical
    link counts only when it is on the same site and can be that of one article. A later page often
    claims itself: the first stands for all. Every known publisher is on https today.
    """
    if own is None:
        return None
    trusted = (url for url in claimed if same_site(url, own) and names_article(url, own))
    url = next(trusted, own)
    first, number = split_page_number(url)
    is_later = number != 1 and number == pages.number
    address = canonicalize(first if is_later else url, facts.aliases)
    return address.replace("http://", "https://", 1) if facts.key else address
