"""Responses of HTTP/1.1, generated and then often spoilt."""

from __future__ import annotations

from random import Random

from fuzz.mutation import mutated

TOKENS = [
    b"\r\n", b"\n", b"\r", b"\r\n\r\n", b"\n\n", b"\0", b" ", b"\t", b":", b";", b",", b"0", b"-1", b"+5", b"0x5", b"5 ", b"\xff",
    b"99999999999999999999", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.0 200 OK\r\n", b"HTTP/2 200\r\n", b"HTTP/1.1 100 Continue\r\n\r\n",
    b"Content-Length: 5\r\n", b"content-length:3\r\n", b"Content-Length: 3, 3\r\n", b"Transfer-Encoding: chunked\r\n",
    b"Transfer-Encoding: gzip, chunked\r\n", b"Transfer-Encoding : chunked\r\n", b"Transfer-Encoding:\x0bchunked\r\n",
    b"Connection: close\r\n", b"Connection: keep-alive\r\n", b"Connection: upgrade\r\nUpgrade: x\r\n", b"5\r\nhello\r\n", b"0\r\n\r\n", b"5;a=b\r\n",
    b"ffffffffffffffff\r\n", b"X: a\r\n b\r\n",
]  # fmt: skip
_STATUSES = [
    "200 OK",
    "200",
    "201 Created",
    "204 No Content",
    "304 Not Modified",
    "404 Not Found",
    "500 Oops",
    "599 ",
    "101 Go",
    "099 X",
]


def response(random: Random) -> bytes:
    """One response, or part of one, or one and more."""
    data = _interim(random) + _final(random)
    if random.random() < 0.2:
        data += random.choice([b"more", _final(random), b"\r\n", b"HTTP/1.1 4"])
    return mutated(data, TOKENS, random) if random.random() < 0.7 else data


def _interim(random: Random) -> bytes:
    if random.random() < 0.85:
        return b""
    return random.choice(
        [b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\nContent-Length: 4\r\n\r\n"]
    )


def _final(random: Random) -> bytes:
    version = random.choice(["HTTP/1.1", "HTTP/1.1", "HTTP/1.1", "HTTP/1.0"])
    lines = [f"{version} {random.choice(_STATUSES)}".encode()]
    lines += [
        random.choice(
            [
                b"X-One: 1",
                b"Set-Cookie: a=b",
                b"x-empty:",
                b"X-Blanks: 1 \t",
                b"X-High: \xe9",
                b"Connection: keep-alive",
                b"Connection: close",
            ]
        )
        for _ in range(random.randint(0, 3))
    ]
    body = random.randbytes(random.choice([0, 0, 1, 5, 20]))
    match random.randrange(4):
        case 0:
            lines.append(b"Content-Length: %d" % len(body))
        case 1:
            lines.append(random.choice([b"Transfer-Encoding: chunked", b"transfer-encoding:Chunked"]))
            body = _chunked(body, random)
        case 2:
            lines.append(b"Content-Length: %d" % (len(body) + random.choice([-1, 1, 3])))
    random.shuffle(lines[1:])
    return b"\r\n".join([*lines, b"", body])


def _chunked(body: bytes, random: Random) -> bytes:
    size = random.randint(1, 8)
    extension = random.choice([b"", b"", b";a", b';a="b;c"', b" ;a=b"])
    chunks = [body[at : at + size] for at in range(0, len(body), size)]
    trailer = random.choice([b"", b"", b"X-Trailer: 1\r\n", b"Content-Length: 9\r\n"])
    return (
        b"".join(b"%x%b\r\n%b\r\n" % (len(chunk), extension, chunk) for chunk in chunks) + b"0\r\n" + trailer + b"\r\n"
    )
