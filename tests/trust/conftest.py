"""Sites for the trials in small: like those of `make trust`, but all of them on the one PostgreSQL of the tests."""

from pathlib import Path

import pytest

import migrations
from api.settings import Settings
from trust.postgres import set_up
from trust.site import BACKENDS, Backend, Site


@pytest.fixture(params=BACKENDS)
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Site:
    """A migrated database of the test's own, without accounts."""
    backend: Backend = request.param
    if backend == "sqlite":
        settings = Settings(database_url=f"sqlite:///{tmp_path}/data/afterword.db")
    else:
        settings = set_up(request.getfixturevalue("postgres_url"), tmp_path.name)
    site = Site(tmp_path, settings, backend)
    migrations.upgrade(site.settings)
    return site
