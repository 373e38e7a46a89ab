"""Writes the table of rules into README.md from the rules themselves: `.venv/bin/python docs/rules_table.py`."""  # noqa: INP001 - a script, in no package

import re
from pathlib import Path

from api.policy.rules import RULES
from api.policy.sources import Source

README = Path(__file__).parent.parent / "README.md"
_MARKED = re.compile(r"(?<=<!-- rules -->\n).*?(?=<!-- /rules -->)", re.DOTALL)


def table() -> str:
    """Return the rules in their order, each with where it comes from."""
    rows = ["| rule | in short | kind | sources |", "|---|---|---|---|"]
    for rule in RULES:
        sources = dict.fromkeys(map(_short, rule.sources))
        house = ["house"] if rule.house else []
        rows.append(f"| `{rule.id}` | {rule.title} | {rule.kind} | {', '.join([*sources, *house])} |")
    return "\n".join(rows) + "\n"


def _short(source: Source) -> str:
    """A source as the rulebook cites it: `GP 2`, or `DC` alone where its sections bear no numbers."""
    number = re.match(r"\d+", source.section)
    return f"{source.short} {number[0]}" if number else source.short


def updated(readme: str) -> str:
    """Return the text of README.md with the table as it should be."""
    return _MARKED.sub(lambda _: table(), readme)


if __name__ == "__main__":
    README.write_text(updated(README.read_text()))
