"""Swagger 2.0 documents, by a converter that others keep: the npm package swagger2openapi."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from pathlib import Path

from .errors import CodegenError
from .text import JSONObject, one_line, parse

CONVERTER = "swagger2openapi"


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
        raise CodegenError(
            place, f"Swagger 2.0 is read through {CONVERTER}, which is not on the PATH", f"npm install -g {CONVERTER}"
        )
    with tempfile.TemporaryDirectory() as scratch:
        given, made = Path(scratch, "swagger.json"), Path(scratch, "openapi.json")
        given.write_text(json.dumps(document), encoding="utf-8")
        command = [converter, "--patch", "--warnOnly", "--outfile", str(made), str(given)]
        result = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - no shell
        if result.returncode or not made.exists():
            reason = one_line(result.stderr)[:400]
            raise CodegenError(place, f"{CONVERTER} could not convert it: {reason}", "Correct the document.")
        return parse(made.read_bytes(), source)
