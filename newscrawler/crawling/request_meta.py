"""The facts that travel with a request, under the one key of `Request.meta` that is ours."""

from dataclasses import dataclass
from datetime import datetime

from scrapy import Request

from newscrawler.items import ListingEntry
from newscrawler.storage.url_queue import UrlKind

META_KEY = "newscrawler"


@dataclass
class RequestMeta:
    """What is known of a request, and of the response that it brought.

    Known to whoever makes the request: `kind`, whether it leads to an article or to a listing;
    `is_forced`, to be fetched in this crawl even if it was fetched a moment ago; `skip_reason`,
    why this crawl only records it; `listing`, what the listing said that named it.

    Filled in on the way: `fetched_at` (aware, whole seconds), `source`, the place of the response
    in the archive (`<file>:<offset>`), and `tdm_reserved`, whether its host reserves the page from
    text and data mining (None when it does not say).
    """

    kind: UrlKind = "article"
    is_forced: bool = False
    skip_reason: str | None = None
    listing: ListingEntry | None = None
    fetched_at: datetime | None = None
    source: str | None = None
    tdm_reserved: bool | None = None


def meta_of(request: Request) -> RequestMeta:
    """Return the facts of `request`; one that has none yet gets them."""
    facts: RequestMeta = request.meta.setdefault(META_KEY, RequestMeta())
    return facts


def reset_response_facts(request: Request) -> None:
    """Forget what a redirect or a second request copied from the request before it."""
    facts = meta_of(request)
    request.meta[META_KEY] = RequestMeta(
        facts.kind, facts.is_forced, facts.skip_reason, facts.listing
    )
