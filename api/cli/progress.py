"""How a command that may take long shows that it is at work: to a person at a terminal, and to nobody else."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def under_way(what: str) -> Iterator[None]:
    """Show what is under way, and for how long, until it is done; then leave no trace of it.

    It goes to the standard error stream where that is a terminal: what is piped or written to a file stays as it is.
    """
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        progress.add_task(what, total=None)
        yield
