"""httpx-sse: an answer piece by piece, as text, and as JSON without a model."""

import httpx
import worker
from httpx_sse import connect_sse

client = httpx.Client()


def texts() -> None:
    with connect_sse(client, "POST", f"{worker.URL}/v1/chat/completions", json={}) as source:
        count = sum(1 for _ in source.iter_sse())
    assert count == 5001, count


def events() -> None:
    with connect_sse(client, "POST", f"{worker.URL}/v1/chat/completions", json={}) as source:
        count = sum(1 for one in source.iter_sse() if one.data != "[DONE]" and one.json())
    assert count == 5000, count


worker.serve(blocking={"texts": texts, "events": events})
