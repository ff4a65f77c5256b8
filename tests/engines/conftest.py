"""Each test runs with each engine; certificates are made once."""

from __future__ import annotations

import ssl
from pathlib import Path

import attrs
import pytest
import trustme

from engines.sides import side as side


@attrs.frozen
class Certificates:
    """A certificate authority of the tests' own.

    Attributes:
        ca: path of its certificate.
        server: context of a server at localhost and 127.0.0.1.
        strict_server: the same, for clients with a certificate only.
        client: path of a client's key and certificate.
    """

    ca: str
    server: ssl.SSLContext
    strict_server: ssl.SSLContext
    client: str


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    """Made once, as making keys takes a while."""
    folder: Path = tmp_path_factory.mktemp("certificates")
    ca = trustme.CA()
    ca.cert_pem.write_to_path(folder / "ca.pem")
    ca.issue_cert("client@shop.test").private_key_and_cert_chain_pem.write_to_path(folder / "client.pem")
    contexts = []
    for _ in range(2):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        ca.issue_cert("localhost", "127.0.0.1").configure_cert(context)
        contexts.append(context)
    contexts[1].verify_mode = ssl.CERT_REQUIRED
    ca.configure_trust(contexts[1])
    return Certificates(str(folder / "ca.pem"), *contexts, str(folder / "client.pem"))
