"""How an older database becomes today's: one file in `versions` for each change of the schema.

A new file is written by hand: the next number as `revision`, the last one as `down_revision`.
`NEWEST_REVISION` is then the next number, too. A file that was ever used stays as it is. To make
`articles` or `versions` anew, as a batch of Alembic does on SQLite, drops the triggers of 0010: the
file that does so has to make them again.
"""

NEWEST_REVISION = "0010"
"""The `revision` of the last file: known without Alembic, which is slow to import."""
