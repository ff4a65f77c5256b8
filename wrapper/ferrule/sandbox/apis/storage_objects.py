"""What Cloud Storage keeps: buckets, objects, and the sessions of uploads that are not over."""

from __future__ import annotations

import base64
import hashlib
import importlib
import importlib.util
from collections.abc import Mapping
from datetime import UTC, datetime
from email.parser import BytesParser
from typing import Any, Final, cast

import msgspec
from attrs import define, field

from ..documents import JSONObject

CHUNK: Final = 262_144
"""Of a session that goes on, whole chunks of so many bytes are kept."""
_CHANGEABLE: Final = frozenset({
    "cacheControl", "contentDisposition", "contentEncoding", "contentLanguage", "contentType", "customTime", "metadata",
    "storageClass", "eventBasedHold", "temporaryHold",
})  # fmt: skip


@define
class Stored:
    """An object.

    Attributes:
        data: what it holds.
        resource: what is known about it, as answers have it.
    """

    data: bytes
    resource: JSONObject


@define
class Session:
    """A resumable upload.

    Attributes:
        bucket, name: of the object to be.
        resource: what the caller says about it.
        query: preconditions, and what else it began with.
        total: bytes to come, None where that was not said yet.
        data: what has arrived.
        done: the object's resource, at the end. What it holds goes when the object does.
    """

    bucket: str
    name: str
    resource: JSONObject
    query: Mapping[str, Any]
    total: int | None
    data: bytearray = field(factory=bytearray)
    done: JSONObject | None = None


def moment(seconds: float) -> str:
    """A moment as JSON has it."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def bucket(origin: str, name: str, given: JSONObject, now: float) -> JSONObject:
    """A new bucket."""
    at = moment(now)
    return {
        "kind": "storage#bucket",
        "id": name,
        "selfLink": f"{origin}/storage/v1/b/{name}",
        "metageneration": "1",
        "location": "US",
        "storageClass": "STANDARD",
        "etag": "CAE=",
        "timeCreated": at,
        "updated": at,
        **given,
        "name": name,
    }


def stored(origin: str, place: tuple[str, str], data: bytes, given: JSONObject, generation: int, now: float) -> Stored:
    """A new object.

    Args:
        origin: base URL of the API.
        place: its bucket and name, percent-encoded as in addresses.
        data: what it holds.
        given: what the caller says about it.
        generation: its version.
        now: seconds since the epoch.
    """
    container, address = place
    at = moment(now)
    resource: JSONObject = {
        "kind": "storage#object",
        "id": f"{container}/{given['name']}/{generation}",
        "selfLink": f"{origin}/storage/v1/b/{container}/o/{address}",
        "mediaLink": f"{origin}/download/storage/v1/b/{container}/o/{address}?generation={generation}&alt=media",
        "bucket": container,
        "generation": str(generation),
        "metageneration": "1",
        "contentType": "application/octet-stream",
        "storageClass": "STANDARD",
        "size": str(len(data)),
        "timeCreated": at,
        "updated": at,
        **_hashes(data),
        **{name: value for name, value in given.items() if name in _CHANGEABLE or name == "name"},
    }
    tagged(resource)
    return Stored(data, resource)


def change(resource: JSONObject, given: JSONObject, now: float, *, whole: bool) -> None:
    """Change what is known about an object: what is given, or with `whole` all that can be."""
    if whole:
        for name in _CHANGEABLE - given.keys() - {"contentType", "storageClass"}:
            resource.pop(name, None)
    for name in _CHANGEABLE & given.keys():
        if given[name] is None:
            resource.pop(name, None)
        else:
            resource[name] = given[name]
    resource["metageneration"] = str(int(resource["metageneration"]) + 1)
    resource["updated"] = moment(now)
    tagged(resource)


def tagged(resource: JSONObject) -> None:
    """Give it the tag of its version."""
    version = f"{resource['generation']}/{resource['metageneration']}"
    resource["etag"] = base64.b64encode(version.encode()).decode()


def headers_of(one: Stored) -> dict[str, str]:
    """Header fields of an object's data."""
    resource = one.resource
    hashes = [f"{name}={resource[key]}" for name, key in (("crc32c", "crc32c"), ("md5", "md5Hash")) if key in resource]
    changed = datetime.fromisoformat(resource["updated"])
    found = {
        "Content-Type": resource["contentType"],
        "ETag": f'"{resource["etag"]}"',
        "Last-Modified": changed.strftime("%a, %d %b %Y %H:%M:%S GMT"),
        "X-Goog-Generation": resource["generation"],
        "X-Goog-Metageneration": resource["metageneration"],
        "X-Goog-Hash": ",".join(hashes),
        "X-Goog-Storage-Class": resource["storageClass"],
        "X-Goog-Stored-Content-Encoding": resource.get("contentEncoding", "identity"),
        "X-Goog-Stored-Content-Length": resource["size"],
    }
    for name, key in (("Content-Disposition", "contentDisposition"), ("Cache-Control", "cacheControl")):
        if key in resource:
            found[name] = resource[key]
    return found


def parts(content_type: str, body: bytes) -> tuple[JSONObject, str, bytes] | None:
    """What a multipart/related body holds: metadata, media type and data (RFC 2387); None if it is none."""
    message = BytesParser().parsebytes(f"Content-Type: {content_type}\r\n\r\n".encode() + body)
    found: Any = message.get_payload() if message.is_multipart() else []
    if len(found) != 2:
        return None
    boundary = f"--{message.get_boundary()}".encode()
    # Not as the parser reads it: that would change line ends.
    media = body.split(b"\r\n" + boundary, 2)[1].partition(b"\r\n\r\n")[2]
    try:
        metadata: Any = msgspec.json.decode(found[0].get_payload(decode=True))
    except msgspec.DecodeError:
        return None
    if not isinstance(metadata, dict):
        return None
    return cast("dict[str, Any]", metadata), found[1].get_content_type(), media


def _hashes(data: bytes) -> dict[str, str]:
    """As Google writes them; CRC-32C only where it can be made quickly."""
    found = {"md5Hash": base64.b64encode(hashlib.md5(data, usedforsecurity=False).digest()).decode()}
    if importlib.util.find_spec("google_crc32c") is not None:
        checksum = importlib.import_module("google_crc32c").Checksum(data)
        found["crc32c"] = base64.b64encode(checksum.digest()).decode()
    return found
