"""Set two runs side by side: `python -m benchmarks.compare BEFORE.json AFTER.json`."""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.figure import Figure
from benchmarks.report import load, plain


def main() -> None:
    """Print, for each value that both runs have, what it was, what it is, and their ratio."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.compare", description="Set two runs side by side.")
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    asked = parser.parse_args()
    before, after = load(asked.before), load(asked.after)
    for part in before.keys() & after.keys():
        print(
            f"\n{part}\n{plain([('what', 'value', 'before', 'after', 'ratio'), *compared(before[part], after[part])])}"
        )


def compared(before: Sequence[Figure], after: Sequence[Figure]) -> Iterator[tuple[str, str, str, str, str]]:
    """Go through the values of the figures that have the same labels in both."""
    now = {tuple(figure.labels.items()): figure.values for figure in after}
    for figure in before:
        values = now.get(tuple(figure.labels.items()), {})
        for name in [name for name in figure.values if name in values]:
            was, is_ = figure.values[name], values[name]
            ratio = f"{is_ / was:.2f}" if was else "-"
            yield " ".join(map(str, figure.labels.values())), name, f"{was:.3g}", f"{is_:.3g}", ratio


if __name__ == "__main__":
    main()
