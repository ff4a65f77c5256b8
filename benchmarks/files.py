"""Files: a gigabyte from nginx to a file in turns with what others do for that, and the memory of two gigabytes.

`requests` and Hugging Face's way stand for the loops that people write: the second writes to a part, compares its size
and renames it. Neither hashes, syncs, or can be trusted with a part after a power cut.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import httpx
import nginx
import requests
from measure import Spread, Timing, interleave, repeat
from report import Budget, Report

from ferrule import Bearer
from ferrule.engines.choice import EngineName
from ferrule_apis.github import AsyncGitHub, GitHub
from ferrule_apis.storage import AsyncStorage, Storage

_ASSET = ("octocat", "hello-world", 1)
_ROUNDS = 5
_PEER = "requests"
_SIZE = 2_000_000_000  # bytes whose memory is looked at
_MEMORY = ("blocking down", "blocking up", "async down", "async up")
_RANGE = re.compile(rb"content-range: bytes (?:(\d+)-(\d+)|\*)/(\d+)", re.IGNORECASE)


def turns(*, quick: bool) -> int:
    """Turns in all, for the progress bar."""
    return (2 if quick else _ROUNDS) * 6 * nginx.is_installed() + len(_MEMORY)


def run(*, quick: bool, tick: Callable[[], None]) -> list[Report]:
    """Measure."""
    return [*_rates(quick=quick, tick=tick), _memory(tick)]


def _rates(*, quick: bool, tick: Callable[[], None]) -> Iterator[Report]:
    if not nginx.is_installed():
        return
    rounds = 2 if quick else _ROUNDS
    with nginx.running() as port, tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        works = {name: repeat(call) for name, call in _clients(port, Path(folder) / "file", stack).items()}
        timing = interleave(works, rounds=rounds, times=1, tick=tick)
    budget = Budget(
        "a gigabyte to a file, time of requests'", "", 2.0, timing.ratio("ferrule on httptools", _PEER).median
    )
    notes = [
        f"{rounds} rounds, in turns. Only ferrule makes a SHA-256 and syncs to the disk; the others trust what came."
    ]
    yield Report(
        "files: 1 GB from nginx to a file",
        ["client", "MB a second", "of requests'"],
        list(_rows(timing)),
        notes,
        [budget],
    )


def _rows(timing: Timing) -> Iterator[list[str | float | Spread]]:
    for name, seconds in timing.seconds.items():
        yield [name, Spread.of([nginx.GIGABYTE / 1e6 / one for one in seconds]), timing.ratio(_PEER, name)]


def _clients(port: int, path: Path, stack: ExitStack) -> dict[str, Callable[[], object]]:
    base = f"http://127.0.0.1:{port}"
    url, part = f"{base}/{nginx.LARGE}", path.with_name("file.incomplete")

    def curl() -> None:
        subprocess.run(["curl", "-s", "-o", str(path), url], check=True)

    def plain() -> None:
        with requests.get(url, stream=True, timeout=60) as response, path.open("wb") as file:
            for chunk in response.iter_content(1 << 20):
                file.write(chunk)

    hub = stack.enter_context(httpx.Client())

    def hugging() -> None:
        with hub.stream("GET", url) as response, part.open("wb") as file:
            for chunk in response.iter_bytes(10 << 20):
                file.write(chunk)
            size = file.tell()
        assert size == int(response.headers["content-length"])
        shutil.move(part, path)

    def ours(engine: EngineName) -> Callable[[], object]:
        client = stack.enter_context(GitHub(base_url=base, engine=engine))
        return lambda: client.repos.get_release_asset.file(*_ASSET).save(path)

    runner = stack.enter_context(asyncio.Runner())
    later = AsyncGitHub(base_url=base, engine="httptools")
    runner.run(later.__aenter__())
    stack.callback(lambda: runner.run(later.__aexit__(None, None, None)))
    found: dict[str, Callable[[], object]] = {"curl": curl} if shutil.which("curl") else {}
    return found | {
        "requests": plain,
        "as huggingface_hub": hugging,
        "ferrule on httptools": ours("httptools"),
        "ferrule on httpx": ours("httpx"),
        "ferrule on httptools, async": lambda: runner.run(later.repos.get_release_asset.file(*_ASSET).save(path)),
    }


def _memory(tick: Callable[[], None]) -> Report:
    rows: list[list[str | float | Spread]] = []
    listener = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=_serve, args=(listener,), daemon=True).start()
    with tempfile.TemporaryDirectory() as folder:
        for name in _MEMORY:
            command = [sys.executable, __file__, *name.split(), str(listener.getsockname()[1]), folder]
            rows.append([name, float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)])
            tick()
    listener.close()
    worst = max(float(row[1]) for row in rows if not isinstance(row[1], Spread | str))
    budget = Budget("2 GB through a client, above the peak before", "MB", 50.0, worst)
    return Report(
        "files: memory of 2 GB", ["way", "MB above the peak before"], rows, ["Each in a process of its own."], [budget]
    )


def _serve(listener: socket.socket) -> None:
    while True:
        try:
            sock, _ = listener.accept()
        except OSError:
            return
        threading.Thread(target=_answer, args=(sock,), daemon=True).start()


def _answer(sock: socket.socket) -> None:
    """Zeros for a GET; sessions of Google's protocol for the others."""
    with suppress(OSError), sock:
        head = b""
        while True:
            while b"\r\n\r\n" not in head:
                if not (more := sock.recv(1 << 20)):
                    return
                head += more
            head, _, body = head.partition(b"\r\n\r\n")
            length = re.search(rb"\r\ncontent-length: (\d+)", head, re.IGNORECASE)
            left = (int(length[1]) if length else 0) - len(body)
            while left > 0:
                left -= len(sock.recv(min(left, 1 << 20)))
            if head.startswith(b"GET"):
                asked = re.search(rb"/o/(\d+)", head)
                size = int(asked[1]) if asked else 0
                sock.sendall(f"HTTP/1.1 200 OK\r\nContent-Length: {size}\r\n\r\n".encode())
                for at in range(0, size, 1_000_000):
                    sock.sendall(bytes(min(1_000_000, size - at)))
            elif head.startswith(b"POST"):
                host = re.search(rb"host: (\S+)", head, re.IGNORECASE)
                at = host[1].decode() if host else ""
                sock.sendall(f"HTTP/1.1 200 OK\r\nLocation: http://{at}/session\r\nContent-Length: 0\r\n\r\n".encode())
            else:
                part = _RANGE.search(head)
                end, total = (int(part[2] or 0) + 1, int(part[3])) if part else (0, 0)
                more_to_come = f"308 Resume Incomplete\r\nRange: bytes=0-{end - 1}\r\nContent-Length: 0\r\n\r\n"
                done = "200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
                sock.sendall(f"HTTP/1.1 {done if end == total else more_to_come}".encode())
            head = b""


def _peak() -> float:
    """MB that this process had in memory at most. Not `ru_maxrss`, which begins with what its parent had."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1000


def _child(world: str, way: str, port: str, folder: str) -> None:
    """Transfer a little, then two gigabytes, and print how much higher the peak was."""
    os.environ["XDG_STATE_HOME"] = folder
    path = Path(folder) / "file"
    facade: Any = Storage if world == "blocking" else AsyncStorage
    client = facade(Bearer("any"), base_url=f"http://127.0.0.1:{port}")

    def begun(size: int) -> Any:
        if way == "down":
            return client.objects.download.file("b", str(size)).save(path)
        with path.open("wb") as file:
            file.truncate(size)
        return client.objects.insert.upload("b", name="o").send(path)

    async def scenario() -> float:
        async with client:
            await begun(1000)
            before = _peak()
            await begun(_SIZE)
            return _peak() - before

    if world == "async":
        print(asyncio.run(scenario()))
        return
    with client:
        begun(1000)
        before = _peak()
        begun(_SIZE)
        print(_peak() - before)


if __name__ == "__main__":
    _child(*sys.argv[1:])
