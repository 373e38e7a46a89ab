"""Set two runs side by side: `python -m benchmarks.compare BEFORE.json AFTER.json`."""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.figure import Figure
from benchmarks.report import Circumstances, load, measured_under, plain

_TELLING = ("effort", "machine", "cores", "python", "sqlite")
"""Circumstances without which figures cannot be set side by side."""


def main() -> None:
    """Print, for each value that both runs have, what it was, what it is, and their ratio."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.compare", description="Set two runs side by side.")
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    asked = parser.parse_args()
    before, after = load(asked.before), load(asked.after)
    for remark in remarks(measured_under(asked.before), measured_under(asked.after)):
        print(remark)
    for part in [part for part in before if part in after]:
        print(
            f"\n{part}\n{plain([('what', 'value', 'before', 'after', 'ratio'), *compared(before[part], after[part])])}"
        )


def remarks(before: Mapping[str, Circumstances], after: Mapping[str, Circumstances]) -> Iterator[str]:
    """Go through what keeps two runs from being compared: parts of one alone, and parts measured otherwise."""
    for part in {**before, **after}:
        if part not in before or part not in after:
            yield f"{part}: only in the {'second' if part in after else 'first'} run"
            continue
        was, is_ = before[part], after[part]
        differ = [f"{name} {was.get(name)} and {is_.get(name)}" for name in _TELLING if was.get(name) != is_.get(name)]
        if differ:
            yield f"{part}: measured with {', '.join(differ)}"


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
