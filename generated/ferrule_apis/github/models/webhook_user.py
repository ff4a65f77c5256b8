from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._decode import mismatch, whole
from .._decode import Incomplete as _Incomplete
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

_KNOWN = frozenset(
    (
        "login",
        "id",
        "node_id",
        "name",
        "email",
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
        "user_view_type",
    )
)


@_attrs_define
class WebhookUser(_Model):
    """An account as events show it; a deleted account has little more than its login.

    Attributes:
        type_: `User`, `Organization`, `Bot` or `Mannequin`. `type` on the wire.
    """

    login: str
    id: int
    node_id: str | Unset = UNSET
    name: str | None | Unset = UNSET
    email: str | None | Unset = UNSET
    avatar_url: str | Unset = UNSET
    gravatar_id: str | None | Unset = UNSET
    url: str | Unset = UNSET
    html_url: str | Unset = UNSET
    followers_url: str | Unset = UNSET
    following_url: str | Unset = UNSET
    gists_url: str | Unset = UNSET
    starred_url: str | Unset = UNSET
    subscriptions_url: str | Unset = UNSET
    organizations_url: str | Unset = UNSET
    repos_url: str | Unset = UNSET
    events_url: str | Unset = UNSET
    received_events_url: str | Unset = UNSET
    type_: str | Unset = UNSET
    site_admin: bool | Unset = UNSET
    user_view_type: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "login": self.login,
            "id": self.id,
            "node_id": self.node_id,
            "name": self.name,
            "email": self.email,
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
                v if type(v := src_dict["login"]) is str else mismatch(mismatches, "WebhookUser", "login", "string", v)
            )
            self.id = v if type(v := src_dict["id"]) is int else whole(mismatches, "WebhookUser", "id", "integer", v)
            self.node_id = (
                v
                if type(v := get("node_id", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "WebhookUser", "node_id", "string", v)
            )
            self.name = (
                v
                if type(v := get("name", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "WebhookUser", "name", "string | null", v)
            )
            self.email = (
                v
                if type(v := get("email", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "WebhookUser", "email", "string | null", v)
            )
            self.avatar_url = (
                v
                if type(v := get("avatar_url", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "WebhookUser", "avatar_url", "string", v)
            )
            self.gravatar_id = (
                v
                if type(v := get("gravatar_id", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "WebhookUser", "gravatar_id", "string | null", v)
            )
            self.url = (
                v
                if type(v := get("url", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "WebhookUser", "url", "string", v)
            )
            self.html_url = (
                v
                if type(v := get("html_url", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "WebhookUser", "html_url", "string", v)
            )
            self.followers_url = (
                v
                if type(v := get("followers_url", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "WebhookUser", "followers_url", "string", v)
            )
            self.following_url = (
                v
                if type(v := get("following_url", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "WebhookUser", "following_url", "string", v)
            )
            self.gists_url = (
                v
                if type(v := get("gists_url", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "WebhookUser", "gists_url", "string", v)
            )
            self.starred_url = (
                v
                if type(v := get("starred_url", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "WebhookUser", "starred_url", "string", v)
            )
            self.subscriptions_url = (
                v
                if type(v := get("subscriptions_url", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "WebhookUser", "subscriptions_url", "string", v)
            )
            self.organizations_url = (
                v
                if type(v := get("organizations_url", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "WebhookUser", "organizations_url", "string", v)
            )
            self.repos_url = (
                v
                if type(v := get("repos_url", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "WebhookUser", "repos_url", "string", v)
            )
            self.events_url = (
                v
                if type(v := get("events_url", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "WebhookUser", "events_url", "string", v)
            )
            self.received_events_url = (
                v
                if type(v := get("received_events_url", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "WebhookUser", "received_events_url", "string", v)
            )
            self.type_ = (
                v
                if type(v := get("type", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "WebhookUser", "type", "string", v)
            )
            self.site_admin = (
                v
                if type(v := get("site_admin", UNSET)) is bool or v is UNSET
                else mismatch(mismatches, "WebhookUser", "site_admin", "boolean", v)
            )
            self.user_view_type = (
                v
                if type(v := get("user_view_type", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "WebhookUser", "user_view_type", "string", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
