"""Cloud Storage with memory: buckets, objects and their versions, preconditions, uploads in one or more requests."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Mapping
from itertools import count
from typing import Any, Final
from urllib.parse import quote, urlencode

from ..documents import JSONObject
from ..downloads import serve
from ..messages import Reply, Request, json_reply
from . import storage_objects as kept
from .base import Api, Failure, Invocation
from .storage_objects import CHUNK, Session, Stored
from .world import World

_REASONS: Final = {
    400: "invalid", 401: "authError", 403: "forbidden", 404: "notFound", 409: "conflict", 412: "conditionNotMet",
    429: "rateLimitExceeded",
}  # fmt: skip
_CONTENT_RANGE: Final = re.compile(r"bytes (?:(\d+)-(\d+)|\*)/(\d+|\*)")
_MOST: Final = 1000  # items of a page


class Storage(Api):
    """Keeps buckets and objects by name; generations are numbered, so runs are alike."""

    def __init__(self, name: str, document: JSONObject, world: World) -> None:
        super().__init__(name, document, world)
        self.reset()

    def reset(self) -> None:
        self._buckets: dict[str, JSONObject] = {}
        self._objects: dict[tuple[str, str], Stored] = {}
        self._sessions: dict[str, Session] = {}
        self._numbers = count(1)

    def handlers(self) -> Mapping[str, Callable[[Invocation], Reply]]:
        return {
            "storage.buckets.list": lambda call: self._list(call, "buckets", list(self._buckets.values())),
            "storage.buckets.insert": self._create_bucket,
            "storage.buckets.get": lambda call: json_reply(self._bucket(call.path["bucket"])),
            "storage.buckets.delete": self._delete_bucket,
            "storage.objects.list": self._list_objects,
            "storage.objects.get": lambda call: json_reply(self._object(call).resource),
            "storage.objects.update": lambda call: self._change(call, whole=True),
            "storage.objects.patch": lambda call: self._change(call, whole=False),
            "storage.objects.delete": self._delete,
            "storage.objects.download": self._download,
            "storage.objects.insert": self._insert,
            "storage.objects.startResumableUpload": self._start,
            "storage.objects.uploadChunk": self._chunk,
        }

    def after(self, request: Request, call: Invocation | None, reply: Reply) -> Reply:
        reply.headers["X-GUploader-UploadID"] = f"sandbox-{next(self._numbers)}"
        return reply

    def error(self, status: int, message: str) -> Reply:
        reason = {"domain": "global", "reason": _REASONS.get(status, "backendError"), "message": message}
        return json_reply({"error": {"code": status, "message": message, "errors": [reason]}}, status)

    def unauthorized(self, message: str) -> Reply:
        return self.error(401, message)

    # --- buckets ---

    @property
    def _origin(self) -> str:
        return f"{self.world.origin}/{self.name}"

    def _bucket(self, name: str) -> JSONObject:
        if name not in self._buckets:
            raise Failure(self.error(404, "The specified bucket does not exist."))
        return self._buckets[name]

    def _create_bucket(self, call: Invocation) -> Reply:
        name = str(call.members.get("name", ""))
        if not name:
            raise Failure(self.error(400, "Required: name of the bucket."))
        if name in self._buckets:
            raise Failure(self.error(409, "Your previous request to create the named bucket succeeded and you own it."))
        made = self._buckets[name] = kept.bucket(self._origin, name, call.members, self.world.clock.now())
        return json_reply(made)

    def _delete_bucket(self, call: Invocation) -> Reply:
        name = self._bucket(call.path["bucket"])["name"]
        if any(container == name for container, _ in self._objects):
            raise Failure(self.error(409, "The bucket you tried to delete is not empty."))
        del self._buckets[name]
        return Reply(204)

    # --- objects ---

    def _place(self, call: Invocation) -> tuple[str, str]:
        return self._bucket(call.path["bucket"])["name"], call.path["object"]

    def _object(self, call: Invocation) -> Stored:
        place = self._place(call)
        self._require(call.query, place)
        found = self._objects.get(place)
        if found is None or call.query.get("generation", found.resource["generation"]) != found.resource["generation"]:
            raise Failure(self.error(404, f"No such object: {'/'.join(place)}"))
        return found

    def _require(self, query: Mapping[str, Any], place: tuple[str, str]) -> None:
        """412 unless the preconditions hold; of an object that is not there, the version is 0."""
        found = self._objects.get(place)
        for kind in ("generation", "metageneration"):
            version = "0" if found is None else found.resource[kind]
            name = kind.capitalize()
            wanted, unwanted = query.get(f"if{name}Match"), query.get(f"if{name}NotMatch")
            if wanted not in (None, version) or unwanted == version:
                raise Failure(self.error(412, "At least one of the pre-conditions you specified did not hold."))

    def _keep(self, place: tuple[str, str], data: bytes, given: JSONObject, query: Mapping[str, Any]) -> Stored:
        self._require(query, place)
        generation = 1_700_000_000_000_000 + next(self._numbers)
        where = (place[0], quote(place[1], safe=""))
        made = kept.stored(self._origin, where, data, {**given, "name": place[1]}, generation, self.world.clock.now())
        self._objects[place] = made
        return made

    def _change(self, call: Invocation, *, whole: bool) -> Reply:
        found = self._object(call)
        kept.change(found.resource, call.members, self.world.clock.now(), whole=whole)
        return json_reply(found.resource)

    def _delete(self, call: Invocation) -> Reply:
        self._object(call)
        del self._objects[self._place(call)]
        return Reply(204)

    def _download(self, call: Invocation) -> Reply:
        found = self._object(call)
        return serve(call.request, found.data, kept.headers_of(found))

    def _list_objects(self, call: Invocation) -> Reply:
        container, prefix = self._bucket(call.path["bucket"])["name"], call.query.get("prefix", "")
        delimiter = call.query.get("delimiter", "")
        found, folders = list[JSONObject](), dict[str, None]()
        for (owner, name), one in sorted(self._objects.items()):
            if owner != container or not name.startswith(prefix):
                continue
            head, cut, _ = name[len(prefix) :].partition(delimiter) if delimiter else ("", "", "")
            if cut:
                folders[prefix + head + cut] = None
            else:
                found.append(one.resource)
        return self._list(call, "objects", found, list(folders))

    def _list(self, call: Invocation, kind: str, items: list[JSONObject], folders: list[str] | None = None) -> Reply:
        """A page; what has no value is left out."""
        size = min(call.query.get("maxResults", _MOST), _MOST) or _MOST
        try:
            begin = int(base64.urlsafe_b64decode(call.query.get("pageToken", "") or b"MA=="))
        except ValueError:
            raise Failure(self.error(400, "Invalid value for: pageToken")) from None
        body: JSONObject = {"kind": f"storage#{kind}"}
        if page := items[begin : begin + size]:
            body["items"] = page
        if folders and not begin:
            body["prefixes"] = folders
        if begin + size < len(items):
            body["nextPageToken"] = base64.urlsafe_b64encode(str(begin + size).encode()).decode()
        return json_reply(body)

    # --- uploads ---

    def _name(self, call: Invocation, given: JSONObject) -> str:
        name = call.query.get("name") or given.get("name")
        if not name:
            raise Failure(self.error(400, "Required: name of the object."))
        return str(name)

    def _insert(self, call: Invocation) -> Reply:
        container, content_type = self._bucket(call.path["bucket"])["name"], call.request.headers["content-type"]
        data, given = call.request.body, {"contentType": content_type}
        if call.query["uploadType"] == "multipart":
            found = kept.parts(content_type, data)
            if found is None:
                raise Failure(self.error(400, "Malformed multipart body."))
            metadata, media_type, data = found
            given = {"contentType": media_type, **metadata}
        return json_reply(self._keep((container, self._name(call, given)), data, given, call.query).resource)

    def _start(self, call: Invocation) -> Reply:
        container, name = self._bucket(call.path["bucket"])["name"], self._name(call, call.members)
        self._require(call.query, (container, name))
        given = {"contentType": call.header.get("X-Upload-Content-Type", "application/octet-stream"), **call.members}
        identifier = f"session-{next(self._numbers)}"
        total = call.header.get("X-Upload-Content-Length")
        self._sessions[identifier] = Session(container, name, given, call.query, total)
        query = urlencode({"uploadType": "resumable", "name": name, "upload_id": identifier})
        return Reply(200, headers={"Location": f"{self._origin}/upload/storage/v1/b/{container}/o?{query}"})

    def _chunk(self, call: Invocation) -> Reply:
        session = self._sessions.get(call.query["upload_id"])
        if session is None:
            return Reply(404, b"No such upload session.", {"Content-Type": "text/plain"})
        if session.done is not None:
            return json_reply(session.done)
        match = _CONTENT_RANGE.fullmatch(call.header["Content-Range"])
        first, total = (match[1], match[3]) if match else (None, "")
        if match is None or (total != "*" and session.total not in (None, int(total))):
            raise Failure(self.error(400, "Failed to parse Content-Range header."))
        session.total = session.total if total == "*" else int(total)
        if first is not None:
            self._receive(session, int(first), call.request.body)
        if session.total is not None and len(session.data) >= session.total:
            place = session.bucket, session.name
            session.done = self._keep(place, bytes(session.data), session.resource, session.query).resource
            session.data = bytearray()
            return json_reply(session.done)
        arrived = len(session.data)
        return Reply(308, headers={"Range": f"bytes=0-{arrived - 1}"} if arrived else {})

    def _receive(self, session: Session, first: int, content: bytes) -> None:
        """Add what is new of a chunk; of one that is not the last, whole pieces."""
        have = len(session.data)
        if first > have:
            raise Failure(self.error(400, f"Invalid request. {have} bytes have been stored, not {first}."))
        session.data += content[have - first :]
        if session.total is None or len(session.data) < session.total:
            del session.data[len(session.data) // CHUNK * CHUNK :]
        elif len(session.data) > session.total:
            del session.data[have:]
            raise Failure(self.error(400, "There were too many bytes."))
