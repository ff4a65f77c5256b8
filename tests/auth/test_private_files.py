"""Files and folders of others, or that others can change, are not used: each test plants one."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from auth.endpoints import CLIENT
from ferrule.auth.grants import ClientCredentials
from ferrule.auth.profiles import LoginProfile
from ferrule.auth.stores.file import FileStore
from ferrule.auth.tokens import Token
from ferrule.cli import main
from ferrule.errors import ConfigError
from ferrule.files import private
from worlds import World

TOKEN = Token(access="planted-access", refresh="planted-refresh")

pytestmark = pytest.mark.skipif(not hasattr(os, "geteuid"), reason="Windows has access lists instead")


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    """A store with one token and one lock file."""
    store = FileStore(tmp_path / "tokens")
    store.write("ann", TOKEN)
    assert store.acquire("ann", "me", 60.0)
    store.release("ann", "me")
    return store


def uses(store: FileStore) -> list[Callable[[], object]]:
    """What reads or writes there."""
    return [
        lambda: store.read("ann"),
        lambda: store.write("ann", TOKEN),
        lambda: store.acquire("ann", "me", 60.0),
    ]


@pytest.mark.parametrize("mode", [0o777, 0o1777, 0o770, 0o702, 0o2775])
def test_a_folder_that_others_may_write_to_is_refused(store: FileStore, mode: int) -> None:
    """They could put files there, or links; the message says which folder and what to do."""
    store.folder.chmod(mode)
    for use in uses(store):
        with pytest.raises(ConfigError, match=r"tokens can be written to by other users .*: chmod go-w it"):
            use()


@pytest.mark.parametrize("mode", [0o755, 0o750, 0o700])
def test_a_folder_that_others_may_only_look_into_is_used(store: FileStore, mode: int) -> None:
    """The files in it are closed to them."""
    store.folder.chmod(mode)
    assert store.read("ann") == TOKEN


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o666, 0o620])
def test_a_file_that_is_open_to_others_is_refused(store: FileStore, mode: int) -> None:
    """A token that somebody else may have read, or written."""
    (store.folder / "ann.json").chmod(mode)
    (store.folder / "ann.lock").chmod(mode)
    read, write, acquire = uses(store)
    for use in (read, acquire):
        with pytest.raises(ConfigError, match=r"ann\.(json|lock) can be .* by other users .*: chmod go-rwx it"):
            use()
    write()  # replaces it by one that is closed
    assert read() == TOKEN


def test_what_belongs_to_another_user_is_refused(store: FileStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that somebody else put there, and a folder in which somebody else may replace everything."""
    me = os.geteuid()
    monkeypatch.setattr(private.os, "geteuid", lambda: me + 1)
    for use in uses(store)[::2]:
        with pytest.raises(ConfigError, match=rf"belongs to another user \(uid {me}\)"):
            use()
    if me:
        with pytest.raises(ConfigError, match="tokens belongs to another user"):
            store.write("ann", TOKEN)


@pytest.mark.parametrize("suffix", ["json", "lock"])
def test_a_link_is_not_followed(store: FileStore, tmp_path: Path, suffix: str) -> None:
    """It could lead to any file of the user's; where a file is replaced, the link goes and its target stays."""
    target = tmp_path / "precious"
    target.write_bytes(TOKEN.to_json())
    target.chmod(0o600)
    path = store.folder / f"ann.{suffix}"
    for destination in (target, tmp_path / "missing"):
        path.unlink()
        path.symlink_to(destination)
        with pytest.raises(ConfigError, match=f"ann.{suffix} is a link or no regular file"):
            store.read("ann") if suffix == "json" else store.acquire("ann", "me", 60.0)
    assert not (tmp_path / "missing").exists()
    store.write("ann", Token(access="new"))
    assert Token.from_json(target.read_bytes()) == TOKEN
    assert suffix == "lock" or store.read("ann") == Token(access="new")


@pytest.mark.parametrize("kind", [stat.S_IFIFO, stat.S_IFDIR, stat.S_IFSOCK])
@pytest.mark.parametrize("suffix", ["json", "lock"])
def test_what_is_no_regular_file_is_refused_at_once(store: FileStore, suffix: str, kind: int) -> None:
    """A FIFO would be waited for until somebody writes to it."""
    path = store.folder / f"ann.{suffix}"
    path.unlink()
    path.mkdir(0o700) if kind == stat.S_IFDIR else os.mknod(path, kind | 0o600)
    with pytest.raises(ConfigError, match="is a link or no regular file"):
        store.read("ann") if suffix == "json" else store.acquire("ann", "me", 60.0)


def test_folders_on_the_way_are_made_for_the_user_alone(tmp_path: Path) -> None:
    """In a folder above that others may write to they could put another one in its place."""
    before = os.umask(0)
    try:
        FileStore(tmp_path / "a" / "b" / "tokens").write("ann", TOKEN)
    finally:
        os.umask(before)
    made = [tmp_path / "a", tmp_path / "a" / "b", tmp_path / "a" / "b" / "tokens"]
    assert [stat.S_IMODE(folder.stat().st_mode) for folder in made] == [0o700] * 3


def test_a_caller_is_told_that_the_folder_is_not_safe(world: World, store: FileStore) -> None:
    """It is no dead store, which calls go on without: somebody must mend it."""
    store.folder.chmod(0o777)
    credential = ClientCredentials(CLIENT, store=store, identity="app")
    with pytest.raises(ConfigError, match="can be written to by other users"):
        world.run(lambda: credential.obtain(world.runtime))
    assert world.sent == []


def test_a_sign_in_that_others_could_have_written_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It says where the refresh token is sent."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    LoginProfile(client_id="cli", token_url="https://login.shop.test/token").save("work")
    (tmp_path / "ferrule/clients/work.json").chmod(0o646)
    assert main(["token", "work"]) == 1
    assert "work.json can be written to by other users (mode 0646): chmod go-w it" in capsys.readouterr().err
