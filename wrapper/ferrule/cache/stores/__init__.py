"""Where responses are kept: in memory, in a SQLite file, in Valkey or Redis, or in memory over one of those."""
