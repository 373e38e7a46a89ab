"""The sample frontend keeps what it shows current, and asks for no more than it needs."""

import re
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from playwright.sync_api import Page, Route, expect

from browser.frontend.conftest import card, sign_in
from browser.sight import Sight

TOO_MANY = {"Retry-After": "8", "Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "Retry-After"}


@pytest.fixture
def timed(opened: Sight, account: httpx.Client, token: str) -> Page:
    """The page, signed in, with a clock that the test moves."""
    opened.page.clock.install()
    opened.page.reload()
    sign_in(opened.page, token)
    expect(card(opened.page, "Thank Ann Ames")).to_have_count(1)
    return opened.page


def test_what_has_not_changed_is_not_sent_again(timed: Page, account: httpx.Client) -> None:
    """The page asks each minute with the ETag that it has; what another device wrote is on it after that minute."""
    with timed.expect_response("**/next-actions?*") as again:
        timed.clock.run_for(60_000)
    assert again.value.status == 304
    assert again.value.request.headers["if-none-match"].startswith('W/"')
    key = next(
        item["key"] for item in account.get("/next-actions").json()["items"] if item["title"] == "Thank Ann Ames"
    )
    account.put(f"/next-actions/{key}/mark", json={"mark": "done"}).raise_for_status()
    with timed.expect_response("**/next-actions?*") as changed:
        timed.clock.run_for(60_000)
    assert changed.value.status == 200
    expect(card(timed, "Thank Ann Ames")).to_have_count(0)
    expect(card(timed, "Thank Bob Bell")).to_have_count(1)


def test_it_asks_when_the_answer_changes_by_itself(timed: Page) -> None:
    """At `changes_at`, where that is sooner."""
    soon = (datetime.now(UTC) + timedelta(seconds=30)).isoformat()

    def hasten(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, json=answer.json() | {"changes_at": soon})

    timed.route("**/next-actions?*", hasten, times=1)
    card(timed, "Thank Bob Bell").get_by_role("button", name="Done").click()  # asks anew
    expect(card(timed, "Thank Bob Bell")).to_have_count(0)
    with timed.expect_response("**/next-actions?*", timeout=10_000):  # in which its clock goes on, to 41 s at most
        timed.clock.run_for(31_000)


def test_it_waits_as_it_is_told_to(opened: Sight, timed: Page) -> None:
    """After 429 it asks again when `Retry-After` says; until then, it says as of when the rest is."""
    timed.route("**/next-actions?*", lambda route: route.fulfill(status=429, headers=TOO_MANY, json={}), times=1)
    timed.clock.run_for(60_000)
    expect(timed.get_by_role("alert")).to_have_text(re.compile("answered 429 What you see is as of"))
    expect(card(timed, "Thank Ann Ames")).to_have_count(1)
    with timed.expect_response("**/next-actions?*"):
        timed.clock.run_for(10_000)
    expect(timed.get_by_role("alert")).to_be_empty()
    opened.excuse("429 (Too Many Requests)")  # the browser's own


def test_an_older_answer_is_not_shown_after_a_newer_one(timed: Page, account: httpx.Client) -> None:
    """As where a poll was under way, and slow, when something was done."""
    old = account.get("/next-actions?horizon=P14D&limit=200&explain=true").json()
    slow: list[Route] = []
    timed.route("**/next-actions?*", lambda route: slow.append(route), times=1)  # noqa: PLW0108 - a method of C is no listener
    with timed.expect_request("**/next-actions?*"):
        timed.clock.run_for(60_000)
    card(timed, "Thank Ann Ames").get_by_role("button", name="Done").click()
    expect(card(timed, "Thank Ann Ames")).to_have_count(0)
    slow[0].fulfill(json=old, headers={"Access-Control-Allow-Origin": "*"})
    timed.wait_for_timeout(300)
    expect(card(timed, "Thank Ann Ames")).to_have_count(0)
