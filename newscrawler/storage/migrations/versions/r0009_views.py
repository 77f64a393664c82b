"""Views of the current versions: articles, quotations, sources, articles a day."""

from alembic import op

revision = "0009"
down_revision = "0008"

DAY = {
    "sqlite": "date(v.published_at, '+7 hours')",
    "postgresql": "to_char(v.published_at AT TIME ZONE 'Asia/Jakarta', 'YYYY-MM-DD')",
}
"""The day in WIB, which has no summer time."""
JOINED = {
    "sqlite": "group_concat(q.text, ' ') OVER parts",
    "postgresql": "string_agg(q.text, ' ') OVER parts",
}
ARTICLES = """
    CREATE VIEW current_articles AS
    SELECT a.id AS article_id, v.id AS version_id, a.canonical_url, a.publisher, v.kind, v.language,
        v.headline, v.summary, v.authors, nullif(v.text, '') AS text, v.published_at,
        CASE WHEN v.published_precision IN ('second', 'minute', 'hour', 'day') THEN {day} END
        AS published_on,
        v.published_value, v.published_precision, v.modified_at, v.first_seen, v.last_seen, v.flags
    FROM articles a JOIN versions v ON v.id = a.current_version_id
"""
QUOTATIONS = """
    CREATE VIEW quotations AS
    WITH q AS (
        SELECT q.*, coalesce(q."group", -1 - q.ordinal) AS whole FROM quotes q
    ), joined AS (
        SELECT q.version_id, q.ordinal, q.kind, {joined} AS text,
            min(q.start) OVER parts AS start, max(q."end") OVER parts AS "end",
            count(*) OVER parts AS parts,
            max(q.speaker) OVER parts AS speaker, max(q.speaker_full) OVER parts AS speaker_full,
            max(q.role) OVER parts AS role, max(q.cue) OVER parts AS cue,
            row_number() OVER (PARTITION BY q.version_id, q.whole ORDER BY q.ordinal) AS part
        FROM q
        WINDOW parts AS (
            PARTITION BY q.version_id, q.whole ORDER BY q.ordinal
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        )
    )
    SELECT j.version_id, j.ordinal, a.article_id, a.publisher, a.published_at, a.published_on,
        j.kind, j.text, j.start, j."end", j.parts,
        j.kind = 'partial' AND EXISTS (
            SELECT 1 FROM quotes r WHERE r.version_id = j.version_id AND r.kind = 'indirect'
                AND r.start <= j.start AND r."end" >= j."end"
        ) AS is_fragment,
        j.speaker, j.speaker_full, j.role, j.cue
    FROM joined j JOIN current_articles a ON a.version_id = j.version_id
    WHERE j.part = 1
"""
SOURCES = """
    CREATE VIEW sources AS
    SELECT c.version_id, c.source_norm, c.kind, a.article_id, a.publisher, a.published_at,
        a.published_on, count(*) AS citations
    FROM citations c JOIN current_articles a ON a.version_id = c.version_id
    GROUP BY c.version_id, c.source_norm, c.kind, a.article_id, a.publisher, a.published_at,
        a.published_on
"""
ARTICLES_PER_DAY = """
    CREATE VIEW articles_per_day AS
    SELECT publisher, published_on AS day, count(*) AS articles
    FROM current_articles GROUP BY publisher, published_on
"""
VIEWS = ("current_articles", "quotations", "sources", "articles_per_day")


def upgrade() -> None:
    """Make the views."""
    dialect = op.get_bind().dialect.name
    for statement in (ARTICLES, QUOTATIONS, SOURCES, ARTICLES_PER_DAY):
        op.execute(statement.format(day=DAY[dialect], joined=JOINED[dialect]))


def downgrade() -> None:
    """Drop the views."""
    for name in reversed(VIEWS):
        op.execute(f"DROP VIEW {name}")
