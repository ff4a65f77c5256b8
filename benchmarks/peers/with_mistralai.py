"""mistralai with its defaults: what is known of a model."""

import worker
from mistralai.client import Mistral

client = Mistral(api_key="sample", server_url=worker.URL)
worker.serve(
    asynchronous={"async": lambda: client.models.retrieve_async(model_id="octocat")},
    blocking={"thread": lambda: client.models.retrieve(model_id="octocat")},
)
