"""nginx, a server that is not ours, with a profile as `server.py` serves it and a large file; where it is installed."""

from __future__ import annotations

import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import samples

LARGE = "repos/octocat/hello-world/releases/assets/1"
"""Path of a file of a gigabyte."""

GIGABYTE = 1_000_000_000

_CONFIGURATION = """
daemon off; worker_processes 1; pid {folder}/pid; error_log stderr error;
events {{ worker_connections 1024; }}
http {{
    access_log off; sendfile on; keepalive_requests 1000000; default_type application/json; types {{ }}
    client_body_temp_path {folder}/t; proxy_temp_path {folder}/t; fastcgi_temp_path {folder}/t; uwsgi_temp_path {folder}/t; scgi_temp_path {folder}/t;
    server {{ listen 127.0.0.1:{port}; root {folder}; add_header Cache-Control no-store; }}
}}
"""


def is_installed() -> bool:
    """Whether there is one to run."""
    return shutil.which("nginx") is not None


@contextmanager
def running() -> Iterator[int]:
    """Serve for the duration of a block; gives the port."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)  # the worker is another user, where root starts it
        (folder / "users").mkdir()
        (folder / "users" / "octocat").write_bytes(samples.profile())
        large = folder / LARGE
        large.parent.mkdir(parents=True)
        with large.open("wb") as file:
            file.truncate(GIGABYTE)  # zeros, which take no room on the disk
        with socket.create_server(("127.0.0.1", 0)) as unused:
            port = unused.getsockname()[1]
        (folder / "conf").write_text(_CONFIGURATION.format(folder=folder, port=port))
        process = subprocess.Popen(["nginx", "-p", name, "-c", str(folder / "conf")])
        try:
            _wait_for(port)
            yield port
        finally:
            process.terminate()
            process.wait()


def _wait_for(port: int) -> None:
    end = time.monotonic() + 10
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.01)
        else:
            return
