"""`.upload(…).send(…)` where the file is the body of the operation's own request."""

from __future__ import annotations

import asyncio
import hashlib
import json
import threading
from typing import Any

import pytest

from engines.server import Peer, answering, serving
from ferrule import ApiKey, DigestMismatch, Forbidden, Policies, Progress, Retry
from streams.conftest import reply
from transfer.server import sent
from transfer.test_engines import ENGINES
from worlds import BlockingWorld

DATA = bytes(range(256)) * 4096


def done() -> Any:
    """The answer."""
    return reply(json.dumps({"name": "a", "size": len(DATA)}).encode(), content_type="application/json")


def test_the_arguments_are_the_operation_s_without_its_body(store, tmp_path):
    """The media type follows from the file's name, unless it is told."""
    (tmp_path / "a.zip").write_bytes(DATA)
    store.serve(done(), done())
    upload = store.client.raw.put.upload("a")
    assert store.do(lambda: upload.send(tmp_path / "a.zip")).size == len(DATA)
    store.do(lambda: upload.send(DATA, content_type="text/x-own"))
    assert [call.headers["content-type"] for call in store.calls] == ["application/zip", "text/x-own"]
    assert (store.calls[0].method, store.calls[0].url) == ("PUT", "https://files.example/v1/raw/a")
    assert store.calls[0].options.deadline == 30.0 + len(DATA) / 65_536


def test_an_error_is_raised_as_of_any_call(store):
    """Nothing more is sent."""
    store.serve(reply(status=403))
    with pytest.raises(Forbidden):
        store.do(lambda: store.client.raw.put.upload("a").send(DATA))


@pytest.mark.parametrize(("world", "engine"), ENGINES)
@pytest.mark.parametrize("kind", ["path", "file", "bytes", "iterator"])
def test_it_is_read_while_it_is_sent_and_again_where_that_can_be(files, tmp_path, world, engine, kind):
    """A service that is not there yet gets it a second time; an iterator is sent once."""
    got: list[bytes] = []
    answers = [b"HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n"] if kind != "iterator" else []
    answers.append(whole_answer(f'{{"digest":"sha256:{hashlib.sha256(DATA).hexdigest()}"}}'))
    lock = threading.Lock()

    def behave(peer: Peer) -> None:
        while (request := peer.request()) is not None:
            with lock:
                got.append(_dechunked(*request))
                answer = answers.pop(0)
            peer.send(answer)

    (tmp_path / "a.bin").write_bytes(DATA)
    told: list[Progress] = []
    with serving(behave) as server, (tmp_path / "a.bin").open("rb") as opened:
        source = {
            "path": tmp_path / "a.bin", "file": opened, "bytes": DATA,
            "iterator": (DATA[at : at + 1000] for at in range(0, len(DATA), 1000)),
        }[kind]  # fmt: skip
        settings: dict[str, Any] = {
            "base_url": server.url, "auth": ApiKey("key"), "engine": engine,
            "policies": Policies(retry=Retry(transient_scale=0.0)),
        }  # fmt: skip
        if world == "sync":
            with files.Files(**settings) as client:
                receipt = client.raw.put.upload("a").send_for_receipt(source, progress=told.append)
        else:

            async def scenario() -> Any:
                async with files.AsyncFiles(**settings) as client:
                    return await client.raw.put.upload("a").send_for_receipt(source, progress=told.append)

            receipt = asyncio.run(scenario())
    assert got == [DATA] * len(got)
    assert len(got) == (1 if kind == "iterator" else 2)
    assert (told[0].done, told[-1].done) == (0, len(DATA))
    assert (receipt.verified, receipt.size) == (("sha-256",), len(DATA))


@pytest.mark.parametrize(("world", "engine"), ENGINES)
def test_another_digest_is_an_error(files, world, engine):
    """The server has something else."""
    answer = whole_answer(f'{{"digest":"sha256:{"0" * 64}"}}')
    with serving(answering(answer)) as server:
        settings: dict[str, Any] = {"base_url": server.url, "auth": ApiKey("key"), "engine": engine}
        with pytest.raises(DigestMismatch, match="not what was sent, by sha-256"):
            sent((files.Files if world == "sync" else files.AsyncFiles)(**settings), put, DATA)


def test_an_answer_before_all_was_sent_verifies_nothing(store):
    """What it speaks of is not known."""
    digest = hashlib.sha256(DATA).hexdigest()
    store.serve(reply(json.dumps({"digest": digest}).encode(), content_type="application/json"))
    receipt = store.do(lambda: store.client.raw.put.upload("a").send_for_receipt(DATA))
    assert (receipt.verified, receipt.unverified) == ((), "the server answered before it had all of it")


def put(client: Any) -> Any:
    """What takes a file as its body."""
    return client.raw.put.upload("a")


def whole_answer(body: str) -> bytes:
    """As it is on the wire."""
    return f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode()


def _dechunked(head: bytes, body: bytes) -> bytes:
    if b"chunked" not in head.lower():
        return body
    found, rest = b"", body
    while rest:
        size, _, rest = rest.partition(b"\r\n")
        found, rest = found + rest[: int(size, 16)], rest[int(size, 16) + 2 :]
    return found


def test_a_plain_call_goes_on_taking_the_body(store):
    """The verb changes nothing for it."""
    store.serve(done())

    async def scenario() -> Any:
        made = store.client.raw.put("a", body=b"xyz")
        return made if isinstance(store.world, BlockingWorld) else await made

    assert store.run(scenario).name == "a"
    assert store.calls[0].body["content"] == b"xyz"
