"""What an operator copies, `compose.yaml` and `deploy/`, as far as it can be judged without starting it."""

import re
from pathlib import Path

from api.settings import Settings
from trust.postgres import set_up_sql

ROOT = Path(__file__).parent.parent
COMPOSE = (ROOT / "compose.yaml").read_text()
MANIFESTS = {file.name: file.read_text() for file in (ROOT / "deploy" / "kubernetes").glob("*.yaml")}
PODS = "\n".join(MANIFESTS.values())


def test_nothing_secret_has_a_default() -> None:
    """Compose itself refuses to start where one of these is not set; and a manifest has only where they are kept."""
    used = re.findall(r"\$\{(\w*(?:PASSWORD|KEYS))(.*?)\}", COMPOSE)
    assert {name for name, _ in used} == {
        "POSTGRES_PASSWORD",
        "AFTERWORD_OWNER_PASSWORD",
        "AFTERWORD_DATABASE_PASSWORD",
        "AFTERWORD_WEBHOOK_KEYS",
    }
    assert all(otherwise == ":?set it in .env" for _, otherwise in used)
    assert not re.search(r"postgresql://|^kind: Secret", PODS, re.MULTILINE)


def test_every_setting_exists() -> None:
    """A variable that nobody reads would set nothing, and nobody would say so."""
    own = {"AFTERWORD_IMAGE", "AFTERWORD_OWNER_PASSWORD", "AFTERWORD_DATABASE_PASSWORD", "AFTERWORD_SITE"}
    named = set(re.findall(r"AFTERWORD_\w+", COMPOSE + PODS)) - own - {"AFTERWORD_UPSTREAM"}
    assert named <= {f"AFTERWORD_{name.upper()}" for name in Settings.model_fields}


def test_the_roles_are_those_of_the_readme() -> None:
    """Statement by statement, but for whose password it is."""
    script = (ROOT / "deploy" / "compose" / "roles.sh").read_text()
    (sql,) = re.findall(r"<<'SQL'\n(.*?)^SQL$", script, re.MULTILINE | re.DOTALL)
    assert sql == set_up_sql().replace("'another-secret'", ":'owner'").replace("'secret'", ":'service'")


def test_an_export_has_a_place_to_pass_through() -> None:
    """On a root that is not to be written to, where Python looks for temporary files: on the disk, not in memory."""
    api = COMPOSE[COMPOSE.index("\n  api:\n") :]
    assert "volumes: [/tmp]" in api[: api.index("\n\n")]
    assert "{name: exports, mountPath: /tmp}" in MANIFESTS["api.yaml"]
    assert "emptyDir: {sizeLimit: 2Gi}" in MANIFESTS["api.yaml"]


def test_the_proxy_is_trusted_and_nobody_else() -> None:
    """By the network that it shares with the service alone; it shares no other, whose addresses nobody trusts."""
    (trusted,) = re.findall(r"AFTERWORD_TRUSTED_PROXIES: (\S+)", COMPOSE)
    (subnet,) = re.findall(r"subnet: ([^}\s]+)", COMPOSE)
    assert trusted == subnet
    service, proxy = (set(joined.split(", ")) for joined in re.findall(r"networks: \[(front, .*)\]", COMPOSE))
    assert service & proxy == {"front"}


def test_every_container_is_confined() -> None:
    """As a user without rights, on a file system that is not to be written to, with no say in the cluster."""
    containers = PODS.count("image: afterword\n")
    assert containers == len(re.findall(r"^ +containers:$", PODS, re.MULTILINE))
    for confined in (
        "readOnlyRootFilesystem: true",
        "allowPrivilegeEscalation: false",
        "capabilities: {drop: [ALL]}",
        "runAsNonRoot: true",
        "runAsUser: 10001",
        "seccompProfile: {type: RuntimeDefault}",
        "enableServiceLinks: false",  # AFTERWORD_PORT and the like, after the service of this name
    ):
        assert PODS.count(confined) == containers, confined
    assert PODS.count("automountServiceAccountToken: false") == containers + 1


def test_a_pod_is_given_the_time_that_its_leave_takes() -> None:
    (delay,) = re.findall(r'AFTERWORD_SHUTDOWN_DELAY: "(\d+)"', MANIFESTS["settings.yaml"])
    (grace,) = re.findall(r"terminationGracePeriodSeconds: (\d+)", MANIFESTS["api.yaml"])
    assert int(delay) + Settings.model_fields["shutdown_timeout"].default < int(grace)


def test_every_manifest_is_applied() -> None:
    listed = re.findall(r"^  - (\S+\.yaml)$", MANIFESTS["kustomization.yaml"], re.MULTILINE)
    assert sorted([*listed, "kustomization.yaml"]) == sorted(MANIFESTS)
