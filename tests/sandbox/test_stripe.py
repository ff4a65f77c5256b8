"""Stripe with memory."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest

from ferrule.sandbox import Sandbox

Conforms = Callable[[httpx.Response], None]
INTENT = {"amount": 1000, "currency": "eur"}


@pytest.fixture
def stripe(sandbox: Sandbox, http: httpx.Client) -> httpx.Client:
    """A client with a key."""
    http.base_url = httpx.URL(sandbox.url("stripe"))
    http.headers["Authorization"] = "Bearer sk_test"
    return http


def paid(stripe: httpx.Client, **more: object) -> dict[str, object]:
    """A payment intent, confirmed."""
    data = {**INTENT, "payment_method": "pm_card_visa", "confirm": "true", **more}
    made: dict[str, object] = stripe.post("/v1/payment_intents", data=data).json()
    return made


def test_a_form_with_brackets_is_understood(stripe: httpx.Client, conforms: Conforms) -> None:
    """Nested objects, maps and lists arrive with the types of the description."""
    made = stripe.post(
        "/v1/customers",
        data={
            "name": "Ada",
            "balance": "-500",
            "metadata[plan]": "gold",
            "address[city]": "London",
            "preferred_locales[]": ["en", "fr"],
            "invoice_settings[custom_fields][0][name]": "VAT",
            "invoice_settings[custom_fields][0][value]": "42",
        },
    )
    conforms(made)
    body = made.json()
    assert (body["balance"], body["metadata"], body["address"]["city"]) == (-500, {"plan": "gold"}, "London")
    assert (body["preferred_locales"], body["invoice_settings"]["custom_fields"]) == (
        ["en", "fr"],
        [{"name": "VAT", "value": "42"}],
    )


def test_metadata_is_merged_and_emptied_by_key(stripe: httpx.Client) -> None:
    """An empty value removes its key, an empty text all of them."""
    url = f"/v1/customers/{stripe.post('/v1/customers', data={'metadata[a]': '1', 'metadata[b]': '2'}).json()['id']}"
    assert stripe.post(url, data={"metadata[a]": "", "metadata[c]": "3"}).json()["metadata"] == {"b": "2", "c": "3"}
    assert stripe.post(url, data={"metadata": ""}).json()["metadata"] == {}


def test_pages_are_chained_by_the_last_id(stripe: httpx.Client, conforms: Conforms) -> None:
    """Newest first, `has_more` until the end; `ending_before` goes back."""
    made = [stripe.post("/v1/customers").json()["id"] for _ in range(5)]
    seen: list[str] = []
    params: dict[str, str] = {"limit": "2"}
    while True:
        page = stripe.get("/v1/customers", params=params)
        conforms(page)
        seen += [each["id"] for each in page.json()["data"]]
        if not page.json()["has_more"]:
            break
        params["starting_after"] = seen[-1]
    assert seen == made[::-1]
    back = stripe.get("/v1/customers", params={"limit": "2", "ending_before": made[0]}).json()
    assert ([each["id"] for each in back["data"]], back["has_more"]) == ([made[2], made[1]], True)
    assert stripe.get("/v1/customers", params={"starting_after": "cus_none"}).status_code == 400


def test_a_deleted_customer_leaves_a_stub(stripe: httpx.Client, conforms: Conforms) -> None:
    """It can be fetched, not listed, and not changed."""
    url = f"/v1/customers/{stripe.post('/v1/customers').json()['id']}"
    assert stripe.delete(url).json()["deleted"] is True
    fetched = stripe.get(url)
    conforms(fetched)
    assert fetched.json()["deleted"] is True
    assert stripe.get("/v1/customers").json()["data"] == []
    assert stripe.post(url, data={"name": "x"}).status_code == 404


def test_the_same_key_gives_the_same_reply(stripe: httpx.Client) -> None:
    """The request is carried out once; only the reply's name and a note differ."""
    send = {"data": {"name": "Ada"}, "headers": {"Idempotency-Key": "k1"}}
    first, second = stripe.post("/v1/customers", **send), stripe.post("/v1/customers", **send)
    assert first.content == second.content
    assert (second.headers["Idempotent-Replayed"], second.headers["Original-Request"]) == (
        "true",
        first.headers["Request-Id"],
    )
    assert "Idempotent-Replayed" not in first.headers
    assert len(stripe.get("/v1/customers").json()["data"]) == 1


@pytest.mark.parametrize(("path", "name"), [("/v1/customers", "Eve"), ("/v1/refunds", "Ada")])
def test_the_same_key_for_something_else_is_an_error(
    stripe: httpx.Client, conforms: Conforms, path: str, name: str
) -> None:
    """Another body, or another path."""
    stripe.post("/v1/customers", data={"name": "Ada"}, headers={"Idempotency-Key": "k1"})
    body = {"name": name} if path == "/v1/customers" else {"payment_intent": "pi_1"}
    reply = stripe.post(path, data=body, headers={"Idempotency-Key": "k1"})
    conforms(reply)
    assert (reply.status_code, reply.json()["error"]["type"]) == (400, "idempotency_error")


def test_a_refusal_is_replayed_too_but_not_what_did_not_conform(stripe: httpx.Client) -> None:
    """A declined card stays declined under its key; a request that was not begun may be corrected."""
    declined = {**INTENT, "payment_method": "pm_card_chargeDeclined", "confirm": "true"}
    replies = [stripe.post("/v1/payment_intents", data=declined, headers={"Idempotency-Key": "k1"}) for _ in range(2)]
    assert [reply.status_code for reply in replies] == [402, 402]
    assert replies[0].content == replies[1].content
    assert stripe.post("/v1/payment_intents", data={}, headers={"Idempotency-Key": "k2"}).status_code == 400
    assert stripe.post("/v1/payment_intents", data=INTENT, headers={"Idempotency-Key": "k2"}).status_code == 200


def test_a_payment_from_creation_to_refund(stripe: httpx.Client, conforms: Conforms) -> None:
    """Each step is allowed in its state only, and leaves its events."""
    made = stripe.post("/v1/payment_intents", data={**INTENT, "capture_method": "manual"})
    conforms(made)
    url = f"/v1/payment_intents/{made.json()['id']}"
    states = [made.json()["status"]]
    states.append(stripe.post(url, data={"payment_method": "pm_card_visa"}).json()["status"])
    confirmed = stripe.post(f"{url}/confirm")
    conforms(confirmed)
    states.append(confirmed.json()["status"])
    captured = stripe.post(f"{url}/capture", data={"amount_to_capture": "700"})
    conforms(captured)
    states.append(captured.json()["status"])
    assert states == ["requires_payment_method", "requires_confirmation", "requires_capture", "succeeded"]
    refund = stripe.post("/v1/refunds", data={"payment_intent": made.json()["id"], "amount": "200"})
    conforms(refund)
    rest = stripe.post("/v1/refunds", data={"charge": captured.json()["latest_charge"], "reason": "duplicate"})
    assert rest.json()["amount"] == 500
    assert (
        stripe.post("/v1/refunds", data={"payment_intent": made.json()["id"]}).json()["error"]["code"]
        == "charge_already_refunded"
    )
    events = stripe.get("/v1/events", params={"limit": "100"})
    conforms(events)
    assert [event["type"] for event in reversed(events.json()["data"])] == [
        "payment_intent.created",
        "charge.succeeded",
        "payment_intent.amount_capturable_updated",
        "charge.captured",
        "payment_intent.succeeded",
        "refund.created",
        "charge.refunded",
        "refund.created",
        "charge.refunded",
    ]


@pytest.mark.parametrize(
    ("action", "body"), [("confirm", {}), ("cancel", {}), ("capture", {}), ("", {"description": "late"})]
)
def test_nothing_can_be_done_to_a_payment_that_succeeded(
    stripe: httpx.Client, conforms: Conforms, action: str, body: dict[str, str]
) -> None:
    """400 that names the state."""
    url = f"/v1/payment_intents/{paid(stripe)['id']}/{action}".rstrip("/")
    reply = stripe.post(url, data=body)
    conforms(reply)
    assert (reply.status_code, reply.json()["error"]["code"]) == (400, "payment_intent_unexpected_state")


def test_cancelling_ends_an_authorisation(stripe: httpx.Client, conforms: Conforms) -> None:
    """Nothing is left to capture."""
    url = f"/v1/payment_intents/{paid(stripe, capture_method='manual')['id']}"
    reply = stripe.post(f"{url}/cancel", data={"cancellation_reason": "abandoned"})
    conforms(reply)
    assert (reply.json()["status"], reply.json()["amount_capturable"]) == ("canceled", 0)


def test_a_declined_card(stripe: httpx.Client, conforms: Conforms) -> None:
    """402 with the intent inside, which waits for another card; that one may succeed."""
    intent = stripe.post("/v1/payment_intents", data=INTENT).json()["id"]
    url = f"/v1/payment_intents/{intent}"
    reply = stripe.post(f"{url}/confirm", data={"payment_method": "pm_card_chargeDeclined"})
    conforms(reply)
    error = reply.json()["error"]
    assert (reply.status_code, error["type"], error["code"]) == (402, "card_error", "card_declined")
    assert error["payment_intent"]["status"] == "requires_payment_method"
    failed = stripe.get(url)
    conforms(failed)
    assert failed.json()["last_payment_error"]["code"] == "card_declined"
    assert stripe.post(f"{url}/confirm", data={"payment_method": "pm_card_visa"}).json()["status"] == "succeeded"


def test_a_card_that_needs_its_owner(stripe: httpx.Client, conforms: Conforms) -> None:
    """The intent says where to send them."""
    intent = stripe.post("/v1/payment_intents", data=INTENT).json()["id"]
    reply = stripe.post(
        f"/v1/payment_intents/{intent}/confirm", data={"payment_method": "pm_card_authenticationRequired"}
    )
    conforms(reply)
    assert (reply.json()["status"], reply.json()["next_action"]["type"]) == ("requires_action", "redirect_to_url")


def test_references_are_expanded_when_asked(stripe: httpx.Client, conforms: Conforms) -> None:
    """Also within lists, and through several levels."""
    customer = stripe.post("/v1/customers", data={"name": "Ada"}).json()["id"]
    paid(stripe, customer=customer)
    listed = stripe.get("/v1/payment_intents?expand[]=data.customer&expand[]=data.latest_charge.customer")
    conforms(listed)
    found = listed.json()["data"][0]
    assert found["customer"]["name"] == found["latest_charge"]["customer"]["name"] == "Ada"


def test_events_can_be_selected(stripe: httpx.Client) -> None:
    """By type, by types, and by time."""
    paid(stripe)
    stripe.post("/v1/customers")
    count = lambda params: len(stripe.get("/v1/events", params=params).json()["data"])  # noqa: E731
    assert count({"type": "payment_intent.*"}) == 2
    assert count({"types[]": ["charge.succeeded", "customer.created"]}) == 2
    assert count({"created[lt]": "1000"}) == 0


@pytest.mark.parametrize(
    "path", ["/v1/customers/cus_none", "/v1/payment_intents/pi_none", "/v1/refunds/re_none", "/v1/events/evt_none"]
)
def test_what_is_not_there_is_missing(stripe: httpx.Client, conforms: Conforms, path: str) -> None:
    """404 with Stripe's envelope, and a Request-Id."""
    reply = stripe.get(path)
    conforms(reply)
    assert (reply.status_code, reply.json()["error"]["code"]) == (404, "resource_missing")
    assert reply.headers["Request-Id"].startswith("req_")


def test_without_a_key_nothing_is_told(sandbox: Sandbox, http: httpx.Client, conforms: Conforms) -> None:
    """401 with Stripe's envelope."""
    reply = http.get(f"{sandbox.url('stripe')}/v1/customers")
    conforms(reply)
    assert (reply.status_code, reply.json()["error"]["type"]) == (401, "invalid_request_error")
