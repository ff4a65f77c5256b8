"""`.upload(…).send(…)` by Google's protocol: only what the server says counts, and another process goes on."""

from __future__ import annotations

import io
import json
import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from ferrule import (
    BadRequest,
    ConfigError,
    FileRefused,
    Forbidden,
    Gone,
    PreconditionFailed,
    Progress,
    ReadFailed,
    TransferFailed,
    WriteFailed,
)
from streams.conftest import reply
from transfer.conftest import left
from worlds import BlockingWorld

UNIT = 262_144
DATA = bytes(range(256)) * (3 * 1024)  # three units
SESSION = "https://files.example/v1/upload?id=secret"


def begun(url: str = SESSION):
    """The answer to the request that starts a session."""
    return reply(content_type=None, location=url)


def more(arrived: int | None):
    """308: so many bytes have arrived."""
    return reply(status=308, content_type=None, **({"range": f"bytes=0-{arrived - 1}"} if arrived else {}))


def done(size: int = len(DATA)):
    """The last answer."""
    return reply(json.dumps({"name": "a.bin", "size": size}).encode(), content_type="application/json")


def lost(status: int):
    """An error of the session."""
    return reply(b"no", status=status, content_type="text/plain")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file of three units."""
    found = tmp_path / "a.bin"
    found.write_bytes(DATA)
    return found


def test_a_file_goes_in_chunks_and_the_last_answer_is_the_model(store, path, states):
    """The address of the session is noted while it lasts."""
    assert store.calls == []
    sent = store.send(path, begun(), more(UNIT), more(2 * UNIT), done(), chunk=UNIT)
    assert (sent.name, sent.size) == ("a.bin", len(DATA))
    assert store.said() == [
        ("POST", None, 0),
        ("PUT", "bytes 0-262143/786432", UNIT),
        ("PUT", "bytes 262144-524287/786432", UNIT),
        ("PUT", "bytes 524288-786431/786432", UNIT),
    ]
    start = store.calls[0]
    assert (start.headers["x-upload-content-length"], start.headers["x-upload-content-type"]) == (
        "786432",
        "application/octet-stream",
    )
    assert start.body["params"] == {"name": "a.bin"}
    assert b"".join(call.body["content"] for call in store.calls[1:]) == DATA
    assert {call.url for call in store.calls[1:]} == {SESSION}
    assert {call.headers["x-key"] for call in store.calls} == {"key"}
    assert left(states) == []


@pytest.mark.parametrize(("told", "at"), [(100, 100), (None, 0), (UNIT, UNIT)])
def test_it_goes_on_where_the_server_stands(store, path, told, at):
    """With whole units from there on, and not where it was thought to stand."""
    rest = [more(at + 2 * UNIT)] if at < UNIT else []
    store.send(path, begun(), more(told), *rest, done(), chunk=2 * UNIT)
    length = min(2 * UNIT, len(DATA) - at)
    assert store.said()[2] == ("PUT", f"bytes {at}-{at + length - 1}/786432", length)
    assert store.calls[2].body["content"] == DATA[at : at + length]


def test_more_than_was_sent_is_an_error(store, path):
    """Bytes that nobody sent are never skipped."""
    with pytest.raises(TransferFailed, match="it has 524288 bytes, and 262144 were sent"):
        store.send(path, begun(), more(2 * UNIT), chunk=UNIT)


def test_a_308_is_no_redirect_here(store, path):
    """Even one that names another place; nor is any other redirect followed."""
    elsewhere = reply(status=308, content_type=None, range="bytes=0-262143", location="https://evil.example/")
    store.send(path, begun(), elsewhere, more(2 * UNIT), done(), chunk=UNIT)
    assert [call.url for call in store.calls[1:]] == [SESSION] * 3
    with pytest.raises(Exception, match="307"):
        store.send(path, begun(), reply(status=307, content_type=None, location="https://evil.example/"))


@pytest.mark.parametrize("failure", [
    ReadFailed("cut"), WriteFailed("cut"), reply(status=503), reply(status=429, retry_after="1"), reply(status=408),
    reply(status=500),
])  # fmt: skip
def test_after_any_doubt_the_server_is_asked(store, path, failure):
    """It may have all of it, or some, or none; no policy sends the chunk again by itself."""
    store.send(path, begun(), failure, more(100), done(), chunk=4 * UNIT)
    assert store.said()[1:] == [
        ("PUT", "bytes 0-786431/786432", len(DATA)),
        ("PUT", "bytes */786432", 0),
        ("PUT", "bytes 100-786431/786432", len(DATA) - 100),
    ]


def test_the_last_answer_may_be_lost(store, path):
    """The session then gives it again."""
    sent = store.send(path, begun(), ReadFailed("cut"), done())
    assert sent.size == len(DATA)
    assert store.said()[-1] == ("PUT", "bytes */786432", 0)


@pytest.mark.parametrize("status", [404, 410])
def test_a_session_that_is_gone_is_begun_anew(store, path, status):
    """From the start, where the source can be read again."""
    other = "https://files.example/v1/upload?id=other"
    sent = store.send(path, begun(), more(UNIT), lost(status), begun(other), more(UNIT), done(), chunk=2 * UNIT)
    assert sent.size == len(DATA)
    assert [call.url for call in store.calls[-2:]] == [other] * 2
    assert store.said()[-2] == ("PUT", "bytes 0-524287/786432", 2 * UNIT)


def test_after_the_last_answer_was_lost_too(store, path):
    """Asked, the session is gone: the file is sent again."""
    store.send(path, begun(), ReadFailed("cut"), lost(404), begun(), done())
    assert [one[0] for one in store.said()] == ["POST", "PUT", "PUT", "POST", "PUT"]


def test_sessions_that_are_always_gone_have_an_end(store, path):
    """A few are begun."""
    with pytest.raises(Gone):
        store.send(path, *[begun(), lost(410)] * 3)
    assert len(store.calls) == 6


def test_a_fault_of_the_requests_own_is_raised(store, path, states):
    """Where the server stands as it was thought to, what it said was not about that."""
    with pytest.raises(PreconditionFailed):
        store.send(path, begun(), lost(412), more(None))
    with pytest.raises(BadRequest):
        store.send(path, begun(), reply(status=400), more(None))
    with pytest.raises(Forbidden):
        store.send(path, begun(), lost(403))
    assert len(left(states)) == 1  # another credential may go on with it


def test_one_about_the_place_is_gone_on_from(store, path):
    """The server had more."""
    store.send(path, begun(), more(UNIT), lost(400), more(2 * UNIT), done(), chunk=UNIT)


def test_what_does_not_pass_has_an_end_and_is_kept(store, path, states):
    """So that it can be gone on with."""
    with pytest.raises(TransferFailed, match="5 requests in a row brought nothing new: answered 503") as caught:
        store.send(path, begun(), more(UNIT), *[reply(status=503)] * 5, chunk=UNIT)
    assert (caught.value.done, caught.value.kept) == (UNIT, next(states.iterdir()))
    assert "secret" not in str(caught.value)


def interrupted(store, path: Path) -> None:
    """Leave a session in which one unit has arrived."""
    with pytest.raises(TransferFailed):
        store.send(path, begun(), more(UNIT), *[ReadFailed("cut")] * 5, chunk=UNIT)
    store.calls.clear()


def test_another_process_goes_on_with_the_session(store, path, states):
    """It asks where the server stands, and tells of progress from there on."""
    interrupted(store, path)
    assert [(one.stat().st_mode & 0o777) for one in states.iterdir()] == [0o600]
    told: list[Progress] = []
    store.send(path, more(UNIT), more(2 * UNIT), done(), chunk=UNIT, progress=told.append)
    assert store.said() == [
        ("PUT", "bytes */786432", 0),
        ("PUT", "bytes 262144-524287/786432", UNIT),
        ("PUT", "bytes 524288-786431/786432", UNIT),
    ]
    assert [(one.done, one.total, one.resumed) for one in told] == [
        (UNIT, len(DATA), UNIT),
        (2 * UNIT, len(DATA), UNIT),
        (len(DATA), len(DATA), UNIT),
    ]
    assert left(states) == []


def test_a_session_that_was_finished_gives_its_answer(store, path, states):
    """The last process died before it had it."""
    with pytest.raises(TransferFailed):
        store.send(path, begun(), *[ReadFailed("cut")] * 5)
    assert store.send(path, done()).size == len(DATA)
    assert left(states) == []


@pytest.mark.parametrize("change", ["content", "time", "size"])
def test_a_file_that_changed_between_runs_gets_a_new_session(store, path, change):
    """No mixture, though size and time may be the same."""
    interrupted(store, path)
    before = path.stat()
    path.write_bytes({"content": b"x" + DATA[1:], "time": DATA, "size": DATA[:-1]}[change])
    if change == "content":
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    elif change == "time":
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns + 1))
    store.send(path, begun(), done())
    assert store.said()[0][0] == "POST"
    assert store.calls[1].body["content"] == path.read_bytes()


def test_a_session_that_stands_where_nobody_sent_is_not_gone_on_with(store, path):
    """Somebody else may have."""
    interrupted(store, path)
    store.send(path, more(3 * UNIT), begun(), done())
    assert [one[0] for one in store.said()] == ["PUT", "POST", "PUT"]


def test_an_end_before_all_was_sent_is_none(store, path, states):
    """It would be half a file; the session is over all the same."""
    for source in (path, DATA, iter([DATA])):
        with pytest.raises(TransferFailed, match=f"only the first {UNIT} bytes were sent"):
            store.send(source, begun(), done(), chunk=UNIT)
    interrupted(store, path)
    store.send(path, done(), begun(), done())
    assert [one[0] for one in store.said()] == ["PUT", "POST", "PUT"]


def test_a_file_that_changes_while_it_is_sent_is_not_completed(store, path, states):
    """The last chunk is not sent."""
    store.serve(begun(), more(UNIT))
    handler = store.world.handler

    async def changing(call: Any) -> Any:
        response = await handler(call)
        if response.status_code == 308:
            path.write_bytes(DATA[::-1])
            os.utime(path, ns=(1, 1))
        return response

    store.world.handler = changing
    upload = store.client.blobs.insert.upload(name="a.bin")
    with pytest.raises(TransferFailed, match="changed while it was sent"):
        store.do(lambda: upload.send(path, chunk=UNIT))
    assert len(store.calls) == 2
    assert left(states) == []


@pytest.mark.parametrize("spoil", [
    b"", b"rubbish", b'{"url": 3}\n', b'{"url": "https://files.example/x"}\n', b"[" * 9999,
])  # fmt: skip
def test_a_torn_note_is_not_gone_on_from(store, path, states, spoil):
    """Nor one of something else."""
    interrupted(store, path)
    next(states.iterdir()).write_bytes(spoil)
    store.send(path, begun(), done())
    assert store.said()[0][0] == "POST"


def test_two_that_send_one_file_the_second_is_told(store, path, states):
    """They would write into one session."""
    from ferrule.transfer.journal import Journal

    interrupted(store, path)
    held = Journal(next(states.iterdir()), path)
    with pytest.raises(FileRefused, match="being transferred"):
        store.send(path)
    held.close()
    assert store.calls == []


def test_another_request_or_file_has_a_session_of_its_own(store, path, states):
    """The name of what it becomes counts."""
    interrupted(store, path)
    store.serve(begun(), done())
    upload = store.client.blobs.insert.upload(name="b.bin")
    store.do(lambda: upload.send(path))
    assert store.said()[0][0] == "POST"
    assert len(left(states)) == 1


@pytest.mark.parametrize("url", ["https://blobs.example/u?id=1", "//blobs.example/u?id=1"])
def test_a_session_on_another_host_gets_no_credential(store, path, url):
    """Nor any header of the caller's own."""
    client = store.client.with_options(headers={"X-Own": "secret"})
    store.serve(begun(url), done())
    store.do(lambda: client.blobs.insert.upload(name="a.bin").send(path))
    assert store.calls[1].url == "https://blobs.example/u?id=1"
    assert not store.calls[1].headers.keys() & {"x-key", "x-own", "authorization", "cookie"}
    assert store.calls[0].headers["x-own"] == "secret"


@pytest.mark.parametrize("url", ["http://files.example/u", "ftp://files.example/u", None, "https://a:b:c/"])
def test_a_session_that_cannot_be_used_is_refused(store, path, url):
    """In the clear, of another scheme, or none at all."""
    answer = begun(url) if url is not None else reply(content_type=None)
    with pytest.raises(TransferFailed, match="the session cannot be used"):
        store.send(path, answer)
    assert len(store.calls) == 1


def test_a_user_without_a_home_sends_all_the_same(store, path, monkeypatch):
    """As in a container whose user has no name: nothing is kept for another process."""

    def no_home() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("XDG_STATE_HOME")
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    monkeypatch.setattr(Path, "home", no_home)
    assert store.send(path, begun(), done()).size == len(DATA)


@pytest.mark.parametrize("source", [bytes, io.BytesIO, lambda: iter([]), lambda: iter([b"", b""])])
def test_nothing_is_a_file_too(store, source):
    """Of 0 bytes."""
    assert store.send(source(), begun(), done(0)).size == 0
    assert store.said()[1] == ("PUT", "bytes */0", 0)


@pytest.mark.parametrize("parts", [[2 * UNIT], [UNIT, UNIT], [1, 2 * UNIT - 1], [UNIT - 1, 2, UNIT - 1]])
def test_an_iterator_of_exactly_so_many_chunks(store, parts):
    """Its length is told with the last of them; one chunk is kept in memory."""
    store.send((bytes(size) for size in parts), begun(), more(UNIT), done(), chunk=UNIT)
    assert "x-upload-content-length" not in store.calls[0].headers
    assert store.said()[1:] == [
        ("PUT", "bytes 0-262143/*", UNIT),
        ("PUT", "bytes 262144-524287/524288", UNIT),
    ]


def test_an_iterator_can_be_gone_on_with_within_its_chunk(store):
    """What came before that is gone."""
    parts = [bytes([number]) * UNIT for number in range(3)]
    store.send(iter(parts), begun(), more(UNIT), more(UNIT + 100), more(2 * UNIT + 100), done(), chunk=UNIT)
    assert store.said()[3] == ("PUT", "bytes 262244-524387/*", UNIT)
    assert store.calls[3].body["content"] == (b"".join(parts))[UNIT + 100 : 2 * UNIT + 100]


def test_an_iterator_cannot_be_read_again(store):
    """That is said; nothing is skipped."""
    with pytest.raises(TransferFailed, match="wants it from byte 0 on again, and it cannot be read again"):
        store.send(iter([bytes(UNIT)] * 3), begun(), more(UNIT), more(None), chunk=UNIT)


def test_async_iterators_are_of_the_async_world(store):
    """The blocking one cannot wait for them."""

    async def parts() -> AsyncIterator[bytes]:
        yield b"abc"
        yield b"def"

    if isinstance(store.world, BlockingWorld):
        with pytest.raises(ConfigError, match="async iterator"):
            store.send(parts())
        return
    store.send(parts(), begun(), done(6))
    assert store.calls[1].body["content"] == b"abcdef"


def test_an_open_file_goes_from_where_it_stands(store, path):
    """It is not closed, and no other process can go on with it."""
    with path.open("rb") as file:
        file.seek(10)
        store.send(file, begun(), more(None), done(), chunk=4 * UNIT)
        assert not file.closed
    assert store.calls[2].body["content"] == DATA[10:]


@pytest.mark.parametrize("source", [3, io.StringIO("text"), object(), "no/such/file", "", "a\0b", "~no-such-user/a"])
def test_what_cannot_be_sent_is_refused(store, source):
    """Before anything is sent, where that can be seen."""
    with pytest.raises((ConfigError, FileNotFoundError)):
        store.send(source)
    assert store.calls == []
    with pytest.raises(ConfigError, match="gives bytes, not str"):
        store.send(iter(["text"]), begun())
    with pytest.raises(ConfigError, match="gives bytes, not NoneType"):  # which is no end
        store.send(iter([b"a", None, b"b"]), begun())


def test_a_folder_or_fifo_is_no_file(store, tmp_path):
    """It would wait for whoever writes to it."""
    os.mkfifo(tmp_path / "fifo")
    for one in (tmp_path, tmp_path / "fifo"):
        with pytest.raises(ConfigError, match="no regular file"):
            store.send(one)
    with pytest.raises(ConfigError, match="chunk"):
        store.send(b"", chunk=0)
    assert store.calls == []


def test_a_chunk_has_time_for_its_size(store, path):
    """A second more for each 64 KiB."""
    store.send(path, begun(), done())
    options = store.calls[1].options
    assert (options.deadline, options.attempt_timeout, options.retries) == (30.0 + 12, 10.0 + 12, 0)
    assert store.calls[0].options.deadline == 30.0
