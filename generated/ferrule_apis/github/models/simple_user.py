from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._choice import Shape as _Shape
from .._decode import mismatch, whole
from .._decode import Incomplete as _Incomplete
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

_KNOWN = frozenset(
    (
        "login",
        "id",
        "node_id",
        "avatar_url",
        "gravatar_id",
        "url",
        "html_url",
        "followers_url",
        "following_url",
        "gists_url",
        "starred_url",
        "subscriptions_url",
        "organizations_url",
        "repos_url",
        "events_url",
        "received_events_url",
        "type",
        "site_admin",
        "name",
        "email",
        "user_view_type",
    )
)


@_attrs_define
class SimpleUser(_Model):
    """An account as it is shown inside other resources.

    Attributes:
        type_: `User`, `Organization`, `Bot` or `Mannequin`. `type` on the wire.
    """

    _SHAPE: ClassVar[_Shape] = _Shape(
        frozenset(
            (
                "login",
                "id",
                "node_id",
                "avatar_url",
                "gravatar_id",
                "url",
                "html_url",
                "followers_url",
                "following_url",
                "gists_url",
                "starred_url",
                "subscriptions_url",
                "organizations_url",
                "repos_url",
                "events_url",
                "received_events_url",
                "type",
                "site_admin",
            )
        ),
        _KNOWN,
    )

    login: str
    id: int
    node_id: str
    avatar_url: str
    gravatar_id: str | None
    url: str
    html_url: str
    followers_url: str
    following_url: str
    gists_url: str
    starred_url: str
    subscriptions_url: str
    organizations_url: str
    repos_url: str
    events_url: str
    received_events_url: str
    type_: str
    site_admin: bool
    name: str | None | Unset = UNSET
    email: str | None | Unset = UNSET
    user_view_type: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "login": self.login,
            "id": self.id,
            "node_id": self.node_id,
            "avatar_url": self.avatar_url,
            "gravatar_id": self.gravatar_id,
            "url": self.url,
            "html_url": self.html_url,
            "followers_url": self.followers_url,
            "following_url": self.following_url,
            "gists_url": self.gists_url,
            "starred_url": self.starred_url,
            "subscriptions_url": self.subscriptions_url,
            "organizations_url": self.organizations_url,
            "repos_url": self.repos_url,
            "events_url": self.events_url,
            "received_events_url": self.received_events_url,
            "type": self.type_,
            "site_admin": self.site_admin,
            "name": self.name,
            "email": self.email,
            "user_view_type": self.user_view_type,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.login = (
                v if type(v := src_dict["login"]) is str else mismatch(mismatches, "SimpleUser", "login", "string", v)
            )
            self.id = v if type(v := src_dict["id"]) is int else whole(mismatches, "SimpleUser", "id", "integer", v)
            self.node_id = (
                v
                if type(v := src_dict["node_id"]) is str
                else mismatch(mismatches, "SimpleUser", "node_id", "string", v)
            )
            self.avatar_url = (
                v
                if type(v := src_dict["avatar_url"]) is str
                else mismatch(mismatches, "SimpleUser", "avatar_url", "string", v)
            )
            self.gravatar_id = (
                v
                if type(v := src_dict["gravatar_id"]) is str or v is None
                else mismatch(mismatches, "SimpleUser", "gravatar_id", "string | null", v)
            )
            self.url = (
                v if type(v := src_dict["url"]) is str else mismatch(mismatches, "SimpleUser", "url", "string", v)
            )
            self.html_url = (
                v
                if type(v := src_dict["html_url"]) is str
                else mismatch(mismatches, "SimpleUser", "html_url", "string", v)
            )
            self.followers_url = (
                v
                if type(v := src_dict["followers_url"]) is str
                else mismatch(mismatches, "SimpleUser", "followers_url", "string", v)
            )
            self.following_url = (
                v
                if type(v := src_dict["following_url"]) is str
                else mismatch(mismatches, "SimpleUser", "following_url", "string", v)
            )
            self.gists_url = (
                v
                if type(v := src_dict["gists_url"]) is str
                else mismatch(mismatches, "SimpleUser", "gists_url", "string", v)
            )
            self.starred_url = (
                v
                if type(v := src_dict["starred_url"]) is str
                else mismatch(mismatches, "SimpleUser", "starred_url", "string", v)
            )
            self.subscriptions_url = (
                v
                if type(v := src_dict["subscriptions_url"]) is str
                else mismatch(mismatches, "SimpleUser", "subscriptions_url", "string", v)
            )
            self.organizations_url = (
                v
                if type(v := src_dict["organizations_url"]) is str
                else mismatch(mismatches, "SimpleUser", "organizations_url", "string", v)
            )
            self.repos_url = (
                v
                if type(v := src_dict["repos_url"]) is str
                else mismatch(mismatches, "SimpleUser", "repos_url", "string", v)
            )
            self.events_url = (
                v
                if type(v := src_dict["events_url"]) is str
                else mismatch(mismatches, "SimpleUser", "events_url", "string", v)
            )
            self.received_events_url = (
                v
                if type(v := src_dict["received_events_url"]) is str
                else mismatch(mismatches, "SimpleUser", "received_events_url", "string", v)
            )
            self.type_ = (
                v if type(v := src_dict["type"]) is str else mismatch(mismatches, "SimpleUser", "type", "string", v)
            )
            self.site_admin = (
                v
                if type(v := src_dict["site_admin"]) is bool
                else mismatch(mismatches, "SimpleUser", "site_admin", "boolean", v)
            )
            self.name = (
                v
                if type(v := get("name", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "SimpleUser", "name", "string | null", v)
            )
            self.email = (
                v
                if type(v := get("email", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "SimpleUser", "email", "string | null", v)
            )
            self.user_view_type = (
                v
                if type(v := get("user_view_type", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "SimpleUser", "user_view_type", "string", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (
            type(src_dict) is dict
            and len(src_dict)
            == 18 + (self.name is not UNSET) + (self.email is not UNSET) + (self.user_view_type is not UNSET)
        ):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
