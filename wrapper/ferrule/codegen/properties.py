"""A property type the generator lacks: a map, for an object that names no properties."""

from __future__ import annotations

from typing import Any, ClassVar

from attrs import define
from openapi_python_client import schema as oai
from openapi_python_client.parser.errors import PropertyError
from openapi_python_client.parser.properties.protocol import PropertyProtocol, Value
from openapi_python_client.strings import PythonCode, PythonIdentifier


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
