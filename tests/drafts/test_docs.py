"""The page about drafts shows what the service writes."""

import runpy
from pathlib import Path

DOCS = Path(__file__).parent.parent.parent / "docs"


def test_the_ten_drafts_are_the_generated_ones() -> None:
    """`docs/ten_drafts.py` writes them anew."""
    page = (DOCS / "drafts.md").read_text()
    assert runpy.run_path(str(DOCS / "ten_drafts.py"))["updated"](page) == page
    assert page.count("\n### ") == 10
