"""What an operator may set, and how a mistake is told."""

import pytest
import typer
from pydantic import ValidationError

from api.cli.shared import explained
from api.settings import Settings


def faults(**settings: object) -> list[tuple[str, str]]:
    """Return which settings are refused, and the kind of each fault."""
    with pytest.raises(ValidationError) as error:
        Settings(**settings)  # type: ignore[arg-type]
    return [(str(fault["loc"][0]), fault["type"]) for fault in error.value.errors()]


ISSUER = {"oidc_issuer": "https://issuer.example", "oidc_audience": "https://api.example"}


@pytest.mark.parametrize(
    "origin",
    [
        "https://app.example",
        "http://localhost:5173",
        "http://127.0.0.1:8000",
        "http://[::1]:3000",
        "https://xn--bcher-kva.example:8443",
        "capacitor://localhost",
        "chrome-extension://aapbdbdomjkkjkaonfhkkikfgjllcleb",
    ],
)
def test_origins_as_browsers_send_them(origin: str) -> None:
    assert Settings(cors_origins=(origin,)).cors_origins == (origin,)


@pytest.mark.parametrize(
    "origin",
    [
        "*",
        "null",
        "https://*",
        "https://*.app.example",
        "app.example",
        "https://app.example/",
        "https://app.example/path",
        "https://app.example?x",
        "https://App.example",
        "HTTPS://app.example",
        "https://app.example:443",
        "http://app.example:80",
        "https://app.example:",
        "https://app.example:0443",
        "https://sam@app.example",
        "https://b\u00fccher.example",
        "https://",
        "https://app.example https://other.example",
    ],
)
def test_other_origins_are_refused(origin: str) -> None:
    """They would let nobody in, or everybody: a browser compares letter by letter."""
    assert faults(cors_origins=("https://good.example", origin)) == [("cors_origins", "origin")]


def test_origins_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AFTERWORD_CORS_ORIGINS", " https://app.example, ,http://localhost:5173,")
    assert Settings().cors_origins == ("https://app.example", "http://localhost:5173")


@pytest.mark.parametrize(
    "url", ["https://issuer.example/realms/x/", "http://localhost:9000", "http://127.1.2.3/x", "http://[::1]:9/x"]
)
def test_an_issuer_is_https_or_on_this_machine(url: str) -> None:
    """It is kept as it stands: tokens name it letter by letter."""
    assert Settings(**ISSUER | {"oidc_issuer": url}).oidc_issuer == url  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "url",
    [
        "http://issuer.example",
        "http://localhost.issuer.example",
        "http://10.0.0.1",
        "http://169.254.169.254",
        "issuer.example",
        "https://",
        "https:issuer.example",
        "file:///etc/passwd",
        "https://sam:secret@issuer.example",
        "https://issuer.example#x",
        "https://issuer.example/\n",
        "https://b\u00fccher.example",
        "https://[x",
    ],
)
def test_other_urls_are_refused(url: str) -> None:
    """An issuer's, and that of its keys."""
    assert faults(**ISSUER | {"oidc_issuer": url}) == [("oidc_issuer", "url")]
    assert faults(**ISSUER, oidc_jwks_url=url) == [("oidc_jwks_url", "url")]


def test_a_query_may_lead_to_keys_but_names_no_issuer() -> None:
    url = "https://issuer.example/keys?p=sign_in"
    assert Settings(**ISSUER, oidc_jwks_url=url).oidc_jwks_url == url  # type: ignore[arg-type]
    assert faults(**ISSUER | {"oidc_issuer": url}) == [("oidc_issuer", "issuer")]


def test_an_issuer_needs_an_audience() -> None:
    """Without one, tokens that its other services get would be good here."""
    assert faults(oidc_issuer="https://issuer.example") == [("oidc_audience", "missing")]
    assert faults(oidc_issuer="https://issuer.example", oidc_audience="") == [("oidc_audience", "missing")]


def test_empty_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a file of settings where each has its line."""
    for name in ("ISSUER", "AUDIENCE", "JWKS_URL", "SCOPE_PREFIX"):
        monkeypatch.setenv(f"AFTERWORD_OIDC_{name}", "")
    assert Settings() == Settings(oidc_issuer=None)


@pytest.mark.parametrize("prefix", ["a b", 'a"', "a\\", "\u00e4:", "a\n"])
def test_a_prefix_is_of_letters_that_scopes_have(prefix: str) -> None:
    assert faults(**ISSUER, oidc_scope_prefix=prefix) == [("oidc_scope_prefix", "string_pattern_mismatch")]


@pytest.mark.parametrize("leeway", [-1, 301])
def test_a_leeway_is_short(leeway: int) -> None:
    assert faults(oidc_leeway=leeway)[0][0] == "oidc_leeway"


def test_no_error_repeats_what_was_set() -> None:
    """A URL of a database holds a password."""
    with pytest.raises(ValidationError) as error:
        Settings(database_url="postgresql://sam:hunter2@db/x", oidc_issuer="https://sam:hunter2@issuer.example")
    assert "hunter2" not in str(error.value)


def test_a_command_tells_a_mistake_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AFTERWORD_OIDC_ISSUER", "https://issuer.example")
    with pytest.raises(typer.Exit), explained():
        Settings()
    assert capsys.readouterr().err.startswith("AFTERWORD_OIDC_AUDIENCE: Must be set where AFTERWORD_OIDC_ISSUER is")


@pytest.mark.parametrize("proxies", ["*", "proxy.example", "10.0.0.0/33", "10.0.0.1/8", "10.0.0.1 10.0.0.2"])
def test_proxies_are_addresses_or_networks(proxies: str) -> None:
    """A name could come to mean anybody; and a network with bits to spare is a slip."""
    assert faults(trusted_proxies=proxies) == [("trusted_proxies", "network")]


@pytest.mark.parametrize(
    "url", ["collector:4318", "grpc://collector:4317", "http://sam:secret@collector:4318", "http://"]
)
def test_a_collector_takes_http(url: str) -> None:
    assert faults(otlp_endpoint=url) == [("otlp_endpoint", "otlp_endpoint")]


def test_what_is_not_installed_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the command that installs it, whether a package lacks a part or is not there at all."""
    for lacking in ("opentelemetry.sdk", "no.such.package"):
        monkeypatch.setattr("api.settings.find_spec", lambda name, lacking=lacking: _find(name, lacking))
        assert faults(otlp_endpoint="http://collector:4318") == [("otlp_endpoint", "traces_missing")]


def _find(name: str, lacking: str) -> object:
    """Find every package but one, as `find_spec` does where that one's parent is missing too."""
    if lacking == "no.such.package":
        raise ModuleNotFoundError(name)
    return None if name == lacking else object()
