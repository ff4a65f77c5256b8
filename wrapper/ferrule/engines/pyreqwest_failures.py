"""From pyreqwest's exceptions to `ferrule.errors`. They tell in words what happened, so that words are looked for here."""

from __future__ import annotations

import os
import re
import ssl
from typing import Any

from pyreqwest import exceptions

from ferrule.engines.failures import caused_by
from ferrule.engines.wire import Wire, upload_fault
from ferrule.errors import ConfigError, ConnectFailed, FerruleError, InvalidResponse, ReadFailed, TLSFailed, WriteFailed

_OS_ERROR = re.compile(r"\(os error (\d+)\)")
_TLS = re.compile(r"certificate|received (corrupt message|fatal alert)|tls|handshake", re.IGNORECASE)


def translate(error: Exception, wire: Wire) -> Exception:
    """Ferrule's error for one of pyreqwest's; for a failed upload the user's own."""
    if fault := upload_fault(wire):
        return fault
    if not isinstance(error, exceptions.PyreqwestError):
        if isinstance(error, ValueError):
            return ConfigError("the request cannot be sent: its target or a header is not valid")
        return error
    details: Any = getattr(error, "details", None) or {}
    chain = [cause["message"] for cause in details.get("causes") or ()]
    root = _system_error(chain)
    return caused_by(_classify(error, chain, root, wire.host), root)


def _classify(error: Exception, chain: list[str], root: OSError | None, host: str) -> FerruleError:
    why = (
        root.strerror if root is not None and root.strerror else (chain[-1].partition(":")[0] if chain else str(error))
    )
    text = " ".join(chain[1:])  # the first quotes the URL
    connecting = "(Connect)" in text
    match error:
        case exceptions.BuilderError():
            return ConfigError("the URL of the call is not an absolute http or https URL")
        case _ if connecting and _TLS.search(text):
            return TLSFailed(f"no secure connection to {host}: {chain[-1]}")
        case _ if connecting:
            return ConnectFailed(f"no connection to {host}: {chain[-1] if root is None else why}")
        case _ if "received fatal alert" in text:
            return TLSFailed(f"no secure connection to {host}: {chain[-1]}")
        case exceptions.WriteError() | exceptions.WriteTimeoutError():
            return WriteFailed(f"the connection to {host} broke while the request was sent: {why}")
        case exceptions.DecodeError() if not _ended_early(text):
            return InvalidResponse(f"what {host} sent is not HTTP: {why}")
        case _:
            return ReadFailed(f"the connection to {host} broke before the whole response was read: {why}")


def _ended_early(text: str) -> bool:
    return any(
        sign in text
        for sign in ("end of file", "unexpected EOF", "closed before", "closed connection", "os error", "reset")
    )


def _system_error(chain: list[str]) -> OSError | None:
    """What the operating system said, of which pyreqwest tells the number in its text."""
    found = _OS_ERROR.search(chain[-1]) if chain else None
    if found is not None:
        return OSError(int(found[1]), os.strerror(int(found[1])))
    if chain and "invalid peer certificate" in chain[-1]:
        return ssl.SSLCertVerificationError(1, chain[-1])
    return None
