"""An authorization server's own words about its endpoints."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from ferrule.auth.answers import parse_answer
from ferrule.auth.endpoint import request
from ferrule.errors import ConfigError, TokenUnavailable
from ferrule.runtime.base import Runtime


async def discover(issuer: str, runtime: Runtime) -> dict[str, Any]:
    """An authorization server's metadata (RFC 8414 §3, else OpenID Connect Discovery 1.0 §4).

    Raises:
        TokenUnavailable: neither document can be had.
        ConfigError: what came is another issuer's (RFC 8414 §3.3).
    """
    parts = urlsplit(issuer)
    base, path = f"{parts.scheme}://{parts.netloc}", parts.path.rstrip("/")
    for url in (
        f"{base}/.well-known/oauth-authorization-server{path}",
        f"{base}{path}/.well-known/openid-configuration",
    ):
        response = await request(runtime, "GET", url, repeatable=True)
        if response.status_code in (401, 403, 404, 405):  # servers that know one of the two only
            continue
        metadata = parse_answer(response, {}, url, runtime.wall())
        if str(metadata.get("issuer", "")).rstrip("/") != issuer.rstrip("/"):
            raise ConfigError(f"{url} is the metadata of another issuer than {issuer}")
        return metadata
    raise TokenUnavailable(f"{issuer} publishes no metadata (RFC 8414); give token_url")
