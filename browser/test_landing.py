"""The page at `/`, as somebody meets it who has only heard of the service."""

import pytest
from playwright.sync_api import expect

from browser.conftest import Open
from browser.sight import Look
from tests.serving import Served

HALO = 6
"""Pixels around the letters of a drawing that keep lines away from them, and one for what a browser rounds."""


@pytest.mark.parametrize("look", Look)
def test_it_can_be_read_by_anybody(service: Served, see: Open, look: Look) -> None:
    """In every look: nothing is cut off, nobody is kept from it, and one of the two drawings is shown."""
    sight = see(service.url, look)
    page = sight.page
    page.get_by_role("heading", level=1).wait_for()
    assert page.locator(".timeline:visible").count() == 1
    assert page.get_by_role("img", name="What to do after the interview, and when").count() == 1
    page.get_by_text("The same in words").click()
    assert page.locator(".steps li").first.is_visible()
    page.get_by_role("heading", name="Thank each person within a day").click()
    assert page.locator("#thank-everyone").is_visible()
    assert sight.overflow() == []
    assert sight.barriers() == []
    sight.take_picture()


def test_it_says_what_it_is_on_one_screen(service: Served, see: Open) -> None:
    """What the service is for, what comes of it, and the way in, before anything is scrolled."""
    page = see(service.url).page
    for part in (page.get_by_role("heading", level=1), page.locator(".timeline:visible"), page.locator(".ways")):
        box = part.bounding_box()
        assert box
        assert box["y"] + box["height"] <= 800


def test_words_of_the_drawing_stay_on_it(service: Served, see: Open) -> None:
    """However wide the browser's letters are."""
    for look in (Look.DESKTOP, Look.PHONE):
        page = see(service.url, look).page
        right = page.locator(".timeline:visible").evaluate("svg => svg.getBoundingClientRect().right")
        for text in page.locator(".timeline:visible text").all():
            box = text.bounding_box()
            assert box
            assert 0 <= box["x"] <= box["x"] + box["width"] <= right + HALO, text.inner_html()


def test_by_keyboard_alone(service: Served, see: Open) -> None:
    """The first Tab offers to skip the way to the page's content; the explorer is a few more away."""
    sight = see(service.url)
    sight.tab_to(".skip", most=1)
    sight.tab_to("summary")
    sight.page.keyboard.press("Enter")
    assert sight.page.locator(".steps").is_visible()
    sight.page.reload()
    sight.tab_to(".ways .main")
    sight.page.keyboard.press("Enter")
    sight.page.wait_for_url("**/docs")
    sight.page.locator(".opblock").first.wait_for()
    sight.tab_to("body > header a", most=3)
    sight.page.keyboard.press("Enter")
    sight.page.wait_for_url(f"{service.url}/")


def test_a_rule_has_an_address(service: Served, see: Open) -> None:
    """Which leads to what it says: elsewhere a rule may be quoted by it."""
    page = see(f"{service.url}#thank-everyone").page
    expect(page.locator("#thank-everyone")).to_be_in_viewport()


def test_it_leads_to_the_first_things_to_try(service: Served, see: Open) -> None:
    """Each in the docs explorer, opened."""
    sight = see(service.url)
    sight.page.get_by_role("link", name="Ask what to do next").click()
    sight.page.locator(".opblock.is-open", has=sight.page.locator('[data-path="/next-actions"]')).wait_for()
    # Swagger UI takes the underscore of an operation's id for an old way to write a space.
    sight.complaints = [said for said in sight.complaints if "escaping deep link whitespace" not in said]
