"""What `docs/scripts.md` tells a script to do is run as it stands, with a service on the other side."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.planting import planted
from tests.serving import afterword, served

PAGE = (Path(__file__).parent.parent / "docs" / "scripts.md").read_text()
COMMANDS = re.findall(r"^```sh\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
SHOWN_ADDRESS = "http://127.0.0.1:8000"


def test_its_commands_do_what_it_says(tmp_path: Path) -> None:
    """One after the other, in one shell: an account goes out in each form, and into another account."""
    url = f"sqlite:///{tmp_path}/afterword.db"
    assert afterword(url, "migrate").exit_code == 0
    token, other = [afterword(url, "accounts", "create", name, "--quiet").stdout.strip() for name in ("Sam", "Alex")]
    (tmp_path / "planted.json").write_text(json.dumps(planted("zyzzyva")))
    with served(url, tmp_path / "log", shutdown_delay=0) as service:
        fill = f'call --header "Content-Type: application/json" --data-binary @planted.json {SHOWN_ADDRESS}/import'
        define, *rest = COMMANDS
        script = "\n".join([define, fill, *rest]).replace(SHOWN_ADDRESS, service.url)
        environment = os.environ | {
            "TOKEN": token,
            "OTHER_TOKEN": other,
            "PATH": f"{sys.prefix}/bin{os.pathsep}{os.environ['PATH']}",
        }
        ran = subprocess.run(  # noqa: S603 - the page
            [shutil.which("bash") or "bash", "-euo", "pipefail", "-c", script],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.count('"interviews":2') == 4  # planted, tried, brought in, and told again
    counted, *contacts = ran.stdout.partition("}}")[2].splitlines()[:3]
    report = json.loads((tmp_path / "report.json").read_text())
    assert [row["outcome"] for row in report["rows"]] == ["created", "merged", "created", "failed"]
    assert (counted, sorted(contacts)) == ("2", ["Ann0 zyzzyva +44 zyzzyva", "Ann1 zyzzyva +44 zyzzyva"])
