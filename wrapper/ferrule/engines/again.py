"""A second send, at once, where a kept connection turned out to be dead. It is no attempt of its own."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from ferrule.call import Call, Response
from ferrule.call.idempotent import declared
from ferrule.errors import ReadFailed, WireError, WriteFailed
from ferrule.http.methods import IDEMPOTENT


class Unanswered(Exception):
    """A kept connection broke before a byte of a response came: most likely the server had closed it long before.

    Attributes:
        error: what is raised where the request is not sent again.
    """

    def __init__(self, error: ReadFailed | WriteFailed) -> None:
        self.error = error


def failure_of(error: Exception, *, silent: bool) -> Exception:
    """The failure of an exchange. `silent` says that it used a kept connection, on which nothing came."""
    return Unanswered(error) if silent and isinstance(error, ReadFailed | WriteFailed) else error


async def again(
    exchange: Callable[[Call], Awaitable[Response | Exception]], call: Call, failed: Unanswered
) -> Response | Exception:
    """Send once more on another connection, if the request may be repeated (RFC 9112 §9.3.1) and is in memory."""
    said = declared(call)
    if said is False or (said is None and call.method not in IDEMPOTENT) or not call.resend.in_memory:
        return failed.error
    call.trace.may_have_acted = True  # the first time, in any case
    call.trace.notes.append("sent again at once, as the server had dropped the connection kept from before")
    outcome = await exchange(call)
    if isinstance(outcome, Unanswered):
        outcome = outcome.error
    if isinstance(outcome, WireError):
        outcome.may_have_acted = True
    return outcome
