"""`make package`: build wheel and sdist, install them as a user does, and run what they bring.

The wheel goes into an empty environment, beside the newest versions of two other libraries for news
that pip can combine with it: the ranges in pyproject.toml must leave room for both. A WARC file is
read there as well, for one of the two asks for an older FastWARC.
"""

import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
import venv
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

import newscrawler
from newscrawler.storage.extractor import extractor_id

PROJECT = Path(__file__).parent.parent
NEIGHBOURS = ("fundus", "trafilatura")
BUILD_SECONDS = 300
"""How long a build or an installation may take."""
RUN_SECONDS = 120
"""How long a command may take."""
_SHOWN_CHARS = 3000
_NOT_OF_A_CHECKOUT = ("DATABASE_URL", "ARCHIVE_DIR", "PYTHONPATH", "SCRAPY_SETTINGS_MODULE")
_READ = """\
from pathlib import Path
import newscrawler
from newscrawler.storage.extractor import extractor_id
article = newscrawler.read(Path("page.html").read_bytes())
print(article.headline, extractor_id(), sep=" | ")
"""


class PackageError(Exception):
    """Something does not hold for the package; the message says what."""


def run(
    *words: str | Path,
    folder: Path,
    code: int = 0,
    says: Iterable[str] = (),
    seconds: float = RUN_SECONDS,
) -> str:
    """Run a command in `folder`, and return what it writes.

    Raises PackageError where it ends with another `code`, lacks one of the texts that it `says`, or
    takes longer than `seconds`.
    """
    line = " ".join(Path(words[0]).name if not n else str(w) for n, w in enumerate(words))
    try:
        ran = subprocess.run(
            list(map(str, words)),
            cwd=folder,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise PackageError(f"{line}: not done after {seconds:.0f} seconds") from None
    missing = [text for text in says if text not in ran.stdout]
    if ran.returncode != code or missing:
        lacks = f", and lacks {missing}" if missing else ""
        shown = ran.stdout[-_SHOWN_CHARS:]
        raise PackageError(f"{line}: ended with {ran.returncode}{lacks}\n{shown}")
    return ran.stdout


def _environment() -> Mapping[str, str]:
    return {name: each for name, each in os.environ.items() if name not in _NOT_OF_A_CHECKOUT}


def build(folder: Path) -> tuple[Path, Path]:
    """Build wheel and sdist below `folder` from a clean copy of the checkout, and return both."""
    left_out = shutil.ignore_patterns(".*", "*.egg-info", "__pycache__", "build", "data", "dist")
    copy = folder / "checkout"
    shutil.copytree(PROJECT, copy, symlinks=True, ignore=left_out)
    run(sys.executable, "-m", "build", ".", folder=copy, seconds=BUILD_SECONDS)
    (wheel,) = (copy / "dist").glob("*.whl")
    (sdist,) = (copy / "dist").glob("*.tar.gz")
    return wheel, sdist


def check_contents(wheel: Path, sdist: Path) -> None:
    """Raise PackageError unless both hold the one package, with its pipelines and pages."""
    with zipfile.ZipFile(wheel) as archive:
        installed = set(archive.namelist())
    with tarfile.open(sdist) as archive:
        packed = {name.partition("/")[2] for name in archive.getnames()}
    tops = {name.partition("/")[0] for name in installed}
    if tops != {"newscrawler", f"newscrawler-{newscrawler.__version__}.dist-info"}:
        raise PackageError(f"{wheel.name} has at its top: {', '.join(sorted(tops))}")
    for name in ("py.typed", "pipelines/store.py", "fixtures/site/tribunnews/robots.txt"):
        for file, names in ((wheel, installed), (sdist, packed)):
            if f"newscrawler/{name}" not in names:
                raise PackageError(f"{file.name} lacks newscrawler/{name}")


def check_reading(binaries: Path, folder: Path) -> None:
    """Read a page in `folder` by command and from Python. Raises PackageError if that fails."""
    page = PROJECT / "fixtures" / "kompas" / "new-layout"
    for suffix in (".html", ".json"):
        shutil.copy(page.with_suffix(suffix), folder / f"page{suffix}")
    command, python = binaries / "newscrawler", binaries / "python"
    run(command, "--version", folder=folder, says=[f"newscrawler {newscrawler.__version__} ("])
    run(command, "reextract", "page.html", folder=folder, says=['"publisher": "kompas"'])
    run(python, "-c", _READ, folder=folder, says=["Jembatan Gantung", extractor_id()])


def check_warc(binaries: Path, folder: Path) -> None:
    """Read a page from a WARC file that is put in `folder`. Raises PackageError if that fails."""
    page = PROJECT / "fixtures" / "kompas" / "new-layout.html"
    about = json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))
    head = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
    with (folder / "page.warc.gz").open("wb") as file, page.open("rb") as payload:
        writer = WARCWriter(file, gzip=True)
        record = writer.create_warc_record(about["url"], "response", payload, http_headers=head)
        writer.write_record(record)
    says = ['"publisher": "kompas"', '"headline": "Jembatan Gantung']
    run(binaries / "newscrawler", "reextract", "page.warc.gz", folder=folder, says=says)


def check_commands(binaries: Path, folder: Path) -> None:
    """Run other commands in `folder`, which is no checkout. Raises PackageError if one fails."""
    command = binaries / "newscrawler"
    run(command, "list", folder=folder, says=["any\n", "kompas\n", "tribunnews\n"])
    run(command, "crwal", folder=folder, code=2, says=["did you mean crawl?"])
    run(command, "fixture", folder=folder, code=2, says=["files of a checkout"])
    run(
        command,
        "demo",
        folder=folder,
        says=["Next steps", "DATABASE_URL=sqlite:///data/demo.db newscrawler health"],
    )
    words = ("-m", "newscrawler", "date", "Rabu (18/11/2026)")
    run(binaries / "python", *words, folder=folder, says=["2026-11-18"])


def check(folder: Path) -> str:
    """Check the whole package in the empty `folder`, and return which versions stand together."""
    wheel, sdist = build(folder)
    check_contents(wheel, sdist)
    environment, here = folder / "environment", folder / "empty"
    venv.create(environment, with_pip=True)
    pip = (environment / "bin" / "python", "-m", "pip", "--disable-pip-version-check")
    here.mkdir()
    # What is never imported need not be compiled: it would take as long as all the rest.
    words = ("install", "--no-compile", wheel, *NEIGHBOURS)
    run(*pip, *words, folder=here, seconds=BUILD_SECONDS)
    run(*pip, "check", folder=here)
    check_reading(environment / "bin", here)
    check_warc(environment / "bin", here)
    check_commands(environment / "bin", here)
    run(*pip, "uninstall", "--yes", "newscrawler", folder=here)
    run(*pip, "install", "--no-deps", sdist, folder=here, seconds=BUILD_SECONDS)
    check_reading(environment / "bin", here)
    found = run(*pip, "list", "--format=freeze", folder=here).splitlines()
    return ", ".join(each for each in found if each.partition("==")[0] in NEIGHBOURS)


def main() -> None:
    """Check the package, and exit with 1 where something does not hold."""
    started = time.monotonic()
    try:
        with tempfile.TemporaryDirectory() as folder:
            neighbours = check(Path(folder).resolve())
    except PackageError as failure:
        sys.exit(f"package: {failure}")
    seconds = time.monotonic() - started
    print(f"package: wheel and sdist install and run beside {neighbours} ({seconds:.0f} s)")


if __name__ == "__main__":
    main()
