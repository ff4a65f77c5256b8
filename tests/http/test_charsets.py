"""Whatever charset a server names, its text is read."""

import encodings.aliases

import pytest

from ferrule.call import Response
from ferrule.http.charsets import codec_of
from ferrule.streams.text import Text
from ferrule_apis.github._response import text_body

BODY = b"\\d\\ud800 +2ADYAA-\xff\xfexn--a..\xc3\xa9\n"


@pytest.mark.parametrize(
    ("content_type", "codec"),
    [
        ("", "utf-8-sig"),
        ("text/plain", "utf-8-sig"),
        ("text/plain; charset=UTF-8", "utf-8-sig"),
        ("text/plain; charset=latin1", "iso8859-1"),
        ('text/plain; charset="utf-16"', "utf-16"),
        ("text/plain; charset=no-such", "utf-8-sig"),
        ("text/plain; charset=\u00e9", "utf-8-sig"),
        ('text/plain; charset="a\0b"', "utf-8-sig"),
        ("text/plain; charset=zlib", "utf-8-sig"),
        ("text/plain; charset=unicode_escape", "utf-8-sig"),
        ("text/plain; charset=raw_unicode_escape", "utf-8-sig"),
        ("text/plain; charset=punycode", "utf-8-sig"),
        ("text/plain; charset=idna", "utf-8-sig"),
        ("text/plain; charset=utf-7", "utf-8-sig"),
    ],
)
def test_the_codec_of_a_charset(content_type, codec):
    """UTF-8 stands in for what is none."""
    assert codec_of(content_type) == codec


@pytest.mark.parametrize("name", sorted({*encodings.aliases.aliases.values(), "undefined", "idna", "\u00e9"}))
def test_no_charset_makes_reading_fail(name):
    """Nor does it make what cannot be written again."""
    content_type = f"text/plain; charset={name}"
    text = Text(codec_of(content_type))
    parts = [part for at in range(len(BODY)) for part in text.feed(BODY[at : at + 1])]
    whole = Response(200, [(b"content-type", content_type.encode())], BODY).text
    assert "".join([*parts, *text.end()]).encode()
    assert whole.encode()


@pytest.mark.parametrize("charset", ["undefined", "idna", "punycode", '"a\0b"', "no-such", "zlib"])
def test_generated_clients_read_it_too(charset):
    """They know of no codec that raises."""
    content_type = f"text/plain; charset={charset}".encode()
    assert text_body(Response(200, [(b"content-type", content_type)], b"a\xff\xc3\xa9"), "op", None) == "a\ufffdé"


@pytest.mark.parametrize(("charset", "codec"), [("utf-16", "utf-16-le"), ("utf-32", "utf-32-le")])
def test_a_missing_byte_order_mark_is_little_endian(charset, codec):
    """However the bytes were cut (Encoding Standard, UTF-16)."""
    text = Text(codec_of(f"text/plain; charset={charset}"))
    parts = [part for byte in "aé\n".encode(codec) for part in text.feed(bytes([byte]))]
    assert "".join([*parts, *text.end()]) == "aé\n"
