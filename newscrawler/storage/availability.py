"""When a database counts as unavailable: the error, and how long is waited before."""

CONNECT_TIMEOUT = 5  # seconds until a PostgreSQL server counts as unreachable
BUSY_TIMEOUT = 30  # seconds a SQLite writer waits for another one


class DatabaseUnavailable(Exception):  # noqa: N818 (the name says what is the matter)
    """The database cannot be used; the message is one line for the user, without a password."""
