"""What models have in common: Pydantic, and so FastAPI, take them as types."""

from __future__ import annotations

from typing import Any


class Model:
    """Base of models. Nothing of it is used, and Pydantic is not needed, until Pydantic meets a model."""

    __slots__ = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        from . import _pydantic

        return _pydantic.core_schema(cls)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> dict[str, Any]:
        from . import _pydantic

        return _pydantic.json_schema(cls)
