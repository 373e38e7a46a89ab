"""Signing in to the sample frontend with an OpenID Connect issuer."""

import pytest
from playwright.sync_api import expect

from browser.conftest import Open
from browser.frontend.conftest import World
from browser.sight import Sight


@pytest.fixture
def from_issuer(world: World, see: Open) -> Sight:
    """The page that the issuer knows, signed out."""
    return see(world.signing_in, also=(world.service.url, world.issuer.url))


def test_signing_in_with_an_issuer(world: World, from_issuer: Sight) -> None:
    """There and back: the code is gone from the address, the account opens, and a reload leaves it open."""
    page = from_issuer.page
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Sign in as Sam").click()
    expect(page.get_by_text("Nothing to do today.")).to_be_visible()
    assert page.url == world.signing_in
    page.reload()
    expect(page.get_by_text("Nothing to do today.")).to_be_visible()


def test_declining_to_sign_in(from_issuer: Sight) -> None:
    from_issuer.page.get_by_role("button", name="Sign in").click()
    from_issuer.page.get_by_role("link", name="No").click()
    expect(from_issuer.page.get_by_role("alert")).to_have_text("You were not signed in: Sam said no.")
    expect(from_issuer.page.get_by_role("button", name="Sign in")).to_be_visible()


def test_a_sign_in_that_was_not_begun_here(world: World, from_issuer: Sight) -> None:
    """Somebody else's code, in a link that Sam was sent, is not traded."""
    asked: list[str] = []
    from_issuer.page.on("request", lambda request: asked.append(request.url))
    from_issuer.page.goto(f"{world.signing_in}?code=theirs&state=theirs")
    expect(from_issuer.page.get_by_role("alert")).to_contain_text("not begun in this tab")
    assert not any(url.startswith(world.issuer.url) for url in asked)


def test_a_sign_in_that_has_expired(world: World, from_issuer: Sight, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leads back to the issuer."""
    monkeypatch.setattr(world.issuer, "lifetime", -60)
    from_issuer.page.get_by_role("button", name="Sign in").click()
    from_issuer.page.get_by_role("link", name="Sign in as Sam").click()
    expect(from_issuer.page.get_by_role("alert")).to_have_text("A valid token is needed")
    expect(from_issuer.page.get_by_role("button", name="Sign in")).to_be_visible()
    from_issuer.excuse("401 (Unauthorized)")  # the browser's own
