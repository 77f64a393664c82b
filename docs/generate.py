"""Write the pages of the documentation that repeat what the code says: `python -m docs.generate`.

`tests/test_docs.py` compares the pages with what this module gives, so that they cannot go stale.
"""

import ast
import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from newscrawler.exit_codes import ExitCode
from newscrawler.publishers import Publisher, publishers

DOCS = Path(__file__).parent
_MAX_NAMED_HOSTS = 3

_HEAD = "<!-- Written by `python -m docs.generate`: do not edit. -->\n"
_PUBLISHERS = """\
# Publishers

`scrapy crawl <key>` crawls a publisher. What is known of each is one short file,
`newscrawler/publishers/<key>.py`.

Languages are ISO 639-1 codes, the main one first. "Dewan Pers" says that the press council lists
the company (its paper, station or site) as verified, by a list of February 2017 and another of
September 2026; it is empty where neither names it, which does not say that it is not verified.

The last column says what nobody has yet checked on the live site. Where it is empty, the facts
were checked against copies of real pages, which is no promise about the site of today. Where a
selector no longer matches, the page is still read by its structure, its linked data and its meta
tags, and `scrapy health` names what has changed.

A site that has ceased lists nothing new: `scrapy crawl <key>` ends with exit code 2 unless it is
given pages by name (`-a url=…`). Pages that were saved are read like those of any other site.

A site in the last section is not crawled unless its owner has agreed: `scrapy crawl <key>` ends
with exit code 5 before it fetches anything, and `-a permitted=yes` says that the owner agreed.

`scrapy crawl any -a url=…` fetches pages of sites that are not in this table.
"""
_EXIT_CODES = """\
# Exit codes

Every command of this project ends with one of these codes, also where it is called from a script.
`make` ends with 2 for any code but 0.

A signal that comes before `scrapy` has read this project, within its first half second, ends it as
it ends any program of Python (130 or 143). `newscrawler` has its own codes from its first import.

The codes are the members of `ExitCode` in `newscrawler/exit_codes.py`.
"""

_TABLE_START = "<!-- exit codes -->\n"
_TABLE_END = "<!-- end -->"

_UNDOCUMENTED: Mapping[ExitCode, str] = {
    ExitCode.DONE: "Done. A crawl that found nothing new is done as well.",
    ExitCode.INTERRUPTED: "Stopped by SIGINT (Ctrl-C).",
    ExitCode.TERMINATED: "Stopped by SIGTERM.",
}
"""What those codes mean whose members have no docstring."""
_ADVICE: Mapping[ExitCode, str] = {
    ExitCode.NO_RESULT: "Read the messages on standard error.",
    ExitCode.USAGE_ERROR: "Correct the command; `--help` shows examples.",
    ExitCode.STORAGE_UNAVAILABLE: "Give the same command again when the storage can be used.",
    ExitCode.CHECK_FAILED: "Look at the pages that the command names.",
    ExitCode.HOST_REFUSED: "The next crawl fetches what waits. Ask the owner of a site that "
    "refuses crawlers.",
    ExitCode.UNACCOUNTED: "Report it. The log names the URLs, and the next crawl fetches them.",
    ExitCode.PARTIAL: "Read the messages on standard error: they name what is missing.",
    ExitCode.INTERRUPTED: "Give the same command again: a crawl goes on where it stopped.",
    ExitCode.TERMINATED: "Give the same command again: a crawl goes on where it stopped.",
}


def publishers_page() -> str:
    """Return the text of publishers.md."""
    everyone = publishers().values()
    rows = (
        (
            f"`{p.key}`",
            _sites(p),
            ", ".join(p.languages),
            "verified" if p.dewan_pers else "",
            p.unverified,
        )
        for p in everyone
    )
    ceased = ((f"`{p.key}`", p.name, str(p.ceased)) for p in everyone if p.ceased)
    refusing = ((f"`{p.key}`", p.opt_out_reason) for p in everyone if p.opt_out_reason)
    return "\n".join(
        (
            _HEAD + _PUBLISHERS,
            *_table(("key", "sites", "languages", "Dewan Pers", "unverified"), rows),
            "\n## Sites that have ceased\n",
            *_table(("key", "name", "last day"), ceased),
            "\n## Sites that refuse crawlers\n",
            *_table(("key", "reason"), refusing),
            "",
        )
    )


def exit_codes_page() -> str:
    """Return the text of exit_codes.md. Raises KeyError for a code that nothing explains."""
    rows = (
        (str(code.value), f"`{code.name}`", _meaning(code), _ADVICE.get(code, ""))
        for code in ExitCode
    )
    return "\n".join(
        (_HEAD + _EXIT_CODES, *_table(("code", "name", "meaning", "what to do"), rows), "")
    )


def readme() -> str:
    """Return README.md with the table of exit codes as it is to be."""
    text = (DOCS.parent / "README.md").read_text(encoding="utf-8")
    before, _, rest = text.partition(_TABLE_START)
    _, _, after = rest.partition(_TABLE_END)
    rows = ((str(code.value), _meaning(code)) for code in ExitCode)
    table = "\n".join(_table(("code", "meaning"), rows))
    return f"{before}{_TABLE_START}{table}\n{_TABLE_END}{after}"


PAGES: Mapping[str, Callable[[], str]] = {
    "publishers.md": publishers_page,
    "exit_codes.md": exit_codes_page,
    "../README.md": readme,
}
"""The generated pages by their file names; of README.md one table is generated."""


def _meaning(code: ExitCode) -> str:
    return _member_docstrings(ExitCode).get(code.name) or _UNDOCUMENTED[code]


def _sites(publisher: Publisher) -> str:
    """Return the name of a publisher and its hosts, as many as can be read at a glance."""
    named = [f"`{host}`" for host in publisher.hosts[:_MAX_NAMED_HOSTS]]
    if more := len(publisher.hosts) - len(named):
        named.append(f"{more} more")
    if publisher.host_suffix:
        named.append(f"`*{publisher.host_suffix}`")
    return f"{publisher.name}: {', '.join(named)}"


def _member_docstrings(enumeration: type) -> dict[str, str]:
    """Return the docstrings below the members of an enumeration, by the members' names."""
    (tree,) = ast.parse(inspect.getsource(enumeration)).body
    assert isinstance(tree, ast.ClassDef)
    found = {}
    for member, below in zip(tree.body, tree.body[1:], strict=False):
        if isinstance(member, ast.Assign) and isinstance(below, ast.Expr):
            (name,) = member.targets
            assert isinstance(name, ast.Name)
            found[name.id] = " ".join(ast.literal_eval(below.value).split())
    return found


def _table(head: Iterable[str], rows: Iterable[Iterable[str | None]]) -> Iterator[str]:
    """Yield the lines of a Markdown table."""
    names = list(head)
    yield f"| {' | '.join(names)} |"
    yield f"|{'---|' * len(names)}"
    for row in rows:
        yield f"| {' | '.join((cell or '').replace('|', chr(92) + '|') for cell in row)} |"


def main() -> None:
    """Write the pages."""
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
