"""What each run found of each field, kept in the database."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine

from newscrawler.storage.database import write_transaction
from newscrawler.storage.field_coverage import FieldCoverage, ListingYield
from newscrawler.storage.reports import open_reports
from newscrawler.storage.runs import record_coverage, start_run
from tests.support.site import HOST

KEY = "tribun_video"


def moment(number: int) -> datetime:
    return datetime(2026, 11, 1, tzinfo=UTC) + timedelta(days=number)


def test_tallies_are_read_back_the_newest_run_first(engine: Engine, database_url: str) -> None:
    field = FieldCoverage(publisher=KEY, field="authors", selector="div#penulis")
    for number in range(8):
        field.count(f"{HOST}/{number}", found=number == 0, rule="site" if number == 0 else None)
    listing = ListingYield(publisher="tribunnews", listing="https://www.tribunnews.com/*")
    listing.count("https://www.tribunnews.com/1", 0)
    for number in range(3):
        start_run(engine, str(number), KEY, moment(number))
        with write_transaction(engine) as connection:
            for _ in range(2):  # once more after a lost answer does no harm
                record_coverage(connection, str(number), [field, listing])
    with open_reports(database_url) as reports:
        runs = list(reports.coverage_of_runs(FieldCoverage, KEY))
        listings = next(reports.coverage_of_runs(ListingYield, "tribunnews"))
        assert list(reports.coverage_of_runs(ListingYield, KEY)) == []
        assert reports.covered_publishers() == [KEY, "tribunnews"]
    assert listings.tallies == [listing]
    assert [each.run_id for each in runs] == ["2", "1", "0"]
    assert runs[0].tallies == [field]
    assert (field.pages, field.found, field.rules) == (8, 1, {"site": 1})
    assert field.examples == [f"{HOST}/{number}" for number in range(1, 6)]
