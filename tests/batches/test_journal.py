"""A run goes on where it ended, whatever ended it: each input once in the output, and no POST twice."""

import json
import os
import shutil
import stat
import subprocess
import sys
from contextlib import AsyncExitStack, suppress

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ferrule
from batches.conftest import Shop, echo, records, states
from ferrule import Bearer, ConfigError, Err, Failed, Ok, OutcomeUnknown, Policies, ReadFailed
from ferrule.batches.inputs import fingerprint_of
from ferrule.batches.records import Record, decision, idempotency_key
from worlds import AsyncWorld, a_response


def again(site, operation, inputs, **options):
    """The same run in another process, as far as a journal can tell."""
    site.fresh(**{name: options.pop(name) for name in ("auth", "policies") if name in options})
    site.sent.clear()
    return site.run(getattr(site.users, operation), inputs, journal=site.journal, **options)


def cut_off(site, operation, inputs, at):
    """A run that is killed while it waits for the answer to a request; the journal is as it was then."""
    copy = site.journal.with_name("killed")

    def answer(call):
        if call.url.endswith(at):
            shutil.copy(site.journal, copy)
        return echo(call)

    site.serve(answer)
    site.run(getattr(site.users, operation), inputs, journal=site.journal, concurrency=1)
    keys = {name: key for name, key, _ in site.sent}
    copy.replace(site.journal)
    site.serve(echo)
    return keys


def by_key(items):
    """Results by key; each key once."""
    found = {item.key: item.result for item in items}
    assert len(found) == len(items)
    return found


def test_what_was_answered_is_given_again_and_not_asked_for(site):
    """As it came: the model, the error with its body and headers, and what was tried."""

    def answer(call):
        return a_response(404, b'{"name": "none"}', x_request_id="r-1") if call.url.endswith("b") else echo(call)

    site.serve(answer)
    before = by_key(site.run(site.users.get, ["a", "b"], journal=site.journal))
    after = by_key(again(site, "get", ["a", "b", "c"]))
    assert site.ids == ["c"]
    assert after["a"] == before["a"]
    assert isinstance(after["b"], Err)
    assert after["b"].body == before["b"].body == {"name": "none"}
    assert (str(after["b"].error), after["b"].error.request_id) == (str(before["b"].error), "r-1")
    assert len(after["b"].error.attempts) == 1
    assert isinstance(after["c"], Ok)


def test_items_from_the_journal_are_counted_as_such(site):
    """They cost no attempt."""
    site.run(site.users.get, ["a", "b"], journal=site.journal)
    site.fresh()
    found = site.into([], site.users.get, ["a", "b", "c"], journal=site.journal).summary()
    assert (found.items, found.kept, found.attempts) == (3, 2, 1)


def test_items_from_the_journal_keep_their_place(site):
    """Among those that run anew."""
    site.run(site.users.get, ["b", "d"], journal=site.journal)
    assert [item.key for item in again(site, "get", list("abcde"), ordered=True)] == list("abcde")


def test_bodies_come_back_byte_by_byte(site):
    """Also those that are no text."""
    site.serve(lambda call: a_response(404, b"\xff\xfe\x00", content_type="application/octet-stream"))
    before = by_key(site.run(site.users.get, ["a"], journal=site.journal))
    after = by_key(again(site, "get", ["a"]))
    assert after["a"].error.content == before["a"].error.content == b"\xff\xfe\x00"
    assert site.sent == []


@pytest.mark.parametrize(
    "torn", [b'{"key":"c","sta', b'{"key":"\xc3', b"{", b"\0" * 50, b'{"key":"c","request":"0","state":"answer']
)
def test_a_torn_end_is_cut_off_and_its_input_runs_again(site, torn):
    """The next record starts a line of its own, so that the journal can be read for ever."""
    site.run(site.users.get, ["a", "b"], journal=site.journal)
    with site.journal.open("ab") as file:
        file.write(torn)
    assert set(by_key(again(site, "get", ["a", "b", "c"]))) == {"a", "b", "c"}
    assert site.ids == ["c"]
    assert [key for key, _ in states(site.journal)] == ["a", "b", "c"]
    assert again(site, "get", ["a", "b", "c"])
    assert site.sent == []


def test_an_end_that_lacks_only_its_line_break_is_whole(site):
    """It is completed."""
    site.run(site.users.create, ["a"], journal=site.journal)
    site.journal.write_bytes(site.journal.read_bytes()[:-1])
    again(site, "create", ["a", "b"], concurrency=1)
    assert site.ids == ["b"]
    assert [key for key, _ in states(site.journal)] == ["a", "a", "b", "b"]


@pytest.mark.parametrize(
    "damage", [b"{\n", b'{"key":"a"}\n', b"\xff\n", b"\n", b'{"key":"a","request":"","state":"?"}\n']
)
def test_damage_before_the_end_is_refused_with_its_line(site, damage):
    """Nobody knows what stood there: nothing is sent, and nothing written."""
    site.run(site.users.get, ["a", "b"], journal=site.journal)
    lines = site.journal.read_bytes().splitlines(keepends=True)
    spoilt = b"".join([lines[0], damage, *lines[1:]])
    site.journal.write_bytes(spoilt)
    with pytest.raises(ConfigError, match="is damaged in line 2: nothing was sent"):
        again(site, "get", ["a", "b", "c"])
    assert site.sent == []
    assert site.journal.read_bytes() == spoilt


@pytest.mark.parametrize(
    "content", [b"id,name\n1,a\n", b"hello", b"[]\n", b'{"a":1}\n', b'{"ferrule_journal":7,"id":"x"}\n']
)
def test_a_file_that_is_no_journal_is_left_alone(site, content):
    """The path may be a mistake."""
    site.journal.touch(0o600)
    site.journal.write_bytes(content)
    with pytest.raises(ConfigError, match="is no journal of a run"):
        site.run(site.users.get, ["a"], journal=site.journal)
    assert site.journal.read_bytes() == content


@pytest.mark.parametrize("begun", [b"", b'{"ferr', b'{"ferrule_journal":1,"id":"0b'])
def test_a_journal_whose_head_was_being_written_begins_anew(site, begun):
    """Nothing had been sent by then."""
    site.journal.touch(0o600)
    site.journal.write_bytes(begun)
    assert len(site.run(site.users.get, ["a"], journal=site.journal)) == 1
    assert states(site.journal) == [("a", "answered")]


def test_a_post_is_on_disk_as_sent_before_it_is_sent(site):
    """And safely there: `fsync` comes before the request."""
    order = []
    site.serve(lambda call: order.append("send") or order.extend(states(site.journal)) or echo(call))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda file: order.append("fsync"))
        site.run(site.users.create, ["a"], journal=site.journal)
    assert order == ["fsync", "send", ("a", "sent")]
    assert states(site.journal) == [("a", "sent"), ("a", "answered")]


def test_what_may_be_repeated_costs_no_record_beforehand(site):
    """GET and PUT are sent again in any case."""
    site.run(site.users.get, ["a"], journal=site.journal)
    site.fresh()
    other = site.journal.with_name("other")
    site.run(site.users.put, ["a"], journal=other)
    assert states(site.journal) == states(other) == [("a", "answered")]


def test_a_post_that_was_under_way_is_not_sent_again(site):
    """It is told as unknown, once in each output, until somebody asks for it."""
    cut_off(site, "create", ["a", "b", "c"], at="b")
    for _ in range(2):
        found = by_key(again(site, "create", ["a", "b", "c"]))
        assert "b" not in site.ids
        assert isinstance(found["b"], Failed)
        assert isinstance(found["b"].error, OutcomeUnknown)
        assert found["b"].may_have_acted
        assert "was under way when an earlier run ended" in str(found["b"].error)
        assert isinstance(found["c"], Ok)
    assert isinstance(by_key(again(site, "create", ["a", "b", "c"], resend=True))["b"], Ok)
    assert site.ids == ["b"]
    assert isinstance(by_key(again(site, "create", ["a", "b", "c"]))["b"], Ok)
    assert site.sent == []


def test_a_post_with_a_key_is_sent_again_with_the_same(site):
    """The server knows it by its key."""
    keys = cut_off(site, "charge", ["a", "b", "c"], at="b")
    found = by_key(again(site, "charge", ["a", "b", "c"]))
    assert {type(result) for result in found.values()} == {Ok}
    assert {name: key for name, key, _ in site.sent} == {"b": keys["b"], "c": keys["c"]}


def test_a_key_is_trusted_for_a_day(site):
    """Servers forget them: after that the fate is unknown. It counts from the first time."""
    cut_off(site, "charge", ["a", "b"], at="b")
    for hours in (10, 20):
        lines = [json.loads(line) for line in site.journal.read_text().splitlines()]
        for line in lines[1:]:
            line["at"] = line.get("at", 0) and line["at"] - 10 * 3600
        site.journal.write_text("".join(json.dumps(line) + "\n" for line in lines))
        site.fresh()
        site.serve(lambda call: ReadFailed("gone"))
        again(site, "charge", ["a", "b"], stop=None)
        assert site.ids == ["b"], hours
    lines[-1]["at"] -= 30 * 3600
    site.journal.write_text("".join(json.dumps(line) + "\n" for line in lines))
    site.serve(echo)
    assert isinstance(by_key(again(site, "charge", ["a", "b"]))["b"].error, OutcomeUnknown)
    assert site.sent == []


def test_what_failed_on_its_way_is_tried_again_where_that_is_safe(site):
    """A GET is; a POST that may have arrived is not; one that surely did not is."""
    site.serve(lambda call: ReadFailed("gone"))
    site.run(site.users.get, ["a"], journal=site.journal)
    site.serve(echo)
    assert isinstance(by_key(again(site, "get", ["a"]))["a"], Ok)
    site.journal = site.journal.with_name("posts")
    site.serve(lambda call: ReadFailed("gone") if call.url.endswith("a") else ferrule.ConnectFailed("refused"))
    site.run(site.users.create, ["a", "b"], journal=site.journal)
    assert [state for _, state in states(site.journal)].count("doubtful") == 1
    site.serve(echo)
    found = by_key(again(site, "create", ["a", "b"]))
    assert "failed (ReadFailed: shop users.create (POST /users/{id}): gone" in str(found["a"].error)
    assert isinstance(found["b"], Ok)
    assert site.ids == ["b"]


def test_what_waits_for_the_api_is_not_taken_for_sent(site):
    """A circuit refuses a POST: a run that is killed meanwhile sends it later."""
    site.client.breaker.isolate()
    with pytest.raises(ferrule.BulkStopped):
        site.run(site.users.create, ["a"], journal=site.journal, patience=3.0)
    assert states(site.journal)[-1] == ("a", "unsent")
    assert isinstance(by_key(again(site, "create", ["a"]))["a"], Ok)


def test_keys_do_not_depend_on_the_row(site):
    """A row that is inserted above changes none."""
    rows = [{"id": name} for name in "abc"]
    keys = cut_off(site, "charge", rows, at="c")
    again(site, "charge", [{"id": "new"}, *rows])
    sent = {name: key for name, key, _ in site.sent}
    assert set(sent) == {"new", "c"}
    assert sent["c"] == keys["c"]


def test_a_row_that_asks_for_something_else_is_refused(site):
    """As Stripe refuses a key with another request: the answer in the journal is not its answer."""
    name = lambda row: row["id"]  # noqa: E731
    site.run(site.users.charge, [{"id": "a", "size": 1}, {"id": "b"}], key=name, journal=site.journal)
    edited = [{"id": "b"}, {"id": "a", "size": 2}]
    with pytest.raises(ConfigError, match=r"input 2 \('a'\) asks for something else"):
        again(site, "charge", edited, key=name)
    with pytest.raises(ConfigError, match=r"input 2 \('a'\) asks for something else"):
        again(site, "charge", iter(edited), key=name)
    assert site.sent == []


def test_alike_keys_are_refused_by_name(site):
    """One of two would get the other's answer."""
    with pytest.raises(ConfigError, match="input 3 has the key 'a', as one before it"):
        site.run(site.users.get, ["a", "b", "a"], journal=site.journal)
    assert site.sent == []
    got = []
    with pytest.raises(ConfigError, match="input 3 has the key 'a', as one before it"):
        site.into(got, site.users.get, iter(["a", "b", "a"]), journal=site.journal)
    assert sorted(item.key for item in got) == ["a", "b"]


def test_inputs_with_bodies_are_told_apart_by_what_they_send(site):
    """Two customers of the same name are two, where their rows differ."""
    rows = [{"id": "a", "body": {"n": number, "when": None}} for number in range(3)]
    assert len(by_key(site.run(site.users.create, rows, journal=site.journal))) == 3
    again(site, "create", rows[::-1])
    assert site.sent == []


def multipart(boundary, text):
    """A request with parts."""
    content = f"--{boundary}\r\n\r\n{text}\r\n--{boundary}--".encode()
    kind = f"multipart/related; boundary={boundary}"
    return {"method": "post", "url": "/x", "content": content, "headers": {"Content-Type": kind}}


def test_requests_are_alike_whatever_keeps_their_parts_apart():
    """Boundaries are made at random."""
    assert fingerprint_of(multipart("one", "x")) == fingerprint_of(multipart("two", "x"))
    assert fingerprint_of(multipart("one", "x")) != fingerprint_of(multipart("one", "y"))
    params = httpx.QueryParams([("a", "1"), ("a", "2")])
    assert fingerprint_of({"params": params}) != fingerprint_of({"params": httpx.QueryParams({"a": "1"})})


def test_a_body_that_nobody_knows_needs_no_journal(site):
    """What a stream will send cannot be compared."""
    rows = [{"id": "a", "body": iter([b"x"])}]
    with pytest.raises(ConfigError, match="a journal cannot tell its request from others"):
        site.run(site.users.create, rows, journal=site.journal)


def test_a_second_run_on_a_journal_is_refused(site):
    """In the same process, too."""

    def answer(call):
        with pytest.raises(ConfigError, match="is in use by another run"):
            ferrule.bulk(site.users.get, ["b"], journal=site.journal)
        return echo(call)

    site.serve(answer)
    assert len(site.run(site.users.get, ["a"], journal=site.journal)) == 1


HOLDER = """
import os, sys, time
from ferrule.batches.journal import Journal
journal = Journal(sys.argv[1], "shop at https://api.example/v1", "shop users.get (GET /users/{id})")
if sys.argv[2] == "fork" and os.fork() == 0:
    time.sleep(60)
print("open", flush=True)
time.sleep(60)
"""


@pytest.mark.parametrize("how", ["alone", "fork"])
def test_a_process_that_is_killed_frees_its_journal_at_once(tmp_path, how):
    """The lock is the system's; a child that was forked meanwhile does not keep it."""
    path = tmp_path / "journal"
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path), how], stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        assert holder.stdout.readline() == "open\n"
        with Shop() as shop:
            with pytest.raises(ConfigError, match="is in use by another run"):
                ferrule.bulk(shop.users.get, [], journal=path)
            holder.kill()
            holder.wait()
            assert list(ferrule.bulk(shop.users.get, [], journal=path)) == []
    finally:
        with suppress(ProcessLookupError):
            os.killpg(holder.pid, 9)  # its child
        holder.stdout.close()
        holder.wait()


def test_the_journal_of_another_operation_or_client_is_refused(site):
    """It would give answers to questions that were not asked."""
    site.run(site.users.get, ["a"], journal=site.journal)
    with pytest.raises(ConfigError, match=r"is the journal of shop users.get .* and this is shop users.put"):
        again(site, "put", ["a"])
    site.fresh()
    other = Shop(base_url="https://other.example")
    with other, pytest.raises(ConfigError, match=r"with shop at https://api.example/v1, .* at https://other.example"):
        ferrule.bulk(other.users.get, ["a"], journal=site.journal)


def test_the_journal_of_another_identity_is_refused(site):
    """Where identities were given: those that were not are different in each process."""
    site.fresh(auth=Bearer("one", identity="one"))
    site.run(site.users.get, ["a"], journal=site.journal)
    with pytest.raises(ConfigError, match=r"with shop at \S+ as one, and this is .* as two"):
        again(site, "get", ["a"], auth=Bearer("two", identity="two"))
    again(site, "get", ["a"], auth=Bearer("three", identity="one"))
    assert site.sent == []


def test_a_journal_is_its_owners_alone(site):
    """It holds answers."""
    site.run(site.users.get, ["a"], journal=site.journal)
    assert stat.S_IMODE(site.journal.stat().st_mode) == 0o600
    site.journal.chmod(0o644)
    with pytest.raises(ConfigError, match="can be read by other users"):
        again(site, "get", ["a"])


def test_a_link_is_not_followed(site):
    """It could lead to any file."""
    target = site.journal.with_name("target")
    site.journal.symlink_to(target)
    with pytest.raises(ConfigError, match="is a link or no regular file"):
        site.run(site.users.get, ["a"], journal=site.journal)
    assert not target.exists()


@pytest.mark.parametrize("where", ["missing/journal", "."])
def test_a_path_that_cannot_be_a_journal_is_refused(site, where):
    """With a reason, and no traceback of the system's."""
    with pytest.raises(ConfigError, match=r"cannot be opened: No such file|no regular file"):
        site.run(site.users.get, ["a"], journal=site.journal.parent / where)


def test_no_secret_gets_into_a_journal(site):
    """Neither the credential, nor a cookie, nor an error that repeats it."""
    site.serve(lambda call: a_response(404, b'{"name": "no user for secret-token"}', set_cookie="session=abcdef"))
    found = by_key(site.run(site.users.get, ["a"], journal=site.journal))
    assert found["a"].error.status_code == 404
    text = site.journal.read_text()
    assert "abcdef" not in text
    assert "secret-token" not in text
    if site.client._session.core.identity:
        assert site.client._session.core.identity not in text
    assert "attempts" in text


def test_a_journal_that_cannot_be_written_ends_the_run_before_it_sends(site):
    """A full disk: what is not on it is not sent."""

    def full(file, data):
        if data.startswith(b'{"key"'):
            raise OSError(28, "No space left on device")
        return write(file, data)

    write = os.write
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "write", full)
        with pytest.raises(OSError, match="No space left"):
            site.run(site.users.create, ["a", "b"], journal=site.journal)
    assert site.sent == []
    assert {type(result) for result in by_key(again(site, "create", ["a", "b"])).values()} == {Ok}


def test_a_success_that_could_not_be_read_is_read_again(site):
    """With a mended description the same bytes may be a model."""
    site.serve(lambda call: a_response(200, b"[1]"))
    before = by_key(site.run(site.users.create, ["a"], journal=site.journal))
    assert isinstance(before["a"].error, ferrule.InvalidResponse)
    after = by_key(again(site, "create", ["a"]))
    assert isinstance(after["a"].error, ferrule.InvalidResponse)
    assert site.sent == []


def test_attempts_are_kept(site):
    """Of an answer that took two."""
    site.fresh(Policies(cache=None))
    answers = [503, 200]
    site.serve(lambda call: answers.pop(0) if answers else echo(call))
    site.run(site.users.get, ["a"], journal=site.journal)
    (item,) = again(site, "get", ["a"])
    assert [attempt.status_code for attempt in item.attempts] == [503, 200]


@given(
    state=st.sampled_from(["sent", "unsent", "doubtful", "answered"]),
    keyed=st.booleans(),
    repeatable=st.booleans(),
    resend=st.booleans(),
    at=st.sampled_from([0.0, 1e9, 1e9 - 90_000]),
)
@settings(deadline=None)
def test_what_may_have_acted_is_sent_again_only_if_protected_or_asked_for(state, keyed, repeatable, resend, at):
    """For each state that a journal may be in."""
    record = Record(key="a", request="0", state=state, at=at)
    what = decision(record, keyed=keyed, repeatable=repeatable, resend=resend, wall=1e9)
    assert (what == "given") == (state == "answered")
    protected = repeatable or resend or state == "unsent" or (keyed and at == 1e9)
    assert (what == "run") == (state != "answered" and protected)


def test_idempotency_keys_are_uuids_of_journal_and_key():
    """Version 5: stable, and no two inputs alike."""
    one = "3d5b8f4e-4f3c-4a55-9a3e-1d2c3b4a5f60"
    assert idempotency_key(one, "a") == idempotency_key(one, "a")
    assert idempotency_key(one, "a") != idempotency_key(one, "b")
    assert idempotency_key(one, "a")[14] == "5"


def test_each_record_names_its_request(site):
    """By a digest: arguments may be secrets."""
    site.run(site.users.get, [{"id": "a", "size": 12345}], key=lambda row: row["id"], journal=site.journal)
    assert "12345" not in site.journal.read_text()
    assert len(records(site.journal)[0]["request"]) == 32


def test_others_in_the_loop_have_their_turn_while_kept_items_are_read_and_given(site, monkeypatch):
    """None of them has to be waited for, and there may be a hundred thousand."""
    if not isinstance(site.world, AsyncWorld):
        return
    names = [f"n{number}" for number in range(300)]
    site.run(site.users.get, names, journal=site.journal)
    monkeypatch.setattr("ferrule.batches.intake._BREATH", 0.0)
    monkeypatch.setattr("ferrule.batches.journal._AT_ONCE", 10)
    site.fresh()
    runtime, turns, beside, got = site.world.runtime, [0], [], []
    offload = runtime.offload

    async def counted(work):
        beside.append(work)
        return await offload(work)

    monkeypatch.setattr(runtime, "offload", counted)

    async def others():
        while True:
            turns[0] += 1
            await runtime.sleep(0)

    async def scenario():
        task = runtime.spawn(others)
        run = ferrule.bulk(site.users.get, names, journal=site.journal)
        assert turns == [0]
        async with run:
            assert len(beside) == 31, "the journal, in steps"
            checked = turns[0]
            assert checked >= 300
            got.extend([item async for item in run])
        assert turns[0] >= checked + 300
        task.cancel()

    site.world.run(scenario)
    assert len(got) == 300
    assert site.sent[300:] == []


@pytest.mark.parametrize("damaged", [False, True])
def test_whoever_leaves_before_the_first_step_leaves_the_journal_free(site, damaged):
    """Nothing was sent, and nothing is lost."""
    site.run(site.users.get, ["a", "b"], journal=site.journal)
    text = site.journal.read_text()
    if damaged:
        site.journal.write_text(text.replace('"key"', "'key'", 1))

    async def scenario():
        with suppress(ConfigError):
            run = ferrule.bulk(site.users.get, ["a", "b"], journal=site.journal)
            await (site.world.runtime.offload(run.close) if isinstance(run, ferrule.Bulk) else run.aclose())

    site.world.run(scenario)
    assert damaged or site.journal.read_text() == text
    site.journal.write_text(text)
    assert {type(item.result) for item in again(site, "get", ["a", "b"])} == {Ok}


@pytest.mark.parametrize("kind", [list, iter])
def test_what_a_stopped_run_did_not_begin_is_counted_and_done_by_the_next(site, kind):
    """In its error, its summary and its journal: nothing ends silently."""
    names = [f"n{number}" for number in range(50)]
    site.serve(lambda call: 401 if call.url.endswith("n20") else echo(call))
    got, runs = [], []

    async def scenario():
        runs.append(ferrule.bulk(site.users.create, kind(names), journal=site.journal, concurrency=4))
        async with AsyncExitStack() as stack:
            run = runs[0]
            if isinstance(run, ferrule.Bulk):
                got.extend(iter(stack.enter_context(run)))
            else:
                got.extend([item async for item in await stack.enter_async_context(run)])

    with pytest.raises(ferrule.BulkStopped) as stopped:
        site.world.run(scenario)
    left = runs[0].summary().left
    last = json.loads(site.journal.read_text().splitlines()[-1])
    assert last == {"ended": runs[0].end, "given": stopped.value.given, "left": left}
    assert f"stopped after {stopped.value.given} items, {left} inputs not done: " in str(stopped.value)
    assert f"not done {left}" in " ".join(str(runs[0].summary()).split())
    assert left == 50 - stopped.value.given if kind is list else 0 < left <= 8
    begun = set(site.ids)
    site.serve(echo)
    assert {item.key for item in again(site, "create", names)} == set(names)
    assert set(site.ids) == set(names) - begun


@pytest.mark.parametrize("cut", range(1, 40, 3))
def test_a_last_line_that_is_torn_is_cut_off(site, cut):
    """That of an end, too."""
    site.serve(lambda call: 401)
    with pytest.raises(ferrule.BulkStopped):
        site.run(site.users.get, ["a", "b", "c"], journal=site.journal, concurrency=1)
    site.journal.write_bytes(site.journal.read_bytes()[:-cut])
    site.serve(echo)
    assert {item.key for item in again(site, "get", ["a", "b", "c"])} == {"a", "b", "c"}
