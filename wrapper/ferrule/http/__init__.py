"""The grammar of header fields, and nothing else: pure functions, linear in their input."""
