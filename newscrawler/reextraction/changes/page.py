"""The changes as one HTML page that stands alone: no script, nothing to be loaded."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from mako.template import Template

from newscrawler.reextraction.changes.changes import STATE
from newscrawler.reextraction.changes.tally import VERDICTS, ChangeTally

_TEMPLATE = Path(__file__).with_name("page.mako")


@dataclass(frozen=True)
class Facts:
    """What the page says of the comparison: the command, its day and the extractor of today."""

    command: str
    day: str
    extractor: str


def render(tally: ChangeTally, facts: Facts) -> str:
    """Return the page. Every value is escaped; only web addresses become links."""
    # The default filter escapes every expression: a headline may hold markup.
    template = Template(  # noqa: S702
        filename=str(_TEMPLATE), default_filters=["h"], strict_undefined=True
    )
    page: str = template.render(
        tally=tally, facts=facts, STATE=STATE, VERDICTS=VERDICTS, is_web=_is_web
    )
    return page


def _is_web(url: str) -> bool:
    return urlsplit(url).scheme in {"http", "https"}
