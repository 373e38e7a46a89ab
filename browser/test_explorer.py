"""The docs explorer, as a developer meets it."""

from browser.conftest import Open
from tests.serving import Served


def test_it_opens(service: Served, see: Open) -> None:
    sight = see(f"{service.url}/docs")
    sight.page.get_by_role("heading", name="Afterword").wait_for()
    sight.take_picture()
