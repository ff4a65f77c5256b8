"""Processes are found and looked at; what goes wrong is told in a sentence."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

import attrs
import msgspec
import pytest

from ferrule import ConfigError
from ferrule.telemetry import Serving
from ferrule.telemetry.feed import Feed
from ferrule.telemetry.process import Process
from ferrule.top import processes
from ferrule.top.processes import Viewer, chosen, decode

Speaking = Callable[..., Path]


def test_a_snapshot_arrives_as_it_was(folder: Path, stormy: Process) -> None:
    """Over the real socket: nothing is lost on the way."""
    with Serving(folder / "1.sock", Feed(lambda: stormy)) as served, Viewer(served.path) as viewer:
        assert next(iter(viewer)) == stormy


def test_the_only_process_needs_no_name(speaking: Speaking, said: bytes) -> None:
    """Of several, one is named by its id."""
    one = speaking("12.sock", said)
    assert chosen(None) == one
    other = speaking("7.sock", said)
    with pytest.raises(ConfigError, match=r"(?s)several.*12  shop-service.*7  shop-service"):
        chosen(None)
    assert chosen("7") == other
    assert chosen(str(one)) == one


def test_what_killed_processes_left_is_cleared(folder: Path, speaking: Speaking, said: bytes) -> None:
    """Nobody listens there any more."""
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(folder / "3.sock"))
    alive = speaking("4.sock", said)
    assert chosen(None) == alive
    assert [one.name for one in folder.iterdir()] == ["4.sock"]


def test_nothing_is_taken_from_a_folder_that_others_may_write_to(folder: Path, speaking: Speaking, said: bytes) -> None:
    """They could pretend to be a process of this user's."""
    speaking("4.sock", said)
    folder.chmod(0o777)
    with pytest.raises(ConfigError, match="no process of yours is served"):
        chosen(None)


def test_no_process_is_told_what_to_do(folder: Path) -> None:
    """In one sentence each."""
    with pytest.raises(ConfigError, match=r"call ferrule\.telemetry\.serve\(\)"):
        chosen(None)
    with pytest.raises(ConfigError, match="process 99 is not served"):
        chosen("99")
    with pytest.raises(ConfigError, match="nobody serves at"):
        Viewer(folder / "none.sock")


def test_a_process_that_ends_is_told(speaking: Speaking, said: bytes) -> None:
    """Between two snapshots, or in the middle of one."""
    with Viewer(speaking("1.sock", said)) as viewer:
        snapshots = iter(viewer)
        next(snapshots)
        with pytest.raises(ConfigError, match="has ended, or serves no more"):
            next(snapshots)
    with Viewer(speaking("2.sock", said[:1000])) as viewer, pytest.raises(ConfigError, match="has ended"):
        next(iter(viewer))


def test_a_process_that_is_stuck_is_told(speaking: Speaking, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not waited for without end."""
    monkeypatch.setattr(processes, "_PATIENCE", 0.01)
    with Viewer(speaking("1.sock", b"", hang_up=False)) as viewer, pytest.raises(ConfigError, match="is it stopped"):
        next(iter(viewer))


def test_a_line_without_end_is_not_kept(speaking: Speaking, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever listens there."""
    monkeypatch.setattr(processes, "_LONGEST_LINE", 100)
    with Viewer(speaking("1.sock", b"x" * 200)) as viewer, pytest.raises(ConfigError, match="no snapshot"):
        next(iter(viewer))


@pytest.mark.parametrize(
    "said",
    [
        b"", b"hello", b"[]", b"1", b"null", b"{}", b'{"protocol": 1}', b'{"protocol": 1, "clients": []}', b"\xff",
        b'{"protocol": 1, "clients": {"1": {"quotas": [{}]}}}', b'{"protocol": 1, "clients": {"1": null}}', b"[" * 100_000,
        b'{"protocol": 1, "clients": {}, "ferrule": 1, "pid": "x", "name": [], "at": null}',
    ],
)  # fmt: skip
def test_what_is_no_snapshot_is_refused(said: bytes) -> None:
    """No traceback comes of it."""
    with pytest.raises(ConfigError, match="no snapshot"):
        decode(said)


def test_another_version_is_named() -> None:
    """Both versions, and what to do; nothing that would move the terminal."""
    with pytest.raises(ConfigError, match=r"runs Ferrule 9\.0\\x1b\[2J, and this is .*: use the same version"):
        decode(b'{"protocol": 2, "ferrule": "9.0\\u001b[2J"}')


def test_what_a_newer_one_adds_is_passed_by(stormy: Process) -> None:
    """A figure more is no other protocol."""
    told = msgspec.json.decode(msgspec.json.encode(attrs.evolve(stormy, clients={})))
    assert decode(msgspec.json.encode(told | {"new": 1})).name == "shop-service"
