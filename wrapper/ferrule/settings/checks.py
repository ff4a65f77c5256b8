"""What is wrong with the settings of calls, in words."""

from __future__ import annotations

import inspect
import math
import re
from collections.abc import Iterable, Mapping
from typing import Any, TypeGuard

from ferrule.call import Options
from ferrule.call.cache_mode import CACHE_MODES
from ferrule.call.validation import VALIDATIONS, Validator
from ferrule.policies.defaults import is_default

TOKEN = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")  # RFC 9110 §5.6.2


def is_mapping(value: object) -> TypeGuard[Mapping[object, object]]:
    """True for a mapping, of whatever."""
    return isinstance(value, Mapping)


def option_faults(options: Options) -> list[str]:
    """Values that cannot work, whoever gave them. Their types are not trusted."""
    seconds: dict[str, object] = {
        "deadline": options.deadline,
        "attempt_timeout": options.attempt_timeout,
        "idle_timeout": options.idle_timeout,
    }
    counts: dict[str, object] = {"retries": options.retries, "redirects": options.redirects}
    faults = [
        f"{name}={value!r} must be a positive number of seconds, or None"
        for name, value in seconds.items()
        if value is not None and not _is_positive(value)
    ]
    faults += [
        f"{name}={value!r} must be a whole number, 0 or more"
        for name, value in counts.items()
        if value is not None and (isinstance(value, bool) or not isinstance(value, int) or value < 0)
    ]
    for name, value in (("weight", options.weight), ("max_header_wait", options.max_header_wait)):
        if not _is_positive(value) or value == math.inf:
            faults.append(f"{name}={value!r} must be a positive number")
    if not isinstance(options.idempotent, bool | None):
        faults.append(f"idempotent={options.idempotent!r} must be True, False or None")
    if options.cache not in CACHE_MODES:
        faults.append(f"cache={options.cache!r} must be one of {', '.join(CACHE_MODES)}")
    if options.validation not in VALIDATIONS:
        faults.append(f"validation={options.validation!r} must be one of {', '.join(VALIDATIONS)}")
    return faults + _validator_faults(options.validators) + _header_faults(options.headers)


def at_odds(options: Options) -> list[str]:
    """Settings that could not both take effect. One that nobody chose gives way instead."""
    deadline, attempt = options.deadline, options.attempt_timeout
    if _is_positive(deadline) and _is_positive(attempt) and attempt > deadline and not is_default(attempt):
        return [f"attempt_timeout={attempt:g} is longer than deadline={deadline:g}: no attempt could use it"]
    return []


def _is_positive(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool) and value > 0


def _validator_faults(validators: Iterable[object]) -> list[str]:
    faults: list[str] = []
    given: Iterable[Any] = validators
    for one in given:
        if not issubclass(type(one), Validator):
            faults.append(f"validators: {type(one).__name__} is no Validator(model, check)")
        elif not issubclass(type(one.model), type):
            faults.append(f"Validator: model must be a class, got {one.model!r}; give one validator for each class")
        elif not callable(one.check) or inspect.iscoroutinefunction(one.check):
            faults.append(f"Validator({one.model.__name__}): check must be a plain function, as nobody would await it")
    return faults


def _header_faults(headers: Mapping[Any, Any]) -> list[str]:
    faults: list[str] = []
    for name, value in headers.items():
        if not isinstance(name, str) or not TOKEN.fullmatch(name):
            faults.append(f"header {name!r}: this is no name of a header")
        elif not isinstance(value, str) or any(c in value for c in "\r\n\0"):
            faults.append(f"header {name!r}: the value must be text without line breaks")
    return faults
