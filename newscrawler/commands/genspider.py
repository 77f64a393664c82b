"""`scrapy genspider`: write the module of a new publisher, to be completed."""

import re
from argparse import Namespace
from importlib.util import find_spec
from keyword import iskeyword
from pathlib import Path
from urllib.parse import urlsplit

from newscrawler import publishers
from newscrawler.program import as_started
from newscrawler.publishers import GENERIC, publisher_of_host
from newscrawler.terminal.command import ProjectCommand, fail, require_checkout

EXAMPLES = """\
examples:
  scrapy genspider kabar_desa www.kabardesa.example
  scrapy genspider kabar_desa https://www.kabardesa.example/berita
"""
_KEY = re.compile(r"[a-z][a-z0-9_]*")
_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]*")
_TEMPLATE = '''\
"""{name}: describe its pages here, and what has not been verified."""

from newscrawler.publishers import Publisher

{constant} = Publisher(
    key="{key}",
    name="{name}",
    hosts=["{host}"],
    # Matches nothing yet: write a pattern that matches the URLs of articles, and no others.
    article_pattern=r"(?!)",
    # A guess: most sites name their sitemaps in robots.txt.
    sitemaps=["https://{{host}}/sitemap.xml"],
)
'''
_NEXT_STEPS = """\
Created {path}. Next:
  1. write the article pattern, and check the sitemaps against https://{host}/robots.txt
  2. scrapy parse https://{host}/…             read an article, still without selectors
  3. scrapy fixture {key} https://{host}/…     save it with its golden answer"""


class Command(ProjectCommand):
    """Writes newscrawler/publishers/<key>.py: a publisher is data and needs no spider code."""

    examples = EXAMPLES

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        """Return the arguments after the command's name."""
        return "KEY HOST"

    def short_desc(self) -> str:
        """Return one line for the list of commands."""
        return "Write the module of a new publisher"

    def run(self, args: list[str], opts: Namespace) -> None:
        """Write the module, and print the next steps. A bad key or host ends the command."""
        from newscrawler.terminal.console import console

        require_checkout("scrapy genspider")
        if len(args) != 2:  # noqa: PLR2004 (a key and a host)
            fail("name a key and a host: scrapy genspider kabar_desa www.kabardesa.example")
        key, place = args
        host = (urlsplit(place).hostname or "") if "://" in place else place.lower()
        path = Path(publishers.__path__[0]) / f"{key}.py"
        if why := _why_refused(key, host, path):
            fail(why)
        name = key.replace("_", " ").title()
        module = _TEMPLATE.format(key=key, constant=key.upper(), name=name, host=host)
        path.write_text(module, encoding="utf-8")
        steps = _NEXT_STEPS.format(path=path, key=key, host=host)
        console.print(as_started(steps), soft_wrap=True, markup=False, highlight=False)


def _why_refused(key: str, host: str, path: Path) -> str | None:
    """Return what is wrong with the key or the host of a new publisher, None when nothing is."""
    if not _KEY.fullmatch(key) or iskeyword(key):
        return f"{key!r} is not a valid key: use a-z, 0-9 and _, and begin with a letter"
    if key == "site":
        return "site is taken: fixtures/site/ holds the listings of the demo; choose another key"
    if key == "any" or find_spec(f"{publishers.__name__}.{key}"):
        return f"{key} exists already: choose another key, or edit {path}"
    if not _HOST.fullmatch(host):
        return f"{host!r} is not a host: write it as www.example.com"
    owner = publisher_of_host(host)
    if owner is not GENERIC:
        return f"{host} is a host of {owner.name} already: see its module, {owner.key}.py"
    return None
