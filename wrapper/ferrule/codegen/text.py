"""JSON and YAML text as JSON data, within limits: the text may be hostile."""

from __future__ import annotations

import json
import re
from collections.abc import Hashable, Iterable
from typing import TYPE_CHECKING, Any, Final

import yaml

from .errors import CodegenError
from .jsondata import JSONObject, is_array, is_object

if TYPE_CHECKING:
    from yaml import SafeLoader
else:
    SafeLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C parser where it was built

MAX_NESTING: Final = 5_000
MAX_VALUES: Final = 5_000_000
_BRACKETS = re.compile(rb"[\[\]{}]")
_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")
_INDICATORS = re.compile(rb"(?:[-?] ){100,}")


class _Duplicate(ValueError):
    """A key occurs twice in one mapping."""


class _Refused(Exception):
    """The text is made to exhaust its reader."""


def parse(data: bytes, name: str) -> JSONObject:
    """JSON or YAML text as a JSON object; see `parse_part`, which raises the same errors, and if it is no object."""
    document = parse_part(data, name)
    if not is_object(document):
        raise CodegenError(name, "the document is not an object", "An OpenAPI document starts with `openapi:`.")
    return document


def parse_part(data: bytes, name: str) -> Any:
    """JSON or YAML text as JSON data.

    YAML is read by the core schema of YAML 1.2, as OpenAPI wants: `on`, `no` and dates are text, and so are all keys.

    Args:
        data: the text, in UTF-8.
        name: of its file, for errors. A file that ends with `.yaml` or `.yml` is YAML; of others the first character
            tells.

    Raises:
        CodegenError: it is neither, or is beyond the limits.
    """
    document: Any
    data = data.removeprefix(b"\xef\xbb\xbf")  # a byte order mark
    if data.lstrip().startswith(b"<"):
        what = "XML" if data.lstrip().startswith(b"<?xml") else "HTML, perhaps a login page"
        raise CodegenError(name, f"this is {what}, and no OpenAPI document", "Give the address of the document itself.")
    try:
        if data.lstrip()[:1] in (b"{", b"[") and not name.endswith((".yaml", ".yml")):
            document = json.loads(data, object_pairs_hook=_pairs)
        else:
            _check_nesting(data)
            document = yaml.load(data, Loader=_Loader)  # noqa: S506 - a safe loader
            _check_size(document)
    except _Refused as error:
        raise CodegenError(name, str(error), "No API description needs that.") from error
    except RecursionError as error:
        raise CodegenError(name, "it is nested too deep", "No API description needs that.") from error
    except (yaml.YAMLError, ValueError) as error:
        raise CodegenError(name, *_explained(error, data)) from error
    if _SURROGATE.search(data) and not _is_unicode(document):
        raise CodegenError(name, "it has half a surrogate pair, which is no text", "Correct the escape \\ud….")
    return document


def _explained(error: Exception, data: bytes) -> tuple[str, str]:
    """What is wrong with the syntax, where, and what to do about it."""
    mark = getattr(error, "problem_mark", None)
    if isinstance(error, json.JSONDecodeError):
        line, column, what = error.lineno, error.colno, error.msg
    elif isinstance(error, yaml.MarkedYAMLError) and mark is not None:
        line, column = mark.line + 1, mark.column + 1
        what = " ".join(part for part in (error.problem, error.context) if part)
    else:
        return one_line(error), "Correct the document's syntax."
    lines = data.decode("utf-8", "replace").splitlines()
    text = lines[line - 1] if line <= len(lines) else ""
    return f"line {line}, column {column}: {one_line(what)}", _hint(text, column, is_json=mark is None)


def _hint(line: str, column: int, *, is_json: bool) -> str:
    """What to do about a line that cannot be read."""
    rest = line[column - 1 :].lstrip()
    if not is_json:
        if "\t" in line[: len(line) - len(line.lstrip())] or rest.startswith("\t"):
            return "Indent with spaces: YAML takes no tabs there (YAML 1.2, section 6.1)."
        return "Correct the document's syntax."
    if rest.startswith(("//", "/*", "#")):
        return "Remove the comment: JSON has none. Or name the file `.yaml` and begin comments with `#`."
    if rest.startswith("'"):
        return "Put double quotes around it: JSON has no others."
    if rest[:1] in ("}", "]", ","):
        return "Remove the comma before it: JSON has none at the end."
    return "Correct the document's syntax."


def _check_nesting(data: bytes) -> None:
    """Refuse text that could exhaust the C stack of the YAML parser, which has no limit of its own."""
    depth = deepest = 0
    for found in _BRACKETS.finditer(data):
        depth += 1 if found[0] in b"[{" else -1
        deepest = max(deepest, depth)
    if max([deepest, *(len(found[0]) // 2 for found in _INDICATORS.finditer(data))]) > MAX_NESTING:
        raise _Refused(f"it is nested more than {MAX_NESTING} levels deep")


def _check_size(document: object) -> None:
    """Refuse aliases that multiply: a few lines of YAML can stand for billions of values, all to be visited."""
    sizes: dict[int, int] = {}

    def size(value: object) -> int:
        if type(value) not in (dict, list):
            return 1
        if id(value) not in sizes:
            sizes[id(value)] = 1 + sum(map(size, _inside(value)))
        return sizes[id(value)]

    if size(document) > MAX_VALUES:
        raise _Refused(f"its aliases stand for more than {MAX_VALUES:,} values")


def _inside(value: object) -> Iterable[object]:
    return value.values() if is_object(value) else value if is_array(value) else ()


def _is_unicode(document: object) -> bool:
    try:
        json.dumps(document, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def one_line(message: object) -> str:
    """A message on one line."""
    return " ".join(str(message).split())


def _pairs(pairs: list[tuple[str, Any]]) -> JSONObject:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise _Duplicate(f"key {key!r} occurs twice in one object")
            seen.add(key)
    return found


def _resolvers(*rules: tuple[str, str, str]) -> dict[str, list[tuple[str, re.Pattern[str]]]]:
    """How YAML tells what a plain scalar is: by its first character, tags with the pattern of all of it."""
    found: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
    for tag, pattern, first in rules:
        for character in [*first] or [""]:
            found.setdefault(character, []).append((f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$")))
    return found


class _Loader(SafeLoader):
    """YAML 1.2 core schema and merge keys; text keys, no duplicate keys."""

    yaml_implicit_resolvers = _resolvers(
        ("null", "~|null|Null|NULL|", "~nN"),
        ("null", "", ""),
        ("bool", "true|True|TRUE|false|False|FALSE", "tTfF"),
        ("int", "[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
        (
            "float",
            r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)",
            "-+0123456789.",
        ),
        ("merge", "<<", "<"),
    )

    def __init__(self, stream: bytes) -> None:
        super().__init__(stream)
        self._flattened: set[int] = set()

    if TYPE_CHECKING:  # the library's stubs leave it without types

        def construct_object(self, node: yaml.Node, deep: bool = False) -> Any: ...

    def flatten_mapping(self, node: yaml.MappingNode) -> None:
        # Once for each node: afterwards it also has the merged keys, which its own keys override.
        if id(node) in self._flattened:
            return
        self._flattened.add(id(node))
        seen: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.constructor.ConstructorError(None, None, "a key must be text", key.start_mark)
            if key.value in seen:
                problem = f"key {key.value!r} occurs twice in one object"
                raise yaml.constructor.ConstructorError(None, None, problem, key.start_mark)
            seen.add(key.value)
        super().flatten_mapping(node)
        # Merged anew at each level, the same few keys would be a billion after ten.
        node.value = list({key.value: (key, value) for key, value in node.value}.values())

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        self.flatten_mapping(node)
        return {key.value: self.construct_object(value, deep=deep) for key, value in node.value}

    def construct_whole_mapping(self, node: yaml.MappingNode) -> dict[Hashable, Any]:
        return self.construct_mapping(node, deep=True)

    def construct_integer(self, node: yaml.ScalarNode) -> int:
        text: str = node.value
        return int(text, 0) if text[:2] in ("0x", "0o") else int(text)


_Loader.add_constructor("tag:yaml.org,2002:map", _Loader.construct_whole_mapping)
_Loader.add_constructor("tag:yaml.org,2002:int", _Loader.construct_integer)
