#!/bin/sh
# Bring generated/ in step with specs/. Arguments are passed on: ./codegen.sh [API…] [--check] [--json]
set -eu
cd "$(dirname "$0")"
exec python3 -m nox -s codegen -- "$@"
