"""`newscrawler <command>`: run a command in any folder, through the command line of Scrapy."""

import os
import signal
import sys
from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from newscrawler.outcomes import ExitCode
from newscrawler.program import PROGRAM
from newscrawler.terminal.versions import version_line

GROUPS: Mapping[str, Mapping[str, str]] = {
    "Crawl": {
        "crawl": "Run a spider of the current project, by name",
        "list": "List available spiders",
        "frontier": "Show which URLs wait and how the others ended; requeue some of them",
        "health": "Say which fields, selectors and listings give less than in earlier runs",
        "demo": "Crawl a small news site served from this machine, and show the result",
    },
    "Saved pages and texts": {
        "reextract": "Extract articles again from saved pages (files, folders, WARC, - for "
        "standard input)",
        "explain": "Explain how a page is read: each field's source, and what else was offered",
        "quotes": "Print the quotes, speakers and cited sources of a page or text",
        "date": "Parse an Indonesian date: value, precision, rule",
    },
    "Development": {
        "fetch": "Fetch a URL using the Scrapy downloader",
        "view": "Open URL in browser, as seen by Scrapy",
        "parse": "Parse URL (using its spider) and print the results",
        "shell": "Interactive scraping console",
        "fixture": "Compare fixture pages with their golden answers, or save a new one",
        "genspider": "Write the module of a new publisher",
        "settings": "Get settings values",
        "version": "Print the versions of newscrawler and of what it runs on",
    },
}
"""The commands by what they are for. A test holds their descriptions to the commands' own: to ask
those would import Scrapy, and take ten times as long."""
_COMMANDS = [name for group in GROUPS.values() for name in group]
_MODULES = ("scrapy.commands", "newscrawler.commands")


def run(words: Sequence[str]) -> int:
    """Run the command line `words` (without the program's name), and return its exit code.

    Scrapy ends a command by SystemExit.
    """
    name = next((word for word in words if not word.startswith("-")), None)
    if name in _COMMANDS:
        return _execute(words)
    if name is not None:
        return _refuse(f"unknown command {name!r}", _suggestion(name))
    if "--version" in words:
        print(version_line())
        return ExitCode.DONE
    if unknown := [word for word in words if word not in {"-h", "--help"}]:
        return _refuse(f"unknown option {unknown[0]}", f"{PROGRAM} --help lists the commands")
    print(_help())
    return ExitCode.DONE


def _help() -> str:
    """Return what is to be known of the program, and its commands in their groups."""
    lines = [version_line(), "", f"Usage: {PROGRAM} COMMAND [options] [arguments]"]
    for title, commands in GROUPS.items():
        lines += ["", title, *(f"  {name:<11}{about}" for name, about in commands.items())]
    return "\n".join((*lines, "", f"{PROGRAM} COMMAND --help shows its options and examples."))


def _suggestion(name: str) -> str:
    near = get_close_matches(name.lower(), _COMMANDS, n=1)
    return f"did you mean {near[0]}?" if near else f"{PROGRAM} --help lists the commands"


def _refuse(what: str, advice: str) -> ExitCode:
    print(f"{what}: {advice}", file=sys.stderr)
    return ExitCode.USAGE_ERROR


def _execute(words: Sequence[str]) -> int:
    """Run a command as `scrapy` does in a project, with the settings of newscrawler."""
    # Scrapy takes this for the project, whatever a scrapy.cfg says.
    os.environ["SCRAPY_SETTINGS_MODULE"] = "newscrawler.settings"
    sys.argv[0] = PROGRAM  # what messages and help call the program
    from scrapy.cmdline import execute  # noqa: PLC0415 (slow, and not needed for --help)
    from scrapy.utils.misc import walk_modules_iter  # noqa: PLC0415

    for package in _MODULES:  # `execute` imports them, too, but then Ctrl-C may be lost there
        list(walk_modules_iter(package))
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        execute([PROGRAM, *words])
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
    return ExitCode.INTERRUPTED
