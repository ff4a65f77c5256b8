"""azure-core with the policies that its generated clients have by default; it stops at parsed JSON."""

import worker
from azure.core import AsyncPipelineClient, PipelineClient
from azure.core.pipeline import policies
from azure.core.rest import HttpRequest

SHARED = [policies.HeadersPolicy, policies.UserAgentPolicy, policies.ProxyPolicy, policies.ContentDecodePolicy]
AROUND = [policies.CustomHookPolicy, policies.NetworkTraceLoggingPolicy, policies.DistributedTracingPolicy]


def chain(redirect: type, retry: type) -> list[object]:
    kinds = [policies.RequestIdPolicy, *SHARED, redirect, retry, *AROUND, policies.HttpLoggingPolicy]
    return [kind() for kind in kinds]


client = PipelineClient(worker.URL, policies=chain(policies.RedirectPolicy, policies.RetryPolicy))
async_client = AsyncPipelineClient(worker.URL, policies=chain(policies.AsyncRedirectPolicy, policies.AsyncRetryPolicy))
TARGET = f"{worker.URL}/users/octocat"


def blocking() -> object:
    return client.send_request(HttpRequest("GET", TARGET)).json()


async def asynchronous() -> object:
    return (await async_client.send_request(HttpRequest("GET", TARGET))).json()


worker.serve(asynchronous={"async": asynchronous}, blocking={"thread": blocking})
