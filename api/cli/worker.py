"""`afterword worker`."""

import logging.config
from contextlib import nullcontext
from datetime import timedelta
from typing import Annotated

import typer

from api.cli.shared import explained, with_database
from api.db import Database
from api.logs import configuration, take_warnings
from api.settings import Settings

app = typer.Typer()


@app.command()
def worker(
    once: Annotated[bool, typer.Option("--once", help="Send what is due, and end.")] = False,
    metrics_port: Annotated[
        int | None, typer.Option(min=1, max=65535, help="The port to answer Prometheus on; none by default.")
    ] = None,
    metrics_host: Annotated[str, typer.Option(help="The address to answer Prometheus on.")] = "127.0.0.1",
) -> None:
    """Send webhooks until stopped. Any number of these share the work.

    It announces what opens, becomes due and is overdue, and sends whatever is to be told. Stopped by SIGTERM, it
    finishes what is under way; killed, it loses nothing.
    """
    from api.webhooks.figures import Figures
    from api.webhooks.secrets import Vault
    from api.webhooks.sending import Sender
    from api.webhooks.targets import Targets
    from api.webhooks.worker import Worker

    with explained():
        settings = Settings()
    logging.config.dictConfig(configuration(settings.log_format, settings.log_level))
    take_warnings()
    figures = Figures()

    async def work(database: Database) -> None:
        timeout = timedelta(seconds=settings.webhook_timeout)
        sender = Sender(Targets.of(settings), Vault(settings.webhook_keys), database.clock, timeout)
        hand = Worker(database, sender, figures)
        await (hand.once() if once else hand.run())

    with figures.served(metrics_host, metrics_port) if metrics_port is not None else nullcontext():
        with_database(work)
