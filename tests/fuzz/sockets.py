"""The httptools engine over sockets, async and blocking: a call gets what the reader reads.

That holds whatever a server sends, and however it is cut.

Clients are kept from case to case, so that what is left of one response would answer the next call.
"""

from __future__ import annotations

import asyncio
import socket
import threading
from contextlib import suppress
from functools import cache
from itertools import pairwise
from random import Random

from ferrule import Policies
from ferrule.errors import DeadlineExceeded, FerruleError
from ferrule_apis.github import AsyncGitHub, GitHub
from fuzz.reader import Read, by_us
from fuzz.responses import response

_PLAIN = Policies(retry=None, breaker=None, cache=None, rate_limit=None, deadline=20.0, attempt_timeout=None)
_Outcome = tuple[int, bytes] | str


def attempt(random: Random) -> None:
    """One response, sent to a client of each world."""
    data = response(random)
    cuts = sorted(random.randrange(len(data) + 1) for _ in range(random.choice([0, 0, 1, 3])))
    peers = _peers()
    peers.parts = [data[begin:end] for begin, end in pairwise([0, *cuts, len(data)])]
    read = by_us([data], "GET")
    peers.stays = (
        read.reusable
    )  # a server that closes such a connection may do so just when the next request is on its way
    for world, outcome in (("blocking", peers.blocking()), ("async", peers.in_loop())):
        assert _fits(outcome, read), f"{world}: {data!r} cut at {cuts}\nread as {read}\nbut gave {outcome}"


def _fits(outcome: _Outcome, read: Read) -> bool:
    if isinstance(outcome, str):
        return read.kind != "whole" and outcome != DeadlineExceeded.__name__
    return read.kind == "whole" and outcome == (read.status, read.body)


class _Peers:
    """A server that sends what it is told to, and a client of each world."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []
        self.stays = False
        self._listener = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._accept, daemon=True).start()
        url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._runner = asyncio.Runner()
        self._client = GitHub(base_url=url, engine="httptools", policies=_PLAIN)
        self._async_client = AsyncGitHub(base_url=url, engine="httptools", policies=_PLAIN)

    def blocking(self) -> _Outcome:
        try:
            raw = self._client.users.get_by_username.raw("octocat")
        except FerruleError as error:
            return type(error).__name__
        return raw.status_code, raw.content

    def in_loop(self) -> _Outcome:
        async def call() -> _Outcome:
            try:
                raw = await self._async_client.users.get_by_username.raw("octocat")
            except FerruleError as error:
                return type(error).__name__
            return raw.status_code, raw.content

        return self._runner.run(call())

    def _accept(self) -> None:
        while True:
            peer, _ = self._listener.accept()
            peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=self._serve, args=(peer,), daemon=True).start()

    def _serve(self, peer: socket.socket) -> None:
        with peer, suppress(OSError):
            while b"\r\n\r\n" in peer.recv(65_536):
                parts, stays = (
                    self.parts,
                    self.stays,
                )  # the next case may change them as soon as the client has its answer
                for part in parts:
                    peer.sendall(part)
                if not stays:
                    peer.shutdown(socket.SHUT_WR)


@cache
def _peers() -> _Peers:
    return _Peers()
