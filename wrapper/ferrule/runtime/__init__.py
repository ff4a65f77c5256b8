"""The only place that waits: one interface in `base`, and an implementation for each way to wait."""
