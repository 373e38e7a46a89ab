"""`afterword backup` and `afterword restore`."""

from pathlib import Path

import pytest

from tests.serving import afterword


@pytest.fixture
def database(tmp_path: Path) -> str:
    """The URL of a migrated database with one account, Sam's."""
    url = f"sqlite:///{tmp_path}/afterword.db"
    assert afterword(url, "migrate").exit_code == 0
    assert afterword(url, "accounts", "create", "Sam Carter").exit_code == 0
    return url


def accounts(database: str) -> list[str]:
    """The names of the accounts."""
    return [name for name in ("Sam Carter", "Max Moss") if name in afterword(database, "accounts", "list").stdout]


def test_there_and_back(database: str, tmp_path: Path) -> None:
    """What came after the backup is gone; before it goes, the operator is asked."""
    assert afterword(database, "backup", f"{tmp_path}/backup.db").exit_code == 0
    afterword(database, "accounts", "create", "Max Moss")
    asked = afterword(database, "restore", f"{tmp_path}/backup.db", said="n\n")
    assert (asked.exit_code, asked.stderr) == (1, "Nothing was done.\n")
    assert f"Replace all that is in {tmp_path}/afterword.db?" in asked.stdout
    assert accounts(database) == ["Sam Carter", "Max Moss"]
    assert afterword(database, "restore", f"{tmp_path}/backup.db", said="y\n").exit_code == 0
    assert accounts(database) == ["Sam Carter"]


def test_on_another_machine(database: str, tmp_path: Path) -> None:
    """Where there is nothing to replace, nothing is asked."""
    afterword(database, "backup", f"{tmp_path}/backup.db")
    anew = f"sqlite:///{tmp_path}/new/afterword.db"
    assert afterword(anew, "restore", f"{tmp_path}/backup.db").exit_code == 0
    assert accounts(anew) == ["Sam Carter"]


def test_an_older_backup_is_kept_unless_told_otherwise(database: str, tmp_path: Path) -> None:
    backup = tmp_path / "backup.db"
    backup.write_text("Something else.")
    refused = afterword(database, "backup", str(backup))
    assert (refused.exit_code, refused.stderr) == (1, f"{backup} exists already; --force replaces it.\n")
    assert backup.read_text() == "Something else."
    assert afterword(database, "backup", str(backup), "--force").exit_code == 0
    assert backup.read_bytes().startswith(b"SQLite format 3")


@pytest.mark.parametrize("ending", ["-wal", "-journal"])
def test_a_database_in_use_is_never_written_over(database: str, tmp_path: Path, ending: str) -> None:
    """Its log would be played into the backup. So is the service's own database never its own backup."""
    backup = tmp_path / "backup.db"
    backup.with_name(backup.name + ending).touch()
    refused = afterword(database, "backup", str(backup), "--force")
    assert (refused.exit_code, refused.stderr) == (1, f"{backup} is a database in use.\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("backup", "{}/nowhere/backup.db"), "backup.db cannot be written: No such file or directory."),
        (("restore", "--yes", "{}/nothing.db"), "nothing.db cannot be restored: unable to open database file."),
    ],
)
def test_a_file_that_cannot_be_used_is_said(
    database: str, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    done = afterword(database, *(argument.format(tmp_path) for argument in arguments))
    assert done.exit_code == 1
    assert done.stderr.rstrip().endswith(said)
    assert len(done.stderr.splitlines()) == 1


def test_a_database_that_is_not_there_is_said(tmp_path: Path) -> None:
    """And not made, to be backed up empty."""
    done = afterword(f"sqlite:///{tmp_path}/afterword.db", "backup", f"{tmp_path}/backup.db")
    assert (done.exit_code, list(tmp_path.iterdir())) == (1, [])
    assert "afterword.db cannot be backed up: unable to open" in done.stderr


def test_a_purge_says_how_much_it_removed(database: str) -> None:
    done = afterword(database, "purge")
    assert (done.exit_code, done.stdout) == (0, "Removed 0 answers.\n")


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_postgresql_has_tools_of_its_own(command: str, tmp_path: Path) -> None:
    done = afterword("postgresql://nobody@127.0.0.1:1/nothing", command, f"{tmp_path}/backup.db")
    assert done.exit_code == 1
    assert "pg_dump" in done.stderr
    assert "docs/guides/operator.md" in done.stderr
