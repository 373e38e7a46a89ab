"""A disk that can be filled."""

import subprocess
from pathlib import Path

import pytest

from trust.disk import can_be_made, small_disk


@pytest.mark.skipif(not can_be_made(), reason="this machine lets no process mount a disk of its own")
def test_a_small_disk_fills_up(tmp_path: Path) -> None:
    """It begins and ends with what is in the folder, and has no room for more once it is full."""
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "before").write_text("here before")
    with small_disk(folder, megabytes=1) as disk:
        (disk.path / "meanwhile").write_text("x" * 300_000)
        disk.fill()
        with pytest.raises(OSError, match="No space left"):
            (disk.path / "more").write_text("x" * 10_000)
        disk.free()
        subprocess.run([*disk.through, "rm", str(folder / "before")], check=True)  # noqa: S603 - our own
        assert (folder / "before").exists()
    assert [file.name for file in folder.iterdir() if file.stat().st_size == 300_000] == ["meanwhile"]
