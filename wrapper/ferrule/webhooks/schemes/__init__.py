"""How senders sign, one scheme a file: pure functions of bytes, keys and the time."""
