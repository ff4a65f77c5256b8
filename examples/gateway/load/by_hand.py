"""The same service on bare httpx, as a careful team writes it without a layer.

Timeouts are set, statuses are checked, failures are answered. What it has not: a cache, a breaker, retries, budgets.
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated, Any

import httpx
from fastapi import Depends, FastAPI, Header, HTTPException, Request
from fastapi.responses import JSONResponse, StreamingResponse
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from gateway.chat import Question
from gateway.checkout import Order, Receipt
from gateway.limits import Limiter, WithinLimit
from gateway.pages import Conditions, Profile, Repository
from redis.asyncio import Redis

_bearer = HTTPBearer()


def _url(api: str, path: str) -> str:
    return os.environ[f"GATEWAY_{api.upper()}_URL"] + path


def _token(name: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {os.environ[name]}"}


@asynccontextmanager
async def _lifespan(_: FastAPI) -> AsyncGenerator[dict[str, Any], None]:
    valkey = Redis.from_url(os.environ["GATEWAY_VALKEY_URL"])
    gc.collect()
    gc.freeze()
    async with httpx.AsyncClient(timeout=httpx.Timeout(3.0, read=3.0)) as http:
        yield {"limiter": Limiter(valkey, int(os.environ.get("GATEWAY_LIMIT", "100"))), "http": http, "valkey": valkey}
    await valkey.aclose()


def _http(request: Request) -> httpx.AsyncClient:
    http: httpx.AsyncClient = request.state.http
    return http


Http = Annotated[httpx.AsyncClient, Depends(_http)]


async def _caller(http: Http, presented: Annotated[HTTPAuthorizationCredentials, Depends(_bearer)]) -> str:
    auth = (os.environ["IDENTITY_CLIENT_ID"], os.environ["IDENTITY_CLIENT_SECRET"])
    form = {"token": presented.credentials}
    told = await http.post(_url("identity", "/token/introspection"), data=form, auth=auth)
    told.raise_for_status()
    if not told.json()["active"]:
        raise HTTPException(401)
    return str(told.json().get("client_id"))


async def _get(http: httpx.AsyncClient, url: str, **more: Any) -> Any:
    found = await http.get(url, **more)
    found.raise_for_status()
    return found.json()


def make_app() -> FastAPI:
    """A new application, by what the environment says."""
    app = FastAPI(title="By hand", lifespan=_lifespan)

    @app.exception_handler(httpx.HTTPStatusError)
    async def answered(_: Request, error: httpx.HTTPStatusError) -> JSONResponse:
        status = {404: 404, 429: 503}.get(error.response.status_code, 502)
        return JSONResponse({"detail": "upstream failed"}, status)

    @app.exception_handler(httpx.TransportError)
    async def unanswered(_: Request, error: httpx.TransportError) -> JSONResponse:
        return JSONResponse({"detail": "upstream failed"}, 504 if isinstance(error, httpx.TimeoutException) else 502)

    @app.get("/ready")
    async def ready() -> dict[str, str]:
        return {"status": "ready"}

    @app.get("/profiles/{login}", dependencies=[WithinLimit])
    async def profile(login: str, http: Http) -> Profile:
        person, work = await asyncio.gather(
            _get(http, _url("github", f"/users/{login}"), headers=_token("GITHUB_TOKEN")),
            _get(http, _url("github", f"/users/{login}/repos?sort=updated&per_page=5"), headers=_token("GITHUB_TOKEN")),
        )
        top = [Repository(name=one["name"], stars=one.get("stargazers_count", 0)) for one in work]
        return Profile(login=person["login"], name=person["name"], repositories=top)

    @app.get("/weather/{place}", dependencies=[WithinLimit])
    async def conditions(place: str, http: Http) -> Conditions:
        query, key = {"place_id": place, "sections": "current"}, {"X-API-Key": os.environ["METEOSOURCE_API_KEY"]}
        now = (await _get(http, _url("weather", "/point"), params=query, headers=key))["current"]
        return Conditions(place=place, summary=now["summary"], temperature=now["temperature"])

    @app.get("/files/{name}", dependencies=[WithinLimit])
    async def file(name: str, http: Http) -> StreamingResponse:
        url = _url("storage", f"/download/storage/v1/b/gateway/o/{name}?alt=media")
        response = await http.send(http.build_request("GET", url, headers=_token("STORAGE_TOKEN")), stream=True)
        if response.is_error:
            await response.aclose()
            response.raise_for_status()
        return StreamingResponse(_closing(response, response.aiter_bytes()), media_type="application/octet-stream")

    @app.post("/checkout", status_code=201, dependencies=[WithinLimit])
    async def checkout(
        order: Order, http: Http, who: Annotated[str, Depends(_caller)], idempotency_key: Annotated[str, Header()]
    ) -> Receipt:
        paid = await http.post(
            _url("stripe", "/v1/payment_intents"),
            data={"amount": order.amount, "currency": order.currency},
            headers={**_token("STRIPE_API_KEY"), "Idempotency-Key": f"{who}:{idempotency_key}"},
        )
        paid.raise_for_status()
        account = os.environ["TWILIO_ACCOUNT_SID"]
        told = await http.post(
            _url("twilio", f"/2010-04-01/Accounts/{account}/Messages.json"),
            data={"To": order.phone, "From": os.environ["TWILIO_FROM"], "Body": "Thank you."},
            auth=(account, os.environ["TWILIO_AUTH_TOKEN"]),
        )
        return Receipt(payment=paid.json()["id"], status=paid.json()["status"], told=told.is_success)

    @app.post("/chat", dependencies=[WithinLimit, Depends(_caller)])
    async def chat(question: Question, http: Http) -> StreamingResponse:
        asked = {"model": "echo", "stream": True, "messages": [{"role": "user", "content": question.text}]}
        url, headers = _url("assistant", "/chat/completions"), _token("OPENAI_API_KEY")
        response = await http.send(http.build_request("POST", url, json=asked, headers=headers), stream=True)
        if response.is_error:
            await response.aclose()
            response.raise_for_status()
        return StreamingResponse(_closing(response, _words(response)), media_type="text/event-stream")

    return app


async def _closing(response: httpx.Response, parts: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    try:
        async for part in parts:
            yield part
    finally:
        await response.aclose()


async def _words(response: httpx.Response) -> AsyncIterator[bytes]:
    async for line in response.aiter_lines():
        if line.startswith("data: ") and line != "data: [DONE]":
            chunk = json.loads(line[6:])
            text = "".join(choice["delta"].get("content") or "" for choice in chunk["choices"])
            yield f"data: {json.dumps({'text': text})}\n\n".encode()
