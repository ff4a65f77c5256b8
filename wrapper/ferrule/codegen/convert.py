"""Swagger 2.0 documents, by a converter that others keep: the npm package swagger2openapi."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Final

from .errors import CodegenError
from .jsondata import JSONObject
from .normalise import operations_of
from .normalise.references import References
from .text import one_line, parse

CONVERTER: Final = "swagger2openapi"
_PATIENCE: Final = 300.0
"""Seconds it may take; a description of 4 MB takes 3."""
_NOT_FOUND: Final = 127  # exit code of env(1): the converter is a script, whose interpreter is not there
_MESSAGE: Final = re.compile(r"(\w+: )?\w*Error\b.*:")  # `TypeError: …`, before the stack of it
_STYLES: Final = {"csv": "form", "ssv": "spaceDelimited", "pipes": "pipeDelimited"}


def convert(document: JSONObject, source: str) -> JSONObject:
    """A Swagger 2.0 document as an OpenAPI 3.0 one.

    Raises:
        CodegenError: it is of another version, the converter is not installed, or refuses it.
    """
    place = f"{source}: #/swagger"
    if str(document["swagger"]) != "2.0":
        raise CodegenError(place, f"Swagger {document['swagger']} is not supported", "Convert it to OpenAPI 3 first.")
    converter = shutil.which(CONVERTER)
    if converter is None:
        reason = f"Swagger 2.0 is read through {CONVERTER}, which is not on the PATH"
        raise CodegenError(place, reason, f"npm install -g {CONVERTER}")
    converted = _run(converter, document, place, source)
    _separate_lists_in_forms(document, converted, source)
    return converted


def _run(converter: str, document: JSONObject, place: str, source: str) -> JSONObject:
    with tempfile.TemporaryDirectory() as scratch:
        given, made = Path(scratch, "swagger.json"), Path(scratch, "openapi.json")
        given.write_text(json.dumps(document), encoding="utf-8")
        command = [converter, "--patch", "--warnOnly", "--outfile", str(made), str(given)]
        try:
            result = subprocess.run(  # noqa: S603 - no shell
                command, capture_output=True, text=True, check=False, timeout=_PATIENCE
            )
        except subprocess.TimeoutExpired:
            reason = f"{CONVERTER} did not end within {_PATIENCE:.0f} seconds"
            raise CodegenError(place, reason, "Convert it to OpenAPI 3 first.") from None
        if result.returncode == _NOT_FOUND:
            reason = f"{CONVERTER} cannot run: {one_line(result.stderr)[:400]}"
            raise CodegenError(place, reason, "Put Node.js on the PATH, which it runs on.")
        if result.returncode or not made.exists():
            reason = f"{CONVERTER} could not convert it: {_said(result.stderr)}"
            raise CodegenError(place, reason, "Correct the document; `swagger2openapi --debug` tells more.")
        return parse(made.read_bytes(), source)


def _said(errors: str) -> str:
    """What a script said went wrong, without where in its own source."""
    lines = [line.strip() for line in errors.splitlines()]
    told = [line for line in lines if _MESSAGE.match(line)] or [line for line in lines if line]
    return one_line(told[0])[:400] if told else "it did not say why"


def _separate_lists_in_forms(document: JSONObject, converted: JSONObject, source: str) -> None:
    """State in `converted` how lists in forms are separated. The converter does so for queries only.

    Without `collectionFormat` (Parameter Object of Swagger 2.0) it is by comma.
    """
    before, after = References(document, source), References(converted, source)
    operations = {(one.path, one.method): one.raw for one in operations_of(after)}
    for operation in operations_of(before):
        for raw, where in operation.parameters():
            parameter, _ = before.follow(raw, where)
            style = _STYLES.get(parameter.get("collectionFormat", "csv"))
            if parameter.get("in") != "formData" or parameter.get("type") != "array" or style is None:
                continue
            body, _ = after.follow(operations[operation.path, operation.method].get("requestBody", {}), where)
            for content in body.get("content", {}).values():
                content.setdefault("encoding", {})[parameter["name"]] = {"style": style, "explode": False}
