"""Errors say what happened, pickle, and hold no secret."""

import pickle
from pathlib import Path

import pytest

from ferrule import errors
from ferrule.call import Attempt, Operation, Response, Trace

OPERATION = Operation("acme", "users/get", "users.get", "GET", "/users/{id}")


def leaves(cls):
    """All error classes below one."""
    return [cls, *(leaf for child in cls.__subclasses__() for leaf in leaves(child))]


@pytest.mark.parametrize(
    ("expected", "status"),
    [
        (errors.NotFound, 404),
        (errors.TooManyRequests, 429),
        (errors.ClientError, 418),
        (errors.ClientError, 499),
        (errors.ServiceUnavailable, 503),
        (errors.ServerError, 520),
        (errors.UnexpectedStatus, 304),
        (errors.ServerError, 700),
    ],
)
def test_each_status_has_its_class_and_unknown_ones_that_of_their_hundred(expected, status):
    """RFC 9110 §15: an unknown status is treated as the x00 of its class, and what is no status as a 5xx."""
    assert errors.error_for_status(status) is expected


def test_the_message_tells_operation_attempts_reason_and_what_to_do():
    """One line holds everything a person on call needs first."""
    error = errors.AttemptTimeout("no response within 10 s")
    error.operation, error.trace = OPERATION, Trace(duration=10.3, sends=2)
    error.attempts = (
        Attempt(1, 0.0, 0.2, status_code=503, wait=0.1),
        Attempt(2, 0.3, 10.0, error="AttemptTimeout", reason="3 attempts made"),
    )
    assert str(error) == (
        "acme users.get (GET /users/{id}): no response within 10 s; after 2 attempts in 10.300 s (503, AttemptTimeout); "
        "not retried: 3 attempts made; raise attempt_timeout if the API may take that long"
    )


def told(error, method="GET", **trace):
    """An error as text, after the call that a trace tells of."""
    error.operation, error.trace = Operation("acme", "users/get", "users.get", method, "/users/{id}"), Trace(**trace)
    error.attempts = tuple(error.trace.attempts)
    return str(error).partition(": ")[2]


def test_the_repr_tells_as_much_as_the_text():
    """In a list of results, or in an `Err`, it is all there is to see."""
    error = errors.ReadFailed("it broke")
    error.operation = OPERATION
    assert repr(error) == "ReadFailed('acme users.get (GET /users/{id}): it broke')"


def test_a_failed_first_attempt_says_how_long_it_took():
    """Ten seconds or ten milliseconds point to different causes."""
    text = told(errors.ReadFailed("it broke"), attempts=[Attempt(1, 0.0)], sends=1, duration=9.9)
    assert text == "it broke; after 1 attempt in 9.900 s"


def test_what_was_refused_before_anything_was_sent_says_so():
    """Whoever reads it need not look for effects."""
    refused = errors.RateLimited("used up", retry_after=60)
    assert (
        told(refused, attempts=[Attempt(1, 0.0)], duration=0.1)
        == "used up; nothing was sent to the API; may succeed in 60 s"
    )


def test_what_the_cache_knew_nothing_about_is_no_matter_of_the_cache():
    """That nothing was stored is no news to whoever lacks a credential."""
    missing = errors.CredentialMissing("needs a token")
    assert told(missing, notes=["cache: forwarded: nothing is stored"]) == "needs a token; nothing was sent to the API"


def test_an_error_that_came_from_the_cache_says_so():
    """Nothing is gained by calling again before the stored response ends."""
    text = told(errors.InvalidResponse("no JSON"), notes=["cache: hit, fresh for 9 s"])
    assert text == "no JSON; cache: hit, fresh for 9 s"


@pytest.mark.parametrize(("method", "says_so"), [("GET", False), ("PUT", False), ("POST", True), ("PATCH", True)])
def test_only_what_is_not_safe_to_repeat_is_warned_of(method, says_so):
    """RFC 9110 §9.2.2: an idempotent request may be sent again whatever became of it."""
    for error in (errors.ReadFailed("broke"), errors.ServerError("answered", response=Response(500, []))):
        assert ("the server may have acted" in told(error, method, sends=1)) is says_so
    assert "refused; nothing was sent to the API; check" in told(errors.ConnectFailed("refused"), method, sends=1)
    assert "may have acted" not in told(errors.Conflict("answered", response=Response(409, [])), method, sends=1)


def test_what_an_earlier_attempt_may_have_done_is_not_forgotten():
    """The last attempt never reached the server, and the first one did."""
    error = errors.ConnectFailed("refused")
    error.may_have_acted = True
    attempts = [Attempt(1, 0.0, error="ReadFailed"), Attempt(2, 0.1, error="ConnectFailed")]
    text = told(error, "POST", attempts=attempts, sends=2)
    assert "nothing was sent" not in text
    assert text.endswith(
        "check the host name, the network and any proxy; the server may have acted: find out before sending it again"
    )


def test_the_overlay_is_named_only_where_it_helps():
    """A description can be corrected to fit a body; nothing makes HTTP of what is none."""
    unreadable = errors.InvalidResponse("no JSON", response=Response(200, []))
    assert "correct its description in the overlay" in told(unreadable, sends=1)
    assert told(errors.InvalidResponse("not HTTP"), sends=1) == "not HTTP"


def test_a_refusal_that_stays_promises_nothing():
    """When the authorization server is asked again says nothing about what it will answer."""
    error = errors.TokenRefused("answered invalid_grant")
    error.retry_after = 3.0
    assert "; it is asked again in 3 s at the earliest; sign in again" in told(error)


def test_the_api_s_name_for_the_request_is_told():
    """It is the first thing that the API's support asks for."""
    error = errors.ServerError("answered 500", response=Response(500, []), request_id="REQ-7")
    assert told(error, sends=1) == "answered 500; request id REQ-7"


@pytest.mark.parametrize("cls", leaves(errors.FerruleError))
def test_errors_are_named_as_they_are_imported(cls):
    """In which file a class is written is nobody's business but ours."""
    assert cls.__module__ == "ferrule.errors"
    assert getattr(errors, cls.__name__) is cls


def made(cls):
    """An instance of any error class, with everything filled in."""
    response = Response(404, [(b"X-Id", b"7"), (b"Set-Cookie", b"sid=secret")], b"{}")
    if issubclass(cls, errors.ApiError):
        error = cls("answered", response=response, body={"a": 1}, problem={"title": "t"}, request_id="7", retry_after=2)
    elif issubclass(cls, errors.StreamBroken):
        error = cls("broke", received=3)
    elif cls is errors.InvalidResponse:
        error = cls("broken", response=response)
    elif cls is errors.DigestMismatch:
        error = cls("differs", "md5")
    elif cls is errors.FileRefused:
        error = cls("is there already", Path("a.zip"))
    elif cls is errors.WebhookInProgress:
        error = cls()
    else:
        error = cls("broken")
    if isinstance(error, errors.CallError):
        error.operation, error.attempts = OPERATION, (Attempt(1, 0.0, status_code=404),)
    return error


@pytest.mark.parametrize("cls", leaves(errors.FerruleError))
def test_every_error_survives_pickling_with_all_it_knows(cls):
    """Errors cross process boundaries in workers and queues."""
    error = made(cls)
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is cls
    assert copy.args == error.args
    if isinstance(error, errors.CallError):
        assert str(copy) == str(error)
        assert copy.attempts == error.attempts
        assert (copy.may_have_acted, copy.retry_after) == (error.may_have_acted, error.retry_after)
    if isinstance(error, errors.ApiError):
        assert (copy.status_code, copy.body, copy.problem, copy.request_id) == (404, {"a": 1}, {"title": "t"}, "7")
        assert copy.headers == error.headers
    for name in ("path", "algorithm", "done", "kept"):
        assert getattr(copy, name, None) == getattr(error, name, None)


@pytest.mark.parametrize("cls", leaves(errors.FerruleError))
def test_no_error_holds_a_cookie(cls):
    """A session cookie in an error would travel into logs and trackers."""
    error = made(cls)
    assert "secret" not in repr(error) + str(error)
    assert b"secret" not in pickle.dumps(error)


def test_only_what_surely_never_left_says_that_the_server_did_not_act():
    """Connect errors and refusals are safe to repeat; anything after that may not be."""
    safe = {cls for cls in leaves(errors.CallError) if not cls.may_have_acted}
    assert {errors.ConnectFailed, errors.TLSFailed, errors.CircuitOpen, errors.QueueFull} <= safe
    assert not {errors.ReadFailed, errors.WriteFailed, errors.AttemptTimeout, errors.ApiError} & safe
