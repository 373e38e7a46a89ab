"""The documentation keeps up with the code."""

import re
import runpy
from importlib.metadata import version
from pathlib import Path

import pytest

from api.policy.rules import RULES

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "examples/frontend/README.md")),
    *sorted(page for page in (ROOT / "docs").rglob("*.md") if page not in DECISIONS),
    *DECISIONS,
]

# A file or folder of ours in backticks, perhaps with a name that stands in it: `api/db.py::Database`.
_NAMED = re.compile(
    r"`((?:api|benchmarks|browser|clients|docs|examples|migrations|openapi|tests|trust)/[\w./]*|pyproject\.toml)(?:::(\w+))?`"
)


def named(page: Path) -> list[tuple[str, str]]:
    """The files that a page names, each with what is said to stand in it."""
    return _NAMED.findall(page.read_text())


def test_every_rule_stands_once_in_the_readme() -> None:
    """In the order of the rulebook, as it is served."""
    assert re.findall(r"^\| `([a-z-]+)` \|", README, re.MULTILINE) == [rule.id for rule in RULES]


def test_the_table_of_rules_is_the_generated_one() -> None:
    """`docs/rules_table.py` writes it anew."""
    assert runpy.run_path(str(ROOT / "docs" / "rules_table.py"))["updated"](README) == README


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_names_what_exists(page: Path) -> None:
    """Files, names in files, and links to other pages."""
    for file, name in named(page):
        assert (ROOT / file).exists(), file
        assert not name or re.search(rf"\b{name}\b", (ROOT / file).read_text()), f"{file}::{name}"
    for link in re.findall(r"\]\(([^)#]+)", page.read_text()):
        assert link.startswith("https://") or (page.parent / link).exists(), link


@pytest.mark.parametrize("page", [p for p in DECISIONS if p.name != "README.md"], ids=lambda page: page.stem)
def test_a_decision_says_why_what_and_which_code_holds_it(page: Path) -> None:
    """Every page has the same parts, and the index leads to it."""
    text = page.read_text()
    parts = re.findall(r"^\*\*(Context|Decision|Consequence|Held by)\b", text, re.MULTILINE)
    assert parts == ["Context", "Decision", "Consequence", "Held by"]
    assert any(name for _, name in named(page))
    assert f"({page.name})" in (page.parent / "README.md").read_text()


def test_the_changelog_knows_this_version() -> None:
    assert re.search(rf"^## {re.escape(version('afterword'))}\b", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)


def test_every_risk_of_the_ten_is_held_by_tests() -> None:
    """Each has its section in `SECURITY.md`, and each test named there is a test."""
    sections = re.split(r"^#{2,3} ", (ROOT / "SECURITY.md").read_text(), flags=re.MULTILINE)
    risks = {found[1]: section for section in sections if (found := re.match(r"API(\d+):2023 ", section))}
    assert list(risks) == [str(number) for number in range(1, 11)]
    for number, section in risks.items():
        tests = re.findall(r"^- `(tests/\S+\.py)::(test_\w+)`$", section, re.MULTILINE)
        assert tests, number
        for file, name in tests:
            assert re.search(rf"^(?:async )?def {name}\(", (ROOT / file).read_text(), re.MULTILINE), f"{file}::{name}"
