"""An article as rows of the schema, and back: the two directions of one mapping."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Any, TypeVar

import newscrawler
from newscrawler import items
from newscrawler.storage.column_types import row_key, sanitize
from newscrawler.storage.schema import (
    CitationRow,
    DateMentionRow,
    PartOfVersion,
    QuoteRow,
    RelatedLinkRow,
    TagRow,
)

Row = dict[str, Any]
Stored = Mapping[str, Any]
Children = dict[type[PartOfVersion], list[Row]]
Related = list[items.RelatedBlock]
Span = TypeVar("Span", items.Quote, items.Citation)

CHILD_TABLES: tuple[type[PartOfVersion], ...] = (
    QuoteRow,
    CitationRow,
    RelatedLinkRow,
    DateMentionRow,
    TagRow,
)
# Fields whose names are words of SQL, and the columns that hold them.
COLUMNS = {
    "start": "start_offset",
    "end": "end_offset",
    "position": "cue_position",
    "group": "segment_group",
}
# Fields of Article that are columns of `versions` under their own names, without a date.
PLAIN_FIELDS = (
    "url",
    "canonical_url",
    "publisher",
    "source",
    "headline",
    "kicker",
    "breadcrumbs",
    "summary",
    "authors",
    "editors",
    "credits",
    "dateline",
    "body",
    "links",
    "cleaned",
    "images",
    "videos",
    "republished_from",
    "source_line",
    "notices",
    "kind",
    "language",
    "free_access",
    "flags",
    "raw",
    "provenance",
)
DATE_FIELDS = ("raw", "value", "until", "precision", "zone", "rule", "flags")
INDONESIAN_HOURS = {"WIB": 7, "WITA": 8, "WIT": 9, "UTC": 0}


@dataclass
class ArticleRows:
    """One article in rows: its version (without first and last seen) and the version's children.

    `fetched_at` is the instant of its fetch, None when it is unknown.
    """

    article_id: str
    version_id: str
    fetched_at: datetime | None
    version: Row
    children: Children


def article_id(canonical_url: str) -> str:
    """Give the key of the article at `canonical_url`."""
    return row_key(sanitize(canonical_url))


def content_hash(article: items.Article) -> str:
    """Give the SHA-256 (64 hex digits) over what a reader reads of `article`.

    That is headline, kicker, summary, authors, editors, the kinds and texts of the body's blocks,
    and the time of publication as a value. Everything else may change without a new version:
    related links, adverts, pictures, tags and their order, fetch time, flags, provenance, and
    what the language rules found in the text.
    """
    return _content_hash(sanitize(_plain(article)))


def _content_hash(article: Row) -> str:
    names = ("headline", "kicker", "summary", "authors", "editors")
    body = [[block["kind"], block["text"]] for block in article["body"]]
    published = article["published"] and article["published"]["value"]
    read = json.dumps([*(article[name] for name in names), body, published])
    return hashlib.sha256(read.encode()).hexdigest()


def _plain(value: Any) -> Any:
    """Do what `dataclasses.asdict` does, but copy no texts: that is five times as fast."""
    match value:
        case str() | None:
            return value
        case list():
            return [_plain(part) for part in value]
        case dict():
            return {name: _plain(part) for name, part in value.items()}
    if is_dataclass(value):
        return {name: _plain(part) for name, part in vars(value).items()}
    return value


def to_rows(article: items.Article) -> ArticleRows:
    """Give `article` as rows, unstorable characters replaced and flagged.

    Raises ValueError or TypeError when it has no URL, its fetch time is not an ISO time with
    offset, or a field is of a wrong type.
    """
    given = _plain(article)
    clean = sanitize(given)
    if clean != given:
        clean["flags"] = sorted({*clean["flags"], "unstorable_characters"})
    url = clean["canonical_url"] or clean["url"]
    if not url:
        raise ValueError("the article has no URL")
    content = _content_hash(clean)
    owner = article_id(url)
    version_id = row_key(owner + content)
    fetched_at = _fetch_time(clean["fetched_at"])
    return ArticleRows(
        article_id=owner,
        version_id=version_id,
        fetched_at=fetched_at,
        version={
            "id": version_id,
            "article_id": owner,
            "content_hash": content,
            "extractor_version": newscrawler.__version__,
            "fetched_at": fetched_at,
            "fetched_value": clean["fetched_at"],
            "text": "\n".join(block["text"] for block in clean["body"]),
            "related_labels": [block["label"] for block in clean["related"]],
            **{name: clean[name] for name in PLAIN_FIELDS},
            **_date_columns("published", clean["published"]),
            **_date_columns("modified", clean["modified"]),
        },
        children=_children(version_id, clean),
    )


def _fetch_time(value: str | None) -> datetime | None:
    if value is None:
        return None
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError(f"the fetch time has no offset: {value!r}")
    return moment.astimezone(UTC)


def _children(version_id: str, article: Row) -> Children:
    rows: Children = {
        QuoteRow: [_span_columns(quote) for quote in article["quotes"]],
        CitationRow: [_span_columns(citation) for citation in article["citations"]],
        RelatedLinkRow: [
            *(
                _link_columns(link)
                | {"placement": "block", "block": number, "label": part["label"]}
                for number, part in enumerate(article["related"])
                for link in part["links"]
            ),
            *(
                _link_columns(link) | {"placement": "inline", "block": None, "label": None}
                for link in article["inline_related"]
            ),
        ],
        DateMentionRow: [
            _span_columns({name: date[name] for name in ("text", "start", "end")})
            | _date_columns("date", date)
            for date in article["dates"]
        ],
        TagRow: [
            {"kind": kind, "tag": tag}
            for kind, tags in (("tag", article["tags"]), ("hashtag", article["hashtags"]))
            for tag in tags
        ],
    }
    for part in rows.values():
        for position, row in enumerate(part):
            row.update(version_id=version_id, position=position)
    return rows


def _span_columns(span: Row) -> Row:
    return {COLUMNS.get(name, name): value for name, value in span.items()}


def _link_columns(link: Row) -> Row:
    plain = {name: link[name] for name in ("title", "url", "section")}
    return plain | _date_columns("date", link["date"])


def _date_columns(prefix: str, date: Row | None) -> Row:
    columns = {f"{prefix}_{name}": date and date[name] for name in DATE_FIELDS}
    return columns | {f"{prefix}_at": date and _instant(date["value"], date["zone"])}


def _instant(value: str | None, zone: str | None) -> datetime | None:
    """Give the instant of an ISO date or time; a date is its midnight in `zone`, or in WIB."""
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
    if zone in INDONESIAN_HOURS:
        return timezone(timedelta(hours=INDONESIAN_HOURS[zone]))
    return datetime.strptime(zone, "%z").tzinfo


def article_of(
    version: Stored, children: Mapping[type[PartOfVersion], Sequence[Stored]]
) -> items.Article:
    """Give the article of a row of `versions` and its child rows, these in order of position."""
    links = children[RelatedLinkRow]
    structured: Row = {
        "fetched_at": version["fetched_value"],
        "credits": [items.Credit(**credit) for credit in version["credits"]],
        "dateline": version["dateline"] and items.Dateline(**version["dateline"]),
        "published": _date(version, "published"),
        "modified": _date(version, "modified"),
        "body": [items.Block(**block) for block in version["body"]],
        "links": [items.Link(**link) for link in version["links"]],
        "cleaned": [items.Cleaning(**place) for place in version["cleaned"]],
        "quotes": [_span(items.Quote, row) for row in children[QuoteRow]],
        "citations": [_span(items.Citation, row) for row in children[CitationRow]],
        "dates": [_date_mention(row) for row in children[DateMentionRow]],
        "related": _related_blocks(version["related_labels"], links),
        "inline_related": [_link(row) for row in links if row["placement"] == "inline"],
        "tags": [row["tag"] for row in children[TagRow] if row["kind"] == "tag"],
        "hashtags": [row["tag"] for row in children[TagRow] if row["kind"] == "hashtag"],
        "images": [items.Image(**image) for image in version["images"]],
        "republished_from": version["republished_from"]
        and items.Republication(**version["republished_from"]),
    }
    return items.Article(**({name: version[name] for name in PLAIN_FIELDS} | structured))


def _span(kind: type[Span], row: Stored) -> Span:
    return kind(**{field.name: row[COLUMNS.get(field.name, field.name)] for field in fields(kind)})


def _date(row: Stored, prefix: str) -> items.DateValue | None:
    if row[f"{prefix}_raw"] is None:
        return None
    return items.DateValue(**{name: row[f"{prefix}_{name}"] for name in DATE_FIELDS})


def _date_mention(row: Stored) -> items.DateMention:
    return items.DateMention(
        **{name: row[f"date_{name}"] for name in DATE_FIELDS},
        text=row["text"],
        start=row["start_offset"],
        end=row["end_offset"],
    )


def _link(row: Stored) -> items.RelatedLink:
    return items.RelatedLink(row["title"], row["url"], row["section"], _date(row, "date"))


def _related_blocks(labels: Iterable[str | None], links: Iterable[Stored]) -> Related:
    blocks = [items.RelatedBlock(label, []) for label in labels]
    for row in links:
        if row["placement"] == "block":
            blocks[row["block"]].links.append(_link(row))
    return blocks
