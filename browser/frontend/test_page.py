"""The sample frontend, as the candidate who uses it meets it."""

import re

import httpx
import pytest
from playwright.sync_api import Error, Page, expect

from browser.conftest import Open
from browser.frontend.conftest import INTERVIEW, MARKUP, World, card, sign_in, write_to_ann
from browser.sight import Look, Sight


@pytest.mark.parametrize("look", Look, ids=lambda look: look.name.lower())
def test_what_to_do(world: World, see: Open, account: httpx.Client, token: str, look: Look) -> None:
    """Today, upcoming and what to take care of: all that the service says, and nobody is shut out from any of it."""
    sight = see(world.pasting, look, also=(world.service.url,))
    assert sight.barriers() == []
    sight.take_picture()
    sign_in(sight.page, token)

    answer = account.get("/next-actions", params={"horizon": "P14D"}).json()
    expect(sight.page.get_by_role("article")).to_have_count(len(answer["items"]))
    for region, upcoming in {"Today": False, "Upcoming": True}.items():
        titles = [item["title"] for item in answer["items"] if (item["status"] == "upcoming") == upcoming]
        assert titles
        assert sight.page.get_by_role("region", name=region).get_by_role("heading", level=3).all_inner_texts() == titles
    cautions = sight.page.get_by_role("region", name="Take care").get_by_role("listitem").all_inner_texts()
    assert [text.split(" Until")[0] for text in cautions] == [caution["statement"] for caution in answer["cautions"]]

    ann = card(sight.page, "Thank Ann Ames")
    ann.get_by_text("Why?").click()
    expect(ann.get_by_text("Sources")).to_be_visible()
    assert sight.barriers() == []
    assert sight.overflow() == []
    sight.take_picture()
    write_to_ann(sight.page).fill("Dear Anne,\n\nI have been waiting for ages.")
    expect(sight.page.get_by_role("dialog").get_by_role("status")).to_have_text("Do not send this.")
    assert sight.barriers() == []
    assert sight.overflow() == []
    sight.take_picture()


def test_times_are_those_of_the_place(page: Page, account: httpx.Client) -> None:
    """An interview in New York has New York's time, with its zone; the instant itself is there for programs."""
    (ann,) = [item for item in account.get("/next-actions").json()["items"] if item["title"] == "Thank Ann Ames"]
    due = card(page, "Thank Ann Ames").locator("time").first
    expect(due).to_have_attribute("datetime", ann["due_at"])
    for place in (due, page.get_by_role("region", name="Take care").locator("time").first):
        expect(place).to_have_text(re.compile(r"\d\d:\d\d GMT-[45]$"))


def test_why(page: Page, account: httpx.Client) -> None:
    """Reason, rules, sources and channels; and what each rule says of that interview, this action first of all."""
    trace = account.get("/next-actions", params={"explain": True, "interview_id": INTERVIEW}).json()["trace"]
    (ann,) = [item for item in account.get("/next-actions").json()["items"] if item["title"] == "Thank Ann Ames"]
    shown = card(page, "Thank Ann Ames")
    expect(shown).to_contain_text(ann["reason"])
    shown.get_by_text("Why?").click()
    for source in ann["sources"]:
        expect(shown).to_contain_text(f"{source['title']}, “{source['section']}”")
    statement = account.get("/policy/rules/thank-everyone").json()["statement"]
    expect(shown.get_by_text(statement)).to_be_visible()
    shown.get_by_text("What each rule says of this interview").click()
    rows = shown.locator("details details").last.get_by_role("listitem")
    expect(rows).to_have_count(len(trace))
    expect(rows.filter(has_text="→ Thank each person within a day: proposed.")).to_have_count(1)


def test_what_is_done(page: Page, account: httpx.Client) -> None:
    """It vanishes from today, and comes back when that is taken back."""
    today = page.get_by_role("region", name="Today")
    card(today, "Thank Ann Ames").get_by_role("button", name="Done").click()
    expect(card(today, "Thank Ann Ames")).to_have_count(0)
    (kept,) = account.get("/marks").json()["items"]
    assert kept["mark"] == "done"
    undo = page.get_by_role("button", name="Undo")
    expect(undo).to_be_focused()
    undo.press("Enter")
    expect(card(today, "Thank Ann Ames")).to_have_count(1)
    assert account.get("/marks").json()["items"] == []


def test_a_new_answer_disturbs_nobody(page: Page, account: httpx.Client) -> None:
    """Reasons that are being read stay open, and the focus stays where it is."""
    ann = card(page, "Thank Ann Ames")
    ann.get_by_text("Why?").click()
    ann.get_by_role("button", name="Write").focus()
    bob = next(item for item in account.get("/next-actions").json()["items"] if item["title"] == "Thank Bob Bell")
    account.put(f"/next-actions/{bob['key']}/mark", json={"mark": "done"}).raise_for_status()
    page.evaluate("dispatchEvent(new Event('online'))")  # asks anew
    expect(card(page, "Thank Bob Bell")).to_have_count(0)
    expect(ann.get_by_text("Sources")).to_be_visible()
    expect(ann.get_by_role("button", name="Write")).to_be_focused()


def test_a_strange_token(opened: Sight) -> None:
    """The person is told, and may try again; the token is forgotten."""
    sign_in(opened.page, "aw_0")
    expect(opened.page.get_by_role("alert")).to_have_text("A valid token is needed")
    expect(opened.page.get_by_label("Your Afterword token")).to_have_value("")
    assert opened.page.evaluate("sessionStorage.length") == 0
    opened.excuse("401 (Unauthorized)")  # the browser's own


def test_a_problem_is_told(opened: Sight, page: Page, account: httpx.Client) -> None:
    """What was done in vain is told in the service's own words, and the page goes on."""
    expect(card(page, "Thank Ann Ames")).to_have_count(1)
    account.delete(f"/interviews/{INTERVIEW}").raise_for_status()
    card(page, "Thank Ann Ames").get_by_role("button", name="Done").click()
    expect(page.get_by_role("alert")).to_have_text("There is nothing here")
    opened.excuse("404 (Not Found)")  # the browser's own


def test_an_origin_that_is_not_permitted(world: World, see: Open, account: httpx.Client, token: str) -> None:
    """Learns nothing, and is told which setting would let it."""
    sight = see(world.strange, also=(world.service.url,))
    sign_in(sight.page, token)
    expect(sight.page.get_by_role("alert")).to_contain_text(
        f"AFTERWORD_CORS_ORIGINS do not name {world.strange.rstrip('/')}."
    )
    expect(sight.page.get_by_role("article")).to_have_count(0)
    sight.excuse("blocked by CORS policy")
    sight.excuse("ERR_FAILED")


def test_data_is_never_markup(opened: Sight, page: Page) -> None:
    """A name that would be a script is text; were a line of ours to make markup of it, the page's policy forbids it."""
    expect(card(page, "Thank Ann Ames")).to_contain_text(f"Acme {MARKUP}")
    assert page.locator("img").count() == 0
    with pytest.raises(Error, match="TrustedHTML"):
        page.evaluate("document.body.innerHTML = 'x'")
    opened.excuse("TrustedHTML")


def test_by_keyboard_alone(opened: Sight, account: httpx.Client, token: str) -> None:
    """From the token to a message and back; whoever closes the message is where they were."""
    keyboard = opened.page.keyboard
    keyboard.press("Tab")
    keyboard.insert_text(token)
    keyboard.press("Enter")
    write = card(opened.page, "Thank Ann Ames").get_by_role("button", name="Write")
    expect(write).to_be_visible()
    opened.tab_to("[aria-label='Thank Ann Ames'] button.main")
    keyboard.press("Enter")
    dialog = opened.page.get_by_role("dialog", name="Thank Ann Ames")
    expect(dialog).to_be_visible()
    opened.tab_to("#body")
    keyboard.type("I need an answer by Friday.")
    expect(dialog.get_by_role("status")).to_have_text("Do not send this.")
    keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(write).to_be_focused()


def test_signing_out(page: Page) -> None:
    """Nothing of the account is left in the tab, and nothing more is asked."""
    write_to_ann(page).fill("Dear Ann")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_label("Your Afterword token")).to_be_visible()
    assert page.evaluate("sessionStorage.length + localStorage.length") == 0
    assert page.locator("article").count() == 0
    assert page.locator("#body").input_value() == ""
    page.wait_for_timeout(500)  # past the pause after which a text would have been checked
