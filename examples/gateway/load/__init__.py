"""The gateway under load, beside the same service written by hand."""
