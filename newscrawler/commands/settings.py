"""`scrapy settings`: print the value of a setting."""

from argparse import Namespace

from scrapy.commands import settings

from newscrawler.suggestions import did_you_mean
from newscrawler.terminal.command import ProjectCommand, fail

EXAMPLES = """\
examples:
  scrapy settings --get DATABASE_URL
  scrapy settings --getint DOWNLOAD_DELAY
"""


_OPTIONS = ("get", "getbool", "getint", "getfloat", "getlist")


class Command(ProjectCommand, settings.Command):
    """Scrapy's `settings`; it prints the value of a setting that is there."""

    examples = EXAMPLES

    def run(self, args: list[str], opts: Namespace) -> None:
        """Print the value; end the command where there is none of that name or type."""
        assert self.settings is not None
        name = next(filter(None, (getattr(opts, option) for option in _OPTIONS)), None)
        if name is None:
            fail("name a setting, such as --get DATABASE_URL")
        if name not in self.settings:
            fail(f"no setting {name!r}; {did_you_mean(name, self.settings)}")
        try:
            super().run(args, opts)
        except ValueError as wrong:
            fail(f"{name} is of another type: {wrong}")
