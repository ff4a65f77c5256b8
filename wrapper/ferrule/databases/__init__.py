"""What stores stand on: a private SQLite file, and a connection to Valkey or Redis."""
