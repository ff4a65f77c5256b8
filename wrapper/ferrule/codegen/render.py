"""Write a package: templates over the parsed document, in as many processes as there are cores."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from attrs import define, frozen
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from openapi_python_client import Project
from openapi_python_client.config import Config
from openapi_python_client.parser import GeneratorData
from openapi_python_client.parser.openapi import Endpoint
from openapi_python_client.parser.properties import ModelProperty

from .emit.endpoints import endpoint_source
from .emit.events import events_source
from .emit.models import enum_source, model_source
from .emit.responses import either
from .emit.unions import chosen_between
from .facade import Facade
from .normalise import Normalised
from .parallel import in_parallel
from .parser import endpoints, payloads

_HERE = Path(__file__).parent
_TEMPLATES = _HERE / "templates"
_SUPPORT = _HERE / "support"
_ENCODERS = ("_body", "_encode", "_parameters")  # modules of it that write requests


@define
class Renderer:
    """Writes one package.

    Args:
        data: what the generator parsed.
        config: its configuration.
        normalised: the document, and what the generator has no place for.
        facade: what the facade prints.
        package: folder to write to; made, must not exist.
    """

    data: GeneratorData
    config: Config
    normalised: Normalised
    facade: Facade
    package: Path

    def run(self) -> None:
        """Write all modules, unformatted."""
        self.package.mkdir(parents=True)
        (self.package / "models").mkdir()
        unused = {
            "__init__.py",
            *(() if self.normalised.events else ("_event.py",)),
            *(() if any(one.headers for one in self.normalised.operations.values()) else ("_headers.py",)),
        }
        for path in sorted(_SUPPORT.glob("*.py")):
            if path.name not in unused:
                shutil.copyfile(path, self.package / path.name)
        (self.package / "py.typed").touch()
        (self.package / "api").mkdir()
        _write(self.package / "api" / "__init__.py", '"""Endpoints, one module each, in a package for each group."""\n')
        for group in dict.fromkeys(group for group, _ in self.normalised.operations):
            (self.package / "api" / group).mkdir()
            _write(self.package / "api" / group / "__init__.py", f'"""Endpoints of {group}."""\n')
        environment = self._environment()
        classes = sorted(
            (str(one.class_info.module_name), str(one.class_info.name)) for one in [*self.data.models, *self.data.enums]
        )
        for name in ("__init__.py", "__init__.pyi"):
            path = self.package / "models" / name
            self._render(environment, "models_init", path, classes=classes, shared=self.normalised.shared)
        if self.normalised.shared:
            path = self.package / "models" / "_shared.py"
            self._render(environment, "models_shared", path, shared=self.normalised.shared)
        self._render(environment, "package_init", self.package / "__init__.py", facade=self.facade)
        self._render(environment, "facade", self.package / "_facade.py", facade=self.facade)
        self._render(environment, "facade", self.package / "_facade.pyi", facade=self.facade)
        if self.normalised.events:
            self._webhooks(environment)
        in_parallel(self._modules(environment))

    def _environment(self) -> Environment:
        """The generator's own template environment, with our templates only."""
        project = Project(openapi=self.data, config=self.config, custom_template_path=_TEMPLATES)
        project.env.loader = FileSystemLoader(_TEMPLATES)
        project.env.undefined = StrictUndefined
        return project.env

    def _modules(self, environment: Environment) -> list[Callable[[], None]]:
        """A task for each endpoint, model and enum."""
        in_union = set(_union_members(self.data))
        in_multipart = {
            str(body.prop.class_info.name)
            for endpoint in endpoints(self.data)
            for body in endpoint.bodies
            if isinstance(body.prop, ModelProperty)
            and self._kind(endpoint, body.content_type.get_untrusted_value()) in ("multipart", "related")
        }
        return [
            *(partial(self._model, environment, model, in_union, in_multipart) for model in self.data.models),
            *(partial(self._enum, environment, enum) for enum in self.data.enums),
            *(partial(self._endpoint, environment, endpoint) for endpoint in endpoints(self.data)),
        ]

    def _kind(self, endpoint: Endpoint, media_type: str) -> str:
        operation = self.normalised.operations[key_of(endpoint)]
        return next(body.kind for body in operation.bodies if body.media_type == media_type)

    def _model(
        self, environment: Environment, model: ModelProperty, in_union: set[str], in_multipart: set[str]
    ) -> None:
        source = model_source(model, self.normalised, in_union, in_multipart)
        names = source.imports.names
        uses = ["UNSET", "Mismatch", *(name for name in ("File", "READ_ONLY", "Unset", "WRITE_ONLY") if name in names)]
        decodes = " ".join(
            [*(one.decode for one in source.attributes), source.additional_decode, *source.choices.values()]
        )
        encodes = [source.additional_encode, *(one.encode for one in source.attributes)]
        extra = _Extra(
            types=_sorted(uses),
            uses_models="models." in decodes or bool(source.choices),
            uses_encode=any(one.startswith("encode(") for one in encodes),
        )
        path = self.package / "models" / f"{model.class_info.module_name}.py"
        self._render(environment, "model", path, source=_View(source, extra))

    def _enum(self, environment: Environment, enum: Any) -> None:
        path = self.package / "models" / f"{enum.class_info.module_name}.py"
        self._render(environment, "enum", path, source=enum_source(enum))

    def _webhooks(self, environment: Environment) -> None:
        source = events_source(self.data, self.normalised)
        code = " ".join([*source.choices.values(), *(one.read for one in source.entries)])
        names = source.imports.names
        typing = {"Any", "Final", "Literal", "overload"} | ({"TYPE_CHECKING"} if source.classes else set())
        self._render(
            environment,
            "webhooks",
            self.package / "webhooks.py",
            source=source,
            title=self.facade.webhooks_docstring,
            typing=_sorted(typing),
            types=_sorted(["Mismatch", *(name for name in ("UNSET", "File") if name in f"{code} {names}")]),
            uses_models="_models" in code,
        )

    def _endpoint(self, environment: Environment, endpoint: Endpoint) -> None:
        key = key_of(endpoint)
        operation = self.normalised.operations[key]
        source = endpoint_source(endpoint, operation, self.normalised)
        names = source.imports.names
        code = " ".join(
            [
                *(value for branch in (*source.success, *source.error) for value in _values(branch)),
                *(condition for condition, _ in source.body_statements),
                *(header.read for header in source.response_headers),
            ]
        )
        declarations = [one.declaration for one in source.keywords] + [
            one.declaration for one in source.response_headers
        ]
        optional = any("= UNSET" in one for one in declarations)
        typed_unset = any("Unset" in one for one in declarations) or source.body_optional
        uses = ["Mismatch", "Received", "Response"]
        uses += ["UNSET"] if optional else []
        uses += ["Unset"] if typed_unset else []
        uses += ["File"] if "File" in names else []
        sent = " ".join(
            [
                source.url,
                *source.query,
                *(statement for _, statement, _ in source.headers),
                *source.cookies,
                *(statement for _, statements in source.body_statements for statement in statements),
            ]
        )
        returned = either(source.success_type, source.error_type)
        extra = _Extra(
            types=_sorted(uses),
            uses_models="_models." in code or bool(source.choices),
            support=[
                *(one for one in _ENCODERS if f"{one}." in sent),
                *(["_headers"] if source.response_headers else []),
            ],
            typing=_sorted(
                {"Any"}
                | ({"TYPE_CHECKING"} if source.classes else set())
                | ({"Literal"} if "Literal" in names else set())
                | ({"Self"} if source.response_headers else set())
                | ({"Never"} if "Never" in (source.success_type, source.error_type) else set())
            ),
            returned=returned,
            optional=either(returned, "None"),
        )
        path = self.package / "api" / key[0] / f"{key[1]}.py"
        self._render(environment, "endpoint_module", path, source=_View(source, extra))

    def _render(self, environment: Environment, template: str, path: Path, **context: Any) -> None:
        _write(path, environment.get_template(f"{template}{path.suffix}.jinja").render(**context))


@frozen
class _Extra:
    """What a template needs to know of the finished expressions: which imports they use."""

    types: list[str]
    uses_models: bool
    uses_encode: bool = False
    support: Sequence[str] = ()
    typing: Sequence[str] = ()
    returned: str = ""
    optional: str = ""


class _View:
    """A source and its `_Extra` as one object for a template."""

    def __init__(self, source: Any, extra: _Extra) -> None:
        self._parts = (extra, source)

    def __getattr__(self, name: str) -> Any:
        for part in self._parts:
            if hasattr(part, name):
                return getattr(part, name)
        raise AttributeError(name)


def key_of(endpoint: Endpoint) -> tuple[str, str]:
    """Group and name of an endpoint, as the normaliser put them into its path."""
    _, group, name = endpoint.path.get_untrusted_value().split("/")
    return group, name


def _sorted(names: Iterable[str]) -> list[str]:
    """Names in the order of an import statement: constants, classes, functions."""
    return sorted(names, key=lambda name: (not name.isupper(), name[0].islower(), name))


def _values(branch: Any) -> list[str]:
    return [branch.value, *(value for _, value in branch.alternatives)]


def _union_members(data: GeneratorData) -> Iterator[str]:
    """Models that a union may have to choose between."""
    roots: list[Any] = []
    for model in data.models:
        roots += [*(model.required_properties or []), *(model.optional_properties or []), model.additional_properties]
    for endpoint in endpoints(data):
        roots += [prop for response in endpoint.responses for prop in response.contents.values()]  # type: ignore[attr-defined]
    roots += payloads(data).values()
    for prop in roots:
        yield from chosen_between(prop)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
