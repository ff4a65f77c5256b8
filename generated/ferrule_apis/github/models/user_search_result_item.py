from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._decode import date_time, mismatch, whole
from .._decode import Incomplete as _Incomplete
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .search_result_text_match import SearchResultTextMatch

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
        "score",
        "name",
        "email",
        "user_view_type",
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
        "suspended_at",
        "text_matches",
    )
)


@_attrs_define
class UserSearchResultItem(_Model):
    """An account as it is shown inside other resources.

    Attributes:
        type_: `User`, `Organization`, `Bot` or `Mannequin`. `type` on the wire.
    """

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
    score: float
    name: str | None | Unset = UNSET
    email: str | None | Unset = UNSET
    user_view_type: str | Unset = UNSET
    company: str | None | Unset = UNSET
    blog: str | None | Unset = UNSET
    location: str | None | Unset = UNSET
    hireable: bool | None | Unset = UNSET
    bio: str | None | Unset = UNSET
    public_repos: int | Unset = UNSET
    public_gists: int | Unset = UNSET
    followers: int | Unset = UNSET
    following: int | Unset = UNSET
    created_at: datetime.datetime | Unset = UNSET
    updated_at: datetime.datetime | Unset = UNSET
    suspended_at: datetime.datetime | None | Unset = UNSET
    text_matches: list[SearchResultTextMatch] | Unset = UNSET
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
            "score": encode(self.score, sent),
            "name": self.name,
            "email": self.email,
            "user_view_type": self.user_view_type,
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
            "suspended_at": encode(self.suspended_at, sent),
            "text_matches": encode(self.text_matches, sent),
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
                v
                if type(v := src_dict["login"]) is str
                else mismatch(mismatches, "UserSearchResultItem", "login", "string", v)
            )
            self.id = (
                v if type(v := src_dict["id"]) is int else whole(mismatches, "UserSearchResultItem", "id", "integer", v)
            )
            self.node_id = (
                v
                if type(v := src_dict["node_id"]) is str
                else mismatch(mismatches, "UserSearchResultItem", "node_id", "string", v)
            )
            self.avatar_url = (
                v
                if type(v := src_dict["avatar_url"]) is str
                else mismatch(mismatches, "UserSearchResultItem", "avatar_url", "string", v)
            )
            self.gravatar_id = (
                v
                if type(v := src_dict["gravatar_id"]) is str or v is None
                else mismatch(mismatches, "UserSearchResultItem", "gravatar_id", "string | null", v)
            )
            self.url = (
                v
                if type(v := src_dict["url"]) is str
                else mismatch(mismatches, "UserSearchResultItem", "url", "string", v)
            )
            self.html_url = (
                v
                if type(v := src_dict["html_url"]) is str
                else mismatch(mismatches, "UserSearchResultItem", "html_url", "string", v)
            )
            self.followers_url = (
                v
                if type(v := src_dict["followers_url"]) is str
                else mismatch(mismatches, "UserSearchResultItem", "followers_url", "string", v)
            )
            self.following_url = (
                v
                if type(v := src_dict["following_url"]) is str
                else mismatch(mismatches, "UserSearchResultItem", "following_url", "string", v)
            )
            self.gists_url = (
                v
                if type(v := src_dict["gists_url"]) is str
                else mismatch(mismatches, "UserSearchResultItem", "gists_url", "string", v)
            )
            self.starred_url = (
                v
                if type(v := src_dict["starred_url"]) is str
                else mismatch(mismatches, "UserSearchResultItem", "starred_url", "string", v)
            )
            self.subscriptions_url = (
                v
                if type(v := src_dict["subscriptions_url"]) is str
                else mismatch(mismatches, "UserSearchResultItem", "subscriptions_url", "string", v)
            )
            self.organizations_url = (
                v
                if type(v := src_dict["organizations_url"]) is str
                else mismatch(mismatches, "UserSearchResultItem", "organizations_url", "string", v)
            )
            self.repos_url = (
                v
                if type(v := src_dict["repos_url"]) is str
                else mismatch(mismatches, "UserSearchResultItem", "repos_url", "string", v)
            )
            self.events_url = (
                v
                if type(v := src_dict["events_url"]) is str
                else mismatch(mismatches, "UserSearchResultItem", "events_url", "string", v)
            )
            self.received_events_url = (
                v
                if type(v := src_dict["received_events_url"]) is str
                else mismatch(mismatches, "UserSearchResultItem", "received_events_url", "string", v)
            )
            self.type_ = (
                v
                if type(v := src_dict["type"]) is str
                else mismatch(mismatches, "UserSearchResultItem", "type", "string", v)
            )
            self.site_admin = (
                v
                if type(v := src_dict["site_admin"]) is bool
                else mismatch(mismatches, "UserSearchResultItem", "site_admin", "boolean", v)
            )
            self.score = (
                v
                if type(v := src_dict["score"]) is float or type(v) is int
                else mismatch(mismatches, "UserSearchResultItem", "score", "number", v)
            )
            self.name = (
                v
                if type(v := get("name", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "UserSearchResultItem", "name", "string | null", v)
            )
            self.email = (
                v
                if type(v := get("email", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "UserSearchResultItem", "email", "string | null", v)
            )
            self.user_view_type = (
                v
                if type(v := get("user_view_type", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "UserSearchResultItem", "user_view_type", "string", v)
            )
            self.company = (
                v
                if type(v := get("company", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "UserSearchResultItem", "company", "string | null", v)
            )
            self.blog = (
                v
                if type(v := get("blog", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "UserSearchResultItem", "blog", "string | null", v)
            )
            self.location = (
                v
                if type(v := get("location", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "UserSearchResultItem", "location", "string | null", v)
            )
            self.hireable = (
                v
                if type(v := get("hireable", UNSET)) is bool or v is None or v is UNSET
                else mismatch(mismatches, "UserSearchResultItem", "hireable", "boolean | null", v)
            )
            self.bio = (
                v
                if type(v := get("bio", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "UserSearchResultItem", "bio", "string | null", v)
            )
            self.public_repos = (
                v
                if type(v := get("public_repos", UNSET)) is int or v is UNSET
                else whole(mismatches, "UserSearchResultItem", "public_repos", "integer", v)
            )
            self.public_gists = (
                v
                if type(v := get("public_gists", UNSET)) is int or v is UNSET
                else whole(mismatches, "UserSearchResultItem", "public_gists", "integer", v)
            )
            self.followers = (
                v
                if type(v := get("followers", UNSET)) is int or v is UNSET
                else whole(mismatches, "UserSearchResultItem", "followers", "integer", v)
            )
            self.following = (
                v
                if type(v := get("following", UNSET)) is int or v is UNSET
                else whole(mismatches, "UserSearchResultItem", "following", "integer", v)
            )
            self.created_at = (
                date_time(v, mismatches, "UserSearchResultItem", "created_at")
                if type(v := get("created_at", UNSET)) is str
                else v
                if v is UNSET
                else mismatch(mismatches, "UserSearchResultItem", "created_at", "date-time", v)
            )
            self.updated_at = (
                date_time(v, mismatches, "UserSearchResultItem", "updated_at")
                if type(v := get("updated_at", UNSET)) is str
                else v
                if v is UNSET
                else mismatch(mismatches, "UserSearchResultItem", "updated_at", "date-time", v)
            )
            self.suspended_at = (
                date_time(v, mismatches, "UserSearchResultItem", "suspended_at")
                if type(v := get("suspended_at", UNSET)) is str
                else v
                if v is None or v is UNSET
                else mismatch(mismatches, "UserSearchResultItem", "suspended_at", "null | date-time", v)
            )
            self.text_matches = (
                [
                    _models.SearchResultTextMatch.from_dict(vi, mismatches)
                    if type(vi) is dict
                    else mismatch(mismatches, "UserSearchResultItem", "text_matches[]", "SearchResultTextMatch", vi)
                    for vi in v
                ]
                if type(v := get("text_matches", UNSET)) is list
                else v
                if v is UNSET
                else mismatch(mismatches, "UserSearchResultItem", "text_matches", "array", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
