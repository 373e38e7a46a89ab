"""Slow connections, in small."""

from pathlib import Path

import migrations
from api.settings import Settings
from trust import slow
from trust.site import Site


def test_slow_connections_are_in_nobodys_way(tmp_path: Path) -> None:
    """They end, one and all, with two worker processes too; an ordinary client notices nothing."""
    settings = Settings(database_url=f"sqlite:///{tmp_path}/afterword.db")
    migrations.upgrade(settings)
    outcome = slow.run(Site(tmp_path, settings, "sqlite"), connections=40, seconds=3, patience=1)
    assert outcome.ended >= 40
    assert outcome.held, outcome
