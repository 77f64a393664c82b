"""What `scrapy reextract` is given to read, and what it says of each of its inputs."""

import gzip
import io
import json
import re
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from newscrawler.exit_codes import ExitCode
from tests.support.records import address, html, members, record, response, sha1
from tests.support.site import Ran, scrapy


def headlines(ran: Ran) -> list[str]:
    return [article["headline"] for article in ran.lines]


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("1.html", html(1))
        archive.writestr("a.warc.gz", members([record(2)]))
    return out.getvalue()


def tarred() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, content in (("1.html", html(1)), ("a.warc", record(2))):
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


PIPED: dict[str, Callable[[], bytes]] = {
    "warc": lambda: record(1) + record(2),
    "warc.gz": lambda: members([record(1), record(2)]),
    "warc.gz, packed as one": lambda: gzip.compress(record(1) + record(2)),
    "warc.gz, damaged": lambda: members([record(1)]) + b"sampah" + members([record(2)]),
    "zip": zipped,
    "tar.gz": tarred,
}


@pytest.mark.parametrize("name", PIPED)
def test_standard_input_may_be_any_archive(name: str) -> None:
    ran = scrapy("reextract", "-", stdin=PIPED[name]())
    assert headlines(ran) == ["Saung 1", "Saung 2"]
    assert ran.code == (ExitCode.PARTIAL if "damaged" in name else ExitCode.DONE)
    assert all(article["source"].startswith("-") for article in ran.lines)


@pytest.mark.parametrize(
    "pack", [b"".join, members, lambda records: gzip.compress(b"".join(records))]
)
def test_a_revisit_on_standard_input_finds_its_original(
    pack: Callable[[list[bytes]], bytes],
) -> None:
    refers = "WARC-Refers-To: <urn:uuid:1>"
    again = record(2, response(b""), refers, kind="revisit", url=address(1))
    ran = scrapy("reextract", "-", stdin=pack([record(1), again, record(3)]))
    assert headlines(ran) == ["Saung 1", "Saung 3"]
    assert re.search(r"│ unchanged +│ 1 +│", ran.err)


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """Give a folder with pages of several kinds, and what is no page."""
    folder = tmp_path / "campur"
    (folder / "berita").mkdir(parents=True)
    (folder / "berita" / "1").write_bytes(html(1))
    (folder / "index.php").write_bytes(html(2))
    (folder / "kosong.html").write_bytes(b"")
    (folder / "gaya.css").write_bytes(b"p { color: red }")
    (folder / "koran.zip").write_bytes(zipped())
    bad = record(9, None, f"WARC-Payload-Digest: {sha1(b'')}")
    (folder / "z.warc").write_bytes(record(8, b"", kind="metadata") + bad + record(7)[:-300])
    return folder


def report_of(folder: Path, *words: str) -> tuple[Ran, list[dict[str, Any]]]:
    report = folder.parent / "laporan.jsonl"
    ran = scrapy("reextract", folder, "--report", report, *words)
    lines = report.read_text(encoding="utf-8").splitlines()
    return ran, [json.loads(line) for line in lines]


def test_the_report_names_every_input_once(mixed: Path) -> None:
    ran, lines = report_of(mixed)
    assert ran.code == ExitCode.PARTIAL
    z = f"z.warc:{len(record(8, b'', kind='metadata'))}"
    found = [(each["source"].removeprefix(f"{mixed}/"), each["state"]) for each in lines]
    assert sorted(found) == sorted(
        [
            ("berita/1", "stored"),
            ("gaya.css", "no_page"),
            ("index.php", "stored"),
            ("kosong.html", "quarantined"),
            ("koran.zip!/1.html", "stored"),
            ("koran.zip!/a.warc.gz:0", "stored"),
            ("z.warc:0", "no_page"),
            (z, "stored"),
            (lines[-1]["source"].removeprefix(f"{mixed}/"), "unreadable"),
        ]
    )
    reasons = {each["source"].removeprefix(f"{mixed}/"): each["reason"] for each in lines}
    assert reasons["gaya.css"] == "text"
    assert reasons["z.warc:0"] == "metadata"
    assert reasons["kosong.html"] == "empty"
    assert {each["url"] for each in lines if each["source"].endswith(z)} == {address(9)}


def test_what_is_no_page_is_listed_by_name_and_reason(mixed: Path) -> None:
    ran = scrapy("reextract", mixed)
    assert f"{mixed}/gaya.css: no page: text\n" in ran.err
    assert re.search(r"│ other files: text +│ 1 +│", ran.err)


def test_an_old_report_is_kept_where_nothing_is_read(tmp_path: Path, mixed: Path) -> None:
    report = tmp_path / "laporan.jsonl"
    report.write_text("lama\n", encoding="utf-8")
    ran = scrapy("reextract", mixed, "--report", report, "--since", "kemarin")
    assert ran.code == ExitCode.USAGE_ERROR
    assert report.read_text(encoding="utf-8") == "lama\n"


def test_strict_refuses_what_is_not_what_its_digest_says(mixed: Path) -> None:
    assert "Saung 9" in headlines(scrapy("reextract", mixed))
    ran = scrapy("reextract", mixed, "--strict")
    assert "Saung 9" not in headlines(ran)
    assert "unreadable: WARC-Payload-Digest is wrong" in ran.err


@pytest.mark.parametrize("separator", [b"\n", b"\0"])
def test_a_list_of_paths_is_read_from_a_file_or_standard_input(
    mixed: Path, separator: bytes
) -> None:
    names = [mixed / "index.php", mixed / "berita", mixed / "tiada.html"]
    listed = separator.join(bytes(name) for name in names)
    (mixed.parent / "daftar").write_bytes(listed)
    for ran in (
        scrapy("reextract", "--files-from", mixed.parent / "daftar"),
        scrapy("reextract", "--files-from", "-", stdin=listed),
    ):
        assert headlines(ran) == ["Saung 2", "Saung 1"]
        assert f"{mixed}/tiada.html: unreadable: No such file or directory" in ran.err
        assert ran.code == ExitCode.PARTIAL


WRONG: dict[str, tuple[str, ...]] = {
    "choose from": ("--publisher", "saung"),
    "'kemarin' is not a date": ("--since", "kemarin"),
    "is after": ("--since", "2026-11-02", "--until", "2026-11-01"),
    "'0/2' is no part; write 1/8 for the first of eight": ("--shard", "0/2"),
    "'3/2' is no part": ("--shard", "3/2"),
    "'satu' is no part": ("--shard", "satu"),
    "absent: No such file or directory": ("--files-from", "absent"),
    "either the list of files or a page": ("--files-from", "-", "-"),
}


@pytest.mark.parametrize("message", WRONG)
def test_wrong_options_are_answered_in_one_line(mixed: Path, message: str) -> None:
    ran = scrapy("reextract", mixed, *WRONG[message])
    assert (ran.code, ran.out, ran.err.count("\n")) == (ExitCode.USAGE_ERROR, "", 1)
    assert message in ran.err


INDONESIAN = "Warga desa menanam pohon di lereng yang longsor, dan mereka akan merawatnya. " * 4
ENGLISH = "The villagers planted trees on the slope that was washed away by the rain. " * 4


@pytest.fixture(scope="module")
def news_archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give an archive as CC-NEWS has them, with pages of several hosts, days and languages."""

    def page(number: int, url: str, text: str, date: str) -> bytes:
        body = html(number).replace(b"</p>", f"</p><p>{text}</p>".encode(), 1)
        return record(number, response(body), url=url, date=date)

    records = [
        page(1, "https://www.kompas.com/read/1", INDONESIAN, "2026-11-18T20:00:00Z"),
        page(2, "https://news.detik.com/berita/2", INDONESIAN, "2026-11-19T20:00:00Z"),
        page(3, "https://www.example.com/3", ENGLISH, "2026-11-20T20:00:00Z"),
        record(4, b"", kind="metadata"),
    ]
    path = tmp_path_factory.mktemp("cc") / "CC-NEWS.warc.gz"
    path.write_bytes(members(records))
    return path


def test_shards_together_give_each_page_once(news_archive: Path) -> None:
    parts = [headlines(report_of(news_archive, "--shard", f"{n}/2")[0]) for n in (1, 2)]
    assert sorted(parts[0] + parts[1]) == ["Saung 1", "Saung 2", "Saung 3"]


FILTERS: list[tuple[tuple[str, ...], list[str], dict[str, int]]] = [
    (("--host", "detik.com"), ["Saung 2"], {"host": 2}),
    (("--host", "detik.com,example.com"), ["Saung 2", "Saung 3"], {"host": 1}),
    (("--publisher", "kompas", "--publisher", "detik"), ["Saung 1", "Saung 2"], {"publisher": 1}),
    (("--language", "id"), ["Saung 1", "Saung 2"], {"language": 1}),
    (("--since", "2026-11-20"), ["Saung 2", "Saung 3"], {"since": 1}),
    (("--since", "2026-11-20", "--until", "2026-11-20"), ["Saung 2"], {"since": 1, "until": 1}),
]


@pytest.mark.parametrize(("words", "expected", "left_out"), FILTERS)
def test_filters_leave_pages_out_and_count_them(
    news_archive: Path, words: tuple[str, ...], expected: list[str], left_out: dict[str, int]
) -> None:
    ran, lines = report_of(news_archive, *words)
    assert headlines(ran) == expected
    for name, number in left_out.items():
        assert re.search(rf"│ left out by --{name} +│ {number} +│", ran.err)
    filtered = [each["reason"] for each in lines if each["state"] == "filtered"]
    assert sorted(filtered) == sorted(name for name, n in left_out.items() for _ in range(n))
    assert len(lines) == 4


def test_a_member_is_named_by_the_source_of_its_article(tmp_path: Path) -> None:
    path = tmp_path / "koran.zip"
    path.write_bytes(zipped())
    for article in scrapy("reextract", path).lines:
        ran = scrapy("explain", article["source"], "--json", "--field", "headline")
        assert json.loads(ran.out)["value"] == article["headline"]
    assert scrapy("explain", path).code == ExitCode.USAGE_ERROR
    assert scrapy("explain", f"{path}!/tiada").code == ExitCode.USAGE_ERROR
