"""The commands of `docs/guides/policy-author.md` do what the text around them says."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

PAGE = (Path(__file__).parent.parent / "docs" / "guides" / "policy-author.md").read_text()


def test_the_policy_is_asked_without_a_server(tmp_path: Path) -> None:
    """A table of what to do, and a reason of every rule."""
    (tmp_path / ".venv").symlink_to(sys.prefix)
    commands = re.findall(r"^```sh\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    bash = shutil.which("bash")
    assert bash
    ran = subprocess.run(  # noqa: S603 - the page
        [bash, "-euo", "pipefail", "-c", "\n".join(commands)], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    assert "Thank Ann Ames" in ran.stdout
    assert "record-debrief proposed" in ran.stdout
    verdicts = {row["verdict"] for row in json.loads((tmp_path / "decision.json").read_text())["trace"]}
    listed = re.search(r"A verdict is the first of these that applies: (.*?)\.\s", PAGE, re.DOTALL)
    assert listed
    assert verdicts <= set(re.findall(r"`(\w+)`", listed[1]))
