"""Log lines, by the standard library and by structlog: what they say, and what they never say."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from typing import Any

import pytest
import structlog
from structlog.testing import CapturingLogger

from ferrule import Bearer, Breaker, Cache, Concurrency
from ferrule.call import Response
from ferrule.errors import CircuitOpen, ConfigError, ConnectFailed, ReadFailed
from ferrule.telemetry import Log, StructLog
from telemetry_clients import ONCE_MORE, called, client_in, tried
from worlds import World, a_response


def lines(caplog: pytest.LogCaptureFixture) -> list[tuple[str, str]]:
    """Level and text of what was logged of calls."""
    return [(one.levelname, one.getMessage()) for one in caplog.records if one.name == "ferrule.calls"]


@pytest.fixture(autouse=True)
def everything(caplog: pytest.LogCaptureFixture) -> None:
    """All levels."""
    caplog.set_level(logging.DEBUG, logger="ferrule.calls")


def test_a_call_is_one_line_and_a_failed_one_is_louder(world: World, caplog: pytest.LogCaptureFixture) -> None:
    """Names and values; what went wrong in words, and why there was no other attempt."""
    client = client_in(world, Log(), retry=ONCE_MORE)
    world.script(world.after(0.5, 200), 503, 503, ConnectFailed("refused by the host"))

    async def scenario() -> None:
        for _ in range(3):
            await tried(client)

    world.run(scenario)
    common = "call api=github operation=users.get_by_username"
    assert lines(caplog) == [
        ("DEBUG", f"{common} outcome=200 duration=0.5 attempts=1"),
        ("WARNING", f'{common} outcome=503 duration=0.0 attempts=2 retry="all 2 attempts were made"'),
        (
            "WARNING",
            f"{common} outcome=ConnectFailed duration=0.0 attempts=2 "
            'retry="all 2 attempts were made" reason="refused by the host"',
        ),
    ]
    assert caplog.records[0].__dict__["ferrule"]["duration"] == 0.5


def test_waits_and_the_cache_are_told(world: World, caplog: pytest.LogCaptureFixture) -> None:
    """Seconds waited by their reason; how the cache answered."""
    client = client_in(world, Log(), cache=Cache(coalesce=False), concurrency=Concurrency(limit=1))
    world.script(world.after(2.0, a_response(200, b"{}", cache_control="max-age=60")))

    async def scenario() -> None:
        first = world.runtime.spawn(lambda: called(client))
        second = world.runtime.spawn(lambda: called(client))
        await first.join()
        await second.join()
        await called(client)

    world.run(scenario)
    texts = [text for _, text in lines(caplog)]
    assert "waited.queue=2.0" in texts[1]
    assert "attempts=0 cache=hit" in texts[2]


def test_a_call_that_its_caller_gave_up_is_no_failure(world: World, caplog: pytest.LogCaptureFixture) -> None:
    """It is logged as any other."""
    client = client_in(world, Log())
    world.handler = world.after(60.0, 200)

    async def scenario() -> None:
        task = world.runtime.spawn(lambda: called(client))
        await world.runtime.sleep(1.0)
        task.cancel()
        await task.join()

    world.run(scenario)
    ((level, text),) = lines(caplog)
    assert (level, "outcome=CancelledError" in text) == ("DEBUG", True)


def test_only_what_is_allowed_by_name_is_logged(world: World, caplog: pytest.LogCaptureFixture) -> None:
    """Headers of both, parameters of URL and query, members of the body; what echoes a credential is not shown."""
    log = Log(headers=["X-Request-Id", "X-Tenant"], query=["page", "q"], fields=["name"])
    client = client_in(world, log, auth=Bearer("hunter2-token"))
    world.script(a_response(200, x_request_id="r-1 hunter2-token", x_other="no"))

    async def scenario() -> None:
        await called(
            client,
            url="https://api.github.com/x?page=2&secret=no",
            headers={"x-tenant": "acme", "x-other": "no"},
            body={"params": {"q": 'a "b"', "key": "no"}, "json": {"name": "Zoë", "password": "no"}},
        )

    world.run(scenario)
    ((_, text),) = lines(caplog)
    assert text.endswith(
        r'request.x-tenant=acme response.x-request-id="r-1 ***" query.page=2 query.q="a \"b\"" body.name=Zoë'
    )


def test_headers_that_hold_credentials_cannot_be_allowed() -> None:
    """In any case; and a text is no list of names."""
    with pytest.raises(ConfigError, match="never logged: authorization, cookie"):
        Log(headers=["Authorization", "Cookie"])
    with pytest.raises(ConfigError, match="must be a list, got 'page'"):
        StructLog(query="page")


HOSTILE = "\x1b]52;c;aGk=\x07\x9b31m\r\ncall api=forged \u202e"


def test_words_of_a_server_end_no_line_and_move_no_terminal(world: World, caplog: pytest.LogCaptureFixture) -> None:
    """In the reason of a failure, and in a header that is allowed."""
    client = client_in(world, Log(headers=["x-request-id"]))
    answer = Response(200, [(b"x-request-id", HOSTILE.encode("latin-1", "replace"))])
    world.script(ReadFailed(HOSTILE), answer)

    async def scenario() -> None:
        await tried(client)
        await tried(client)

    world.run(scenario)
    assert len(lines(caplog)) == 2
    for _, text in lines(caplog):
        assert not set("\x1b\x07\x9b\r\n\u202e") & set(text)
        assert r"\\x1b]52" in text


@pytest.mark.parametrize("make", [Log, StructLog])
def test_changes_are_told_at_a_level_of_their_own(
    make: Callable[..., Any], world: World, caplog: pytest.LogCaptureFixture
) -> None:
    """Or not at all."""
    logger = CapturingLogger()
    given = (
        {}
        if make is Log
        else {
            "logger": structlog.wrap_logger(
                logger,
                processors=[structlog.processors.JSONRenderer()],
                wrapper_class=structlog.make_filtering_bound_logger(0),
            )
        }
    )
    client = client_in(world, make(changes=logging.ERROR, **given), make(changes=None, **given), breaker=Breaker())

    async def scenario() -> None:
        await called(client)
        client.breaker.isolate(reason="it is down")

    world.run(scenario)
    if make is Log:
        assert lines(caplog)[-1] == (
            "ERROR",
            'Change circuit=https://api.github.com before=closed after=isolated reason="it is down"',
        )
        assert len(lines(caplog)) == 3
    else:
        assert [call.method_name for call in logger.calls] == ["debug", "debug", "error"]


def test_structlog_gets_names_and_values(world: World) -> None:
    """The same as the standard library's line, as data; failures at the level that was chosen."""
    logger = CapturingLogger()
    wrapped = structlog.wrap_logger(
        logger, processors=[structlog.processors.JSONRenderer()], wrapper_class=structlog.make_filtering_bound_logger(0)
    )
    client = client_in(world, StructLog(wrapped, failures=logging.ERROR), breaker=Breaker())
    world.script(world.after(0.25, 200))

    async def scenario() -> None:
        await called(client)
        client.breaker.isolate()
        assert isinstance(await tried(client), CircuitOpen)

    world.run(scenario)
    succeeded, _, failed = logger.calls
    assert (succeeded.method_name, failed.method_name) == ("debug", "error")
    told = json.loads(succeeded.args[0])
    assert told == {
        "event": "call", "api": "github", "operation": "users.get_by_username",
        "outcome": "200", "duration": 0.25, "attempts": 1,
    }  # fmt: skip
    assert json.loads(failed.args[0])["outcome"] == "CircuitOpen"


SECRET = "hunter2-s3cret"


def test_secrets_planted_everywhere_are_in_no_line(world: World, caplog: pytest.LogCaptureFixture) -> None:
    """In credentials, headers, cookies, URL and body, and in what the server repeats."""
    client = client_in(world, Log(), StructLog(), auth=Bearer(SECRET), retry=ONCE_MORE)
    world.script(
        a_response(503, SECRET.encode(), x_request_id=SECRET, set_cookie=f"a={SECRET}"),
        a_response(302, location=f"https://elsewhere.test/x?token={SECRET}"),
        a_response(404, SECRET.encode()),
    )

    async def scenario() -> None:
        body: Any = {"json": {"password": SECRET}, "params": {"client_secret": SECRET}}
        for _ in range(2):
            await tried(
                client,
                url=f"https://u:{SECRET}@api.github.com/users/x?sig={SECRET}",
                body=body,
                headers={"cookie": f"a={SECRET}", "x-api-key": SECRET},
            )

    with structlog.testing.capture_logs() as captured:
        world.run(scenario)
    assert len(lines(caplog)) == len(captured) == 2
    assert SECRET not in caplog.text
    assert SECRET not in str(captured)
    assert SECRET not in str(client.stats().to_dict())
