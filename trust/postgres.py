"""PostgreSQL databases to try things on, each set up by the very SQL that the README tells an operator to run."""

import asyncio
import re
from pathlib import Path

import asyncpg
from sqlalchemy.engine import make_url

from api.settings import Settings

_README = Path(__file__).parent.parent / "README.md"


def set_up(server_url: str, name: str) -> Settings:
    """Make a database of this name, with a role of that name to serve as and another to migrate as.

    `server_url` is a superuser's, as whom nothing would be kept from us. Not to be called in an event loop.
    """
    name = name.lower()
    execute(server_url, set_up_sql().replace("afterword", name))
    url = make_url(server_url).set(database=name, password="secret")  # noqa: S106 - the README's, and nobody's
    service, owner = url.set(username=name), url.set(username=f"{name}_owner")
    return Settings(
        database_url=service.render_as_string(hide_password=False),
        migration_database_url=owner.render_as_string(hide_password=False),
    )


def set_up_sql() -> str:
    """Return what the README tells to run as a superuser."""
    (sql,) = re.findall(r"^```sql\n(.*?)^```$", _README.read_text(), re.MULTILINE | re.DOTALL)
    return str(sql)


def execute(url: str, script: str) -> None:
    """Execute statements one by one: a database cannot be made among others. Not to be called in an event loop."""

    async def run() -> None:
        connection = await asyncpg.connect(url)
        try:
            for statement in re.findall(r"[^;]+;", script):
                await connection.execute(statement)
        finally:
            await connection.close()

    asyncio.run(run())
