"""Connections that another's server breaks: generated clients raise typed errors, and recover."""

from __future__ import annotations

import time
from typing import Any

import pytest

from conformance.wiremock.conftest import WireMock
from ferrule import (
    AttemptTimeout,
    Bearer,
    Breaker,
    Budget,
    CircuitOpen,
    DeadlineExceeded,
    Fallback,
    Hedge,
    Policies,
    ReadFailed,
    Response,
    Retry,
    ServiceUnavailable,
    WireError,
)
from ferrule_apis.github import AsyncGitHub, GitHub
from ferrule_apis.github.models import IssueCreate
from users import Users

GOOD = {"jsonBody": {"login": "octocat", "id": 1}, "headers": {"Content-Type": "application/json"}}
SLOW = {**GOOD, "chunkedDribbleDelay": {"numberOfChunks": 20, "totalDuration": 20_000}}
FAULTS = {
    "reset": {"fault": "CONNECTION_RESET_BY_PEER"},
    "empty response": {"fault": "EMPTY_RESPONSE"},
    "malformed chunk": {"fault": "MALFORMED_RESPONSE_CHUNK"},
    "garbage then close": {"fault": "RANDOM_DATA_THEN_CLOSE"},
    "dribbled": SLOW,
}
faults = pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)


def github(users: Users, wiremock: WireMock, **settings: Any) -> Any:
    """A client for WireMock as if it were GitHub."""
    defaults: dict[str, Any] = {"attempt_timeout": 0.5, "cache": None, "retry": Retry(transient_scale=0.0)}
    policies = Policies(**defaults | settings)
    return users.client(GitHub, AsyncGitHub, Bearer("t"), base_url=wiremock.url, policies=policies)


@faults
def test_one_fault_is_got_past(users: Users, wiremock: WireMock, fault: Any) -> None:
    """The first answer is spoilt, the second is good: the caller sees the model, the trace sees both."""
    wiremock.answer(fault, GOOD)
    raw = users.wait(github(users, wiremock).users.get_by_username.raw("octocat"))
    assert raw.parse().login == "octocat"
    assert [attempt.status_code for attempt in raw.attempts] == [None, 200]
    assert wiremock.requests == 2


@faults
def test_a_lasting_fault_is_a_typed_error_after_all_attempts(users: Users, wiremock: WireMock, fault: Any) -> None:
    """Whatever breaks, it is a wire error that names operation and attempts; the server may have acted."""
    wiremock.answer(fault)
    with pytest.raises(WireError) as raised:
        users.wait(github(users, wiremock).users.get_by_username("octocat"))
    error = raised.value
    assert (len(error.attempts), error.may_have_acted, wiremock.requests) == (3, True, 3)
    assert error.operation is not None
    assert error.operation.name == "users.get_by_username"


@faults
def test_a_post_is_not_repeated(users: Users, wiremock: WireMock, fault: Any) -> None:
    """The server may have made the issue: it is asked once."""
    wiremock.answer(fault, GOOD)
    client = github(users, wiremock)
    with pytest.raises(WireError) as raised:
        users.wait(client.issues.create("octocat", "hello-world", body=IssueCreate(title="x")))
    assert (wiremock.requests, raised.value.may_have_acted) == (1, True)


@faults
def test_the_circuit_opens_and_closes_again(users: Users, wiremock: WireMock, fault: Any) -> None:
    """An API that breaks every connection is left alone, and used again once it is well."""
    wiremock.answer(fault)
    breaker = Breaker(minimum_calls=2, open_for=0.2, jitter=0.0, probes=1)
    client = github(users, wiremock, retry=None, breaker=breaker, attempt_timeout=0.2)
    for _ in range(2):
        with pytest.raises(WireError):
            users.wait(client.users.get_by_username("octocat"))
    with pytest.raises(CircuitOpen) as refused:
        users.wait(client.users.get_by_username("octocat"))
    assert wiremock.requests == 2
    wiremock.answer(GOOD)
    time.sleep(refused.value.retry_after or 0)  # a real server's time cannot be turned
    assert users.wait(client.users.get_by_username("octocat")).login == "octocat"


@faults
def test_the_pool_survives(users: Users, wiremock: WireMock, fault: Any) -> None:
    """Broken connections are closed, not reused, and take no place in the pool."""
    client = github(users, wiremock, breaker=None, retry=None, attempt_timeout=0.1)
    wiremock.answer(fault)
    for _ in range(12):
        with pytest.raises(WireError):
            users.wait(client.users.get_by_username("octocat"))
    wiremock.answer(GOOD)
    for _ in range(12):
        assert users.wait(client.users.get_by_username("octocat")).login == "octocat"


def test_a_dribbled_body_ends_at_the_attempt_timeout_and_at_the_deadline(users: Users, wiremock: WireMock) -> None:
    """A byte now and then does not keep a call alive."""
    wiremock.answer(SLOW)
    client = github(users, wiremock, retry=None, attempt_timeout=0.3)
    for options, kind in (({}, AttemptTimeout), ({"deadline": 0.2, "attempt_timeout": 0.2}, DeadlineExceeded)):
        began = time.monotonic()
        with pytest.raises(kind):
            users.wait(client.with_options(**options).users.get_by_username("octocat"))
        assert time.monotonic() - began < 2


def test_retry_after_is_obeyed(users: Users, wiremock: WireMock) -> None:
    """The server's own wait, to the millisecond where it says so."""
    wiremock.answer({"status": 503, "headers": {"Retry-After-Ms": "120"}}, GOOD)
    raw = users.wait(github(users, wiremock).users.get_by_username.raw("octocat"))
    assert [attempt.wait for attempt in raw.attempts] == [0.12, None]
    assert raw.attempts[1].started >= 0.12


def test_a_long_retry_after_is_not_waited_for(users: Users, wiremock: WireMock) -> None:
    """The error comes at once, with the time."""
    wiremock.answer({"status": 503, "headers": {"Retry-After": "600"}}, GOOD)
    with pytest.raises(ServiceUnavailable) as raised:
        users.wait(github(users, wiremock).users.get_by_username("octocat"))
    assert (raised.value.retry_after, wiremock.requests) == (600, 1)


def test_the_budget_holds_in_an_outage(users: Users, wiremock: WireMock) -> None:
    """Thirty calls to a server that resets every connection are thirty-six requests."""
    wiremock.answer(FAULTS["reset"])
    client = github(users, wiremock, breaker=None)
    for _ in range(30):
        with pytest.raises(ReadFailed):
            users.wait(client.users.get_by_username("octocat"))
    assert wiremock.requests <= 36


def test_a_hedge_answers_while_the_first_dribbles(users: Users, wiremock: WireMock) -> None:
    """The slow response is given up in the middle of its body."""
    wiremock.answer(SLOW, GOOD)
    client = github(users, wiremock, attempt_timeout=10.0, hedge=Hedge(after=0.1, budget=Budget()))
    began = time.monotonic()
    raw = users.wait(client.users.get_by_username.raw("octocat"))
    assert (raw.status_code, raw.trace.sends) == (200, 2)
    assert time.monotonic() - began < 2


@faults
def test_a_fallback_answers_for_it(users: Users, wiremock: WireMock, fault: Any) -> None:
    """The caller gets a typed model, whatever became of the connection."""
    wiremock.answer(fault)
    answer = Response(200, [(b"content-type", b"application/json")], b'{"login": "stand-in", "id": 0}')
    client = github(users, wiremock, retry=None, fallback=Fallback(answer=answer))
    assert users.wait(client.users.get_by_username("octocat")).login == "stand-in"
