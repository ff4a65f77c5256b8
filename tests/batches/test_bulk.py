"""Many inputs, one item each: bounded, in good order, patient."""

import gc
import itertools
import pickle

import pytest

import ferrule
from batches.conftest import Shop, drain, echo, slow
from ferrule import (
    Breaker,
    BulkStopped,
    CircuitOpen,
    Concurrency,
    ConfigError,
    ConnectFailed,
    Err,
    Failed,
    NotFound,
    Ok,
    Policies,
    RateLimit,
    ReadFailed,
    Stop,
    Unauthorized,
)
from worlds import AsyncWorld, a_response


class InBytes:
    """A path that is no text."""

    def __fspath__(self):
        return b"users"


def test_each_input_gives_one_item(site):
    """With its key, what it was, and what the API said."""
    site.serve(lambda call: 404 if call.url.endswith("b") else echo(call))
    items = {item.key: item for item in site.run(site.users.get, ["a", "b", "c"])}
    assert {key: item.input for key, item in items.items()} == {"a": "a", "b": "b", "c": "c"}
    assert items["a"].result == Ok({"name": "a"}, items["a"].attempts)
    assert isinstance(items["b"].result, Err)
    assert isinstance(items["b"].result.error, NotFound)
    assert [attempt.status_code for attempt in items["b"].attempts] == [404]
    assert sorted(site.ids) == ["a", "b", "c"]


def test_the_result_of_a_call_that_raises_is_failed(site):
    """It is no end of the run."""
    site.serve(lambda call: ReadFailed("broken") if call.url.endswith("b") else echo(call))
    items = {item.key: item.result for item in site.run(site.users.get, ["a", "b", "c"])}
    assert isinstance(items["b"], Failed)
    assert isinstance(items["b"].error, ReadFailed)
    assert items["b"].may_have_acted
    assert isinstance(items["c"], Ok)


def test_inputs_may_be_mappings_by_parameter(site):
    """For operations with more than one parameter."""
    items = site.run(site.users.get, [{"id": "a", "size": 3}], ordered=True)
    assert [(item.key, item.result.value) for item in items] == [('{"id":"a","size":3}', {"name": "a"})]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["a", 1], "input 2 (1) of shop users.get"),
        ([{"id": "a"}, {"ID": "b"}], "no parameter 'ID'; there are body, id, size"),
        ([{"size": 1}], "'id' is missing"),
        ([None], "id must be text"),
    ],
)
@pytest.mark.parametrize("kind", [list, tuple])
def test_a_list_is_checked_before_anything_is_sent(site, given, told, kind):
    """A mistake in the last row is not found after hours."""
    with pytest.raises(ConfigError) as error:
        site.run(site.users.get, kind(given))
    assert told in str(error.value)
    assert site.sent == []


def test_all_faults_of_a_list_are_told_up_to_ten(site):
    """One after the other would take as many runs."""
    with pytest.raises(ConfigError) as error:
        site.run(site.users.get, list(range(20)))
    assert str(error.value).count("id must be text") == 10


@pytest.mark.parametrize(
    "inputs", ["octocat", b"octocat", bytearray(b"octocat"), memoryview(b"octocat"), {"id": "octocat"}, 3, None]
)
def test_what_is_no_list_of_inputs_is_refused(site, inputs):
    """A text would be taken letter by letter."""
    with pytest.raises(ConfigError, match="inputs must be an iterable"):
        site.run(site.users.get, inputs)


@pytest.mark.parametrize(
    "settings",
    [
        {"concurrency": 0}, {"concurrency": True}, {"window": -1}, {"patience": float("nan")}, {"stop": 0.5},
        {"concurrency": 0, "patience": -1}, {"concurrency": 10**9}, {"concurrency": 1.0}, {"resend": "no"}, {"ordered": 1},
    ],
)  # fmt: skip
def test_settings_out_of_range_are_refused(site, settings):
    """Before anything is sent, and all at once."""
    with pytest.raises(ConfigError) as error:
        site.run(site.users.get, ["a"], **settings)
    assert all(name in str(error.value) for name in settings)
    assert site.sent == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"key": "id"}, {"progress": "yes"}, {"executor": object()},
        *({"journal": path} for path in (3, b"users", "", "a\0b", "\ud800", InBytes())),
    ],
)  # fmt: skip
def test_arguments_of_the_wrong_kind_are_refused(site, wrong):
    """For callers without a type checker."""
    with pytest.raises(ConfigError, match=f"bulk: {next(iter(wrong))} must be"):
        site.run(site.users.get, ["a"], **wrong)


@pytest.mark.parametrize(
    ("key", "told"),
    [
        (lambda row: row["id"], "key= raised TypeError: "),
        (lambda row: 10**5000, "its key has more than 1000 characters"),
        (lambda row: "\ud800", "or some that are none"),
        (lambda row: None, "key= must give text or a whole number, got NoneType"),
        (lambda row: True, "key= must give text or a whole number, got bool"),
    ],
)
@pytest.mark.parametrize("kind", [list, iter])
def test_a_key_that_is_none_is_told_with_its_input(site, key, told, kind):
    """Whether the function raises, or gives what names nothing."""
    with pytest.raises(ConfigError) as error:
        site.run(site.users.get, kind(["a"]), key=key)
    assert "input 1 ('a') of shop users.get" in str(error.value)
    assert told in str(error.value)
    assert site.sent == []


def test_an_input_that_words_cannot_name_is_named_by_a_digest(site):
    """Such as one with a half of a character."""
    (item,) = site.run(site.users.get, [{"id": "a", "body": "\ud800"}])
    assert len(item.key) == 32 or item.key == "0"


def test_what_a_run_waits_for_is_logged_once_a_minute(site, caplog):
    """It must not be silent, and many inputs wait alike."""
    site.client.breaker.isolate(reason="down")
    with pytest.raises(BulkStopped):
        site.run(site.users.get, map(str, range(50)), patience=100.0)
    told = [record.message for record in caplog.records if "inputs wait" in record.message]
    assert len(told) == 2
    assert "is isolated (down)" in told[0]


def test_only_operations_of_a_client_are_taken(site):
    """A function of the user's own has no policies around it."""
    with pytest.raises(ConfigError, match="give an operation of a client"):
        ferrule.bulk(echo, ["a"])


def test_the_function_stays_a_function(site):
    """Whatever was imported before: no module of its name takes its place."""
    import ferrule.batches.bulk

    assert callable(ferrule.bulk)
    assert not isinstance(ferrule.bulk, type(ferrule.batches.bulk))


def test_equal_inputs_are_two_inputs(site):
    """Without a journal nothing has to be told apart."""
    assert [item.result.value for item in site.run(site.users.get, ["a", "a"])] == [{"name": "a"}] * 2
    assert site.ids == ["a", "a"]


def test_equal_inputs_have_idempotency_keys_of_their_own(site):
    """Or the server would take two for one."""
    site.run(site.users.charge, ["a", "a"])
    assert len({key for _, key, _ in site.sent}) == 2


def test_at_most_concurrency_run_at_once(site):
    """And so many they are."""
    running, most = 0, 0

    async def answer(call):
        nonlocal running, most
        running += 1
        most = max(most, running)
        await site.world.runtime.sleep(1.0)
        running -= 1
        return echo(call)

    site.serve(answer)
    site.run(site.users.get, [str(number) for number in range(100)], concurrency=7)
    assert most == 7
    assert site.world.runtime.now() == pytest.approx(15.0)


@pytest.mark.parametrize(("window", "room"), [(None, 10), (0, 5), (3, 8)])
def test_of_endless_inputs_no_more_than_concurrency_and_window_are_read(site, window, room):
    """Whoever reads items slowly does not fill the memory."""
    read = itertools.count()
    latest = 0

    def inputs():
        nonlocal latest
        for latest in read:
            yield str(latest)

    async def scenario():
        run = ferrule.bulk(site.users.get, inputs(), concurrency=5, window=window)
        for number in range(20):
            _ = next(run) if isinstance(run, ferrule.Bulk) else await anext(run)
            await site.world.runtime.sleep(10.0)
            assert latest + 1 <= number + 1 + room
        await (site.world.runtime.offload(run.close) if isinstance(run, ferrule.Bulk) else run.aclose())
        assert run.end == "closed"

    site.world.run(scenario)


def test_endless_inputs_of_an_async_iterable_are_read_no_further(site):
    """Nor are they read when nobody takes items."""
    if not isinstance(site.world, AsyncWorld):
        return
    latest = 0

    async def inputs():
        nonlocal latest
        for latest in itertools.count():
            yield str(latest)

    async def scenario():
        async with ferrule.bulk(site.users.get, inputs(), concurrency=5) as run:
            for number in range(20):
                await anext(run)
                await site.world.runtime.sleep(10.0)
                assert latest + 1 <= number + 1 + 10

    site.world.run(scenario)


def test_items_are_given_while_an_async_iterable_waits_for_its_next_input(site):
    """A queue may be silent for hours."""
    if not isinstance(site.world, AsyncWorld):
        return
    got = []

    async def inputs():
        yield "a"
        await site.world.runtime.sleep(3600.0)
        yield "b"

    async def scenario():
        run = ferrule.bulk(site.users.get, inputs())
        got.extend([(item.key, site.world.runtime.now()) async for item in run])

    site.world.run(scenario)
    assert got == [("a", 0.0), ("b", 3600.0)]


def test_an_async_iterable_needs_an_async_client():
    """A blocking one could not read it."""

    async def inputs():
        yield "a"

    with Shop() as shop, pytest.raises(ConfigError, match="needs an operation of an async client"):
        ferrule.bulk(shop.users.get, inputs())


@pytest.mark.parametrize("bad", [ValueError("the file ends here"), 501])
def test_inputs_that_raise_end_the_run_after_what_they_gave(site, bad):
    """Five hundred results, then the error, as it was; or the error that says what is wrong with an input."""

    def inputs():
        yield from map(str, range(500))
        if isinstance(bad, Exception):
            raise bad
        yield bad
        yield "never"

    got = []
    with pytest.raises(ValueError, match=r"the file ends here|input 501 \(501\)") as error:
        site.into(got, site.users.get, inputs())
    assert isinstance(error.value, ConfigError) == isinstance(bad, int)
    assert sorted(int(item.key) for item in got) == list(range(500))
    assert "never" not in site.ids


def test_items_come_in_order_where_it_is_wanted(site):
    """However long each takes."""

    async def answer(call):
        await site.world.runtime.sleep(10.0 - int(call.url[-1]))
        return echo(call)

    site.serve(answer)
    inputs = [str(number) for number in range(10)]
    assert [item.key for item in site.run(site.users.get, inputs, ordered=True, concurrency=4)] == inputs
    assert [item.key for item in site.run(site.users.get, inputs, concurrency=10)] == inputs[::-1]


def test_it_waits_while_the_circuit_is_open(site):
    """Thousands do not fail because the API was gone for a minute."""
    site.fresh(Policies(retry=None, cache=None, breaker=Breaker(open_for=30.0, jitter=0.0)))
    site.serve(lambda call: ConnectFailed("refused") if 10 < site.world.runtime.now() < 70 else slow(site, call))
    items = site.run(site.users.get, [str(number) for number in range(4000)], stop=None)
    failed = [item for item in items if isinstance(item.result, Failed)]
    assert len(items) == 4000
    assert not any(isinstance(item.result.error, CircuitOpen) for item in failed)
    assert len(failed) <= 20, "those that were under way"


def test_it_waits_for_a_quota_within_its_patience(site):
    """What is refused for later is done later."""
    site.fresh(Policies(retry=None, cache=None, deadline=30.0))
    left = 5

    def answer(call):
        nonlocal left
        left = 4 if left == 0 else left - 1
        response = a_response(200, b'{"name": "a"}', ratelimit_limit="5", ratelimit_remaining=str(left))
        response.raw_headers.append((b"ratelimit-reset", b"600"))
        return response

    site.serve(answer)
    items = site.run(site.users.get, [str(number) for number in range(12)], concurrency=2)
    assert [type(item.result) for item in items] == [Ok] * 12
    assert site.world.runtime.now() >= 1200.0


def test_it_ends_when_its_patience_is_over(site):
    """An hour of nothing is enough; what waits then is told as failed, and the rest is not begun."""
    site.fresh(Policies(retry=None, cache=None))
    site.client.breaker.isolate()
    got = []
    with pytest.raises(BulkStopped, match=r"patience is over after 60 s: .*isolated by hand") as stopped:
        site.into(got, site.users.get, [str(number) for number in range(100)], concurrency=3, patience=60.0)
    assert site.sent == []
    assert {type(item.result.error) for item in got} == {CircuitOpen}
    assert 1 <= len(got) <= 3
    assert stopped.value.given == len(got)
    assert site.world.runtime.now() == 60


def test_what_the_client_has_no_room_for_waits(site):
    """More at once than may queue is no failure."""
    site.fresh(Policies(retry=None, cache=None, concurrency=Concurrency(limit=1, queue=0)))
    site.serve(lambda call: slow(site, call))
    items = site.run(site.users.get, [str(number) for number in range(30)], concurrency=5)
    assert [type(item.result) for item in items] == [Ok] * 30


def test_a_limit_of_the_client_paces_the_run(site):
    """None is refused for it."""
    site.fresh(Policies(retry=None, cache=None, rate_limit=RateLimit(rate=1.0, burst=1.0)))
    items = site.run(site.users.get, [str(number) for number in range(100)], concurrency=50)
    assert [type(item.result) for item in items] == [Ok] * 100
    assert 99 <= site.world.runtime.now() < 150


def test_a_server_that_asks_to_come_back_is_obeyed_three_times(site):
    """Then its answer counts."""
    site.serve(lambda call: a_response(429, b"", retry_after="7") if call.url.endswith("b") else echo(call))
    items = {item.key: item for item in site.run(site.users.create, ["a", "b"], concurrency=2)}
    assert isinstance(items["a"].result, Ok)
    assert isinstance(items["b"].result, Err)
    assert [at for name, _, at in site.sent if name == "b"] == [0.0, pytest.approx(7, abs=5), pytest.approx(14, abs=8)]
    assert len(items["b"].attempts) == 3


def test_a_post_is_not_repeated_because_a_failing_server_names_a_time(site):
    """A 503 leaves doubt; a GET may be repeated."""
    site.serve(lambda call: a_response(503, b"", retry_after="1"))
    site.run(site.users.create, ["a"])
    assert len(site.ids) == 1
    site.run(site.users.get, ["a"])
    assert len(site.ids) == 1 + 3


def test_a_post_is_not_repeated_because_the_way_to_its_result_is_refused(site):
    """It was redirected by 303, and has acted; the 429 is an answer to the GET that followed."""
    site.serve(
        lambda call: a_response(303, b"", location="/v1/results/1") if call.method == "POST" else a_response(429)
    )
    (item,) = site.run(site.users.create, ["a"])
    assert isinstance(item.result, Err)
    assert site.ids == ["a", "1"]


def test_a_share_of_failures_ends_it(site):
    """With what failed, and after what it was still given."""
    site.fresh(Policies(retry=None, cache=None, breaker=None))
    site.serve(lambda call: ReadFailed("gone") if int(call.url.rpartition("/")[2]) >= 50 else echo(call))
    got = []
    with pytest.raises(BulkStopped, match=r"5 of the latest 10 failed \(ReadFailed 5\)") as error:
        site.into(got, site.users.get, map(str, itertools.count()), stop=Stop(window=10), concurrency=1)
    assert len(got) == error.value.given == 55
    copy = pickle.loads(pickle.dumps(error.value))
    assert (str(copy), copy.given) == (str(error.value), 55)


def test_answers_are_no_failures_however_many(site):
    """A list of names may hold many that nobody has."""
    site.serve(lambda call: 404)
    assert len(site.run(site.users.get, map(str, range(500)), stop=Stop(window=10))) == 500


def test_a_wrong_credential_ends_it_at_once(site):
    """Ten thousand refusals would say the same."""
    site.serve(lambda call: 401)
    got = []
    with pytest.raises(BulkStopped, match="401"):
        site.into(got, site.users.get, map(str, itertools.count()), concurrency=2)
    assert 1 <= len(got) <= 3
    assert {type(item.result.error) for item in got} == {Unauthorized}


@pytest.mark.parametrize(
    "wrong", [{"failure_ratio": 0.0}, {"failure_ratio": 1.1}, {"window": 0}, {"errors": (ValueError,)}]
)
def test_stop_rules_out_of_range_are_refused(wrong):
    """Each would stop nothing, or everything."""
    with pytest.raises(ConfigError, match=next(iter(wrong))):
        Stop(**wrong)


def test_leaving_early_lets_what_runs_come_to_its_end(site):
    """And begins nothing else."""
    ended = []

    async def answer(call):
        await site.world.runtime.sleep(float(call.url.rpartition("/")[2]))
        ended.append(call.url.rpartition("/")[2])
        return echo(call)

    site.serve(answer)

    async def scenario():
        run = ferrule.bulk(site.users.get, map(str, itertools.count()), concurrency=3)
        if isinstance(run, ferrule.Bulk):
            with run:
                next(run)
        else:
            async with run:
                await anext(run)
        assert run.end == "closed"

    site.world.run(scenario)
    assert sorted(ended) == sorted(site.ids)
    assert len(ended) <= 5


def test_who_is_interrupted_while_closing_drops_what_runs(site):
    """A second Ctrl-C does not wait for a slow server."""
    dropped = []

    async def answer(call):
        try:
            await site.world.runtime.sleep(29.0)
        except BaseException:
            dropped.append(call)
            raise
        return echo(call)

    site.serve(answer)

    async def scenario():
        runtime = site.world.runtime
        run = ferrule.bulk(site.users.get, map(str, itertools.count()), concurrency=3)
        limit = runtime.timeout(runtime.now() + 1.0)
        with pytest.raises(TimeoutError), limit:
            _ = next(run) if isinstance(run, ferrule.Bulk) else await anext(run)
        with pytest.raises(TimeoutError), runtime.timeout(runtime.now() + 1.0):
            run.close() if isinstance(run, ferrule.Bulk) else await run.aclose()
        assert runtime.now() == 2.0
        assert len(dropped) == 3

    site.world.run(scenario)


def test_an_error_that_no_call_raises_ends_it(site):
    """A mistake in a hook is no result of an input."""

    async def hook(call, next, runtime):
        if call.url.endswith("/7"):
            raise ZeroDivisionError("in a hook")
        return await next(call)

    site.fresh(Policies(retry=None, cache=None, middleware=[hook]))
    site.serve(echo)
    got = []
    with pytest.raises(ZeroDivisionError, match="in a hook"):
        site.into(got, site.users.get, map(str, itertools.count()), concurrency=2)
    assert 1 <= len(got) < 12


def test_two_do_not_take_items_of_one_run(site):
    """They would each miss what the other takes, unknowingly."""
    if not isinstance(site.world, AsyncWorld):
        return

    async def scenario():
        run = ferrule.bulk(site.users.get, ["a", "b"])
        site.serve(lambda call: slow(site, call))

        async def other():
            with pytest.raises(ConfigError, match="another task or thread"):
                await anext(run)

        task = site.world.runtime.spawn(other)
        await anext(run)
        await task.join()
        await run.aclose()

    site.world.run(scenario)


def test_a_client_that_is_closed_ends_its_runs_with_an_error(site):
    """None waits for works that are gone."""
    site.serve(lambda call: slow(site, call))
    got = []

    async def scenario():
        run = ferrule.bulk(site.users.get, map(str, itertools.count()), concurrency=3)
        if isinstance(run, ferrule.Bulk):
            got.append(next(run))
            site.client.close()
            got.extend(run)
        else:
            got.append(await anext(run))
            await site.client.aclose()
            got.extend([item async for item in run])

    with pytest.raises(ferrule.Refused, match="the client was closed"):
        site.world.run(scenario)
    assert len(got) < 9


def test_a_run_that_is_let_go_ends(site):
    """Its works stop, and its journal is free."""

    async def scenario():
        run = ferrule.bulk(site.users.get, map(str, itertools.count()), journal=site.journal)
        _ = next(run) if isinstance(run, ferrule.Bulk) else await anext(run)
        del run
        gc.collect()
        await site.world.runtime.sleep(1.0)
        again = ferrule.bulk(site.users.get, ["x"], journal=site.journal)
        await drain(again, lambda item: None)

    site.world.run(scenario)


def test_the_summary_counts(site):
    """What was given, by what it is."""
    answers = {"a": 200, "b": 404, "c": ReadFailed("gone"), "d": 200, "e": 404}

    def answer(call):
        found = answers[call.url[-1]]
        return echo(call) if found == 200 else found

    site.serve(answer)
    run = site.into([], site.users.get, list(answers))
    found = run.summary()
    assert (found.items, found.ok, found.errors, found.failed) == (5, 2, {"NotFound": 2}, {"ReadFailed": 1})
    assert (found.end, found.kept, found.attempts, run.end) == ("all inputs", 0, 5, "all inputs")
    assert "failed: ReadFailed  1" in str(found)
    assert repr(run).endswith("of shop users.get: all inputs>")
