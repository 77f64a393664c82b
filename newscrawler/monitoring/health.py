"""The health of publishers, by what the runs in a database have counted."""

from collections.abc import Collection

from newscrawler.monitoring.drift import Health, Limits, detect_drift
from newscrawler.storage.field_coverage import FieldCoverage, ListingYield
from newscrawler.storage.reports import open_reports


def check_publishers(url: str, keys: Collection[str], limits: Limits) -> list[Health]:
    """Return the health of the publishers `keys`, or of all for none, in order.

    Those of which no run has counted anything are left out. `url` is that of the database. Raises
    DatabaseUnavailable.
    """
    with open_reports(url) as reports:
        return [
            detect_drift(
                key,
                reports.coverage_of_runs(FieldCoverage, key),
                reports.coverage_of_runs(ListingYield, key),
                limits,
            )
            for key in reports.covered_publishers()
            if not keys or key in keys
        ]
