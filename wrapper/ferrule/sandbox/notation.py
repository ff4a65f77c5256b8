"""Rules as text: JSON for the control endpoint, words for the command line."""

from __future__ import annotations

from typing import Any, Final, Literal, get_args, get_origin

import attrs
import msgspec

from ferrule.errors import ConfigError

from .documents import is_array, is_object
from .faults import Corrupt, Fault, Latency, Reset, Status, Trickle, Truncate
from .rules import Rule

KINDS: Final[dict[str, type[Any]]] = {
    kind.__name__.lower(): kind for kind in (Latency, Status, Reset, Truncate, Trickle, Corrupt)
}


def to_json(rule: Rule) -> dict[str, Any]:
    """A rule as the control endpoint shows it; what has its default is left out."""
    found: dict[str, Any] = {
        name: getattr(rule, name)
        for name, default in (("api", None), ("method", None), ("path", "*"), ("rate", 1.0), ("times", None))
        if getattr(rule, name) != default
    }
    if rule.script:
        found["script"] = [[_fault_to_json(fault) for fault in step] for step in rule.script]
    else:
        found["faults"] = [_fault_to_json(fault) for fault in rule.faults]
    return found


def from_json(data: Any) -> Rule:
    """The rule that `to_json` wrote.

    Raises:
        ConfigError: it is not one; the message names the member.
    """
    if not is_object(data):
        raise ConfigError(f"a rule is an object, not {data!r}")
    members = dict(data)
    faults = tuple(_fault_from_json(fault) for fault in _list(members.pop("faults", []), "faults"))
    script = tuple(
        tuple(_fault_from_json(fault) for fault in _list(step, "script"))
        for step in _list(members.pop("script", []), "script")
    )
    rule: Rule = _build(Rule, members, faults=faults, script=script)
    return rule


def from_words(text: str) -> Rule:
    """A rule as the command line has it.

        KIND [VALUE] [member=value …]        status 429 retry_after=2 api=github path=/users/* times=3
        script STEP,STEP,… [member=value …]  script 503,503,ok api=stripe

    Raises:
        ConfigError: it cannot be read.
    """
    kind, *words = text.split() or [""]
    bare = [word for word in words if "=" not in word]
    members: dict[str, Any] = {name: _value(value) for name, _, value in (w.partition("=") for w in words if "=" in w)}
    about = {name: members.pop(name) for name in ("api", "method", "path", "rate", "times") if name in members}
    if kind == "script" and len(bare) == 1 and not members:
        steps = [[] if step == "ok" else [{"kind": "status", "status": _value(step)}] for step in bare[0].split(",")]
        return from_json({"script": steps, **about})
    if kind not in KINDS or len(bare) > 1:
        raise ConfigError(
            f"fault {text!r} cannot be read: start with one of {', '.join(KINDS)} or script, then a value"
        )
    if bare:
        members[attrs.fields(KINDS[kind])[0].name] = _value(bare[0])
    return from_json({"faults": [{"kind": kind, **members}], **about})


def _fault_to_json(fault: Fault) -> dict[str, Any]:
    members = attrs.asdict(fault, filter=lambda attribute, value: value is not None and value != {})
    return {"kind": type(fault).__name__.lower(), **members}


def _fault_from_json(data: Any) -> Fault:
    members = dict(data) if is_object(data) else {}
    kind = members.pop("kind", None)
    if kind not in KINDS:
        raise ConfigError(f"a fault has a `kind`, one of {', '.join(KINDS)}; got {data!r}")
    fault: Fault = _build(KINDS[kind], members)
    return fault


def _build(kind: type[Any], members: dict[str, Any], **ready: Any) -> Any:
    known = {attribute.name: attribute for attribute in attrs.fields(attrs.resolve_types(kind))}
    try:
        for name, value in members.items():
            if name not in known:
                raise ConfigError(f"has no member `{name}`; there are {', '.join(known)}")
            members[name] = _converted(name, value, known[name].type)
        for name, attribute in known.items():
            if attribute.default is attrs.NOTHING and name not in members:
                raise ConfigError(f"`{name}` is missing")
        return kind(**members, **ready)
    except ValueError as error:
        # attrs appends its own objects to the arguments of a validator's error; the first says it all.
        raise ConfigError(f"{kind.__name__.lower()}: {error.args[0]}") from error


def _converted(name: str, value: Any, wanted: Any) -> Any:
    choices = get_args(wanted) if get_origin(wanted) is Literal else ()
    if choices and value not in choices:
        raise ConfigError(f"`{name}` is one of {', '.join(choices)}, not {value!r}")
    try:
        return msgspec.convert(value, wanted)
    except msgspec.ValidationError as error:
        raise ConfigError(f"`{name}`: {error}") from None


def _list(value: Any, name: str) -> list[Any]:
    if not is_array(value):
        raise ConfigError(f"`{name}` is a list, not {value!r}")
    return value


def _value(text: str) -> int | float | str:
    for number in (int, float):
        try:
            return number(text)
        except ValueError:
            pass
    return text
