"""The datatrove pipeline in real processes: the example, killed workers, datatrove's executors."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import psutil
import pyarrow.parquet as pq
import pytest

from tests.support.datatrove import Given, articles_in, excluded
from tests.support.imports import code_files, imported
from tests.support.records import members, record
from tests.support.site import PROJECT

pytestmark = pytest.mark.timeout(300)  # on a busy machine, each start takes many seconds

EXAMPLE = PROJECT / "examples" / "datatrove_articles.py"
PAGES = 60
"""Of a file: more than wait in a worker, so that articles are written before all is read."""


def archive(path: Path, first: int) -> Path:
    asked = record(first, b"GET / HTTP/1.1\r\n\r\n", kind="request")
    pages = [record(number) for number in range(first, first + PAGES)]
    path.write_bytes(members([asked, *pages, pages[0]]))
    return path


@pytest.fixture
def archives(tmp_path: Path) -> list[Path]:
    return [archive(tmp_path / f"{number}.warc.gz", PAGES * number) for number in range(4)]


def start(words: Sequence[str | Path], **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, *map(str, words)],
        cwd=PROJECT,
        env={**os.environ, "PYTHONPATH": str(PROJECT), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def finish(run: subprocess.Popen[str], code: int = 0) -> str:
    """Wait for the end of `run`, and return what it has said."""
    said, _ = run.communicate()
    assert run.returncode == code, said
    return said


def example(paths: Sequence[Path], output: Path) -> subprocess.Popen[str]:
    return start([EXAMPLE, *paths, output, "--tasks", "2", "--workers", "2"])


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def ids_in(output: Path) -> list[str]:
    """Return the ids of all articles, sorted; that their files are whole is seen by reading."""
    tables = [pq.read_table(path) for path in output.glob("articles/*.parquet")]
    return sorted(each for table in tables for each in table["id"].to_pylist())


def assert_same(output: Path, expected: Given) -> None:
    """Check that nothing is lost and nothing there twice."""
    assert ids_in(output) == sorted(each.id for each in expected.documents)
    assert sorted(excluded(output / "not-read"), key=str) == sorted(expected.not_read, key=str)
    assert sorted(excluded(output / "no-article")) == sorted(expected.no_article)


def process_that_reads(path: Path, run: subprocess.Popen[str]) -> psutil.Process:
    (found,) = (
        each for each in psutil.Process(run.pid).children(recursive=True) if has_open(each, path)
    )
    return found


def has_open(process: psutil.Process, path: Path) -> bool:
    try:
        links = list(Path(f"/proc/{process.pid}/fd").iterdir())
    except OSError:  # it has ended since
        return False
    return any(target_of(link) == path for link in links)


def target_of(link: Path) -> Path | None:
    try:
        return link.readlink()
    except OSError:  # the file was closed since
        return None


def test_a_worker_is_killed_and_running_again_does_what_is_left(
    tmp_path: Path, archives: list[Path]
) -> None:
    expected = articles_in(tmp_path / "expected", *archives)
    assert len(expected.documents) == PAGES * 4
    output, last = tmp_path / "out", archives[-1]
    content = last.read_bytes()
    last.unlink()
    os.mkfifo(last)
    run = example(archives, output)
    with last.open("wb"):  # which waits until the second task has come to its last file
        worker = process_that_reads(last, run)
        assert [name for name in names(output / "articles") if "00001" in name] != []
        worker.send_signal(signal.SIGKILL)
        said = finish(run, code=1)
    assert "not complete: tasks 1; run again" in said
    killed, done = sorted(output.glob("articles/*00001*")), output / "articles/000_00000.parquet"
    assert [path.suffix for path in killed] == [".part"]
    before = done.stat()

    last.unlink()
    last.write_bytes(content)
    finish(example(archives, output))
    assert_same(output, expected)
    assert names(output / "articles") == ["000_00000.parquet", "000_00001.parquet"]
    after = done.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    counted = json.loads((output / "logs" / "stats.json").read_text())
    assert counted[1]["stats"]["forwarded"]["total"] == len(expected.documents)


def test_the_process_of_a_page_is_killed_and_nothing_is_lost(
    tmp_path: Path, archives: list[Path]
) -> None:
    expected = articles_in(tmp_path / "expected", *archives)
    output, last = tmp_path / "out", archives[-1]
    content = last.read_bytes()
    last.unlink()
    os.mkfifo(last)
    run = example(archives, output)
    with last.open("wb") as pipe:
        (extractor,) = process_that_reads(last, run).children()
        extractor.kill()
        pipe.write(content)
    finish(run)
    assert len(ids_in(output)) == len(expected.documents)


# datatrove's own executors

STEPS = """
import sys
from newscrawler.datatrove import *
def steps(paths, output):
    return [
        SavedPageReader(paths, AtomicJsonlWriter(f"{output}/not-read")),
        ArticleExtractor(AtomicJsonlWriter(f"{output}/no-article")),
        AtomicParquetWriter(f"{output}/articles"),
    ]
"""
LOCAL = f"""{STEPS}
from datatrove.executor.local import LocalPipelineExecutor
if __name__ == "__main__":
    *paths, output, workers = sys.argv[1:]
    LocalPipelineExecutor(
        steps(paths, output), tasks=3, workers=int(workers), logging_dir=f"{{output}}/logs"
    ).run()
"""
SLURM = f"""{STEPS}
from datatrove.executor.slurm import SlurmPipelineExecutor
if __name__ == "__main__":
    *paths, output = sys.argv[1:]
    SlurmPipelineExecutor(
        steps(paths, output), tasks=2, time="1:00:00", partition="cpu",
        logging_dir=f"{{output}}/logs",
    ).run()
"""
SBATCH = "#!/bin/sh\necho Submitted batch job 7\n"
SCONTROL = "#!/bin/sh\necho localhost\n"


def script(path: Path, text: str) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)
    return path


@pytest.mark.parametrize("workers", ["1", "2"])
def test_datatroves_local_executor_runs_the_steps(
    tmp_path: Path, archives: list[Path], workers: str
) -> None:
    program = script(tmp_path / "run.py", LOCAL)
    finish(start([program, *archives, tmp_path / "out", workers]))
    assert_same(tmp_path / "out", articles_in(tmp_path / "expected", *archives))


@pytest.fixture
def slurm(tmp_path: Path) -> Iterator[Mapping[str, str]]:
    """Stand in for the commands of Slurm, which are all that is needed to start its tasks here."""
    script(tmp_path / "bin" / "sbatch", SBATCH)
    script(tmp_path / "bin" / "scontrol", SCONTROL)
    yield {"PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}", "SLURM_NODELIST": "localhost"}


def test_slurm_runs_the_steps(
    tmp_path: Path, archives: list[Path], slurm: Mapping[str, str]
) -> None:
    output = tmp_path / "out"
    finish(start([script(tmp_path / "run.py", SLURM), *archives, output], **slurm))
    assert names(output / "logs" / "slurm_logs") == []
    words = ("-m", "datatrove.tools.launch_pickled_pipeline", output / "logs" / "executor.pik")
    for task in ("0", "1"):
        finish(start(words, **slurm, SLURM_ARRAY_TASK_ID=task))
    assert_same(output, articles_in(tmp_path / "expected", *archives))


# Without datatrove

LIBRARIES = frozenset(("datatrove", "fsspec", "multiprocess", "orjson", "pyarrow"))


def test_nothing_else_imports_datatrove() -> None:
    own = PROJECT / "newscrawler" / "datatrove"
    others = [path for path in code_files() if own not in path.parents]
    named = {name for path in others for module, name in imported(path) if module == "newscrawler"}
    modules = {module for path in others for module, _ in imported(path)}
    assert len(others) > 50
    assert {module.partition(".")[0] for module in modules} & LIBRARIES == set()
    assert "datatrove" not in named
    assert not any(module.startswith("newscrawler.datatrove") for module in modules)


@pytest.mark.parametrize("missing", ["datatrove", "pyarrow"])
def test_a_missing_library_is_named_with_what_to_install(missing: str) -> None:
    code = f"import sys; sys.modules[{missing!r}] = None; import newscrawler.datatrove"
    said = finish(start(["-c", code]), code=1)
    wanted = f"newscrawler.datatrove needs {missing}: pip install 'newscrawler[datatrove]'"
    assert said.splitlines()[-1] == f"ImportError: {wanted}"
