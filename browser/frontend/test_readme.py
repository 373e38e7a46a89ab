"""The sample frontend's README is true: its commands are run as they stand."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import expect

from browser.conftest import Open
from browser.frontend.conftest import EXAMPLE, ROOT, card, copied, replaced, sign_in
from tests.serving import TOKEN
from trust.service import free_port

BASH = shutil.which("bash") or "bash"


def test_the_readme(tmp_path: Path, see: Open) -> None:
    """Its commands, as they stand but for the ports, lead to a page with something on it."""
    readme = (EXAMPLE / "README.md").read_text()
    run, rest = re.findall(r"^```sh\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)
    fill, serve = rest.splitlines()
    checkout = tmp_path / "checkout"
    (checkout / "examples").mkdir(parents=True)
    for name in ("Makefile", "README.md", "api", "migrations", "pyproject.toml", "uv.lock", ".venv"):
        (checkout / name).symlink_to(ROOT / name)
    page = copied(checkout / "examples" / "frontend")
    ports = {":8000": f":{free_port()}", "5173": str(free_port())}
    for file in ("index.html", "config.js"):
        replaced(page / file, ":8000", ports[":8000"])

    def ported(command: str) -> str:
        for shown, port in ports.items():
            command = command.replace(shown, port)
        return command.replace("make run", f"make --old-file .venv/.runtime run PORT={ports[':8000'][1:]}")

    with running(ported(run), ports[":8000"][1:], checkout) as said:
        (token,) = TOKEN.findall(said.read_text())
        filling = [BASH, "-euo", "pipefail", "-c", ported(fill)]
        subprocess.run(filling, cwd=checkout, env=shell() | {"TOKEN": token}, check=True)  # noqa: S603 - from the README
        with running(ported(serve), ports["5173"], checkout):
            sight = see(f"http://127.0.0.1:{ports['5173']}", also=(f"http://127.0.0.1{ports[':8000']}",))
            sign_in(sight.page, token)
            expect(card(sight.page, "Thank Priya Raman")).to_have_count(1)


def shell() -> dict[str, str]:
    """The environment of a shell in which nothing of ours is set, and `python3` is a recent one."""
    others = {name: value for name, value in os.environ.items() if not name.startswith(("AFTERWORD_", "MAKE"))}
    return others | {"PATH": f"{sys.prefix}/bin{os.pathsep}{others['PATH']}"}


@contextmanager
def running(command: str, port: str, folder: Path) -> Iterator[Path]:
    """Run a command that serves, until something answers on its port and then until it is done with."""
    said = folder / f"said-{port}.txt"
    with said.open("w") as output:
        server = subprocess.Popen(  # noqa: S603 - from the README
            [BASH, "-c", command],
            cwd=folder,
            env=shell(),
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        deadline = time.monotonic() + 60
        while not listens(int(port)):
            assert server.poll() is None, said.read_text()
            assert time.monotonic() < deadline, said.read_text()
            time.sleep(0.1)
        yield said
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()


def listens(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0
