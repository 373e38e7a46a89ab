"""The service as an operator runs it: as a process of its own, and by its commands."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from typer.testing import CliRunner, Result

from api.cli import app
from trust.service import Service

TOKEN = re.compile(r"aw_[0-9a-f]{32}_[A-Za-z0-9_-]{43}")


class Served(NamedTuple):
    """Where a running service answers, and where all that it prints goes."""

    url: str
    log: Path

    def tokens(self) -> list[str]:
        """Every token that it has printed."""
        return TOKEN.findall(self.log.read_text())


def afterword(database_url: str, *arguments: str, said: str = "") -> Result:
    """Run a command to its end, in this process: starting another takes longer than most commands.

    `said` is what the operator types when asked.
    """
    runner = CliRunner(env={"AFTERWORD_DATABASE_URL": database_url, "COLUMNS": "200"})
    with logging_as_it_was():
        return runner.invoke(app, arguments, input=said)


@contextmanager
def logging_as_it_was() -> Iterator[None]:
    """Undo what is done to loggers within the block: the streams that they write to go with a test."""
    loggers = [logging.getLogger(name) for name in (None, "afterword", "uvicorn")]
    before = [(logger, logger.handlers[:], logger.level) for logger in loggers]
    try:
        yield
    finally:
        for logger, handlers, level in before:
            logger.handlers[:] = handlers
            logger.setLevel(level)


@contextmanager
def served(database_url: str, log: Path, *options: str, **settings: object) -> Iterator[Served]:
    """Serve on a free port until the block ends, and see to it that the service stops as it should."""
    settings["database_url"] = database_url
    environment = {f"AFTERWORD_{name.upper()}": str(value) for name, value in settings.items()}
    with Service(environment, log, *options) as service:
        yield Served(service.url, log)
