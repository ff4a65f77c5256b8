"""Whether models give back what they were made from, untouched: for the table of `nox -s corpus`.

Of each component of a description that became a model, values are sampled: as described, with a field that nobody
described, and with a value that disagrees. `to_dict(from_dict(value))` has to be the same JSON.
"""

from __future__ import annotations

import importlib
import json
import random
from typing import Any

import attrs
from synthesis import Synthesiser
from unions import readable

_SAMPLES = 3  # of each kind
_ODD = ("no such value", 12345678901234567890123, 0.1, True, None, [], {"unknown": 1})


@attrs.define
class Score:
    """What became of the samples."""

    same: int = 0
    other: list[str] = attrs.field(factory=list[str])

    @property
    def of(self) -> int:
        """How many there are."""
        return self.same + len(self.other)


def score(document: dict[str, Any], package: str) -> Score:
    """Sample, decode and encode again.

    Args:
        document: OpenAPI 3 description, in one file.
        package: generated from it, on the import path.
    """
    models = importlib.import_module(f"{package}.models")
    classes = {name.lower(): name for name in models._MODULES}
    made, found = readable(document), Score()
    for name, schema in made.get("components", {}).get("schemas", {}).items():
        plain = "".join(character for character in name if character.isalnum()).lower()
        model = getattr(models, classes[plain]) if plain in classes else None
        if not hasattr(model, "from_dict"):
            continue
        for number in range(_SAMPLES):
            try:
                value = Synthesiser(made, f"{name} {number}").value(schema)
            except (ValueError, KeyError, RecursionError):
                continue  # nothing is known that the schema allows
            if isinstance(value, dict):
                for sample in _kinds(value, random.Random(f"{name} {number}")):
                    _judge(model, sample, found)
    return found


def _kinds(value: dict[str, Any], rng: random.Random) -> list[dict[str, Any]]:
    """A value as described, with a field more, and with one that disagrees."""
    kinds = [value, {**value, "not described": {"deep": [1, 2.5, None]}}]
    if value:
        kinds.append({**value, rng.choice(sorted(value)): rng.choice(_ODD)})
    return kinds


def _judge(model: Any, value: dict[str, Any], found: Score) -> None:
    text = json.dumps(value)
    try:
        back = json.loads(json.dumps(model.from_dict(json.loads(text), []).to_dict()))
    except Exception as error:
        found.other.append(f"{model.__name__}: {error!r}: {text[:300]}")
        return
    if _is_same(value, back):
        found.same += 1
    else:
        found.other.append(f"{model.__name__}: {json.dumps(back)[:300]}, not {text[:300]}")


def _is_same(one: Any, other: Any) -> bool:
    """The same JSON: the order of an object's fields does not count; true and 1 are two things, 1 and 1.0 are not."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_is_same(value, other[key]) for key, value in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_is_same, one, other))
    return isinstance(one, bool) is isinstance(other, bool) and bool(one == other)
