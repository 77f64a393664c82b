"""Turn a response into the page that `newscrawler.process` reads."""

from datetime import UTC, datetime

from scrapy.http import Response

from newscrawler.crawling.request_meta import meta_of
from newscrawler.extraction import SavedPage


def page_from_response(response: Response) -> SavedPage:
    """Return the page of `response`, with what is known of its request.

    Several headers of one name become one value of several lines. They are not joined by commas,
    because the name of a robot in an X-Robots-Tag applies to its own header only.
    """
    assert response.request
    meta = meta_of(response.request)
    headers = {
        name.decode("latin-1"): b"\n".join(values).decode("latin-1")
        for name, values in response.headers.items()
    }
    return SavedPage(
        url=response.url,
        body=response.body,
        fetched_at=meta.fetched_at or datetime.now(UTC).replace(microsecond=0),
        headers=headers,
        source=meta.source,
        status=response.status,
        is_live=True,
        tdm_reserved=meta.tdm_reserved,
        listing=meta.listing,
    )
