"""`.file(…).save(…)`: whole or not there, gone on with where it broke, and never two versions in one file."""

from __future__ import annotations

import hashlib
import io
import os
import stat

import pytest

from ferrule import (
    ConfigError,
    DeadlineExceeded,
    NotFound,
    Progress,
    ReadFailed,
    ResponseTooLarge,
    StreamBroken,
    TransferFailed,
)
from streams.conftest import reply
from transfer.conftest import TAG, WHOLE, cut, file, left, part, whole

OTHER = bytes(reversed(WHOLE))
OLD, NOW = "Sun, 06 Nov 1994 08:49:37 GMT", "Thu, 01 Jan 2026 00:00:00 GMT"


def test_a_file_is_whole_at_its_name_and_nothing_else_is_left(store, tmp_path):
    """Nothing is sent before `save`; codings would make it impossible to go on, so none is asked for."""
    download = store.client.files.get.file("a.bin")
    assert (store.calls, "Download of" in repr(download)) == ([], True)
    saved = store.save(tmp_path / "a.bin", whole())
    assert (tmp_path / "a.bin").read_bytes() == WHOLE
    assert left(tmp_path) == ["a.bin"]
    assert (saved.path, saved.size, saved.resumed) == (tmp_path / "a.bin", 1000, 0)
    assert saved.sha256 == hashlib.sha256(WHOLE).hexdigest()
    assert (saved.headers["etag"], len(saved.trace.attempts)) == (TAG, 1)
    assert store.calls[0].headers["accept-encoding"] == "identity"
    assert store.asked() == [(None, None)]
    assert store.bodies[0].released == 1


def test_where_it_breaks_it_goes_on_at_the_next_byte(store, tmp_path):
    """With the version's tag; each part is written once."""
    saved = store.save(
        tmp_path / "a.bin", cut(400), part(400, 999, steps=(WHOLE[400:500], ReadFailed("cut"))), part(500, 999)
    )
    assert (tmp_path / "a.bin").read_bytes() == WHOLE
    assert store.asked() == [(None, None), ("bytes=400-", TAG), ("bytes=500-", TAG)]
    assert (saved.resumed, left(tmp_path)) == (0, ["a.bin"])


def test_another_process_goes_on_where_the_last_one_stopped(store, tmp_path):
    """After the failure the part is there, for its owner alone, and says how to go on."""
    with pytest.raises(TransferFailed, match="5 requests in a row brought nothing new") as caught:
        store.save(tmp_path / "a.bin", cut(400), *[ReadFailed("cut")] * 6)
    assert (caught.value.done, caught.value.kept) == (400, tmp_path / "a.bin.part")
    assert "do the same again" in str(caught.value)
    assert left(tmp_path) == ["a.bin.part", "a.bin.part.journal"]
    assert {stat.S_IMODE(one.stat().st_mode) for one in tmp_path.iterdir()} == {0o600}
    store.calls.clear()
    saved = store.save(tmp_path / "a.bin", part(400, 999))
    assert (tmp_path / "a.bin").read_bytes() == WHOLE
    assert (store.asked(), saved.resumed) == ([("bytes=400-", TAG)], 400)
    assert left(tmp_path) == ["a.bin"]


@pytest.mark.parametrize("again", [whole(), whole(OTHER, etag='"v2"'), whole(OTHER, etag=None)])
def test_a_200_begins_anew(store, tmp_path, again):
    """Whatever its tag: it is never appended."""
    store.save(tmp_path / "a.bin", cut(400), again)
    assert (tmp_path / "a.bin").read_bytes() in (WHOLE, OTHER)
    assert store.asked()[1] == ("bytes=400-", TAG)


@pytest.mark.parametrize("first", [0, 1, 399, 400])
def test_no_byte_of_a_part_comes_twice(store, tmp_path, first):
    """Servers may send more than was asked for."""
    store.save(tmp_path / "a.bin", cut(400), part(first, 999))
    assert (tmp_path / "a.bin").read_bytes() == WHOLE
    assert len(store.calls) == 2


def test_a_part_that_leaves_a_gap_is_refused(store, tmp_path):
    """What was there is kept."""
    with pytest.raises(TransferFailed, match="another part of the file than that from byte 400 on, bytes 500-999/1000"):
        store.save(tmp_path / "a.bin", cut(400), part(500, 999))
    assert left(tmp_path) == ["a.bin.part", "a.bin.part.journal"]


@pytest.mark.parametrize("answer", [
    part(0, 999), part(0, 999, "*"), file(WHOLE, content_range="bytes 0-999/1000"),
])  # fmt: skip
def test_a_part_that_is_the_whole_will_do(store, tmp_path, answer):
    """Though nobody asked for a part; one whose total is not told is asked for what follows."""
    outside = file(status=416, content_range="bytes */1000")
    store.save(tmp_path / "a.bin", answer, outside)
    assert (tmp_path / "a.bin").read_bytes() == WHOLE


def test_a_200_that_says_it_is_a_part_is_none(store, tmp_path):
    """Not at first, and not when going on: then all of it is asked for."""
    wrong = file(WHOLE[400:], content_length="600", content_range="bytes 400-999/1000")
    with pytest.raises(TransferFailed, match="200 and a part of the file, bytes 400-999/1000"):
        store.save(tmp_path / "a.bin", wrong)
    assert not (tmp_path / "a.bin").exists()
    store.calls.clear()
    store.save(tmp_path / "a.bin", cut(400), wrong, whole())
    assert (tmp_path / "a.bin").read_bytes() == WHOLE
    assert store.asked()[1:] == [("bytes=400-", TAG), (None, None)]


def test_a_weak_tag_is_no_reason_to_send_the_date(store, tmp_path):
    """Who has a tag may not (RFC 9110 §13.1.5): it begins anew."""
    store.save(tmp_path / "a.bin", cut(400, etag='W/"a"', last_modified=OLD, date=NOW), whole(etag='W/"a"'))
    assert (tmp_path / "a.bin").read_bytes() == WHOLE
    assert store.asked() == [(None, None), (None, None)]


def test_a_date_that_is_surely_older_will_do_where_there_is_no_tag(store, tmp_path):
    """A part need not repeat it (§15.3.7)."""
    dated = {"etag": None, "last_modified": OLD, "date": NOW}
    store.save(tmp_path / "a.bin", cut(400, **dated), part(400, 999, etag=None))
    assert (tmp_path / "a.bin").read_bytes() == WHOLE
    assert store.asked()[1] == ("bytes=400-", OLD)


@pytest.mark.parametrize("date", [OLD, "Sun, 06 Nov 1994 08:50:36 GMT", "", "yesterday"])
def test_a_date_that_may_be_as_young_as_the_answer_will_not(store, tmp_path, date):
    """Two versions may have been made in that second (§8.8.2.2)."""
    store.save(tmp_path / "a.bin", cut(400, etag=None, last_modified=OLD, date=date), whole())
    assert store.asked()[1] == (None, None)


@pytest.mark.parametrize("changed", [
    part(400, 1199, 1200, WHOLE + bytes(200)), part(400, 999, content=OTHER, etag='"v2"'),
    part(400, 999, content=OTHER, etag=None), part(400, 999, content=OTHER, etag='W/"v1"'),
])  # fmt: skip
def test_a_part_of_another_version_is_never_appended(store, tmp_path, changed):
    """Another size, another tag or none: all of it is asked for again."""
    store.save(tmp_path / "a.bin", cut(400), changed, whole(OTHER, etag='"v2"'))
    assert (tmp_path / "a.bin").read_bytes() == OTHER
    assert store.asked()[1:] == [("bytes=400-", TAG), (None, None)]


def test_a_part_that_ends_early_by_itself_is_gone_on_with(store, tmp_path):
    """It was all that was announced, but not all of the file."""
    store.save(tmp_path / "a.bin", cut(400), part(400, 499), part(500, 999))
    assert (tmp_path / "a.bin").read_bytes() == WHOLE
    assert [one for one, _ in store.asked()] == [None, "bytes=400-", "bytes=500-"]


def test_a_body_that_is_shorter_than_it_says_is_never_the_file(store, tmp_path):
    """Even where the connection ended in order; what came is kept."""
    short = file(WHOLE[:999], content_length="1000")
    with pytest.raises(TransferFailed, match="nothing new"):
        store.save(tmp_path / "a.bin", short, *[part(999, 999, steps=())] * 9)
    assert left(tmp_path) == ["a.bin.part", "a.bin.part.journal"]
    assert (tmp_path / "a.bin.part").read_bytes() == WHOLE[:999]


def test_a_body_that_is_longer_than_it_says_is_not_either(store, tmp_path):
    """A part, too: what follows it cannot be told."""
    with pytest.raises(TransferFailed, match="more of the file came than was announced, 500 bytes"):
        store.save(tmp_path / "a.bin", cut(400), part(400, 499, steps=(WHOLE[400:],)))
    assert not (tmp_path / "a.bin").exists()


def test_416_at_the_right_size_is_done(store, tmp_path):
    """The server has nothing after the part."""
    saved = store.save(tmp_path / "a.bin", cut(1000), file(status=416, content_range="bytes */1000"))
    assert (tmp_path / "a.bin").read_bytes() == WHOLE
    assert saved.sha256 == hashlib.sha256(WHOLE).hexdigest()


@pytest.mark.parametrize("etag", [None, TAG, '"v2"'])
def test_416_need_not_name_the_version_but_none_of_another_counts(store, tmp_path, etag):
    """A server that ignores the condition may have a new one of the same size."""
    outside = file(status=416, content_range="bytes */1000", etag=etag)
    store.save(tmp_path / "a.bin", cut(1000), outside, whole(OTHER, etag='"v2"'))
    assert (tmp_path / "a.bin").read_bytes() == (OTHER if etag == '"v2"' else WHOLE)


@pytest.mark.parametrize("told", [{"content_range": "bytes */1200"}, {}, {"content_range": "bytes */400"}])
def test_any_other_416_begins_anew_once(store, tmp_path, told):
    """One that answers to the whole file is an error."""
    outside = file(status=416, **told)
    store.save(tmp_path / "a.bin", cut(400), outside, whole())
    assert (tmp_path / "a.bin").read_bytes() == WHOLE
    with pytest.raises(Exception, match="416"):
        store.save(tmp_path / "b.bin", cut(400), outside, outside)


def test_a_coded_answer_is_counted_after_decoding_and_begins_anew(store, tmp_path):
    """Engines take codings off; the length is that of what was sent."""
    coded = {"content_encoding": "gzip", "content_length": "20"}
    saved = store.save(
        tmp_path / "a.bin",
        file(WHOLE[:500], ReadFailed("cut"), **coded),
        file(WHOLE, content_digest="sha-256=:AA==:", **coded),
    )
    assert (tmp_path / "a.bin").read_bytes() == WHOLE
    assert store.asked() == [(None, None), (None, None)]
    assert (saved.size, saved.unverified) == (1000, "it came with a content coding")


def test_a_download_that_always_breaks_and_cannot_go_on_has_an_end(store, tmp_path):
    """Coming to the same place again and again is no progress."""
    with pytest.raises(TransferFailed, match="nothing new") as caught:
        store.save(tmp_path / "a.bin", *[cut(400, etag=None)] * 6)
    assert (len(store.calls), caught.value.kept) == (6, None)
    assert isinstance(caught.value.__cause__, StreamBroken)


def test_a_first_error_is_raised_as_of_any_call(store, tmp_path):
    """With its model; nothing is left."""
    with pytest.raises(NotFound) as caught:
        store.save(tmp_path / "a.bin", reply(b'{"message": "none"}', status=404, content_type="application/json"))
    assert caught.value.body.message == "none"
    assert left(tmp_path) == []


def test_a_service_that_fails_meanwhile_is_asked_again_after_the_wait_that_it_names(store, tmp_path):
    """As often as breaks are gone on from."""
    store.save(tmp_path / "a.bin", cut(400), reply(status=503, retry_after="7"), part(400, 999))
    assert (tmp_path / "a.bin").read_bytes() == WHOLE
    assert store.at[2] - store.at[1] >= 7


@pytest.mark.parametrize("status", [204, 202])
def test_a_success_without_a_file_is_none(store, tmp_path, status):
    """An empty file would pass for one."""
    with pytest.raises(TransferFailed, match=f"answered with {status}, which holds no file"):
        store.save(tmp_path / "a.bin", file(status=status))
    assert not (tmp_path / "a.bin").exists()


def test_an_empty_file_is_a_file(store, tmp_path):
    """Of 0 bytes."""
    saved = store.save(tmp_path / "a.bin", whole(b""))
    assert ((tmp_path / "a.bin").read_bytes(), saved.size) == (b"", 0)


def test_what_is_no_get_is_not_asked_for_again(store, tmp_path):
    """It was made for this request, and another would make another."""
    store.serve(cut(400))
    with pytest.raises(TransferFailed, match="as POST is not idempotent") as caught:
        store.do(lambda: store.client.files.export.file().save(tmp_path / "a.csv"))
    assert caught.value.kept is None
    store.serve(whole())
    store.do(lambda: store.client.files.export.file().save(tmp_path / "a.csv"))
    assert store.asked() == [(None, None), (None, None)]


def test_a_part_of_another_request_is_not_gone_on_from(store, tmp_path):
    """Tags tell versions of one resource apart, and nothing else."""
    with pytest.raises(TransferFailed):
        store.save(tmp_path / "a.bin", cut(400), *[ReadFailed("cut")] * 6)
    store.calls.clear()
    store.save(tmp_path / "a.bin", whole(OTHER), options={"version": "2"})
    assert (store.asked(), (tmp_path / "a.bin").read_bytes()) == ([(None, None)], OTHER)


def test_the_time_for_all_of_it_is_bounded(store, tmp_path):
    """What came until then is kept."""
    store.serve(file(WHOLE[:400], 20.0, WHOLE[400:], content_length="1000"))
    download = store.client.files.get.file("a.bin").within(5)
    with pytest.raises(StreamBroken, match="5 s are over"):
        store.do(lambda: download.save(tmp_path / "a.bin"))
    assert (tmp_path / "a.bin.part").read_bytes() == WHOLE[:400]
    store.serve(part(400, 999))
    assert store.do(lambda: download.save(tmp_path / "a.bin")).resumed == 400


def test_before_the_headers_the_time_is_a_deadline(store, tmp_path):
    """As of any stream."""

    async def silent(call):
        await store.world.runtime.sleep(20)

    store.world.handler = silent
    with pytest.raises(DeadlineExceeded):
        store.do(lambda: store.client.files.get.file("a.bin").within(5).save(tmp_path / "a.bin"))


def test_a_file_has_at_most_so_many_bytes(store, tmp_path):
    """By what the server says, before anything is written, and by what comes; nothing is left."""
    for answer in (whole(), file(WHOLE)):
        with pytest.raises(ResponseTooLarge, match="1000 bytes or more; max_bytes is 999"):
            store.save(tmp_path / "a.bin", answer, max_bytes=999)
        assert left(tmp_path) == []
    assert store.save(tmp_path / "a.bin", file(WHOLE), max_bytes=1000).size == 1000


def test_an_open_file_takes_it_from_where_it_stands(store):
    """A break is gone on from in this process."""
    target = io.BytesIO(b"head")
    target.seek(4)
    saved = store.save(target, cut(400), part(400, 999))
    assert (target.getvalue(), saved.path) == (b"head" + WHOLE, None)


def test_an_open_file_is_begun_anew_where_it_can_seek(store):
    """Else that is an error, and it says which."""
    target = io.BytesIO(b"head")
    target.seek(4)
    store.save(target, cut(400, OTHER, etag=None), whole())
    assert target.getvalue() == b"head" + WHOLE

    class Pipe(io.RawIOBase):
        def writable(self):
            return True

        def write(self, data):
            return len(data)

    with pytest.raises(io.UnsupportedOperation, match="cannot seek"):
        store.save(Pipe(), cut(400, etag=None), whole())


@pytest.mark.parametrize(
    "target", ["", "a\0b", "~no-such-user/a", 3, b"a.bin", io.StringIO(), "no/such/folder/a.bin", "no/such/folder/"]
)
def test_a_target_that_cannot_be_is_refused_before_anything_is_sent(store, target):
    """With what is wrong with it."""
    with pytest.raises(ConfigError):
        store.save(target)
    assert store.calls == []


def test_options_that_cannot_be_are_refused_before_anything_is_sent(store, tmp_path):
    """Ranges are asked for by `save` itself."""
    for more in ({"progress": 3}, {"max_bytes": -1}, {"max_bytes": 1.5}):
        with pytest.raises(ConfigError):
            store.save(tmp_path / "a.bin", **more)
    with pytest.raises(ConfigError, match="leave Range"):
        store.save(tmp_path / "a.bin", options={"range_": "bytes=0-9"})
    with pytest.raises(ConfigError):
        store.client.files.get.file("a.bin").within(0)
    assert (store.calls, left(tmp_path)) == ([], [])


def test_progress_is_told_from_where_it_began_to_the_end(store, tmp_path):
    """An error of the function ends it; what came is kept."""
    told: list[Progress] = []
    store.save(tmp_path / "a.bin", cut(400), part(400, 999), progress=told.append)
    assert [(one.done, one.total, one.resumed) for one in told] == [
        (0, 1000, 0),
        (400, 1000, 0),
        (400, 1000, 0),
        (1000, 1000, 0),
    ]
    assert {one.name for one in told} == {"a.bin"}

    def fail(progress):
        if progress.done:
            raise RuntimeError("enough")

    with pytest.raises(RuntimeError, match="enough"):
        store.save(tmp_path / "b.bin", whole(), progress=fail)
    assert left(tmp_path) == ["a.bin", "b.bin.part", "b.bin.part.journal"]


def test_progress_in_lines_where_nobody_watches(store, tmp_path, capsys):
    """A line a tenth, on standard error."""
    store.save(tmp_path / "a.bin", cut(400), part(400, 999), progress=True)
    assert capsys.readouterr().err == "a.bin: 0 % of 1.0 kB\na.bin: 40 % of 1.0 kB\na.bin: 100 % of 1.0 kB\n"


def test_who_may_read_it_is_as_with_any_new_file_or_the_one_that_it_replaces(store, tmp_path):
    """The part is private, the file is the user's own choice."""
    before = os.umask(0o027)
    try:
        store.save(tmp_path / "a.bin", whole())
        assert stat.S_IMODE((tmp_path / "a.bin").stat().st_mode) == 0o640
        (tmp_path / "a.bin").chmod(0o604)
        store.save(tmp_path / "a.bin", whole(OTHER))
        assert stat.S_IMODE((tmp_path / "a.bin").stat().st_mode) == 0o604
        assert os.umask(0o027) == 0o027
    finally:
        os.umask(before)
