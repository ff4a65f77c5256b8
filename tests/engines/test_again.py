"""Which requests are sent again at once when a kept connection turns out to be dead."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from ferrule.call import Call, Facts, Options, Response
from ferrule.engines.again import Unanswered, again
from ferrule.errors import ReadFailed
from ferrule.runtime.blocking import drive
from worlds import OPERATION, a_call

WHEN = {"idempotent": {"when": ["ifGenerationMatch"]}}


@pytest.mark.parametrize(
    ("method", "fact", "more", "sent_again"),
    [
        ("GET", {}, {}, True),
        ("POST", {}, {}, False),
        ("POST", {"idempotent": True}, {}, True),
        ("DELETE", {"idempotent": False}, {}, False),
        ("DELETE", WHEN, {}, False),
        ("DELETE", WHEN, {"body": {"params": {"ifGenerationMatch": "7"}}}, True),
        ("POST", {}, {"options": Options(idempotent=True)}, True),
        ("GET", {}, {"options": Options(idempotent=False)}, False),
    ],
)
def test_what_overlay_and_caller_say_goes_before_the_method(
    method: str, fact: dict[str, Any], more: dict[str, Any], sent_again: bool
) -> None:
    """As for the retry policy: the server may have read the request."""
    sent: list[Call] = []

    async def exchange(call: Call) -> Response | Exception:
        sent.append(call)
        return Response(200, [])

    failed = Unanswered(ReadFailed("x"))
    operation = attrs.evolve(OPERATION, facts=Facts.decode(fact))
    outcome = drive(again(exchange, a_call(method, operation=operation, **more), failed))
    assert (len(sent) == 1, isinstance(outcome, Response)) == (sent_again, sent_again)
