"""Schema migrations, for SQLite and PostgreSQL alike."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from api.settings import Settings


def configuration(settings: Settings) -> Config:
    """Return what Alembic's commands take, for the database of these settings. Needs no file."""
    config = Config(attributes={"settings": settings})
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def upgrade(settings: Settings, revision: str = "head") -> None:
    """Bring the schema up to a revision. Does nothing where it is there already; not to be called in an event loop."""
    command.upgrade(configuration(settings), revision)


def knows(settings: Settings, revision: str) -> bool:
    """Return whether there is such a revision here: a database of a later version may be at one that we lack."""
    scripts = ScriptDirectory.from_config(configuration(settings))
    return any(script.revision == revision for script in scripts.walk_revisions())
