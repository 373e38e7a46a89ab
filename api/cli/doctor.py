"""`afterword doctor`."""

import asyncio
import json
from typing import Annotated

import typer
from pydantic import ValidationError

from api.cli.shared import explained, refusals
from api.clock import now
from api.settings import Settings

app = typer.Typer()

_SIGNS = {"ok": "✓", "warning": "!", "error": "✗"}


@app.command()
def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Print a list of objects, for scripts.")] = False,
) -> None:
    """Say what is wrong with this setup and how to mend it. The exit code is 1 where there is an error."""
    from api.doctor import examine
    from api.doctor.finding import Finding, Verdict, error, ok

    async def found(settings: Settings) -> list[Finding]:
        return [finding async for finding in examine(settings, now())]

    try:
        settings = Settings()
    except ValidationError as refused:
        remedy = "Set it as the README says, under “Settings”"
        findings = [error("settings", said, remedy) for said in refusals(refused)]
    else:
        with explained():
            findings = [ok("settings", "Every setting can be read"), *asyncio.run(found(settings))]
    if as_json:
        typer.echo(json.dumps([finding._asdict() for finding in findings], indent=2, ensure_ascii=False))
    else:
        for finding in findings:
            typer.echo(f"{_SIGNS[finding.verdict]} {finding.check}: {finding.said}.")
            if finding.remedy:
                typer.echo(f"    {finding.remedy}.")
    if any(finding.verdict is Verdict.ERROR for finding in findings):
        raise typer.Exit(1)
