"""Measures the checks on the corpus: `python -m tests.messages.report`.

Writes the table of `docs/message-checks.md`, and prints it.
"""

import re
import sys
from collections import Counter
from functools import cache
from pathlib import Path

from tests.messages.specimens import bad_sentences, good_sentences, messages, serious, told

PAGE = Path(__file__).parent.parent.parent / "docs" / "message-checks.md"
_MARKED = re.compile(r"(?<=<!-- figures -->\n).*?(?=<!-- /figures -->)", re.DOTALL)


@cache
def measured() -> dict[str, tuple[int, int, int]]:
    """Return for each rule how many of its findings were expected and made, expected and missed, and made in error."""
    made, missed, wrong = Counter[str](), Counter[str](), Counter[str]()
    for specimen in (*messages("good"), *messages("bad")):
        found = told(specimen)
        made.update(one.rule for one in found & specimen.expected)
        missed.update(one.rule for one in specimen.expected - found)
        wrong.update(one.rule for one in found - specimen.expected)
    for sentence in good_sentences():
        wrong.update(one.rule for one in serious(told(sentence)))
    for rule, sentence in bad_sentences():
        is_made = rule in {one.rule for one in told(sentence)}
        (made if is_made else missed)[rule] += 1
    return {rule: (made[rule], missed[rule], wrong[rule]) for rule in sorted(made | missed | wrong)}


def table() -> str:
    """Return the measurement as a table."""
    rows = [
        "| rule | to be found | found | missed | false alarms | precision | recall |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    for rule, (made, missed, wrong) in measured().items():
        precision, recall = _share(made, wrong), _share(made, missed)
        rows.append(f"| {rule} | {made + missed} | {made} | {missed} | {wrong} | {precision} | {recall} |")
    return "\n".join(rows) + "\n"


def _share(part: int, rest: int) -> str:
    return f"{100 * part / (part + rest):.1f}%" if part + rest else ""


def updated(page: str) -> str:
    """Return the page with the present figures."""
    return _MARKED.sub(f"\n{table()}\n", page)


if __name__ == "__main__":
    PAGE.write_text(updated(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    sys.stdout.write(table())
