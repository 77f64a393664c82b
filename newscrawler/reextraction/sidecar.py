"""What is known of a saved page beside its bytes: its address, fetch time, headers and status."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from newscrawler.extraction import SavedPage
from newscrawler.extraction.page.document import is_web_address


def page_from_facts(
    body: bytes | str, facts: Mapping[str, Any], source: str | None, flags: Sequence[str] = ()
) -> SavedPage:
    """Return the page of `body` with those `facts` that can be used, else flagged.

    `facts` are those of a sidecar: `url`, `fetched_at` (ISO 8601 with an offset, or a datetime),
    perhaps `headers` and `status`; others are ignored. `flags` are the doubts about the facts.
    """
    fetched_at, doubts = _fetch_time(facts.get("fetched_at"))
    url, headers = facts.get("url"), facts.get("headers")
    if not isinstance(url, str) or not is_web_address(url):
        url = None
    if not isinstance(headers, Mapping) or not all(isinstance(v, str) for v in headers.values()):
        headers = None
    return SavedPage(
        url,
        body,
        fetched_at,
        headers,
        source=source,
        status=facts.get("status") if isinstance(facts.get("status"), int) else None,
        flags=[*flags, *doubts],
    )


def _fetch_time(given: Any) -> tuple[datetime | None, list[str]]:
    """Return the time that is `given`, None where it has no zone or is none, and why."""
    try:
        time = given if isinstance(given, datetime) or not given else datetime.fromisoformat(given)
    except (TypeError, ValueError):
        return None, ["fetched_at_unreadable"]
    if time and time.tzinfo is None:
        return None, ["fetched_at_without_zone"]
    return time or None, []
