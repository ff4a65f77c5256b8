"""Files by the hundred, cut and killed at random, and each of them whole in the end (`nox -s soak`).

In each world and engine, files of 1 to 64 MB are saved from a server that cuts its connections, and sent to the
sandbox's Cloud Storage while it answers with errors, late or not at all. Some of the processes that do so are killed,
and others go on. Each file must arrive with its SHA-256.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import multiprocessing
import os
import random
import re
import signal
import socket
import sys
import tempfile
import threading
import time
from contextlib import suppress
from multiprocessing.connection import Connection as Pipe
from pathlib import Path
from typing import Any

import attrs

from ferrule.auth.credentials import Bearer
from ferrule.client import fetch, resuming
from ferrule.sandbox import Reset, Sandbox, Status, Truncate
from ferrule.settings.policies import Policies
from ferrule_apis.storage import AsyncStorage, Storage
from ferrule_apis.storage.models import Bucket

ENGINES = (("sync", "httpx"), ("sync", "httptools"), ("async", "httpx"), ("async", "httptools"), ("async", "aiohttp"))
LARGEST = 64 << 20
CONTENT = random.Random(64).randbytes(LARGEST)
KILLED = 0.05  # of all transfers
_ASKED = re.compile(rb"/o/(\d+)\?")
_RANGE = re.compile(rb"\r\nrange: bytes=(\d+)-", re.IGNORECASE)


def serve_blobs(pipe: Pipe) -> None:
    """Every number of bytes is a file; each second connection is cut somewhere."""
    listener = socket.create_server(("127.0.0.1", 0))
    pipe.send(f"http://127.0.0.1:{listener.getsockname()[1]}")
    while True:
        threading.Thread(target=_serve_blob, args=(listener.accept()[0],), daemon=True).start()


def _serve_blob(sock: socket.socket) -> None:
    with suppress(OSError), sock:
        head = b""
        while True:
            while b"\r\n\r\n" not in head:
                if not (more := sock.recv(65_536)):
                    return
                head += more
            asked, part = _ASKED.search(head), _RANGE.search(head)
            size, begin, head = int(asked[1]) if asked else 0, int(part[1]) if part else 0, b""
            is_cut = random.random() < 0.5
            end = random.randint(begin, size) if is_cut else size
            fields = f'ETag: "{size}"\r\nContent-Length: {size - begin}\r\n'
            if part:
                fields += f"Content-Range: bytes {begin}-{size - 1}/{size}\r\n"
            sock.sendall(f"HTTP/1.1 {'206 Part' if part else '200 OK'}\r\n{fields}\r\n".encode())
            sock.sendall(memoryview(CONTENT)[begin:end])
            if is_cut:
                return


def serve_storage(pipe: Pipe) -> None:
    """The sandbox's Cloud Storage under faults; tells the digest of each object that it is asked for."""
    with Sandbox("storage") as sandbox:
        with Storage(Bearer("any"), base_url=sandbox.url("storage")) as client:
            client.buckets.insert(project="p", body=Bucket(name="b"))
        for fault in (
            Status(503, retry_after=0),
            Reset("before"),
            Reset("after"),
            Truncate("headers"),
            Truncate("body"),
        ):
            sandbox.faults.add(fault, api="storage", method="PUT", rate=0.06)
        pipe.send(sandbox.url("storage"))
        objects: Any = sandbox._apis["storage"]
        while name := pipe.recv():
            found = objects._objects.pop(("b", name)).data
            sandbox.log.clear()
            pipe.send(hashlib.sha256(found).hexdigest())


@attrs.frozen
class Job:
    """One transfer, in a process that may be killed."""

    world: str
    engine: str
    url: str
    kind: str
    size: int
    path: Path


def do(job: Job) -> None:
    """Do it."""
    fetch._SCALE = resuming._SCALE = 0.01
    policies = Policies(breaker=None, cache=None)
    facade: Any = Storage if job.world == "sync" else AsyncStorage
    client = facade(Bearer("any"), base_url=job.url, engine=job.engine, policies=policies)

    def begun() -> Any:
        if job.kind == "download":
            return client.objects.download.file("b", str(job.size)).save(job.path)
        return client.objects.insert.upload("b", name=str(job.size)).send(job.path, chunk=1 << 20)

    async def scenario() -> None:
        async with client:
            await begun()

    if job.world == "async":
        asyncio.run(scenario())
    else:
        with client:
            begun()


def killed(job: Job) -> bool:
    """Do it in a process that is killed at some moment; whether it was before its end."""
    child = multiprocessing.Process(target=do, args=(job,))
    child.start()
    child.join(random.uniform(0.0, 0.5))
    was_alive = child.is_alive()
    if was_alive and child.pid is not None:
        os.kill(child.pid, signal.SIGKILL)
    child.join()
    return was_alive


def main() -> None:
    """Run it; fails at the first file that is not what it should be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200, help="downloads, and uploads, in each world and engine")
    parser.add_argument("--engine", action="append", help="such as sync/httpx; all if none is given")
    options = parser.parse_args()
    multiprocessing.set_start_method("fork")
    servers: list[tuple[str, Pipe, multiprocessing.Process]] = []
    for serve in (serve_blobs, serve_storage):
        ours, theirs = multiprocessing.Pipe()
        server = multiprocessing.Process(target=serve, args=(theirs,), daemon=True)
        server.start()
        servers.append((ours.recv(), ours, server))
    (blobs, _, _), (storage, pipe, _) = servers
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_STATE_HOME"] = folder
        for world, engine in ENGINES:
            if options.engine and f"{world}/{engine}" not in options.engine:
                continue
            began, moved, kills, path = time.monotonic(), 0, 0, Path(folder) / "file"
            for kind in ("download", "upload") * options.count:
                size = int((1 << 20) * 64 ** random.random())
                expected = hashlib.sha256(memoryview(CONTENT)[:size]).hexdigest()
                path.unlink(missing_ok=True)
                if kind == "upload":
                    path.write_bytes(memoryview(CONTENT)[:size])
                job = Job(world, engine, blobs if kind == "download" else storage, kind, size, path)
                if random.random() < KILLED:
                    kills += killed(job)
                do(job)
                if kind == "upload":
                    pipe.send(str(size))
                    found = pipe.recv()
                else:
                    found = hashlib.sha256(path.read_bytes()).hexdigest()
                if found != expected:
                    sys.exit(f"{job}: {found} is not {expected}")
                moved += size
            took = time.monotonic() - began
            left = [one.name for one in Path(folder).rglob("*") if one.is_file() and one != path]
            print(
                f"{world:5} {engine:9} {options.count} downloads, {options.count} uploads, {moved / 1e9:.1f} GB, "
                f"{kills} killed, {took:.0f} s; left: {', '.join(left) or 'nothing'}", flush=True,
            )  # fmt: skip


if __name__ == "__main__":
    main()
