"""What a journal says, and what follows from it for an input. Decisions only; the file is `ferrule.batches.journal`'s.

A journal is lines of JSON: a head, then what happened to inputs, in the order in which it happened.
"""

from __future__ import annotations

import uuid
from typing import Literal

import msgspec

from ferrule.call import Attempt, Response
from ferrule.errors import ConfigError
from ferrule.errors.base import without_secrets

State = Literal["sent", "unsent", "doubtful", "answered"]

VERSION = 1
_BEGINNING = b'{"ferrule_journal":'
_ENDING = b'{"ended":'
# Seconds that a server is trusted to remember an idempotency key: Stripe may forget it after 24 hours, and no API that
# tells is quicker.
_KEYS_HOLD = 24 * 3600.0


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """Whose journal it is.

    Attributes:
        ferrule_journal: version of the format.
        id: a UUID.
        client: API, server and identity.
        operation: its name, method and path.
    """

    ferrule_journal: int = VERSION
    id: str
    client: str
    operation: str


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What happened to an input.

    Attributes:
        key: of the input.
        request: fingerprint of its request.
        state: `sent` before a request that may not be sent twice; `unsent` where it surely did not arrive; `doubtful`
            where it failed otherwise; `answered`.
        at: seconds since the epoch when a request that carries an idempotency key was first sent; 0 where it has none.
        status, headers, text, content: the answer; `content` is the body where that is no text.
        attempts: what was tried.
        failure: what went wrong, in words.
    """

    key: str
    request: str
    state: State
    at: float = 0.0
    status: int = 0
    headers: list[tuple[str, str]] = []
    text: str = ""
    content: bytes = b""
    attempts: list[Attempt] = []
    failure: str = ""

    def response(self) -> Response:
        """The answer as it came."""
        headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in self.headers]
        return Response(self.status, headers, self.content or self.text.encode())


class End(msgspec.Struct, frozen=True, kw_only=True):
    """Why a run ended before its last input. It is for people: the next run does what is left.

    Attributes:
        ended: in words.
        given: how many items it gave.
        left: how many inputs it knew of, and did not do.
    """

    ended: str
    given: int
    left: int


def answered(key: str, request: str, response: Response, attempts: list[Attempt]) -> Record:
    """The record of an answer. It holds no cookies."""
    headers = [
        (name.decode("latin-1"), value.decode("latin-1")) for name, value in without_secrets(response.raw_headers)
    ]
    try:
        text, content = response.content.decode(), b""
    except UnicodeDecodeError:
        text, content = "", response.content
    return Record(
        key=key, request=request, state="answered", status=response.status_code, headers=headers, text=text,
        content=content, attempts=attempts,
    )  # fmt: skip


def line(record: Head | Record | End) -> bytes:
    """A line of a journal."""
    return msgspec.json.encode(record) + b"\n"


def read_line(data: bytes) -> Record | End:
    """What a line after the head says.

    Raises:
        ValueError: nothing that can be read.
    """
    if data.startswith(_ENDING):
        return msgspec.json.decode(data, type=End)
    return msgspec.json.decode(data, type=Record)


def read_head(data: bytes) -> Head | None:
    """The head of a journal from its first line; None where it was being written when its process was killed.

    Raises:
        ValueError: it is no head.
    """
    if not data.endswith(b"\n") and (_BEGINNING.startswith(data) or data.startswith(_BEGINNING)):
        return None
    head = msgspec.json.decode(data, type=Head)
    if head.ferrule_journal != VERSION:
        raise ValueError(f"of version {head.ferrule_journal} of the format, and this reads version {VERSION}")
    return head


def check_head(found: Head, client: str, operation: str) -> None:
    """Refuse the journal of another client or operation.

    Raises:
        ConfigError: it is another's.
    """
    if (found.client, found.operation) != (client, operation):
        raise ConfigError(
            f"it is the journal of {found.operation} with {found.client}, and this is {operation} with {client}: "
            "give each its own"
        )


def idempotency_key(journal: str, key: str) -> str:
    """The idempotency key of an input: a version 5 UUID (RFC 9562 §5.5), the same in each run of a journal."""
    return str(uuid.uuid5(uuid.UUID(journal), key))


def decision(
    found: Record | None, *, repeatable: bool, keyed: bool, wall: float, resend: bool
) -> Literal["run", "given", "unknown"]:
    """What is to be done with an input: run it, give what the journal has, or report that nobody knows.

    Args:
        found: the latest record of the input; None where there is none.
        repeatable: sending its request twice does no more than sending it once.
        keyed: its request carries an idempotency key.
        wall: seconds since the epoch now.
        resend: run it although its request may have arrived.
    """
    if found is None or found.state == "unsent":
        return "run"
    if found.state == "answered":
        return "given"
    protected = keyed and found.at and wall - found.at < _KEYS_HOLD
    return "run" if repeatable or protected or resend else "unknown"
