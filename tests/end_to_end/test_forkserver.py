"""A command that is forked from the server of the tests behaves as one that is started afresh."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from tests.support.forkserver import PROJECT, Command, Forked, ForkServer, run
from tests.support.site import NO_DATABASE, surroundings

MODULE = "tests.support.self_report"


def command(
    *words: str,
    folder: Path = PROJECT,
    environment: Mapping[str, str] = MappingProxyType({}),
    before: str = "",
) -> Command:
    return Command(MODULE, words, str(folder), dict(os.environ) | dict(environment), before)


def afresh(given: Command, stdin: bytes) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        given.line,
        cwd=given.folder,
        env=given.environment,
        input=stdin,
        capture_output=True,
        check=False,
    )


def said(ran: "subprocess.CompletedProcess[bytes]") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(ran.stdout)
    return {name: value for name, value in found.items() if name not in {"pid", "chance"}}


def test_a_fork_finds_what_a_process_of_its_own_finds() -> None:
    given = command("exit", "3", "dua kata", environment={"NO_COLOR": "1", "SAUNG": "baca “ini”"})
    assert given.can_be_forked()
    text = "Rabu – siang\n"
    forked, fresh = run(given, text.encode()), afresh(given, text.encode())
    assert said(forked) == said(fresh)
    assert said(forked)["stdin"] == text
    assert (forked.returncode, forked.stderr) == (3, b"to stderr\n")


def test_code_is_run_before_the_module() -> None:
    given = command("dua kata", before="import os\nos.environ['SAUNG'] = 'baca “ini”'")
    forked, fresh = run(given), afresh(given, b"")
    assert said(forked) == said(fresh)
    assert said(forked)["environment"]["SAUNG"] == "baca “ini”"


def test_forks_differ_in_chance_and_number() -> None:
    first, second = (json.loads(run(command()).stdout) for _ in range(2))
    assert first["chance"] != second["chance"]
    assert first["pid"] != second["pid"]


def test_an_exception_is_a_traceback() -> None:
    ran = run(command("raise"))
    assert ran.returncode == 1
    assert ran.stderr.decode().endswith("ValueError: as asked\n")


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_a_fork(number: signal.Signals) -> None:
    started = time.monotonic()
    with Forked(command("sleep"), stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert json.loads(process.stdout.readline())["pid"] == process.pid
        assert process.poll() is None
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(0.01)
        process.send_signal(number)
        assert process.wait(20) == -number
        assert process.poll() == -number
        process.send_signal(number)
    assert time.monotonic() - started < 30


def test_a_fork_that_one_thread_waits_for_can_be_ended_by_another() -> None:
    with Forked(command("sleep"), stdout=subprocess.DEVNULL) as process:
        with ThreadPoolExecutor(1) as threads:
            waiting = threads.submit(process.wait)
            assert process.poll() is None
            process.kill()
            assert waiting.result(20) == -signal.SIGKILL
        assert process.poll() == -signal.SIGKILL


@pytest.mark.parametrize("name", ["TZ", "PYTHONPATH", "PYTHONHASHSEED", "LC_ALL"])
def test_what_is_read_at_the_start_asks_for_a_process_of_its_own(name: str) -> None:
    given = command(environment={name: "0"})
    assert not given.can_be_forked()
    assert said(run(given)) == said(afresh(given, b""))


def test_another_copy_of_the_project_asks_for_a_process_of_its_own(tmp_path: Path) -> None:
    assert command(folder=tmp_path).can_be_forked()
    (tmp_path / "newscrawler").symlink_to(PROJECT / "newscrawler")
    assert command(folder=tmp_path).can_be_forked()
    (tmp_path / "newscrawler").unlink()
    (tmp_path / "newscrawler").mkdir()
    assert not command(folder=tmp_path).can_be_forked()


def test_a_server_ends_with_its_commands_when_it_is_closed() -> None:
    server = ForkServer()
    asked = command("sleep")
    with Path(os.devnull).open("r+b") as nothing:
        report = server.fork(asked, [nothing.fileno()] * 3)
    pid = int.from_bytes(report.recv(4), sys.byteorder)
    server.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    report.close()


@pytest.mark.parametrize("words", [["list"], ["date", "Rabu (18/11/2026)"], ["crawl"]])
def test_scrapy_says_the_same_when_it_is_forked(words: list[str]) -> None:
    given = Command("scrapy", words, str(PROJECT), surroundings(NO_DATABASE))
    forked, fresh = run(given), afresh(given, b"")
    assert (forked.returncode, forked.stdout, forked.stderr) == (
        fresh.returncode,
        fresh.stdout,
        fresh.stderr,
    )
