"""Chat completions: the client against the sandbox, in both worlds, with its faults."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from ferrule import Bearer, InvalidResponse, NotFound, Policies, Retry, StreamBroken, StreamTruncated
from ferrule.sandbox import Corrupt, Sandbox, Status, Trickle, Truncate
from ferrule_apis.assistant import Assistant, AsyncAssistant
from ferrule_apis.assistant.models import ChatChunk, ChatMessage, ChatRequest, ErrorReply, Role, StreamOptions


@pytest.fixture
def assistant(sandbox: Sandbox) -> Iterator[Assistant]:
    """A client whose retries do not wait."""
    policies = Policies(retry=Retry(transient_scale=0.0))
    with Assistant(base_url=sandbox.url("assistant"), auth=Bearer("any"), policies=policies) as client:
        yield client


BEARER = {"Authorization": "Bearer any"}


def question(text: str = "one two three", model: str = "echo", **more: Any) -> ChatRequest:
    """A conversation of one turn."""
    return ChatRequest(model=model, messages=[ChatMessage(role=Role.USER, content=text)], **more)


def said(chunks: list[Any]) -> str:
    """What the pieces say together."""
    return "".join(choice.delta.content or "" for chunk in chunks for choice in chunk.choices)


def test_an_answer_comes_as_a_whole_or_piece_by_piece(assistant: Assistant) -> None:
    """The verb decides; both say the same."""
    whole = assistant.chat.create(body=question())
    assert whole.choices[0].message.content == "one two three"
    events = assistant.chat.create.events(body=question(stream_options=StreamOptions(include_usage=True)))
    chunks = [*events]
    assert all(type(one) is ChatChunk for one in chunks)
    assert (said(chunks), events.end) == ("one two three", "terminator")
    assert chunks[-1].usage == whole.usage


def test_it_is_the_same_in_a_loop(sandbox: Sandbox) -> None:
    """With one connection for all."""

    async def main() -> None:
        async with AsyncAssistant(base_url=sandbox.url("assistant"), auth=Bearer("any")) as assistant:
            async with assistant.chat.create.events(body=question()) as events:
                assert said([one async for one in events]) == "one two three"
            assert [one.id async for one in _models(assistant)] == ["echo", "echo-fails", "echo-ends"]

    asyncio.run(main())


async def _models(assistant: AsyncAssistant) -> Any:
    for one in (await assistant.models.list()).data:
        yield one


def test_an_error_in_the_middle_of_a_stream_is_an_event_and_then_the_stream_is_truncated(assistant: Assistant) -> None:
    """Nothing passes for a whole answer."""
    got: list[Any] = []
    events = assistant.chat.create.events(body=question(model="echo-fails"))
    with pytest.raises(StreamTruncated) as caught:
        got.extend(events)
    assert said(got[:-1]) == "one"
    assert isinstance(got[-1], ErrorReply)
    assert (got[-1].error.message, caught.value.last) == ("The model has failed.", got[-1])


def test_a_stream_without_its_terminator_is_truncated(assistant: Assistant) -> None:
    """Although the connection ended as it should."""
    with pytest.raises(StreamTruncated, match=r"without its terminator, \[DONE\]"):
        list(assistant.chat.create.events(body=question(model="echo-ends")))


def test_faults_before_the_headers_are_retried_and_those_after_them_are_not(
    sandbox: Sandbox, assistant: Assistant
) -> None:
    """A 429 is a refusal. What was delivered cannot be taken back."""
    sandbox.faults.add(Status(429), api="assistant", times=1)
    assert said([*assistant.chat.create.events(body=question())]) == "one two three"
    sandbox.faults.add(Truncate("body"), api="assistant", times=1)
    before = len(sandbox.log)
    with pytest.raises(StreamBroken) as caught:
        list(assistant.chat.create.events(body=question()))
    assert (len(sandbox.log) - before, caught.value.events) == (1, 2)


def test_a_stream_in_drops_is_the_same(sandbox: Sandbox, assistant: Assistant) -> None:
    """However it is cut."""
    sandbox.faults.add(Trickle("body", interval=0.0001, size=7), api="assistant", times=1)
    assert said([*assistant.chat.create.events(body=question())]) == "one two three"


def test_a_page_instead_of_a_stream_is_an_error(sandbox: Sandbox, assistant: Assistant) -> None:
    """And so is an answer in the wrong form."""
    sandbox.faults.add(Corrupt("type"), api="assistant", times=1)
    with pytest.raises(InvalidResponse, match="with text/html content"):
        list(assistant.chat.create.events(body=question()))


def test_models_that_do_not_exist_are_not_found(assistant: Assistant) -> None:
    """With the API's own words."""
    with pytest.raises(NotFound, match="'gpt' does not exist"):
        assistant.models.retrieve("gpt")
    with pytest.raises(NotFound):
        list(assistant.chat.create.events(body=question(model="gpt")))


def test_each_piece_is_as_described(sandbox: Sandbox, http: httpx.Client) -> None:
    """As other clients see it."""
    body = {"model": "echo", "messages": [{"role": "user", "content": "hi"}], "stream": True}
    with http.stream("POST", f"{sandbox.url('assistant')}/chat/completions", json=body, headers=BEARER) as response:
        assert response.headers["content-type"] == "text/event-stream; charset=utf-8"
        lines = [line for line in response.iter_lines() if line]
    assert (len(lines), lines[-1]) == (4, "data: [DONE]")
