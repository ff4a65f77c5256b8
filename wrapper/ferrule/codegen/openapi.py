"""Names of the OpenAPI Specification that several steps go by."""

from __future__ import annotations

from typing import Final

METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
"""Members of a Path Item Object that are operations; `query` is of OpenAPI 3.2."""
WEBHOOKS: Final = ("webhooks", "x-webhooks")
"""Members of a document that have webhooks; the second is of those that were written before 3.1."""
SCHEMAS: Final = "#/components/schemas/"
FACT: Final = "x-ferrule-"
"""How members begin that only Ferrule knows: the facts that overlays add."""
DOCUMENT: Final = f"{FACT}document"
"""What an operation of a GraphQL API sends; no overlay adds it."""
GRAPHQL: Final = (".graphql", ".graphqls", ".gql")
"""How files of GraphQL schemas end."""
