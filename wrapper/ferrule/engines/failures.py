"""The one seam where foreign exceptions become `ferrule.errors`."""

from __future__ import annotations

import os
import re
import socket
import ssl
from typing import TypeVar

import h11
import httpx

from ferrule.engines.codings import BrokenCoding
from ferrule.engines.decoding import OverLimit
from ferrule.engines.uploads import SentOnce, UploadFailed
from ferrule.errors import (
    ConfigError,
    ConnectFailed,
    FerruleError,
    InvalidResponse,
    ReadFailed,
    ResponseTooLarge,
    TLSFailed,
    WireError,
    WriteFailed,
    reason_phrase,
)

FOREIGN = (
    httpx.HTTPError,
    httpx.InvalidURL,
    httpx.StreamError,
    h11.LocalProtocolError,  # where httpcore forgets to wrap it
    OSError,
    UnicodeError,
    BrokenCoding,
    OverLimit,
    UploadFailed,
    SentOnce,
)

# Events of h2, as text: the server refused the stream, or leaves without having looked at any (RFC 9113 §8.7, §6.8).
_NOT_PROCESSED = re.compile(
    r"<StreamReset .*error_code:(7|\w+\.REFUSED_STREAM),|<ConnectionTerminated .*last_stream_id:0,"
)

# The same, in words.
_TOLD = {"<StreamReset": "the server reset the stream", "<ConnectionTerminated": "the server went away"}

LONGEST_HEAD = 102_400
"""Bytes of status line and header fields; otherwise they could grow without end. It is httpcore's bound."""

_NO_TLS = ("WRONG_VERSION_NUMBER", "HTTP_REQUEST", "PACKET_LENGTH_TOO_LONG", "UNKNOWN_PROTOCOL")  # OpenSSL's reasons

F = TypeVar("F", bound=FerruleError)
T = TypeVar("T")


def translate(
    error: Exception, host: str, before: BaseException | None, *, on_wire: bool, begun: bool = False
) -> Exception:
    """Ferrule's error for one of `FOREIGN`; for a failed upload the user's own. `begun` says that an answer has.

    Its cause is the operating system's or TLS' own error where there is one. httpx's and h11's are left out: they can
    hold the request, and quote header values. It must be raised outside of the `except` block; otherwise they come
    back as its context.
    """
    if isinstance(error, UploadFailed):
        return error.original
    root = system_error(error, before)
    mapped = _classify(error, root, host, on_wire)
    if begun and isinstance(mapped, WireError):
        mapped.may_have_acted = True  # whatever the server says then
    return caused_by(mapped, root)


def named(url: httpx.URL | str, *, on_wire: bool) -> str:
    """Whom an error speaks of: the host of a URL; before there is a connection to it, the port, too."""
    url = httpx.URL(url)
    host = f"[{url.host}]" if ":" in url.host else url.host
    return url.host if on_wire else f"{host}:{url.port or (443 if url.scheme == 'https' else 80)}"


def tls_failure(host: str, why: str, root: OSError | None) -> TLSFailed:
    """Ferrule's error for a secure connection that could not be made."""
    if getattr(root, "reason", None) not in _NO_TLS:
        return TLSFailed(f"no secure connection to {host}: {why}")
    failed = TLSFailed(
        f"no secure connection to {host}: what answers there does not speak TLS; is it http://, not https://?"
    )
    failed.lasting = True
    return failed


def connect_failure(host: str, why: str) -> ConnectFailed:
    """Ferrule's error for a connection that could not be made."""
    failed = ConnectFailed(f"no connection to {host}: {why}")
    failed.lasting = why.startswith("407")  # of a proxy: its password will be as wrong the next time
    return failed


def head_too_long(host: str) -> InvalidResponse:
    """Ferrule's error for header fields that do not end."""
    failed = InvalidResponse(f"what {host} sent has a head of more than {LONGEST_HEAD} bytes")
    failed.lasting = True
    return failed


def body_fault(error: BrokenCoding | OverLimit, host: str) -> InvalidResponse:
    """Ferrule's error for a body that cannot be taken as it was sent."""
    if isinstance(error, OverLimit):
        return ResponseTooLarge(f"the response of {host} is too large: {error}")
    return InvalidResponse(f"the content coding of what {host} sent is broken: {error}")


def caused_by(mapped: F, root: OSError | None) -> F:
    """The same, with the system's error as its cause."""
    if root is not None:
        # Frames of a traceback hold the request, with its credentials.
        root.__traceback__ = root.__cause__ = root.__context__ = None
        mapped.__cause__ = root
    return mapped


def raise_or_return(outcome: T | Exception) -> T:
    """The outcome, or the failure, raised here: the request must not be found in its traceback's frames."""
    if isinstance(outcome, Exception):
        raise outcome
    return outcome


def _classify(error: Exception, root: OSError | None, host: str, on_wire: bool) -> FerruleError:
    why = reason(error, root)
    match error:
        case httpx.UnsupportedProtocol() | httpx.InvalidURL():
            return ConfigError("the URL of the call is not an absolute http or https URL")
        case httpx.LocalProtocolError() if "llegal" in str(error):  # "Illegal header value …", "illegal target …"
            return ConfigError(
                "the request holds characters that HTTP does not allow in its target or a header (RFC 9110 §5.5)"
            )
        case httpx.LocalProtocolError() | h11.LocalProtocolError():
            return WriteFailed(f"the request was not sent in full to {host}: {why}")
        case _ if isinstance(root, ssl.SSLError) and not on_wire:
            return tls_failure(host, why, root)
        case httpx.PoolTimeout():
            return ConnectFailed(f"no connection to {host} was free")
        case httpx.ProxyError() if why[:3].isdecimal():  # what follows is the proxy's own, and may repeat a credential
            return connect_failure(host, reason_phrase(int(why[:3])))
        case httpx.ConnectError() | httpx.ConnectTimeout() | httpx.ProxyError():
            return connect_failure(host, why)
        case UnicodeError():
            return ConnectFailed("no connection: the host name is not a valid one")
        case httpx.WriteError() | httpx.WriteTimeout():
            return WriteFailed(f"the connection to {host} broke while the request was sent: {why}")
        case BrokenCoding() | OverLimit():
            return body_fault(error, host)
        case SentOnce():
            unseen = ReadFailed(f"the connection to {host} ended before the server looked at the request")
            unseen.may_have_acted = False
            return unseen
        case httpx.RemoteProtocolError() if "buffer too long" in why:
            return head_too_long(host)
        case httpx.RemoteProtocolError() if not _connection_ended(error):
            return InvalidResponse(f"what {host} sent is not HTTP: {why}")
        case _:
            failed = ReadFailed(f"the connection to {host} broke before the whole response was read: {why}")
            failed.may_have_acted = not _NOT_PROCESSED.match(str(error))
            return failed


def _connection_ended(error: httpx.RemoteProtocolError) -> bool:
    # httpx has one class for "not HTTP" and "ended too early". These texts of httpcore, h11 and h2 mean the latter.
    text = str(error)
    return any(
        sign in text for sign in ("disconnected", "peer closed", "ConnectionTerminated", "StreamReset", "unclean")
    )


def reason(error: Exception, root: OSError | None) -> str:
    """Why, in words that quote nothing of the request: the system's, or the exception's up to its first colon."""
    if root is not None:
        if root.errno is not None and not isinstance(root, ssl.SSLError | socket.gaierror):
            return os.strerror(root.errno)  # asyncio replaces the system's text by its own
        return root.strerror or str(root) or type(root).__name__
    # h11 quotes what it objects to after a colon: that may be a cookie, or a credential.
    text = str(error).partition(":")[0]
    return _TOLD.get(text.partition(" ")[0], text) or type(error).__name__


def system_error(error: BaseException, before: BaseException | None) -> OSError | None:
    """The innermost `OSError` (TLS errors are such) of what led to an error.

    Args:
        error: what a send raised.
        before: what the caller was handling when the send began: it ends the chain, and says nothing about the send.
    """
    found: OSError | None = None
    link: BaseException | None = error
    while link is not None and link is not before:
        if isinstance(link, OSError):
            found = link
        link = link.__cause__ or link.__context__
    return found
