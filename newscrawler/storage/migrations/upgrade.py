"""Run the migrations with Alembic, which only a database with another schema needs."""

import logging

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

# It reports every look at the schema; what it does is reported by its errors.
logging.getLogger("alembic").setLevel(logging.WARNING)


def alembic_config(connection: Connection) -> Config:
    """Return Alembic's configuration for the revisions in this package, run on `connection`."""
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", "newscrawler.storage:migrations")
    return config


def is_known(connection: Connection, revision: str) -> bool:
    """Return whether `revision` is one of this package."""
    script = ScriptDirectory.from_config(alembic_config(connection))
    return revision in {known.revision for known in script.walk_revisions()}


def upgrade(connection: Connection) -> None:
    """Bring the schema to the newest revision, in the transaction of the caller."""
    command.upgrade(alembic_config(connection), "head")
