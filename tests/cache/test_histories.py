"""Whole histories of one client: what is served is never older than rules, requests and invalidations allow."""

from __future__ import annotations

from typing import Any

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

from ferrule.cache.policy import CachePolicy
from ferrule.cache.settings import Cache
from ferrule.cache.tags import operation_tag, url_tag, user_tag
from ferrule.call import Call, Options, Response
from ferrule.errors import ReadFailed
from ferrule.http.cache_fields import parse_cache_control, seconds
from ferrule.policies.pipeline import compose
from ferrule.runtime.sim import SimRuntime
from worlds import OPERATION, a_call, a_response

ORIGIN = "https://api.shop.test"
PATHS = ["/a", "/b"]
CONTROLS = [
    "max-age=10", "max-age=10, must-revalidate", "max-age=10, stale-while-revalidate=20", "max-age=10, stale-if-error=20",
    "no-cache", "no-store", "max-age=0", "", "private, max-age=30", "public, max-age=30, immutable",
]  # fmt: skip
WISHES = ["", "", "max-age=5", "max-stale", "max-stale=5", "min-fresh=5", "no-cache", "only-if-cached"]


@attrs.frozen
class Step:
    """What a client does next, and how the server will answer."""

    do: str  # get, head, put, invalidate, wait
    path: str
    control: str = ""
    wishes: str = ""
    mode: str = "default"
    etag: bool = False
    fails: bool = False
    changed: bool = False
    named: str = ""  # where a PUT says that it changed something as well
    by: str = "tag"


STEPS = st.builds(
    Step,
    do=st.sampled_from(["get", "get", "get", "get", "head", "put", "invalidate", "wait"]),
    path=st.sampled_from(PATHS),
    control=st.sampled_from(CONTROLS),
    wishes=st.sampled_from(WISHES),
    mode=st.sampled_from(["default", "default", "default", "reload", "only-if-cached", "force", "no-store"]),
    etag=st.booleans(),
    fails=st.sampled_from([False, False, False, True]),
    changed=st.booleans(),
    named=st.sampled_from(["", *PATHS]),
    by=st.sampled_from(["tag", "operation", "url"]),
)


@attrs.define
class Sent:
    """One response of the server."""

    path: str
    version: int
    control: str
    at: float
    invalidated: int  # how often its path had been invalidated before


class Server:
    """Keeps a version of each path, and remembers and numbers what it said of it."""

    def __init__(self) -> None:
        self.step = Step("wait", "/a")
        self.versions = dict.fromkeys(PATHS, 0)
        self.told: list[Sent] = []
        self.invalidated = dict.fromkeys(PATHS, 0)
        self.requests = 0

    async def __call__(self, call: Call) -> Response:
        self.requests += 1
        path, step = call.url.removeprefix(ORIGIN), self.step
        if step.fails:
            raise ReadFailed("the connection broke")
        if call.method == "PUT":
            self.versions[path] += 1
            return a_response(204, **({"location": step.named} if step.named else {}))
        if step.changed:
            self.versions[path] += 1
        version = self.versions[path]
        etag = f'"{path}{version}"'
        fields = {
            "cache_control": step.control,
            "x_number": str(len(self.told)),
            **({"etag": etag} if step.etag else {}),
        }
        self.told.append(Sent(path, version, step.control, self.now(), self.invalidated[path]))
        if call.headers.get("if-none-match") == etag:
            return a_response(304, **fields)
        return a_response(200, b"" if call.method == "HEAD" else f"{path} {version}".encode(), **fields)

    now: Any = None


def allowed(step: Step, sent: Sent, age: float, fallback: Cache) -> bool:
    """Do the rules let what is so old answer this request?"""
    said, asked = parse_cache_control(sent.control), parse_cache_control(step.wishes)
    if step.mode == "force":
        return True
    if "no-cache" in asked or "no-cache" in said or step.mode == "reload":
        return False
    stale = age - (seconds(said, "max-age") or 0)
    if stale < 0 or step.wishes == "max-stale":
        return stale < 0 or "must-revalidate" not in said
    spare = [seconds(said, "stale-while-revalidate"), seconds(asked, "max-stale")]
    if step.fails:
        spare.append(seconds(said, "stale-if-error") or int(fallback.stale_if_error))
    return "must-revalidate" not in said and stale <= max((seconds or 0 for seconds in spare), default=0)


@settings(max_examples=300, deadline=None)
@given(steps=st.lists(st.tuples(STEPS, st.sampled_from([0, 1, 4, 6, 15, 40])), min_size=2, max_size=20))
def test_nothing_is_served_that_may_not_be(steps: list[tuple[Step, int]]) -> None:
    """Stale only where a rule permits it, never older than an invalidation, with a true age that never goes back."""
    server = Server()
    runtime = SimRuntime(server)
    server.now = runtime.now
    chosen = Cache(stale_if_error=15, tags={"*": ["people"]})
    policy = CachePolicy(chosen)
    ages: dict[int, float] = {}

    def forget(*paths: str) -> None:
        for path in paths:
            server.invalidated[path] += 1

    async def get(send: Any, step: Step, method: str) -> None:
        before = server.requests
        headers = {"cache-control": step.wishes} if step.wishes else {}
        options = Options(deadline=None, cache=step.mode)
        try:
            response = await send(a_call(method, url=ORIGIN + step.path, headers=headers, options=options))
        except ReadFailed:
            assert step.fails
            return
        if response.status_code == 504:
            assert "only-if-cached" in (step.mode, step.wishes)
            assert server.requests == before
            return
        number = int(response.headers["x-number"])
        sent = server.told[number]
        assert sent.path == step.path
        assert response.content == (b"" if method == "HEAD" else f"{sent.path} {sent.version}".encode())
        if "age" not in response.headers:
            assert server.requests > before  # it is the server's own word
            return
        assert sent.invalidated == server.invalidated[step.path]
        age = runtime.now() - sent.at
        assert int(response.headers["age"]) == int(age)
        assert ages.get(number, 0) <= age
        ages[number] = age
        assert age == 0 or allowed(step, sent, age, chosen)

    async def scenario() -> None:
        send = compose([policy], runtime)
        for step, pause in steps:
            server.step = step
            if step.do in ("get", "head"):
                await get(send, step, step.do.upper())
            elif step.do == "put":
                try:
                    await send(a_call("PUT", url=ORIGIN + step.path, options=Options(deadline=None)))
                except ReadFailed:
                    forget(step.path)
                else:
                    forget(*{step.path, step.named or step.path})
            elif step.do == "invalidate":
                tag = {
                    "tag": user_tag("people"),
                    "operation": operation_tag(OPERATION.name),
                    "url": url_tag(ORIGIN + step.path),
                }
                await policy.guard.delete_tagged(runtime, [tag[step.by]])
                forget(*([step.path] if step.by == "url" else PATHS))
            await runtime.sleep(pause + 0.5)  # what is refreshed behind is done by then

    runtime.run(scenario)
