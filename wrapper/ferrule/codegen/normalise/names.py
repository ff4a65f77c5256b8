"""Names that a person would give: what frameworks put around them is cut, where what is left is still unique.

Each is made of what it names alone, so that nothing else is renamed when something is added. Where two would be the
same, the one that has the name without cutting keeps it, then the first in the document.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from attrs import define, frozen

from .. import naming, reserved
from ..jsondata import JSONObject, array_at, as_object, text_at
from ..openapi import FACT, METHODS
from .operation import Declared

_SILENT: Final = re.compile(r"api|rest|v\d+(?:\.\d+)*(?:(?:alpha|beta)\d*)?|\{.*", re.IGNORECASE)
"""Segments of a path that say nothing of what it is about."""
_REVERSED_DOMAIN: Final = re.compile(r"(?:app|com|dev|io|net|org)\.[a-z0-9-]+\.(?:api\.)?(?=.)")
_ASSEMBLY: Final = re.compile(r"`\d+|^(?:\w+\.)+(?=\w+`\d)|,\s*[\w.]+,\s*Version=[^\]]*|(?<=[\[,])(?:\w+\.)+(?=\w)")
_GENERIC: Final = re.compile(r"[\w.]+(?:<.+>|\[.+\]|«.+»)")


@frozen
class Named:
    """What an operation is called."""

    group: str
    name: str
    clashes: str
    """The name that another operation has already; empty if this one has its own."""


@define
class OperationNames:
    """Names the operations of a document.

    Args:
        document: where its tags are.
        declared: all of its operations.
    """

    document: JSONObject
    declared: list[Declared]

    def run(self) -> list[Named]:
        """Group and name of each operation."""
        tags = [as_object(tag) for tag in array_at(self.document, "tags")]
        renamed = self._controllers()
        renamed |= {text_at(tag, "name"): name for tag in tags if (name := text_at(tag, f"{FACT}name"))}
        groups = [_group(one, renamed) for one in self.declared]
        ids = Counter(map(id_of, self.declared))
        shared = {one for one, times in ids.items() if times > 1}
        wanted = [_wanted(one, group, shared) for one, group in zip(self.declared, groups, strict=True)]
        plain = {(group, names[-1]) for group, names in zip(groups, wanted, strict=True)}
        taken: dict[str, set[str]] = {}
        found: list[Named] = []
        for group, names in zip(groups, wanted, strict=True):
            used = taken.setdefault(group, set())
            short = (name for name in names[:-1] if name not in used and (group, name) not in plain)
            first = next(short, names[-1])
            name = naming.attribute(first, used)
            used.add(name)
            found.append(Named(group, name, first if name != first else ""))
        return found

    def _controllers(self) -> dict[str, str]:
        """Springdoc's tags (`user-controller`) without what each ends with, where no other tag is called so."""
        tags = {str(tag) for one in self.declared for tag in array_at(one.raw, "tags")[:1]}
        groups = set(map(naming.attribute, tags))
        short = {tag: tag.removesuffix("-controller") for tag in tags if tag.endswith("-controller")}
        return {tag: name for tag, name in short.items() if naming.attribute(name) not in groups}


def id_of(declared: Declared) -> str:
    """The operationId, or what stands for it."""
    return text_at(declared.raw, "operationId") or f"{declared.method}_{declared.path}"


def class_start(named: Named) -> str:
    """What the classes of an operation begin with: its group too, unless its name says that already."""
    *first, last = named.group.strip("_").split("_")
    forms = [[*first, one] for one in (last, last.removesuffix("s"), f"{last}s")]
    words = named.name.split("_")
    said = any(words[start : start + len(form)] == form for form in forms for start in range(len(words)))
    return naming.pascal(named.name) if said else naming.pascal(named.group, named.name)


def component_names(schemas: JSONObject, operations: list[tuple[Declared, Named]]) -> dict[str, str]:
    """What the class of each entry of `components/schemas` shall be called.

    Args:
        schemas: the entries.
        operations: FastAPI names the bodies of forms after them.
    """
    bodies = {f"Body_{id_of(declared)}": naming.pascal(named.name, "Body") for declared, named in operations}
    plain = {key: naming.pascal(key) or key for key in schemas}
    found: dict[str, str] = {}
    used = set(plain.values())
    for key, raw in schemas.items():
        short = str(as_object(raw).get(f"{FACT}class") or bodies.get(key) or naming.pascal(_bare(key)) or plain[key])
        if short != plain[key] and short in used:
            short = plain[key]
        used.add(short)
        found[key] = short
    return found


def _bare(key: str) -> str:
    """The name of a schema without package, assembly and the brackets of generics: `Page<User>` is `Page User`."""
    key = _REVERSED_DOMAIN.sub("", _ASSEMBLY.sub("", key))
    return re.sub(r"[<>\[\]«»,]+", " ", key) if _GENERIC.fullmatch(key) else key


def _group(declared: Declared, renamed: dict[str, str]) -> str:
    """The group that the description or an overlay names, else the first tag, else what the path is about."""
    tags = [str(tag) for tag in array_at(declared.raw, "tags")]
    tag = tags[0] if tags else ""
    wanted = text_at(declared.raw, f"{FACT}group") or renamed.get(tag) or tag
    if not any(character.isalnum() for character in wanted):
        wanted = next(_segments(declared.path), "default")
    group = naming.attribute(wanted)
    return f"{group}_" if group in reserved.GROUPS or group.startswith("_") else group


def _segments(path: str) -> Iterator[str]:
    for segment in re.split(r"[/?#]", path):
        name = segment.partition(":")[0].partition(".")[0]
        if any(character.isalnum() for character in name) and not _SILENT.fullmatch(name):
            yield name


def _wanted(declared: Declared, group: str, shared: set[str]) -> list[str]:
    """Names for an operation, the shortest first; the last one has nothing cut.

    FastAPI gives all methods of a function the same operationId: of those that are `shared`, the method is a name, too.
    """
    if given := text_at(declared.raw, f"{FACT}name"):
        return [naming.attribute(given)]
    tag = next((str(tag) for tag in array_at(declared.raw, "tags")), group)
    plain = id_of(declared)
    short = _cut(text_at(declared.raw, "operationId"), declared)
    cut = [short] if short else []
    if plain in shared and short != plain:
        cut += [f"{short}_{declared.method}"]
    names = [naming.method_name(name, tag) for name in (*cut, plain)]
    return list(dict.fromkeys(map(naming.attribute, names)))


def _cut(operation_id: str, declared: Declared) -> str:
    """An operationId without what FastAPI, Springdoc, ASP.NET and NestJS add to the name of a function."""
    if not operation_id:
        return _spoken(declared)
    ends = (f"{re.sub(r'[^A-Za-z0-9_]', '_', path)}_{method}" for path in _tails(declared.path) for method in METHODS)
    for end in ends:
        if operation_id.endswith(end) and operation_id[: -len(end)].strip("_"):
            return operation_id[: -len(end)].strip("_")
    found = re.sub(r"^\w*?Controller_(?=[A-Za-z])", "", operation_id)
    found = re.sub(r"(?<=[a-z])_\d+$", "", found)
    return re.sub(r"(?<=[a-z])Async$", "", found)


def _tails(path: str) -> Iterator[str]:
    """A path, and what is left of it without the prefixes that applications are mounted under."""
    yield path
    while (found := re.match(r"/([^/{]+)(?=/)", path)) and _SILENT.fullmatch(found[1]):
        path = path[found.end() :]
        yield path


def _spoken(declared: Declared) -> str:
    """A name for an operation without an operationId: its method, what it is about beside its group, and by what."""
    about = [*_segments(declared.path)][1:]
    by = re.findall(r"\{[+]?(\w+)", declared.path)
    return " ".join([declared.method, *about, *(["by", *by] if by else [])])
