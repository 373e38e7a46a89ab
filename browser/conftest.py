"""A running service, and pages of a real browser that remember what went wrong in them."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from browser.sight import Look, Sight
from tests.serving import Served, afterword, served

FLAGS = [
    "--no-sandbox",  # CI is root, and shows the browser nothing but our own pages
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

Open = Callable[..., Sight]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--pictures", type=Path, help="a folder for pictures of the pages, to be looked at")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser: the one that `CHROMIUM` names, or that is found on the path."""
    named = os.environ.get("CHROMIUM", "chromium")
    executable = shutil.which(named)
    assert executable, f"{named} is not installed: on Debian, apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The service as `make run` starts it, over an empty database of its own."""
    folder = tmp_path_factory.mktemp("service")
    with served(f"sqlite:///{folder}/afterword.db", folder / "log", "--set-up") as running:
        yield running


@pytest.fixture
def token(service: Served) -> str:
    """The token of a new and empty account."""
    command = (f"sqlite:///{service.log.parent}/afterword.db", "accounts", "create", "Sam Carter", "--quiet")
    with ThreadPoolExecutor(1) as elsewhere:  # this thread has a loop already: the one that the browser is driven by
        made = elsewhere.submit(afterword, *command).result()
    assert made.exit_code == 0, made.output
    return made.stdout.strip()


@pytest.fixture
def see(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Open]:
    """Open pages, each in a browser that has never been anywhere.

    `see(url)` goes there, `see(url, Look.PHONE_DARK)` with another look; `also` names further origins that the page may
    ask. When the test is over, none of its pages has complained or asked anybody else.
    """
    pictures: Path | None = request.config.getoption("--pictures")
    name = re.sub(r"[^\w.-]+", "-", request.node.name)
    opened: list[Sight] = []

    def opening(url: str, look: Look = Look.DESKTOP, *, also: tuple[str, ...] = ()) -> Sight:
        picture = None if pictures is None else pictures / f"{name}-{len(opened)}"
        sight = Sight(chromium, url, look, also=also, picture=picture)
        opened.append(sight)
        return sight

    yield opening
    for sight in opened:
        sight.close()
    assert [(sight.complaints, sight.outside) for sight in opened] == [([], [])] * len(opened)
