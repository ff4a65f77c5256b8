"""`.upload(…).send(…)` by the tus protocol: the same rules, in other words."""

from __future__ import annotations

import pytest

from ferrule import Conflict, ReadFailed, TransferFailed
from streams.conftest import reply

DATA = bytes(range(250))
SESSION = "https://files.example/v1/tus/1"


def begun():
    """A session was made."""
    return reply(status=201, content_type=None, location="/v1/tus/1")


def at(offset, status=204):
    """The server has so many bytes."""
    return reply(status=status, content_type=None, upload_offset=str(offset))


def send(store, source, *answers, chunk=100):
    """Send a file, the server answering so."""
    store.serve(*answers)
    upload = store.client.tus.create.upload(upload_metadata="filename YS5iaW4=")
    return store.do(lambda: upload.send(source, chunk=chunk))


def said(store):
    """Method, offset and bytes of each request."""
    return [
        (call.method, call.headers.get("upload-offset"), len(call.body.get("content") or b"")) for call in store.calls
    ]


def test_a_file_goes_in_chunks(store):
    """Of any size; the last answer has no body, and so has the operation no model."""
    assert send(store, DATA, begun(), at(100), at(200), at(250)) is None
    assert said(store) == [("POST", None, 0), ("PATCH", "0", 100), ("PATCH", "100", 100), ("PATCH", "200", 50)]
    start = store.calls[0].headers
    assert (start["upload-length"], start["upload-metadata"]) == ("250", "filename YS5iaW4=")
    assert {call.headers["tus-resumable"] for call in store.calls} == {"1.0.0"}
    assert {call.headers["content-type"] for call in store.calls[1:]} == {"application/offset+octet-stream"}
    assert {call.url for call in store.calls[1:]} == {SESSION}
    assert not any("upload-length" in call.headers for call in store.calls[1:])  # it is told once


def test_at_another_offset_the_server_is_asked(store):
    """409 says that it stands elsewhere."""
    send(store, DATA, begun(), at(100), reply(status=409), at(130, 200), at(230), at(250))
    assert said(store)[3:] == [("HEAD", None, 0), ("PATCH", "130", 100), ("PATCH", "230", 20)]


def test_after_a_break_the_server_is_asked(store):
    """It may have all of it."""
    send(store, DATA, begun(), ReadFailed("cut"), at(250, 200), chunk=250)
    assert said(store)[-1] == ("HEAD", None, 0)


def test_a_session_that_is_gone_is_begun_anew(store):
    """From the start."""
    send(store, DATA, begun(), at(100), reply(status=404), begun(), at(250), chunk=250)
    assert said(store)[-2:] == [("POST", None, 0), ("PATCH", "0", 250)]


def test_one_that_is_busy_for_ever_is_an_end(store):
    """Another request holds it."""
    with pytest.raises(TransferFailed, match="nothing new") as caught:
        send(store, DATA, begun(), *[reply(status=423), at(0, 200)] * 5)
    assert caught.value.done == 0
    with pytest.raises((TransferFailed, Conflict)):
        send(store, DATA, begun(), *[reply(status=409), at(0, 200)] * 5)


@pytest.mark.parametrize("told", ["x", "-1", "251", "1e2", "9" * 30, None])
def test_an_offset_that_cannot_be_is_an_error(store, told):
    """Nothing is skipped."""
    fields = {"upload_offset": told} if told is not None else {}
    with pytest.raises(Exception, match=r"251 bytes, and 100 were sent|204"):
        send(store, DATA, begun(), reply(status=204, content_type=None, **fields), at(0, 200))


def test_an_iterator_tells_its_length_at_the_end(store):
    """By an extension of the protocol."""
    send(store, iter([bytes(60)] * 3), begun(), at(100), at(180))
    assert store.calls[0].headers["upload-defer-length"] == "1"
    assert [call.headers.get("upload-length") for call in store.calls] == [None, None, "180"]


def test_nothing_is_a_file_too(store):
    """Of 0 bytes."""
    send(store, b"", begun(), at(0))
    assert said(store)[1] == ("PATCH", "0", 0)
