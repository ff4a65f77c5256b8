from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._decode import mismatch
from .._decode import Incomplete as _Incomplete
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

_KNOWN = frozenset(
    (
        "repositoryId",
        "title",
        "body",
        "labelIds",
        "clientMutationId",
    )
)


@_attrs_define
class CreateIssueInput(_Model):
    """CreateIssueInput

    Attributes:
        repository_id: `repositoryId` on the wire.
        label_ids: `labelIds` on the wire.
        client_mutation_id: `clientMutationId` on the wire.
    """

    repository_id: str
    title: str
    body: str | None | Unset = UNSET
    label_ids: list[str] | None | Unset = UNSET
    client_mutation_id: str | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "repositoryId": self.repository_id,
            "title": self.title,
            "body": self.body,
            "labelIds": encode(self.label_ids, sent),
            "clientMutationId": self.client_mutation_id,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.repository_id = (
                v
                if type(v := src_dict["repositoryId"]) is str
                else mismatch(mismatches, "CreateIssueInput", "repositoryId", "string", v)
            )
            self.title = (
                v
                if type(v := src_dict["title"]) is str
                else mismatch(mismatches, "CreateIssueInput", "title", "string", v)
            )
            self.body = (
                v
                if type(v := get("body", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "CreateIssueInput", "body", "string | null", v)
            )
            self.label_ids = (
                [
                    vi if type(vi) is str else mismatch(mismatches, "CreateIssueInput", "labelIds[]", "string", vi)
                    for vi in v
                ]
                if type(v := get("labelIds", UNSET)) is list
                else v
                if v is None or v is UNSET
                else mismatch(mismatches, "CreateIssueInput", "labelIds", "null | array", v)
            )
            self.client_mutation_id = (
                v
                if type(v := get("clientMutationId", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "CreateIssueInput", "clientMutationId", "string | null", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (
            type(src_dict) is dict
            and len(src_dict)
            == 2 + (self.body is not UNSET) + (self.label_ids is not UNSET) + (self.client_mutation_id is not UNSET)
        ):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
