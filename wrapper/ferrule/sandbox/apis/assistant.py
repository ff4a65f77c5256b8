"""Chat completions: an assistant that repeats what it is told, as a whole or word by word as events."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import count
from typing import Any, Final

import msgspec

from ..documents import JSONObject
from ..messages import Reply, json_reply
from .base import Api, Failure, Invocation
from .world import World

_MODELS: Final = ("echo", "echo-fails", "echo-ends")
"""One that answers; one that fails in the middle of a stream; one whose streams end without their terminator."""
_CREATED: Final = 1_767_225_600


class Assistant(Api):
    """Answers with the last message of the conversation. Answers are numbered, so runs are alike."""

    def __init__(self, name: str, document: JSONObject, world: World) -> None:
        super().__init__(name, document, world)
        self.reset()

    def reset(self) -> None:
        self._numbers = count(1)

    def handlers(self) -> Mapping[str, Callable[[Invocation], Reply]]:
        return {
            "models.list": lambda call: json_reply({"object": "list", "data": [_model(name) for name in _MODELS]}),
            "models.retrieve": lambda call: json_reply(_model(self._known(call.path["model"]))),
            "chat.create": self._create,
        }

    def error(self, status: int, message: str) -> Reply:
        kind = "invalid_request_error" if status < 500 else "server_error"
        return json_reply({"error": {"message": message, "type": kind, "param": None, "code": None}}, status)

    def _known(self, model: str) -> str:
        if model not in _MODELS:
            raise Failure(self.error(404, f"The model {model!r} does not exist: there are {', '.join(_MODELS)}."))
        return model

    def _create(self, call: Invocation) -> Reply:
        request = call.members
        model = self._known(request["model"])
        words = str(request["messages"][-1].get("content") or "").split()
        asked = sum(len(str(one.get("content") or "").split()) for one in request["messages"])
        about = {"id": f"chatcmpl-{next(self._numbers):06d}", "created": _CREATED, "model": model}
        usage = {"prompt_tokens": asked, "completion_tokens": len(words), "total_tokens": asked + len(words)}
        if request.get("stream"):
            options: JSONObject = request.get("stream_options") or {}
            wanted = usage if options.get("include_usage") else None
            events = _events({**about, "object": "chat.completion.chunk"}, words, wanted)
            return Reply(200, b"".join(events), {"Content-Type": "text/event-stream; charset=utf-8"})
        message = {"role": "assistant", "content": " ".join(words)}
        choice = {"index": 0, "message": message, "finish_reason": "stop"}
        return json_reply({**about, "object": "chat.completion", "choices": [choice], "usage": usage})


def _model(name: str) -> JSONObject:
    return {"id": name, "object": "model", "created": _CREATED, "owned_by": "sandbox"}


def _events(about: JSONObject, words: list[str], usage: JSONObject | None) -> Iterator[bytes]:
    yield _event({**about, "choices": [_choice({"role": "assistant", "content": ""})]})
    for index, word in enumerate(words):
        if index == 1 and about["model"] == "echo-fails":
            yield _event({"error": {"message": "The model has failed.", "type": "server_error", "code": None}})
            return
        yield _event({**about, "choices": [_choice({"content": f" {word}" if index else word})]})
    yield _event({**about, "choices": [{**_choice({}), "finish_reason": "stop"}]})
    if usage is not None:
        yield _event({**about, "choices": [], "usage": usage})
    if about["model"] != "echo-ends":
        yield b"data: [DONE]\n\n"


def _choice(delta: JSONObject) -> JSONObject:
    return {"index": 0, "delta": delta, "finish_reason": None}


def _event(value: Any) -> bytes:
    return b"data: " + msgspec.json.encode(value) + b"\n\n"
