"""Call sample operations through a generated facade, and judge what came of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from importlib import import_module
from typing import Any

import attrs
import httpx
from arguments import DoesNotFit, to_arguments
from prism import TOO_COMPLEX, verdict
from sampling import Sample
from vendor import Vendor

from ferrule.auth import Bearer
from ferrule.client.results import Undocumented
from ferrule.errors import ApiError, FerruleError

_IN_FLIGHT = 8


@attrs.define
class Called:
    """What became of one sample call.

    Attributes:
        sample: the call.
        status: of the response, 0 when there was none.
        refused: why Prism did not accept it, empty when it did.
        fault: whose fault that is, and how that is known.
        example: how the description's example, which is the response, is not as described; empty when it is.
        parsed: the success was read into its documented model.
        unread: why it was not.
        mismatches: fields that were not as described.
        error_status: documented error that was asked for, 0 for none.
        error_unread: why that did not arrive with its documented model, empty when it did.
    """

    sample: Sample
    status: int = 0
    refused: str = ""
    fault: str = ""
    example: str = ""
    parsed: bool = False
    unread: str = ""
    mismatches: list[str] = attrs.field(factory=list)
    error_status: int = 0
    error_unread: str = ""


async def call_all(vendor: Vendor, base_url: str, samples: list[Sample], tick: Callable[[], None]) -> list[Called]:
    """Call each sample, a few at a time.

    Args:
        vendor: whose operations they are.
        base_url: of the mock.
        samples: the calls.
        tick: called after each.
    """
    modules = _endpoint_modules(vendor)
    limit = asyncio.Semaphore(_IN_FLIGHT)
    facade: Any = getattr(import_module(vendor.module), f"Async{vendor.class_name}")
    models = import_module(f"{vendor.module}.models")
    plainly = httpx.AsyncClient(timeout=60, headers={"Authorization": "Bearer sample"})
    async with facade(base_url=base_url, auth=_auth(vendor)) as client, plainly as plain:
        # One answer is wanted, whatever it is: the samples name hosts that must not be followed to.
        patient = client.with_options(retries=0, redirects=0, deadline=120.0, attempt_timeout=60.0)

        async def one(sample: Sample) -> Called:
            async with limit:
                called = Called(sample)
                await _call(patient, plain, base_url, called, modules.get(sample.id), models)
                tick()
                return called

        return await asyncio.gather(*(one(sample) for sample in samples))


def _auth(vendor: Vendor) -> Bearer | None:
    """Credentials, where the description asks for some."""
    return Bearer("sample") if vendor.description().get("security") else None


def _endpoint_modules(vendor: Vendor) -> dict[str, Any]:
    """The generated endpoint modules, by operationId."""
    root = vendor.package
    names = [".".join(path.relative_to(root).with_suffix("").parts) for path in root.glob("api/*/*.py")]
    modules = [import_module(f"{vendor.module}.{name}") for name in sorted(names) if not name.endswith("__init__")]
    return {module._OPERATION["id"]: module for module in modules}


async def _call(client: Any, plain: httpx.AsyncClient, base_url: str, called: Called, module: Any, models: Any) -> None:
    sample = called.sample
    if module is None:
        called.refused, called.fault = "the operation was not generated", "client"
        return
    try:
        positional, keywords = to_arguments(sample, module, models)
    except DoesNotFit as error:
        called.refused = f"the arguments do not fit: {error}"
        called.fault = await _whose_fault(plain, sample, base_url)
        return
    try:
        raw = await _endpoint(client, module).raw(*positional, **keywords)
    except FerruleError as error:
        called.refused, called.fault = f"{type(error).__name__}: {error}", "client"
        return
    judged = verdict(raw.status_code, raw.headers, raw.content)
    if TOO_COMPLEX in judged.request:
        raw = await _endpoint(client.with_options(headers={"Prefer": "dynamic=true"}), module).raw(
            *positional, **keywords
        )
        judged = verdict(raw.status_code, raw.headers, raw.content)
    called.status = raw.status_code
    called.refused, called.example = judged.request, judged.response
    if called.refused:
        called.fault = await _whose_fault(plain, sample, base_url)
        return
    try:
        raw.parse()
    except FerruleError as error:
        called.unread = str(error)
    else:
        called.parsed = True
    called.mismatches = [f"{one.model}.{one.field}: {one.expected}, got {one.got}" for one in raw.mismatches]
    if sample.error:
        await _call_for_error(client, called, module, positional, keywords)


async def _call_for_error(client: Any, called: Called, module: Any, positional: list[Any], keywords: Any) -> None:
    """The same call, but the mock is asked for a documented error."""
    called.error_status = called.sample.error
    asking = client.with_options(headers={"Prefer": f"code={called.error_status}"})
    try:
        await _endpoint(asking, module)(*positional, **keywords)
    except ApiError as error:
        if error.status_code != called.error_status:
            called.error_unread = f"{error.status_code} in place of {called.error_status}"
        elif isinstance(error.body, Undocumented):
            called.error_unread = error.body.reason
    except FerruleError as error:
        called.error_unread = f"{type(error).__name__}: {error}"
    else:
        called.error_unread = "nothing was raised"


def _endpoint(client: Any, module: Any) -> Any:
    group, _, name = module._OPERATION["name"].partition(".")
    return getattr(getattr(client, group), name)


async def _whose_fault(plain: httpx.AsyncClient, sample: Sample, base_url: str) -> str:
    """The same call made by hand tells."""
    response = await plain.request(**sample.plain_request(base_url))
    if verdict(response.status_code, response.headers, response.content).request:
        return "description, or of Prism: made by hand, the call is refused too"
    return "client: made by hand, the call is accepted"
