"""What becomes of a call that the store cannot answer: its states, and the pure decisions between them.

    Forward ── a response ──> ServeStale         an error, and a stored response may stand in for it (RFC 5861 §4)
       ^              ├─────> ServeValidated     304: the stored response still holds (RFC 9111 §4.3.4)
       │              ├─────> RelayNotModified   304 to the caller's own condition
       └──────────────┼────── ForwardAgain       304 about another response than the stored one
                      └─────> Relay              any other response
    Forward ── an error ────> ServeStale, or the error is raised

`Forwarder` sends the call, and does what the state it comes to asks for.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import TypeAlias

import attrs

from ferrule.cache import rules as rfc
from ferrule.cache.entry import Entry
from ferrule.cache.response_fields import ResponseFields
from ferrule.cache.rules import Decision, Request, Rules
from ferrule.cache.storing import hindrance, make_entry
from ferrule.call import Response
from ferrule.call.secrets import Secrets
from ferrule.call.validation import Reader

# These are made for each call that is forwarded, so they are not frozen, which would triple the cost of making one.


@attrs.define
class Forward:
    """The call goes to the API.

    Attributes:
        method: its method.
        request: what of it matters for caching.
        entry: the stored response that it selects, if any.
        decision: why it is forwarded, and whether it asks if `entry` still holds.
        stand_in: the stored response that is served instead of an error, if there is one that may be.
        at_deadline: the stored response that is served just before the deadline, if there is one that may be then.
    """

    method: str
    request: Request
    entry: Entry | None
    decision: Decision
    stand_in: Entry | None = None
    at_deadline: Entry | None = None

    def added_fields(self) -> dict[str, str]:
        """Header fields to send besides the caller's own."""
        if self.decision.conditional and self.entry is not None:
            return rfc.conditions(self.entry)
        if self.request.mode == "reload" and "cache-control" not in self.request.headers:
            return {"cache-control": "no-cache"}
        return {}


@attrs.define
class Update:
    """What a response changes in the store.

    Attributes:
        entry: what is stored, None for nothing.
        replaced: the stored response that leaves the store, None for none.
    """

    entry: Entry | None
    replaced: Entry | None


@attrs.define
class ServeStale:
    """A stored response is served instead of an error.

    Attributes:
        entry: the stored response.
        status: status of the error, None when there was no response.
        why: the error, in a word or two.
        update: nothing, as an error says nothing about what is stored.
    """

    entry: Entry
    status: int | None
    why: str
    update: None = None


@attrs.define
class ServeValidated:
    """The stored response still holds, and is served.

    Attributes:
        entry: the stored response, with its fields updated where it may be stored again.
        update: what that changes in the store.
    """

    entry: Entry
    update: Update


@attrs.define
class RelayNotModified:
    """The stored response still holds, and the 304 is passed on to the caller, whose own condition it answers.

    Attributes:
        response: the 304.
        update: what it changes in the store.
    """

    response: Response
    update: Update


@attrs.define
class Relay:
    """The response is passed on.

    Attributes:
        response: the response.
        update: what it changes in the store, None for nothing.
        not_stored: why it is not stored; empty when it is, and when it could not be in any case.
    """

    response: Response
    update: Update | None
    not_stored: str = ""


@attrs.define
class ForwardAgain:
    """What is stored is of no use, as the 304 is about something else: it is dropped, and the call sent again.

    Attributes:
        forward: the state to go on with.
    """

    forward: Forward


Outcome: TypeAlias = ServeStale | ServeValidated | RelayNotModified | Relay


def plan(method: str, request: Request, entry: Entry | None, decision: Decision, wall: float, last: float) -> Forward:
    """The first state of a call that is to be forwarded.

    Args:
        method: the call's.
        request: what of it matters for caching.
        entry: the stored response that it selects, if any.
        decision: why it is forwarded.
        wall: wall seconds now.
        last: wall seconds of the moment just before the call's deadline.
    """
    if method == "HEAD":  # its answer is compared with what is stored instead
        return Forward(method, request, entry, attrs.evolve(decision, conditional=False))
    if entry is None or request.mode == "reload" or not rfc.serves_on_error(entry, request, wall):
        return Forward(method, request, entry, decision)
    at_deadline = entry if rfc.serves_on_error(entry, request, last) else None
    return Forward(method, request, entry, decision, entry, at_deadline)


def after_error(state: Forward, why: str, wall: float) -> ServeStale | None:
    """What follows an error without a response; None when it is raised."""
    if state.stand_in is None or not rfc.serves_on_error(state.stand_in, state.request, wall):
        return None
    return ServeStale(state.stand_in, None, why)


def after_response(
    state: Forward,
    response: Response,
    rules: Rules,
    request_time: float,
    response_time: float,
    redirected: bool,
    reader: Reader | None = None,
    altered: AbstractSet[str] = frozenset(),
) -> Outcome | ForwardAgain:
    """What follows a response.

    Args:
        state: the state in which it came.
        response: the response.
        rules: the settings.
        request_time: wall seconds when the call was sent.
        response_time: wall seconds when the response was there.
        redirected: True when redirects led to it.
        reader: raises for a success that must not be stored; None where none is checked.
        altered: what hooks have changed of the request that may tell who asks.
    """
    entry, status = state.entry, response.status_code
    if state.stand_in is not None and status in rfc.ERRORS:
        return ServeStale(state.stand_in, status, str(status))
    if status == 304 and entry is not None and rfc.still_holds(entry, response):
        fields = ResponseFields(response)
        freshened = make_entry(
            state.request, response, fields, rules,
            request_time=request_time, response_time=response_time, stored=entry,
        )  # fmt: skip
        update = Update(freshened, entry)
        asked_whether = state.decision.conditional
        return ServeValidated(freshened or entry, update) if asked_whether else RelayNotModified(response, update)
    if status == 304 and state.decision.conditional:
        return ForwardAgain(Forward(state.method, state.request, None, attrs.evolve(state.decision, conditional=False)))
    if state.method == "HEAD":
        outdated = entry is not None and response.is_success and not rfc.agrees(entry, response)
        return Relay(response, Update(None, entry) if outdated else None)
    return relay(state.request, entry, response, rules, request_time, response_time, redirected, reader, altered)


def relay(
    request: Request,
    entry: Entry | None,
    response: Response,
    rules: Rules,
    request_time: float,
    response_time: float,
    redirected: bool,
    reader: Reader | None = None,
    altered: AbstractSet[str] = frozenset(),
) -> Relay:
    """A whole response: stored where it may be, in the place of what it shows to be out of date.

    Args:
        request: what it answers.
        entry: the stored response that the request selects, if any.
        response: the response.
        rules: the settings.
        request_time: wall seconds when the request was sent.
        response_time: wall seconds when the response was there.
        redirected: True when redirects led to it.
        reader: raises for a success that must not be stored; None where none is checked.
        altered: what hooks have changed of the request that may tell who asks.
    """
    status, fields = response.status_code, ResponseFields(response)
    why = hindrance(request, status, fields, rules)
    if not why and redirected:
        why = "it was reached through redirects"
    if not why and altered and "public" not in fields.directives:
        why = f"hooks changed {', '.join(sorted(altered))} of its request, which may tell who asks"
    if not why and len(response.content) > rules.largest_body:
        why = f"its body is longer than largest_body ({rules.largest_body} bytes)"
    if not why and status >= 400 and _repeats_secret(response):
        why = "it is an error that repeats a credential"  # nobody could tell any more, once it is stored
    if not why:
        made = make_entry(request, response, fields, rules, request_time=request_time, response_time=response_time)
        if made is None:
            why = "it is not fresh and has no validator"
        elif reader is not None and response.is_success and not _is_accepted(response, reader):
            why = "it is not what it should be"
        else:
            beside = entry is not None and made.status == 206 != entry.status  # a part says nothing about the whole
            return Relay(response, Update(made, None if beside else entry))
    outdated = entry is not None and status not in (206, 304) and status < 500
    return Relay(response, Update(None, entry) if outdated else None, why)


def _is_accepted(response: Response, reader: Reader) -> bool:
    try:
        reader(response, None)
    except Exception:  # whoever reads it above gets the same
        return False
    return True


def _repeats_secret(response: Response) -> bool:
    told = b"\n".join([response.content, *(value for _, value in response.raw_headers)])
    secrets = Secrets.of_answer(response)
    return secrets is not None and secrets.within(told)
