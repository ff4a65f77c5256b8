"""The sandbox's Cloud Storage: versions, preconditions, pages, and the three ways of uploading."""

from __future__ import annotations

import base64
import hashlib

import httpx
import pytest

from ferrule import BadRequest, Bearer, Conflict, NotFound, PreconditionFailed
from ferrule.sandbox import Sandbox
from ferrule_apis.storage import Storage
from ferrule_apis.storage.models import Bucket, MultipartUpload, Object
from ferrule_apis.storage.types import File

UNIT = 262_144


@pytest.fixture(scope="module")
def sandbox():
    """Serves storage alone."""
    with Sandbox("storage") as sandbox:
        yield sandbox


@pytest.fixture
def storage(sandbox):
    """A client, with a bucket."""
    sandbox.reset()
    with Storage(base_url=sandbox.url("storage"), auth=Bearer("any")) as client:
        client.buckets.insert(project="p", body=Bucket(name="films"))
        yield client


def test_buckets_are_made_once_and_removed_when_they_are_empty(storage):
    """As the service does."""
    assert [one.name for one in storage.buckets.list.items(project="p")] == ["films"]
    with pytest.raises(Conflict):
        storage.buckets.insert(project="p", body=Bucket(name="films"))
    storage.objects.insert("films", name="a", body=b"x")
    with pytest.raises(Conflict):
        storage.buckets.delete("films")
    storage.objects.delete("films", "a")
    storage.buckets.delete("films")
    with pytest.raises(NotFound):
        storage.buckets.get("films")


def test_each_upload_is_a_version_and_each_change_one_of_the_metadata(storage):
    """Both can be required."""
    first = storage.objects.insert("films", name="a/b", body=b"one")
    second = storage.objects.insert("films", name="a/b", body=b"two", if_generation_match=first.generation)
    assert int(second.generation) > int(first.generation)
    assert storage.objects.download("films", "a/b") == b"two"
    with pytest.raises(NotFound):
        storage.objects.get("films", "a/b", generation=first.generation)
    changed = storage.objects.patch("films", "a/b", body=Object(cache_control="no-store"))
    assert (changed.metageneration, changed.cache_control) == ("2", "no-store")
    assert storage.objects.update("films", "a/b", body=Object()).metageneration == "3"
    for precondition in (
        {"if_generation_match": "0"}, {"if_generation_not_match": second.generation},
        {"if_metageneration_match": "1"}, {"if_metageneration_not_match": "3"},
    ):  # fmt: skip
        with pytest.raises(PreconditionFailed):
            storage.objects.get("films", "a/b", **precondition)
    with pytest.raises(PreconditionFailed):
        storage.objects.insert("films", name="a/b", body=b"x", if_generation_match="0")


def test_pages_and_folders(storage):
    """Sorted by name."""
    for name in ("b", "a/1", "a/2", "c"):
        storage.objects.insert("films", name=name, body=b"x")
    page = storage.objects.list("films", max_results=3)
    assert [one.name for one in page.items] == ["a/1", "a/2", "b"]
    assert [one.name for one in storage.objects.list.items("films", max_results=1)] == ["a/1", "a/2", "b", "c"]
    folded = storage.objects.list("films", delimiter="/")
    assert ([one.name for one in folded.items], folded.prefixes) == (["b", "c"], ["a/"])
    assert [one.name for one in storage.objects.list("films", prefix="a/").items] == ["a/1", "a/2"]
    with pytest.raises(BadRequest):
        storage.objects.list("films", page_token="!")


def test_data_with_its_hashes_and_in_parts(storage):
    """One range at a time."""
    stored = storage.objects.insert("films", name="a", body=b"123456789")
    md5 = base64.b64encode(hashlib.md5(b"123456789", usedforsecurity=False).digest()).decode()
    assert (stored.md_5_hash, stored.size) == (md5, "9")
    raw = storage.objects.download.raw("films", "a", range_="bytes=3-8")
    assert (raw.status_code, raw.content, raw.headers["content-range"]) == (206, b"456789", "bytes 3-8/9")
    assert f"md5={md5}" in raw.headers["x-goog-hash"]
    assert storage.objects.download.raw("films", "a", range_="bytes=9-").status_code == 416


def test_metadata_and_data_in_one_request(storage):
    """Whatever the data is."""
    data = b"\r\n--a\r\n\r\n\x00"
    body = MultipartUpload(metadata=Object(name="m", content_type="text/x"), media=File(data))
    assert storage.objects.insert("films", upload_type="multipart", body=body).content_type == "text/x"
    assert storage.objects.download("films", "m") == data
    with pytest.raises(BadRequest):
        storage.objects.insert("films", body=b"x")  # without a name


def put(session: str, content: bytes, content_range: str) -> httpx.Response:
    """A request to a session."""
    headers = {"Content-Range": content_range, "Authorization": "Bearer any"}
    if content:
        headers["Content-Type"] = "application/octet-stream"
    return httpx.put(session, content=content, headers=headers)


def test_a_session_keeps_whole_pieces_and_tells_what_it_has(storage):
    """Asked, it says; at its end it gives the object, as often as it is asked."""
    started = storage.objects.start_resumable_upload.raw("films", name="big", x_upload_content_length=UNIT + 5)
    session = started.headers["location"]
    assert put(session, b"", f"bytes */{UNIT + 5}").headers.get("range") is None
    answer = put(session, bytes(UNIT + 1), f"bytes 0-{UNIT}/{UNIT + 5}")
    assert (answer.status_code, answer.headers["range"]) == (308, f"bytes=0-{UNIT - 1}")
    assert put(session, b"x", f"bytes {UNIT + 1}-{UNIT + 1}/{UNIT + 5}").status_code == 400
    assert put(session, b"x", "bytes 0-0/7").status_code == 400
    answer = put(session, b"12345", f"bytes {UNIT}-{UNIT + 4}/{UNIT + 5}")
    assert (answer.status_code, answer.json()["size"]) == (200, str(UNIT + 5))
    assert put(session, b"", "bytes */*").json() == answer.json()
    assert put(session.replace("session-", "x-"), b"", "bytes */*").status_code == 404


def test_preconditions_of_a_session_hold_at_its_end(storage):
    """Somebody else may have been there meanwhile."""
    started = storage.objects.start_resumable_upload.raw("films", name="big", if_generation_match="0")
    storage.objects.insert("films", name="big", body=b"x")
    assert put(started.headers["location"], b"abc", "bytes 0-2/3").status_code == 412
