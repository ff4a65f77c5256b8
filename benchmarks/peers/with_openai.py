"""openai with its defaults: what is known of a model."""

import worker
from openai import AsyncOpenAI, OpenAI

client = OpenAI(api_key="sample", base_url=f"{worker.URL}/v1")
async_client = AsyncOpenAI(api_key="sample", base_url=f"{worker.URL}/v1")
worker.serve(
    asynchronous=lambda: async_client.models.retrieve("octocat"),
    blocking=lambda: client.models.retrieve("octocat"),
)
