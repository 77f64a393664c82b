"""Pages whose text stands where their structure does not look for it."""

from collections.abc import Sequence
from dataclasses import replace

from newscrawler.publishers import GENERIC

URL = "https://www.kabar-lembah.example/daerah/4411/jembatan-kayu-ciasem"
HEADLINE = "Jembatan Kayu Ciasem Selesai Dipasang Menjelang Musim Panen"
SENTENCES = tuple(
    f"Pada hari ke-{number} warga memasang {number * 3} papan ulin di atas tiang, lalu mengikatnya "
    f"dengan ijuk yang dikirim dari kampung hulu, kata kepala tukang bernama {name}."
    for number, name in enumerate(("Rusdi", "Mumun", "Karta", "Icih", "Dayat", "Enok"), start=2)
)
NOTED = tuple(
    f"{text} Catatan {n} ditulis di balai kampung." for n, text in enumerate(SENTENCES * 2)
)
LED = replace(GENERIC, selectors={"container": ["div.lead"]})
"""A publisher whose container holds only the lead on pages of another layout."""


def page_of(body: str) -> bytes:
    page = (
        "<!doctype html><html lang=id><head><meta property=og:type content=article></head>"
        f"<body><h1>{HEADLINE}</h1>{body}</body></html>"
    )
    return page.encode()


def paragraphs(texts: Sequence[str]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


SCORED_PAGES = {
    "beside the container that the publisher names": (
        f"<div class=lead>{paragraphs(NOTED[:1])}</div><div>{paragraphs(NOTED[1:])}</div>"
    ),
    "far from the container that the publisher names": (
        f"<main><section><div class=lead>{paragraphs(NOTED[:1])}</div></section>"
        f"<section>{paragraphs(NOTED[1:])}</section></main>"
    ),
    "in an aside": f"<main>{paragraphs(NOTED[:3])}</main><aside>{paragraphs(NOTED[3:])}</aside>",
    "in a menu": f"<main>{paragraphs(NOTED[:2])}</main><nav>{paragraphs(NOTED[2:])}</nav>",
    "in a block named like comments": (
        f"<div>{paragraphs(NOTED[:3])}</div><div class=komentar>{paragraphs(NOTED[3:])}</div>"
    ),
    "in a block named like advertisements": (
        f"<div>{paragraphs(NOTED[:3])}</div><div class=ads>{paragraphs(NOTED[3:])}</div>"
    ),
}
"""Where most of the text stands that the first reading leaves out."""
