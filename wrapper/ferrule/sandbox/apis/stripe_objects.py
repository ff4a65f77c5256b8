"""The objects of the Stripe API, and the rules by which a payment goes from one state to the next."""

from __future__ import annotations

from typing import Any, Final, TypeAlias

from attrs import frozen

from ..documents import is_object

Object: TypeAlias = dict[str, Any]

# Test payment methods that fail, by the decline code they fail with.
DECLINES: Final = {
    "pm_card_chargeDeclined": "generic_decline",
    "pm_card_chargeDeclinedInsufficientFunds": "insufficient_funds",
    "pm_card_chargeDeclinedLostCard": "lost_card",
}
# A test payment method that its owner must confirm.
NEEDS_ACTION: Final = "pm_card_authenticationRequired"

# Which states an action is allowed in.
ALLOWED: Final = {
    "update": ("requires_payment_method", "requires_confirmation", "requires_action"),
    "confirm": ("requires_payment_method", "requires_confirmation", "requires_action"),
    "capture": ("requires_capture",),
    "cancel": ("requires_payment_method", "requires_confirmation", "requires_action", "requires_capture", "processing"),
}


@frozen
class Refused(Exception):
    """An action the API does not take: the members of its error."""

    message: str
    code: str | None = None
    param: str | None = None


def customer(identifier: str, created: int) -> Object:
    """A customer without particulars."""
    return {
        "id": identifier,
        "object": "customer",
        "address": None,
        "balance": 0,
        "created": created,
        "currency": None,
        "default_source": None,
        "delinquent": False,
        "description": None,
        "discount": None,
        "email": None,
        "invoice_prefix": f"SANDBOX{identifier[-4:]}",
        "invoice_settings": {
            "custom_fields": None,
            "default_payment_method": None,
            "footer": None,
            "rendering_options": None,
        },
        "livemode": False,
        "metadata": {},
        "name": None,
        "next_invoice_sequence": 1,
        "phone": None,
        "preferred_locales": [],
        "shipping": None,
        "tax_exempt": "none",
        "test_clock": None,
    }


def payment_intent(identifier: str, created: int, amount: int, currency: str) -> Object:
    """An intent that nothing has happened to yet."""
    return {
        "id": identifier,
        "object": "payment_intent",
        "amount": amount,
        "amount_capturable": 0,
        "amount_details": {"tip": {}},
        "amount_received": 0,
        "application": None,
        "application_fee_amount": None,
        "automatic_payment_methods": None,
        "canceled_at": None,
        "cancellation_reason": None,
        "capture_method": "automatic",
        "client_secret": f"{identifier}_secret_sandbox",
        "confirmation_method": "automatic",
        "created": created,
        "currency": currency.lower(),
        "customer": None,
        "description": None,
        "last_payment_error": None,
        "latest_charge": None,
        "livemode": False,
        "metadata": {},
        "next_action": None,
        "on_behalf_of": None,
        "payment_method": None,
        "payment_method_options": {},
        "payment_method_types": ["card"],
        "processing": None,
        "receipt_email": None,
        "review": None,
        "setup_future_usage": None,
        "shipping": None,
        "statement_descriptor": None,
        "statement_descriptor_suffix": None,
        "status": "requires_payment_method",
        "transfer_data": None,
        "transfer_group": None,
    }


def charge(identifier: str, created: int, intent: Object) -> Object:
    """The charge that confirming an intent makes: authorised, not captured."""
    copied = ("amount", "currency", "customer", "description", "metadata", "receipt_email", "shipping")
    return {
        "id": identifier,
        "object": "charge",
        **{name: intent[name] for name in copied},
        "amount_captured": 0,
        "amount_refunded": 0,
        "balance_transaction": None,
        "billing_details": {"address": None, "email": None, "name": None, "phone": None},
        "captured": False,
        "created": created,
        "disputed": False,
        "failure_code": None,
        "failure_message": None,
        "livemode": False,
        "outcome": {
            "type": "authorized",
            "network_status": "approved_by_network",
            "reason": None,
            "risk_level": "normal",
        },
        "paid": True,
        "payment_intent": intent["id"],
        "payment_method": intent["payment_method"],
        "refunded": False,
        "status": "succeeded",
    }


def refund(identifier: str, created: int, of: Object, amount: int, reason: str | None) -> Object:
    """A refund of a charge."""
    return {
        "id": identifier,
        "object": "refund",
        "amount": amount,
        "balance_transaction": None,
        "charge": of["id"],
        "created": created,
        "currency": of["currency"],
        "metadata": {},
        "payment_intent": of["payment_intent"],
        "reason": reason,
        "receipt_number": None,
        "source_transfer_reversal": None,
        "status": "succeeded",
        "transfer_reversal": None,
    }


def require_state(intent: Object, action: str) -> None:
    """Refuse an action that the state of a payment intent does not allow."""
    if intent["status"] not in ALLOWED[action]:
        raise Refused(
            f"You cannot {action} this PaymentIntent because it has a status of {intent['status']}. Only a"
            f" PaymentIntent with one of the following statuses may be used: {', '.join(ALLOWED[action])}.",
            "payment_intent_unexpected_state",
        )


def capture(intent: Object, of: Object, amount: int) -> None:
    """Collect what was authorised, or less of it; the rest is released."""
    if amount > of["amount"]:
        raise Refused(
            "amount_to_capture is greater than the amount that can be captured.",
            "amount_too_large",
            "amount_to_capture",
        )
    of.update(captured=True, amount_captured=amount)
    intent.update(status="succeeded", amount_received=amount, amount_capturable=0)


def give_back(of: Object, amount: int | None) -> int:
    """Note a refund on a charge; returns its amount, all that is left if none is given."""
    left = of["amount_captured"] - of["amount_refunded"]
    if not of["captured"] or left == 0:
        raise Refused(f"Charge {of['id']} has already been refunded or was never captured.", "charge_already_refunded")
    returned = int(left) if amount is None else amount
    if returned > left:
        raise Refused(
            f"Refund amount ({returned}) is greater than unrefunded amount on charge ({left}).", param="amount"
        )
    of["amount_refunded"] += returned
    of["refunded"] = of["amount_refunded"] == of["amount_captured"]
    return returned


def apply(params: Object, to: Object) -> Object:
    """Change an object as parameters say; returns the former values of what changed.

    An empty text unsets; `metadata` is merged, an empty value in it removes a key.
    """
    before: Object = {}
    for name, value in params.items():
        if name not in to:
            continue
        new: Any = None if value == "" else value
        old: Any = to[name]
        if name == "metadata":
            merged: Object = {**old, **(value or {})}
            new = {key: text for key, text in merged.items() if text != ""} if value else {}
        elif name in ("address", "shipping") and is_object(new):
            new = _whole(name, new)
        elif is_object(old) and is_object(new):
            new = {**old, **new}
        if new != old:
            before[name], to[name] = old, new
    return before


def _whole(name: str, given: Object) -> Object:
    """An address, or a shipping with its address, whose members are all there."""
    members = ("city", "country", "line1", "line2", "postal_code", "state")
    address = given if name == "address" else given.get("address", {})
    whole = {member: address.get(member) or None for member in members}
    return whole if name == "address" else {**given, "address": whole}
