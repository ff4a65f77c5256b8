"""Part and journal: nobody else's files, one process at a time, and nothing that is not as its digest says."""

from __future__ import annotations

import errno
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ferrule import ConfigError, FileRefused, ReadFailed, TransferFailed
from ferrule.transfer import journal
from ferrule.transfer.part_file import PartFile
from ferrule.transfer.versions import Version
from transfer.conftest import TAG, WHOLE, cut, file, left, part, whole

BESIDE = ["a.bin.part", "a.bin.part.journal"]


def interrupted(store, folder: Path, at: int = 400) -> None:
    """Leave a part of so many bytes, and its journal."""
    with pytest.raises(TransferFailed):
        store.save(folder / "a.bin", cut(at), *[ReadFailed("cut")] * 6)
    store.calls.clear()


@pytest.mark.parametrize("name", BESIDE)
@pytest.mark.parametrize("kind", ["symlink", "hard link", "fifo", "folder", "dangling"])
def test_what_another_user_may_have_put_there_is_refused(store, tmp_path, name, kind):
    """Nothing is sent, and what it leads to is untouched."""
    target, planted, folder = tmp_path / "target", tmp_path / "in" / name, tmp_path / "in"
    folder.mkdir()
    target.write_text("precious")
    target.chmod(0o600)
    if kind == "symlink":
        planted.symlink_to(target)
    elif kind == "dangling":
        planted.symlink_to(tmp_path / "made")
    elif kind == "hard link":
        planted.hardlink_to(target)
    elif kind == "fifo":
        os.mkfifo(planted, 0o600)
    else:
        planted.mkdir()
    with pytest.raises(ConfigError, match=r"a\.bin\.part"):
        store.save(folder / "a.bin", whole())
    assert (store.calls, target.read_text()) == ([], "precious")
    assert not (tmp_path / "made").exists()
    assert not (folder / "a.bin").exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="needs a file of another user's")
@pytest.mark.parametrize("name", BESIDE)
def test_a_file_of_another_user_is_refused(store, tmp_path, name):
    """Though it could be written."""
    (tmp_path / name).touch(0o666)
    os.chown(tmp_path / name, 12345, 12345)
    with pytest.raises(ConfigError, match="belongs to another user"):
        store.save(tmp_path / "a.bin", whole())
    assert store.calls == []


def test_one_that_others_may_read_is_refused(store, tmp_path):
    """It may be another program's; a journal may hold addresses that are credentials."""
    (tmp_path / "a.bin.part.journal").touch(0o644)
    with pytest.raises(ConfigError, match="can be read by other users"):
        store.save(tmp_path / "a.bin", whole())


def test_a_final_name_that_is_no_file_is_refused(store, tmp_path):
    """A file would take its place."""
    os.mkfifo(tmp_path / "a.bin")
    with pytest.raises(ConfigError, match="no regular file"):
        store.save(tmp_path / "a.bin", whole())
    assert store.calls == []


def test_a_link_at_the_final_name_is_replaced_and_not_followed(store, tmp_path):
    """As `mv` does."""
    (tmp_path / "target").write_text("precious")
    (tmp_path / "a.bin").symlink_to(tmp_path / "target")
    store.save(tmp_path / "a.bin", whole())
    assert (tmp_path / "target").read_text() == "precious"
    assert (tmp_path / "a.bin").is_symlink() is False


def test_two_that_save_one_path_the_second_is_told(store, tmp_path):
    """By another process as by another thread; the first is not disturbed."""
    code = """
import sys
from pathlib import Path
from ferrule.transfer.part_file import PartFile
held = PartFile(Path(sys.argv[1]), "")
print("held", flush=True)
sys.stdin.read()
held.close()
"""
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "a.bin")], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(FileRefused, match="being transferred by another process") as caught:
            store.save(tmp_path / "a.bin", whole())
        assert (caught.value.path, store.calls) == (tmp_path / "a.bin", [])
        other.stdin.close()
    assert store.save(tmp_path / "a.bin", whole()).size == 1000


def test_a_lock_on_a_journal_that_is_gone_is_none(tmp_path, monkeypatch):
    """The first may have finished between our opening of its journal and our locking it."""
    real, seen = journal.lock, []

    def late(file):
        if not seen:
            (tmp_path / "a.bin.part.journal").unlink()
        seen.append(file)
        return real(file)

    monkeypatch.setattr(journal, "lock", late)
    made = PartFile(tmp_path / "a.bin", "")
    assert len(seen) == 2
    made.close()


@pytest.mark.parametrize("where", ["write", "fsync", "close", "rename"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_a_disk_that_fails_leaves_what_can_be_gone_on_from(store, tmp_path, monkeypatch, where, number):
    """The name stays free, and what was there before the failure counts."""
    interrupted(store, tmp_path)
    failing = _Failing(number, where)
    monkeypatch.setattr("ferrule.transfer.part_file.FileIO", failing.file)
    monkeypatch.setattr("ferrule.transfer.part_file.os.fsync", failing.fsync)
    monkeypatch.setattr(Path, "replace", failing.rename)
    with pytest.raises(OSError, match=os.strerror(number)) as caught:
        store.save(tmp_path / "a.bin", part(400, 999))
    assert caught.value.errno == number
    assert left(tmp_path) == BESIDE
    monkeypatch.undo()
    store.calls.clear()
    at = 400 if where == "write" else 1000
    rest = part(400, 999) if at == 400 else file(status=416, content_range="bytes */1000")
    assert store.save(tmp_path / "a.bin", rest).resumed == at
    assert (tmp_path / "a.bin").read_bytes() == WHOLE
    assert store.asked() == [(f"bytes={at}-", TAG)]


class _Failing:
    """A disk that fails in one place."""

    def __init__(self, number: int, where: str) -> None:
        self._error, self._where = OSError(number, os.strerror(number)), where

    def file(self, *args):
        failing = self

        class File(io.FileIO):
            def write(self, data):
                if failing._where == "write":
                    super().write(bytes(data)[:100])
                    raise failing._error
                return super().write(data)

            def close(self):
                was_open = not self.closed
                super().close()
                if failing._where == "close" and was_open:
                    raise failing._error

        return File(*args)

    def fsync(self, descriptor):
        if self._where == "fsync":
            raise self._error

    def rename(self, *args):
        raise self._error


def test_a_file_that_does_not_fit_is_said_before_it_is_written(store, tmp_path, monkeypatch):
    """With both sizes."""
    monkeypatch.setattr(shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(10, 1, 999))
    with pytest.raises(OSError, match=r"1\.0 kB are to come, and 999 bytes are free") as caught:
        store.save(tmp_path / "a.bin", whole())
    assert caught.value.errno == errno.ENOSPC
    assert not (tmp_path / "a.bin").exists()


def lines(folder: Path) -> list[dict]:
    """What a journal says."""
    return [json.loads(line) for line in (folder / BESIDE[1]).read_bytes().splitlines()]


@pytest.mark.parametrize("spoil", [
    lambda text: b"", lambda text: text[:-20], lambda text: b"\0" * len(text), lambda text: b"[1]\n" + text,
    lambda text: text.replace(b'"offset":400', b'"offset":500'), lambda text: text.replace(b'"version"', b'"versio"'),
    lambda text: text.replace(b'"offset"', b'"offse"'), lambda text: b"[" * 100_000, lambda text: text.replace(b"etag", b"x"),
    lambda text: text.replace(b'"sha256":"', b'"sha256":"0'), lambda text: text.replace(b'"offset":400', b'"offset":-1'),
])  # fmt: skip
def test_a_journal_that_is_torn_or_wrong_is_not_believed(store, tmp_path, spoil):
    """It begins anew, and what was there before is not used."""
    interrupted(store, tmp_path)
    spoilt = tmp_path / BESIDE[1]
    spoilt.write_bytes(spoil(spoilt.read_bytes()))
    store.save(tmp_path / "a.bin", whole(), *[whole()])
    assert (tmp_path / "a.bin").read_bytes() == WHOLE


def test_a_torn_last_line_costs_what_it_tells_and_no_more(tmp_path):
    """Lines before it hold."""
    made = PartFile(tmp_path / "a.bin", "request")
    made.begin(Version(TAG, "etag", 1000))
    for at in (0, 300, 600):
        made.write([WHOLE[at : at + 300]])
        made.checkpoint()
    made.close()
    assert [one.get("offset") for one in lines(tmp_path)] == [None, 300, 600, 900, 900]
    torn = tmp_path / BESIDE[1]
    torn.write_bytes(torn.read_bytes()[:-120])
    again = PartFile(tmp_path / "a.bin", "request")
    assert (again.offset, again.version.validator, (tmp_path / BESIDE[0]).stat().st_size) == (600, TAG, 600)
    again.close()


@pytest.mark.parametrize(("size", "offset"), [(899, 600), (600, 600), (599, 300), (100, 0), (0, 0)])
def test_a_journal_that_is_ahead_of_its_part_counts_up_to_what_is_there(tmp_path, size, offset):
    """A power cut may lose what was written after what was noted of it."""
    made = PartFile(tmp_path / "a.bin", "request")
    made.begin(Version(TAG, "etag", 1000))
    for at in (0, 300, 600):
        made.write([WHOLE[at : at + 300]])
        made.checkpoint()
    made.close()
    os.truncate(tmp_path / BESIDE[0], size)
    again = PartFile(tmp_path / "a.bin", "request")
    assert again.offset == offset
    again.close()


def test_bytes_that_changed_in_the_part_are_not_gone_on_from(store, tmp_path):
    """Zeros after a power cut, or another program."""
    interrupted(store, tmp_path)
    with (tmp_path / BESIDE[0]).open("r+b") as file:
        file.seek(7)
        file.write(b"xyz")
    store.save(tmp_path / "a.bin", whole())
    assert store.asked() == [(None, None)]


def test_what_is_after_the_last_note_is_cut_off(store, tmp_path):
    """Nobody can tell whether it is of the file."""
    interrupted(store, tmp_path)
    with (tmp_path / BESIDE[0]).open("ab") as file:
        file.write(b"x" * 1000)
    assert store.save(tmp_path / "a.bin", part(400, 999)).resumed == 400
    assert (tmp_path / "a.bin").read_bytes() == WHOLE
