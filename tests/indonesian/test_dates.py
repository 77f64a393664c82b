"""Dates: what each door reads, what it refuses, and what it leaves open."""

import json
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from bench.long_texts import DATE_PIECES
from newscrawler.indonesian.dates import find_dates, parse_date, parse_stamps

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "data/dates.jsonl").open(encoding="utf-8")
]
ANCHOR = datetime.fromisoformat("2024-05-14T10:20:30+07:00")  # a Tuesday


def cases(door: str) -> list[Any]:
    return [
        pytest.param(case, id=case["text"] or "empty") for case in CASES if case["door"] == door
    ]


def anchor_of(case: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(case["anchor"])


@pytest.mark.parametrize("case", cases("field"))
def test_field_is_read(case: dict[str, Any]) -> None:
    read = parse_date(case["text"], anchor_of(case), case.get("zone", "WIB"))
    assert read is not None
    assert (read.value, read.precision, read.until) == (
        case["value"],
        case["precision"],
        case["until"],
    )
    assert read.raw == case["text"]
    assert read.rule
    assert set(case.get("flags", [])) <= set(read.flags)


@pytest.mark.parametrize("case", cases("text"))
def test_mentions_are_found(case: dict[str, Any]) -> None:
    text = case["text"]
    found = find_dates(text, anchor_of(case), case.get("zone", "WIB"))
    assert [
        {"text": one.text, "value": one.value, "precision": one.precision, "until": one.until}
        for one in found
    ] == case["mentions"]
    assert all(one.text == one.raw == text[one.start : one.end] for one in found)


@pytest.mark.parametrize("case", cases("none"))
def test_what_is_no_date_is_refused(case: dict[str, Any]) -> None:
    assert parse_date(case["text"], anchor_of(case)) is None
    assert find_dates(case["text"], anchor_of(case)) == []


HEADERS = [
    (
        "Tayang: Senin, 6 Mei 2024 15:27 WIB | Diperbarui: Selasa, 7 Mei 2024 08:10 WIB",
        "2024-05-06T15:27:00+07:00",
        "2024-05-07T08:10:00+07:00",
    ),
    (
        "Diperbarui: 7 Mei 2024 08:10 WITA Diterbitkan: 6 Mei 2024 15:27 WITA",
        "2024-05-06T15:27:00+08:00",
        "2024-05-07T08:10:00+08:00",
    ),
    (
        "6 Mei 2024 | 15:27 (Diperbarui 7 Mei 2024 | 08:10)",
        "2024-05-06T15:27:00+07:00",
        "2024-05-07T08:10:00+07:00",
    ),
    ("Published May 6, 2024 Updated May 7, 2024", "2024-05-06", "2024-05-07"),
    ("Diperbarui 7 Mei 2024, 08:10 WIB", None, "2024-05-07T08:10:00+07:00"),
    ("Last Update : Tuesday, 07 May 2024", None, "2024-05-07"),
    ("Tue, 7th May 2024", "2024-05-07", None),
    ("Published 1st May, 2024 10:30 am", "2024-05-01T10:30:00+07:00", None),
    ("Kompas.com- Diperbarui 07/05/2024, 08:10 WIB", None, "2024-05-07T08:10:00+07:00"),
    ("Update Bola • 7 Mei 2024", "2024-05-07", None),
    ("Senin, 6 Mei 2024 15:27 WIB", "2024-05-06T15:27:00+07:00", None),
    ("Redaksi", None, None),
]


@pytest.mark.parametrize(("text", "published", "modified"), HEADERS)
def test_stamps_are_told_apart(text: str, published: str | None, modified: str | None) -> None:
    stamps = parse_stamps(text, ANCHOR)
    assert [stamp and stamp.value for stamp in stamps] == [published, modified]
    read = parse_date(text, ANCHOR)
    assert (read and read.value) == (published or modified)


@pytest.mark.parametrize(
    ("text", "value", "flags"),
    [
        ("20 jam lalu", None, ["no_anchor"]),
        ("kemarin, 14.05 WIB", None, ["no_anchor"]),
        ("Selasa (7/5)", None, ["no_anchor"]),
        ("baru saja", None, ["no_anchor"]),
        ("Selasa (7/5/2024)", "2024-05-07", []),
        ("7 Mei 2024 10:00", "2024-05-07T10:00:00+07:00", []),
    ],
)
def test_without_an_anchor_nothing_is_guessed(
    text: str, value: str | None, flags: list[str]
) -> None:
    read = parse_date(text, None)
    assert read is not None
    assert (read.raw, read.value, read.flags) == (text, value, flags)


def test_mentions_without_an_anchor_stay_where_they_are() -> None:
    found = find_dates("Ia pergi pekan lalu.", None)
    assert [(one.text, one.value, one.flags) for one in found] == [
        ("pekan lalu", None, ["no_anchor"])
    ]


@pytest.mark.parametrize("text", ["20 jam lalu", "tanpa tanggal"])
def test_naive_anchors_and_foreign_zones_are_errors(text: str) -> None:
    naive = ANCHOR.replace(tzinfo=None)
    for door in (parse_date, parse_stamps, find_dates):
        with pytest.raises(ValueError, match="offset"):
            door(text, naive)
        with pytest.raises(ValueError, match="zone"):
            door(text, ANCHOR, "CET")


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("7 Mei 2024 10:00 WIB", "WIB"),
        ("7 Mei 2024 10:00 Wita", "WITA"),
        ("7 Mei 2024 10:00 wit", "WIT"),
        ("2024-05-07T10:00:00Z", "UTC"),
        ("2024-05-07T10:00:00+08:00", "WITA"),
        ("2024-05-07T10:00:00-03:30", "-03:30"),
        ("7 Mei 2024", None),
        ("2 jam lalu", "WIB"),
    ],
)
def test_zone_is_named(text: str, zone: str | None) -> None:
    read = parse_date(text, ANCHOR)
    assert read is not None
    assert read.zone == zone


@pytest.mark.parametrize("hours", [-10, 0, 5, 9, 14])
def test_offset_of_the_anchor_changes_nothing(hours: int) -> None:
    moved = ANCHOR.astimezone(timezone(timedelta(hours=hours)))
    for text in ("2 jam lalu", "kemarin", "Selasa (7/5)", "pekan ini", "hari ini 10:00"):
        assert parse_date(text, moved) == parse_date(text, ANCHOR)


def test_running_text_is_no_field() -> None:
    assert parse_date("kata " * 200 + "7 Mei 2024", ANCHOR) is None


@pytest.mark.parametrize("piece", DATE_PIECES)
def test_long_texts_of_one_piece_are_read(piece: str) -> None:
    """That the time stays in proportion is measured by `make bench`."""
    text = piece * (20_000 // len(piece))
    parse_date(text, ANCHOR)
    for found in find_dates(text, ANCHOR):
        assert found.text == text[found.start : found.end]
