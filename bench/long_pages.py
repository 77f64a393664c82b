"""`python -m bench.long_pages`: whether a page is read in time linear in its length.

What is looked up around an element, such as its siblings or the lines before it, must not be looked
up anew for each of them. Pages of one piece of markup again and again show where it is.
"""

import sys

from bench.long_texts import Reader, check
from newscrawler.extraction import SavedPage, extract
from newscrawler.items import Article

LENGTH = 120_000
"""Characters of a page."""
URL = "https://www.kabar-lembah.example/daerah/4411/jembatan-kayu-ciasem"
SENTENCE = "Warga memasang papan ulin di atas tiang sejak hari pertama, kata kepala tukang itu. "
LINK = "<a href=/daerah/4412/jembatan-baru>Jembatan baru dibuka untuk warga desa</a>"
PAGE_PIECES = (
    "<button>a</button>", "<time>a</time>", "<x-a>a</x-a>", "<x-a>", "<b>", "<span>a</span>",
    "<br>a", "<p>a</p>", "<img src=a.jpg>", "<i class=sr-only>a</i>", "<!-- a -->", "<?a?>",
    "<script>a</script>", "<svg>a</svg>", "<iframe></iframe>", "<td>a", "<div>", "<div class=ads>",
    "<a href=/a-b>a</a>", LINK, f"<p>Baca juga: {LINK}</p>", f"<li>{LINK}</li>",
    f"<p>{SENTENCE}</p>", f"<p>{SENTENCE}</p><div class=ads>a</div>", f"<p><em>{SENTENCE}</em></p>",
    f"<div hidden><p>{SENTENCE}</p><p>{SENTENCE}</p></div>", f"<div class=paging>{SENTENCE}</div>",
    f"<img src=a.jpg><span>{SENTENCE}</span>", f"<figure><img src=a.jpg>{SENTENCE}</figure>",
    "<div class=pagination><a href=?page=2>2</a></div>", "<h1>Jembatan Kayu Selesai Dipasang</h1>",
    "<h2>Komentar</h2>", "<h2>a</h2>", "<p>Penulis: Rusdi</p>", "<p>Jakarta -</p>", "<p>(abc/def)",
    "<time>1 Mei 2026</time><p>a</p>", "<meta name=author content=a>",
    "<i itemprop=author>Ana Wati</i>", "<a rel=tag href=/t>a</a>",
    "<i class=hidden>a</i>", f"<i class=hidden>{SENTENCE}",
    f"<p>Rusdi 1 jam lalu</p><p>{SENTENCE}</p>",
    f"<h3>1. {LINK}</h3><p>{SENTENCE}</p>", f"<h3>Komentar</h3><p>{SENTENCE}</p>",
    f"<figure><figcaption>{SENTENCE}</figcaption></figure>", f"<i class=caption>{SENTENCE}",
    f"<i class=caption>{SENTENCE}</i>", f"<div class=caption>{SENTENCE}",
)  # fmt: skip


def read_page(markup: str) -> Article:
    """Return what is read from a page with `markup` in one paragraph."""
    return _read(f"<p>{markup}")


def read_article(markup: str) -> Article:
    """Return what is read from a page with `markup` after a few paragraphs of text."""
    return _read(f"<article>{f'<p>{SENTENCE}</p>' * 3}{markup}</article>")


def _read(body: str) -> Article:
    page = f"<html><body><h1>Jembatan Kayu Selesai Dipasang</h1>{body}</body></html>"
    return extract(SavedPage(URL, page, None))


READERS = (
    Reader("page", read_page, PAGE_PIECES, LENGTH),
    Reader("article", read_article, PAGE_PIECES, LENGTH),
)

if __name__ == "__main__":
    sys.exit(check(READERS, "Long pages"))
