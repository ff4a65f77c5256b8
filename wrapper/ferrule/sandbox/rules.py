"""When the server misbehaves: rules that match requests and yield faults."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterable, Sequence
from fnmatch import fnmatchcase
from itertools import chain
from random import Random
from typing import Final, get_args

import attrs
from attrs import field, frozen
from attrs.validators import and_, ge, gt, le, optional

from ferrule.errors import ConfigError

from .faults import Corrupt, Fault, Latency, Reset, Status, Trickle, Truncate


@frozen(kw_only=True, eq=False)
class Rule:
    """Which requests suffer which faults. Give `faults` or `script`.

    Args:
        faults: all of them happen together to each request that matches.
        script: what happens to the first request that matches, to the second, …; an empty step is a good reply. The
            rule ends with its script.
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
        faults: Iterable[object] = chain(self.faults, *self.script)
        for fault in faults:
            if not isinstance(fault, Fault):
                names = ", ".join(kind.__name__ for kind in get_args(Fault))
                raise ConfigError(f"a fault is one of {names}, not {fault!r}")
        if bool(self.faults) == bool(self.script):
            raise ConfigError("a rule has either faults or a script")
        if self.script and self.times is not None:
            raise ConfigError("a script says itself how often: leave `times` out")
        if not self.path.startswith(("/", "*")):
            raise ConfigError(f"a rule for the path {self.path!r} never takes effect: paths begin with a slash")

    def matches(self, api: str, method: str, path: str) -> bool:
        """Whether a request is one of those it is about."""
        # Paths that start with an underscore are the sandbox's own: only a rule that names one hits it.
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
        apis: those a rule may name; any if omitted.
    """

    def __init__(self, seed: int = 0, apis: Collection[str] | None = None) -> None:
        self._apis = apis
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

        Raises:
            ConfigError: it is not a rule, or could never take effect: it names an API that is not served.
        """
        steps = tuple(_step(step) for step in script)
        rule = Rule(faults=faults, script=steps, api=api, method=method, path=path, rate=rate, times=times)
        self._check(rule)
        with self._lock:
            self._rules += (rule,)
        return rule

    def replace(self, rules: Iterable[Rule]) -> None:
        """Forget all rules, take these, and draw from the seed anew.

        Raises:
            ConfigError: as for `add`; the rules in force stay.
        """
        taken = tuple(rules)
        for rule in taken:
            self._check(rule)
        with self._lock:
            self._rules = taken
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

    def _check(self, rule: Rule) -> None:
        if self._apis is not None and rule.api is not None and rule.api not in self._apis:
            raise ConfigError(f"a rule for {rule.api!r} never takes effect: there are {', '.join(self._apis)}")

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
