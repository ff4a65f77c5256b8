"""Models and enums. Each is imported when it is first used."""

from __future__ import annotations

from importlib import import_module
from typing import Any

_MODULES = {
    "ChatChoice": "chat_choice",
    "ChatChunk": "chat_chunk",
    "ChatCompletion": "chat_completion",
    "ChatMessage": "chat_message",
    "ChatRequest": "chat_request",
    "ChunkChoice": "chunk_choice",
    "Delta": "delta",
    "ErrorDetail": "error_detail",
    "ErrorReply": "error_reply",
    "FinishReason": "finish_reason",
    "Model": "model",
    "ModelList": "model_list",
    "Role": "role",
    "StreamOptions": "stream_options",
    "Usage": "usage",
}


def __getattr__(name: str) -> Any:
    module = _MODULES.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"{__name__}.{module}"), name)
    return found


def __dir__() -> list[str]:
    return [*_MODULES, *(name for name in globals() if name.startswith("__"))]
