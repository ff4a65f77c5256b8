"""The generator's property types in one place, and one that it lacks: a map."""

from __future__ import annotations

from typing import Any, ClassVar

from attrs import define
from openapi_python_client import schema as oai
from openapi_python_client.parser.errors import PropertyError
from openapi_python_client.parser.properties import AnyProperty, EnumProperty, ModelProperty
from openapi_python_client.parser.properties.boolean import BooleanProperty
from openapi_python_client.parser.properties.const import ConstProperty
from openapi_python_client.parser.properties.date import DateProperty
from openapi_python_client.parser.properties.datetime import DateTimeProperty
from openapi_python_client.parser.properties.file import FileProperty
from openapi_python_client.parser.properties.float import FloatProperty
from openapi_python_client.parser.properties.int import IntProperty
from openapi_python_client.parser.properties.list_property import ListProperty
from openapi_python_client.parser.properties.none import NoneProperty
from openapi_python_client.parser.properties.protocol import PropertyProtocol, Value
from openapi_python_client.parser.properties.string import StringProperty
from openapi_python_client.parser.properties.union import UnionProperty
from openapi_python_client.parser.properties.uuid import UuidProperty
from openapi_python_client.strings import PythonCode, PythonIdentifier

__all__ = [
    "AnyProperty", "BooleanProperty", "ConstProperty", "DateProperty", "DateTimeProperty", "EnumProperty",
    "FileProperty", "FloatProperty", "IntProperty", "ListProperty", "MapProperty", "ModelProperty", "NoneProperty",
    "PropertyProtocol", "StringProperty", "UnionProperty", "UuidProperty", "plain",
]  # fmt: skip


@define
class MapProperty(PropertyProtocol):
    """`dict[str, T]`. The generator would write a class without attributes for each of them."""

    name: oai.UntrustedString
    required: bool
    default: Value | None
    python_name: PythonIdentifier
    description: oai.UntrustedString | None
    example: oai.UntrustedString | None
    inner_property: PropertyProtocol | None
    """None if the values may be anything."""

    json_is_dict: ClassVar[bool] = True

    def convert_value(self, value: Any) -> Value | PropertyError | None:
        """Defaults of maps are not carried over."""
        return None

    def get_base_type_string(self) -> PythonCode:
        """The type, which also tells members of a union apart."""
        inner = "Any" if self.inner_property is None else self.inner_property.get_type_string().as_unembedded_code()
        return PythonCode(f"dict[str, {inner}]")

    def get_lazy_imports(self, *, prefix: str) -> set[str]:
        """Imports of the values' type."""
        return self.inner_property.get_lazy_imports(prefix=prefix) if self.inner_property else set()


def plain(text: oai.UntrustedString | str | None) -> str:
    """Text of the document, which the generator wraps so that it does not get into source by accident."""
    if isinstance(text, oai.UntrustedString):
        found: str = text.get_untrusted_value()
        return found
    return text or ""
