"""Run the trials, and write what they counted: `python -m trust [NAME …]`.

The long form of a trial goes into `docs/reliability.json` and the table of `docs/reliability.md`, where it replaces
what stood there of the same trial on the same database. The middle form is for a gate and writes nothing.
"""

import argparse
import sys
import tempfile
import traceback
from pathlib import Path
from time import monotonic

from trust import report, site
from trust.site import BACKENDS, Backend
from trust.trial import Size, Trial
from trust.trials import TRIALS


def main() -> None:
    """Run what was asked for, one after the other; exit with 1 where a claim was not borne out."""
    asked = _arguments()
    broken = []
    for trial in TRIALS:
        for backend in trial.databases:
            if (asked.names and trial.name not in asked.names) or backend not in asked.database:
                continue
            if lacking := trial.missing():
                print(f"skipped {trial.name}: {lacking}", flush=True)
                continue
            try:
                held = _run(trial, backend, asked.size)
            except Exception:  # noqa: BLE001 - whatever it is, the others are still to be run
                traceback.print_exc()
                held = False
            if not held:
                broken.append(f"{trial.name} on {backend}")
    if broken:
        sys.exit(f"Not borne out: {', '.join(broken)}")


def _run(trial: Trial, backend: Backend, size: Size) -> bool:
    """Run one trial on one database, tell and perhaps write what it counted, and return whether its claim held."""
    began = monotonic()
    with tempfile.TemporaryDirectory(prefix="trust-") as folder, site.opened(backend, Path(folder)) as place:
        outcome = trial.run(place, **trial.sizes(size))
    row = report.row(trial, backend, size, outcome)
    print(f"{row.line()}  ({monotonic() - began:.0f} s)", flush=True)
    if size is Size.LONG:
        report.write(row)
    return outcome.held


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m trust", description="Try what the service promises.")
    names = [trial.name for trial in TRIALS]
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"Which: {', '.join(names)}; all by default.")
    parser.add_argument("--size", type=Size, choices=list(Size), default=Size.LONG, help="How much of each.")
    parser.add_argument("--database", nargs="+", choices=BACKENDS, default=BACKENDS, help="On which databases.")
    asked = parser.parse_args()
    if unknown := set(asked.names) - set(names):
        parser.error(f"no such trial: {', '.join(sorted(unknown))}")
    return asked


if __name__ == "__main__":
    main()
