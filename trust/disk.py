"""A disk so small that a trial can fill it, made without any rights: a tmpfs in a namespace of its own."""

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class NoSmallDiskError(Exception):
    """This machine gives a process no namespace to mount anything in, or the disk is smaller than what it holds."""


class SmallDisk:
    """A disk mounted over a folder in the namespace of a shell, for as long as that lives.

    Processes started `through` see it there. To all others it is at `path`, which leads through `/proc`, and which
    SQLite would take to mean the folder outside.
    """

    def __init__(self, shell: "subprocess.Popen[str]", folder: Path) -> None:
        self.path = Path(f"/proc/{shell.pid}/root{folder}")
        self.through = ("nsenter", "--target", str(shell.pid), "--user", "--mount", "--")
        self._shell = shell
        self._folder = folder

    def fill(self) -> None:
        """Leave no room on it."""
        self.run(f"cat /dev/zero > '{self._folder}/ballast'; test -s '{self._folder}/ballast'")

    def free(self) -> None:
        """Undo that."""
        self.run(f"rm '{self._folder}/ballast'")

    def run(self, command: str) -> None:
        """Run a command on the inside; raise `NoSmallDiskError` if it fails."""
        assert self._shell.stdin is not None  # noqa: S101 - they are pipes
        assert self._shell.stdout is not None  # noqa: S101
        self._shell.stdin.write(f"{{ {command}; }} && echo done || exit\n")
        self._shell.stdin.flush()
        if not self._shell.stdout.readline():
            raise NoSmallDiskError


def can_be_made() -> bool:
    """Whether this machine lets a process mount a disk of its own."""
    try:
        with tempfile.TemporaryDirectory() as folder, small_disk(Path(folder), megabytes=1):
            return True
    except (NoSmallDiskError, FileNotFoundError):  # no leave, or no such commands
        return False


@contextmanager
def small_disk(folder: Path, megabytes: int, user: str | None = None) -> Iterator[SmallDisk]:
    """Mount one over a folder. What is in that is moved onto the disk, and in the end back; `user` owns the disk."""
    command = ["unshare", "--user", "--map-root-user", "--mount", "sh"]
    beside = f"{folder}.beside"
    with subprocess.Popen(  # noqa: S603 - our own command
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, user=user
    ) as shell:
        try:
            disk = SmallDisk(shell, folder)
            disk.run(f"cp -a '{folder}' '{beside}' && mount -t tmpfs -o size={megabytes}m,mode=700 tmpfs '{folder}'")
            disk.run(f"cp -a '{beside}/.' '{folder}' && rm -r '{beside}'")
            yield disk
            disk.run(f"cp -a '{folder}' '{beside}' && umount '{folder}' && cp -a '{beside}/.' '{folder}'")
        finally:
            shell.kill()
