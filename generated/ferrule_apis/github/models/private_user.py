from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._choice import Shape as _Shape
from .._decode import date_time, mismatch, whole
from .._decode import Incomplete as _Incomplete
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .plan import Plan

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
        "company",
        "blog",
        "location",
        "hireable",
        "bio",
        "public_repos",
        "public_gists",
        "followers",
        "following",
        "created_at",
        "updated_at",
        "private_gists",
        "total_private_repos",
        "owned_private_repos",
        "disk_usage",
        "collaborators",
        "two_factor_authentication",
        "user_view_type",
        "notification_email",
        "twitter_username",
        "plan",
        "business_plus",
        "ldap_dn",
    )
)


@_attrs_define
class PrivateUser(_Model):
    """The caller's own account.

    Attributes:
        type_: `User`, `Organization`, `Bot` or `Mannequin`. `type` on the wire.
        disk_usage: In kilobytes.
    """

    _SHAPE: ClassVar[_Shape] = _Shape(
        frozenset(
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
                "company",
                "blog",
                "location",
                "hireable",
                "bio",
                "public_repos",
                "public_gists",
                "followers",
                "following",
                "created_at",
                "updated_at",
                "private_gists",
                "total_private_repos",
                "owned_private_repos",
                "disk_usage",
                "collaborators",
                "two_factor_authentication",
            )
        ),
        _KNOWN,
    )

    login: str
    id: int
    node_id: str
    name: str | None
    email: str | None
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
    company: str | None
    blog: str | None
    location: str | None
    hireable: bool | None
    bio: str | None
    public_repos: int
    public_gists: int
    followers: int
    following: int
    created_at: datetime.datetime
    updated_at: datetime.datetime
    private_gists: int
    total_private_repos: int
    owned_private_repos: int
    disk_usage: int
    collaborators: int
    two_factor_authentication: bool
    user_view_type: str | Unset = "private"
    notification_email: str | None | Unset = UNSET
    twitter_username: str | None | Unset = UNSET
    plan: Plan | Unset = UNSET
    business_plus: bool | Unset = UNSET
    ldap_dn: str | Unset = UNSET
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
            "company": self.company,
            "blog": self.blog,
            "location": self.location,
            "hireable": self.hireable,
            "bio": self.bio,
            "public_repos": self.public_repos,
            "public_gists": self.public_gists,
            "followers": self.followers,
            "following": self.following,
            "created_at": encode(self.created_at, sent),
            "updated_at": encode(self.updated_at, sent),
            "private_gists": self.private_gists,
            "total_private_repos": self.total_private_repos,
            "owned_private_repos": self.owned_private_repos,
            "disk_usage": self.disk_usage,
            "collaborators": self.collaborators,
            "two_factor_authentication": self.two_factor_authentication,
            "user_view_type": self.user_view_type,
            "notification_email": self.notification_email,
            "twitter_username": self.twitter_username,
            "plan": encode(self.plan, sent),
            "business_plus": self.business_plus,
            "ldap_dn": self.ldap_dn,
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
                v if type(v := src_dict["login"]) is str else mismatch(mismatches, "PrivateUser", "login", "string", v)
            )
            self.id = v if type(v := src_dict["id"]) is int else whole(mismatches, "PrivateUser", "id", "integer", v)
            self.node_id = (
                v
                if type(v := src_dict["node_id"]) is str
                else mismatch(mismatches, "PrivateUser", "node_id", "string", v)
            )
            self.name = (
                v
                if type(v := src_dict["name"]) is str or v is None
                else mismatch(mismatches, "PrivateUser", "name", "string | null", v)
            )
            self.email = (
                v
                if type(v := src_dict["email"]) is str or v is None
                else mismatch(mismatches, "PrivateUser", "email", "string | null", v)
            )
            self.avatar_url = (
                v
                if type(v := src_dict["avatar_url"]) is str
                else mismatch(mismatches, "PrivateUser", "avatar_url", "string", v)
            )
            self.gravatar_id = (
                v
                if type(v := src_dict["gravatar_id"]) is str or v is None
                else mismatch(mismatches, "PrivateUser", "gravatar_id", "string | null", v)
            )
            self.url = (
                v if type(v := src_dict["url"]) is str else mismatch(mismatches, "PrivateUser", "url", "string", v)
            )
            self.html_url = (
                v
                if type(v := src_dict["html_url"]) is str
                else mismatch(mismatches, "PrivateUser", "html_url", "string", v)
            )
            self.followers_url = (
                v
                if type(v := src_dict["followers_url"]) is str
                else mismatch(mismatches, "PrivateUser", "followers_url", "string", v)
            )
            self.following_url = (
                v
                if type(v := src_dict["following_url"]) is str
                else mismatch(mismatches, "PrivateUser", "following_url", "string", v)
            )
            self.gists_url = (
                v
                if type(v := src_dict["gists_url"]) is str
                else mismatch(mismatches, "PrivateUser", "gists_url", "string", v)
            )
            self.starred_url = (
                v
                if type(v := src_dict["starred_url"]) is str
                else mismatch(mismatches, "PrivateUser", "starred_url", "string", v)
            )
            self.subscriptions_url = (
                v
                if type(v := src_dict["subscriptions_url"]) is str
                else mismatch(mismatches, "PrivateUser", "subscriptions_url", "string", v)
            )
            self.organizations_url = (
                v
                if type(v := src_dict["organizations_url"]) is str
                else mismatch(mismatches, "PrivateUser", "organizations_url", "string", v)
            )
            self.repos_url = (
                v
                if type(v := src_dict["repos_url"]) is str
                else mismatch(mismatches, "PrivateUser", "repos_url", "string", v)
            )
            self.events_url = (
                v
                if type(v := src_dict["events_url"]) is str
                else mismatch(mismatches, "PrivateUser", "events_url", "string", v)
            )
            self.received_events_url = (
                v
                if type(v := src_dict["received_events_url"]) is str
                else mismatch(mismatches, "PrivateUser", "received_events_url", "string", v)
            )
            self.type_ = (
                v if type(v := src_dict["type"]) is str else mismatch(mismatches, "PrivateUser", "type", "string", v)
            )
            self.site_admin = (
                v
                if type(v := src_dict["site_admin"]) is bool
                else mismatch(mismatches, "PrivateUser", "site_admin", "boolean", v)
            )
            self.company = (
                v
                if type(v := src_dict["company"]) is str or v is None
                else mismatch(mismatches, "PrivateUser", "company", "string | null", v)
            )
            self.blog = (
                v
                if type(v := src_dict["blog"]) is str or v is None
                else mismatch(mismatches, "PrivateUser", "blog", "string | null", v)
            )
            self.location = (
                v
                if type(v := src_dict["location"]) is str or v is None
                else mismatch(mismatches, "PrivateUser", "location", "string | null", v)
            )
            self.hireable = (
                v
                if type(v := src_dict["hireable"]) is bool or v is None
                else mismatch(mismatches, "PrivateUser", "hireable", "boolean | null", v)
            )
            self.bio = (
                v
                if type(v := src_dict["bio"]) is str or v is None
                else mismatch(mismatches, "PrivateUser", "bio", "string | null", v)
            )
            self.public_repos = (
                v
                if type(v := src_dict["public_repos"]) is int
                else whole(mismatches, "PrivateUser", "public_repos", "integer", v)
            )
            self.public_gists = (
                v
                if type(v := src_dict["public_gists"]) is int
                else whole(mismatches, "PrivateUser", "public_gists", "integer", v)
            )
            self.followers = (
                v
                if type(v := src_dict["followers"]) is int
                else whole(mismatches, "PrivateUser", "followers", "integer", v)
            )
            self.following = (
                v
                if type(v := src_dict["following"]) is int
                else whole(mismatches, "PrivateUser", "following", "integer", v)
            )
            self.created_at = (
                date_time(v, mismatches, "PrivateUser", "created_at")
                if type(v := src_dict["created_at"]) is str
                else mismatch(mismatches, "PrivateUser", "created_at", "date-time", v)
            )
            self.updated_at = (
                date_time(v, mismatches, "PrivateUser", "updated_at")
                if type(v := src_dict["updated_at"]) is str
                else mismatch(mismatches, "PrivateUser", "updated_at", "date-time", v)
            )
            self.private_gists = (
                v
                if type(v := src_dict["private_gists"]) is int
                else whole(mismatches, "PrivateUser", "private_gists", "integer", v)
            )
            self.total_private_repos = (
                v
                if type(v := src_dict["total_private_repos"]) is int
                else whole(mismatches, "PrivateUser", "total_private_repos", "integer", v)
            )
            self.owned_private_repos = (
                v
                if type(v := src_dict["owned_private_repos"]) is int
                else whole(mismatches, "PrivateUser", "owned_private_repos", "integer", v)
            )
            self.disk_usage = (
                v
                if type(v := src_dict["disk_usage"]) is int
                else whole(mismatches, "PrivateUser", "disk_usage", "integer", v)
            )
            self.collaborators = (
                v
                if type(v := src_dict["collaborators"]) is int
                else whole(mismatches, "PrivateUser", "collaborators", "integer", v)
            )
            self.two_factor_authentication = (
                v
                if type(v := src_dict["two_factor_authentication"]) is bool
                else mismatch(mismatches, "PrivateUser", "two_factor_authentication", "boolean", v)
            )
            self.user_view_type = (
                v
                if type(v := get("user_view_type", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "PrivateUser", "user_view_type", "string", v)
            )
            self.notification_email = (
                v
                if type(v := get("notification_email", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "PrivateUser", "notification_email", "string | null", v)
            )
            self.twitter_username = (
                v
                if type(v := get("twitter_username", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "PrivateUser", "twitter_username", "string | null", v)
            )
            self.plan = (
                _models.Plan.from_dict(v, mismatches)
                if type(v := get("plan", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "PrivateUser", "plan", "Plan", v)
            )
            self.business_plus = (
                v
                if type(v := get("business_plus", UNSET)) is bool or v is UNSET
                else mismatch(mismatches, "PrivateUser", "business_plus", "boolean", v)
            )
            self.ldap_dn = (
                v
                if type(v := get("ldap_dn", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "PrivateUser", "ldap_dn", "string", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
