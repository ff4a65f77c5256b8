"""What a file is compared with: digests of the whole, and nothing else."""

from __future__ import annotations

import base64
import hashlib
import io

import pytest

from ferrule import DigestMismatch, ReadFailed, TransferFailed
from ferrule.http.digests import digests
from ferrule.transfer import hashing
from transfer.conftest import WHOLE, cut, file, left, part, whole

DIGITS = b"123456789"
OF_PART = "sha-256=:Ryu+g2Fuk9PAmnkQOuR9j3Hj01qWbW6LIvdDIY0EFx0=:"
OF_WHOLE = "sha-256=:FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=:"
GOOGLE = "crc32c=4waSgw==,md5=JfnnlDI7RTiF9RgfG2JNCw=="


def sf(algorithm: str, digest: bytes) -> str:
    """A member of a digest field."""
    return f"{algorithm}=:{base64.b64encode(digest).decode()}:"


@pytest.mark.parametrize("fields", [
    {"x_goog_hash": GOOGLE}, {"repr_digest": OF_WHOLE}, {"content_digest": OF_WHOLE},
    {"content_md5": "JfnnlDI7RTiF9RgfG2JNCw=="}, {"repr_digest": sf("sha-512", hashlib.sha512(DIGITS).digest())},
    {"repr_digest": f"unknown=:AAAA:, {OF_WHOLE};q=1"}, {"content_digest": OF_WHOLE, "x_goog_hash": GOOGLE},
])  # fmt: skip
def test_a_file_that_is_what_it_should_be_is_verified(store, tmp_path, fields):
    """By each field that speaks of the whole; unknown algorithms are ignored."""
    saved = store.save(tmp_path / "a.bin", whole(DIGITS, **fields))
    assert saved.verified and not saved.unverified


def test_two_fields_are_one_list(store, tmp_path):
    """As Google sends them."""
    fields = {b"x-goog-hash": [b"crc32c=4waSgw==", b"md5=JfnnlDI7RTiF9RgfG2JNCw=="]}
    found = digests(fields, is_whole=True, vendor="X-Goog-Hash")
    assert found == (("crc32c", bytes.fromhex("e3069283")), ("md5", base64.b64decode("JfnnlDI7RTiF9RgfG2JNCw==")))
    assert digests(fields, is_whole=True) == ()


def test_of_a_part_only_the_digest_of_the_whole_counts(store, tmp_path):
    """`Content-Digest` speaks of what this message holds (RFC 9530 §3)."""
    rest = part(3, 8, 9, DIGITS, content_digest=OF_PART, content_md5="AAAAAAAAAAAAAAAAAAAAAA==", repr_digest=OF_WHOLE)
    saved = store.save(tmp_path / "a.bin", cut(3, DIGITS, repr_digest=OF_WHOLE), rest)
    assert ((tmp_path / "a.bin").read_bytes(), saved.verified) == (DIGITS, ("sha-256",))
    fields = {b"content-digest": [OF_PART.encode()], b"content-md5": [b"JfnnlDI7RTiF9RgfG2JNCw=="]}
    assert digests(fields, is_whole=False) == ()


@pytest.mark.parametrize("fields", [
    {"x_goog_hash": GOOGLE}, {"repr_digest": OF_WHOLE}, {"content_digest": OF_WHOLE},
    {"repr_digest": f"{sf('sha-256', hashlib.sha256(WHOLE).digest())}, {sf('sha', bytes(20))}"},
    {"content_digest": sf("sha-256", hashlib.sha256(WHOLE).digest()), "repr_digest": OF_WHOLE},
])  # fmt: skip
def test_a_file_that_is_not_what_it_should_be_leaves_nothing(store, tmp_path, fields):
    """All that is named must agree. The file that was there stays."""
    (tmp_path / "a.bin").write_text("before")
    with pytest.raises(DigestMismatch, match="not what the server says") as caught:
        store.save(tmp_path / "a.bin", whole(**fields))
    assert (caught.value.algorithm in str(caught.value), caught.value.kept) == (True, None)
    assert left(tmp_path) == ["a.bin"]
    assert (tmp_path / "a.bin").read_text() == "before"
    target = io.BytesIO()
    with pytest.raises(DigestMismatch):
        store.save(target, whole(**fields))
    assert target.getvalue() == b""


def test_what_an_earlier_run_wrote_is_compared_too(store, tmp_path):
    """The digest is of all that is there."""
    wrong = bytes(400) + WHOLE[400:]
    with pytest.raises(TransferFailed):
        store.save(
            tmp_path / "a.bin",
            cut(400, wrong, repr_digest=sf("sha", bytes(20))),
            *[ReadFailed("")] * 6,
        )
    with pytest.raises(DigestMismatch):
        store.save(tmp_path / "a.bin", part(400, 999))
    assert left(tmp_path) == []


@pytest.mark.parametrize(("fields", "why"), [
    ({}, "the server names no digest of it"),
    ({"repr_digest": "sha-256=:AAAA:"}, "the server names no digest of it"),
    ({"repr_digest": "sha-256=rubbish("}, "the server names no digest of it"),
    ({"x_goog_hash": "md5=????"}, "the server names no digest of it"),
    ({"x_goog_hash": GOOGLE, "x_goog_stored_content_encoding": "gzip"},
     "its digests are of what is stored, which is coded (X-Goog-Stored-Content-Encoding)"),
])  # fmt: skip
def test_what_could_not_be_verified_is_said(store, tmp_path, fields, why):
    """A file that is decoded on the way is not what its digest is of."""
    saved = store.save(tmp_path / "a.bin", whole(**fields))
    assert (saved.verified, saved.unverified) == ((), why)
    assert (tmp_path / "a.bin").read_bytes() == WHOLE


def test_stored_as_it_is_digests_count(store, tmp_path):
    """The coding that is none."""
    saved = store.save(tmp_path / "a.bin", whole(DIGITS, x_goog_hash=GOOGLE, x_goog_stored_content_encoding="identity"))
    assert "md5" in saved.verified


def test_an_algorithm_that_cannot_be_made_here_is_named(store, tmp_path, monkeypatch):
    """CRC-32C needs a package."""
    monkeypatch.setattr(hashing, "_has_crc32c", lambda: False)
    saved = store.save(tmp_path / "a.bin", whole(DIGITS, x_goog_hash="crc32c=AAAAAA=="))
    assert (saved.verified, saved.unverified) == ((), "crc32c cannot be made here; install ferrule[files]")


def test_crc32c_is_compared_where_its_package_is(store, tmp_path):
    """Alone, and not only with others."""
    pytest.importorskip("google_crc32c")
    assert store.save(tmp_path / "a.bin", whole(DIGITS, x_goog_hash="crc32c=4waSgw==")).verified == ("crc32c",)
    with pytest.raises(DigestMismatch):
        store.save(tmp_path / "a.bin", file(WHOLE, x_goog_hash="crc32c=4waSgw=="))
