"""Archives damaged anyhow: reading them ends, raises nothing, and sources lead to their pages."""

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from newscrawler.extraction import SavedPage
from newscrawler.reextraction.input_reader import read_inputs
from newscrawler.reextraction.sources import read_source
from tests.reextraction.test_containers import FILES
from tests.reextraction.test_containers import PACKINGS as CONTAINERS
from tests.reextraction.test_warc_inputs import PACKINGS as WARCS
from tests.support.records import html, record

ROUNDS = 12


def warc(packing: str) -> bytes:
    return WARCS[packing]([record(number) for number in range(6)])


def nested(packing: str) -> bytes:
    return CONTAINERS[packing]({"x": html(1), "y": CONTAINERS["zip"](FILES), "z": warc("plain")})


SEEDS: dict[str, Callable[[], bytes]] = {
    **{f"WARC, {name}": lambda name=name: warc(name) for name in WARCS},  # type: ignore[misc]
    **{name: lambda name=name: CONTAINERS[name](FILES) for name in CONTAINERS},  # type: ignore[misc]
    **{f"nested {name}": lambda name=name: nested(name) for name in CONTAINERS},  # type: ignore[misc]
}


def damaged(content: bytes, random: Random) -> bytes:
    """Return `content` with bytes changed, left out, put in, wiped or cut off."""
    raw = bytearray(content)
    for _ in range(random.choice([1, 2, 5])):
        start, length = random.randrange(len(raw)), random.randrange(1, 300)
        copied = raw[(other := random.randrange(len(raw))) : other + length]
        changes = {
            "change": (start + 4, random.randbytes(4)),
            "leave out": (start + length, b""),
            "put in": (start, copied),
            "wipe": (start + length, bytes(length)),
            "cut": (len(raw), b""),
        }
        end, put = changes[random.choice(list(changes))]
        raw[start:end] = put
        raw = raw or bytearray(b"\0")
    return bytes(raw)


@pytest.mark.parametrize("name", SEEDS)
def test_d16_no_damage_stops_the_reading_or_leads_sources_astray(tmp_path: Path, name: str) -> None:
    random = Random(name)  # noqa: S311 (no secret)
    for number in range(ROUNDS):
        path = tmp_path / str(number)
        path.write_bytes(damaged(SEEDS[name](), random))
        for found, _ in read_inputs([str(path)]):
            if isinstance(found, SavedPage):
                assert read_source(found.source or "") == found


def test_d16_a_damaged_sidecar_in_an_archive_costs_its_page_only(tmp_path: Path) -> None:
    content = bytearray(CONTAINERS["zip"]({name: FILES[name] for name in ("b/1.json", "b/1.html")}))
    place = content.index(b"b/1.json") + len("b/1.json")
    content[place : place + 20] = b"\xff" * 20
    path = tmp_path / "a.zip"
    path.write_bytes(bytes(content))
    (found,) = [each for each, _ in read_inputs([str(path)]) if not isinstance(each, SavedPage)]
    assert found.source == f"{path}!/b/1.html"
