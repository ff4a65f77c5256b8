"""The OpenAPI documents that the sandbox serves, and finding one's way in them."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from typing import Any, Final, TypeAlias, TypeGuard
from urllib.parse import unquote

import msgspec

from ferrule.errors import ConfigError

JSONObject: TypeAlias = dict[str, Any]

# The APIs whose clients Ferrule ships.
SHIPPED: Final = ("github", "stripe", "twilio", "storage", "weather", "identity", "assistant", "github_graphql")


def is_object(value: object) -> TypeGuard[JSONObject]:
    """Whether a value is a JSON object."""
    return isinstance(value, dict)


def is_array(value: object) -> TypeGuard[list[Any]]:
    """Whether a value is a JSON array."""
    return isinstance(value, list)


def load(api: str) -> JSONObject:
    """The document a shipped client was generated from, overlay applied.

    Raises:
        ConfigError: no client of that name is installed.
    """
    resource = files("ferrule_apis") / api / "openapi.json"
    try:
        data = resource.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise ConfigError(f"there is no API {api!r} to serve: choose from {', '.join(SHIPPED)}") from None
    document: JSONObject = msgspec.json.decode(data)
    return document


def checked(name: str, document: object) -> JSONObject:
    """The document, if it can be served.

    Raises:
        ConfigError: it is no OpenAPI document with operations.
    """
    if not is_object(document) or not is_object(document.get("paths")):
        raise ConfigError(
            f"the document of {name!r} cannot be served: give an OpenAPI document as a dict, with `paths`"
        )
    return document


def security_schemes(document: JSONObject) -> dict[str, JSONObject]:
    """The Security Scheme Objects by name, references followed."""
    schemes = document.get("components", {}).get("securitySchemes", {})
    return {name: resolve(document, scheme) for name, scheme in schemes.items()}


def key_names(document: JSONObject) -> frozenset[str]:
    """In lower case, the headers, query parameters and cookies that the document has credentials in (type `apiKey`)."""
    return frozenset(s["name"].lower() for s in security_schemes(document).values() if s.get("type") == "apiKey")


def resolve(document: Mapping[str, Any], value: Any) -> Any:
    """`value`, or what it refers to within the document.

    Raises:
        ConfigError: a `$ref` leads nowhere, or outside the document.
    """
    while is_object(value) and isinstance(reference := value.get("$ref"), str):
        value = follow(document, reference)
    return value


def follow(document: Mapping[str, Any], reference: str) -> Any:
    """What the fragment `reference` (`#/…`, RFC 6901) points at."""
    found: Any = document
    try:
        for part in _parts(reference):
            found = found[int(part)] if is_array(found) else found[part]
    except (LookupError, TypeError, ValueError):
        raise ConfigError(f"the document has nothing at {reference!r}") from None
    return found


def escape(key: str) -> str:
    """A key as one token of a JSON pointer (RFC 6901 §3)."""
    return key.replace("~", "~0").replace("/", "~1")


def _parts(reference: str) -> list[str]:
    if not reference.startswith("#/"):
        raise ValueError(reference)
    return [part.replace("~1", "/").replace("~0", "~") for part in unquote(reference[2:]).split("/")]
