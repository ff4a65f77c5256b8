"""Files at signed addresses of another host: no credential goes there, and one that expired is replaced."""

from __future__ import annotations

import pytest

from ferrule import Forbidden, ReadFailed, TransferFailed
from streams.conftest import reply
from transfer.conftest import TAG, WHOLE, cut, part, whole

ORIGIN, ELSEWHERE = "https://files.example/v1/files/a.bin", "https://blobs.example/a.bin?sig="


def to(signature: str):
    """A redirect to a signed address."""
    return reply(status=302, content_type=None, location=ELSEWHERE + signature)


def test_nothing_of_the_callers_goes_to_the_other_host(store, tmp_path):
    """No credential, cookie or header of its own, also when going on; and each time the origin is asked first."""
    client = store.client.with_options(headers={"X-Own": "secret", "Cookie": "a=b"})
    store.serve(to("1"), cut(400), to("2"), part(400, 999))
    store.do(lambda: client.files.get.file("a.bin").save(tmp_path / "a.bin"))
    assert (tmp_path / "a.bin").read_bytes() == WHOLE
    assert [call.url for call in store.calls] == [ORIGIN, ELSEWHERE + "1", ORIGIN, ELSEWHERE + "2"]
    for call in store.calls[1::2]:
        assert not call.headers.keys() & {"x-key", "x-own", "cookie", "authorization"}
    for call in store.calls[::2]:
        assert call.headers.keys() >= {"x-key", "x-own"}
    assert store.asked()[2:] == [("bytes=400-", TAG)] * 2


def test_an_address_that_has_expired_is_asked_for_again(store, tmp_path):
    """The origin gives another one; where that is of another version, all of it is asked for."""
    expired = reply(b"<Error>expired</Error>", status=403, content_type="application/xml")
    store.save(tmp_path / "a.bin", to("1"), cut(400), to("1"), expired, to("2"), part(400, 999))
    assert (tmp_path / "a.bin").read_bytes() == WHOLE
    changed = part(400, 999, content=WHOLE[::-1], etag='"v2"')
    renewed = [to("2"), changed, to("3"), whole(WHOLE[::-1], etag='"v2"')]
    store.save(tmp_path / "a.bin", to("1"), cut(400), to("1"), expired, *renewed)
    assert (tmp_path / "a.bin").read_bytes() == WHOLE[::-1]


def test_one_that_is_refused_again_and_again_is_an_end(store, tmp_path):
    """A few times; what came is kept. Nor is what the origin itself refuses asked for again."""
    forbidden = reply(status=403)
    with pytest.raises(TransferFailed, match="nothing new") as caught:
        store.save(tmp_path / "a.bin", to("1"), cut(400), *[to("1"), forbidden] * 5)
    assert isinstance(caught.value.__cause__, Forbidden)
    assert (caught.value.done, len(store.calls)) == (400, 12)
    with pytest.raises(Forbidden):
        store.save(tmp_path / "a.bin", forbidden)
    assert (tmp_path / "a.bin.part").read_bytes() == WHOLE[:400]


def test_addresses_are_in_no_message_and_no_journal(store, tmp_path):
    """They are credentials."""
    store.serve(to("hidden"), cut(400), *[ReadFailed("cut")] * 5)
    with pytest.raises(TransferFailed) as caught:
        store.do(lambda: store.client.files.get.file("a.bin", version="hidden").save(tmp_path / "a.bin"))
    assert "hidden" not in caught.value.explain()
    assert b"hidden" not in (tmp_path / "a.bin.part.journal").read_bytes()
