"""The docs explorer, as a developer meets it: in every look, and without a mouse."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Response, expect

from browser.conftest import Open
from browser.sight import Look, Sight
from tests.serving import Served

WHITESPACE = "escaping deep link whitespace"
"""What Swagger UI warns of where an operation's id has an underscore: it takes that for an old way to write a space."""
PATHS = {"/contacts/{id}": "Ann Ames", "/interviews/{id}": "Senior Analyst", "/policy/rules/{rule_id}": "add-value"}
REFUSED = "Failed to load resource: the server responded with a status of 422 (Unprocessable Entity)"


def operation(page: Page, method: str, path: str) -> Locator:
    """The part of the page about one operation."""
    return page.locator(f".opblock-{method}", has=page.locator(f'[data-path="{path}"]'))


def opened(page: Page, method: str, path: str) -> Locator:
    found = operation(page, method, path)
    found.locator(".opblock-summary-control").click()
    found.locator(".execute").wait_for()
    return found


def closed(part: Locator) -> None:
    part.locator(".opblock-summary-control").click()
    part.locator(".execute").wait_for(state="detached")


def authorize(page: Page, token: str) -> None:
    page.get_by_role("button", name="Authorize").click()
    page.get_by_role("dialog").get_by_role("textbox").first.fill(token)
    page.get_by_role("button", name="Apply credentials").first.click()
    page.get_by_role("button", name="Close").last.click()
    page.get_by_role("dialog").wait_for(state="detached")


def is_fetched(answer: Response) -> bool:
    """Not one of the page's own files, which a busy machine may get to late."""
    return bool(answer.request.resource_type == "fetch")


def shown(part: Locator, sent: Response) -> tuple[str, Any]:
    """The status and the body that the page shows of an answer, once it does."""
    answer = part.locator(".live-responses-table .response", has_text=sent.headers["x-request-id"])
    body = answer.locator("pre.microlight").first.inner_text()
    return answer.locator(".response-col_status").inner_text().strip(), json.loads(body)


def tried(part: Locator, body: Any = None) -> tuple[str, Any]:
    """Try an operation out, and return what the page shows of the answer."""
    if body is not None:
        part.locator(".body-param textarea").fill(json.dumps(body))
    with part.page.expect_response(is_fetched) as sent:
        part.locator(".execute").click()
    return shown(part, sent.value)


def ended_two_hours_ago(organization_id: str) -> dict[str, Any]:
    now = datetime.now(UTC)
    return {
        "organization_id": organization_id,
        "position": "Analyst",
        "starts_at": (now - timedelta(hours=3)).isoformat(),
        "ends_at": (now - timedelta(hours=2)).isoformat(),
    }


def is_fit(sight: Sight) -> None:
    """Nothing of the page lies beyond the screen, and nobody is kept from using it."""
    assert sight.overflow() == []
    assert sight.barriers() == []


@pytest.mark.parametrize("look", Look)
def test_a_first_session(service: Served, token: str, see: Open, look: Look) -> None:
    """Authorize, make an interview, read what to do next, and read what is wrong with a request."""
    sight = see(f"{service.url}/docs", look)
    page = sight.page
    page.get_by_role("heading", name="Afterword", level=1).wait_for()
    operation(page, "get", "/next-actions").wait_for()
    is_fit(sight)
    sight.take_picture()
    authorize(page, token)

    part = opened(page, "post", "/organizations")
    status, organization = tried(part, {"name": "Initech", "timezone": "Europe/London"})
    assert status == "201"
    closed(part)

    part = opened(page, "post", "/interviews")
    status, interview = tried(part, ended_two_hours_ago(organization["id"]))
    assert (status, interview["position"]) == ("201", "Analyst")
    closed(part)

    part = opened(page, "get", "/next-actions")
    status, actions = tried(part)
    assert status == "200"
    assert {item["interview_id"] for item in actions["items"]} == {interview["id"]}
    assert "record_people" in {item["kind"] for item in actions["items"]}
    is_fit(sight)
    sight.take_picture(".opblock.is-open")
    closed(part)

    part = opened(page, "post", "/interviews")
    status, problem = tried(part, {"position": "Analyst", "colour": "blue"})
    assert (status, problem["type"]) == ("422", "urn:afterword:problem:invalid")
    assert {"/colour", "/organization_id"} <= {error["pointer"] for error in problem["errors"]}
    sight.excuse(REFUSED)  # the browser's own word on the answer
    is_fit(sight)
    sight.take_picture(".opblock.is-open")


def test_the_first_steps(service: Served, token: str, see: Open) -> None:
    """From an empty account to what to do next, by what the page says: nothing has to be typed but the token."""
    sight = see(f"{service.url}/docs")
    page = sight.page
    steps = page.get_by_role("list", name="First steps")
    operation(page, "post", "/import").wait_for()
    authorize(page, token)
    answers = {}
    for step, method, path in (
        ("Import the example", "post", "/import"),
        ("Ask what to do next", "get", "/next-actions"),
        ("have a message checked", "post", "/message-checks"),
        ("an organization", "post", "/organizations"),
        ("an interview", "post", "/interviews"),
    ):
        steps.get_by_role("link", name=step, exact=True).click()
        status, answers[path] = tried(operation(page, method, path))
        assert status in {"200", "201"}, answers[path]
        closed(operation(page, method, path))
    assert "send_material" in {item["kind"] for item in answers["/next-actions"]["items"]}
    assert answers["/message-checks"]["verdict"] == "do_not_send"
    for path, about in PATHS.items():
        status, answer = tried(opened(page, "get", path))
        assert (status, about in answer.values()) == ("200", True)
    status, _ = tried(opened(page, "post", "/contacts/from-vcard"))  # a text, which is no file here
    assert status == "200"
    sight.complaints = [said for said in sight.complaints if WHITESPACE not in said]


def test_the_token_is_asked_for_in_a_dialog(service: Served, see: Open) -> None:
    """It is fit to be used, keeps the focus, and gives it back to what opened it."""
    sight = see(f"{service.url}/docs", Look.PHONE)
    page = sight.page
    page.get_by_role("button", name="Authorize").click()
    dialog = page.get_by_role("dialog", name="Authorize")
    dialog.wait_for()
    is_fit(sight)
    sight.take_picture()
    for step in ["Tab"] * 6 + ["Shift+Tab"] * 6:
        page.keyboard.press(step)
        assert dialog.locator(":focus").count() == 1
    page.keyboard.press("Escape")
    dialog.wait_for(state="detached")
    assert page.locator(":focus").inner_text() == "Authorize"


def test_by_keyboard_alone(service: Served, token: str, see: Open) -> None:
    """From the first Tab to an answer that can be read: all that is needed can be reached, and shows the focus."""
    sight = see(f"{service.url}/docs")
    page = sight.page
    operation(page, "get", "/next-actions").wait_for()
    sight.tab_to(".btn.authorize")
    page.keyboard.press("Enter")
    page.get_by_role("dialog").wait_for()
    page.keyboard.type(token)
    page.keyboard.press("Enter")
    page.get_by_role("dialog").get_by_role("button", name="Remove authorization").wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="detached")

    sight.tab_to(".opblock-summary-control")  # the first operation, which is the main one
    page.keyboard.press("Enter")
    part = operation(page, "get", "/next-actions")
    part.locator(".execute").wait_for()
    sight.tab_to(".execute")
    with page.expect_response(is_fetched) as sent:
        page.keyboard.press("Space")
    status, actions = shown(part, sent.value)
    assert (status, actions["items"]) == ("200", [])
    sight.tab_to(".live-responses-table pre")
    sight.take_picture(".opblock.is-open")


def test_the_colours_follow_the_reader(service: Served, see: Open) -> None:
    """Also while the page is open."""
    page = see(f"{service.url}/docs").page
    expect(page.locator("body")).to_have_css("background-color", "rgb(251, 250, 247)")
    page.emulate_media(color_scheme="dark")
    expect(page.locator("body")).to_have_css("background-color", "rgb(21, 24, 26)")


def test_an_operation_has_an_address(service: Served, see: Open) -> None:
    """Which leads to it, opened: guides may link there."""
    sight = see(f"{service.url}/docs")
    part = opened(sight.page, "post", "/message-checks")
    address = sight.page.url
    sight.page.goto("about:blank")
    sight.page.goto(address)
    part.locator(".execute").wait_for()
    sight.complaints = [said for said in sight.complaints if WHITESPACE not in said]
