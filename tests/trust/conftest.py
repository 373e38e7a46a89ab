"""Sites for the trials in small: like those of `make trust`, but all of them on the one PostgreSQL of the tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import migrations
from api.settings import Settings
from trust import starved
from trust.postgres import set_up
from trust.service import Service
from trust.site import BACKENDS, Site


@pytest.fixture(params=BACKENDS)
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Site:
    """A migrated database of the test's own, without accounts."""
    return _site(request, tmp_path)


@pytest.fixture(scope="session", params=BACKENDS)
def shared_site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A migrated database for the trials that make themselves the accounts that they need, and leave the rest alone."""
    return _site(request, tmp_path_factory.mktemp("trust"))


@pytest.fixture(scope="session")
def service(shared_site: Site) -> Iterator[Service]:
    """One service over it: starting one takes longer than most trials in small."""
    log, through = shared_site.folder / "log", starved.unprivileged(shared_site)
    with Service(shared_site.environment, log, "--no-set-up", through=through) as service:
        yield service


def _site(request: pytest.FixtureRequest, folder: Path) -> Site:
    if request.param == "sqlite":
        settings = Settings(database_url=f"sqlite:///{folder}/data/afterword.db")
    else:
        settings = set_up(request.getfixturevalue("postgres_url"), folder.name)
    site = Site(folder, settings, request.param)
    migrations.upgrade(site.settings)
    return site
