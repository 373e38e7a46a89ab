"""Files that are written whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory


class FileError(Exception):
    """A file cannot be read or written. Its message is a sentence for the operator, without its full stop."""


def reserve(file: Path) -> None:
    """Make a file that only its owner may read, and the folders it lies in, unless it is there. Raises `OSError`."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileExistsError):
        file.touch(mode=0o600, exist_ok=False)


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Give the block a path to write to, and put what it wrote in the target's place, at once and on the disk.

    Whoever looks meanwhile, or after a crash, finds what stood there before. Only its owner may read the file, which
    holds somebody's life. Raises `FileError` where the system refuses.
    """
    try:
        with TemporaryDirectory(prefix=f".{target.name}-", dir=target.parent) as folder:
            written = Path(folder) / "new"
            written.touch(mode=0o600)
            yield written
            _to_disk(written)
            written.replace(target)
        _to_disk(target.parent)
    except OSError as error:
        raise FileError(f"{target} cannot be written: {error.strerror}") from error


def _to_disk(path: Path) -> None:
    """Have a file's content, or a folder's list of names, survive a power cut."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
