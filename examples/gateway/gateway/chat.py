"""A conversation with a language model, passed on word by word."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, Field

from ferrule.integrations.fastapi import relay_events
from ferrule.integrations.relay import event
from ferrule_apis.assistant.models import ChatChunk, ChatMessage, ChatRequest, ErrorReply, Role
from gateway.access import Caller, allows
from gateway.limits import WithinLimit
from gateway.upstreams import Assistant

_MODEL = "echo"  # what the sandbox has; the vendor's models have other names

router = APIRouter(tags=["chat"], dependencies=[WithinLimit])


class Question(BaseModel):
    """What is asked."""

    text: str = Field(max_length=4000, examples=["What is a ferrule?"])


@router.post("/chat", response_class=StreamingResponse)
async def chat(
    question: Question, assistant: Assistant, who: Annotated[Caller, Depends(allows("chat"))]
) -> StreamingResponse:
    """The answer as server-sent events: the data of each is a piece of text; an event `error` tells that it broke."""
    asked = ChatRequest(model=_MODEL, messages=[ChatMessage(role=Role.USER, content=question.text)])
    return await relay_events(assistant.chat.create.events(body=asked), render=_words)


def _words(chunk: ChatChunk | ErrorReply) -> bytes:
    choices = chunk.choices if isinstance(chunk, ChatChunk) else []  # an error ends the stream before it comes here
    return event({"text": "".join(choice.delta.content or "" for choice in choices)})
