"""Read what a robots.txt says, within bounds, whatever it is made of."""

from protego import Protego
from scrapy.robotstxt import RobotParser
from w3lib.encoding import html_to_unicode

MAX_ROBOTS_BYTES = 512 * 1024
"""What is read of a robots.txt. RFC 9309, 2.5, asks for 500 KiB at the least."""

NOTHING_ALLOWED = b"User-agent: *\nDisallow: /"

_MAX_NAMES = 1_000
_MAX_COPIES = 200_000
_ENDS_NAMES = ("allow:", "disallow:", "crawl-delay:")


class TooManyRulesError(ValueError):
    """Rules that would take longer to read than any site needs."""


def readable_rules(body: bytes) -> tuple[bytes, list[str]]:
    """Return the rules of a robots.txt as UTF-8, and what was odd about them: `cut`, `html`.

    At most MAX_ROBOTS_BYTES are read, up to the end of a line. A file that is not UTF-8 is read by
    its byte order mark or as windows-1252. A page of HTML has no lines that are rules. Raises
    TooManyRulesError for groups of so many names that they could not be read in a second.
    """
    odd = []
    if len(body) > MAX_ROBOTS_BYTES:
        odd.append("cut")
        body = body[:MAX_ROBOTS_BYTES]
        body = body[: max(body.rfind(b"\n"), body.rfind(b"\r")) + 1]
    text = html_to_unicode(None, body, auto_detect_fun=_encoding)[1]
    if text.lstrip().startswith("<"):
        odd.append("html")
    if _is_entangled(text):
        raise TooManyRulesError("groups of too many names")
    return text.encode("utf-8", "replace"), odd


def delay_asked(rules: RobotParser, agent: str) -> float:
    """Return the seconds between two requests that `rules` ask of `agent`, 0 for none.

    Crawl-delay or Request-rate, whichever is slower; neither is part of RFC 9309.
    """
    delay = rules.crawl_delay(agent) or 0
    parsed = getattr(rules, "rp", None)
    rate = parsed.request_rate(agent) if isinstance(parsed, Protego) else None
    return max(delay, rate.seconds / rate.requests) if rate else delay


def _encoding(body: bytes) -> str:
    try:
        body.decode()
    except UnicodeDecodeError:
        return "windows-1252"
    return "utf-8"


def _is_entangled(text: str) -> bool:
    """Return whether a parser that copies each rule to each name of its group has too much to do.

    The count is an upper bound: a line counts as a name if it may be one, and as the end of a
    group's names only if it is surely that.
    """
    names = copies = 0
    is_ended = False
    for line in map(str.strip, text.lower().splitlines()):
        if line.startswith("user"):
            if is_ended and line.startswith("user-agent:"):
                names, is_ended = 0, False
            names += 1
        elif line and not line.startswith("#"):
            copies += names
            is_ended = is_ended or line.startswith(_ENDS_NAMES)
        if names > _MAX_NAMES or copies > _MAX_COPIES:
            return True
    return False
