"""How URLs end, as the database keeps it."""

from datetime import UTC, datetime

from sqlalchemy import Engine, select

from newscrawler.outcomes import FIRST_RETRY_DELAY, MAX_ATTEMPTS, Outcome
from newscrawler.storage.schema import UrlRow
from newscrawler.storage.url_outcomes import UrlRecord, record_outcomes
from tests.support.paginated import URL


def test_an_article_that_lacks_a_page_stays_when_it_was_tried_often_enough(engine: Engine) -> None:
    at = datetime(2026, 11, 18, tzinfo=UTC)
    outcome = Outcome(URL, "stored", retry=True, is_complete=False)
    lacking = UrlRecord(outcome, "tribunnews", at)
    waits = []
    for _ in range(MAX_ATTEMPTS):
        record_outcomes(engine, [lacking])
        with engine.connect() as connection:
            state, due = connection.execute(select(UrlRow.state, UrlRow.next_try)).one()
        waits.append((state, due and due - at))
    assert waits[:2] == [("stored", FIRST_RETRY_DELAY), ("stored", 2 * FIRST_RETRY_DELAY)]
    assert waits[-1] == ("stored", None)
