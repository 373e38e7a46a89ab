"""The service with a commit for each write, on SQLite: what it would be without committing together what waits."""

from typing import Any

from api.db import sqlite
from api.main import create_app
from api.serving import collect_seldom

_init: Any = sqlite._SqliteWriter.__init__  # noqa: SLF001 - no setting: nobody should want it
_init.__kwdefaults__["most"] = 1

app = create_app()
collect_seldom()
