"""Settings of an API from environment variables: `FERRULE_<API>_DEADLINE` and the like."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ferrule.call.validation import VALIDATIONS

_log = logging.getLogger("ferrule")

_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_WHOLE = re.compile(r"[0-9]+")


def _seconds(text: str) -> float | None:
    if text == "none":
        return None
    if not _NUMBER.fullmatch(text):
        raise ValueError("must be seconds, such as 2.5, or none")
    return float(text)


def _some_seconds(text: str) -> float:
    if (seconds := _seconds(text)) is None:
        raise ValueError("must be seconds, such as 2.5")
    return seconds


def _count(text: str) -> int:
    if not _WHOLE.fullmatch(text):
        raise ValueError("must be a whole number, 0 or more")
    return int(text)


def _validation(text: str) -> str:
    if text not in VALIDATIONS:
        raise ValueError(f"must be {' or '.join(VALIDATIONS)}")
    return text


_READERS: dict[str, Callable[[str], Any]] = {
    "deadline": _seconds,
    "attempt_timeout": _seconds,
    "idle_timeout": _seconds,
    "retries": _count,
    "redirects": _count,
    "max_header_wait": _some_seconds,
    "validation": _validation,
}


def variable(api: str, option: str) -> str:
    """Name of the environment variable for an option of an API: `FERRULE_GITHUB_ATTEMPT_TIMEOUT`."""
    return f"FERRULE_{re.sub('[^A-Z0-9]', '_', api.upper())}_{option.upper()}"


def from_environment(api: str, environ: Mapping[str, str]) -> tuple[dict[str, Any], list[str]]:
    """What the environment sets for an API, and what is wrong with it. Values are read strictly; empty is not set."""
    values: dict[str, Any] = {}
    misnamed, others = strangers(api, environ)
    faults = [f"{name} sets nothing; did you mean {meant}?" for name, meant in misnamed.items()]
    for option, read in _READERS.items():
        name = variable(api, option)
        if text := environ.get(name, ""):
            try:
                values[option] = read(text)
            except ValueError as error:
                faults.append(f"{name}={text!r} {error}")
    _warn_of(api, others)
    return values, faults


def strangers(api: str, environ: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """Variables whose names look like settings and are none: mistaken ones, each with what was meant, and others.

    Others are no faults. An orchestrator may have made them (`FERRULE_GITHUB_SERVICE_HOST` for a service
    `ferrule-github`), or they are for an API with a longer name (`FERRULE_GITHUB_ENTERPRISE_DEADLINE`).
    """
    prefix = variable(api, "")
    options = [option.upper() for option in _READERS]
    names = [name.removeprefix(prefix) for name, value in environ.items() if value and name.startswith(prefix)]
    mistaken: dict[str, str] = {}
    others: list[str] = []
    for name in names:
        if name in options:
            continue
        from difflib import get_close_matches  # here, as there hardly ever are any

        near = [] if name.endswith(tuple(f"_{option}" for option in options)) else get_close_matches(name, options, n=2)
        if near:
            mistaken[prefix + name] = " or ".join(prefix + option for option in near)
        else:
            others.append(prefix + name)
    return mistaken, others


_warned_of: set[str] = set()


def _warn_of(api: str, names: Iterable[str]) -> None:
    """Warn once a process: clients may be made for each test or job."""
    if new := sorted(set(names) - _warned_of):
        _warned_of.update(new)
        known = ", ".join(variable(api, option) for option in _READERS)
        _log.warning("%s: no setting of %s, which are %s", ", ".join(new), api, known)
