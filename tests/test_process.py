"""One function answers for a page: the same page gives the same outcome, in any process."""

import ast
import pickle
import subprocess
import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import pytest

import newscrawler
from newscrawler.extraction import SavedPage
from newscrawler.items import ListingEntry
from newscrawler.process import Policy, is_challenge, process
from newscrawler.publishers import GENERIC
from newscrawler.reextraction.saved_pages import read_saved
from tests.support.site import FIXTURES, PROJECT, news, url

FETCHED = datetime.fromisoformat("2026-11-20T09:00:00+07:00")
PAGES = sorted(FIXTURES.glob("*/*.html"))


def page(body: str = "", *, address: str | None = None, status: int = 200) -> SavedPage:
    return SavedPage(address or url(1), body or news("Saung Baca"), FETCHED, status=status)


@pytest.mark.parametrize("file", PAGES[::7], ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_an_outcome_is_the_same_in_another_process(file: Path) -> None:
    saved = read_saved(str(file))
    sent = pickle.loads(pickle.dumps((saved, Policy(publisher=GENERIC))))  # noqa: S301 (our own)
    outcome = process(*sent)
    assert pickle.loads(pickle.dumps(outcome)) == process(saved, Policy(publisher=GENERIC))  # noqa: S301


WITHOUT = """
import sys
sys.modules.update(dict.fromkeys(("scrapy", "twisted", "sqlalchemy", "psycopg"), None))
from newscrawler.process import process
from newscrawler.reextraction.saved_pages import read_saved
print(process(read_saved(sys.argv[1])).state)
"""


def test_processing_needs_no_scrapy_and_no_database() -> None:
    command = [sys.executable, "-c", WITHOUT, str(FIXTURES / "tribunnews" / "big.html")]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("stored\n", "")


def test_outcomes_and_items_import_nothing_above_them() -> None:
    package = Path(newscrawler.__file__).parent
    allowed = {"items.py": set[str](), "outcomes.py": {"newscrawler.items"}}
    for name, known in allowed.items():
        tree = ast.parse((package / name).read_text(encoding="utf-8"))
        found = {n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.module}
        assert {each for each in found if each.startswith("newscrawler")} == known


def test_an_article_is_to_be_stored_and_its_dates_have_values() -> None:
    outcome = process(page())
    assert (outcome.state, outcome.reason, outcome.retry) == ("stored", None, False)
    assert outcome.article
    assert outcome.article.published
    assert outcome.article.published.value == "2026-11-18T14:00:00+07:00"
    assert [(each.text, each.value) for each in outcome.article.dates] == [
        ("Rabu (18/11/2026)", "2026-11-18")
    ]


@pytest.mark.parametrize(
    ("body", "state", "reason"),
    [
        ("", "quarantined", "empty"),
        ("Catatan rapat biasa.", "quarantined", "not_html:text"),
        ("<html><body><p>Tanpa judul.</p></body></html>", "quarantined", "missing:headline"),
        ("<html><body><h1>Judul Saja</h1></body></html>", "quarantined", "missing:body"),
        ("<title>404 Not Found</title><h1>404 Not Found</h1>", "wall", "soft_404"),
        ('<meta name="robots" content="noarchive">' + news("Saung"), "disallowed", "noarchive"),
    ],
)
def test_what_is_no_article_to_keep_says_why(body: str, state: str, reason: str) -> None:
    outcome = process(SavedPage(url(1), body, FETCHED))
    assert (outcome.state, outcome.reason) == (state, reason)
    assert outcome.article, "what was read is there all the same"


@pytest.mark.parametrize(
    ("since", "until", "state"),
    [
        (None, None, "stored"),
        ("2026-11-18", "2026-11-18", "stored"),
        ("2026-11-19", None, "skipped"),
        (None, "2026-11-17", "skipped"),
    ],
)
def test_the_day_of_publication_decides_what_is_in_range(
    since: str | None, until: str | None, state: str
) -> None:
    days = [each and date.fromisoformat(each) for each in (since, until)]
    policy = Policy(since=days[0] or None, until=days[1] or None)
    assert process(page(), policy).state == state


@pytest.mark.parametrize(
    ("since", "until", "state"),
    [
        (None, None, "stored"),
        ("2026-11-18", None, "stored"),
        ("2026-11-19", None, "skipped"),
        (None, "2026-11-01", "stored"),
    ],
)
def test_an_article_changed_last_before_the_days_wanted_is_out_of_range(
    since: str | None, until: str | None, state: str
) -> None:
    days = [each and date.fromisoformat(each) for each in (since, until)]
    policy = Policy(since=days[0] or None, until=days[1] or None)
    body = news("Saung Baca").replace("article:published_time", "article:modified_time")
    outcome = process(page(body), policy)
    assert outcome.extraction.article.flags == ["published_is_modified"]
    assert outcome.state == state


def test_what_a_host_reserves_travels_with_the_page() -> None:
    reserved = SavedPage(url(1), news("Saung"), FETCHED, tdm_reserved=True)
    assert process(reserved).reason == "tdm_reserved"
    outcome = process(reserved, Policy(refused_reservations=frozenset()))
    assert outcome.state == "stored"
    assert outcome.article
    assert "tdm_reserved" in outcome.article.flags


def test_a_listing_stands_in_for_what_the_page_does_not_say() -> None:
    bare = (
        "<html><body><div class=txt-article><p>Saung baca di kampung itu dibuka lagi oleh warga."
        "</p><p>Buku datang dari sumbangan, rak dibuat dari kayu bekas palet.</p></div></body>"
    )
    entry = ListingEntry("https://x.example/rss", "Saung Dibuka", "2026-11-18T07:00:00+07:00")
    outcome = process(SavedPage(url(1), bare, FETCHED, listing=entry))
    assert outcome.article
    assert outcome.article.headline == "Saung Dibuka"
    assert outcome.article.provenance["published"] == "listing"


def test_an_error_of_extraction_costs_one_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*given: object) -> None:
        raise LookupError("sandi")

    monkeypatch.setattr("newscrawler.process.extract_page", broken)
    outcome = process(page())
    assert (outcome.state, outcome.reason) == ("quarantined", "extraction_failed:LookupError")


CHALLENGES: Sequence[tuple[dict[str, str], str, bool]] = [
    ({"cf-mitigated": "challenge"}, "<html></html>", True),
    ({}, "<title>Just a moment...</title><script src='/cdn-cgi/challenge-platform/h/b'>", True),
    ({}, news("Saung Baca"), False),
]


@pytest.mark.parametrize(("headers", "body", "is_one"), CHALLENGES)
def test_a_challenge_is_told_from_an_article(
    headers: dict[str, str], body: str, *, is_one: bool
) -> None:
    assert is_challenge(SavedPage(url(1), body, FETCHED, headers, status=403)) is is_one
