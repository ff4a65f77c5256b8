"""`serve`: a Unix socket on which this process shows what its clients do, for `ferrule top`.

Whoever connects is sent snapshots, one a second, each a line of JSON, until either side closes. Nothing is read.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import socket
import stat
import threading
from functools import partial
from pathlib import Path
from typing import Self

from ferrule.errors import ConfigError
from ferrule.files.private import make_folder
from ferrule.runtime.forks import reset_in_child
from ferrule.telemetry.feed import PACE, Feed
from ferrule.telemetry.process import look

_PATIENCE = 5.0  # seconds in which a viewer must take a snapshot
_MOST_VIEWERS = 16
_LONGEST_PATH = 103  # bytes that every system takes

_lock = threading.Lock()
_serving: dict[Path, Serving] = {}


def folders() -> list[Path]:
    """Where the sockets of the current user's processes are; the first is where a new one is made."""
    user = os.geteuid() if hasattr(os, "geteuid") else 0
    own, usual = os.environ.get("XDG_RUNTIME_DIR", ""), Path(f"/tmp/ferrule-{user}")  # noqa: S108 - it is checked
    session = Path(own or f"/run/user/{user}") / "ferrule"  # which services and cron do not have
    return [session, usual] if own and Path(own).is_dir() else [usual, session]


def serve(path: str | Path | None = None, *, name: str = "") -> Serving:
    """Let `ferrule top` look at this process: one line where a service starts.

    Only the current user can: the socket is 0600, and its folder 0700. It shows what `client.stats()` says of each open
    client, which holds no secret, and takes no orders. It is removed when the process ends. A second call for the same
    path gives what the first gave. In a forked child nothing is served, until it calls this itself.

    Args:
        path: of the socket (default: by process id in `$XDG_RUNTIME_DIR/ferrule`, or `/tmp/ferrule-UID`, where
            `ferrule top` looks for it).
        name: of the process, as it is shown (default: of its program).

    Returns:
        What serves, to be closed earlier, or used by `with`.

    Raises:
        ConfigError: the path is in use or too long, its folder is open to others, or the system has no Unix sockets.
    """
    if not hasattr(socket, "AF_UNIX"):
        raise ConfigError("this system has no Unix sockets: mount ferrule.dashboard in the service instead")
    where = _usual_path() if path is None else Path(path).absolute()
    with _lock:
        if where not in _serving:
            _serving[where] = Serving(where, Feed(partial(look, name)))
        return _serving[where]


class Serving:
    """A socket that is open for viewers.

    Attributes:
        path: of the socket.
    """

    def __init__(self, path: Path, feed: Feed) -> None:
        self.path = path
        self._feed = feed
        self._closed = threading.Event()
        self._listener = _listen(path)
        self._made = path.stat().st_ino
        self._places = threading.BoundedSemaphore(_MOST_VIEWERS)
        threading.Thread(target=self._accept, name="ferrule telemetry", daemon=True).start()
        reset_in_child(self)
        atexit.register(self.close)

    def after_fork(self) -> None:
        """The parent goes on serving: the child only lets go."""
        self._closed = threading.Event()
        self._closed.set()
        self._listener.close()
        _serving.pop(self.path, None)
        atexit.unregister(self.close)

    def close(self) -> None:
        """Stop, and remove the socket. Idempotent."""
        with _lock:
            if self._closed.is_set():
                return
            self._closed.set()
            _serving.pop(self.path, None)
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)  # ends the thread's wait
        self._listener.close()
        with contextlib.suppress(OSError):
            if self.path.stat().st_ino == self._made:
                self.path.unlink()
        atexit.unregister(self.close)

    def __enter__(self) -> Self:
        """Itself; closed at the end."""
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Serving({str(self.path)!r})"

    def _accept(self) -> None:
        while not self._closed.is_set():
            try:
                viewer, _ = self._listener.accept()
            except OSError:  # closed, or this process has too many files open
                self._closed.wait(PACE)
                continue
            if not self._places.acquire(blocking=False):
                viewer.close()
                continue
            threading.Thread(target=self._show, args=(viewer,), name="ferrule viewer", daemon=True).start()

    def _show(self, viewer: socket.socket) -> None:
        try:
            with viewer, contextlib.suppress(OSError):  # it has gone, or does not keep up
                viewer.settimeout(_PATIENCE)
                while not self._closed.is_set():
                    viewer.sendall(self._feed.latest() + b"\n")
                    self._closed.wait(PACE)
        finally:
            self._places.release()


def _usual_path() -> Path:
    folder = folders()[0]
    if folder.is_symlink():
        raise ConfigError(f"{folder} is a link: remove it")
    _make(folder)
    folder.chmod(0o700)
    return folder / f"{os.getpid()}.sock"


def _make(folder: Path) -> None:
    try:
        make_folder(folder)
    except OSError as error:
        raise ConfigError(f"{folder} cannot be made ({error.strerror}): give serve() a path of its own") from None


def _listen(path: Path) -> socket.socket:
    if len(os.fsencode(path)) > _LONGEST_PATH:
        raise ConfigError(f"{path} is too long for a socket: at most {_LONGEST_PATH} bytes")
    _make(path.parent)
    _clear(path)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        with contextlib.suppress(OSError):
            os.fchmod(listener.fileno(), 0o600)  # on Linux it is born so
        listener.bind(str(path))
        path.chmod(0o600)
        listener.listen()
    except OSError as error:
        listener.close()
        raise ConfigError(f"{path} cannot be made: {error.strerror}") from None
    return listener


def _clear(path: Path) -> None:
    """Remove what a process left that was killed."""
    try:
        if not stat.S_ISSOCK(path.lstat().st_mode):
            raise ConfigError(f"{path} is there, and is no socket: remove it, or choose another path")
    except FileNotFoundError:
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        probe.settimeout(_PATIENCE)
        try:
            probe.connect(str(path))
        except ConnectionRefusedError:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise ConfigError(f"{path} is there, and cannot be used: {error.strerror or error}") from None
        else:
            raise ConfigError(f"{path} is in use by another process")
