"""The same operation for many inputs: read, run within bounds, kept in a journal, in one process or on a cluster."""
