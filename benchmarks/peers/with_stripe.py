"""stripe with its defaults: a walk over customers."""

import stripe
import worker

client = stripe.StripeClient("sk_test_x", base_addresses={"api": worker.URL})


def customers() -> None:
    listed = client.v1.customers.list({"limit": 100})
    count = len(list(listed.auto_paging_iter()))
    assert count == 1000, count


worker.serve(blocking={"customers": customers})
