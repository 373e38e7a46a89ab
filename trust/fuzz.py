"""Whatever is sent, what comes back is documented: schemathesis makes requests of the OpenAPI document, sound and not.

It is a group of dependencies of its own, `fuzz`, which `make trust` installs and `make test` does without.
"""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from api.dossier.schemas import EXAMPLE
from trust.service import Service, ServiceError
from trust.site import Founded, Site
from trust.trial import Outcome, Trial

_CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
    "missing_required_header",
    "unsupported_method",
    "allow_header_conformance",
    "use_after_free",
    "ensure_resource_availability",
    "ignored_auth",
    # Those of `trust.fuzz_checks`. Left out is `positive_data_acceptance`: what fits the schema may still name what is
    # not there, or end before it begins.
    "is_ours",
    "a_refusal_changes_nothing",
)

# However a request is wrong, the first thing found wrong with it is told: that may be the length of its address.
_CONFIGURATION = """
[checks.negative_data_rejection]
expected-statuses = ["4xx"]
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fuzzed(Outcome):
    """What became of the requests."""

    cases: int
    operations: int
    accepted: int
    """Requests that were answered with success: without any, nothing but the door would have been tried."""
    failures: int
    """Answers of 5xx, and those whose status, shape, media type or headers the document does not have."""
    first_seed: int
    """The first pass's; each one after it has the next."""

    @property
    def held(self) -> bool:
        """Whether there was nothing to complain of."""
        return self.cases > 0 and self.accepted > 0 and not self.failures


def run(site: Site, *, cases: int, examples: int, seed: int = 1) -> Fuzzed:
    """Go through all operations, with so many generated requests to each, until so many cases have been tried in all.

    Raises:
        ServiceError: There is no schemathesis, or it came to no end.
    """
    passes: list[dict[str, Any]] = []
    with Service(site.environment, site.folder / "service.log") as service:
        while _cases(passes) < cases:
            (account,) = site.found()
            passes.append(_fuzzed(site, service.url, account, examples, seed + len(passes)))
    return Fuzzed(
        cases=_cases(passes),
        operations=min(report["operations"]["tested"] for report in passes),
        accepted=sum(
            phase["accepted"]
            for report in passes
            for phases in report["valid_rates"].values()
            for phase in phases.values()
        ),
        failures=sum(report["test_cases"]["with_failures"] + len(report["errors"]) for report in passes),
        first_seed=seed,
    )


def _cases(passes: list[dict[str, Any]]) -> int:
    return sum(report["test_cases"]["generated"] for report in passes)


def _fuzzed(site: Site, url: str, account: Founded, examples: int, seed: int) -> dict[str, Any]:
    """Run one pass, in an account that has what the document's examples name; return its report."""
    headers = {"Authorization": f"Bearer {account.token}"}
    imported = httpx.post(f"{url}/import", json=EXAMPLE, headers=headers)
    tokens = httpx.get(f"{url}/tokens", headers=headers).json()["items"]
    if not imported.is_success:
        raise ServiceError(imported.text)
    result, configuration = site.folder / f"fuzz-{seed}.json", site.folder / "schemathesis.toml"
    configuration.write_text(_CONFIGURATION)
    command: list[str | Path] = [
        Path(sys.executable).with_name("schemathesis"),
        *("--config-file", configuration),
        *("run", f"{url}/openapi.json", "--header", f"Authorization: {headers['Authorization']}"),
        *("--checks", ",".join(_CHECKS), "--max-examples", str(examples), "--seed", str(seed)),
        *("--workers", "1"),  # with two, it is unstable on Python 3.11
        *("--continue-on-failure", "--no-shrink", "--no-color", "--generation-database", "none"),
        *("--warnings", "off", "--report-json-path", result),
    ]
    environment = {
        "PYTHONPATH": str(Path(__file__).parent.parent),
        "SCHEMATHESIS_HOOKS": "trust.fuzz_checks",
        "AFTERWORD_FUZZED_URL": url,
        "AFTERWORD_FUZZED_TOKEN": account.token,
        "AFTERWORD_FUZZED_TOKEN_ID": tokens[0]["id"],
    }
    try:
        ran = subprocess.run(  # noqa: S603 - our own command
            command, env=environment, cwd=site.folder, capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        raise ServiceError("schemathesis is not installed: `uv sync --group fuzz`") from None
    if not result.exists():
        raise ServiceError(ran.stdout + ran.stderr)
    report: dict[str, Any] = json.loads(result.read_text())
    if ran.returncode:
        sys.stderr.write(ran.stdout)
    return report


TRIAL = Trial(
    name="fuzz",
    claim="Whatever is sent, no answer is of 5xx, and none is of a status or a shape that is not documented",
    run=run,
    middle={"cases": 2_000, "examples": 3},
    long={"cases": 50_000, "examples": 100},
)
