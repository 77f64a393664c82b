"""`newscrawler <command>`: run a command in any folder, through the command line of Scrapy."""

import os
import sys
from collections.abc import Mapping, Sequence

from newscrawler.exit_codes import ExitCode
from newscrawler.program import PROGRAM
from newscrawler.suggestions import did_you_mean
from newscrawler.terminal.error_reporting import report_errors
from newscrawler.terminal.versions import version_line

GROUPS: Mapping[str, Mapping[str, str]] = {
    "Crawl": {
        "crawl": "Run a spider of the current project, by name",
        "list": "List available spiders",
        "frontier": "Show which URLs wait and how the others ended; requeue some",
        "health": "Say which fields, selectors and listings give less than before",
        "demo": "Crawl a small news site on this machine, and show the result",
    },
    "Corpus": {
        "search": "Find words in stored articles or quotations, in their context",
        "versions": "Show what a publisher changed in an article, word by word",
    },
    "Saved pages and texts": {
        "reextract": "Extract articles again from saved pages and archives",
        "explain": "Explain how a page is read: where each field is from",
        "quotes": "Print the quotes, speakers and cited sources of a page or text",
        "date": "Parse an Indonesian date: value, precision, rule",
    },
    "Development": {
        "fetch": "Fetch a URL using the Scrapy downloader",
        "view": "Open URL in browser, as seen by Scrapy",
        "parse": "Parse URL (using its spider) and print the results",
        "shell": "Interactive scraping console",
        "fixture": "Compare fixture pages with their golden answers; save new ones",
        "genspider": "Write the module of a new publisher",
        "settings": "Get settings values",
        "version": "Print the versions of newscrawler and of what it runs on",
    },
}
"""The commands by what they are for. A test holds their descriptions to the commands' own: to ask
those would import Scrapy, and take ten times as long."""
_COMMANDS = [name for group in GROUPS.values() for name in group]


def run(words: Sequence[str]) -> int:
    """Run the command line `words` (without the program's name), and return its exit code.

    Scrapy ends a command by SystemExit.
    """
    report_errors()
    name = next((word for word in words if not word.startswith("-")), None)
    if name in _COMMANDS:
        return _execute(words)
    if name is not None and name is not words[0]:
        return _refuse(f"unknown option {words[0]}; options stand behind the command")
    if name is not None:
        return _refuse(f"unknown command {name!r}; {did_you_mean(name.lower(), _COMMANDS)}")
    if "--version" in words:
        print(version_line())
        return ExitCode.DONE
    if unknown := [word for word in words if word not in {"-h", "--help"}]:
        return _refuse(f"unknown option {unknown[0]}; {PROGRAM} --help lists the commands")
    print(_help())
    return ExitCode.DONE


def _help() -> str:
    """Return what is to be known of the program, and its commands in their groups."""
    lines = [version_line(), "", f"Usage: {PROGRAM} COMMAND [options] [arguments]"]
    for title, commands in GROUPS.items():
        lines += ["", title, *(f"  {name:<11}{about}" for name, about in commands.items())]
    return "\n".join((*lines, "", f"{PROGRAM} COMMAND --help shows its options and examples."))


def _refuse(message: str) -> ExitCode:
    print(message, file=sys.stderr)
    return ExitCode.USAGE_ERROR


def _execute(words: Sequence[str]) -> int:
    """Run a command as `scrapy` does in a project, with the settings of newscrawler."""
    # Scrapy takes this for the project, whatever a scrapy.cfg says.
    os.environ["SCRAPY_SETTINGS_MODULE"] = "newscrawler.settings"
    sys.argv[0] = PROGRAM  # what messages and help call the program
    from scrapy.cmdline import execute  # noqa: PLC0415 (slow, and not needed for --help)

    execute([PROGRAM, *words])
    return ExitCode.DONE
