"""Servers that say what they like: what is saved or sent is whole, or it fails in words of ours."""

from __future__ import annotations

import base64
import hashlib
import json
import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ferrule import Call, DigestMismatch, FerruleError, ReadFailed
from ferrule.call import Body
from streams.conftest import Script, reply
from transfer.conftest import Store, left

SEEDS = range(20)
SIZES = (1000, 1000, 1200, 700)
VERSIONS = {f'"v{number}"': random.Random(number).randbytes(size) for number, size in enumerate(SIZES)}
ASKED = re.compile(r"bytes=(\d+)-")
SENT = re.compile(r"bytes (?:(\d+)-\d+|\*)/(\d+|\*)")
UNIT = 262_144
SESSION = "https://files.example/v1/upload?id="


def md5(content: bytes) -> str:
    """As Google writes it."""
    return base64.b64encode(hashlib.md5(content, usedforsecurity=False).digest()).decode()


class Liar:
    """Has several versions of a file. The bytes that it gives are of one of them; what it says of them may be wrong."""

    def __init__(self, seed: int) -> None:
        self.random, self.tag, self.is_honest = random.Random(seed), '"v0"', False

    def __call__(self, call: Call) -> Any:
        asked = ASKED.fullmatch(call.headers.get("range", ""))
        if self.is_honest:
            return self._truth(int(asked[1]) if asked and call.headers["if-range"] == self.tag else 0)
        pick = self.random.choice
        if self.random.random() < 0.2:
            self.tag = pick([*VERSIONS])
        content = VERSIONS[self.tag]
        first = int(asked[1]) if asked and self.random.random() < 0.8 else pick([0, 0, 1, 300])
        first = min(first, len(content) - 1)
        last = max(first, pick([len(content) - 1, len(content) - 1, len(content) // 2]))
        status = pick(
            [206] * 6 + [200] * 4 + [416, 416, 412, 304, 404, 503, 204, 226] if asked else [200] * 8 + [206, 503, 204]
        )
        body = {206: content[first : last + 1], 200: content}.get(status, b"no")
        fields: dict[str, str | None] = {
            "etag": pick([self.tag] * 6 + [f"W/{self.tag}", '"x', f'{self.tag}, "y"', None]),
            "content_length": pick([str(len(body))] * 5 + [str(len(body) + 1), str(len(body) - 1), "0", None]),
            "x_goog_hash": pick([None] * 8 + [f"md5={md5(content)}", f"md5={md5(b'')}"]),
            "content_encoding": pick([None] * 9 + ["gzip"]),
        }
        if status == 206 or self.random.random() < 0.1:
            total = pick([len(content), len(content), "*", len(content) + 1])
            right = f"bytes {first}-{last}/{total}"
            fields["content_range"] = pick(
                [right] * 8 + ["bytes */1000", "items 0-9/10", f"bytes {first}-{last}", None]
            )
        if status == 416:
            fields["content_range"] = pick([f"bytes */{len(content)}", "bytes */*", "bytes */0", "x", None])
        steps: list[Any] = [body[at : at + 100] for at in range(0, len(body), 100)]
        if self.random.random() < 0.4:
            steps = [*steps[: self.random.randrange(len(steps) + 1)], ReadFailed("cut")]
        return reply(
            *steps, status=status, content_type="text/plain", **{name: one for name, one in fields.items() if one}
        )

    def _truth(self, first: int) -> Any:
        content, total = VERSIONS[self.tag], len(VERSIONS[self.tag])
        if first == total:
            return reply(status=416, content_range=f"bytes */{total}", etag=self.tag)
        part = {"status": 206, "content_range": f"bytes {first}-{total - 1}/{total}"} if first else {}
        return reply(content[first:], etag=self.tag, content_length=str(total - first), **part)


class Forgetful:
    """A server of Google's protocol that loses answers, bytes and sessions, and may say that it has more or fewer."""

    def __init__(self, seed: int) -> None:
        self.random, self.is_honest = random.Random(seed), False
        self.open: dict[str, bytearray] = {}
        self.done: dict[str, bytes] = {}

    def __call__(self, call: Call) -> Any:
        if self._happens(0.1):
            ill = [reply(status=status) for status in (503, 500, 429, 400, 412)]
            return self.random.choice([ReadFailed("cut"), *(ill if call.method == "PUT" else ill[:1])])
        if call.method == "POST":
            url = f"{SESSION}{len(self.open) + len(self.done)}-{self.random.random()}"
            self.open[url] = bytearray()
            return reply(content_type=None, location=url)
        if self._happens(0.03):
            self.open.pop(call.url, None)
        if call.url in self.open:
            self._store(self.open[call.url], call)
        return reply(status=404) if call.url not in self.open and call.url not in self.done else self._told(call.url)

    def _store(self, stored: bytearray, call: Call) -> None:
        part, content = SENT.fullmatch(call.headers["content-range"]), call.body.get("content") or b""
        assert part is not None
        if part[1] is not None and int(part[1]) <= len(stored):
            kept = self.random.randrange(len(content) + 1) if self._happens(0.4) else len(content)
            stored[int(part[1]) :] = content[:kept]
        if part[2] == str(len(stored)):
            self.done[call.url] = bytes(self.open.pop(call.url))

    def _told(self, url: str) -> Any:
        if self._happens(0.2):
            return ReadFailed("lost")
        if url in self.done:
            told = {"name": url, "size": len(self.done[url]), "md5Hash": md5(self.done[url])}
            return reply(json.dumps(told).encode(), content_type="application/json")
        size = len(self.open[url])
        if self._happens(0.05):
            size = self.random.choice([max(0, size - 5), size + 1, size + UNIT, 0])
            del self.open[url][size:]
        return reply(status=308, content_type=None, **({"range": f"bytes=0-{size - 1}"} if size else {}))

    def _happens(self, how_often: float) -> bool:
        return not self.is_honest and self.random.random() < how_often


def serve(store: Store, server: Callable[[Call], Any]) -> None:
    """Have it answer all requests."""

    async def handler(call: Call) -> Any:
        answer = server(call)
        if isinstance(answer, Exception):
            raise answer
        response, steps = answer()
        if call.stream:
            response.body = Body(Script(store.world, steps))
        else:
            response.content = b"".join(steps)
        return response

    store.world.handler = handler


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_saved_is_one_version_whole(store: Store, tmp_path: Path, seed: int) -> None:
    """Otherwise nothing has the name, and an honest server gives the file afterwards."""
    liar, path = Liar(seed), tmp_path / "a.bin"
    serve(store, liar)
    for liar.is_honest in (False, False, False, True, True):
        try:
            saved = store.do(lambda: store.client.files.get.file("a.bin").save(path))
        except FerruleError as error:
            assert not path.exists()
            assert not liar.is_honest or isinstance(error, DigestMismatch)  # by what an earlier answer said
        else:
            assert path.read_bytes() in VERSIONS.values()
            assert (saved.size, saved.sha256) == (path.stat().st_size, hashlib.sha256(path.read_bytes()).hexdigest())
            assert left(tmp_path) == ["a.bin"]
            path.unlink()
    assert isinstance(store.do(lambda: store.client.files.get.file("a.bin").save(path)).path, Path)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_sent_is_there_whole(store: Store, tmp_path: Path, seed: int) -> None:
    """Whoever has begun with it; otherwise it fails, and an honest server takes it afterwards."""
    server, path, draw = Forgetful(seed), tmp_path / "a.bin", random.Random(seed)
    size = draw.choice([0, 1, UNIT, UNIT + 1, 3 * UNIT, 3 * UNIT - 1])
    chunk = draw.choice([UNIT, 2 * UNIT, 9 * UNIT])
    path.write_bytes(content := draw.randbytes(size))
    serve(store, server)
    upload = store.client.blobs.insert.upload(name="a.bin")
    for turn, server.is_honest in enumerate((False, False, False, True)):
        source = iter([content[at : at + 99_999] for at in range(0, size, 99_999)]) if turn == 1 else path
        try:
            got = store.do(lambda source=source: upload.send_for_receipt(source, chunk=chunk))
        except FerruleError as error:
            assert not server.is_honest
            assert not isinstance(error, DigestMismatch)
        else:
            assert server.done[got.result.name] == content
            assert (got.verified, got.size, got.sha256) == (("md5",), size, hashlib.sha256(content).hexdigest())
