"""`docs/adding-a-rule.md` works: its blocks, put into a copy of the code, make a rule that the service serves."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "adding-a-rule.md").read_text()
_FILE = re.compile(r"[Ii]n\s+`((?:api|tests)/[\w/.]+\.py)`")
_PLACE = re.compile(r"(below|above|in place of)\s+`([^`]+)`|(at the end)", re.IGNORECASE)
_BLOCK = re.compile(r"(.*?)^```(?:python)?\n(.*?)^```$", re.MULTILINE | re.DOTALL)

ASKED = """
import json

import pytest

alone = ["--noconftest", *(f"-pno:{plugin}" for plugin in ("cacheprovider", "asyncio", "xdist", "hypothesispytest"))]
rules = ["rules/test_debrief.py", "rules/test_rulebook.py", "test_guidance.py"]
pytest.main(["-q", *alone, *(f"tests/policy/{file}" for file in rules)])
print("\\n====")

from api.main import create_app
from api.next_actions.service import evaluate, evaluation
from api.clock import now
from api.rulebook import service

document = create_app().openapi()
dossier = json.loads(json.dumps(document["components"]["schemas"]["Dossier"]["examples"][0]))
dossier["interviews"][0] |= {"outcome": "pending", "outcome_at": None}
asked = {"at": "2026-03-02T12:00:00Z", "explain": True, "dossier": dossier}
answer = json.loads(evaluate(evaluation(asked), now()))
rule = service.rule("look-into-questions")
print(json.dumps({
    "document": json.dumps(document).count("look_into_questions"),
    "version": answer["policy_version"],
    "items": [item for item in answer["items"] if item["kind"] == "look_into_questions"],
    "rule": rule.model_dump(mode="json"),
}))
"""


class Edit(NamedTuple):
    """What the page does to one file."""

    file: str
    place: str
    """`below`, `above`, `in place of` or `at the end`."""
    anchor: str
    block: str

    def applied(self, text: str) -> str:
        """The file's text after it. What it stands by is there once, or there is more than one way to read the page."""
        space = "\n\n" if self.block.startswith("def ") else ""
        if self.place == "at the end":
            return text + space + self.block
        lines = text.splitlines(keepends=True)
        (number,) = [number for number, line in enumerate(lines) if line.startswith(self.anchor)]
        end = number + 1
        while self.place == "below" and "".join(lines[number:end]).count("(") > "".join(lines[number:end]).count(")"):
            end += 1  # a statement of several lines
        kept = {"below": (end, end), "above": (number, number), "in place of": (number, end)}[self.place]
        return "".join([*lines[: kept[0]], self.block, space, *lines[kept[1] :]])


def edits() -> list[Edit]:
    """What the page says, in its order; where it names no file, it is the one before."""
    found: list[Edit] = []
    file = ""
    for said, block in _BLOCK.findall(PAGE):
        file = ([file, *_FILE.findall(said)])[-1]
        place, anchor, end = _PLACE.findall(said)[-1]
        found.append(Edit(file, (place or end).lower(), anchor, block))
    return found


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The code with the page's rule in it: links to what is the same."""
    for folder in ("api", "tests/policy"):
        shutil.copytree(ROOT / folder, tmp_path / folder, copy_function=os.symlink)
    for edit in edits():
        path = tmp_path / edit.file
        text = edit.applied(path.read_text())
        path.unlink()
        path.write_text(text)
    return tmp_path


def test_the_rule_of_the_page_works(copy: Path) -> None:
    """Its tests pass there, and fail here; `/policy`, the engine and the OpenAPI document know it."""
    assert len(edits()) == 14
    ran = subprocess.run(  # noqa: S603 - our own
        [sys.executable, "-c", ASKED],
        cwd=copy,
        env=os.environ | {"PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    tests, _, said = ran.stdout.rpartition("\n====\n")
    assert re.search(r"\d+ passed", tests), tests
    assert "failed" not in tests, tests
    asked = json.loads(said)
    assert asked["version"] == "1.1.0"
    assert asked["document"] >= 1
    assert asked["rule"]["sources"][0]["short"] == "GP"
    (item,) = asked["items"]
    assert item["title"] == "Look into your open questions"
    assert item["include"] == ["Find out what you can of “Who would I report to?”."]
    assert item["reason"].endswith("leaves 1 question open.")
