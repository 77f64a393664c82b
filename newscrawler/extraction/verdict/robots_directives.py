"""What a site reserves: rules on keeping and mining its pages, as headers and meta tags give them.

- `noindex`, `noarchive`: the robots meta tag and the header X-Robots-Tag, as
  `newscrawler.x_robots_tag` reads them.
- `tdm_reserved`: text and data mining is reserved (TDM Reservation Protocol, W3C Community Group,
  2024). Where header, page and the file of the host differ, the one that reserves is believed.
"""

from collections.abc import Mapping

from newscrawler.extraction.page.document import SavedPage
from newscrawler.extraction.sources.metadata import Metadata
from newscrawler.x_robots_tag import robots_directives

RESERVATIONS = ("noindex", "noarchive", "tdm_reserved")
_ANSWERS = ("store", "refuse")


def read_reservations(page: SavedPage, metadata: Metadata) -> list[str]:
    """Return the flags among `RESERVATIONS` that a page and its host ask for, in that order."""
    headers = {name.lower(): value for name, value in (page.headers or {}).items()}
    lines = headers.get("x-robots-tag", "").splitlines()
    found = robots_directives([*metadata.robots, *lines])
    tdm = (headers.get("tdm-reservation"), metadata.first("tdm-reservation"))
    if page.tdm_reserved or any(value is not None and value.strip() == "1" for value in tdm):
        found.add("tdm_reserved")
    return [flag for flag in RESERVATIONS if flag in found]


def refused_reservations(answers: Mapping[str, str]) -> frozenset[str]:
    """Return the reservations for which `answers` (the setting RESERVATIONS) says "refuse".

    Raises ValueError for one that is not known, and for an answer other than "store" or "refuse".
    """
    for flag in dict.fromkeys((*RESERVATIONS, *answers)):
        if flag not in RESERVATIONS or answers.get(flag) not in _ANSWERS:
            raise ValueError(
                f"RESERVATIONS[{flag!r}] is {answers.get(flag)!r}; "
                f"give {' or '.join(_ANSWERS)} for each of {', '.join(RESERVATIONS)}"
            )
    return frozenset(flag for flag, answer in answers.items() if answer == "refuse")
