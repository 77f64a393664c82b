"""An article in several pages, each of which leads to the others."""

from datetime import datetime

from tests.support.site import news

WWW = "https://www.tribunnews.com"
URL = f"{WWW}/nasional/7000001/daftar-rute-perahu"
FETCHED = datetime.fromisoformat("2026-11-18T15:00:00+07:00")
HEADLINE = "Daftar Rute Perahu"
SENTENCES = {
    number: f"Rute ke-{number} melewati dermaga Wanareja sebelum senja turun di muara."
    for number in range(1, 6)
}
QUOTE = '"Perahu kami sudah diperiksa dua kali pekan ini," kata juru mudi Darsa Wiryatama.'


def pager(*links: str) -> str:
    anchors = "".join(f'<a href="{link}">{n}</a>' for n, link in enumerate(links, 1))
    return f'<div class="paging">{anchors}</div>'


def part(*paragraphs: str, links: tuple[str, ...] = (), head: str = "") -> str:
    """Return a page of the article; each repeats the lead, as some sites do."""
    return news(HEADLINE, *paragraphs, head=head, foot=pager(*links) if links else "")


def three(*addresses: str) -> dict[str, str]:
    """Return an article in three pages; the last has a quote and the editor."""
    texts = [(SENTENCES[1],), (SENTENCES[2],), (SENTENCES[3], QUOTE, "Editor: Bima Prakoso")]
    return {
        own: part(*text, links=tuple(a for a in addresses if a != own))
        for own, text in zip(addresses, texts, strict=True)
    }


FORMS = {
    "query": (URL, f"{URL}?page=2", f"{URL}?page=3"),
    "path": (URL, f"{URL}/2", f"{URL}/3"),
    "page path": (URL, f"{URL}/page/2", f"{URL}/page/3/"),
    "name": (f"{URL}.html", f"{URL}-2.html", f"{URL}-3.html"),
}
