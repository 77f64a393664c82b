"""An article as rows: one JSON value that holds all of it, and columns to query it by."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache, cached_property

import msgspec

from newscrawler.items import Article
from newscrawler.storage.captures import Capture
from newscrawler.storage.content_hash import Row, hash_content, hash_text, to_builtins
from newscrawler.storage.schema import (
    Base,
    CitationRow,
    DateMentionRow,
    PartOfVersion,
    QuoteRow,
    RelatedLinkRow,
    TagRow,
    VersionRow,
)
from newscrawler.storage.storable import row_key, sanitize

CHILD_TABLES: tuple[type[PartOfVersion], ...] = (
    QuoteRow,
    CitationRow,
    RelatedLinkRow,
    DateMentionRow,
    TagRow,
)
_DATE_FIELDS = ("raw", "value", "until", "precision", "zone", "rule", "flags")
_UTC_OFFSETS = {"WIB": 7, "WITA": 8, "WIT": 9, "UTC": 0}


@dataclass(frozen=True)
class Reading:
    """What an extractor read from one capture: `article` is the article as JSON values."""

    article_id: str
    capture: Capture
    content_hash: str
    article: Row

    @cached_property
    def hash(self) -> str:
        """The SHA-256 (64 hex digits) over all fields but where the page is kept."""
        read = msgspec.json.encode(self.article | {"source": None}, order="deterministic")
        return hashlib.sha256(read).hexdigest()


def article_id(canonical_url: str) -> str:
    """Return the key of the article at `canonical_url`."""
    return row_key(sanitize(canonical_url))


def to_reading(article: Article) -> Reading:
    """Return `article` as it is stored, unstorable characters replaced and flagged.

    Raises ValueError or TypeError when it has no URL, its fetch time is not an ISO time with
    offset, or a field is of a wrong type.
    """
    given = to_builtins(article)
    clean = sanitize(given)
    if clean != given:
        clean["flags"] = sorted({*clean["flags"], "unstorable_characters"})
    url = clean["canonical_url"] or clean["url"]
    if not url:
        raise ValueError("the article has no URL")
    return Reading(
        article_id=article_id(url),
        capture=Capture(
            url=clean["url"] or url,
            fetched_at=_fetch_time(clean["fetched_at"]),
            source=clean["source"],
        ),
        content_hash=hash_content(clean),
        article=clean,
    )


def _fetch_time(value: str | None) -> datetime | None:
    if value is None:
        return None
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError(f"the fetch time has no offset: {value!r}")
    return moment.astimezone(UTC)


def version_columns(reading: Reading) -> Row:
    """Return the columns of `versions` that follow from a reading."""
    article = reading.article
    return {
        **_columns(VersionRow, article),
        **_date_columns("published", article["published"]),
        **_date_columns("modified", article["modified"]),
        "article_id": reading.article_id,
        "content_hash": reading.content_hash,
        "text_hash": hash_text(article),
        "reading_hash": reading.hash,
        "capture_id": reading.capture.id,
        "fetched_at": reading.capture.fetched_at,
        "text": "\n".join(block["text"] for block in article["body"]),
        "article": article,
    }


def child_rows(version_id: str, article: Row) -> dict[type[PartOfVersion], list[Row]]:
    """Return the rows of the child tables that follow from an article, by their table."""
    blocks = [
        link | {"placement": "block", "block": number, "label": block["label"]}
        for number, block in enumerate(article["related"])
        for link in block["links"]
    ]
    inline = [
        link | {"placement": "inline", "block": None, "label": None}
        for link in article["inline_related"]
    ]
    parts: dict[type[PartOfVersion], list[Row]] = {
        QuoteRow: article["quotes"],
        CitationRow: article["citations"],
        RelatedLinkRow: [link | _date_columns("date", link["date"]) for link in blocks + inline],
        DateMentionRow: [date | _date_columns("date", date) for date in article["dates"]],
        TagRow: [
            {"kind": kind, "tag": tag}
            for kind, tags in (("tag", article["tags"]), ("hashtag", article["hashtags"]))
            for tag in tags
        ],
    }
    return {
        table: [
            _columns(table, row) | {"version_id": version_id, "ordinal": ordinal}
            for ordinal, row in enumerate(rows)
        ]
        for table, rows in parts.items()
    }


def _columns(table: type[Base], values: Row) -> Row:
    """Return those of `values` that have a column in `table`; where it may, NULL for no text."""
    return {
        name: None if may_be_null and values[name] == "" else values[name]
        for name, may_be_null in _names(table)
        if name in values
    }


@cache
def _names(table: type[Base]) -> list[tuple[str, bool]]:
    return [(column.name, bool(column.nullable)) for column in table.__table__.columns]


def _date_columns(prefix: str, date: Row | None) -> Row:
    columns = {f"{prefix}_{name}": date and date[name] for name in _DATE_FIELDS}
    return columns | {f"{prefix}_at": date and _instant(date["value"], date["zone"])}


def _instant(value: str | None, zone: str | None) -> datetime | None:
    """Return the instant of an ISO date or time; a date is its midnight in `zone`, or in WIB."""
    if value is None:
        return None
    try:
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=_timezone(zone or "WIB"))
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):  # no time, or none that a database can hold
        return None


def _timezone(zone: str) -> tzinfo | None:
    if zone in _UTC_OFFSETS:
        return timezone(timedelta(hours=_UTC_OFFSETS[zone]))
    return datetime.strptime(zone, "%z").tzinfo
