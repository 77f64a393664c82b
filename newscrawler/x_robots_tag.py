"""Rules for robots in the header X-Robots-Tag and in the robots meta tag, read by one parser.

By developers.google.com, "Robots meta tag, data-nosnippet, and X-Robots-Tag specifications".
"""

import re
from collections.abc import Iterable

OUR_NAMES = frozenset(("*", "robots", "newscrawler"))
"""The names under which a rule speaks to us: those of all robots, and that of this one."""

_ROBOT_NAME = re.compile(r"\s*(?!(?:max-[a-z-]+|unavailable_after)\s*:)([^\s:]+)\s*:")
_NONE = frozenset(("noindex", "nofollow"))


def robots_directives(values: Iterable[str], names: frozenset[str] = OUR_NAMES) -> set[str]:
    """Return the rules, in lower case, that `values` give to a robot called one of `names`.

    Each of `values` is one line of X-Robots-Tag or the content of one meta tag. A rule may begin
    with the name of the robot that it is meant for, which holds until the next name or the end of
    its line; without a name it is meant for all. `none` is noindex and nofollow. A rule with a
    value (`max-snippet: 20`) is given as it is written.

    >>> sorted(robots_directives(["otherbot: noindex, newscrawler: noarchive", "max-snippet:-1"]))
    ['max-snippet:-1', 'noarchive']
    """
    found: set[str] = set()
    for value in values:
        is_ours = True
        for part in value.lower().split(","):
            rule = part
            if named := _ROBOT_NAME.match(part):
                is_ours, rule = named[1] in names, part[named.end() :]
            if is_ours and rule.strip():
                found.add(rule.strip())
    return found | _NONE if "none" in found else found
