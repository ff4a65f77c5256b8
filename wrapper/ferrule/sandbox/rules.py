"""When the server misbehaves: rules that match requests and yield faults."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from random import Random
from typing import Any, Final

import attrs
import msgspec
from attrs import field, frozen
from attrs.validators import and_, ge, gt, le, optional

from ferrule.errors import ConfigError

from .faults import Corrupt, Fault, Latency, Reset, Status, Trickle, Truncate

KINDS: Final[dict[str, type[Any]]] = {
    kind.__name__.lower(): kind for kind in (Latency, Status, Reset, Truncate, Trickle, Corrupt)
}


@frozen(kw_only=True, eq=False)
class Rule:
    """Which requests suffer which faults. Give `faults` or `script`.

    Args:
        faults: all of them happen together to each request that matches.
        script: what happens to the first request that matches, to the second, …; an empty step is a good reply. When the
            script is over, so is the rule.
        api: only this API.
        method: only this method.
        path: only paths below the API's prefix that match; `*` stands for any text, slashes included.
        rate: the share of matching requests that suffers, 0 to 1, drawn from the sandbox's seeded random.
        times: over after this many requests suffered; None: until removed.
    """

    faults: tuple[Fault, ...] = ()
    script: tuple[tuple[Fault, ...], ...] = ()
    api: str | None = None
    method: str | None = None
    path: str = "*"
    rate: float = field(default=1.0, validator=and_(ge(0), le(1)))
    times: int | None = field(default=None, validator=optional(gt(0)))

    def __attrs_post_init__(self) -> None:
        if bool(self.faults) == bool(self.script):
            raise ValueError("a rule has either faults or a script")
        if self.script and self.times is not None:
            raise ValueError("a script says itself how often: leave `times` out")

    def matches(self, api: str, method: str, path: str) -> bool:
        """Whether a request is one of those it is about."""
        # What starts with an underscore is the sandbox's own: only a rule that names it hits it.
        return (
            (self.api == api or (self.api is None and not api.startswith("_")))
            and (self.method is None or self.method.upper() == method)
            and (self.path == "*" or fnmatchcase(path, self.path))
        )

    @property
    def limit(self) -> int | None:
        """How many requests it lasts for."""
        return len(self.script) or self.times


@attrs.define
class Drawn:
    """What happens to one request; at most one fault of a kind, but delays add up."""

    latency: float = 0.0
    status: Status | None = None
    reset: Reset | None = None
    truncate: Truncate | None = None
    trickle: Trickle | None = None
    corrupt: Corrupt | None = None
    names: tuple[str, ...] = ()


NOTHING: Final = Drawn()


class Faults:
    """The rules of one server. Every method may be called from any thread while it serves.

    Args:
        seed: of the random that rates and distributions are drawn from.
    """

    def __init__(self, seed: int = 0) -> None:
        self._lock = threading.Lock()
        self._seed = seed
        self._random = Random(seed)
        self._rules: tuple[Rule, ...] = ()
        self._used: dict[Rule, int] = {}

    def add(
        self,
        *faults: Fault,
        script: Iterable[Fault | Sequence[Fault] | None] = (),
        api: str | None = None,
        method: str | None = None,
        path: str = "*",
        rate: float = 1.0,
        times: int | None = None,
    ) -> Rule:
        """Misbehave from now on; arguments as for `Rule`, where None in a script stands for a good reply.

        Where several rules match, all apply: delays add up, and of each other kind of fault the oldest rule's wins.
        """
        steps = tuple(_step(step) for step in script)
        rule = Rule(faults=faults, script=steps, api=api, method=method, path=path, rate=rate, times=times)
        with self._lock:
            self._rules += (rule,)
        return rule

    def replace(self, rules: Iterable[Rule]) -> None:
        """Forget all rules, take these, and draw from the seed anew."""
        with self._lock:
            self._rules = tuple(rules)
            self._used = {}
            self._random = Random(self._seed)

    def remove(self, rule: Rule) -> None:
        """Forget one rule; nothing happens if it is already over."""
        with self._lock:
            self._rules = tuple(each for each in self._rules if each is not rule)

    def clear(self) -> None:
        """Behave."""
        self.replace(())

    def rules(self) -> tuple[Rule, ...]:
        """The rules that are not over, oldest first."""
        with self._lock:
            return self._rules

    def draw(self, api: str, method: str, path: str) -> Drawn:
        """What happens to this request; counts it against the rules that hit."""
        if not self._rules:
            return NOTHING
        drawn = Drawn()
        with self._lock:
            for rule in self._rules:
                if rule.matches(api, method, path) and (rule.rate >= 1 or self._random.random() < rule.rate):
                    self._hit(rule, drawn)
        return drawn

    def _hit(self, rule: Rule, drawn: Drawn) -> None:
        used = self._used.get(rule, 0)
        for fault in rule.script[used] if rule.script else rule.faults:
            kind = type(fault).__name__.lower()
            if isinstance(fault, Latency):
                drawn.latency += fault.draw(self._random)
            elif getattr(drawn, kind) is None:
                setattr(drawn, kind, fault)
            else:
                continue
            drawn.names += (kind,)
        self._used[rule] = used + 1
        if used + 1 == rule.limit:
            self._rules = tuple(each for each in self._rules if each is not rule)


def _step(step: Fault | Sequence[Fault] | None) -> tuple[Fault, ...]:
    if step is None:
        return ()
    return tuple(step) if isinstance(step, Sequence) else (step,)


# --- rules as JSON, for the control endpoint ------------------------------------------------------------------------


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
    if not isinstance(data, dict):
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
    members = dict(data) if isinstance(data, dict) else {}
    kind = members.pop("kind", None)
    if kind not in KINDS:
        raise ConfigError(f"a fault has a `kind`, one of {', '.join(KINDS)}; got {data!r}")
    fault: Fault = _build(KINDS[kind], members)
    return fault


def _build(kind: type[Any], members: dict[str, Any], **ready: Any) -> Any:
    known = {attribute.name: attribute.type for attribute in attrs.fields(attrs.resolve_types(kind))}
    try:
        for name in members:
            if name not in known:
                raise ValueError(f"has no member `{name}`; there are {', '.join(known)}")
            members[name] = msgspec.convert(members[name], known[name])
        return kind(**members, **ready)
    except (ValueError, TypeError) as error:
        # attrs appends its own objects to the arguments of a validator's error; the first says it all.
        raise ConfigError(f"{kind.__name__.lower()}: {error.args[0]}") from error


def _list(value: Any, name: str) -> list[Any]:
    if not isinstance(value, list):
        raise ConfigError(f"`{name}` is a list, not {value!r}")
    return value


def _value(text: str) -> int | float | str:
    for number in (int, float):
        try:
            return number(text)
        except ValueError:
            pass
    return text
