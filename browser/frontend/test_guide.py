"""The guide for authors of frontends is true: its program runs in a browser, and its commands do as they say."""

import re
import subprocess
import sys
from pathlib import Path

import httpx
from playwright.sync_api import Page

from browser.frontend.conftest import ROOT, SHOWN, World
from browser.frontend.test_readme import BASH, running
from browser.sight import Sight
from trust.service import free_port

GUIDE = (ROOT / "docs" / "guides" / "frontend-author.md").read_text()


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)


def test_its_program(world: World, opened: Sight, page: Page, account: httpx.Client, token: str) -> None:
    """Every part of it does what the text around it says."""
    told = ["today", "upcoming", "cautions", "nothingNew", "due", "because", "verdict", "underlined", "recorded"]
    told += ["repeated", "stale", "names", "problem", "wrong"]
    program = "".join(blocks("js")).replace(SHOWN, world.service.url).replace("aw_…", token)
    items = account.get("/next-actions?horizon=P14D").json()["items"]
    said = page.evaluate(f"async () => {{ {program} return {{ {', '.join(told)} }}; }}")

    assert [*said["today"], *said["upcoming"]] == items
    assert said["cautions"]
    assert said["nothingNew"] is True
    assert said["today"][0]["title"] == "Thank Ann Ames"
    assert re.fullmatch(r"\w{3},? \d+ \w{3,4},? \d\d:\d\d GMT-[45]", said["due"])
    assert "Ann Ames" in said["because"]
    assert said["verdict"] == "do_not_send"
    assert "I have been waiting for ages" in [text for text, _ in said["underlined"]]
    assert said["recorded"] == said["repeated"]
    (kept,) = account.get("/interactions").json()["items"]
    assert kept["id"] == said["recorded"]["id"]
    assert said["stale"] == 412
    assert account.get(f"/interviews/{kept['interview_id']}").json()["interest"] == "high"
    assert said["names"] == ["Ann Ames", "Bob Bell"]
    assert said["problem"]["type"] == "urn:afterword:problem:invalid"
    assert [pointer for pointer, _ in said["wrong"]] == ["/culture"]
    for status in ("412", "422"):
        opened.excuse(f"status of {status}")  # the browser's own, of what was refused on purpose


def test_its_commands(tmp_path: Path) -> None:
    """Served as the first one says, the second one tells which origin is permitted, and which is not."""
    serve, asking = blocks("sh")
    port = free_port()
    (tmp_path / ".venv").symlink_to(sys.prefix)
    with running(f"{serve.strip()} --port {port}", str(port), tmp_path):
        asking = asking.replace(SHOWN, f"http://127.0.0.1:{port}")
        for origin, permitted in {"http://127.0.0.1:5173": True, "http://127.0.0.1:5174": False}.items():
            command = [BASH, "-c", asking.replace("http://127.0.0.1:5173", origin)]
            answer = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603 - from the guide
            assert (f"access-control-allow-origin: {origin}" in answer) == permitted
            assert ("preflight-refused" in answer) != permitted
