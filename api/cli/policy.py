"""`afterword evaluate` and `afterword demo`: the engine without a server, and without a database."""

import json
from typing import Annotated

import typer

from api import demo as demo_dossier
from api.cli.shared import fail, fail_with, print_table
from api.clock import now
from api.policy.engine import Decision
from api.web.json import JsonError, loads
from api.web.problems import Invalid

app = typer.Typer()


@app.command()
def evaluate(
    file: Annotated[typer.FileBinaryRead, typer.Argument(help="A dossier as JSON; `-` reads it from standard input.")],
    at: Annotated[str | None, typer.Option(help="When to decide for, as 2026-03-02T15:00:00Z; now if absent.")] = None,
    horizon: Annotated[str, typer.Option(help="How far ahead to look, as P14D.")] = "P7D",
    explain: Annotated[
        bool, typer.Option("--explain", help="Say of every rule why it does or does not speak.")
    ] = False,
    table: Annotated[bool, typer.Option("--table", help="Print a table in place of JSON.")] = False,
) -> None:
    """Run the engine on a dossier file: no server, no database."""
    from api.next_actions import service as next_actions

    try:
        options = {"horizon": horizon, "explain": explain} | ({} if at is None else {"at": at})
        document = {**options, "dossier": loads(file.read())}
        if table:
            _print_decision(next_actions.evaluated(next_actions.evaluation(document), now()))
        else:
            typer.echo(next_actions.evaluate(document, now()))
    except JsonError as error:
        fail(f"{file.name} is not JSON as we take it: {error.detail}")
    except Invalid as problem:
        fail_with(problem)


@app.command()
def demo(
    dossier: Annotated[
        bool, typer.Option("--dossier", help="Print the dossier itself, for `POST /import`, as JSON.")
    ] = False,
) -> None:
    """Show what to do next in a small, realistic dossier."""
    from api.next_actions import service as next_actions

    at = demo_dossier.afternoon(now())
    document = {"at": at, "dossier": demo_dossier.dossier(at)}
    if dossier:
        typer.echo(json.dumps(document["dossier"]))
        return
    _print_decision(next_actions.evaluated(next_actions.evaluation(document), at))


def _print_decision(decision: Decision) -> None:
    from api.next_actions.table import action_table, caution_table

    print_table(action_table(decision))
    print_table(caution_table(decision))
