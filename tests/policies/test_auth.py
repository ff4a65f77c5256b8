"""Auth: which credential an operation gets, where, and what happens without one."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import attrs
import pytest

from ferrule.auth.client import OAuthClient
from ferrule.auth.credentials import ApiKey, Basic, Bearer
from ferrule.auth.grants import ClientCredentials
from ferrule.auth.policy import AuthPolicy
from ferrule.auth.protocols import Credential
from ferrule.auth.refresh_token import RefreshToken
from ferrule.auth.signing import RequestSigning
from ferrule.call import Call, Operation, Response
from ferrule.errors import CallError, ConfigError, CredentialMissing
from ferrule.policies.pipeline import compose
from ferrule.policies.redirect import RedirectPolicy
from worlds import OPERATION, World, a_call, a_response

ORIGIN = "https://api.shop.test"
SCHEMES = {
    "token": {"type": "http", "scheme": "bearer", "x-ferrule-env": "SHOP_TOKEN"},
    "account": {"type": "http", "scheme": "basic", "x-ferrule-env": ["SHOP_USER", "SHOP_PASSWORD"]},
    "key": {"type": "apiKey", "in": "header", "name": "X-Shop-Key"},
    "app": {"type": "apiKey", "in": "query", "name": "app"},
    "cert": {"type": "mutualTLS"},
    "sig": {"type": "http", "scheme": "hoba"},
}
TOKEN, ACCOUNT, KEY, APP = Bearer("tok"), Basic("ann", "pw"), ApiKey("k1"), ApiKey("a1")
AS_BEARER, AS_BASIC = {"authorization": "Bearer tok"}, {"authorization": "Basic YW5uOnB3"}


def a_secured_call(*security: Mapping[str, Any], **changes: Any) -> Call:
    """A call of an operation with these security alternatives."""
    operation = attrs.evolve(OPERATION, security=security)
    return a_call(**{"operation": operation, "origin": ORIGIN} | changes)


def run(world: World, auth: Credential | Mapping[str, Credential] | None, call: Call) -> Call | CallError | ConfigError:
    """What was sent, or why nothing was."""

    async def scenario() -> Call | CallError | ConfigError:
        try:
            await compose([AuthPolicy(SCHEMES, auth)], world.runtime)(call)
        except (CallError, ConfigError) as error:
            return error
        return world.sent[-1]

    return world.run(scenario)


@pytest.mark.parametrize(
    ("auth", "security", "headers"),
    [
        (TOKEN, [{"token": ()}], AS_BEARER),
        (ACCOUNT, [{"account": ()}], AS_BASIC),
        (ACCOUNT, [{"token": ()}, {"account": ()}], AS_BASIC),
        (TOKEN, [{"account": ()}, {"token": ()}], AS_BEARER),
        ({"key": KEY}, [{"token": ()}, {"key": ()}], {"x-shop-key": "k1"}),
        ({"account": ACCOUNT, "token": TOKEN}, [{"token": ()}, {"account": ()}], AS_BEARER),
        # Anonymous use is allowed: sent with the credential where one fits, without otherwise.
        (TOKEN, [{}, {"token": ()}], AS_BEARER),
        (ACCOUNT, [{}, {"token": ()}], {}),
        (TOKEN, [], AS_BEARER),
        (None, [], {}),
        (None, [{}, {"token": ()}], {}),
        # A client certificate is the connection's affair.
        (None, [{"cert": ()}], {}),
        (TOKEN, [{"cert": (), "token": ()}], AS_BEARER),
        (TOKEN, [{"cert": ()}, {"token": ()}], AS_BEARER),
    ],
)
def test_the_first_alternative_that_can_be_satisfied_is_used(
    world: World, auth: Any, security: list[Any], headers: Mapping[str, str]
) -> None:
    """Alternatives are tried in the spec's order, and one needs all of its schemes."""
    sent = run(world, auth, a_secured_call(*security))
    assert isinstance(sent, Call)
    assert sent.headers == headers


def test_an_alternative_may_need_several_credentials(world: World) -> None:
    """All schemes of an alternative are applied together."""
    sent = run(world, {"key": KEY, "app": APP}, a_secured_call({"key": (), "app": ()}, body={"params": {"page": "1"}}))
    assert isinstance(sent, Call)
    assert (sent.headers, dict(sent.body["params"])) == ({"x-shop-key": "k1"}, {"page": "1", "app": "a1"})


def test_one_credential_is_not_taken_for_two(world: World) -> None:
    """A single key does not satisfy an alternative that asks for two different ones."""
    outcome = run(world, KEY, a_secured_call({"key": (), "app": ()}))
    assert isinstance(outcome, CredentialMissing)


def test_a_missing_credential_is_named_with_the_ways_to_supply_it(world: World) -> None:
    """Nothing is sent; the message names each scheme, the argument, and the environment variable."""
    outcome = run(
        world, None, a_secured_call({"token": ("read",)}, {"account": ()}, {"key": (), "app": ()}, {"sig": ()})
    )
    assert isinstance(outcome, CredentialMissing)
    assert str(outcome) == (
        "needs a credential that the client was not given: "
        "token (http: auth=Bearer.from_env('SHOP_TOKEN')), "
        "or account (http: auth=Basic.from_env('SHOP_USER', 'SHOP_PASSWORD')), "
        "or key (apiKey: auth=ApiKey(…)) and app (apiKey: auth=ApiKey(…)), "
        "or sig (http, which no credential of Ferrule fits)"
    )
    assert (world.sent, outcome.may_have_acted) == ([], False)


def test_missing_scopes_are_named_with_the_grants_that_give_them(world: World) -> None:
    """For OAuth 2.0 the message has the operation's scopes, and the credentials for the spec's flows."""
    flows = {
        "clientCredentials": {"tokenUrl": "https://l.test/t", "scopes": {}},
        "authorizationCode": {},
        "implicit": {},
    }
    schemes = {"oauth": {"type": "oauth2", "flows": flows, "x-ferrule-env": "SHOP_TOKEN"}}
    handler = compose([AuthPolicy(schemes, None)], world.runtime)
    with pytest.raises(CredentialMissing) as raised:
        world.run(lambda: handler(a_secured_call({"oauth": ("orders.read", "orders.write")})))
    assert str(raised.value).endswith(
        "oauth (oauth2, scopes orders.read orders.write: "
        "auth=Bearer.from_env('SHOP_TOKEN') or ClientCredentials(…) or RefreshToken(…))"
    )


def test_an_explicit_header_wins(world: World) -> None:
    """A header that the caller set is kept, and satisfies the operation."""
    given = {"authorization": "Custom xyz"}
    for auth in (TOKEN, None):
        sent = run(world, auth, a_secured_call({"token": ()}, headers=given))
        assert isinstance(sent, Call)
        assert sent.headers == {"authorization": "Custom xyz"}


@pytest.mark.parametrize(
    "url", ["https://other.test/", "https://api.shop.test:8443/", "https://api.shop.test.evil.test/"]
)
def test_other_origins_get_nothing(world: World, url: str) -> None:
    """A call that leads elsewhere goes on without credential, whether one is required or not."""
    sent = run(world, TOKEN, a_secured_call({"token": ()}, url=url))
    assert isinstance(sent, Call)
    assert sent.headers == {}


def test_each_hop_of_a_redirect_is_judged_anew(world: World) -> None:
    """The credential is on hops to the client's own origin, and on no other. A key in the query is not lost there."""
    world.script(
        a_response(307, location="https://other.test/x"),
        a_response(307, location=f"{ORIGIN}/back?page=2"),
        a_response(200),
    )

    async def scenario() -> None:
        policies = [RedirectPolicy(), AuthPolicy(SCHEMES, {"token": TOKEN, "app": APP})]
        await compose(policies, world.runtime)(a_secured_call({"token": (), "app": ()}))

    world.run(scenario)
    assert [call.headers for call in world.sent] == [AS_BEARER, {}, AS_BEARER]
    assert [dict(call.body.get("params", {})) for call in world.sent] == [{"app": "a1"}, {}, {"app": "a1"}]


@pytest.mark.parametrize(
    ("origin", "credential", "allowed"),
    [
        ("http://api.shop.test", TOKEN, False),
        ("http://api.shop.test", Bearer("tok", allow_http=True), True),
        ("http://localhost:8080", TOKEN, True),
        ("http://127.0.0.1:8080", TOKEN, True),
        ("http://[::1]:8080", TOKEN, True),
        ("https://api.shop.test", TOKEN, True),
    ],
)
def test_no_secret_travels_in_the_clear(world: World, origin: str, credential: Bearer, allowed: bool) -> None:
    """Over plain http a credential goes to this machine only, unless it says otherwise (RFC 6750 §5.3)."""
    outcome = run(world, credential, a_secured_call({"token": ()}, url=f"{origin}/x", origin=origin))
    assert isinstance(outcome, Call if allowed else ConfigError)
    assert len(world.sent) == allowed
    if not allowed:
        assert f"Bearer(***) would travel unencrypted to {origin}" in str(outcome)


@pytest.mark.parametrize(
    ("auth", "said"),
    [
        (
            {"nope": TOKEN, "account": TOKEN},
            "the API has no security scheme 'nope'; Bearer(***) does not fit account (http",
        ),
        (ApiKey("k"), "fits none of the API's security schemes: none"),
    ],
)
def test_credentials_that_fit_nothing_are_refused_at_once(auth: Any, said: str) -> None:
    """A credential nobody asked for is a mistake, found when the client is made."""
    schemes = SCHEMES if isinstance(auth, dict) else {}
    with pytest.raises(ConfigError) as raised:
        AuthPolicy(schemes, auth)
    assert said in str(raised.value)


@pytest.mark.parametrize("security", [(), ({},)], ids=["silent", "none needed"])
def test_an_api_without_schemes_still_takes_a_token(world: World, security: Any) -> None:
    """Where the spec says nothing about auth, a bearer token or basic credentials go into `Authorization`.

    An operation of such an API that says that it needs none, as it can name none, is no exception.
    """
    call = a_secured_call().replace(operation=Operation("shop", "a", "a.b", "GET", "/", security=security))

    async def scenario() -> Response:
        return await compose([AuthPolicy({}, ACCOUNT)], world.runtime)(call)

    world.run(scenario)
    assert world.sent[0].headers == AS_BASIC


def test_the_identity_is_that_of_the_credentials() -> None:
    """Nothing for anonymous clients; one name for one credential, and all names where there are several."""
    assert AuthPolicy(SCHEMES, None).identity == ""
    assert AuthPolicy(SCHEMES, TOKEN).identity == TOKEN.identity
    both = {"key": ApiKey("k", identity="ann"), "app": ApiKey("a", identity="shop")}
    assert AuthPolicy(SCHEMES, both).identity == '[["app","shop"],["key","ann"]]'


def test_no_two_sets_of_credentials_have_one_identity_by_chance() -> None:
    """Names and identities may hold any character, and none of them can be taken for a delimiter."""
    schemes = dict.fromkeys(("a", "b", 'a","1"],["b'), SCHEMES["token"])
    given = [
        {"a": Bearer("t", identity="1"), "b": Bearer("t", identity="2")},
        {"a": Bearer("t", identity="1,b=2")},
        {"a": Bearer("t", identity='1"],["b","2')},
        {'a","1"],["b': Bearer("t", identity="2")},
        Bearer("t", identity="1,b=2"),
        Bearer("t", identity="a=1,b=2"),
        Bearer("t", identity='[["a","1"],["b","2"]]'),
        Bearer("t", identity='"[[\\"a\\",\\"1\\"],[\\"b\\",\\"2\\"]]"'),
        None,
    ]
    assert len({AuthPolicy(schemes, auth).identity for auth in given}) == len(given)


def test_the_names_of_credential_headers_are_known() -> None:
    """The redirect policy is told which headers of this API hold credentials."""
    assert AuthPolicy(SCHEMES, None).credential_headers == {"authorization", "x-shop-key"}


def test_calls_are_not_changed_in_place(world: World) -> None:
    """The call given keeps its headers; only the copy that travels on has the credential."""
    call = a_secured_call({"token": ()}, headers={"accept": "text/plain"})
    run(world, TOKEN, call)
    assert call.headers == {"accept": "text/plain"}


FLOWS = {"type": "oauth2", "flows": {"clientCredentials": {"tokenUrl": "https://id.shop.test/token", "scopes": {}}}}


def supplied() -> str:
    """Stands for a vault."""
    return "planted-token"


def described(auth: Any, *security: Mapping[str, Any], schemes: Any = None) -> str:
    """What a policy says about an operation with these security alternatives."""
    policy = AuthPolicy({**SCHEMES, "oauth": FLOWS} if schemes is None else schemes, auth)
    return policy.describe(attrs.evolve(OPERATION, security=security))


def test_credentials_are_described_by_kind_and_source(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What it is, where it comes from and which scheme it serves; no secret, and no token is fetched for it."""
    monkeypatch.setenv("SHOP_TOKEN", "planted-env")
    monkeypatch.setenv("SHOP_USER", "planted-user")
    client = OAuthClient("app", "planted-secret", issuer="https://id.shop.test/tenant")
    by_url = OAuthClient("app", "planted-secret", token_url="https://user:planted@id.shop.test:8443/token?key=planted")
    cases: list[tuple[Any, str]] = [
        (Bearer.from_env("SHOP_TOKEN"), "Bearer from $SHOP_TOKEN"),
        (Bearer("planted-token"), "Bearer given in code"),
        (Bearer.from_file(tmp_path / "token"), f"Bearer from {tmp_path / 'token'}"),
        (Bearer.from_callable(supplied), "Bearer from supplied()"),
        (Bearer.from_callable(lambda: "planted-token"), "Bearer from a function"),
        (ClientCredentials(client), "ClientCredentials at https://id.shop.test"),
        (RefreshToken(by_url, "planted-refresh"), "RefreshToken at https://id.shop.test:8443"),
    ]
    for auth, text in cases:
        assert described({"oauth": auth}, {"oauth": ("read",)}) == f"{text} (scheme oauth)"
        assert described({"oauth": auth}, schemes={"oauth": FLOWS}) == f"{text} (scheme oauth)"
    assert described(ApiKey.from_env("SHOP_TOKEN"), {"key": ()}) == "ApiKey from $SHOP_TOKEN (scheme key)"
    basic = Basic.from_env("SHOP_USER", "SHOP_TOKEN")
    assert described(basic, {"account": ()}) == "Basic from $SHOP_USER and $SHOP_TOKEN (scheme account)"
    signing = RequestSigning(lambda method, url, headers, body: {"x": "planted"})
    assert described({"sig": signing}, {"sig": ()}) == "RequestSigning by a function (scheme sig)"


def test_a_client_describes_what_it_has_and_an_operation_what_it_gets() -> None:
    """All credentials; those that one operation is sent with; and why one would fail, or goes without."""
    policy = AuthPolicy(SCHEMES, {"key": KEY, "app": APP})
    assert policy.describe(None) == "ApiKey given in code (scheme key) and ApiKey given in code (scheme app)"
    assert policy.describe(attrs.evolve(OPERATION, security=({"key": ()},))) == "ApiKey given in code (scheme key)"
    assert AuthPolicy(SCHEMES, KEY).describe(None) == "ApiKey given in code (schemes key, app)"
    assert described(KEY, {"token": ()}) == "missing: token (http: auth=Bearer.from_env('SHOP_TOKEN'))"
    assert described(KEY, {}, {"token": ()}) == "none: the operation accepts none of the client's"


def test_a_client_without_a_credential_describes_nothing() -> None:
    """Whether the operation needs one or not."""
    assert AuthPolicy(SCHEMES, None).describe(None) == ""
    assert described(None, {"token": ()}) == ""


def test_a_scheme_that_the_description_does_not_have_is_not_named() -> None:
    """Where the description says nothing about auth, only the credential is told."""
    assert described(TOKEN, schemes={}) == "Bearer given in code"


def test_of_a_users_own_credential_only_the_class_is_told() -> None:
    """Its repr may be anything, as that of a dataclass with the secret in it."""

    @attrs.frozen
    class Own:
        secret: str = "planted-own"
        identity: str = "own"
        allow_http: bool = False

        def fits(self, scheme: Mapping[str, Any]) -> bool:
            return True

        def apply(self, call: Call, scheme: Mapping[str, Any]) -> Call:
            return call

    assert described({"token": Own()}, {"token": ()}) == "Own (scheme token)"


@pytest.mark.parametrize(
    ("key", "sent"),
    [
        (ApiKey("k1", header="X-Key"), ({"x-key": "k1"}, {})),
        (ApiKey("k1", query="key"), ({}, {"params": "key=k1"})),
        (ApiKey("k1", cookie="sid"), ({}, {"cookies": {"sid": "k1"}})),
    ],
)
def test_a_key_may_say_where_it_goes(world: World, key: ApiKey, sent: tuple[Any, Any]) -> None:
    """Where the description has no schemes; its place is known to all who keep credentials apart."""
    policy = AuthPolicy({}, key)

    async def scenario() -> Response:
        return await compose([policy], world.runtime)(a_secured_call())

    world.run(scenario)
    (call,) = world.sent
    body = {name: str(value) if name == "params" else value for name, value in call.body.items()}
    assert (dict(call.headers), body) == sent
    assert {"x-key", "key", "sid"} & policy.credential_names


def test_a_key_that_says_where_it_goes_fits_no_other_place() -> None:
    """The description's place and the given one are the same, or the mistake is told."""
    assert AuthPolicy(SCHEMES, ApiKey("k", header="x-shop-KEY")).describe() == "ApiKey given in code (scheme key)"
    with pytest.raises(ConfigError, match="fits none of the API's security schemes: "):
        AuthPolicy(SCHEMES, ApiKey("k", header="X-Other"))
    with pytest.raises(ConfigError, match=r"none in its description; say where it goes, such as ApiKey\(key, header="):
        AuthPolicy({}, ApiKey("k"))


@pytest.mark.parametrize(
    "places", [{"header": "a b"}, {"header": ""}, {"cookie": "a;b"}, {"header": "a", "query": "b"}]
)
def test_a_place_that_is_none_is_refused(places: dict[str, str]) -> None:
    """Before anything is sent."""
    with pytest.raises(ConfigError, match="ApiKey: "):
        ApiKey("k", **places)


def test_an_operation_that_asks_for_nothing_gets_one_credential(world: World) -> None:
    """The first that the client has: two would be more than any alternative could mean."""
    outcome = run(world, {"token": TOKEN, "key": KEY}, a_secured_call())
    assert isinstance(outcome, Call)
    assert dict(outcome.headers) == AS_BEARER
