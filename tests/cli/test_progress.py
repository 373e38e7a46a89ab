"""What a command that may take long shows meanwhile."""

import io
from pathlib import Path

import pytest

from api.cli import database
from api.cli.progress import under_way


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("err", [Terminal(), io.StringIO()])
def test_a_terminal_alone_shows_it(err: io.StringIO, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """On the error stream, so that what a command prints can be piped; and whatever colours are forced on it."""
    out = io.StringIO()
    monkeypatch.setattr("sys.stdout", out)
    monkeypatch.setattr("sys.stderr", err)
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("AFTERWORD_DATABASE_URL", f"sqlite:///{tmp_path}/afterword.db")
    database.migrate("head")
    database.backup(tmp_path / "backup.db")
    if err.isatty():
        assert "Migrating" in err.getvalue()
        assert "Backing up" in err.getvalue()
    else:
        assert err.getvalue() == ""
    assert out.getvalue() == ""


def test_a_failure_is_let_through(monkeypatch: pytest.MonkeyPatch) -> None:
    """And nothing is left of what was shown: the last line cleared it."""
    err = Terminal()
    monkeypatch.setattr("sys.stderr", err)
    with pytest.raises(KeyError), under_way("Trying"):
        raise KeyError
    assert err.getvalue().rstrip().endswith("\x1b[2K")
