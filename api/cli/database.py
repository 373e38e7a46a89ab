"""`afterword migrate`: the database as a whole."""

from typing import Annotated

import typer

from api.cli.shared import explained
from api.settings import Settings

app = typer.Typer()


@app.command()
def migrate(
    revision: Annotated[str, typer.Option(help="Which revision of the schema to go up to.")] = "head",
) -> None:
    """Bring the database's schema up to date."""
    upgrade(revision)


def upgrade(revision: str = "head") -> None:
    """Migrate the database of the settings, and say in a sentence what keeps it from being done."""
    import migrations

    with explained():
        migrations.upgrade(Settings(), revision)
