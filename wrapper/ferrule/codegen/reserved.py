"""Names that generated code uses itself, so that nothing of a description may have them."""

from __future__ import annotations

from typing import Final

IMPORTED: Final[dict[str, tuple[str, ...]]] = {
    "collections.abc": ("Mapping",),
    "typing": ("TYPE_CHECKING", "Any", "ClassVar", "Final", "Literal", "Never", "Self", "TypeAlias", "overload"),
    "uuid": ("UUID",),
    "attrs": ("define as _attrs_define", "field as _attrs_field", "frozen as _frozen"),
    ".": ("_body", "_encode", "_event", "_graphql", "_headers", "_parameters", "_response as _read", "_stream", "models as _models"),
    "._choice": ("Choice as _Choice", "Shape as _Shape", "Tag as _Tag"),
    "._decode": ("Incomplete as _Incomplete", "date_time", "day", "known", "member", "mismatch", "mixed", "one_of", "uuid", "whole"),
    "._encode": ("encode", "encode_date"),
    "._model": ("Model as _Model",),
    ".client": ("AuthenticatedClient", "Client"),
    ".types": ("READ_ONLY", "UNSET", "WRITE_ONLY", "File", "Mismatch", "Received", "Response", "Unset"),
}  # fmt: skip
"""What generated modules import, by module; a leading dot is the root of the generated package."""

CLASSES: Final = frozenset(
    name for names in IMPORTED.values() for name in names if name[0].isupper() and " as " not in name
) | {
    "IntEnum", "ResponseHeaders", "StrEnum",
}  # fmt: skip
FIELDS: Final = frozenset({"additional_properties", "from_dict", "to_dict", "to_fields"})
"""Attributes of models."""
GROUPS: Final = frozenset({
    "aclose", "breaker", "cache", "call", "close", "describe", "description", "generated", "operation",
    "quotas", "reconfigure", "stats", "with_options",
})  # fmt: skip
"""Attributes of clients, which groups of operations are among."""
FILES: Final = frozenset(
    {"aux", "con", "nul", "prn", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}
)
"""Names that Windows gives to devices, whatever comes after a dot."""
