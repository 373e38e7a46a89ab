"""Measure, print tables, and write the figures: `python -m benchmarks [PART …]`."""

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from benchmarks import goals, report
from benchmarks.effort import LONG, QUICK, USUAL, Effort
from benchmarks.figure import Figure
from benchmarks.part import Bench, Part
from benchmarks.parts import PARTS
from trust.site import BACKENDS, opened

_EFFORTS = {"quick": QUICK, "usual": USUAL, "long": LONG}


def main() -> None:
    """Measure what was asked for, one part after the other."""
    asked = _arguments()
    measured: dict[str, Sequence[Figure]] = {}
    under: dict[str, report.Circumstances] = {}
    for part, figures in _measured(asked.parts, _EFFORTS[asked.effort]):
        measured[part.name], under[part.name] = figures, report.circumstances(asked.effort)
        report.save(measured, under, asked.output)
        print(f"\n{part.title}\n{report.plain(report.rows(figures))}", flush=True)
    print("\nGoals\n" + report.plain([report.GOALS, *goals.told(measured)]))
    print(f"\nFigures: {asked.output}")
    if asked.publish:
        report.publish(measured, under)


def _measured(names: Sequence[str], effort: Effort) -> Iterator[tuple[Part, Sequence[Figure]]]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
        sites = {}
        for backend in BACKENDS:
            (folder / backend).mkdir()
            sites[backend] = stack.enter_context(opened(backend, folder / backend))
        for part in PARTS:
            if not names or part.name in names:
                yield part, part.run(Bench(sites, effort))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure how fast it is.")
    names = [part.name for part in PARTS]
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"Which: {', '.join(names)}; all by default.")
    parser.add_argument("--effort", choices=_EFFORTS, default="usual", help="For how long.")
    parser.add_argument(
        "--output", type=Path, default=Path("benchmarks/results.json"), help="Where to write the figures."
    )
    parser.add_argument("--publish", action="store_true", help="Put them into docs/performance.md as well.")
    asked = parser.parse_args()
    if unknown := set(asked.parts) - set(names):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    return asked


if __name__ == "__main__":
    main()
