"""The docs explorer: from our own files alone, under a policy that allows nothing else."""

import re

import httpx
import pytest

from api.main import Afterword
from tests.document import document

FILES = ["docs.css", "docs.js", "icon.svg", "swagger-ui-bundle.js", "swagger-ui.css"]


async def test_the_page_needs_no_network(client: httpx.AsyncClient) -> None:
    """It names files of ours only, has no inline script or style, and its policy would block any."""
    page = await client.get("/docs")
    assert page.status_code == 200
    assert page.headers["Content-Type"].startswith("text/html")
    policy = page.headers["Content-Security-Policy"]
    assert "script-src 'self'; style-src 'self';" in policy
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    assert page.headers["Cache-Control"] == "no-cache"
    named = re.findall(r'(?:src|href)="([^"#][^"]*)"', page.text)
    assert sorted(named) == sorted(["./", *(f"docs/{name}" for name in FILES)])
    assert not re.search(r"<style|<script>|\son\w+=|\sstyle=", page.text)


@pytest.mark.parametrize("name", FILES)
async def test_its_files_are_there(client: httpx.AsyncClient, name: str) -> None:
    answer = await client.get(f"/docs/{name}")
    assert answer.status_code == 200
    assert len(answer.content) > 100
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("name", ["nothing.js", "..%2F..%2Fmain.py", "redoc.standalone.js"])
async def test_nothing_else_is(client: httpx.AsyncClient, name: str) -> None:
    assert (await client.get(f"/docs/{name}")).status_code == 404


async def test_the_first_steps_lead_to_operations(client: httpx.AsyncClient) -> None:
    """As Swagger UI names them: by group and id."""
    steps = re.findall(r'href="#/([^"]*)"', (await client.get("/docs")).text)
    operations = [operation for path in document()["paths"].values() for operation in path.values()]
    places = {f"{operation['tags'][0].replace(' ', '%20')}/{operation['operationId']}" for operation in operations}
    assert steps
    assert set(steps) <= places


async def test_the_token_is_kept(client: httpx.AsyncClient) -> None:
    """What was typed into "Authorize" survives a reload."""
    assert "persistAuthorization: true" in (await client.get("/docs/docs.js")).text


async def test_the_page_may_call_the_service(client: httpx.AsyncClient) -> None:
    """Its policy lets it ask where it came from, and the document leads nowhere else."""
    assert "connect-src 'self';" in (await client.get("/docs")).headers["Content-Security-Policy"]
    assert 'url: "openapi.json"' in (await client.get("/docs/docs.js")).text
    assert [server["url"] for server in (await client.get("/openapi.json")).json()["servers"]] == ["/"]


async def test_the_page_takes_either_kind_of_token(client: httpx.AsyncClient) -> None:
    """As one scheme: for whoever sends it, and for generated clients, a token is a token."""
    schemes = (await client.get("/openapi.json")).json()["components"]["securitySchemes"]
    assert (schemes["token"]["type"], schemes["token"]["scheme"]) == ("http", "bearer")
    assert [name for name, scheme in schemes.items() if scheme["type"] == "http"] == ["token"]
    assert "`aw_…`" in schemes["token"]["description"]
    assert "JWT" in schemes["token"]["description"]


async def test_the_document_is_written_once(client: httpx.AsyncClient, app: Afterword) -> None:
    """It takes tens of milliseconds, which would keep others waiting."""
    served = await client.get("/openapi.json")
    assert (served.content, served.json()) == (app.document, app.openapi())
    assert app.document is app.document


async def test_the_document_is_served(client: httpx.AsyncClient) -> None:
    """Without a token: it is where a client starts."""
    del client.headers["Authorization"]
    document = (await client.get("/openapi.json")).json()
    assert document["openapi"].startswith("3.1")
    assert document["info"]["title"] == "Afterword"
