"""What a site reserves: rules on keeping and mining its pages, as headers and meta tags give them.

- `noindex`, `noarchive`: the robots meta tag and the header X-Robots-Tag, which may name the robot
  a rule is for (developers.google.com, "Robots meta tag specifications"). Rules for other robots
  are none for us.
- `tdm_reserved`: text and data mining is reserved (TDM Reservation Protocol, W3C Community Group,
  2024). Where header and page differ, the one that reserves is believed.
"""

import re
from collections.abc import Iterator, Mapping

from newscrawler.extraction.page.document import SavedPage
from newscrawler.extraction.sources.metadata import ROBOTS, Metadata

RESERVATIONS = ("noindex", "noarchive", "tdm_reserved")
_ANSWERS = ("store", "refuse")
_KEPT = frozenset(("noindex", "noarchive"))
_MEANS = {"none": "noindex"}
_WITH_VALUE = re.compile(r"(?:max-[a-z-]+|unavailable_after)\s{0,9}:", re.IGNORECASE)


def read_reservations(page: SavedPage, metadata: Metadata) -> list[str]:
    """The flags among `RESERVATIONS` that a page, its headers and its host ask for, in order."""
    given = {name.lower(): value for name, value in (page.headers or {}).items()}
    rules = {rule for content in metadata.robots for rule in content.lower().split(",")}
    for line in given.get("x-robots-tag", "").lower().splitlines():
        rules |= set(_for_us(line))
    rules = {_MEANS.get(rule.strip(), rule.strip()) for rule in rules} & _KEPT
    tdm = (given.get("tdm-reservation"), metadata.first("tdm-reservation"))
    if page.tdm_reserved or any(value is not None and value.strip() == "1" for value in tdm):
        rules.add("tdm_reserved")
    return [flag for flag in RESERVATIONS if flag in rules]


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


def _for_us(line: str) -> Iterator[str]:
    """The rules of one X-Robots-Tag that speak to us: a robot's name holds until the next."""
    robot = "robots"
    for part in line.split(","):
        rule = part
        if ":" in part and not _WITH_VALUE.match(part.strip()):
            name, _, rule = part.partition(":")
            robot = name.strip()
        if robot in ROBOTS:
            yield rule
