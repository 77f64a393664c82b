"""Run modules in forks of a process that has already imported what they need.

A `scrapy` command spends most of its CPU time on imports. `run` and `Forked` do what
`subprocess.run` and `subprocess.Popen` do with `python -m <module>`, but ask a server process to
fork. The server is started when it is first needed, one for each worker of the test run. It ends
with the worker, because the socket between them closes then.

A program that must not find anything imported, such as one whose memory is measured, belongs to
`subprocess`. `run` goes there by itself when the environment differs in what the interpreter or a
library reads as it starts, and when the folder has another copy of the project. All forks of a
server hash strings with the same seed; to try another one, set PYTHONHASHSEED.
"""

import gc
import importlib
import json
import os
import pkgutil
import re
import runpy
import signal
import socket
import struct
import subprocess
import sys
import threading
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Self, TextIO

PROJECT = Path(__file__).parents[2]
_ROOMS = ("newscrawler", "newscrawler/pipelines")  # the second is a symbolic link

_READ_AT_START = re.compile(r"PYTHON|LC_|LANG|LD_|TZ$")
"""Environment variables that the interpreter, its C library or an imported module reads once."""

_READS_SURROUNDINGS = re.compile(
    r"\benviron\b|\bgetenv\b|\bConsole\(|\bclosest_scrapy_cfg\b|^report_errors\(",
    re.MULTILINE,
)
"""A module with this in its source may read the environment, the terminal or the folder as it is
imported, or change how the process ends."""

_IMPORTED_LATE = (
    "json_repair",
    "rich.progress",
    "scrapy.cmdline",
    "scrapy.commands",
    "scrapy.core.downloader.handlers",
    "scrapy.downloadermiddlewares",
    "scrapy.extensions",
    "scrapy.spidermiddlewares",
    "tldextract",
)
"""What a command imports only as it runs: these modules, and all in these packages."""

_WITH_THREADS = re.compile(r"newscrawler\.datatrove\b")
"""What no command imports, and what starts threads of its own as it is imported."""

_FOLDER = "import os, sys; sys.path[0] = os.getcwd()"
_RUN = "import runpy; runpy.run_module({!r}, run_name='__main__', alter_sys=True)"

_NUMBER = struct.Struct("=i")


# In the worker of the test run


@dataclass(frozen=True)
class Command:
    """A module to run as `python -m` does: its arguments, its folder and its whole environment.

    `before` is Python code to run first, in the same process.
    """

    module: str
    words: Sequence[str]
    folder: str
    environment: Mapping[str, str]
    before: str = ""

    @property
    def line(self) -> list[str]:
        """The command line that runs it in a process of its own."""
        if not self.before:
            return [sys.executable, "-m", self.module, *self.words]
        code = "\n".join((_FOLDER, self.before, _RUN.format(self.module)))
        return [sys.executable, "-c", code, *self.words]

    def can_be_forked(self) -> bool:
        """Tell whether a fork of the server behaves as a process of its own would."""
        known = fork_server.environment
        names = filter(_READ_AT_START.match, {*self.environment, *known})
        rooms = (Path(self.folder, room) for room in _ROOMS)
        return all(known.get(name) == self.environment.get(name) for name in names) and all(
            not room.exists() or room.samefile(PROJECT / room.name) for room in rooms
        )


class ForkServer:
    """The client of a server process; every method may be called from several threads."""

    def __init__(self) -> None:
        self.environment = dict(os.environ)
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._compiled: TemporaryDirectory[str] | None = None

    def fork(self, command: Command, descriptors: Sequence[int]) -> socket.socket:
        """Run `command` in a fork with these standard descriptors, and return where it reports.

        The server writes the process id there, and at the end the status as of `os.waitpid`.
        """
        asked = json.dumps(asdict(command)).encode()
        report, theirs = socket.socketpair()
        with theirs, self._lock:
            control = self._control or self._start()
            socket.send_fds(control, [_NUMBER.pack(len(asked))], [*descriptors, theirs.fileno()])
            control.sendall(asked)
        return report

    def _start(self) -> socket.socket:
        self._control, theirs = socket.socketpair()
        self._compiled = TemporaryDirectory(prefix="newscrawler-compiled-")
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", __name__, str(theirs.fileno()), self._compiled.name],
                cwd=PROJECT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
            )
        return self._control

    def close(self) -> None:
        """End the server, if there is one, and every command that still runs."""
        with self._lock:
            if self._control and self._process and self._compiled:
                self._control.close()
                self._process.wait()
                self._compiled.cleanup()
            self._control = self._process = self._compiled = None


fork_server = ForkServer()


class Forked:
    """A command that runs in a fork of the server, with the manners of `subprocess.Popen`.

    `stdin`, `stdout` and `stderr` are descriptors. The last two may also be `subprocess.DEVNULL`,
    or `subprocess.PIPE`: what is written there can be read as text.
    """

    def __init__(
        self, command: Command, *, stdin: int = 0, stdout: int = 1, stderr: int = 2
    ) -> None:
        self.args = command.line
        self.returncode: int | None = None
        self._lock = threading.Lock()
        with ExitStack() as theirs:
            self.stdout, stdout = _pipe(stdout, theirs)
            self.stderr, stderr = _pipe(stderr, theirs)
            self._report = fork_server.fork(command, [stdin, stdout, stderr])
        self.pid: int = _NUMBER.unpack(self._report.recv(_NUMBER.size))[0]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        for pipe in filter(None, (self.stdout, self.stderr)):
            pipe.close()
        self.wait()
        self._report.close()

    def wait(self, timeout: float | None = None) -> int:
        """Return the exit code, or minus the number of the signal that ended the command.

        Raises `subprocess.TimeoutExpired` when it still runs after `timeout` seconds.
        """
        with self._lock:
            if self.returncode is None:
                self._report.settimeout(timeout)
                try:
                    status = self._report.recv(_NUMBER.size)
                except (TimeoutError, BlockingIOError):
                    raise subprocess.TimeoutExpired(self.args, timeout or 0) from None
                assert status, "the fork server is gone"
                self.returncode = os.waitstatus_to_exitcode(*_NUMBER.unpack(status))
            return self.returncode

    def poll(self) -> int | None:
        """Return what `wait` returns, or None while the command runs."""
        if not self._lock.acquire(blocking=False):
            return None  # another thread waits for the end, which has not come
        self._lock.release()
        with suppress(subprocess.TimeoutExpired):
            return self.wait(0)
        return None

    def communicate(self) -> tuple[str, str]:
        """Read all that is written to the pipes, and wait for the end."""
        with ThreadPoolExecutor(2) as threads:
            pipes = (self.stdout, self.stderr)
            out, err = threads.map(lambda pipe: pipe.read() if pipe else "", pipes)
        self.wait()
        return out, err

    def send_signal(self, number: int) -> None:
        """Send the signal `number`, unless the command has ended."""
        if self.poll() is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask the command to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End the command."""
        self.send_signal(signal.SIGKILL)


def _pipe(given: int, theirs: ExitStack) -> tuple[TextIO | None, int]:
    """Return what to read from and the descriptor to write to, which `theirs` closes."""
    if given >= 0:
        return None, given
    ours, child = os.pipe() if given == subprocess.PIPE else (None, os.open(os.devnull, os.O_RDWR))
    theirs.callback(os.close, child)
    return os.fdopen(ours, encoding="utf-8") if ours else None, child


def run(command: Command, stdin: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    """Run `command` to its end, and return its exit code and what it wrote."""
    if not command.can_be_forked():
        return subprocess.run(
            command.line,
            cwd=command.folder,
            env=command.environment,
            input=stdin,
            capture_output=True,
            check=False,
        )
    with TemporaryFile() as given, TemporaryFile() as out, TemporaryFile() as err:
        given.write(stdin)
        given.seek(0)
        own = {"stdin": given.fileno(), "stdout": out.fileno(), "stderr": err.fileno()}
        with Forked(command, **own) as process:
            code = process.wait()
        out.seek(0)
        err.seek(0)
        return subprocess.CompletedProcess(process.args, code, out.read(), err.read())


# In the server


def _import_rooms() -> None:
    """Import the project, but for what depends on the surroundings of a command.

    A module that cannot be imported is left to the commands: they say why.
    """
    sources = dict(_sources())
    kept = {name for name, source in sources.items() if _READS_SURROUNDINGS.search(source)}
    kept |= {name for name in sources if any(name.startswith(f"{package}.") for package in kept)}
    while more := {name for name, source in sources.items() if _imports(source, kept)} - kept:
        kept |= more
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        _import_all(_late())
    _import_all(sorted(sources.keys() - kept))
    _compile_rules()
    if early := sys.modules.keys() & (kept | {"twisted.internet.reactor"}):
        raise ImportError(f"imported before the environment is known: {', '.join(sorted(early))}")


def _compile_rules() -> None:
    """Compile the patterns of dates, which a command does only as it reads a page."""
    with suppress(Exception):
        rules = importlib.import_module("newscrawler.indonesian.dates.rules")
        for rule in rules.RULES + rules.FIELD_RULES:
            assert rule.pattern


def _late() -> Iterator[str]:
    for name in _IMPORTED_LATE:
        yield name
        folders = getattr(sys.modules.get(name), "__path__", ())
        yield from (module.name for module in pkgutil.iter_modules(folders, f"{name}."))


def _import_all(names: Iterable[str]) -> None:
    for name in names:
        with suppress(Exception):
            importlib.import_module(name)


def _sources() -> Iterable[tuple[str, str]]:
    for room in _ROOMS:
        for path in (PROJECT / room).rglob("*.py"):
            words = path.relative_to(PROJECT).with_suffix("").parts
            name = ".".join(words).removesuffix(".__init__")
            if not _WITH_THREADS.match(name):
                yield name, path.read_text(encoding="utf-8")


def _imports(source: str, names: Iterable[str]) -> bool:
    """Tell whether `source` has an import of one of the modules `names`."""
    for name in names:
        package, _, module = map(re.escape, name.rpartition("."))
        whole = rf"(?:from|import) {package}\.{module}\b"
        by_parts = rf"from {package} import (?:\([^)]*|.*)\b{module}\b"
        if re.search(rf"^\s*(?:{whole}|{by_parts})", source, re.MULTILINE):
            return True
    return False


def _serve(control: socket.socket) -> Command | None:
    """Fork for every command: return it in its child, and None in the server at the end."""
    running: dict[int, socket.socket] = {}

    def reap(*_signal: object) -> None:
        with suppress(ChildProcessError):
            while (ended := os.waitpid(-1, os.WNOHANG))[0]:
                with running.pop(ended[0]) as report, suppress(OSError):
                    report.sendall(_NUMBER.pack(ended[1]))

    interrupted = signal.signal(signal.SIGINT, signal.SIG_IGN)  # for the commands, not for us
    signal.signal(signal.SIGCHLD, reap)
    while received := _receive(control):
        command, descriptors, report = received
        # A child that ends at once must not be reaped before it is known.
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGCHLD])
        pid = os.fork()
        if not pid:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            signal.signal(signal.SIGINT, interrupted)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGCHLD])
            for other in (control, report, *running.values()):
                other.close()
            for number, descriptor in enumerate(descriptors):
                os.dup2(descriptor, number)
                os.close(descriptor)
            return command
        running[pid] = report
        report.sendall(_NUMBER.pack(pid))
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGCHLD])
        for descriptor in descriptors:
            os.close(descriptor)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    for pid in running:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    return None


def _receive(control: socket.socket) -> tuple[Command, list[int], socket.socket] | None:
    """Return a command, its descriptors and where to report; None when there will be no more."""
    size, descriptors, *_ = socket.recv_fds(control, _NUMBER.size, 4)
    if not size:
        return None
    report = socket.socket(fileno=descriptors.pop())
    (length,) = _NUMBER.unpack(size)
    asked = b""
    while len(asked) < length:
        asked += control.recv(length - len(asked))
    return Command(**json.loads(asked)), descriptors, report


def _become(command: Command) -> None:
    """Run `command` in this process, as a fresh interpreter would."""
    gc.enable()
    os.chdir(command.folder)
    os.environ.clear()
    os.environ.update(command.environment)
    importlib.invalidate_caches()
    sys.path[0] = command.folder
    sys.argv[1:] = command.words
    if command.before:
        exec(command.before, {"__name__": "before"})  # noqa: S102 (a test's own)
    runpy.run_module(command.module, run_name="__main__", alter_sys=True)


def _main() -> None:
    gc.disable()
    _import_rooms()
    assert threading.active_count() == 1, "a fork has the one thread that called for it"
    # What each command still imports is compiled by the first of them.
    sys.pycache_prefix, sys.dont_write_bytecode = sys.argv[2], False
    gc.freeze()
    with socket.socket(fileno=int(sys.argv[1])) as control:
        command = _serve(control)
    if command:
        _become(command)


if __name__ == "__main__":
    _main()
