"""`afterword openapi`."""

import json
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer()


@app.command()
def openapi(
    output: Annotated[Path, typer.Option(help="The file to write.")] = Path("openapi/openapi.json"),
) -> None:
    """Write the OpenAPI document."""
    from api.main import create_app

    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(json.dumps(create_app().openapi(), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
