"""What httpcore lacks on a connection of HTTP/2.

It takes any status and any field of a server, and tells what a server does wrong as its own fault. And it waits for
room to send the rest of a request although the server has answered, and will give none. And a call that is cancelled
while it writes breaks the connection for all others. httpcore offers no place for any of this, so methods of the
connection are replaced, and only here.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any

import httpcore

_MALFORMED = "malformed frames, or header fields"


class _Answered(Exception):
    """The response is complete before the request is."""


def _noticed(task: asyncio.Task[None]) -> None:
    if not task.cancelled():
        task.exception()  # whoever waits is told, and so is the next to write


def mend(connection: Any) -> None:
    """Make a connection of httpcore's that is about to begin as strict as those of HTTP/1.1 are.

    Args:
        connection: an `AsyncHTTP2Connection`.
    """
    import h2.config  # here, as HTTP/2 is an extra
    import h2.errors
    import h2.events
    import h2.exceptions

    state = connection._h2_state
    state.config = h2.config.H2Configuration(validate_inbound_headers=True)  # RFC 9113 §8.2, §8.3
    read, write, send_body, receive = (
        connection._read_incoming_data,
        connection._write_outgoing_data,
        connection._send_request_body,
        connection._receive_response,
    )

    async def read_incoming_data(request: Any) -> Any:
        try:
            return await read(request)
        except h2.exceptions.ProtocolError:
            ended = connection._connection_terminated
        raise httpcore.RemoteProtocolError(ended or _MALFORMED)  # out here: h2 quotes what it objects to

    async def write_outgoing_data(request: Any) -> None:
        writing = asyncio.create_task(write(request))  # frames are sent whole, whatever becomes of the call
        writing.add_done_callback(_noticed)
        await asyncio.shield(writing)

    async def receive_response(request: Any, stream_id: int) -> Any:
        try:
            status, fields = await receive(request=request, stream_id=stream_id)
        except ValueError:  # no number
            status, fields = 0, []
        if not 200 <= status <= 999:
            raise httpcore.RemoteProtocolError("a status that is none")
        return status, fields

    async def send_request_body(request: Any, stream_id: int) -> None:
        with suppress(_Answered):
            await send_body(request=request, stream_id=stream_id)
            return
        with suppress(h2.exceptions.ProtocolError):  # it may have said itself that it wants no more
            state.reset_stream(stream_id, h2.errors.ErrorCodes.CANCEL)
            await connection._write_outgoing_data(request)

    async def wait_for_outgoing_flow(request: Any, stream_id: int) -> int:
        while True:
            events = connection._events[stream_id]
            if any(isinstance(event, h2.events.StreamEnded | h2.events.StreamReset) for event in events):
                raise _Answered
            flow = min(state.local_flow_control_window(stream_id), state.max_outbound_frame_size)
            if flow:
                return int(flow)
            await connection._receive_events(request, None if events else stream_id)

    connection._read_incoming_data = read_incoming_data
    connection._write_outgoing_data = write_outgoing_data
    connection._receive_response = receive_response
    connection._send_request_body = send_request_body
    connection._wait_for_outgoing_flow = wait_for_outgoing_flow
