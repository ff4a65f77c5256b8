"""The socket on which a process shows what its clients do."""

from __future__ import annotations

import json
import os
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from acme import Acme, ScriptedEngine, answer
from ferrule import Bearer, ConfigError, Policies
from ferrule.runtime.blocking import BlockingRuntime
from ferrule.telemetry import serve, serving
from ferrule.telemetry.feed import Feed
from ferrule.telemetry.process import Process, look

pytestmark = pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="needs Unix sockets")


@pytest.fixture(autouse=True)
def no_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """Clients of other tests, which the collector has not found yet, are not seen here."""
    monkeypatch.setattr("ferrule.telemetry.clients._opened", {})


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where sockets are made."""
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    return tmp_path / "ferrule"


@pytest.fixture
def acme() -> Iterator[Acme]:
    """A client that has made one call."""
    with Acme(runtime=BlockingRuntime(ScriptedEngine(answer(200, {"name": "ada"})))) as client:
        client.users.get("1")
        yield client


def first_line(path: Path) -> Any:
    """What a viewer is shown first."""
    with socket.socket(socket.AF_UNIX) as viewer:
        viewer.settimeout(10)
        viewer.connect(str(path))
        with viewer.makefile("rb") as lines:
            return json.loads(lines.readline())


def test_only_its_owner_can_look(folder: Path) -> None:
    """The socket is the owner's alone, and so is its folder, also one that was there before."""
    folder.mkdir(mode=0o755)
    with serve() as served:
        assert served.path.parent == folder
        assert stat.S_IMODE(served.path.stat().st_mode) == 0o600
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert repr(served) == f"Serving({str(served.path)!r})"
    assert not served.path.exists(), "removed at the end"


def test_it_shows_the_open_clients(folder: Path, acme: Acme) -> None:
    """Each open client that keeps statistics, as `stats()` has it; closed ones are gone."""
    with serve(name="orders") as served:
        shown = first_line(served.path)
        (mine,) = (one for one in shown["clients"].values() if one["url"] == acme.stats().url)
        assert (shown["protocol"], shown["name"]) == (1, "orders")
        assert mine["operations"][0]["name"] == "users.get"
        assert mine["everything"]["ever"]["calls"] == 1
    acme.close()
    assert not [one for one in look().clients.values() if one.api == "acme"]


def test_a_process_may_be_called_anything() -> None:
    """A program's path need not be Unicode, which JSON must be."""
    found = json.loads(Feed(partial(look, "orders\udcff\x1b[2J")).latest())
    assert found["name"] == "orders\\udcff\\x1b[2J"


def test_a_client_without_statistics_is_left_out(acme: Acme) -> None:
    """It has nothing to show, and takes nothing from the others; one whose figures fail neither."""
    with Acme(runtime=BlockingRuntime(ScriptedEngine(answer(200))), policies=Policies(statistics=False)):
        assert len([one for one in look().clients.values() if one.api == "acme"]) == 1


def test_a_client_that_cannot_tell_takes_nothing_from_others(acme: Acme, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its failure is logged."""
    broken = Acme(runtime=BlockingRuntime(ScriptedEngine(answer(200))))
    monkeypatch.setattr(broken._session.core.runtime, "wall", lambda: 1 / 0)
    assert len([one for one in look().clients.values() if one.api == "acme"]) == 1
    broken.close()


def test_a_client_that_nobody_has_any_more_is_gone() -> None:
    """Looking keeps none alive."""
    client = Acme(runtime=BlockingRuntime(ScriptedEngine(answer(200))))
    before = len(look().clients)
    del client
    assert len(look().clients) == before - 1


def test_no_secret_is_shown(folder: Path) -> None:
    """Not what authenticates, nor what was sent or answered."""
    failing = answer(500, {"error": {"message": "body-secret"}}, x_acme_id="header-secret")
    engine = ScriptedEngine(failing)
    with Acme(
        Bearer("token-secret"), headers={"X-Key": "field-secret"}, runtime=BlockingRuntime(engine),
        policies=Policies(retry=None),
    ) as client:  # fmt: skip
        client.users.create.result(body={"password": "sent-secret"})
        client.users.get.result("path-secret")
        with serve() as served:
            shown = json.dumps(first_line(served.path))
    assert "users.create" in shown
    assert "-secret" not in shown


def test_a_second_call_gives_the_same(folder: Path) -> None:
    """A service may come by its start twice."""
    with serve() as served:
        assert serve() is served
    with serve() as another:
        assert another is not served


def test_another_process_keeps_its_socket(folder: Path) -> None:
    """A path at which somebody listens is not taken over; what a killed process left is."""
    folder.mkdir(mode=0o700)
    path = folder / "orders.sock"
    other = socket.socket(socket.AF_UNIX)
    other.bind(str(path))
    other.listen()
    with pytest.raises(ConfigError, match="in use by another process"):
        serve(path)
    other.close()
    with serve(path) as served:
        assert first_line(served.path)["protocol"] == 1


def test_a_replaced_socket_is_left(folder: Path) -> None:
    """What lies there at the end may be another's by then."""
    with serve() as served:
        served.path.unlink()
        served.path.write_text("another's")
    assert served.path.read_text() == "another's"


def test_a_file_is_left_alone(folder: Path) -> None:
    """No socket is made over a file of somebody's."""
    folder.mkdir(mode=0o700)
    path = folder / "data"
    path.write_text("precious")
    with pytest.raises(ConfigError, match="no socket"):
        serve(path)
    assert path.read_text() == "precious"


def test_a_folder_open_to_others_is_refused(folder: Path, tmp_path: Path) -> None:
    """Others could put a socket of theirs there; through a link they could have the folder made elsewhere."""
    folder.mkdir()
    folder.chmod(0o777)
    with pytest.raises(ConfigError, match="can be written to by other users"):
        serve(folder / "orders.sock")
    folder.rmdir()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    folder.symlink_to(elsewhere)
    with pytest.raises(ConfigError, match="is a link"):
        serve()
    assert not list(elsewhere.iterdir())


def test_without_a_session_it_is_found_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A service has no XDG_RUNTIME_DIR, or one that is not there; who looks at it has one."""
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "none"))
    usual, session = serving.folders()
    assert usual.name.startswith("ferrule-")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert serving.folders() == [tmp_path / "ferrule", usual]
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    assert serving.folders()[0] == usual
    assert session.name == "ferrule"


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    """Not by a traceback."""
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigError, match="cannot be made"):
        serve(tmp_path / "file" / "below" / "orders.sock")


def test_a_long_path_is_refused(tmp_path: Path) -> None:
    """Systems cut or refuse it, each in its way."""
    with pytest.raises(ConfigError, match="at most 103 bytes"):
        serve(tmp_path / ("x" * 104))


def test_only_so_many_may_look_at_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Viewers cost a thread each; a further one is closed at once."""
    monkeypatch.setattr(serving, "_MOST_VIEWERS", 1)
    with serve() as served, socket.socket(socket.AF_UNIX) as first, socket.socket(socket.AF_UNIX) as second:
        first.connect(str(served.path))
        first.recv(1)
        second.settimeout(10)
        second.connect(str(served.path))
        assert second.recv(1) == b""


_FORKING = """
import os, socket, sys
from ferrule.telemetry import serve

served = serve()
if (child := os.fork()) == 0:
    assert serve().path != served.path, "it has to serve by itself"
    sys.exit()
assert os.waitpid(child, 0)[1] == 0
assert served.path.exists(), "what the parent made is not the child's to remove"
with socket.socket(socket.AF_UNIX) as viewer:
    viewer.connect(str(served.path))
    assert viewer.recv(1) == b"{"
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_forked_child_lets_go(folder: Path) -> None:
    """The parent goes on serving; when both have ended, nothing is left."""
    done = subprocess.run([sys.executable, "-c", _FORKING], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert not list(folder.iterdir())


def test_a_snapshot_costs_little() -> None:
    """One a second for all who look, and fewer where making one takes long."""
    now, made = 0.0, 0

    def source() -> Process:
        nonlocal now, made
        made += 1
        now += 0.5 if made == 3 else 0.001
        return Process(1, "", made, "", 0.0, {})

    feed = Feed(source, lambda: now)
    one = feed.latest()
    assert feed.latest() is one
    now += 1
    assert json.loads(feed.latest())["pid"] == 2
    now += 1
    feed.latest()
    now += 9
    assert json.loads(feed.latest())["pid"] == 3, "a twentieth of the time at most"
    now += 2
    assert json.loads(feed.latest())["pid"] == 4
