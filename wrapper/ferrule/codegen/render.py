"""Write a package: templates over the parsed document, in as many processes as there are cores."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from functools import cache, partial
from itertools import chain
from pathlib import Path
from typing import Any

from attrs import define, field
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from openapi_python_client.parser import GeneratorData
from openapi_python_client.parser.openapi import Endpoint

from .emit.endpoints import endpoint_source
from .emit.events import MODULE as EVENTS
from .emit.events import events_source
from .emit.models import enum_source, model_source
from .emit.tags import Unions
from .emit.unions import chosen_between
from .emit.written import Written
from .facade import Facade
from .normalise import Normalised
from .parallel import in_parallel
from .parser import endpoints, key_of, payloads, responses_of
from .properties import EnumProperty, ModelProperty, PropertyProtocol, plain

_HERE = Path(__file__).parent
_TEMPLATES = _HERE / "templates"
_SUPPORT = _HERE / "support"


@cache
def _environment() -> Environment:
    """One for all packages: to compile the templates takes as long as to write a small package."""
    return Environment(  # noqa: S701 - it writes Python, where text goes through emit.source
        loader=FileSystemLoader(_TEMPLATES),
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


@define
class Renderer:
    """Writes one package.

    Args:
        data: what the generator parsed.
        normalised: the document, and what the generator has no place for.
        facade: what the facade prints.
        package: folder to write to; made, must not exist.
    """

    data: GeneratorData
    normalised: Normalised
    facade: Facade
    package: Path
    unions: Unions = field(init=False)

    def __attrs_post_init__(self) -> None:
        models = {str(model.class_info.name): model for model in self.data.models}
        self.unions = Unions(models, self.normalised.fields, self.normalised.discriminators)

    def run(self) -> list[Written]:
        """Write all modules, unformatted; returns what of the document they carry."""
        self.package.mkdir(parents=True)
        self._support()
        self._groups()
        self._models_package()
        modules = ["api", "errors", "models", "types", *(["webhooks"] if self.normalised.events else [])]
        self._write("package_init", "__init__.py", facade=self.facade, modules=modules)
        self._write("facade", "_facade.py", facade=self.facade)
        self._write("facade", "_facade.pyi", facade=self.facade)
        written = self._webhooks() if self.normalised.events else []
        return [*written, *chain.from_iterable(in_parallel(list(self._modules())))]

    def _support(self) -> None:
        """The modules that all others use, without those that this package does not need."""
        unused = {
            "__init__.py",
            *(() if self.normalised.events else ("_event.py",)),
            *(() if any(one.document for one in self.normalised.operations.values()) else ("_graphql.py",)),
            *(() if any(one.stream for one in self.normalised.operations.values()) else ("_stream.py",)),
            *(() if any(one.headers for one in self.normalised.operations.values()) else ("_headers.py",)),
        }
        for path in sorted(_SUPPORT.glob("*.py")):
            if path.name not in unused:
                shutil.copyfile(path, self.package / path.name)
        (self.package / "py.typed").touch()

    def _groups(self) -> None:
        """A package for each group of operations."""
        root = self.package / "api"
        root.mkdir()
        _write(root / "__init__.py", '"""Endpoints, one module each, in a package for each group."""\n')
        for group in dict.fromkeys(group for group, _ in self.normalised.operations):
            (root / group).mkdir()
            _write(root / group / "__init__.py", f'"""Endpoints of {group}."""\n')

    def _models_package(self) -> None:
        (self.package / "models").mkdir()
        classes = sorted(
            (str(one.class_info.module_name), str(one.class_info.name)) for one in [*self.data.models, *self.data.enums]
        )
        shared = self.normalised.shared
        self._write("models_init", "models/__init__.py", classes=classes, shared=shared)
        self._write("models_init", "models/__init__.pyi", classes=classes, shared=shared)
        if shared:
            self._write("models_shared", "models/_shared.py", shared=shared)

    def _webhooks(self) -> list[Written]:
        source = events_source(self.data, self.normalised, self.unions, self.facade.name)
        self._write("webhooks", EVENTS, source=source, title=self.facade.webhooks_docstring)
        return source.written

    def _modules(self) -> Iterator[Callable[[], list[Written]]]:
        """A task for each model, enum and endpoint."""
        for template in ("model", "enum", "endpoint_module"):
            _environment().get_template(f"{template}.py.jinja")  # once, and not once a process
        in_union = set(self._union_members())
        in_multipart = set(self._multipart_bodies())
        for model in self.data.models:
            yield partial(self._model, model, in_union, in_multipart)
        for enum in self.data.enums:
            if isinstance(enum, EnumProperty):
                yield partial(self._enum, enum)
        for endpoint in endpoints(self.data):
            yield partial(self._endpoint, endpoint)

    def _union_members(self) -> Iterator[str]:
        """Models that a union may have to choose between."""
        roots: list[PropertyProtocol] = [*payloads(self.data).values()]
        for model in self.data.models:
            roots += [*(model.required_properties or []), *(model.optional_properties or [])]
            roots += [model.additional_properties] if model.additional_properties else []
        for endpoint in endpoints(self.data):
            roots += [prop for response in responses_of(endpoint) for prop in response.contents.values()]
        for prop in roots:
            yield from chosen_between(prop)

    def _multipart_bodies(self) -> Iterator[str]:
        """Models that are sent as parts."""
        for endpoint in endpoints(self.data):
            kinds = {body.media_type: body.kind for body in self.normalised.operations[key_of(endpoint)].bodies}
            for body in endpoint.bodies:
                if isinstance(body.prop, ModelProperty) and kinds[plain(body.content_type)] in ("multipart", "related"):
                    yield str(body.prop.class_info.name)

    def _model(self, model: ModelProperty, in_union: set[str], in_multipart: set[str]) -> list[Written]:
        source = model_source(model, self.unions, in_union, in_multipart)
        return self._class("model", model, source)

    def _enum(self, enum: EnumProperty) -> list[Written]:
        return self._class("enum", enum, enum_source(enum))

    def _class(self, template: str, prop: ModelProperty | EnumProperty, source: object) -> list[Written]:
        module = f"models/{prop.class_info.module_name}.py"
        self._write(template, module, source=source)
        return [Written("class", (str(prop.class_info.name),), module)]

    def _endpoint(self, endpoint: Endpoint) -> list[Written]:
        operations = self.normalised.operations
        source = endpoint_source(endpoint, operations[key_of(endpoint)], operations.values(), self.unions)
        self._write("endpoint_module", source.module, source=source)
        return source.written

    def _write(self, template: str, module: str, **context: Any) -> None:
        path = self.package / module
        _write(path, _environment().get_template(f"{template}{path.suffix}.jinja").render(**context))


def _write(path: Path, text: str) -> None:
    path.write_bytes(text.encode())
