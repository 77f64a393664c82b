"""The name of the extractor follows the code that reads pages, and nothing else."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import newscrawler
from newscrawler.storage.extractor import extractor_id

FILES = {
    "items.py": "fields",
    "extraction/extract.py": "rules",
    "extraction/layout/tags.py": "more rules",
    "indonesian/dates/words.txt": "kemarin",
    "publishers/kabar.py": "facts",
    "storage/articles.py": "no rule",
    "extraction/__pycache__/extract.pyc": "compiled",
}


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    monkeypatch.setattr(newscrawler, "__file__", str(tmp_path / "__init__.py"))
    extractor_id.cache_clear()
    yield tmp_path
    extractor_id.cache_clear()


def name_after(package: Path, name: str, text: str | None) -> str:
    path = package / name
    path.unlink(missing_ok=True)
    if text is not None:
        path.write_text(text)
    extractor_id.cache_clear()
    return extractor_id()


def test_the_name_is_the_version_and_a_digest(package: Path) -> None:
    version, _, digest = extractor_id().partition("+")
    assert version == newscrawler.__version__
    assert len(digest) == 12
    assert extractor_id() == name_after(package, "items.py", FILES["items.py"])


@pytest.mark.parametrize("name", [*list(FILES)[:5], "process.py", "publishers/other.py"])
def test_mended_rules_are_another_extractor(package: Path, name: str) -> None:
    assert extractor_id() != name_after(package, name, "mended")


@pytest.mark.parametrize("name", list(FILES)[5:])
def test_what_reads_no_page_does_not_matter(package: Path, name: str) -> None:
    assert extractor_id() == name_after(package, name, "mended")


def test_a_file_with_another_name_is_another_extractor(package: Path) -> None:
    before = extractor_id()
    (package / "publishers/kabar.py").rename(package / "publishers/other.py")
    extractor_id.cache_clear()
    assert extractor_id() != before


def test_without_sources_the_version_stands_alone(package: Path) -> None:
    assert name_after(package, "items.py", None) == newscrawler.__version__
