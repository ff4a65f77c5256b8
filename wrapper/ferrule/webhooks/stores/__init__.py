"""Where it is kept which deliveries were handled: in memory, in a SQLite file, or in Valkey or Redis."""
