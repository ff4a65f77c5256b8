"""`ferrule top`: processes with sockets in a folder of the test's own."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path

import msgspec
import pytest

import scenes
from ferrule.telemetry.process import Process
from ferrule.top import processes


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where `ferrule top` looks."""
    made = tmp_path / "ferrule"
    made.mkdir(mode=0o700)
    monkeypatch.setattr(processes, "folders", lambda: [made, tmp_path / "none"])
    return made


@pytest.fixture
def speaking(folder: Path) -> Iterator[Callable[..., Path]]:
    """`speaking("12.sock", b"...")` is a process that says this to each who connects, and hangs up."""
    with ExitStack() as stack:
        yield partial(_speaking, stack, folder)


def _speaking(stack: ExitStack, folder: Path, name: str, said: bytes, *, hang_up: bool = True) -> Path:
    path = folder / name
    listener = stack.enter_context(socket.socket(socket.AF_UNIX))
    listener.bind(str(path))
    listener.listen()

    def serve() -> None:
        while True:
            try:
                viewer, _ = listener.accept()
            except OSError:
                return
            with viewer, suppress(OSError):  # who looks may hang up first
                viewer.sendall(said)
                if not hang_up:
                    viewer.recv(1)  # until the other side does

    threading.Thread(target=serve, daemon=True).start()
    stack.callback(listener.shutdown, socket.SHUT_RDWR)
    return path


@pytest.fixture(scope="session")
def stormy() -> Process:
    """A shop in an outage, and a quiet neighbour."""
    return scenes.storm(480.0, 0.05)


def line(process: Process) -> bytes:
    """As the socket says it."""
    return msgspec.json.encode(process) + b"\n"


@pytest.fixture
def said(stormy: Process) -> bytes:
    """Its snapshot, as the socket says it."""
    return line(stormy)
