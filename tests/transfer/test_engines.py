"""Files through real connections, in both worlds and each engine: cut at random places, and with processes killed."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ferrule import Bearer, Policies
from ferrule.sandbox import Reset, Sandbox, Status, Truncate
from ferrule_apis.storage import AsyncStorage, Storage
from ferrule_apis.storage.models import Bucket
from transfer.conftest import left
from transfer.server import saved, sent, serving_blob

CONTENT = random.Random(7).randbytes(5 << 20)
ENGINES = [("sync", "httpx"), ("sync", "httptools"), ("async", "httpx"), ("async", "httptools"), ("async", "aiohttp")]


@pytest.mark.parametrize(("world", "engine"), ENGINES)
def test_connections_that_are_cut_at_random_places_do_no_harm(files, tmp_path, monkeypatch, world, engine):
    """Each goes on at a byte that came; the waits between them are left out."""
    monkeypatch.setattr("ferrule.client.fetch._SCALE", 0.0)
    with serving_blob(CONTENT, cuts=4, seed=len(world + engine)) as (server, blob):
        found = saved(files, server.url, world, engine, tmp_path / "blob")
    assert found.sha256 == hashlib.sha256(CONTENT).hexdigest()
    assert hashlib.sha256((tmp_path / "blob").read_bytes()).hexdigest() == found.sha256
    assert len(blob.begun) == 5
    assert blob.begun == sorted(blob.begun)
    assert left(tmp_path) == ["blob"]


CHILD = """
import asyncio, sys
from pathlib import Path
sys.path[:0] = sys.argv[1].split(":")
import files_client
from transfer.server import saved
saved(files_client, *sys.argv[2:5], Path(sys.argv[5]), lambda so_far: print(so_far.done >> 20, flush=True))
"""


@pytest.mark.parametrize(("world", "engine"), [("sync", "httpx"), ("async", "httptools")])
def test_a_killed_process_is_gone_on_from(files, tmp_path, world, engine):
    """By SIGKILL, in the middle: at most 8 MiB are asked for again."""
    content = random.Random(8).randbytes(24 << 20)
    paths = ":".join([str(Path(files.__file__).parents[1]), str(Path(__file__).parents[1])])
    with serving_blob(content) as (server, blob):
        blob.hold.clear()
        command = [sys.executable, "-c", CHILD, paths, server.url, world, engine, str(tmp_path / "blob")]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
            assert child.stdout is not None
            for line in child.stdout:
                if int(line) >= 11:
                    os.kill(child.pid, signal.SIGKILL)
                    break
        blob.hold.set()
        assert left(tmp_path) == ["blob.part", "blob.part.journal"]
        found = saved(files, server.url, world, engine, tmp_path / "blob")
    assert found.sha256 == hashlib.sha256(content).hexdigest()
    assert blob.begun == [0, found.resumed]
    assert found.resumed >= 8 << 20
    assert left(tmp_path) == ["blob"]


def storage(sandbox: Sandbox, world: str, engine: str) -> Any:
    """A client of the sandbox's Cloud Storage."""
    facade = Storage if world == "sync" else AsyncStorage
    url, policies = sandbox.url("storage"), Policies(retry=None, breaker=None)
    return facade(base_url=url, auth=Bearer("any"), engine=engine, policies=policies)


def insert(client: Any) -> Any:
    """An upload to it."""
    return client.objects.insert.upload("films", name="blob")


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """Serves Cloud Storage, with one bucket."""
    with Sandbox("storage") as sandbox:
        with storage(sandbox, "sync", "httptools") as client:
            client.buckets.insert(project="p", body=Bucket(name="films"))
        yield sandbox


def stored(sandbox: Sandbox) -> tuple[str, int]:
    """Digest and size of what arrived."""
    with storage(sandbox, "sync", "httptools") as client:
        content = client.objects.download("films", "blob")
    return hashlib.sha256(content).hexdigest(), len(content)


@pytest.mark.parametrize(("world", "engine"), ENGINES)
def test_an_upload_arrives_through_resets_errors_and_lost_answers(sandbox, tmp_path, monkeypatch, world, engine):
    """Whatever happens to its chunks and their answers."""
    monkeypatch.setattr("ferrule.client.resuming._SCALE", 0.0)
    (tmp_path / "blob").write_bytes(CONTENT)
    sandbox.faults.clear()
    ill = (Reset("before"), Reset("after"), Truncate("headers"), Truncate("body"), Status(503))
    sandbox.faults.add(script=[step for one in ill for step in ((one,), ())], api="storage", method="PUT")
    made = sent(storage(sandbox, world, engine), insert, tmp_path / "blob", chunk=1 << 20)
    sandbox.faults.clear()
    assert (made.size, stored(sandbox)) == (str(len(CONTENT)), (hashlib.sha256(CONTENT).hexdigest(), len(CONTENT)))


UPLOADER = """
import sys
from pathlib import Path
sys.path[:0] = [sys.argv[1]]
from ferrule import Bearer, Policies
from ferrule_apis.storage import AsyncStorage, Storage
from transfer.server import sent
made = (Storage if sys.argv[3] == "sync" else AsyncStorage)(base_url=sys.argv[2], auth=Bearer("any"), engine=sys.argv[4])
upload = lambda client: client.objects.insert.upload("films", name="blob")
sent(made, upload, Path(sys.argv[5]), chunk=1 << 18, progress=lambda so_far: print(so_far.done >> 20, flush=True))
"""


@pytest.mark.parametrize(("world", "engine"), [("sync", "httpx"), ("async", "httptools")])
def test_a_killed_upload_is_gone_on_with(sandbox, tmp_path, world, engine):
    """By another process, in the same session."""
    (tmp_path / "blob").write_bytes(CONTENT)
    here = str(Path(__file__).parents[1])
    command = [sys.executable, "-c", UPLOADER, here, sandbox.url("storage"), world, engine, str(tmp_path / "blob")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        for line in child.stdout:
            if int(line) >= 2:
                os.kill(child.pid, signal.SIGKILL)
                break
    before, told = len(sandbox.log), list[Any]()
    sent(storage(sandbox, world, engine), insert, tmp_path / "blob", progress=told.append)
    assert told[0].resumed >= 2 << 20
    assert [one.method for one in list(sandbox.log)[before:]] == ["PUT", "PUT"]
    assert stored(sandbox) == (hashlib.sha256(CONTENT).hexdigest(), len(CONTENT))
