"""Pages that stand where an article should be, and articles that only speak of such pages."""

import json
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from newscrawler.exit_codes import ExitCode
from tests.support.site import (
    HOST,
    Page,
    articles,
    assert_quiet,
    counts_of_last_run,
    crawl,
    ends,
    listed,
    news,
    rows,
    scrapy,
    serving,
    url,
)

LEAD = "Warga Kampung Cibungur di Sumari memperbaiki saung baca mereka bersama-sama, Rabu siang."
LONG = "Saung itu berdiri di tepi sungai dan setiap sore penuh oleh anak-anak yang membaca. " * 10
DATED = '<meta property="article:published_time" content="2026-11-18T14:00:00+07:00">'
MENU = "".join(f"<a href=/bagian/{n}>Bagian {n} dari menu</a> " for n in range(12))
TEASERS = "".join(
    f"<div><a href=/news/10009{n:02}/berita><h3>Saung Nomor {n} Dibuka di Sumari</h3></a>"
    f"<p>Saung baca nomor {n} dibuka warga pada pagi hari yang cerah di tepi sungai.</p></div>"
    for n in range(12)
)


def html(title: str, body: str, head: str = "") -> str:
    top = f"<meta charset=utf-8><title>{title}</title>{head}"
    return f"<!DOCTYPE html><html lang=id><head>{top}</head><body>{body}</body></html>"


def linked(**facts: object) -> str:
    node = {"@type": "NewsArticle", "headline": "Saung Baca di Sumari"} | facts
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


@dataclass(frozen=True)
class Case:
    """A page, and the kind of wall it is (None for an article)."""

    kind: str | None
    body: str
    headers: dict[str, str] = field(default_factory=dict)


CLOUDFLARE = html(
    "Just a moment...",
    "<h1>video.tribunnews.com</h1><p>Verifying you are human. This may take a few seconds.</p>"
    "<script>window._cf_chl_opt={cvId:'3'};var a=document.createElement('script');"
    "a.src='/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1';</script>",
    '<meta name="robots" content="noindex,nofollow">',
)
LOGIN_FORM = "<form action=/masuk><input name=surel><input type=password name=sandi></form>"
FRONT = news("Kabar Sumari Hari Ini", LONG, head=f'<link rel="canonical" href="{HOST}/">')
WALLS = {
    "cloudflare": Case("challenge", CLOUDFLARE),
    "header": Case("challenge", html("Sumari", f"<p>{LEAD}</p>"), {"CF-Mitigated": "challenge"}),
    "captcha": Case(
        "challenge",
        html("Keamanan", "<div class=g-recaptcha></div><p>Mohon buktikan.</p>").replace(
            "Keamanan", "Robot Check"
        ),
    ),
    "cookie": Case(
        "challenge",
        html("", "<script>document.cookie='uji=1;path=/';location.reload(true);</script>").replace(
            "<title></title>", "<title>Mohon tunggu sebentar...</title>"
        ),
    ),
    "login": Case("login", html("Masuk | Kabar Sumari", f"<h1>Masuk</h1>{LOGIN_FORM}")),
    "login-in-place": Case(
        "login",
        news(
            "Saung Baca Dibuka", foot=f"<p>Silakan masuk untuk melanjutkan membaca</p>{LOGIN_FORM}"
        ),
    ),
    "stub": Case("subscription", news("Saung", head=linked(isAccessibleForFree=False))),
    "stub-in-parts": Case(
        "subscription",
        news("Saung", head=linked(hasPart={"isAccessibleForFree": "False"})),
    ),
    "stub-by-words": Case(
        "subscription",
        news("Saung", foot="<div class=paywall><p>Artikel ini khusus untuk pelanggan.</p></div>"),
    ),
    "consent": Case(
        "consent",
        html(
            "Sebelum Anda melanjutkan",
            "<form action=/consent/simpan><p>Kami memakai kuki.</p><button>Setuju</button></form>",
        ),
    ),
    "lost": Case(
        "soft_404",
        html("Halaman Tidak Ditemukan - Kabar Sumari", f"<h1>Oops!</h1>{MENU}"),
    ),
    "lost-among-news": Case(
        "soft_404",
        html(
            "404 | Kabar Sumari",
            "<h1>404</h1><p>Maaf, halaman yang Anda cari tidak ditemukan.</p>" + TEASERS,
            '<meta property="og:type" content="article">',
        ),
    ),
    "front-page": Case("soft_404", FRONT),
    "blocked": Case(
        "error",
        html("Request Rejected", "<p>Your support ID is: 1839201</p>"),
    ),
    "json": Case("error", '{"error": {"code": 403, "message": "blocked"}}'),
    "json-status": Case("error", '{"status": 500, "message": "terjadi kesalahan"}'),
    "text": Case("error", "error code: 1020"),
}
DECOYS = {
    "on-challenges": Case(
        None,
        news("Just a Moment: Mengapa Situs Desa Memakai Cloudflare", LONG, foot=CLOUDFLARE),
    ),
    "on-lost-pages": Case(None, news("Halaman Tidak Ditemukan", LONG, head=DATED)),
    "on-login-pages": Case(
        None,
        news(
            "Login",
            "Silakan masuk untuk membaca, begitu bunyi laman perpustakaan desa itu.",
            LONG,
            foot=LOGIN_FORM,
        ),
    ),
    "short-by-that-title": Case(None, news("Halaman yang Anda Cari Tidak Ditemukan")),
    "short-with-those-words": Case(
        None, news("Saung Baca Punya Kartu", "Silakan masuk untuk membaca, kata penjaga saung.")
    ),
    "short-with-login-form": Case(None, news("Saung Baca Dibuka Lagi", foot=LOGIN_FORM)),
    "short-with-cookie-notice": Case(
        None,
        news("Saung Kuki Buka", foot="<form action=/consent><p>Kami menggunakan kuki.</p></form>"),
    ),
    "undeclared-and-undated": Case(
        None, html("Login Perpustakaan Kini Mudah", f"<h1>Login Perpustakaan</h1><p>{LONG}</p>")
    ),
    "not-free-but-whole": Case(
        None, news("Saung Berbayar", LONG, head=linked(isAccessibleForFree=False))
    ),
    "canonical-to-the-front": Case(
        None,
        news("Canonical to the Front", LONG, head=f'<link rel="canonical" href="{HOST}/">'),
    ),
    "not-found-in-the-news": Case(
        None, news("Artikel 404 Tahun Tidak Ditemukan", head="<meta name=robots content=noindex>")
    ),
}
CASES = WALLS | DECOYS


def address(name: str) -> str:
    return f"{HOST}/news/1000777/{name}"


def expected(case: Case) -> tuple[str, str | None]:
    return ("wall", case.kind) if case.kind else ("stored", None)


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Extract all cases again from disk, into a database."""
    folder = tmp_path_factory.mktemp("saved")
    for name, case in CASES.items():
        (folder / f"{name}.html").write_text(case.body, encoding="utf-8")
        facts = {"url": address(name), "headers": case.headers}
        (folder / f"{name}.json").write_text(json.dumps(facts), encoding="utf-8")
    database = f"sqlite:///{folder}/news.db"
    assert_quiet(scrapy("reextract", folder, "--store", database=database))
    return database


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Crawl all cases."""
    folder = tmp_path_factory.mktemp("live")
    database = f"sqlite:///{folder}/news.db"
    (folder / "urls.txt").write_text("\n".join(map(address, CASES)), encoding="utf-8")
    pages = {address(name): Page(case.body, headers=case.headers) for name, case in CASES.items()}
    with serving(pages) as site:
        words = ("tribun_video", "-a", f"urls_file={folder}/urls.txt")
        assert_quiet(crawl(site.address, database, *words), ExitCode.PARTIAL)
    return database


@pytest.mark.parametrize("way", ["saved", "live"])
@pytest.mark.parametrize("name", CASES)
def test_n34_a_wall_is_no_article_and_a_decoy_is_one(
    name: str, way: str, request: pytest.FixtureRequest
) -> None:
    database = request.getfixturevalue(way)
    assert ends(database)[address(name)] == expected(CASES[name])


@pytest.mark.parametrize("way", ["saved", "live"])
def test_n34_walls_leave_no_article_row(way: str, request: pytest.FixtureRequest) -> None:
    stored = rows(request.getfixturevalue(way), "SELECT url FROM versions")
    assert {found for (found,) in stored} == set(map(address, DECOYS))


def test_n34_walls_are_counted_by_kind(live: str) -> None:
    kinds = [case.kind for case in WALLS.values()]
    assert counts_of_last_run(live)["articles/wall"] == len(WALLS)
    counted = rows(live, "SELECT reason, count(*) FROM urls WHERE state = 'wall' GROUP BY reason")
    assert dict(counted) == {kind: kinds.count(kind) for kind in kinds}


def test_n34_a_text_marked_not_free_says_so(saved: str) -> None:
    where = f"url = '{address('not-free-but-whole')}'"
    ((record,),) = rows(saved, f"SELECT free_access FROM versions WHERE {where}")  # noqa: S608
    assert record in (False, 0)


def test_n34_a_saved_error_page_is_no_article(tmp_path: Path) -> None:
    (tmp_path / "saung.html").write_text(news("Saung Baca", LONG), encoding="utf-8")
    facts = {"url": address("saung"), "status": 503}
    (tmp_path / "saung.json").write_text(json.dumps(facts), encoding="utf-8")
    ran = scrapy("reextract", tmp_path)
    assert (ran.code, ran.out) == (1, "")
    assert "wall: error" in ran.err


def test_n34_redirects_and_errors_that_are_walls(sqlite_url: str) -> None:
    login = f"{HOST}/masuk?kembali=/news/1000002"
    pages = listed(1, 2, 3, 4, 5, 6) | {
        url(1): Page(status=302, headers={"Location": f"{HOST}/"}),
        url(2): Page(status=302, headers={"Location": login}),
        url(3): Page(CLOUDFLARE, status=403),
        url(4): Page("maaf", status=503, headers={"cf-mitigated": "challenge"}),
        url(5): Page(news("Saung Baca 5 Dibuka", LONG), status=403),
        url(6): Page(status=302, headers={"Location": "https://consent.example/kumpul"}),
        f"{HOST}/": Page(FRONT),
        login: Page(WALLS["login"].body),
    }
    with serving(pages) as site:
        ran = crawl(site.address, sqlite_url, "tribun_video")
        asked = site.asked
    assert "Traceback" not in ran.err
    assert ends(sqlite_url) == {
        url(1): ("wall", "soft_404"),
        url(2): ("wall", "login"),
        url(3): ("wall", "challenge"),
        url(4): ("wall", "challenge"),
        url(5): ("failed", "http 403"),
        url(6): ("wall", "consent"),
    }
    assert not {f"{HOST}/", login} & set(asked), "walls are not fetched"


def test_n34_an_article_that_moved_to_a_wall_is_one(sqlite_url: str) -> None:
    moved = f"{HOST}/news/1000999/pindah"
    pages = listed(1) | {
        url(1): Page(status=301, headers={"Location": moved}),
        moved: Page(WALLS["lost"].body),
    }
    with serving(pages) as site:
        crawl(site.address, sqlite_url, "tribun_video")
    assert ends(sqlite_url) == {url(1): ("wall", "soft_404"), moved: ("wall", "soft_404")}


def test_n34_the_rest_of_an_article_behind_a_wall_costs_not_its_beginning(sqlite_url: str) -> None:
    first = url(1)
    pager = f'<div class="paging"><a href="{first}?page=2">2</a></div>'
    wall = news("Saung", foot=f"<p>{LONG}</p>" * 3)
    pages = {
        first: Page(news("Saung Baca Dibuka", "Bagian pertama.", foot=pager)),
        f"{first}?page=all": Page(wall, headers={"cf-mitigated": "challenge"}),
    }
    with serving(pages) as site:
        crawl(site.address, sqlite_url, "tribun_video", "-a", f"url={first}")
    assert ends(sqlite_url) == {first: ("stored", None)}
    ((text,),) = rows(sqlite_url, "SELECT text FROM versions")
    assert text.endswith("Bagian pertama.")


@pytest.mark.parametrize("address", [HOST, f"{HOST}/", f"{HOST}/?dari=hilang"])
def test_n34_the_front_page_is_an_index_whatever_it_declares(tmp_path: Path, address: str) -> None:
    (tmp_path / "depan.html").write_text(FRONT, encoding="utf-8")
    (tmp_path / "depan.json").write_text(json.dumps({"url": address}), encoding="utf-8")
    assert "quarantined: index" in scrapy("reextract", tmp_path).err


# What is no HTML at all, whatever it is called (N36).

PDF_WITH_MARKUP = b"%PDF-1.7\n" + b"% catatan <html><p>saung</p></html> rapat desa\n" * 80
VIDEO = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + bytes(range(256)) * 20


def test_n36_type_is_read_from_the_bytes(sqlite_url: str) -> None:
    pages = listed(1, 2, 3) | articles(3)
    pages |= {
        url(1): Page(PDF_WITH_MARKUP),
        url(2): Page(VIDEO),
        url(3): Page(pages[url(3)].body, headers={"Content-Type": "application/pdf"}),
    }
    with serving(pages) as site:
        assert_quiet(crawl(site.address, sqlite_url, "tribun_video"))
    assert ends(sqlite_url) == {
        url(1): ("quarantined", "not_html:binary"),
        url(2): ("quarantined", "not_html:binary"),
        url(3): ("stored", None),
    }
