"""Mining reservations in tdmrep.json (R10)."""

import json

import pytest

from newscrawler.crawling.politeness.tdmrep import Reservations

HOST = "https://www.saung.example"


def reserve(*entries: tuple[str, object]) -> bytes:
    listed = [{"location": location, "tdm-reservation": value} for location, value in entries]
    return json.dumps(listed).encode()


def test_r10_the_longest_location_says_whether_a_page_is_reserved() -> None:
    found = Reservations.from_file(
        reserve(("/", 0), ("/berita/", 1), ("/berita/*/bebas$", 0), ("foto", "1"), ("/x", 7))
    )
    assert found.verdict(f"{HOST}/") is False
    assert found.verdict(f"{HOST}/berita/1") is True
    assert found.verdict(f"{HOST}/berita/1/bebas") is False
    assert found.verdict(f"{HOST}/berita/1/bebas?") is True
    assert found.verdict(f"{HOST}/foto/1") is True
    assert found.verdict(f"{HOST}/x") is False
    assert Reservations.from_file(reserve(("/berita/", 1))).verdict(f"{HOST}/") is None
    assert Reservations.from_file(reserve(("/a", 0), ("/a", 1), ("/a", 0))).verdict(f"{HOST}/a")


@pytest.mark.parametrize("body", [b'{"location": "/"}', b"<html>", b"[" * 100_000, b" " * 600_000])
def test_r10_a_file_that_is_no_list_of_reservations_is_refused(body: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        Reservations.from_file(body)


@pytest.mark.parametrize(
    "entries", [[1, None, {}], [{"location": 1}], [{"location": "/a\nAllow: /", "x": 1}]]
)
def test_r10_an_entry_that_says_nothing_reserves_nothing(entries: list[object]) -> None:
    found = Reservations.from_file(json.dumps(entries).encode())
    assert found.verdict(f"{HOST}/a") is None
