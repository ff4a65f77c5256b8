"""Errors say what happened, pickle, and hold no secret."""

import pickle

import pytest

from ferrule import errors
from ferrule.call import Attempt, Operation, Response

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
        (errors.UnexpectedStatus, 700),
    ],
)
def test_each_status_has_its_class_and_unknown_ones_that_of_their_hundred(expected, status):
    """RFC 9110 §15: an unknown status is treated as the x00 of its class."""
    assert errors.error_for_status(status) is expected


def test_the_message_tells_operation_attempts_reason_and_what_to_do():
    """One line holds everything a person on call needs first."""
    error = errors.AttemptTimeout("no response within 10 s")
    error.operation = OPERATION
    error.attempts = (
        Attempt(1, 0.0, 0.2, status=503, wait=0.1),
        Attempt(2, 0.3, 10.0, error="AttemptTimeout", reason="3 attempts made"),
    )
    assert str(error) == (
        "acme users.get (GET /users/{id}): no response within 10 s; after 2 attempts (503, AttemptTimeout); "
        "not retried: 3 attempts made"
    )


def made(cls):
    """An instance of any error class, with everything filled in."""
    response = Response(404, [(b"X-Id", b"7"), (b"Set-Cookie", b"sid=secret")], b"{}")
    if issubclass(cls, errors.ApiError):
        error = cls("answered", response=response, body={"a": 1}, problem={"title": "t"}, request_id="7", retry_after=2)
    elif cls is errors.InvalidResponse:
        error = cls("broken", response=response)
    else:
        error = cls("broken")
    if isinstance(error, errors.CallError):
        error.operation, error.attempts = OPERATION, (Attempt(1, 0.0, status=404),)
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
        assert (copy.status, copy.body, copy.problem, copy.request_id) == (404, {"a": 1}, {"title": "t"}, "7")
        assert copy.headers == error.headers


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
