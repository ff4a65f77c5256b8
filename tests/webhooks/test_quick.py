"""What receivers work out once is what they would work out for each delivery."""

from __future__ import annotations

import hashlib
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ferrule.errors import WebhookRejected
from ferrule.webhooks.fields import Names, read_fields
from ferrule.webhooks.schemes.base import Secret
from webhooks.senders import receiver, signed

ALGORITHMS = ("sha1", "sha256", "sha384", "sha512")


@pytest.mark.parametrize("algorithm", ALGORITHMS)
@given(st.data())
def test_a_secret_signs_as_the_standard_library_does(algorithm: str, data: st.DataObject) -> None:
    """Whatever its length: shorter than a block, one, longer."""
    block = hashlib.new(algorithm).block_size
    length = data.draw(st.integers(0, 3 * block) | st.sampled_from([block - 1, block, block + 1]))
    raw = data.draw(st.binary(min_size=length, max_size=length))
    secret = Secret(raw, algorithm)
    for content in data.draw(st.lists(st.binary(max_size=200), min_size=1, max_size=3)):
        assert secret.sign(content) == hmac.digest(raw, content, algorithm)


def test_fields_are_found_in_any_case_each_time() -> None:
    """Also by names that came before, and by two spellings of one."""
    wanted = Names(["X-Signature", ""])
    for _ in range(3):
        for name in ("x-signature", "X-Signature", "X-SIGNATURE", b"x-signature", b"X-Signature"):
            assert read_fields([("Host", "h"), (name, "a")], wanted) == {"x-signature": b"a"}
        assert read_fields([("X-signature", "a"), (b"Host", b"h"), ("x-Signature", "b")], wanted) == {"x-signature": b"a,b"}  # fmt: skip
        assert read_fields({"x-signatur": "a", "x-signature ": "b", "": "c"}, wanted) == {}


def test_what_attackers_call_their_fields_is_kept_within_bounds() -> None:
    """And real deliveries are found as before."""
    hooks = receiver("slack")
    headers, body = signed("slack", hooks)
    for number in range(20):
        with pytest.raises(WebhookRejected):
            hooks.unwrap({f"x-{number}-{another}": "" for another in range(100)} | {"y" * 10_000: ""}, body)
    kept = hooks._wanted
    assert len(kept) <= 256
    assert max(map(len, kept)) <= 64
    assert hooks.unwrap({name.upper(): value for name, value in headers.items()}, body).sent_at
