"""Starts the provider; clients of its resource server; and a person with a browser."""

from __future__ import annotations

import json
import os
import select
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import attrs
import httpx
from joserfc.jwk import ECKey

from acme import module, parse_error, parse_success
from ferrule.api import Api, ApiDescription, AsyncApi
from ferrule.auth.client import OAuthClient
from vendors.oidc.conversation import browse

NPM = os.environ.get("FERRULE_NPM", "")
KEY = ECKey.generate_key("P-256", parameters={"kid": "signer-1", "use": "sig", "alg": "ES256"})
PRIVATE_KEY = KEY.as_dict(private=True)

RESOURCE: Any = module("resource", path="/resource", security=[{"oauth": []}])
RESOURCE._get_kwargs = lambda: {"method": "get", "url": "/resource"}
RESOURCE._parse_success, RESOURCE._parse_error = parse_success, parse_error
DESCRIPTION = ApiDescription(
    name="resource",
    servers=[{"url": "https://resource.test"}],
    security_schemes={"oauth": {"type": "oauth2", "flows": {}}},
)


class Resource(Api):
    """The resource server, as codegen would write its client."""

    description = DESCRIPTION

    def name(self) -> str:
        """Whom the token stands for."""
        return str(self.call(RESOURCE)["name"])


class AsyncResource(AsyncApi):
    """The same, async."""

    description = DESCRIPTION

    async def name(self) -> str:
        """Whom the token stands for."""
        return str((await self.call(RESOURCE))["name"])


@attrs.frozen
class Provider:
    """A running provider."""

    issuer: str

    def client(self, client_id: str, authentication: Any = None) -> OAuthClient:
        """A client registered there; its endpoints are discovered."""
        return OAuthClient(client_id, authentication, issuer=self.issuer)

    def expire(self, access: str) -> None:
        """End one access token early; revocation would end all of its family."""
        httpx.get(f"{self.issuer}/expire", headers={"authorization": f"Bearer {access}"}).raise_for_status()

    def counts(self) -> dict[str, int]:
        """What happened there so far."""
        return dict(httpx.get(f"{self.issuer}/counts").json())


@contextmanager
def running(folder: Path, seconds: int = 300) -> Iterator[Provider]:
    """A provider whose access tokens live for so many seconds."""
    node = shutil.which("node")
    assert node is not None, "node is missing"
    log = folder / "provider.log"
    with log.open("w") as stderr:
        command = [node, str(Path(__file__).with_name("server.mjs")), NPM, json.dumps(KEY.as_dict(private=False))]
        server = subprocess.Popen(
            [*command, str(seconds)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=stderr, text=True
        )
    with server:
        try:
            assert server.stdout is not None
            ready, _, _ = select.select([server.stdout], [], [], 30)
            address = server.stdout.readline().strip() if ready else ""
            assert address, f"the provider did not start: {log.read_text()}"
            yield Provider(address)
        finally:
            server.terminate()


def consent(address: str) -> None:
    """Do as a person who signs in as ada and agrees to everything."""
    browse(httpx.URL(address))
