"""What of a connection's settings chooses whom the API sees, or who answers in its name.

A shared store keeps apart what was received under different ones.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import ssl
from pathlib import Path
from weakref import WeakKeyDictionary

import msgspec

from ferrule.engines.connection import Connection

_CERTIFICATE = re.compile(rb"-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----", re.DOTALL)
_AUTHORITIES = ("SSL_CERT_FILE", "SSL_CERT_DIR")
_contexts: WeakKeyDictionary[ssl.SSLContext, str] = WeakKeyDictionary()


def tells_who_asks(connection: Connection) -> bool:
    """Does a connection tell the API who asks, as a credential does? Whom it trusts does not."""
    return bool(
        connection.cert
        or isinstance(connection.verify, ssl.SSLContext)
        or not connection.routes.direct
        or connection.uds
        or connection.local_address
    )


def partition_of(connection: Connection) -> str:
    """A digest of client certificate, Unix socket, proxies and their credentials, local address and trust.

    Args:
        connection: the settings. Of a client certificate, and of a file with authorities, the content counts, not the
            path. An `SSLContext` may hold
            one and does not tell: what was received under it is for this process alone.

    Returns:
        The digest; empty for settings that choose nothing of this, which most clients have.
    """
    chosen: dict[str, object] = {}
    if connection.cert:
        path = connection.cert if isinstance(connection.cert, str) else connection.cert[0]
        content = Path(path).read_bytes()
        leaf = _CERTIFICATE.search(content)
        chosen["certificate"] = hashlib.sha256(leaf[0] if leaf else content).hexdigest()
    if isinstance(connection.verify, ssl.SSLContext):
        chosen["context"] = _contexts.setdefault(connection.verify, secrets.token_hex(16))
    elif connection.verify is False:
        chosen["trust"] = "nobody is checked"
    elif connection.verify is not True:
        chosen["trust"] = _content(str(connection.verify))
    elif connection.trust_env and (named := [os.environ.get(name, "") for name in _AUTHORITIES]) != ["", ""]:
        chosen["trust"] = [_content(path) for path in named]
    if not connection.routes.direct:
        chosen["proxies"] = connection.routes.rules, connection.routes.exempt
    if connection.uds is not None:
        chosen["socket"] = connection.uds
    if connection.local_address is not None:
        chosen["from"] = connection.local_address
    return hashlib.sha256(msgspec.json.encode(chosen, order="sorted")).hexdigest() if chosen else ""


def _content(path: str) -> str:
    """What names a file by what is in it; a folder, and what cannot be read, by its path."""
    try:
        return hashlib.sha256(Path(path).read_bytes()).hexdigest()
    except OSError:
        return path
