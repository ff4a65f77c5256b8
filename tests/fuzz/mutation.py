"""Random bytes that are nearly right: pieces of a grammar, and what bit rot and attackers do to them."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random


def mutated(data: bytes, tokens: Sequence[bytes], random: Random) -> bytes:
    """The data after one to four changes: bytes flipped, cut, repeated or put in, by themselves or as tokens."""
    for _ in range(random.randint(1, 4)):
        at = random.randint(0, len(data))
        end = min(len(data), at + random.choice([1, 1, 2, 8, 40]))
        match random.randrange(6):
            case 0:
                data = data[:at] + bytes([random.randrange(256)]) + data[at + 1 :]
            case 1:
                data = data[:at] + data[end:]
            case 2:
                data = data[:end] + data[at:end] * random.choice([1, 1, 2, 50]) + data[end:]
            case 3:
                data = data[:at] + random.randbytes(random.randint(1, 3)) + data[at:]
            case _:
                data = data[:at] + random.choice(tokens) + data[at:]
    return data


def text(random: Random, pieces: Sequence[str], longest: int = 12) -> str:
    """Pieces in a row, among them any characters."""
    return "".join(
        random.choice(pieces) if random.random() < 0.8 else chr(random.randrange(0x300))
        for _ in range(random.randint(0, longest))
    )
