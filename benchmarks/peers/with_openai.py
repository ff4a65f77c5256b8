"""openai with its defaults: what is known of a model, and an answer piece by piece."""

import worker
from openai import AsyncOpenAI, OpenAI

client = OpenAI(api_key="sample", base_url=f"{worker.URL}/v1")
async_client = AsyncOpenAI(api_key="sample", base_url=f"{worker.URL}/v1")


def events() -> None:
    question = {"role": "user", "content": "?"}
    count = sum(1 for _ in client.chat.completions.create(model="octocat", messages=[question], stream=True))
    assert count == 5000, count


worker.serve(
    asynchronous={"async": lambda: async_client.models.retrieve("octocat")},
    blocking={"thread": lambda: client.models.retrieve("octocat"), "events": events},
)
