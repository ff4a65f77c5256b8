"""Bring a description that is spread over several files into one document."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from attrs import define, field

from .errors import CodegenError
from .jsondata import JSONObject, as_object, is_array, is_object, object_at
from .openapi import METHODS
from .pointers import anchors, escape, look_up, places, unescape

Load = Callable[[str], Any]

# Which kind of part each key has; `*` is a map from names to parts, `[]` an array of them, and `plain` what OpenAPI
# gives no references to. Anything else is data and is not looked into.
_SCHEMA_MAPS = ("properties", "patternProperties", "$defs", "definitions", "dependentSchemas")
_SCHEMAS = (
    "not", "if", "then", "else", "items", "contains", "propertyNames", "additionalProperties", "unevaluatedItems",
    "unevaluatedProperties", "contentSchema",
)  # fmt: skip
_SCHEMA_LISTS = ("allOf", "anyOf", "oneOf", "prefixItems")
_SECTIONS = (
    "schemas", "responses", "parameters", "examples", "requestBodies", "headers", "securitySchemes", "links",
    "callbacks", "pathItems", "mediaTypes",
)  # fmt: skip
_INLINED = ("securitySchemes",)  # who reads them follows no reference
_PARAMETER = {"schema": "schemas", "content": "*mediaTypes", "examples": "*examples"}
_PLAIN = ("info", "servers", "security", "tags", "externalDocs")
_CHILDREN: dict[str, dict[str, str]] = {
    "document": {
        "paths": "*pathItems", "webhooks": "*pathItems", "x-webhooks": "*pathItems", "components": "components",
        **dict.fromkeys(_PLAIN, "plain"),
    },
    "components": {section: f"*{section}" for section in _SECTIONS},
    "pathItems": {
        **dict.fromkeys(METHODS, "operation"), "parameters": "[]parameters", "additionalOperations": "*operation",
        "servers": "plain",
    },
    "operation": {
        "parameters": "[]parameters", "requestBody": "requestBodies", "responses": "*responses",
        "callbacks": "*callbacks", **dict.fromkeys(_PLAIN, "plain"),
    },
    "callbacks": {},
    "parameters": _PARAMETER,
    "headers": _PARAMETER,
    "requestBodies": {"content": "*mediaTypes"},
    "responses": {"content": "*mediaTypes", "headers": "*headers", "links": "*links"},
    "mediaTypes": {
        "schema": "schemas", "itemSchema": "schemas", "examples": "*examples", "encoding": "*encoding"
    },
    "encoding": {"headers": "*headers"},
    "schemas": {
        **dict.fromkeys(_SCHEMA_MAPS, "*schemas"), **dict.fromkeys(_SCHEMAS, "schemas"),
        **dict.fromkeys(_SCHEMA_LISTS, "[]schemas"), "enum": "[]data", "required": "[]data",
    },
}  # fmt: skip
_MOST_INLINED = 1_000_000
"""Parts that references may be replaced by: a few that refer to each other can stand for billions."""


def bundle(document: JSONObject, source: str, load: Load, *, remote: bool = False) -> JSONObject:
    """The document, with what it refers to in other files as components of its own.

    Args:
        document: as it was read from `source`.
        source: path, URL or `npm:` source of it; references are relative to it.
        load: reads another file.
        remote: whether references to URLs are followed. Off by default: a description could name any host.

    Raises:
        CodegenError: a reference to nothing, to a file outside the description's folder, or to a URL without `remote`.
    """
    return _Bundler(document, source, load, remote).run()


@define
class _Bundler:
    document: JSONObject
    source: str
    load: Load
    remote: bool
    _files: dict[str, Any] = field(factory=dict[str, Any])
    _placed: dict[tuple[str, str, str], str] = field(factory=dict[tuple[str, str, str], str])
    """Reference within the bundle by file, pointer and section."""
    _added: dict[str, JSONObject] = field(factory=dict[str, JSONObject])
    """New components by section and name."""
    _named: dict[str, set[str]] = field(factory=dict[str, set[str]])
    """Names of the document's components by section."""
    _adopted: dict[int, tuple[str, str]] = field(factory=dict[int, tuple[str, str]])
    """By the identity of a component that is a reference to another file, what it refers to."""
    _inlining: list[tuple[str, str]] = field(factory=list[tuple[str, str]])
    _inlined_parts: int = 0

    def run(self) -> JSONObject:
        self._files[self.source] = self.document
        self._adopt()
        found: JSONObject = self._walk(self.document, self.source, "document")
        if self._added:
            components = dict(object_at(found, "components"))
            for section, entries in self._added.items():
                components[section] = {**object_at(components, section), **entries}
            found["components"] = components
        return found

    def _adopt(self) -> None:
        """Let what the document's components are in other files keep the names that they have there."""
        components, file, at = self._resolved(self.document.get("components"), (self.source, "/components"))
        for section in _SECTIONS:
            place = (file, f"{at}/{section}")
            entries, file_of, within = self._resolved(components.get(section), place)
            for name, entry in entries.items():
                own = f"#/components/{section}/{escape(name)}"
                self._named.setdefault(section, set()).add(name)
                self._placed.setdefault((file_of, f"{within}/{escape(name)}", section), own)
                if is_object(entry) and entry.keys() == {"$ref"} and isinstance(entry["$ref"], str):
                    target = self._target(entry["$ref"], file_of)
                    if target[0] != self.source and (*target, section) not in self._placed:
                        self._placed[*target, section] = own
                        self._adopted[id(entry)] = target

    def _resolved(self, value: Any, place: tuple[str, str]) -> tuple[JSONObject, str, str]:
        """An object, the file that it is in, and its pointer there."""
        seen = {place}
        while is_object(value) and isinstance(ref := value.get("$ref"), str):
            place = self._target(ref, place[0])
            if place in seen:
                raise CodegenError(f"{place[0]}: #{place[1]}", "a $ref points to itself", "Break the circle.")
            seen.add(place)
            value = self._get(place)
        return as_object(value), *place

    def _walk(self, value: Any, file: str, kind: str) -> Any:
        if kind == "data" or (is_array(value) and kind == "[]data"):
            return value
        if is_array(value):
            inner = kind.removeprefix("[]")
            return [self._walk(item, file, inner) for item in value]
        if not is_object(value):
            return value
        if self._inlining:
            self._count(file)
        ref = value.get("$ref")
        if isinstance(ref, str):
            return self._followed(value, ref, file, kind)
        if ref is not None and kind in _CHILDREN:
            raise self._refused(value, file, "a $ref must be text")
        if kind.startswith("*") or kind == "callbacks":
            inner = "pathItems" if kind == "callbacks" else kind[1:]
            return {name: self._walk(item, file, inner) for name, item in value.items()}
        if kind == "plain":
            return {name: self._walk(item, file, kind) for name, item in value.items()}
        children = _CHILDREN.get(kind, {})
        found = {
            name: self._walk(item, file, children[name]) if name in children else item for name, item in value.items()
        }
        if kind == "schemas" and is_object(discriminator := value.get("discriminator")):
            found["discriminator"] = self._discriminator(discriminator, file)
        return found

    def _followed(self, value: JSONObject, ref: str, file: str, kind: str) -> Any:
        """What stands for a reference: one within the bundle where OpenAPI allows it, else what it leads to."""
        if (adopted := self._adopted.get(id(value))) is not None:
            return self._walk(self._get(adopted), adopted[0], kind)
        target = self._target(ref, file)
        siblings = {key: item for key, item in value.items() if key != "$ref"}
        kept = kind in _SECTIONS and kind not in _INLINED and (kind != "pathItems" or target[0] == self.source)
        if kept:
            return {"$ref": self._place(target, kind), **siblings}
        found = self._inlined(target, kind)
        if not siblings:
            return found
        if not is_object(found):
            raise self._refused(value, file, f"$ref {ref} leads to no object, but has members beside it")
        return {**found, **as_object(self._walk(siblings, file, kind))}

    def _count(self, file: str) -> None:
        self._inlined_parts += 1
        if self._inlined_parts > _MOST_INLINED:
            reason = f"its references stand for more than {_MOST_INLINED} parts, where OpenAPI allows none"
            raise CodegenError(file, reason, "Put them under components, or write them where they are used.")

    def _refused(self, value: JSONObject, file: str, reason: str) -> CodegenError:
        place = next((place for place, found in places(self._files[file]) if found is value), "#")
        return CodegenError(f"{file}: {place}", reason, "Correct it.")

    def _discriminator(self, raw: JSONObject, file: str) -> JSONObject:
        mapping = raw.get("mapping")
        if not is_object(mapping):
            return raw
        placed: JSONObject = {
            # A bare name means a component of the document, not a file.
            value: self._place(self._target(ref, file), "schemas") if isinstance(ref, str) and {*"#."} & {*ref} else ref
            for value, ref in mapping.items()
        }
        return {**raw, "mapping": placed}

    def _target(self, ref: str, file: str) -> tuple[str, str]:
        """File and pointer of a reference in `file`."""
        path, _, fragment = ref.partition("#")
        found = self._join(file, unquote(path)) if path and not self._is_itself(path, file) else file
        if fragment and not fragment.startswith("/"):
            fragment = anchors(self._file(found)).get(fragment, fragment)
        return found, fragment.rstrip("/")

    def _is_itself(self, path: str, file: str) -> bool:
        """Whether `path` is the URI that the document `file` gives itself (`$self`, OpenAPI 3.2)."""
        own = as_object(self._files[file]).get("$self")
        return isinstance(own, str) and urljoin(own, path) == urldefrag(own).url

    def _join(self, file: str, path: str) -> str:
        if "://" in path or "://" in file:
            url = urljoin(file, path)
            if not self.remote:
                raise CodegenError(
                    file, f"$ref {path} is a URL, which is not followed by default", "Allow it: --remote."
                )
            return url
        if file.startswith("npm:"):
            package, _, inner = file.rpartition(":")
            return f"{package}:{_within(PurePosixPath(inner).parent, path, file)}"
        folder = Path(self.source).parent
        found = folder / _within(PurePosixPath(Path(file).relative_to(folder).parent), path, file)
        if not found.resolve().is_relative_to(folder.resolve()):
            raise CodegenError(
                file, f"$ref {path} leaves the folder of the description through a link", "Put the file itself there."
            )
        return str(found)

    def _file(self, file: str) -> Any:
        if file not in self._files:
            self._files[file] = self.load(file)
        return self._files[file]

    def _get(self, target: tuple[str, str]) -> Any:
        file, fragment = target
        try:
            return look_up(self._file(file), fragment)
        except LookupError:
            raise CodegenError(f"{file}: #{fragment}", "a $ref points here, to nothing", "Correct it.") from None

    def _inlined(self, target: tuple[str, str], kind: str) -> Any:
        if target in self._inlining:
            raise CodegenError(f"{target[0]}: #{target[1]}", "a $ref points to itself", "Break the circle.")
        self._inlining.append(target)
        found = self._walk(self._get(target), target[0], kind)
        self._inlining.pop()
        if kind == "operation" and not is_object(found):
            raise CodegenError(f"{target[0]}: #{target[1]}", "an operation must be an object", "Correct it.")
        return found

    def _place(self, target: tuple[str, str], kind: str) -> str:
        """The reference within the bundle to `target`, which becomes a component if it is in another file."""
        file, fragment = target
        if file == self.source:
            return f"#{fragment}"
        section = kind if kind in _SECTIONS else "schemas"
        key = (file, fragment, section)
        if key not in self._placed:
            value = self._get(target)
            name = self._name(file, fragment, section)
            self._placed[key] = f"#/components/{section}/{escape(name)}"
            self._added.setdefault(section, {})[name] = {}  # the name is taken before the parts within ask for names
            self._added[section][name] = self._walk(value, file, section)
        return self._placed[key]

    def _name(self, file: str, fragment: str, section: str) -> str:
        last = unescape(fragment.rpartition("/")[2])
        wanted = last or PurePosixPath(urlsplit(file).path).name.partition(".")[0]
        taken = self._named.get(section, set()) | self._added.get(section, {}).keys()
        name, number = wanted, 2
        while name in taken:
            name, number = f"{wanted}{number}", number + 1
        return name


def _within(folder: PurePosixPath, path: str, file: str) -> PurePosixPath:
    """`path` from `folder`. It may not lead out of the description's own folder."""
    parts: list[str] = []
    if "\\" in path:
        raise CodegenError(file, f"$ref {path} has a backslash, which no URI has", "Separate folders with slashes.")
    for part in (folder / path).parts:
        if part == ".." and parts:
            parts.pop()
        elif part == ".." or part.startswith("/"):
            raise CodegenError(
                file, f"$ref {path} leaves the folder of the description", "Put the files into one folder."
            )
        elif part != ".":
            parts.append(part)
    return PurePosixPath(*parts)
