"""When a database counts as unavailable: the errors, and how long is waited before."""

CONNECT_TIMEOUT = 5  # seconds until a PostgreSQL server counts as unreachable
BUSY_TIMEOUT = 30  # seconds a SQLite writer waits for another one


def error_message(error: BaseException) -> str:
    """Return the driver's own words about `error` on one line, without the SQL statement."""
    return " ".join(str(getattr(error, "orig", None) or error).split())


class DatabaseUnavailable(Exception):  # noqa: N818 (the name says what is the matter)
    """The database cannot be used; the message is one line for the user, without a password."""
