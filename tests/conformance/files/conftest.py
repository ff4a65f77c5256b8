"""Servers of files that others wrote: `nox -s conformance -- files` installs them. Tests of others are skipped."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest

from ports import free_port

GCS, NPM = os.environ.get("FERRULE_GCS", ""), os.environ.get("FERRULE_NPM", "")
_TUS = """
import http from 'node:http'
import {Server} from '@tus/server'
import {FileStore} from '@tus/file-store'
const server = new Server({path: '/files', datastore: new FileStore({directory: process.argv[3]})})
http.createServer((request, response) => server.handle(request, response)).listen(Number(process.argv[2]), '127.0.0.1')
"""
_NGINX = """
daemon off; pid {folder}/pid; error_log {folder}/error.log; worker_processes 1; user root;
events {{ worker_connections 64; }}
http {{
    access_log off; gzip on; gzip_types *; gzip_min_length 1; default_type text/plain;
    client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
    uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
    server {{ listen 127.0.0.1:{port}; root {folder}/root; }}
}}
"""


@attrs.define
class Running:
    """A server, which can be killed and started again on the same port and data.

    Attributes:
        command: as it is started.
        port: where it listens.
        folder: where its data is.
    """

    command: list[str]
    port: int
    folder: Path
    _process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it, and wait until it listens."""
        log = (self.folder / "log").open("ab")
        self._process = subprocess.Popen(self.command, stdout=log, stderr=log, cwd=self.folder)
        log.close()
        while True:
            assert self._process.poll() is None, (self.folder / "log").read_text()
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
            except OSError:
                continue
            return

    def kill(self, how: signal.Signals = signal.SIGKILL) -> None:
        """End it."""
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait()
            self._process = None


def running(command: list[str], port: int, folder: Path) -> Iterator[Running]:
    """A server for the duration of a test."""
    server = Running(command, port, folder)
    server.start()
    try:
        yield server
    finally:
        server.kill(signal.SIGTERM)


@pytest.fixture
def gcs(tmp_path: Path) -> Iterator[Running]:
    """The emulator of Cloud Storage."""
    if not GCS:
        pytest.skip("FERRULE_GCS names no virtual environment with gcp-storage-emulator")
    port, folder = free_port(), tmp_path / "gcs"
    folder.mkdir()
    program = str(Path(GCS) / "bin" / "gcp-storage-emulator")
    here = ["--host", "127.0.0.1", "--port", str(port), "--in-memory", "--default-bucket", "films"]
    yield from running([program, "start", *here], port, folder)


@pytest.fixture
def tus(tmp_path: Path) -> Iterator[Running]:
    """The reference server of the tus protocol."""
    if not NPM or not (Path(NPM) / "node_modules" / "@tus" / "server").exists():
        pytest.skip("FERRULE_NPM names no folder with @tus/server")
    port, folder = free_port(), tmp_path / "tus"
    (folder / "data").mkdir(parents=True)
    (folder / "node_modules").symlink_to(Path(NPM) / "node_modules")
    (folder / "serve.mjs").write_text(_TUS)
    yield from running(["node", "serve.mjs", str(port), "data"], port, folder)


@pytest.fixture
def nginx(tmp_path: Path) -> Iterator[Running]:
    """A server of static files."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None:
        pytest.skip("nginx is not installed")
    port, folder = free_port(), tmp_path / "nginx"
    (folder / "root" / "files").mkdir(parents=True)
    for parent in (folder, *folder.parents[:3]):
        parent.chmod(0o755)
    (folder / "conf").write_text(_NGINX.format(folder=folder, port=port))
    yield from running([program, "-p", str(folder), "-e", str(folder / "error.log"), "-c", "conf"], port, folder)


@pytest.fixture(params=["sync", "async"])
def world(request: pytest.FixtureRequest) -> Any:
    """Either world."""
    return request.param
