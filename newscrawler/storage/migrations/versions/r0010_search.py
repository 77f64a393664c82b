"""The full-text index of `scrapy search`: the current version of each article, kept by triggers.

SQLite: `search_words` is an FTS5 table over the view `search_texts`. Its rowid is the second of
publication times a million and a counter, so that the newest hits come first without sorting; those
without a time come before the year 1. PostgreSQL: `search_articles.words` holds the forms of the
headline (weight A) and of the text (weight B), and the stems of both (weight D).
"""

from alembic import op

revision = "0010"
down_revision = "0009"

# SQLite

REMOVE = """
    INSERT INTO search_words (search_words, rowid, headline, text)
    SELECT 'delete', s.id, {headline}, {text} FROM {source} s WHERE {where};
    DELETE FROM search_articles WHERE {where_deleted};
"""
"""FTS5 needs what it once read to find what it has to remove."""
ADD = """
    INSERT INTO search_articles (id, article_id, version_id)
    SELECT coalesce(
        (SELECT max(s.id) + 1 FROM search_articles s WHERE s.id BETWEEN c.first_id AND c.last_id),
        c.first_id
    ), c.article_id, c.version_id
    FROM searchable_articles c WHERE c.article_id = {article} AND c.version_id = {version};
    INSERT INTO search_words (rowid, headline, text)
    SELECT id, headline, text FROM search_texts
    WHERE article_id = {article} AND version_id = {version};
"""
REMOVE_ARTICLE = REMOVE.format(
    headline="s.headline",
    text="s.text",
    source="search_texts",
    where="s.article_id = OLD.id",
    where_deleted="article_id = OLD.id",
)
REMOVE_VERSION = REMOVE.format(
    headline="OLD.headline",
    text="OLD.text",
    source="search_articles",
    where="s.article_id = OLD.article_id AND s.version_id = OLD.id",
    where_deleted="article_id = OLD.article_id AND version_id = OLD.id",
)
ADD_ARTICLE = ADD.format(article="NEW.id", version="NEW.current_version_id")
ADD_VERSION = ADD.format(article="NEW.article_id", version="NEW.id")
SQLITE = (
    """
    CREATE TABLE search_articles (
        id INTEGER PRIMARY KEY, article_id TEXT NOT NULL UNIQUE, version_id TEXT NOT NULL
    )
    """,
    """
    CREATE VIEW search_texts AS
    SELECT s.id, s.article_id, s.version_id, v.headline, v.text
    FROM search_articles s JOIN versions v ON v.id = s.version_id
    """,
    """
    CREATE VIEW searchable_articles AS
    SELECT article_id, version_id, first_id,
        first_id + CASE first_id WHEN 0 THEN 30000000000000 ELSE 999999 END AS last_id
    FROM (
        SELECT a.id AS article_id, v.id AS version_id,
            coalesce((strftime('%s', v.published_at) + 62167219200) * 1000000, 0) AS first_id
        FROM articles a JOIN versions v ON v.id = a.current_version_id
    )
    """,
    """
    CREATE VIRTUAL TABLE search_words USING fts5(
        headline, text, content='search_texts', content_rowid='id',
        tokenize="unicode61 remove_diacritics 2"
    )
    """,
    """
    INSERT INTO search_articles (id, article_id, version_id)
    SELECT first_id + row_number() OVER (PARTITION BY first_id ORDER BY article_id) - 1,
        article_id, version_id
    FROM searchable_articles
    """,
    "INSERT INTO search_words (search_words) VALUES ('rebuild')",
    f"""
    CREATE TRIGGER search_article_added AFTER INSERT ON articles
    WHEN NEW.current_version_id IS NOT NULL BEGIN {ADD_ARTICLE} END
    """,
    f"""
    CREATE TRIGGER search_article_changed AFTER UPDATE OF current_version_id ON articles
    WHEN OLD.current_version_id IS NOT NEW.current_version_id
    BEGIN {REMOVE_ARTICLE} {ADD_ARTICLE} END
    """,
    f"CREATE TRIGGER search_article_removed AFTER DELETE ON articles BEGIN {REMOVE_ARTICLE} END",
    f"CREATE TRIGGER search_version_added AFTER INSERT ON versions BEGIN {ADD_VERSION} END",
    f"""
    CREATE TRIGGER search_version_changed AFTER UPDATE OF headline, text, published_at ON versions
    WHEN (OLD.headline, OLD.text, OLD.published_at)
        IS NOT (NEW.headline, NEW.text, NEW.published_at)
    BEGIN {REMOVE_VERSION} {ADD_VERSION} END
    """,
    f"CREATE TRIGGER search_version_removed AFTER DELETE ON versions BEGIN {REMOVE_VERSION} END",
)
SQLITE_DROPPED = (
    "DROP TRIGGER search_article_added",
    "DROP TRIGGER search_article_changed",
    "DROP TRIGGER search_article_removed",
    "DROP TRIGGER search_version_added",
    "DROP TRIGGER search_version_changed",
    "DROP TRIGGER search_version_removed",
    "DROP TABLE search_words",
    "DROP VIEW search_texts",
    "DROP VIEW searchable_articles",
    "DROP TABLE search_articles",
)

# PostgreSQL

SEPARATORS = (
    r"[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb"
    r"\u00bf\u00d7\u00f7\u2000-\u206f\u20a0-\u20cf\u2190-\u245f\u2500-\u2775\u2794-\u2bff"
    r"\u2e00-\u2e7f\u3000-\u3004\u3008-\u3020\u3030\ufe10-\ufe6f\uff00-\uff0f\uff1a-\uff20"
    r"\uff3b-\uff40\uff5b-\uff65\U0001f000-\U0001f0ff\U0001f300-\U0001faff]+"
)
"""What is no letter, digit or accent: the parser of PostgreSQL would make addresses, hyphenated
words and signed numbers of it, which FTS5 does not."""
POSTGRESQL = (
    # What a text becomes takes up to 8 bytes a character, and PostgreSQL allows a mebibyte.
    rf"""
    CREATE FUNCTION search_plain(given text, characters integer) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT left(regexp_replace(
            regexp_replace(normalize(coalesce(given, ''), NFD), '[\u0300-\u036f]+', '', 'g'),
            '{SEPARATORS}', ' ', 'g'
        ), characters)
    $$
    """,
    """
    CREATE FUNCTION search_vector(headline text, body text) RETURNS tsvector
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
    DECLARE
        h text := search_plain(headline, 4000);
        b text := search_plain(body, 120000);
    BEGIN
        RETURN setweight(to_tsvector('pg_catalog.simple', h), 'A')
            || setweight(to_tsvector('pg_catalog.simple', b), 'B')
            || to_tsvector('pg_catalog.indonesian', h || ' ' || b);
    END $$
    """,
    """
    CREATE VIEW searchable_articles AS
    SELECT a.id AS article_id, v.id AS version_id, v.published_at,
        search_vector(v.headline, v.text) AS words
    FROM articles a JOIN versions v ON v.id = a.current_version_id
    """,
    """
    CREATE TABLE search_articles (
        article_id text PRIMARY KEY, version_id text NOT NULL, published_at timestamptz,
        words tsvector NOT NULL
    )
    """,
    "INSERT INTO search_articles SELECT * FROM searchable_articles",
    "CREATE INDEX ix_search_articles_words ON search_articles USING gin (words)",
    """
    CREATE INDEX ix_search_articles_newest
    ON search_articles (published_at DESC NULLS LAST, article_id)
    """,
    """
    CREATE FUNCTION search_refresh(changed text) RETURNS void LANGUAGE plpgsql AS $$
    BEGIN
        DELETE FROM search_articles WHERE article_id = changed;
        INSERT INTO search_articles SELECT * FROM searchable_articles WHERE article_id = changed;
    END $$
    """,
    """
    CREATE FUNCTION search_on_article() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'DELETE' THEN
            DELETE FROM search_articles WHERE article_id = OLD.id;
        ELSE
            PERFORM search_refresh(NEW.id);
        END IF;
        RETURN NULL;
    END $$
    """,
    """
    CREATE FUNCTION search_on_version() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'DELETE' THEN
            DELETE FROM search_articles WHERE article_id = OLD.article_id AND version_id = OLD.id;
        ELSIF EXISTS (
            SELECT 1 FROM articles WHERE id = NEW.article_id AND current_version_id = NEW.id
        ) THEN
            PERFORM search_refresh(NEW.article_id);
        END IF;
        RETURN NULL;
    END $$
    """,
    """
    CREATE TRIGGER search_article_changed AFTER UPDATE OF current_version_id ON articles
    FOR EACH ROW WHEN (OLD.current_version_id IS DISTINCT FROM NEW.current_version_id)
    EXECUTE FUNCTION search_on_article()
    """,
    """
    CREATE TRIGGER search_article_removed AFTER DELETE ON articles FOR EACH ROW
    EXECUTE FUNCTION search_on_article()
    """,
    """
    CREATE TRIGGER search_version_added AFTER INSERT ON versions FOR EACH ROW
    EXECUTE FUNCTION search_on_version()
    """,
    """
    CREATE TRIGGER search_version_changed AFTER UPDATE OF headline, text, published_at ON versions
    FOR EACH ROW WHEN (
        (OLD.headline, OLD.text, OLD.published_at)
        IS DISTINCT FROM (NEW.headline, NEW.text, NEW.published_at)
    ) EXECUTE FUNCTION search_on_version()
    """,
    """
    CREATE TRIGGER search_version_removed AFTER DELETE ON versions FOR EACH ROW
    EXECUTE FUNCTION search_on_version()
    """,
    "ANALYZE search_articles",
)
POSTGRESQL_DROPPED = (
    "DROP FUNCTION search_on_article() CASCADE",
    "DROP FUNCTION search_on_version() CASCADE",
    "DROP FUNCTION search_refresh(text)",
    "DROP TABLE search_articles",
    "DROP VIEW searchable_articles",
    "DROP FUNCTION search_vector(text, text)",
    "DROP FUNCTION search_plain(text, integer)",
)


def upgrade() -> None:
    """Make the index of what is stored, and the triggers that keep it."""
    _run({"sqlite": SQLITE, "postgresql": POSTGRESQL})


def downgrade() -> None:
    """Drop both."""
    _run({"sqlite": SQLITE_DROPPED, "postgresql": POSTGRESQL_DROPPED})


def _run(statements: dict[str, tuple[str, ...]]) -> None:
    connection = op.get_bind()
    for statement in statements[connection.dialect.name]:
        connection.exec_driver_sql(statement)
