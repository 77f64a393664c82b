"""The health of publishers as a person reads it in a terminal."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rich.markup import escape
from rich.table import Table
from rich.text import Text

from newscrawler.monitoring.drift import GIVES, Course, Finding, Health, Share

_BARS = "▁▂▃▄▅▆▇█"
_COLOURS = ((0.9, "green"), (0.6, "yellow"), (0.0, "red"))


def overview(healths: Iterable[Health]) -> Table:
    """One line for each publisher: how many of its pages were articles, and what was found."""
    table = Table(
        "publisher", "articles", "pages", "earlier runs", "", title="Health", title_justify="left"
    )
    for health in healths:
        runs = next((c.runs for c in health.courses if c.field == "article"), ())
        line = sparkline(runs)
        table.add_row(health.publisher, line, str(health.pages), str(health.runs), _verdict(health))
    return table


def _verdict(health: Health) -> Text:
    if health.findings:
        names = dict.fromkeys(finding.name for finding in health.findings)
        return Text(", ".join(names), style="bold red")
    if health.unjudged:
        return Text(f"not judged: {health.unjudged}", style="dim")
    return Text("healthy", style="green")


def courses(health: Health) -> Table:
    """Every field, and under it the publisher's selectors for it: run by run, before and now.

    What no page gave, now or before, is only named.
    """
    given = [course for course in health.courses if course.before.found or course.now.found]
    never = [c for c in health.courses if c not in given]
    table = Table(
        *("field", "runs", "before", "now", "now given by"),
        title=f"{escape(health.publisher)}: the share of its pages that gave each field",
        caption=f"never: {escape(', '.join(map(_name, never)))}" if never else None,
        title_justify="left",
        caption_justify="left",
    )
    fallen = {(finding.subject == "selector", finding.name) for finding in health.findings}
    for course in _in_order(given):
        table.add_row(
            escape("  " * bool(course.selector) + _name(course)),
            sparkline(course.runs),
            _percent(course.before),
            _percent(course.now),
            _rules(course.rules),
            style="bold" if (bool(course.selector), course.field) in fallen else "",
        )
    return table


def _name(course: Course) -> str:
    return f"{course.field}: {course.selector}" if course.selector else course.field


def _in_order(found: Sequence[Course]) -> Iterator[Course]:
    """Each field before the selectors that give it."""
    for name in dict.fromkeys(GIVES.get(course.field, course.field) for course in found):
        yield from (course for course in found if GIVES.get(course.field, course.field) == name)


def sparkline(runs: Iterable[Share | None]) -> Text:
    """A bar for each run, its height and colour the share; a dot where nothing was asked."""
    line = Text()
    for share in runs:
        if share is None or not share.pages:
            line.append("·", style="dim")
        else:
            colour = next(colour for least, colour in _COLOURS if share.value >= least)
            line.append(_BARS[round(share.value * (len(_BARS) - 1))], style=colour)
    return line


def _percent(share: Share) -> str:
    return f"{share.value:.0%}" if share.pages else ""


def _rules(rules: Mapping[str, int]) -> str:
    """What gave a field, the most frequent first."""
    total = sum(rules.values())
    most = sorted(rules.items(), key=lambda each: (-each[1], each[0]))
    return ", ".join(f"{escape(rule)} {number / total:.0%}" for rule, number in most)


def advice(health: Health, archive: str) -> Text:
    """What was found, which pages to look at, and what to do next; `archive` keeps the pages.

    Addresses are to be copied: print it without wrapping lines.
    """
    key = health.publisher
    text = Text()
    for finding in health.findings:
        text.append(f"{key}: {_sentence(finding)}\n", style="bold red")
        text.append("".join(f"  {page}\n" for page in finding.pages))
    text.append(
        f"Next: look at these pages, mend newscrawler/publishers/{key}.py,\n"
        f"  scrapy fixture {key} URL    keeps one of them\n"
        f"  scrapy reextract {archive} --store    repairs what is stored\n"
        f"  scrapy health {key}    asks again\n"
    )
    return text


def _sentence(finding: Finding) -> str:
    before, now = finding.before, finding.now
    change = f"{_of(now)} now, {_of(before)} before"
    match finding.subject:
        case "listing":
            return (
                f"listing {finding.name} names nothing ({now.pages} asked for); before it named "
                f"{before.found} in {before.pages}"
            )
        case "article" if not now.pages:
            return "listings were read, but no page at an article's address"
        case "article":
            ends = f": {_rules(finding.rules)}" if finding.rules else ""
            return f"article: {change}{ends}"
        case "selector":
            given = _rules(finding.rules)
            carried = f"; now it comes from {given}" if given else ""
            css = ", ".join(finding.selectors)
            gives = f" ({GIVES[finding.name]})" if finding.name in GIVES else ""
            return f"{finding.name}{gives}: selector {css} matches {change}{carried}"
        case _:
            return f"{finding.name}: {change}"


def _of(share: Share) -> str:
    """The share in words."""
    return f"{share.value:.0%} of {share.pages} pages" if share.pages else "never"
