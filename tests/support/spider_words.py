"""Spider arguments that must be refused."""

from pathlib import Path

BAD_WORDS = {
    "nama=saung": "nama",
    "limit=0": "limit",
    "limit=-1": "limit",
    "limit=abc": "limit",
    "since=kemarin": "2026-01-31",
    "until=2026-02-30": "2026-01-31",
    "since=2026-11-20 until=2026-11-01": "after",
    "url=https://saung.example/news/1000001/a": "saung.example",
    "url=video.tribunnews.com/news/1000001/a": "https://",
    "url=https://[saung/a": "[saung",
    "urls_file={absent}": "absent",
    "urls_file={empty}": "one URL a line",
    "urls_file={binary}": "not a text file",
    "hosts=saung": "saung",
}
"""Spider arguments, and what the answer must say."""


def given(words: str, folder: Path) -> list[str]:
    """Return `words` as NAME=VALUE, with the files that they name."""
    (folder / "empty").write_text("# belum ada\n\n", encoding="utf-8")
    (folder / "binary").write_bytes(b"\x89PNG\r\n\x1a\n\x00\xff\xfe")
    places = {name: folder / name for name in ("absent", "empty", "binary")}
    return [word.format(**places) for word in words.split()]
