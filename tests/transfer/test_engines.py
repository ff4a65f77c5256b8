"""Files through real connections, in both worlds and each engine: cut at random places, and with processes killed."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from transfer.conftest import left
from transfer.server import saved, serving_blob

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
