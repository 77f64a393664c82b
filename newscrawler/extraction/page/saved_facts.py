"""What is known of a saved page beside its bytes: its address, fetch time, headers and status."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from newscrawler.extraction.page.document import SavedPage, is_web_address


def page_from_facts(
    body: bytes | str, facts: Mapping[str, Any], source: str | None, flags: Sequence[str] = ()
) -> SavedPage:
    """Return the page of `body` with those `facts` that can be used, else flagged.

    `facts` are those of a sidecar: `url`, `fetched_at` (ISO 8601 with an offset, or a datetime),
    perhaps `headers` (of one value or several each) and `status`; others are ignored. `flags` are
    the doubts about the facts.
    """
    fetched_at, own_flags = _fetch_time(facts.get("fetched_at"))
    url, status = facts.get("url"), facts.get("status")
    if not isinstance(url, str) or not is_web_address(url):
        url = None
    headers = _headers(facts.get("headers"))
    if headers is None and facts.get("headers") is not None:
        own_flags.append("headers_unreadable")
    if status is not None and not isinstance(status, int):
        status = None
        own_flags.append("status_unreadable")
    return SavedPage(
        url,
        body,
        fetched_at,
        headers,
        source=source,
        status=status,
        flags=[*flags, *own_flags],
    )


def _headers(given: Any) -> dict[str, str] | None:
    """Return the headers that are `given`, several values on a line each; None for no headers."""
    if not isinstance(given, Mapping):
        return None
    values = {name: [each] if isinstance(each, str) else each for name, each in given.items()}
    are_texts = (
        isinstance(name, str) and isinstance(each, list) and all(isinstance(v, str) for v in each)
        for name, each in values.items()
    )
    return {name: "\n".join(each) for name, each in values.items()} if all(are_texts) else None


def _fetch_time(given: Any) -> tuple[datetime | None, list[str]]:
    """Return the time that is `given`, None where it has no zone or is none, and why."""
    try:
        time = given if isinstance(given, datetime) or not given else datetime.fromisoformat(given)
    except (TypeError, ValueError):
        return None, ["fetched_at_unreadable"]
    if time and time.tzinfo is None:
        return None, ["fetched_at_without_zone"]
    return time or None, []
