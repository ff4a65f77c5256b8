"""Drives npm `http-cache-tests` through a Ferrule client: its tests are data, and its server is the origin.

The verdicts follow the suite's `client/test.mjs` and `lib/display.mjs`; `nox -s conformance -- cache` runs this.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import secrets
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Mapping
from email.utils import formatdate
from pathlib import Path
from typing import Any

import attrs
import httpx

import ferrule
from ferrule.api import ApiDescription, AsyncApi
from ferrule.cache.rules import Rules
from ferrule.cache.settings import Cache
from ferrule.call import Response
from ferrule.client.transport import send
from ferrule.engines.connection import Connection

Test = dict[str, Any]
Step = dict[str, Any]

# The suite sends these, with another value each time; they tell no users apart.
SUITE_HEADERS = {
    "test-id", "test-name", "req-num", "foo", "bar", "baz", "other", "accept-language", "accept", "cookie", "x-test",
}  # fmt: skip
_SURROGATE = "Surrogate-Control is for gateways in front of a server"
_BROKEN_OFF = "wants a response from a connection that the suite's server broke off"
# Required and optimal tests that do not pass, and should not; docs/cache.md argues each.
ARGUED = {
    **dict.fromkeys(
        (
            "age-parse-nonnumeric", "age-parse-negative", "age-parse-float", "age-parse-parameter",
            "age-parse-numeric-parameter", "age-parse-prefix-twoline", "age-parse-dup-0", "age-parse-dup-0-twoline",
            "age-parse-dup-old",
        ),
        "RFC 9111 §5.1 takes the first Age and ignores one that is no number, as later versions of the suite ask",
    ),
    "headers-store-Transfer-Encoding": "a response with an unknown transfer coding cannot be framed, so there is none to store",
    "304-etag-update-response-ETag": "a 304 with another strong ETag is not about what is stored, so the request is repeated",
    "partial-store-partial-complete": "without a strong validator the rest could not be joined to the part",
    "vary-normalise-lang-select": "which language suits whom is the server's to choose",
    "conditional-lm-fresh-no-lm": "Date stands in for Last-Modified, and is later than what was asked about",
    **dict.fromkeys(
        (
            "stale-close-must-revalidate", "stale-close-proxy-revalidate", "stale-close-no-cache", "stale-close-s-maxage=2",
        ),
        _BROKEN_OFF,
    ),
    **dict.fromkeys(
        (
            "surrogate-no-store-cc-fresh", "surrogate-fresh-cc-nostore", "surrogate-max-age", "surrogate-max-age-max",
            "surrogate-max-age-max-plus", "surrogate-max-age-me-target", "surrogate-max-age-other-target",
            "surrogate-max-age-age", "surrogate-max-age-0", "surrogate-max-age-0-expires", "surrogate-max-age-extension",
            "surrogate-max-age-long-cc-max-age",
            "surrogate-max-age-case-insensitive", "surrogate-max-age-expires",
            "surrogate-max-age-cc-max-age-invalid-expires", "surrogate-max-age-short-cc-max-age",
        ),
        _SURROGATE,
    ),
}  # fmt: skip
_DATES = {"date", "expires", "last-modified", "if-modified-since", "if-unmodified-since"}
_LOCATIONS = {"location", "content-location"}
_BODILESS = {204, 304}


class SharedCache(Cache):
    """Settings of a shared cache, as proxies are. A client is always a private one, so only this suite needs it."""

    @property
    def rules(self) -> Rules:
        return attrs.evolve(super().rules, shared=True)


class Client(AsyncApi):
    """A client of the suite's server."""

    description = ApiDescription(name="origin", servers=[{"url": "http://127.0.0.1"}])


class Setup(AssertionError):
    """The test could not be set up; it says nothing."""


def check(setup: bool, holds: bool, message: str) -> None:
    """One of the suite's assertions."""
    if not holds:
        raise Setup(message) if setup else AssertionError(message)


def is_setup(step: Step, member: str) -> bool:
    """Does this check only prepare for the one that counts?"""
    return step.get("setup") is True or member in step.get("setup_tests", ())


def number(value: str | None) -> float:
    """JavaScript's parseInt, NaN for what is none."""
    match = re.match(r"\s*[+-]?\d+", value or "")
    return float(match[0]) if match else float("nan")


def fixed_up(header: list[Any], answered: Mapping[str, str], step: Step) -> list[Any]:
    """A header with its dates and places filled in, as the server did."""
    name, value = header[0].lower(), header[1]
    now = number(answered.get("server-now"))
    if name in _DATES and isinstance(value, int) and now == now:
        value = _date(now / 1000 + value, rfc850=name in step.get("rfc850date", ()))
    if name in _LOCATIONS and step.get("magic_locations"):
        base = answered.get("server-base-url", "")
        value = f"{base}/{value}" if value else base
    return [header[0], value, *header[2:]]


def _date(wall: float, *, rfc850: bool) -> str:
    if not rfc850:
        return formatdate(wall, usegmt=True)
    return time.strftime("%A, %d-%b-%y %H:%M:%S GMT", time.gmtime(wall))


async def run_test(client: Client, plain: httpx.AsyncClient, base: str, test: Test, *, browser: bool) -> bool | str:
    """True when it passed, `setup: …` when it could not be set up, else what failed."""
    steps: list[Step] = [{**step, "name": test["name"], "id": test["id"]} for step in test["requests"]]
    token = secrets.token_hex(16)
    configured = await plain.put(f"{base}/config/{token}", json=steps)
    assert configured.status_code == 201
    responses: list[Response] = []
    try:
        for index, step in enumerate(steps):
            before = responses[-1].headers if responses else {}
            try:
                response = await _fetch(client, base, token, step, index, before, browser=browser)
            except ferrule.CallError as error:
                raise AssertionError(type(error).__name__) from None
            responses.append(response)
            _check_response(token, step, index, response)
            if "pause_after" in step:
                await asyncio.sleep(3)
        state = await plain.get(f"{base}/state/{token}")
        _check_requests(steps, responses, state.json() if state.status_code == 200 else [], browser=browser)
    except Setup as reason:
        return f"setup: {reason}"
    except AssertionError as reason:
        return str(reason)
    return True


async def _fetch(
    client: Client, base: str, token: str, step: Step, index: int, before: Mapping[str, str], *, browser: bool
) -> Response:
    url = f"{base}/test/{token}"
    url += f"/{step['filename']}" if "filename" in step else ""
    url += f"?{step['query_arg']}" if "query_arg" in step else ""
    headers = [list(pair) for pair in step.get("request_headers", ())]
    if step.get("magic_ims"):
        headers = [fixed_up(pair, before, step) if pair[0].lower() == "if-modified-since" else pair for pair in headers]
    if browser and step.get("cache") == "no-cache":  # what the Fetch standard sends for it
        headers.append(["Cache-Control", "max-age=0"])
    headers += [["Test-Name", step["name"]], ["Test-ID", step["id"]], ["Req-Num", str(index + 1)]]
    fields = [(name, _ascii(value)) for name, value in headers]
    request = httpx.Request(step.get("request_method", "GET"), url, headers=fields, content=step.get("request_body"))
    return await send(client._session, request)


def _ascii(value: Any) -> str:
    return " ".join(str(value).encode("ascii", "replace").decode().split())  # names of tests are prose


def _check_response(token: str, step: Step, index: int, response: Response) -> None:
    sent, headers = index + 1, response.headers
    count = number(headers.get("server-request-count"))
    numbers = headers.get("request-numbers", "").split()
    check(True, len(numbers) == len(set(numbers)), "retry")
    expected, setup = step.get("expected_type"), is_setup(step, "expected_type")
    if expected == "cached" and not (response.status_code == 304 and count != count):
        check(setup, count < sent, f"response {sent} does not come from the cache")
    if expected == "not_cached":
        check(setup, count == sent, f"response {sent} comes from the cache")
    status = response.status_code
    if "expected_status" in step:
        check(
            is_setup(step, "expected_status"), status == step["expected_status"], f"response {sent} has status {status}"
        )
    elif "response_status" in step:
        check(True, status == step["response_status"][0], f"response {sent} has status {status}")
    elif status == 999:
        check(setup, False, f"request {sent} should have been conditional")
    else:
        check(True, status == 200, f"response {sent} has status {status}")
    setup = is_setup(step, "expected_response_headers")
    for wanted in step.get("expected_response_headers", ()):
        _check_header(setup, wanted, step, headers, sent)
    setup = is_setup(step, "expected_response_headers_missing")
    for unwanted in step.get("expected_response_headers_missing", ()):
        if isinstance(unwanted, str):
            check(setup, unwanted not in headers, f"response {sent} has {unwanted}")
    _check_body(token, step, sent, response)


def _check_header(setup: bool, wanted: Any, step: Step, headers: httpx.Headers, sent: int) -> None:
    name = wanted if isinstance(wanted, str) else wanted[0]
    value = headers.get(name)
    if isinstance(wanted, str) or len(wanted) > 2:
        check(setup, value is not None, f"response {sent} lacks {name}")
    if isinstance(wanted, str):
        return
    if len(wanted) > 2:
        holds = value == headers.get(wanted[2]) if wanted[1] == "=" else number(value) > wanted[2]
    else:
        holds = value == fixed_up(wanted, headers, step)[1]
    check(setup, holds, f"response {sent} has {name}: {value}")


def _check_body(token: str, step: Step, sent: int, response: Response) -> None:
    text = response.text
    if step.get("check_body") is False:
        return
    if "expected_response_text" in step:
        if (wanted := step["expected_response_text"]) is not None:
            check(is_setup(step, "expected_response_text"), text == wanted, f"response {sent} has another body")
    elif step.get("response_body") is not None:
        check(True, text == step["response_body"], f"response {sent} has another body")
    elif response.status_code not in _BODILESS and step.get("request_method") != "HEAD":
        check(True, text == token, f"response {sent} has another body")


def _check_requests(steps: list[Step], responses: list[Response], seen: list[dict[str, Any]], *, browser: bool) -> None:
    position = 0
    for index, step in enumerate(steps):
        sent, expected, setup = index + 1, step.get("expected_type"), is_setup(step, "expected_type")
        if expected == "cached":
            continue
        request = seen[position] if position < len(seen) else None
        if expected == "not_cached":
            check(
                setup, request is not None and request["request_num"] == sent, f"response {sent} comes from the cache"
            )
        position += 1
        condition = {"etag_validated": "if-none-match", "lm_validated": "if-modified-since"}.get(expected or "")
        if condition:
            check(setup, request is not None, f"request {sent} was not sent")
            assert request is not None
            check(setup, condition in request["request_headers"], f"request {sent} lacks {condition}")
        for wanted in step.get("expected_request_headers", ()):
            fields = request["request_headers"] if request else {}
            name = wanted if isinstance(wanted, str) else wanted[0]
            holds = name.lower() in fields if isinstance(wanted, str) else fields.get(name.lower()) == wanted[1]
            check(
                is_setup(step, "expected_request_headers"),
                holds,
                f"request {sent}: {name} is {fields.get(name.lower())}",
            )
        for name, value in (request or {}).get("response_headers", ()):
            if name.lower() == "date" or (browser and name.lower() in ("set-cookie", "set-cookie2")):
                continue
            joined = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
            received = responses[index].headers.get(name)
            check(True, received == joined, f"response {sent}: {name} is {received}, not {joined}")
        if "expected_method" in step:
            method = request and request["request_method"]
            check(is_setup(step, "expected_method"), method == step["expected_method"], f"request {sent} was {method}")


def verdict(test: Test, tests: Mapping[str, Test], results: Mapping[str, bool | str]) -> str:
    """The suite's own reading of a result: a test whose dependency failed says nothing."""
    for needed in test.get("depends_on", ()):
        if needed not in results or verdict(tests[needed], tests, results) not in ("passed", "yes"):
            return "dependency"
    result, kind = results[test["id"]], test.get("kind", "required")
    if isinstance(result, str) and result.startswith("setup: "):
        return "setup"
    if kind == "check":
        return "yes" if result is True else "no"
    return "passed" if result is True else "failed"


def is_for(test: Test, *, shared: bool) -> bool:
    """Is a test about this kind of cache? Tests that are kept from browsers by their interfaces are about both."""
    if shared:
        return not test.get("browser_only")
    return "-shared" not in test["id"] and not test["id"].startswith(("other-authorization", "surrogate-"))


async def run_suite(
    base: str, suites: list[dict[str, Any]], *, shared: bool
) -> tuple[dict[str, Test], dict[str, bool | str]]:
    """Run every test that is meant for this kind of cache, 40 at a time."""
    tests = {test["id"]: test for suite in suites for test in suite["tests"] if is_for(test, shared=shared)}
    kind = SharedCache if shared else Cache
    policies = ferrule.Policies(
        cache=kind(heuristic=0.1, neutral_headers=SUITE_HEADERS),
        retry=None,
        redirects=0,
        breaker=None,
    )
    results: dict[str, bool | str] = {}
    gate = asyncio.Semaphore(40)
    async with (
        # A connection each: some tests end with one that is no use any more.
        Client(
            base_url=base, policies=policies, connection=Connection(max_keepalive=0, trust_env=False), engine="httpx"
        ) as client,
        httpx.AsyncClient(trust_env=False, timeout=30) as plain,
    ):

        async def one(test: Test) -> None:
            async with gate:
                results[test["id"]] = await run_test(client, plain, base, test, browser=not shared)

        await asyncio.gather(*map(one, tests.values()))
    return tests, results


def report(name: str, tests: Mapping[str, Test], results: Mapping[str, bool | str], *, verbose: bool) -> list[str]:
    """Print one table; returns how the results differ from what `ARGUED` says, a line each."""
    counts: Counter[tuple[str, str]] = Counter()
    surprises: list[str] = []
    for test in tests.values():
        kind, outcome = test.get("kind", "required"), verdict(test, tests, results)
        counts[kind, outcome] += 1
        argued = ARGUED.get(test["id"], "")
        if outcome not in ("passed", "yes") and (kind != "check" or verbose):
            sys.stdout.write(f"  {kind:8} {outcome:10} {test['id']}: {argued or results[test['id']]}\n")
        if kind != "check" and (outcome == "passed") == bool(argued):
            surprises.append(f"{name}: {test['id']} {outcome}, which docs/cache.md does not say")
    sys.stdout.write(f"\n{name:8} {'passed':>7} {'failed':>7} {'depends':>8} {'setup':>6} {'of':>5}\n")
    for kind in ("required", "optimal", "check"):
        row = [counts[kind, outcome] for outcome in ("passed", "failed", "dependency", "setup")]
        if kind == "check":
            row[:2] = [counts[kind, "yes"], counts[kind, "no"]]
        sys.stdout.write(f"{kind:8} {row[0]:>7} {row[1]:>7} {row[2]:>8} {row[3]:>6} {sum(row):>5}\n")
    return surprises


def serve(suite: Path) -> tuple[subprocess.Popen[bytes], str]:
    """Start the suite's server on a free port of the loopback interface."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    # The server would listen on every interface.
    bind = "import net from 'node:net'; const l = net.Server.prototype.listen; net.Server.prototype.listen = function (p, ...r) { return l.call(this, p, '127.0.0.1', ...r) }"
    environment = {
        **os.environ, "npm_config_port": str(port), "npm_config_protocol": "http", "npm_config_pidfile": os.devnull,
    }  # fmt: skip
    process = subprocess.Popen(
        ["node", "--no-warnings", "--import", f"data:text/javascript,{bind}", "server/server.mjs"],
        cwd=suite, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    base = f"http://127.0.0.1:{port}"
    for _ in range(100):
        try:
            httpx.get(f"{base}/state/none", trust_env=False)
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return process, base
    process.terminate()
    raise SystemExit("the suite's server did not start")


def main() -> int:
    """Run both kinds; 1 when the required and optimal tests that fail are not just those that docs/cache.md argues."""
    parser = argparse.ArgumentParser()
    parser.add_argument("suite", type=Path, help="folder of the npm package http-cache-tests")
    parser.add_argument("-v", "--verbose", action="store_true", help="list the tests that only check, too")
    parser.add_argument("--only", choices=("private", "shared"))
    chosen = parser.parse_args()
    suites = load(chosen.suite)
    process, base = serve(chosen.suite)
    surprises: list[str] = []
    try:
        for name in ("private", "shared"):
            if chosen.only in (None, name):
                tests, results = asyncio.run(run_suite(base, suites, shared=name == "shared"))
                surprises += report(name, tests, results, verbose=chosen.verbose)
    finally:
        process.terminate()
        process.wait()
    sys.stdout.writelines(f"{line}\n" for line in surprises)
    return 1 if surprises else 0


def load(suite: Path) -> Any:
    """The tests as data, with those that the suite's command adds."""
    script = (
        "import tests from './tests/index.mjs'; import surrogate from './tests/surrogate-control.mjs';"
        "console.log(JSON.stringify([...tests, surrogate]))"
    )
    command = ["node", "--no-warnings", "--input-type=module", "-e", script]
    return json.loads(subprocess.run(command, cwd=suite, capture_output=True, text=True, check=True).stdout)


if __name__ == "__main__":
    sys.exit(main())
