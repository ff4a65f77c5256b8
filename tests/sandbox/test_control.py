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
