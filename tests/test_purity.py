"""What is loaded: the policy needs the standard library, the service what it is set up for, and no more."""

import subprocess
import sys

CHECK = """
import sys
before = set(sys.modules)
import api.policy.engine
loaded = {name.partition(".")[0] for name in set(sys.modules) - before}
known = {"api", *sys.stdlib_module_names, *(name for name in loaded if name.startswith("_sysconfigdata"))}
print(*sorted(loaded - known))
print(*sorted(name for name in sys.modules if name.startswith("api.") and not name.startswith("api.policy")))
"""


def test_the_engine_loads_nothing_but_the_standard_library() -> None:
    """In a fresh interpreter: no framework, no third party, and nothing of ours but the policy itself."""
    run = subprocess.run([sys.executable, "-c", CHECK], capture_output=True, text=True, check=True)  # noqa: S603 - our own code
    assert run.stdout.split() == []


UNUSED = """
import sys
from api.main import create_app
create_app()
unused = {"alembic", "asyncpg", "cryptography", "httpx", "icalendar", "joserfc", "limits", "opentelemetry.sdk"}
unused.add("structlog")
print(*sorted(unused & set(sys.modules)))
"""


def test_a_service_loads_only_what_it_is_set_up_for() -> None:
    """Without an issuer, nothing that reads its tokens; without a Redis, nothing that counts in it; and so on."""
    run = subprocess.run([sys.executable, "-c", UNUSED], capture_output=True, text=True, check=True)  # noqa: S603 - our own code
    assert run.stdout.split() == []
