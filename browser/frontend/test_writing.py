"""A message in the sample frontend: drafted, checked as it is typed, and logged."""

import json
import re
from datetime import UTC, datetime, timedelta

import httpx
from playwright.sync_api import Page, Request, Route, expect

from browser.frontend.conftest import ANN, card, write_to_ann
from browser.sight import Sight

PAUSE = 500
"""Milliseconds, and more than the page waits for another letter."""


def test_a_complaint_is_found_as_it_is_typed(page: Page) -> None:
    """In its own words, behind letters that are two units long, with a verdict and what to do instead."""
    field = write_to_ann(page)
    field.press_sequentially("Dear Ann 🙂👍🏽, thank you for today. ")
    field.press_sequentially("I have been waiting for ages. ")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("status")).to_have_text("Do not send this.")
    complaint = dialog.get_by_role("listitem").filter(has_text="complains")
    expect(complaint.locator("q")).to_have_text("I have been waiting for ages")
    expect(complaint).to_contain_text("Leave it out")
    page.route("**/message-checks", lambda _: None, times=1)  # which takes its time
    with page.expect_request("**/message-checks"):
        field.press_sequentially("And")
    expect(complaint).to_be_visible()
    field.fill("Dear Ann Ames,\n\nThank you for the talk about the Senior Analyst position. I would love to join.")
    expect(dialog.get_by_role("status")).to_have_text(re.compile("Ready to send|Reconsider"))
    expect(complaint).to_have_count(0)
    field.fill("")
    expect(dialog.get_by_role("listitem")).to_have_count(0)


def test_typing_is_not_checked_letter_by_letter(page: Page) -> None:
    """A check waits for a pause, and one that is overtaken is broken off."""
    asked: list[Request] = []
    broken: list[Request] = []
    held: list[Route] = []
    page.on("request", lambda request: asked.append(request) if request.method == "POST" else None)
    page.on("requestfailed", lambda request: broken.append(request))  # noqa: PLW0108 - a method of C is no listener
    page.route("**/message-checks", lambda route: route.continue_() if held else held.append(route))
    field = write_to_ann(page)
    page.clock.install()  # so that no letter is late on a busy machine
    page.clock.pause_at(datetime.now(UTC) + timedelta(seconds=10))
    field.press_sequentially("Thank you for your time today, Ann.")
    with page.expect_request("**/message-checks"):
        page.clock.run_for(PAUSE)
    field.press_sequentially(" I need an answer by Friday.")
    with page.expect_response("**/message-checks"):
        page.clock.run_for(PAUSE)
    expect(page.locator("q", has_text="I need an answer by Friday")).to_be_visible()
    assert [json.loads(request.post_data or "")["body"] for request in asked] == [
        "Thank you for your time today, Ann.",
        "Thank you for your time today, Ann. I need an answer by Friday.",
    ]
    assert broken == asked[:1]


def test_a_message_that_is_sent_and_logged(opened: Sight, page: Page, account: httpx.Client) -> None:
    """The action is gone, since the message is on record: once, though the answer to the first attempt was lost."""
    write_to_ann(page).fill("Dear Ann Ames, thank you for your time today.")
    page.route("**/interactions", lambda route: (route.fetch(), route.abort()), times=1)
    page.get_by_role("button", name="I have sent it").click()
    expect(page.get_by_role("dialog").get_by_role("status")).to_contain_text("Afterword does not answer")
    opened.excuse("ERR_FAILED")  # the browser's own
    with page.expect_response("**/interactions"):
        page.get_by_role("button", name="I have sent it").dblclick()
    expect(card(page, "Thank Ann Ames")).to_have_count(0)
    (kept,) = account.get("/interactions").json()["items"]
    assert (kept["direction"], kept["purpose"], kept["contact_id"]) == ("outbound", "thank_you", ANN)
    assert "Dear Ann Ames" in kept["body"]
