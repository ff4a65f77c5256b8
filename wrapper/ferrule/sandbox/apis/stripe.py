"""Stripe with memory: customers, payment intents, refunds and the events they cause."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from itertools import count

from ..messages import Reply, json_reply
from . import stripe_objects as objects
from .base import Failure, Invocation
from .stripe_http import KEY, StripeHTTP
from .stripe_lists import expanded, expansions, is_wanted, page
from .stripe_objects import DECLINES, NEEDS_ACTION, Object, Refused


class Stripe(StripeHTTP):
    """Keeps objects by id, the newest last; ids and events are numbered, so runs are alike."""

    def reset(self) -> None:
        super().reset()
        self._objects: dict[str, Object] = {}
        self._events: dict[str, Object] = {}
        self._numbers = count(1)

    def handlers(self) -> Mapping[str, Callable[[Invocation], Reply]]:
        plain: dict[str, Callable[[Invocation], Object]] = {
            "GetCustomers": lambda call: self._list(call, "customer", "email"),
            "PostCustomers": self._create_customer,
            "GetCustomersCustomer": lambda call: self._get(call.path["customer"], "customer", deleted=True),
            "PostCustomersCustomer": lambda call: self._update(self._get(call.path["customer"], "customer"), call),
            "DeleteCustomersCustomer": self._delete_customer,
            "GetPaymentIntents": lambda call: self._list(call, "payment_intent", "customer"),
            "PostPaymentIntents": self._create_intent,
            "GetPaymentIntentsIntent": lambda call: self._intent(call),
            "PostPaymentIntentsIntent": self._update_intent,
            "PostPaymentIntentsIntentConfirm": lambda call: self._confirm(self._intent(call), call),
            "PostPaymentIntentsIntentCapture": self._capture,
            "PostPaymentIntentsIntentCancel": self._cancel,
            "GetRefunds": lambda call: self._list(call, "refund", "charge", "payment_intent"),
            "PostRefunds": self._create_refund,
            "GetRefundsRefund": lambda call: self._get(call.path["refund"], "refund"),
            "PostRefundsRefund": lambda call: self._update(self._get(call.path["refund"], "refund"), call),
            "GetEvents": self._list_events,
            "GetEventsId": lambda call: self._event(call.path["id"]),
        }
        return {name: self._answering(handler) for name, handler in plain.items()}

    def _answering(self, handler: Callable[[Invocation], Object]) -> Callable[[Invocation], Reply]:
        def answer(call: Invocation) -> Reply:
            try:
                found = handler(call)
            except Refused as refused:
                raise Failure(self._refusal(400, refused.message, code=refused.code, param=refused.param)) from None
            return json_reply(expanded(found, expansions(call), self._objects))

        return answer

    # --- objects ---

    def _now(self) -> int:
        return int(self.world.clock.now())

    def _id(self, prefix: str) -> str:
        return f"{prefix}_{next(self._numbers):014d}"

    def _get(self, identifier: str, kind: str, *, deleted: bool = False) -> Object:
        found = self._objects.get(identifier)
        if found is None or found["object"] != kind or (found.get("deleted") and not deleted):
            message = f"No such {kind}: '{identifier}'"
            raise Failure(self._refusal(404, message, code="resource_missing", param="id"))
        return found

    def _store(self, made: Object, call: Invocation, event: str) -> Object:
        self._objects[made["id"]] = made
        self._record(event, made, call)
        return made

    def _record(self, kind: str, about: Object, call: Invocation, previous: Object | None = None) -> None:
        identifier = self._id("evt")
        data = {"object": deepcopy(about)}
        if previous is not None:
            data["previous_attributes"] = previous
        self._events[identifier] = {
            "id": identifier,
            "object": "event",
            "api_version": self.document["info"]["version"],
            "created": self._now(),
            "data": data,
            "livemode": False,
            "pending_webhooks": 0,
            "request": {"id": None, "idempotency_key": call.request.headers.get(KEY)},
            "type": kind,
        }

    def _update(self, found: Object, call: Invocation) -> Object:
        if previous := objects.apply(call.members, found):
            self._record(f"{found['object']}.updated", found, call, previous)
        return found

    def _list(self, call: Invocation, kind: str, *filters: str) -> Object:
        found = [each for each in self._objects.values() if each["object"] == kind and not each.get("deleted")]
        for name in filters:
            if name in call.query:
                found = [each for each in found if each[name] == call.query[name]]
        return page(call, found)

    # --- customers ---

    def _create_customer(self, call: Invocation) -> Object:
        made = objects.customer(self._id("cus"), self._now())
        objects.apply(call.members, made)
        return self._store(made, call, "customer.created")

    def _delete_customer(self, call: Invocation) -> Object:
        found = self._get(call.path["customer"], "customer")
        self._record("customer.deleted", found, call)
        gone = {"id": found["id"], "object": "customer", "deleted": True}
        self._objects[found["id"]] = gone
        return gone

    # --- payment intents ---

    def _intent(self, call: Invocation) -> Object:
        return self._get(call.path["intent"], "payment_intent")

    def _create_intent(self, call: Invocation) -> Object:
        params = call.body
        if "customer" in params:
            self._get(params["customer"], "customer")
        made = objects.payment_intent(self._id("pi"), self._now(), params["amount"], params["currency"])
        self._set_intent(made, params)
        self._store(made, call, "payment_intent.created")
        return self._confirm(made, call) if params.get("confirm") else made

    def _set_intent(self, intent: Object, params: Object) -> Object:
        previous = objects.apply(params, intent)
        if "payment_method_data" in params:
            intent["payment_method"] = self._id("pm")
        if intent["payment_method"] and intent["status"] == "requires_payment_method":
            intent["status"] = "requires_confirmation"
        return previous

    def _update_intent(self, call: Invocation) -> Object:
        intent = self._intent(call)
        objects.require_state(intent, "update")
        self._set_intent(intent, call.members)
        return intent

    def _confirm(self, intent: Object, call: Invocation) -> Object:
        objects.require_state(intent, "confirm")
        self._set_intent(intent, call.members)
        method = intent["payment_method"]
        if method is None:
            raise Refused(
                "You cannot confirm this PaymentIntent because it's missing a payment method.", "parameter_missing"
            )
        if method == NEEDS_ACTION:
            url = f"{self.world.origin}/_downloads/authenticate"
            action = {"type": "redirect_to_url", "redirect_to_url": {"return_url": None, "url": url}}
            intent.update(status="requires_action", next_action=action)
            self._record("payment_intent.requires_action", intent, call)
            return intent
        charge = objects.charge(self._id("ch"), self._now(), intent)
        intent.update(latest_charge=charge["id"], next_action=None)
        if method in DECLINES:
            return self._decline(intent, charge, DECLINES[method], call)
        intent["last_payment_error"] = None
        if intent["capture_method"] == "manual":
            intent.update(status="requires_capture", amount_capturable=intent["amount"])
            self._store(charge, call, "charge.succeeded")
            self._record("payment_intent.amount_capturable_updated", intent, call)
        else:
            objects.capture(intent, charge, intent["amount"])
            self._store(charge, call, "charge.succeeded")
            self._record("payment_intent.succeeded", intent, call)
        return intent

    def _decline(self, intent: Object, charge: Object, reason: str, call: Invocation) -> Object:
        error = {
            "type": "card_error",
            "code": "card_declined",
            "decline_code": reason,
            "message": "Your card was declined.",
        }
        error["charge"] = charge["id"]
        charge.update(status="failed", paid=False, failure_code="card_declined", failure_message=error["message"])
        intent.update(status="requires_payment_method", payment_method=None, last_payment_error=error)
        self._store(charge, call, "charge.failed")
        self._record("payment_intent.payment_failed", intent, call)
        raise Failure(json_reply({"error": {**error, "payment_intent": intent}}, 402))

    def _capture(self, call: Invocation) -> Object:
        intent = self._intent(call)
        objects.require_state(intent, "capture")
        charge = self._objects[intent["latest_charge"]]
        params = {"amount_to_capture": intent["amount"], **call.members}
        objects.capture(intent, charge, params["amount_to_capture"])
        self._record("charge.captured", charge, call)
        self._record("payment_intent.succeeded", intent, call)
        return intent

    def _cancel(self, call: Invocation) -> Object:
        intent = self._intent(call)
        objects.require_state(intent, "cancel")
        reason = call.members.get("cancellation_reason")
        intent.update(status="canceled", amount_capturable=0, canceled_at=self._now(), cancellation_reason=reason)
        self._record("payment_intent.canceled", intent, call)
        return intent

    # --- refunds, events ---

    def _create_refund(self, call: Invocation) -> Object:
        params = call.members
        if "charge" in params:
            charge = self._get(params["charge"], "charge")
        elif "payment_intent" in params:
            charge = self._get(self._get(params["payment_intent"], "payment_intent")["latest_charge"] or "", "charge")
        else:
            raise Refused("One of the following params should be provided for this request: payment_intent or charge.")
        amount = objects.give_back(charge, params.get("amount"))
        made = objects.refund(self._id("re"), self._now(), charge, amount, params.get("reason"))
        objects.apply({"metadata": params.get("metadata", {})}, made)
        self._store(made, call, "refund.created")
        self._record("charge.refunded", charge, call)
        return made

    def _list_events(self, call: Invocation) -> Object:
        wanted = call.query.get("types") or ([call.query["type"]] if "type" in call.query else None)
        events = list(self._events.values())
        return page(call, [event for event in events if wanted is None or is_wanted(event["type"], wanted)])

    def _event(self, identifier: str) -> Object:
        if identifier not in self._events:
            raise Failure(self._refusal(404, f"No such event: '{identifier}'", code="resource_missing", param="id"))
        return self._events[identifier]
