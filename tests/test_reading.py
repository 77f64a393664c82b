"""Pages that are read from Python: what is given besides the page, and what is no article."""

import pickle
import subprocess
import sys
from datetime import UTC, datetime
from typing import Any

import pytest

import newscrawler
from newscrawler.reading import NotAnArticleError, read
from tests.support.site import FIXTURES, PROJECT, news

URL = "https://contoh.example/berita/saung"
FETCHED = datetime(2026, 11, 20, 2, tzinfo=UTC)
PAGE = news("Saung Baca Dibuka", "Warga membaca di sana setiap sore sampai malam.")


def test_a_page_is_read_with_all_dates() -> None:
    article = newscrawler.read(PAGE, URL, FETCHED)
    assert article.headline == "Saung Baca Dibuka"
    assert article.published
    assert article.published.value == "2026-11-18T14:00:00+07:00"
    assert [date.value for date in article.dates] == ["2026-11-18"]
    assert article.fetched_at == "2026-11-20T02:00:00+00:00"


def test_text_and_bytes_are_the_same_page() -> None:
    assert read(PAGE, URL, FETCHED) == read(PAGE.encode(), URL, FETCHED)


def test_a_fetch_time_may_be_text() -> None:
    assert read(PAGE, URL, FETCHED.isoformat()) == read(PAGE, URL, FETCHED)


@pytest.mark.parametrize(
    ("fetched_at", "flag"),
    [
        ("2026-11-20T09:00:00", "fetched_at_without_zone"),
        (datetime(2026, 11, 20, 9), "fetched_at_without_zone"),  # noqa: DTZ001 (it is the case)
        ("kemarin sore", "fetched_at_unreadable"),
    ],
)
def test_a_fetch_time_that_cannot_be_used_is_flagged(fetched_at: Any, flag: str) -> None:
    article = read(PAGE, URL, fetched_at)
    assert (article.fetched_at, flag in article.flags) == (None, True)


def test_without_an_address_the_pages_own_is_taken() -> None:
    html = PAGE.replace("</head>", f'<link rel="canonical" href="{URL}"></head>')
    for given in (None, "halaman saung"):
        article = read(html, given, FETCHED)
        assert (article.canonical_url, "url_from_page" in article.flags) == (URL, True)


def test_headers_say_what_a_site_does_not_want_kept() -> None:
    with pytest.raises(NotAnArticleError, match="disallowed: noarchive") as raised:
        read(PAGE, URL, FETCHED, headers={"X-Robots-Tag": "noarchive"})
    assert raised.value.article.headline == "Saung Baca Dibuka"


@pytest.mark.parametrize(
    ("html", "state", "reason"),
    [
        ("", "quarantined", "empty"),
        (b"%PDF-1.7 <p>", "quarantined", "not_html:binary"),
        ("Hanya catatan rapat.", "quarantined", "not_html:text"),
        ("<title>404</title>", "wall", "soft_404"),
        ((FIXTURES / "tempo/plus.html").read_bytes(), "wall", "subscription"),
        ((FIXTURES / "site/tribunnews/index-news.html").read_bytes(), "quarantined", "index"),
    ],
    ids=["empty", "pdf", "text", "lost", "subscription", "index"],
)
def test_what_is_no_article_says_what_it_is(html: str | bytes, state: Any, reason: str) -> None:
    with pytest.raises(NotAnArticleError) as raised:
        read(html, URL, FETCHED)
    assert (raised.value.state, raised.value.reason) == (state, reason)


def test_the_publisher_is_that_of_the_address_unless_another_is_given() -> None:
    page = FIXTURES / "kompas" / "new-layout.html"
    url = "https://regional.kompas.com/read/2026/11/17/154210078/jembatan-gantung-cibungur"
    own = read(page.read_bytes(), url, FETCHED)
    assert own.publisher == "kompas"
    assert "site" in own.provenance.values()
    given = read(page.read_bytes(), None, FETCHED, publisher="kompas")
    assert given.body == own.body
    bare = read(page.read_bytes(), url, FETCHED, generic=True)
    assert "site" not in bare.provenance.values()


@pytest.mark.parametrize(
    ("given", "error", "said"),
    [
        ({"html": None}, TypeError, "not NoneType"),
        ({"html": PAGE, "publisher": "saung"}, ValueError, "unknown publisher 'saung'"),
        ({"html": PAGE, "publisher": "kompas", "generic": True}, ValueError, "not both"),
    ],
)
def test_what_makes_no_sense_is_refused(given: Any, error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said):
        read(**given)


def test_importing_the_package_imports_nothing_else() -> None:
    code = (
        "import sys; before = set(sys.modules); import newscrawler; newscrawler.__version__; "
        "print(*sorted({name.partition('.')[0] for name in set(sys.modules) - before}))"
    )
    words = [sys.executable, "-c", code]
    ran = subprocess.run(words, cwd=PROJECT, capture_output=True, text=True, check=True)
    assert set(ran.stdout.split()) - sys.stdlib_module_names == {"newscrawler"}


def test_the_package_has_what_it_names_and_no_more() -> None:
    for name in newscrawler.__all__:
        assert getattr(newscrawler, name)
    with pytest.raises(AttributeError, match="saung"):
        newscrawler.saung  # noqa: B018 (it is the case)


def test_a_page_without_an_article_is_one_in_a_pool_of_processes_too() -> None:
    with pytest.raises(NotAnArticleError) as raised:
        read("")
    again = pickle.loads(pickle.dumps(raised.value))  # noqa: S301 (our own)
    assert (str(again), again.state, again.reason) == ("quarantined: empty", "quarantined", "empty")
