r"""Whether every regular expression of the project takes time linear in its text.

Python's engine backtracks: a pattern such as `\s*,` needs quadratic time for many spaces. Each
pattern is run, the way the code runs it, over texts made to defeat it: of repetitions of what the
pattern itself consists of. Text of twice the length must not take much more than twice the time.
"""

import ast
import multiprocessing
import pkgutil
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from time import process_time
from types import ModuleType
from typing import Any, NamedTuple

from rich.console import Console
from rich.markup import escape
from rich.progress import track
from rich.table import Table

from bench.hostile_texts import HostileText, hostile_texts

PACKAGE = "newscrawler"
SHORT, LONG = 100_000, 200_000
"""Characters."""
MAX_GROWTH = 2.5
MIN_SECONDS = 0.02
"""Seconds for a long text: below this the ratio is noise."""
TIMEOUT_SECONDS = 5.0
"""Seconds for one text before its pattern is cut off."""
MAX_TURNS = 10
WORKERS = 2
SHOWN = 10
_ANCHORED = {"match", "fullmatch"}
_METHODS = {*_ANCHORED, "search", "finditer", "findall", "split", "sub", "subn"}
console = Console()


class Subject(NamedTuple):
    """A pattern, where it is defined, and the methods the code calls on it."""

    module: str
    name: str
    pattern: re.Pattern[Any]
    methods: frozenset[str]

    @property
    def place(self) -> str:
        """Module and name in one."""
        return f"{self.module.removeprefix('newscrawler.')}.{self.name}"


class Timing(NamedTuple):
    """Seconds a subject takes for a short and a long text of one kind; `cut` if it never ended."""

    subject: Subject
    kind: str
    short: float
    long: float
    cut: bool = False

    @property
    def growth(self) -> float:
        """How many times as long the long text takes."""
        return self.long / self.short if self.short else 1.0

    @property
    def is_super_linear(self) -> bool:
        """Whether the time grows faster than the text, noticeably."""
        return self.cut or (self.long > MIN_SECONDS and self.growth > MAX_GROWTH)


def own_modules() -> Iterator[ModuleType]:
    """Import and yield every module of the project, except migrations, which need Alembic."""
    package = import_module(PACKAGE)
    yield package
    for found in pkgutil.walk_packages(package.__path__, f"{PACKAGE}."):
        if ".migrations" not in found.name:
            yield import_module(found.name)


def collect_subjects(modules: Iterable[ModuleType]) -> list[Subject]:
    """Return every pattern that `modules` assign to a name or pass to a call of `re`, once."""
    trees = {module: ast.parse(Path(str(module.__file__)).read_text()) for module in modules}
    found: dict[tuple[object, int], Subject] = {}
    for module, tree in trees.items():
        for name in _assigned(tree):
            scope = [tree] if name.startswith("_") else trees.values()
            patterns = list(_patterns_in(getattr(module, name, None), name, set()))
            methods = frozenset(_methods_called(name, scope) if patterns else ())
            for path, pattern in patterns:
                subject = Subject(module.__name__, path, pattern, methods)
                found.setdefault((pattern.pattern, pattern.flags), subject)
        for line, method, written in _inline(tree):
            subject = Subject(module.__name__, f"line {line}", written, frozenset({method}))
            found.setdefault((written.pattern, written.flags), subject)
    return list(found.values())


def _assigned(tree: ast.Module) -> Iterator[str]:
    """Yield the names that a module assigns, with those in its classes."""
    for node in tree.body:
        match node:
            case ast.Assign(targets=targets):
                names = (part for target in targets for part in ast.walk(target))
                yield from (part.id for part in names if isinstance(part, ast.Name))
            case ast.AnnAssign(target=ast.Name(id=name)) | ast.ClassDef(name=name):
                yield name


def _patterns_in(value: Any, path: str, seen: set[int]) -> Iterator[tuple[str, re.Pattern[Any]]]:
    """Yield the patterns that `value` is or contains, each with its path."""
    if id(value) in seen:
        return
    seen.add(id(value))
    if isinstance(value, re.Pattern):
        yield path, value
        return
    for key, part in _parts_of(value):
        yield from _patterns_in(part, f"{path}{key}", seen)


def _parts_of(value: Any) -> Iterable[tuple[str, Any]]:
    """Return the items of a collection, or the attributes of an object of this project."""
    if isinstance(value, Mapping):
        return [(f"[{key!r}]", part) for key, part in value.items()]
    if isinstance(value, (tuple, list, set, frozenset)):
        return [(f"[{index}]", part) for index, part in enumerate(value)]
    owner = value if isinstance(value, type) else type(value)
    if not owner.__module__.startswith(PACKAGE):
        return []
    slots = getattr(owner, "__slots__", ())
    names = [*getattr(value, "__dict__", {}), *((slots,) if isinstance(slots, str) else slots)]
    names += [name for name, part in vars(owner).items() if isinstance(part, cached_property)]
    return [(f".{name}", getattr(value, name, None)) for name in names]


def _methods_called(name: str, trees: Iterable[ast.Module]) -> Iterator[str]:
    """Yield the methods called on `name`; "finditer" when it is used in another way."""
    nodes = [node for tree in trees for node in ast.walk(tree)]
    loops = [node for node in nodes if isinstance(node, ast.For) and _name_of(node.iter) == name]
    called = 0
    for node in nodes:
        if isinstance(node, ast.Attribute) and _name_of(node.value) == name:
            called += 1
            yield node.attr
    for loop in loops:
        called += 1
        yield from _methods_called(str(_name_of(loop.target)), [ast.Module([loop], [])])
    mentions = sum(_name_of(node) == name for node in nodes)
    if mentions - called > 1:  # its own assignment is one
        yield "finditer"


def _name_of(node: ast.AST) -> str | None:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else None


def _inline(tree: ast.Module) -> Iterator[tuple[int, str, re.Pattern[Any]]]:
    """Yield the line, the method and the pattern of each call such as `re.search("…", text)`."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="re"), attr=method),
                args=[ast.Constant(value=str() | bytes() as written), *_],
            ) if method in _METHODS:
                yield node.lineno, method, re.compile(written)


def runner(pattern: re.Pattern[Any], methods: frozenset[str]) -> Callable[[Any], object]:
    """Return what the code does with a pattern: match, search once, or find all matches."""
    if methods and methods <= _ANCHORED:
        return pattern.match if "match" in methods else pattern.fullmatch
    if methods and methods <= {*_ANCHORED, "search"}:
        return pattern.search
    return lambda text: sum(1 for _ in pattern.finditer(text))


def time_text(
    run: Callable[[Any], object], text: HostileText, length: int = LONG
) -> tuple[float, float]:
    """Return the seconds for a text of half the length and of `length`; both 0 where it is fast.

    The two are run in turns; the best of each is what the machine's other work disturbs least.
    """
    if _seconds(run, text.of_length(length // 4)) < MIN_SECONDS / 4**2:
        return 0.0, 0.0  # were it quadratic, the long text would still be done in no time
    short, long = text.of_length(length // 2), text.of_length(length)
    best_long = _seconds(run, long)
    if best_long < MIN_SECONDS:
        return 0.0, best_long
    best_short = _seconds(run, short)
    for _ in range(MAX_TURNS):
        if best_long < MAX_GROWTH * best_short:
            break
        best_short = min(best_short, _seconds(run, short))
        best_long = min(best_long, _seconds(run, long))
    return best_short, best_long


def _seconds(run: Callable[[Any], object], text: str | bytes) -> float:
    start = process_time()
    run(text)
    return process_time() - start


def _time_subject(results: Connection, pattern: re.Pattern[Any], methods: frozenset[str]) -> None:
    """Send the kind of each text before and the seconds after it; runs in a process of its own."""
    run = runner(pattern, methods)
    for text in hostile_texts(pattern):
        results.send(text.kind)
        results.send(time_text(run, text))
    results.send(None)


def check(subject: Subject) -> Timing:
    """Return the worst timing of a subject, or the first one that is super-linear."""
    context = multiprocessing.get_context("forkserver")
    results, sender = context.Pipe(duplex=False)
    process = context.Process(
        target=_time_subject, args=(sender, subject.pattern, subject.methods), daemon=True
    )
    process.start()
    sender.close()
    worst = Timing(subject, "", 0.0, 0.0)
    try:
        while not worst.is_super_linear and (kind := results.recv()) is not None:
            if not results.poll(TIMEOUT_SECONDS):
                return Timing(subject, kind, 0.0, TIMEOUT_SECONDS, cut=True)
            worst = max(worst, Timing(subject, kind, *results.recv()), key=_badness)
    finally:
        process.kill()
        process.join()
    return worst


def _badness(timing: Timing) -> tuple[bool, float]:
    return timing.is_super_linear, timing.long


def show(timings: list[Timing]) -> None:
    """Print the worst timings as a table."""
    table = Table("pattern", "text", title="Regular expressions", title_justify="left")
    for size in (SHORT, LONG):
        table.add_column(f"{size // 1000} KB, ms", justify="right")
    table.add_column("ratio", justify="right")
    table.columns[0].overflow = "fold"
    for timing in timings:
        short = f"{timing.short * 1e3:.0f}" if timing.short else "–"
        long = "cut off" if timing.cut else f"{timing.long * 1e3:.0f}"
        ratio = f"{timing.growth:.2f}" if timing.short else "–"
        style = "red" if timing.is_super_linear else ""
        table.add_row(escape(timing.subject.place), timing.kind, short, long, ratio, style=style)
    console.print(table)


def main() -> int:
    """Check all patterns; 1 when one of them is super-linear, else 0."""
    subjects = collect_subjects(own_modules())
    with ThreadPoolExecutor(WORKERS) as pool:
        done = pool.map(check, subjects)
        timings = list(track(done, "patterns", total=len(subjects), transient=True))
    timings.sort(key=_badness, reverse=True)
    failed = sum(timing.is_super_linear for timing in timings)
    show(timings[: max(SHOWN, failed)])
    console.print(f"{len(timings)} patterns, {failed} super-linear")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
