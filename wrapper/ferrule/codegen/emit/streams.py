"""How an operation streams: what is described and declared of it, as its endpoint module says it."""

from __future__ import annotations

from typing import Any

from attrs import frozen
from openapi_python_client.parser.openapi import Endpoint

from ..jsondata import JSONObject, as_object, is_object
from ..normalise import ITEM, Operation, Stream, media
from ..parser import responses_of
from ..properties import BooleanProperty, PropertyProtocol
from .decode import Decoder
from .pointing import Fault, Fields, about, in_body
from .responses import Branch, either
from .source import literal
from .types import annotation


@frozen
class StreamSource:
    """What the endpoint template prints of it; as Python source."""

    declared: str
    """`_STREAM`."""
    type: str
    """What an event is read as."""
    branches: list[Branch]
    """How, by the event's name."""


def stream_of(operation: Operation, endpoint: Endpoint, fields: Fields, decoder: Decoder) -> StreamSource | None:
    """The source for an operation; None for one that has no stream.

    Args:
        operation: the operation.
        endpoint: what the generator made of it.
        fields: of each model.
        decoder: of the module.

    Raises:
        CodegenError: what is declared is not in the description.
    """
    fact = as_object(operation.facts.get("stream"))
    try:
        if operation.stream is not None:
            declared = _declared(fact, operation.stream, endpoint, fields)
            return StreamSource(literal(declared), *_branches(operation, operation.stream, endpoint, decoder))
        if "stream" in operation.facts:
            raise Fault("no success of it is described as a stream; say with item what an event holds")
    except Fault as fault:
        raise about(fault, operation, "stream") from None
    return None


def _declared(fact: JSONObject, stream: Stream, endpoint: Endpoint, fields: Fields) -> dict[str, Any]:
    if stream.lost:
        raise Fault(f"item: the description has nothing at {stream.lost}")
    found: dict[str, Any] = {"media_type": stream.media_type}
    found |= {name: fact[name] for name in ("terminator", "resumable") if fact.get(name)}
    if fact.get("resumable") and media.bare(stream.media_type) != media.EVENTS:
        raise Fault(f"resumable: only events have ids to go on from, and {stream.media_type} has none")
    if is_object(switch := fact.get("request")):
        way, prop = in_body(str(switch["body"]), endpoint, fields)
        if isinstance(prop, BooleanProperty) is not isinstance(switch["value"], bool):
            raise Fault(f"request: {switch['body']} cannot be {switch['value']!r} by its description")
        found |= {"body": way, "value": switch["value"]}
    return found


def _branches(operation: Operation, stream: Stream, endpoint: Endpoint, decoder: Decoder) -> tuple[str, list[Branch]]:
    """The type of an event, and how each is read: those with a name first, the others last."""
    name = literal(f"{operation.group}.{operation.name}")
    types: list[str] = []
    branches: list[Branch] = []
    properties = _properties(endpoint)
    decoder.imports.use("_stream")
    for index, item in sorted(enumerate(stream.items), key=lambda one: not one[1].names):
        if item.kind == "text":
            kind, value = "str", "_stream.text(data)"
        else:
            kind = annotation(properties[index], decoder.imports, received=True)
            wrong = f"_stream.other({name}, {literal(kind)}, v, mismatches)"
            value = decoder.expression(
                properties[index], f"_stream.value(data, {name}, mismatches)", "", otherwise=wrong
            )
        types.append(kind)
        names = [literal(one) for one in item.names]
        test = f"name in ({', '.join(names)})" if len(names) > 1 else f"name == {names[0]}" if names else ""
        branches.append(Branch(test, value=value))
        if not item.names:
            break
    else:
        branches.append(Branch("", value=f"_stream.undocumented({name}, name, data, mismatches)"))
    return either(*types), branches


def _properties(endpoint: Endpoint) -> dict[int, PropertyProtocol]:
    """The generator's property of each kind of event."""
    pairs = (pair for response in responses_of(endpoint) for pair in response.contents.items())
    return {int(key.removeprefix(ITEM)): prop for key, prop in pairs if key.startswith(ITEM)}
