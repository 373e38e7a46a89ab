"""What a page hides from whoever looks at it is found out."""

import pytest
from playwright.sync_api import Browser, Error

from browser.sight import Look, Sight
from tests.serving import Served


@pytest.fixture
def explorer(chromium: Browser, service: Served) -> Sight:
    """The docs explorer, in which a test does what a page of ours never would."""
    return Sight(chromium, f"{service.url}/docs", Look.PHONE)


def test_complaints(explorer: Sight) -> None:
    """What is thrown, and what is printed as an error or a warning; no more."""
    explorer.page.evaluate("setTimeout(() => { throw new Error('thrown') }); console.log('told')")
    explorer.page.evaluate("console.error('printed'); console.warn('warned')")
    for words in ("printed", "thrown", "warned"):
        explorer.excuse(words)
    explorer.close()
    assert explorer.complaints == []


def test_requests_to_others(explorer: Sight) -> None:
    """They are counted, and never sent."""
    with pytest.raises(Error, match="ERR_FAILED"):
        explorer.page.goto("https://elsewhere.example/page")
    explorer.close()
    assert explorer.outside == ["https://elsewhere.example/page"]


def test_what_lies_beyond_the_edge(explorer: Sight) -> None:
    assert explorer.overflow() == []
    explorer.page.evaluate("document.body.style.minWidth = '500px'")
    assert any(beyond.startswith("MAIN") for beyond in explorer.overflow())
    explorer.close()


def test_barriers(explorer: Sight) -> None:
    explorer.page.evaluate("document.documentElement.removeAttribute('lang')")
    assert any(barrier.startswith("html-has-lang") for barrier in explorer.barriers())
    explorer.close()
