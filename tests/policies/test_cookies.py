"""The jar of a client: what it sends to whom, for how long, and that it shows none of it."""

from __future__ import annotations

from typing import Any

import pytest

import acme
from ferrule import Cache, Connection, Policies
from ferrule.cache import CacheStoreMemory
from ferrule.call import Call, Response
from ferrule.client.core import Core
from ferrule.client.session import Session
from ferrule.errors import BadRequest, ConfigError
from ferrule.policies.cookies import CookieJar, CookiePolicy
from ferrule.policies.pipeline import compose
from ferrule.policies.redirect import RedirectPolicy
from ferrule.policies.retry import Retry, RetryPolicy
from ferrule.runtime.blocking import BlockingRuntime, drive
from worlds import World, a_call, a_response

HOME = "https://api.shop.test/v1"


def giving(*cookies: str, status: int = 200, **headers: str) -> Response:
    """A response that sets cookies."""
    response = a_response(status, **headers)
    response.raw_headers += [(b"Set-Cookie", cookie.encode()) for cookie in cookies]
    return response


def sent(world: World) -> list[str]:
    """The cookies of each request, as one text."""
    return [call.headers.get("cookie", "") for call in world.sent]


def run(world: World, *calls: Call, pause: float = 0.0) -> list[Response]:
    """Calls through retries, redirects and the jar."""

    async def scenario() -> list[Response]:
        policies = [RetryPolicy(Retry(attempts=2)), RedirectPolicy(), CookiePolicy(CookieJar(HOME))]
        send, responses = compose(policies, world.runtime), []
        for call in calls:
            responses.append(await send(call))
            await world.runtime.sleep(pause)
        return responses

    return world.run(scenario)


def test_what_a_server_sets_comes_back(world: World) -> None:
    """Several cookies, in order of their paths, then of their making; a new value takes the place of the old one."""
    world.script(
        giving("a=1; Path=/", "b=2; Path=/v1", "c=3; Path=/"),
        giving("a=9; Path=/"),
        giving("c=; Max-Age=0; Path=/"),
        200,
    )
    run(world, *[a_call(url=f"{HOME}/orders")] * 4)
    assert sent(world) == ["", "b=2; a=1; c=3", "b=2; a=9; c=3", "b=2; a=9"]


def test_cookies_are_carried_between_retries_and_redirects(world: World) -> None:
    """Also those of an error and of a redirect; each host gets its own."""
    world.script(
        giving("lb=1; Path=/", status=503),
        giving("s=2; Path=/", status=302, location="https://login.shop.test/in"),
        giving("l=3", "d=4; Domain=shop.test; Path=/", status=302, location=f"{HOME}/orders"),
        200,
    )
    run(world, a_call(url=f"{HOME}/orders"))
    assert sent(world) == ["", "lb=1", "", "lb=1; s=2; d=4"]


def test_a_cookie_goes_where_it_is_for_and_nowhere_else(world: World) -> None:
    """Hosts, ports do not count, paths, https, and the end of its life."""
    world.script(
        giving("host=1; Path=/", "path=2; Path=/v1/me", "secure=3; Secure; Path=/", "short=4; Max-Age=10; Path=/"), 200
    )
    urls = [
        f"{HOME}/orders", f"{HOME}/me/x", "https://api.shop.test:8443/", "http://api.shop.test/",
        "https://www.shop.test/", "https://api.shop.test.evil.test/", f"{HOME}/orders",
    ]  # fmt: skip
    run(world, *[a_call(url=url) for url in urls], pause=2.0)
    assert sent(world) == [
        "", "path=2; host=1; secure=3; short=4", "host=1; secure=3; short=4", "host=1; short=4", "", "", "host=1; secure=3"
    ]  # fmt: skip


def test_another_host_sets_nothing_for_the_api(world: World) -> None:
    """A host that a redirect led to can neither plant nor replace a cookie there."""
    world.script(
        giving("s=1; Path=/", status=302, location="https://evil.hosting.test/"),
        giving("s=evil; Domain=api.shop.test; Path=/", "t=2; Domain=hosting.test", status=302, location=f"{HOME}/x"),
        200,
    )
    run(world, a_call(url=HOME))
    assert sent(world) == ["", "", "s=1"]


def test_a_callers_own_cookies_win_by_name(world: World) -> None:
    """Those of a header and those of a parameter; all go in one field, as engines keep only one."""
    world.script(giving("a=1; Path=/", "b=2; Path=/", "c=3; Path=/"), 200)
    own = a_call(url=HOME, headers={"cookie": "a=mine"}, body={"cookies": {"b": "too"}, "params": {"x": "1"}})
    run(world, a_call(url=HOME), own)
    assert sent(world)[1] == "c=3; a=mine; b=too"
    assert world.sent[1].body == {"params": {"x": "1"}}


@pytest.mark.parametrize("name", ["a", "other"])
def test_a_cookie_ends_at_its_end(name: str) -> None:
    """Not a moment later; one that comes with its end behind it takes its like away, and none beside it."""
    jar = CookieJar(HOME)
    jar.take(HOME, [b"a=1; Max-Age=10; Path=/"], 100.0)
    assert jar.pairs(HOME, 109.9) == [("a", "1")]
    assert jar.pairs(HOME, 110.0) == []
    jar.take(HOME, [b"%s=; Max-Age=0; Path=/" % name.encode()], 105.0)
    assert jar.pairs(HOME, 105.0) == ([] if name == "a" else [("a", "1")])
    assert len(jar._kept) == len(jar.pairs(HOME, 105.0))


def test_the_order_is_that_of_making_also_of_those_replaced() -> None:
    """A new value keeps the place of the first, whose turn it is by its path and its age (§5.4)."""
    jar = CookieJar(HOME)
    jar.take(HOME, [b"a=1; Path=/", b"b=2; Path=/", b"c=3; Path=/v1"], 0.0)
    jar.take("https://x.shop.test/", [b"d=4; Domain=shop.test; Path=/"], 0.0)
    jar.take(HOME, [b"a=; Max-Age=0; Path=/", b"b=5; Path=/", b"a=6; Path=/"], 0.0)
    assert jar.pairs(HOME, 0.0) == [("c", "3"), ("b", "5"), ("d", "4"), ("a", "6")]


def test_cookies_that_have_ended_make_room_first() -> None:
    """All of them, at the moment they end; those that last are kept."""
    jar = CookieJar(HOME)
    jar.take(HOME, [b"keep=1; Path=/", b"long=1; Path=/; Max-Age=60"], 0.0)
    jar.take(HOME, [b"n%d=1; Path=/; Max-Age=10" % number for number in range(48)], 0.0)
    assert len(jar.pairs(HOME, 9.0)) == 50
    jar.take(HOME, [b"new=1; Path=/"], 10.0)
    assert [name for name, _ in jar.pairs(HOME, 0.0)] == ["keep", "long", "new"]


def test_as_many_as_are_allowed_are_kept() -> None:
    """One more takes the oldest of that host away, or of all where there are too many in all."""
    jar = CookieJar(HOME)
    jar.take(HOME, [b"old=1; Path=/"], 0.0)
    for host in range(19):
        jar.take(f"https://h{host}.test/", [b"n%d=1; Path=/" % number for number in range(50)], 0.0)
    assert [len(jar.pairs(f"https://h{host}.test/", 0.0)) for host in range(19)] == [50] * 19
    jar.take("https://last.test/", [b"n%d=1; Path=/" % number for number in range(49)], 0.0)
    assert (len(jar._kept), jar.pairs(HOME, 0.0)) == (1_000, [("old", "1")])
    jar.take("https://h3.test/", [b"new=1; Path=/"], 0.0)
    assert [name for name, _ in jar.pairs("https://h3.test/", 0.0)] == [*[f"n{n}" for n in range(1, 50)], "new"]
    assert jar.pairs(HOME, 0.0) == [("old", "1")]
    jar.take("https://last.test/", [b"new=1; Path=/"], 0.0)
    assert (len(jar._kept), jar.pairs(HOME, 0.0)) == (1_000, [])
    assert len(jar.pairs("https://last.test/", 0.0)) == 50


def test_an_empty_jar_has_nothing_to_send() -> None:
    """Of a client that was given no cookie, or none for this host."""
    jar = CookieJar(HOME)
    assert jar.pairs(HOME, 0.0) == []
    jar.take(HOME, [b"a=1"], 0.0)
    assert jar.pairs("https://other.test/", 0.0) == []


def test_a_jar_is_bounded() -> None:
    """The oldest go, first of the host that has too many; no server fills the memory."""
    jar = CookieJar(HOME)
    jar.take(HOME, [b"first=1"], 0.0)
    jar.take("https://other.test/", [b"n%d=1; Path=/" % number for number in range(60)], 0.0)
    assert len(jar.pairs("https://other.test/", 0.0)) == 50
    for number in range(1_100):
        jar.take(f"https://h{number}.test/", [b"a=1; Path=/"], 0.0)
    assert len(jar._kept) == 1_000
    assert jar.pairs("https://h1099.test/", 0.0) == [("a", "1")]
    assert "first" not in repr(jar)


class Client:
    """A client over a scripted engine, with a store that others may share."""

    def __init__(self, *steps: Response, store: CacheStoreMemory | None = None, cookies: bool = True) -> None:
        self.engine = acme.ScriptedEngine(*steps)
        policies = Policies(cache=Cache(store=store or CacheStoreMemory()))
        connection = Connection(cookies=cookies)
        self.core = Core(acme.API, policies, BlockingRuntime(self.engine), connection=connection)
        self.session = Session(self.core)

    def get(self) -> Any:
        return drive(self.session.exchange(acme.get, "1"))

    def create(self) -> Any:
        return drive(self.session.exchange(acme.create, "1"))


def with_cookie(response: Response, cookie: str) -> Response:
    """The same response, which sets a cookie."""
    response.raw_headers.append((b"set-cookie", cookie.encode()))
    return response


def test_cookies_keep_stored_responses_apart() -> None:
    """Of one client before and after it signed in, and of two clients over one store."""
    store = CacheStoreMemory()

    def client(name: str) -> Client:
        steps = [
            acme.answer(200, {"name": "nobody"}, cache_control="max-age=60"),
            with_cookie(acme.answer(201, {"name": name}), f"sid={name}; Path=/"),
            acme.answer(200, {"name": name}, cache_control="max-age=60"),
        ]
        return Client(*steps, store=store)

    ann, bob = client("ann"), client("bob")
    assert ann.get().parse() == {"name": "nobody"}
    ann.create()
    for _ in range(2):
        assert ann.get().parse() == {"name": "ann"}
    assert len(ann.engine.sent) == 3
    bob.engine.steps.pop(0)
    bob.create()
    assert bob.get().parse() == {"name": "bob"}


def test_without_the_setting_nothing_is_kept() -> None:
    """And no policy stands in the way of calls."""
    step = with_cookie(acme.answer(200, {"name": "x"}), "a=1; Path=/")
    client = Client(step, cookies=False)
    client.get(), client.get()
    assert ["cookie" in call.headers for call in client.engine.sent] == [False, False]
    assert "cookies" not in [seat.name for seat in client.core.seats]
    assert "cookies" in [seat.name for seat in Client(step).core.seats]


def test_a_jar_outlives_other_policies() -> None:
    """`reconfigure` changes how calls are made, and signs nobody out."""
    client = Client(with_cookie(acme.answer(200, {"name": "x"}), "a=1; Path=/"))
    client.get()
    client.core.reconfigure(Policies(cache=None))
    client.get()
    assert client.engine.sent[1].headers["cookie"] == "a=1"


def test_a_cookie_of_the_jar_is_not_quoted() -> None:
    """It is a secret that was sent, as any other."""
    client = Client(
        with_cookie(acme.answer(200, {"name": "x"}), "sid=planted-4711; Path=/"),
        acme.answer(400, {"error": {"message": "bad planted-4711!"}}),
    )
    client.get()
    with pytest.raises(BadRequest, match=r"bad \*\*\*!"):
        client.get().parse()


def test_the_setting_is_one_or_the_other() -> None:
    """A path of a file, say, is neither."""
    with pytest.raises(ConfigError, match="cookies: give True or False"):
        Connection(cookies="jar.txt")  # type: ignore[arg-type]
