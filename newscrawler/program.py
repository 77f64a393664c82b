"""The name of the program that a person has started, for messages that show commands."""

import re
import sys

PROGRAM = "newscrawler"
_SCRAPY = re.compile(r"(?:\.venv/bin/)?\bscrapy(?= [a-z])")


def as_started(text: str) -> str:
    """Return `text`, whose commands begin with `scrapy`, as a user of `newscrawler` types them.

    It is unchanged where the program was started as `scrapy`.
    """
    return _SCRAPY.sub(PROGRAM, text) if sys.argv[0] == PROGRAM else text
