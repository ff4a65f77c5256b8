"""The receiver of one API's deliveries: from what came over the wire to an event, or a reason to reject it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from secrets import token_hex
from typing import Any, Final, Generic, TypeAlias, TypeVar, cast

from ferrule.call.sealed import Sealed
from ferrule.errors import ConfigError, WebhookRejected
from ferrule.errors.faults import Faults
from ferrule.webhooks.claims import Claim, Replay
from ferrule.webhooks.contents import FORM, Contents, contents
from ferrule.webhooks.delivery import Delivery, UnknownEvent
from ferrule.webhooks.fields import Headers, Names, read_fields
from ferrule.webhooks.schemes.base import Outgoing, Request, Scheme, Signed, within
from ferrule.webhooks.stores.base import ReplayStore
from ferrule.webhooks.stores.memory import ReplayStoreMemory
from ferrule.webhooks.urls import check_url, resolved

E = TypeVar("E")

Reader: TypeAlias = Callable[[Any, list[Any] | None], Any]
"""Reads what a body holds as its event; raises a ValueError where that is of another type."""

_TOLERANCE: Final = 300.0
_MOST: Final = 25_000_000  # bytes; GitHub sends up to 25 MB, others less
_LEASE: Final = 60.0
_KEEP: Final = 7 * 86_400.0
_MISSING: Final = "missing"  # what a mismatch got where there was nothing


class Receiver(Sealed, Generic[E]):
    """Verifies deliveries, reads their events, and finds those that came before. It needs no client.

    Args:
        scheme: how the sender signs, such as `ferrule.webhooks.GitHub()`.
        secrets: any of them may have signed: during a rotation, the new one and the old one.
        api: the sender's name; deliveries of different senders are never duplicates of each other.
        readers: by an event's name, what reads it.
        url: the public URL of this endpoint, where the scheme signs it. It comes from configuration: a `Host` header is
            the attacker's to choose.
        tolerance: seconds that a signed time may differ from now, before or after (default 300).
        max_bytes: of a body (default 25 MB). Refuse more while you read; `unwrap` can only refuse it afterwards.
        store: where it is kept which deliveries were handled; default the memory of this process.
        lease: seconds for which a claim holds when its process is lost (default 60). Handlers should take less.
        keep: seconds for which a handled delivery is remembered (default a week).
        clock: seconds since the epoch.

    Raises:
        ConfigError: a setting cannot work; secrets are missing, empty, or nothing that the scheme knows.
    """

    def __init__(
        self,
        scheme: Scheme[Any],
        secrets: Sequence[str],
        *,
        api: str = "",
        readers: Mapping[str, Reader] | None = None,
        url: str = "",
        tolerance: float = _TOLERANCE,
        max_bytes: int = _MOST,
        store: ReplayStore | None = None,
        lease: float = _LEASE,
        keep: float = _KEEP,
        clock: Callable[[], float] = time.time,
    ) -> None:
        faults = Faults("receiver")
        if isinstance(scheme, type) or not callable(getattr(scheme, "verify", None)):
            raise ConfigError(f"receiver: scheme must be one such as ferrule.webhooks.GitHub(), not {scheme!r:.100}")
        self._keys = _keys(scheme, secrets, faults)
        faults.number("tolerance", tolerance)
        faults.whole("max_bytes", max_bytes, least=1)
        faults.number("lease", lease, above=True)
        faults.number("keep", keep, above=True)
        check_url(url, faults)
        if store is not None and not callable(getattr(store, "claim", None)):
            faults.add(f"store must be one such as ferrule.webhooks.ReplayStoreMemory(), not a {type(store).__name__}")
        faults.raise_if_any()
        self._scheme = scheme
        self._api = api
        self._readers = readers or {}
        self._url = url
        self._clock = clock
        self._fresh = within(tolerance, clock)
        self._event_name, self._id, self._dated = scheme.event, scheme.id, scheme.dated
        wanted = [*scheme.headers, scheme.event.header, scheme.id.header, "content-type"]
        self._wanted, self._wanted_of_empty = Names(wanted), Names([*wanted, "content-length"])
        self._replay = Replay(store=store or ReplayStoreMemory(), lease=lease, keep=keep, clock=clock)
        self.max_bytes = max_bytes

    def unwrap(self, headers: Headers, body: bytes, url: str | None = None, *, event: str = "") -> Delivery[E]:
        """The delivery, if its signature is right. It asks no store: whether it came before is told by `claim`.

        Args:
            headers: as the framework has them: a mapping, or pairs of name and value.
            body: the raw bytes as they came, before anything has parsed, decoded or unpacked them.
            url: where it was sent to, where the scheme signs that: `?query`, `/path?query` or the whole public URL.
                What is not in it comes from the receiver's own `url`. Default: that one.
            event: the event's name, where the sender does not say it and you know it by the route.

        Raises:
            WebhookRejected: it cannot be trusted, or is too large. Nothing else is ever raised, whatever came.
        """
        request = self._request(headers, body, url)
        signed = self._scheme.verify(request, self._keys, self._fresh)
        media_type = request.fields.get("content-type", self._scheme.untyped)
        found = contents(request.body, media_type, self._scheme.json_in_form)
        sent_at = self._sent_at(signed, request, found)
        delivery_id, identity = self._identified(signed, request, found)
        name, stated = (event, True) if event else self._event_name.read(request.fields, found.value)
        mismatches: list[Any] = []
        return Delivery(
            id=delivery_id,
            name=name,
            event=self._event(name, stated, request, found, mismatches),
            sent_at=None if sent_at is None else datetime.fromtimestamp(sent_at, UTC),
            reply=self._scheme.reply(name, found.value),
            mismatches=mismatches,
            identity=(self._api.encode(), *identity),
        )

    def claim(self, delivery: Delivery[E]) -> Claim[E]:
        """Hold a delivery while it is handled: `with hooks.claim(delivery) as delivery:`, or `async with`.

        See `Claim` for what is raised, and for duplicates.
        """
        return Claim(delivery, self._replay)

    def sign(
        self,
        payload: bytes,
        *,
        event: str = "",
        id: str | None = None,
        at: float | None = None,
        url: str | None = None,
        form: bool = False,
    ) -> dict[str, str]:
        """The header fields of a delivery that `unwrap` takes, for your tests; signed with the first secret.

        Args:
            payload: the raw body.
            event: the event's name, where a header field has it.
            id: of the delivery; default a new one.
            at: when it is signed, in seconds since the epoch; default now.
            url: where it goes, as `unwrap` takes it.
            form: the body is a form, and not JSON.

        Raises:
            ConfigError: it cannot be signed: it is not bytes; a public key only verifies; a signed URL is missing.
        """
        if not isinstance(payload, bytes):
            raise ConfigError(f"sign: the payload must be the raw bytes that are sent, not {type(payload).__name__}")
        at = self._clock() if at is None else at
        outgoing = Outgoing(
            body=payload, id=id or f"msg_{token_hex(8)}", at=int(at), url=resolved(url, self._url), form=form
        )
        try:
            fields = self._scheme.sign(outgoing, self._keys[0])
        except WebhookRejected as error:
            raise ConfigError(f"sign: {error.reason}") from None
        fields["Content-Type"] = FORM.decode() if form else "application/json"
        if event and self._event_name.header:
            fields[self._event_name.header] = event
        return fields

    def __repr__(self) -> str:
        return f"Receiver({self._api or type(self._scheme).__name__!r})"

    def _request(self, headers: Headers, body: object, url: str | None) -> Request:
        if not isinstance(body, bytes):
            if not isinstance(body, bytearray | memoryview):
                raise WebhookRejected(f"its body must be the raw bytes that came, not {type(body).__name__}")
            body = bytes(cast("bytearray", body))
        if len(body) > self.max_bytes:
            raise WebhookRejected(f"its body is larger than {self.max_bytes} bytes")
        fields = read_fields(headers, self._wanted if body else self._wanted_of_empty)
        if not body and fields.get("content-length", b"0").strip(b"0"):
            raise WebhookRejected("its body is empty, and was not when it came: read it before anything parses it")
        return Request(fields, body, self._url if url is None else resolved(url, self._url))

    def _sent_at(self, signed: Signed, request: Request, found: Contents) -> int | None:
        """When it was signed. A time in the body can be looked for only now, as nothing is read that is not signed."""
        if not self._dated.field:
            return signed.sent_at
        text = self._dated.read(request.fields, found.value)
        return self._fresh(text.encode("utf-8", "surrogatepass"))

    def _identified(self, signed: Signed, request: Request, found: Contents) -> tuple[str, tuple[bytes, bytes]]:
        """The delivery's id, and what tells it from others: the id if it is signed, else all that is signed."""
        if signed.id:
            return signed.id.decode("latin-1"), (b"id", signed.id)
        text = self._id.read(request.fields, found.value)
        if text and self._id.field:
            return text, (b"id", text.encode("utf-8", "surrogatepass"))
        return text, (b"content", signed.content)

    def _event(self, name: str, stated: bool, request: Request, found: Contents, mismatches: list[Any]) -> Any:
        event, problem = None, found.problem
        if not problem:
            event, problem = self._read(name, stated, found.value, mismatches)
        if not problem:
            return event
        mismatches.clear()
        return UnknownEvent(name, request.body, found.value, problem)

    def _read(self, name: str, stated: bool, value: Any, mismatches: list[Any]) -> tuple[Any, str]:
        """The event, or why it is none."""
        reader = self._readers.get(name)
        if reader is None:
            return None, "it is not described" if name else "it has no name"
        try:
            event = reader(value, mismatches)
        except (ValueError, RecursionError):
            return None, "its body is of another type than described"
        missing = [one.field for one in mismatches if one.got == _MISSING and one.model == type(event).__name__]
        if missing and not stated:
            # Anybody may have changed a name that is not signed, and one that stands for all others may mean this one.
            return None, f"its body is not of that name: it lacks {', '.join(missing)}"
        return event, ""


def _keys(scheme: Scheme[Any], secrets: object, faults: Faults) -> list[Any]:
    if isinstance(secrets, str | bytes) or not isinstance(secrets, Iterable):
        faults.add("secrets must be a list of texts")
        return []
    keys: list[Any] = []
    given: list[object] = list(cast("Iterable[object]", secrets))
    for number, secret in enumerate(given, start=1):
        which = "the secret" if len(given) == 1 else f"secret {number}"
        if not isinstance(secret, str):
            faults.add(f"{which} must be text, not {type(secret).__name__}")
        elif not secret.strip():
            faults.add(f"{which} is empty: without one, anybody could sign")
        elif secret != secret.strip():
            faults.add(f"{which} has spaces or line breaks around it")
        elif not _is_unicode(secret):
            faults.add(f"{which} is not text of Unicode")
        else:
            try:
                keys.append(scheme.key(secret))
            except ValueError as error:
                faults.add(f"{which} {error}" if not isinstance(error, ConfigError) else str(error))
    if not given:
        faults.add("secrets must have at least one: without it, anybody could sign")
    return keys


def _is_unicode(text: str) -> bool:
    """An environment variable of other bytes has half surrogate pairs for them."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
