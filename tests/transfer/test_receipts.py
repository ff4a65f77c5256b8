"""Whether the server has what was sent: by what its last answer names, and by nothing else."""

from __future__ import annotations

import base64
import hashlib
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ferrule import DigestMismatch, ReadFailed, Receipt, TransferFailed
from ferrule.transfer import hashing
from streams.conftest import reply
from transfer.conftest import Store, left
from transfer.test_digests import sf
from transfer.test_uploads import DATA, UNIT, begun, more

MD5 = base64.b64encode(hashlib.md5(DATA, usedforsecurity=False).digest()).decode()
SHA512 = hashlib.sha512(DATA).digest()
OTHER = base64.b64encode(bytes(16)).decode()
NOTHING = hashlib.sha256().digest()


def stored(**told: Any) -> Any:
    """The last answer of a session, which names these members and, with a line in their names, these header fields."""
    fields = {name: value for name, value in told.items() if "_" in name}
    body = {"name": "a.bin", **{name: value for name, value in told.items() if name not in fields}}
    return reply(json.dumps(body).encode(), content_type="application/json", **fields)


def arrived(**fields: str) -> Any:
    """The last answer of a session of tus, which has no content."""
    return reply(status=204, content_type=None, upload_offset=str(len(DATA)), **fields)


def by_tus(store: Store, source: Any, **fields: str) -> Receipt[Any]:
    """Send a file by tus, the last answer having these fields."""
    begun = reply(status=201, content_type=None, location="/v1/tus/1")
    store.serve(begun, arrived(**fields))
    return store.do(lambda: store.client.tus.create.upload().send_for_receipt(source))


def receipt(store: Store, source: Any, *answers: Any, **more: Any) -> Receipt[Any]:
    """Send a file in a session, the server answering so."""
    store.serve(*answers)
    upload = store.client.blobs.insert.upload(name="a.bin")
    return store.do(lambda: upload.send_for_receipt(source, **more))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file of three units."""
    found = tmp_path / "a.bin"
    found.write_bytes(DATA)
    return found


SOURCES: dict[str, Callable[[Path], Any]] = {
    "path": lambda path: path, "bytes": lambda _: DATA, "file": lambda _: io.BytesIO(DATA),
    "iterator": lambda _: iter([DATA[:-3], DATA[-3:]]),
}  # fmt: skip


@pytest.mark.parametrize("kind", SOURCES)
@pytest.mark.parametrize(("told", "verified"), [
    ({"md5Hash": MD5}, "md5"), ({"md5Hash": base64.b64decode(MD5).hex()}, "md5"), ({"md5Hash": f"md5:{MD5}"}, "md5"),
    ({"x_goog_hash": f"md5={MD5}"}, "md5"), ({"md5Hash": MD5, "crc32c": None}, "md5"),
])  # fmt: skip
def test_what_the_server_has_is_compared_with_what_was_sent(store, path, kind, told, verified):
    """By a member that is declared, or a field of the vendor's; of each source."""
    got = receipt(store, SOURCES[kind](path), begun(), more(UNIT), more(2 * UNIT), stored(**told), chunk=UNIT)
    assert (got.verified, got.unverified, got.size, got.result.name) == ((verified,), "", len(DATA), "a.bin")
    assert got.sha256 == hashlib.sha256(DATA).hexdigest()


@pytest.mark.parametrize("kind", SOURCES)
@pytest.mark.parametrize(
    "told", [{"md5Hash": OTHER}, {"x_goog_hash": f"md5={OTHER}"}, {"md5Hash": MD5, "crc32c": "AAAAAA=="}]
)
def test_something_else_is_an_error(store, path, states, kind, told):
    """Also by `send`. The session is over, and nothing of it is noted."""
    if "crc32c" in told:
        pytest.importorskip("google_crc32c")
    with pytest.raises(DigestMismatch, match=r"what the server has is not what was sent, by (md5|crc32c)") as caught:
        store.send(SOURCES[kind](path), begun(), stored(**told))
    assert caught.value.operation is not None
    assert not states.exists() or left(states) == []


@pytest.mark.parametrize(("told", "why"), [
    ({}, "the server names no digest of it"), ({"md5Hash": ""}, "the server names no digest of it"),
    ({"md5Hash": 7}, "the server names no digest of it"), ({"md5Hash": "!" * 24}, "the server names no digest of it"),
    ({"md5Hash": "zz" * 16}, "the server names no digest of it"), ({"md5Hash": [MD5]}, "the server names no digest"),
])  # fmt: skip
def test_what_is_not_verified_is_said(store, path, told, why):
    """And is no error."""
    got = receipt(store, path, begun(), stored(**told))
    assert got.verified == ()
    assert got.unverified.startswith(why)


def test_what_cannot_be_made_is_said(store, path, monkeypatch):
    """As CRC-32C without its library."""
    monkeypatch.setattr(hashing, "_has_crc32c", lambda: False)
    got = receipt(store, path, begun(), stored(crc32c="AAAAAA=="))
    assert got.unverified == "crc32c cannot be made here; install ferrule[files]"


def test_digests_of_the_answer_itself_are_not_of_the_file(store, path):
    """What standard fields name beside a body is of that body (RFC 9530 §3)."""
    own = sf("sha-256", bytes(32))
    answer = stored(repr_digest=own, content_digest=own, content_md5=OTHER)
    assert receipt(store, path, begun(), answer).unverified == "the server names no digest of it"


@pytest.mark.parametrize(("kind", "why"), [("path", ""), ("file", ""), ("iterator", "cannot be read again")])
@pytest.mark.parametrize("fields", [{"repr_digest": sf("sha-512", SHA512)}, {"content_digest": sf("sha-512", SHA512)}])
def test_of_an_answer_without_content_standard_fields_count(store, path, kind, why, fields):
    """By an algorithm that was not made on the way, where the source can be read again."""
    got = by_tus(store, SOURCES[kind](path), **fields)
    assert (got.verified, got.result) == (() if why else ("sha-512",), None)
    assert why in got.unverified


@pytest.mark.parametrize(
    "fields",
    [{"repr_digest": sf("sha-256", bytes(32))}, {"content_digest": sf("sha-512", bytes(64))}, {"content_md5": OTHER}],
)
def test_another_file_by_such_a_field_is_an_error(store, path, fields):
    """Whether that was made on the way or not."""
    with pytest.raises(DigestMismatch):
        by_tus(store, path, **fields)


@pytest.mark.parametrize("fields", [
    {"content_digest": sf("sha-256", NOTHING), "content_md5": "1B2M2Y8AsgTpgAmY7PhCfg=="}, {"content_md5": "rubbish"},
])  # fmt: skip
def test_digests_of_nothing_beside_no_content_do_not_count(store, path, fields):
    """Some servers tell what their answer has."""
    assert by_tus(store, path, **fields).unverified == "the server names no digest of it"


def test_a_file_that_changes_before_it_is_read_again_is_not_verified(store, path):
    """It was another that was sent."""
    store.serve(reply(status=201, content_type=None, location="/v1/tus/1"), arrived(repr_digest=sf("sha-512", SHA512)))
    handler = store.world.handler

    async def changing(call: Any) -> Any:
        answer = await handler(call)
        if call.method == "PATCH":
            path.write_bytes(DATA[::-1])
        return answer

    store.world.handler = changing
    got = store.do(lambda: store.client.tus.create.upload().send_for_receipt(path))
    assert (got.verified, got.unverified) == ((), "it was changed after it was sent")


def test_a_file_that_another_process_began_to_send_is_hashed_from_its_start(store, path, states):
    """What it had sent is read again; also where it had sent all of it, and only the answer was lost."""
    for answers in ([more(UNIT), *[ReadFailed("cut")] * 5], [ReadFailed("cut")] * 5):
        with pytest.raises(TransferFailed):
            store.send(path, begun(), *answers, chunk=4 * UNIT if len(answers) == 5 else UNIT)
        rest = [] if len(answers) == 5 else [more(UNIT), more(2 * UNIT)]
        got = receipt(store, path, *rest, stored(md5Hash=MD5), chunk=UNIT)
        assert (got.verified, got.sha256) == (("md5",), hashlib.sha256(DATA).hexdigest())


def test_what_is_sent_twice_is_hashed_once(store, path):
    """As the server may have lost some of it, or all with its session."""
    answers = [begun(), more(2 * UNIT), more(100), reply(status=404), begun(), more(2 * UNIT), stored(md5Hash=MD5)]
    assert receipt(store, path, *answers, chunk=2 * UNIT).verified == ("md5",)
