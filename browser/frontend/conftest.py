"""The sample frontend on origins of its own, the service that it asks, and a person with something to do."""

import json
import shutil
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest
from playwright.sync_api import Locator, Page

from browser.conftest import Open
from browser.frontend.issuing import CLIENT, SignIns, signing_in
from browser.sight import Sight
from tests.issuing import AUDIENCE
from tests.serving import Served, served

ROOT = Path(__file__).parent.parent.parent
EXAMPLE = ROOT / "examples" / "frontend"
SHOWN = "http://127.0.0.1:8000"

ACME, ANN, BOB, INTERVIEW = (f"0195a4c2-0000-7000-8000-00000000000{digit}" for digit in "1abf")
MARKUP = "<img src=x onerror=alert(1)>"


class Quiet(SimpleHTTPRequestHandler):
    """Serves files, as `python3 -m http.server` does."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder's files until the block ends; give where."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder))
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


class World(NamedTuple):
    """Where everything is: pages of three origins, two of which the service permits, the service, and the issuer."""

    pasting: str
    signing_in: str
    strange: str
    service: Served
    issuer: SignIns


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("frontend")
    with ExitStack() as running:
        issuer = running.enter_context(signing_in())
        pages = {name: folder / name for name in ("pasting", "signing_in", "strange")}
        for page in pages.values():
            copied(page)
        urls = {name: running.enter_context(serving(page)) for name, page in pages.items()}
        issuer.page = urls["signing_in"]
        service = running.enter_context(
            served(
                f"sqlite:///{folder}/afterword.db",
                folder / "log",
                cors_origins=",".join(urls[name].rstrip("/") for name in ("pasting", "signing_in")),
                oidc_issuer=issuer.url,
                oidc_audience=AUDIENCE,
            )
        )
        for page in pages.values():
            replaced(page / "index.html", SHOWN, service.url)
            replaced(page / "config.js", SHOWN, service.url)
        of_ours = {"url": issuer.url, "client": CLIENT, "parameters": {"audience": AUDIENCE}}
        replaced(pages["signing_in"] / "config.js", "issuer = null", f"issuer = {json.dumps(of_ours)}")
        replaced(pages["signing_in"] / "index.html", service.url, f"{service.url} {issuer.url}")
        yield World(**urls, service=service, issuer=issuer)


def copied(to: Path) -> Path:
    """Copy the example, without what checks it."""
    return shutil.copytree(EXAMPLE, to, ignore=shutil.ignore_patterns("node_modules"))


def replaced(file: Path, old: str, new: str) -> None:
    """Put something else where a file of the example says a thing, once."""
    text = file.read_text()
    assert text.count(old) == 1
    file.write_text(text.replace(old, new))


@pytest.fixture
def service(world: World) -> Served:
    """The service that new accounts and their tokens are made in."""
    return world.service


@pytest.fixture
def account(service: Served, token: str) -> Iterator[httpx.Client]:
    """Another device of the same person, on whose record is an interview that ended two hours ago."""
    now = datetime.now(UTC)
    ended = [(now - timedelta(hours=hours)).isoformat() for hours in (3, 2)]
    with httpx.Client(base_url=service.url, headers={"Authorization": f"Bearer {token}"}) as client:
        answer = client.post("/import", json=dossier(*ended))
        assert answer.status_code == 200, answer.text
        yield client


def dossier(starts_at: str, ends_at: str) -> dict[str, Any]:
    """Ann, who decides, and Bob of a company with a strange name, in New York."""
    part = {"role": "interviewer"}
    return {
        "organizations": [{"id": ACME, "name": f"Acme {MARKUP}", "timezone": "America/New_York", "country": "US"}],
        "contacts": [
            {"id": id_, "organization_id": ACME, "name": name, "name_confirmed": True, "email": f"{id_}@example.org"}
            for id_, name in ((ANN, "Ann Ames"), (BOB, "Bob Bell"))
        ],
        "interviews": [
            {
                "id": INTERVIEW,
                "organization_id": ACME,
                "position": "Senior Analyst",
                "starts_at": starts_at,
                "ends_at": ends_at,
                "participants": [{"contact_id": ANN, "is_decision_maker": True} | part, {"contact_id": BOB} | part],
                "debrief": {"surprises": [{"fact": "everyone answers calls", "reason": "it keeps the team honest"}]},
            }
        ],
    }


@pytest.fixture
def opened(world: World, see: Open) -> Sight:
    """The page, signed out."""
    return see(world.pasting, also=(world.service.url,))


@pytest.fixture
def page(opened: Sight, account: httpx.Client, token: str) -> Page:
    """The page, signed in to the account that has an interview."""
    sign_in(opened.page, token)
    return opened.page


def sign_in(page: Page, token: str) -> None:
    page.get_by_label("Your Afterword token").fill(token)
    page.get_by_role("button", name="Sign in").click()


def card(page: Page | Locator, title: str) -> Locator:
    """An action on the page, or on a part of it, by its title."""
    return page.get_by_role("article", name=title, exact=True)


def write_to_ann(page: Page) -> Locator:
    """Open the dialog for the note to Ann, and return the field for its text."""
    card(page, "Thank Ann Ames").get_by_role("button", name="Write").click()
    return page.get_by_label("Message")
