"""The control endpoint and the log."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from ferrule.sandbox import Latency, Sandbox, Status


@pytest.fixture
def control(sandbox: Sandbox) -> str:
    """The URL of the control endpoint."""
    return f"{sandbox.origin}/_sandbox"


@pytest.fixture
def document() -> dict[str, Any]:
    """An API whose credentials go by names of its own."""
    ring = {"type": "apiKey", "in": "header", "name": "X-Ring"}
    word = {"type": "apiKey", "in": "query", "name": "pass"}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Pets", "version": "1"},
        "paths": {"/pets": {"get": {"responses": {"204": {"description": "None."}}}}},
        "components": {"securitySchemes": {"ring": ring, "word": word}},
    }


def test_faults_are_set_shown_and_cleared_over_http(sandbox: Sandbox, http: httpx.Client, control: str) -> None:
    """PUT replaces the rules, GET shows them, DELETE ends them."""
    rules = [{"api": "github", "faults": [{"kind": "status", "status": 503, "body": "html"}], "times": 2}]
    shown = http.put(f"{control}/faults", json=rules).json()
    assert shown == http.get(f"{control}/faults").json() == rules
    assert http.get(f"{sandbox.url('github')}/zen").status_code == 503
    assert http.delete(f"{control}/faults").status_code == 204
    assert http.get(f"{sandbox.url('github')}/zen").status_code == 200


def test_a_wrong_rule_changes_nothing(sandbox: Sandbox, http: httpx.Client, control: str) -> None:
    """It is refused with a reason, and the rules in force stay."""
    rule = sandbox.faults.add(Latency(0))
    reply = http.put(f"{control}/faults", json=[{"faults": [{"kind": "flood"}]}])
    assert reply.status_code == 400
    assert "one of latency, status" in reply.json()["detail"]
    assert sandbox.faults.rules() == (rule,)


def test_faults_never_hit_the_control_endpoint(sandbox: Sandbox, http: httpx.Client, control: str) -> None:
    """Else they could not be taken back."""
    sandbox.faults.add(Status(500))
    assert http.get(control).status_code == 200


def test_the_log_shows_every_send_without_secrets(sandbox: Sandbox, http: httpx.Client, control: str) -> None:
    """Method, path, status and faults are there; a credential is a fingerprint that only tells tokens apart."""
    sandbox.faults.add(Status(502), times=1)
    for token in ("secret-one", "secret-two", "secret-two"):
        http.get(f"{sandbox.url('github')}/user", headers={"Authorization": f"Bearer {token}"})
    http.get(f"{sandbox.url('weather')}/point", params={"key": "secret-three", "place_id": "london"})
    shown = http.get(f"{control}/log")
    entries = shown.json()
    assert [(entry["method"], entry["path"], entry["status"], entry["faults"]) for entry in entries] == [
        ("GET", "/user", 502, ["status"]),
        ("GET", "/user", 200, []),
        ("GET", "/user", 200, []),
        ("GET", "/point", 200, []),
    ]
    fingerprints = [entry["headers"]["authorization"] for entry in entries[:3]]
    assert fingerprints[0] != fingerprints[1] == fingerprints[2]
    assert "secret" not in shown.text
    assert "secret" not in repr(list(sandbox.log))


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("Authorization", "Bearer hidden", "Bearer [redacted "),
        ("Authorization", 'Digest username="hidden", response="hidden"', "Digest [redacted "),
        ("Authorization", "hidden", "[redacted "),
        ("Cookie", "session=hidden; theme=hidden", "[redacted "),
        ("X-API-Key", "hidden hidden", "[redacted "),
        ("Ocp-Apim-Subscription-Key", "hidden", "[redacted "),
        ("X-Vault-Token", "hidden", "[redacted "),
        ("X-Hub-Signature-256", "sha256=hidden", "[redacted "),
        ("X-Ring", "hidden", "[redacted "),
        ("Idempotency-Key", "order-1", "order-1"),
    ],
)
def test_the_log_redacts_headers_that_hold_credentials(
    http: httpx.Client, document: dict[str, Any], name: str, value: str, shown: str
) -> None:
    """The usual ones, those named like one, and those that the API's document names. Everything else stays."""
    with Sandbox("pets", documents={"pets": document}) as sandbox:
        http.get(f"{sandbox.url('pets')}/pets", headers={name: value})
        logged = sandbox.log[0].headers[name.lower()]
        assert logged.startswith(shown)
        assert "hidden" not in http.get(f"{sandbox.origin}/_sandbox/log").text


@pytest.mark.parametrize("name", ["access_token", "key", "sig", "pass", "PASS", "p%61ss", "%6Bey"])
def test_the_log_redacts_query_parameters_that_hold_credentials(
    http: httpx.Client, document: dict[str, Any], name: str
) -> None:
    """The usual ones and those of the API's document, however they are spelt; the others stay."""
    with Sandbox("pets", documents={"pets": document}) as sandbox:
        http.get(httpx.URL(f"{sandbox.url('pets')}/pets?page_token=2&{name}=hidden=hidden&name=Rex"))
        assert sandbox.log[0].query == f"page_token=2&{name}=[redacted]&name=Rex"


def test_the_log_can_be_selected_from(sandbox: Sandbox, http: httpx.Client) -> None:
    """By API, method and path pattern."""
    http.get(f"{sandbox.url('github')}/zen")
    http.get(f"{sandbox.url('github')}/users/octocat")
    http.get(f"{sandbox.url('stripe')}/v1/events", headers={"Authorization": "Bearer sk"})
    assert [entry.path for entry in sandbox.log.select(api="github", path="/users/*")] == ["/users/octocat"]
    assert len(sandbox.log.select(method="GET")) == len(sandbox.log) == 3


def test_state_can_be_reset_over_http(sandbox: Sandbox, http: httpx.Client, control: str) -> None:
    """State, faults, log and clock are as they were at the start."""
    key = {"Authorization": "Bearer sk"}
    http.post(f"{sandbox.url('stripe')}/v1/customers", headers=key)
    http.post(f"{control}/clock", json={"advance": 1000})
    assert http.delete(f"{control}/state").status_code == 204
    assert http.get(f"{sandbox.url('stripe')}/v1/customers", headers=key).json()["data"] == []
    assert len(sandbox.log) == 1


def test_the_clock_moves_over_http(sandbox: Sandbox, http: httpx.Client, control: str) -> None:
    """Forward only."""
    before = http.get(control).json()["now"]
    assert http.post(f"{control}/clock", json={"advance": 3600}).json()["now"] == pytest.approx(before + 3600, abs=5)
    assert http.post(f"{control}/clock", json={"advance": -1}).status_code == 400


@pytest.mark.parametrize(("method", "path", "status"), [("GET", "/nothing", 404), ("POST", "/log", 405)])
def test_the_control_endpoint_knows_its_bounds(
    http: httpx.Client, control: str, method: str, path: str, status: int
) -> None:
    """Wrong paths and methods are told what there is."""
    assert http.request(method, control + path).status_code == status


@pytest.mark.parametrize(
    "host", ["evil.test", "evil.test:80", "127.0.0.1.evil.test", "localhost.evil.test", "[::2]", "[x"]
)
def test_only_names_of_this_machine_are_answered(sandbox: Sandbox, http: httpx.Client, control: str, host: str) -> None:
    """A page whose name was made to lead here (DNS rebinding) learns nothing and changes nothing."""
    rule = sandbox.faults.add(Latency(0))
    for url in (control, f"{control}/log", f"{sandbox.url('github')}/zen", sandbox.origin):
        reply = http.get(url, headers={"Host": host})
        assert reply.status_code == 421
        assert "api" not in reply.text.lower()
    assert http.delete(f"{control}/faults", headers={"Host": host}).status_code == 421
    assert sandbox.faults.rules() == (rule,)


@pytest.mark.parametrize("host", ["localhost", "a.localhost:1", "127.0.0.1:1", "127.9.9.9", "[::1]:1", "sandbox"])
def test_all_names_of_this_machine_are_answered(http: httpx.Client, control: str, host: str) -> None:
    """With any port: one may be forwarded to another."""
    assert http.get(control, headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("origin", ["https://evil.test", "null", "http://127.0.0.1.evil.test"])
@pytest.mark.parametrize(
    ("method", "path"), [("PUT", "/faults"), ("DELETE", "/state"), ("POST", "/clock"), ("GET", "")]
)
def test_pages_of_other_sites_control_nothing(
    sandbox: Sandbox, http: httpx.Client, control: str, origin: str, method: str, path: str
) -> None:
    """A browser says whose page a request is from."""
    before = sandbox.clock.now()
    reply = http.request(method, control + path, headers={"Origin": origin}, json={"advance": 1e6})
    assert reply.status_code == 403
    assert sandbox.clock.now() < before + 1e5
    reply = http.request(method, control + path, headers={"Origin": "http://localhost:3000"}, json={"advance": 1})
    assert reply.status_code != 403


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", None])
def test_orders_are_json_by_their_content_type(http: httpx.Client, control: str, kind: str | None) -> None:
    """What a browser sends anywhere without asking first is not taken."""
    headers = {"Content-Type": kind} if kind else {}
    for method, path in (("POST", "/clock"), ("PUT", "/faults"), ("POST", "/device")):
        assert http.request(method, control + path, headers=headers, content=b'{"advance": 1}').status_code == 415
    assert http.post(f"{control}/clock", content=b'{"advance": 1}', headers={"Content-Type": "application/json; a=b"})


@pytest.mark.parametrize(
    ("method", "path", "content"),
    [
        ("POST", "/clock", b'{"advance": 1e308}'),
        ("POST", "/clock", b'{"advance": 1e400}'),
        ("POST", "/clock", b'{"advance": -1}'),
        ("POST", "/clock", b'{"advance": true}'),
        ("POST", "/clock", b'{"advance": 1' + b"0" * 400 + b"}"),
        ("POST", "/clock", b"[" * 100_000),
        ("POST", "/device", b'{"user_code": [], "approve": true}'),
        ("POST", "/device", b'{"user_code": "x", "approve": 1}'),
        ("PUT", "/faults", b'[{"faults": [{"kind": "latency", "seconds": 1e308}]}]'),
        ("PUT", "/faults", b'[{"faults": [{"kind": "trickle", "interval": 1e308}]}]'),
    ],
)
def test_values_have_bounds(
    sandbox: Sandbox, http: httpx.Client, control: str, method: str, path: str, content: bytes
) -> None:
    """What could not be undone, or would break later requests, is refused; the server goes on."""
    reply = http.request(method, control + path, content=content, headers={"Content-Type": "application/json"})
    assert reply.status_code == 400
    assert http.get(f"{sandbox.url('github')}/zen").status_code == 200


def test_a_clock_goes_a_hundred_years_at_most(sandbox: Sandbox, http: httpx.Client, control: str) -> None:
    """In steps, too."""
    for status in (200, 400):
        assert http.post(f"{control}/clock", json={"advance": 60 * 366 * 86_400}).status_code == status
    assert http.get(f"{sandbox.url('github')}/zen").status_code == 200
