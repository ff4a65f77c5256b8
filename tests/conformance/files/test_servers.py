"""Files to and from servers that others wrote, interrupted and gone on with, in both worlds."""

from __future__ import annotations

import asyncio
import hashlib
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conformance.files.conftest import Running
from ferrule import ApiKey, Bearer, Middleware, Policies, Progress, TransferFailed
from ferrule_apis.storage import AsyncStorage, Storage
from transfer.conftest import files as files
from transfer.conftest import states as states

CONTENT = random.Random(5).randbytes(3 << 20)
UNIT = 262_144


class Interrupted(Exception):
    """What a user does."""


def until(done: int) -> Callable[[Progress], None]:
    """Interrupts a transfer that is so far."""

    def interrupt(progress: Progress) -> None:
        if progress.done >= done:
            raise Interrupted

    return interrupt


def act(client: Any, work: Callable[[Any], Any]) -> Any:
    """Do something with a client of either world, and close that."""
    if hasattr(client, "__enter__"):
        with client:
            return work(client)

    async def scenario() -> Any:
        async with client:
            return await work(client)

    return asyncio.run(scenario())


async def _as_the_emulator_has_it(call: Any, next: Any, runtime: Any) -> Any:
    return await next(call.replace(url=call.url.replace("/resumable/upload/", "/upload/")))


def storage(server: Running, world: str) -> Any:
    """A client of the emulator, which has one address where Google has two."""
    facade = Storage if world == "sync" else AsyncStorage
    policies = Policies(middleware=[Middleware(_as_the_emulator_has_it, "call")])
    return facade(base_url=server.url, auth=Bearer("any"), policies=policies)


def insert(client: Any, name: str) -> Any:
    """An upload to it."""
    return client.objects.insert.upload("films", name=name)


def own(files: Any, server: Running, world: str) -> Any:
    """A client of any other server."""
    facade = files.Files if world == "sync" else files.AsyncFiles
    return facade(base_url=server.url, auth=ApiKey("key"), policies=Policies(breaker=None))


@pytest.mark.parametrize("size", [0, 1, UNIT - 1, UNIT, UNIT + 1, len(CONTENT)])
def test_google_s_protocol(gcs, world, tmp_path, size):
    """From a path and from an iterator, and back, compared with its hashes."""
    content, source = CONTENT[:size], tmp_path / "a.bin"
    source.write_bytes(content)
    parts = (content[at : at + 1000] for at in range(0, size, 1000))
    target = tmp_path / "saved"
    for given in (source, parts):
        made = act(storage(gcs, world), lambda client, given=given: insert(client, "a/b.bin").send(given, chunk=UNIT))
        assert made.size == str(size)
        saved = act(storage(gcs, world), lambda client: client.objects.download.file("films", "a/b.bin").save(target))
        assert target.read_bytes() == content
        assert (saved.size, saved.sha256) == (size, hashlib.sha256(content).hexdigest())


def test_google_s_protocol_gone_on_with(gcs, world, tmp_path):
    """By another client, where the last one stopped."""
    source, told = tmp_path / "a.bin", list[Progress]()
    source.write_bytes(CONTENT)

    def send(client: Any, progress: Any) -> Any:
        return insert(client, "a.bin").send(source, chunk=UNIT, progress=progress)

    with pytest.raises(Interrupted):
        act(storage(gcs, world), lambda client: send(client, until(4 * UNIT)))
    made = act(storage(gcs, world), lambda client: send(client, told.append))
    assert (made.size, told[0].resumed) == (str(len(CONTENT)), 4 * UNIT)
    saved = act(storage(gcs, world), lambda client: client.objects.download.file("films", "a.bin").save(tmp_path / "b"))
    assert saved.sha256 == hashlib.sha256(CONTENT).hexdigest()


@pytest.mark.parametrize("size", [0, 1, 100_000, len(CONTENT)])
def test_tus(tus, world, files, tmp_path, size):
    """From a path and from an iterator."""
    content, source = CONTENT[:size], tmp_path / "a.bin"
    source.write_bytes(content)
    parts = (content[at : at + 1000] for at in range(0, size, 1000))
    for given in (source, parts):
        act(own(files, tus, world), lambda client, given=given: client.tus.create.upload().send(given, chunk=100_000))
    stored = [one for one in (tus.folder / "data").iterdir() if one.suffix != ".json"]
    assert [one.read_bytes() == content for one in stored] == [True, True]


def test_tus_gone_on_with_after_the_server_was_killed(tus, world, files, tmp_path):
    """In the same session, where the server stands."""
    source, told = tmp_path / "a.bin", list[Progress]()
    source.write_bytes(CONTENT)

    def killing(progress: Progress) -> None:
        if progress.done >= 1 << 20:
            tus.kill()

    def send(client: Any, progress: Any) -> Any:
        return client.tus.create.upload().send(source, chunk=1 << 18, progress=progress)

    with pytest.raises(TransferFailed):
        act(own(files, tus, world), lambda client: send(client, killing))
    tus.start()
    act(own(files, tus, world), lambda client: send(client, told.append))
    assert told[0].resumed == 1 << 20
    stored = [one for one in (tus.folder / "data").iterdir() if one.suffix != ".json"]
    assert [one.read_bytes() == CONTENT for one in stored] == [True]


def served(nginx: Running, content: bytes) -> Path:
    """A file that the server has."""
    path = nginx.folder / "root" / "files" / "a.txt"
    path.write_bytes(content)
    return path


def test_ranges_of_nginx(nginx, world, files, tmp_path):
    """It would compress, but is asked not to; the rest is asked for by its tag."""
    served(nginx, CONTENT)

    def get(client: Any, **how: Any) -> Any:
        return client.files.get.file("a.txt").save(tmp_path / "saved", **how)

    with pytest.raises(Interrupted):
        act(own(files, nginx, world), lambda client: get(client, progress=until(1 << 20)))
    saved = act(own(files, nginx, world), get)
    assert saved.resumed >= 1 << 20
    assert "content-encoding" not in saved.headers
    assert saved.sha256 == hashlib.sha256(CONTENT).hexdigest()


def test_a_file_that_changed_on_nginx(nginx, world, files, tmp_path):
    """All of the new one comes."""
    served(nginx, CONTENT)

    def get(client: Any, **how: Any) -> Any:
        return client.files.get.file("a.txt").save(tmp_path / "saved", **how)

    with pytest.raises(Interrupted):
        act(own(files, nginx, world), lambda client: get(client, progress=until(1 << 20)))
    served(nginx, CONTENT[::-1] + b"x")
    saved = act(own(files, nginx, world), get)
    assert (saved.resumed, saved.sha256) == (0, hashlib.sha256(CONTENT[::-1] + b"x").hexdigest())


def test_a_file_that_is_there_already_but_for_its_name(nginx, world, files, tmp_path):
    """416 tells so."""
    served(nginx, CONTENT)

    def get(client: Any, **how: Any) -> Any:
        return client.files.get.file("a.txt").save(tmp_path / "saved", **how)

    with pytest.raises(Interrupted):
        act(own(files, nginx, world), lambda client: get(client, progress=until(len(CONTENT))))
    saved = act(own(files, nginx, world), get)
    assert (saved.resumed, saved.sha256) == (len(CONTENT), hashlib.sha256(CONTENT).hexdigest())
