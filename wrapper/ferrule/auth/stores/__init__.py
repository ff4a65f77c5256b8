"""Where processes share tokens, and the lease by which one of them gets the next."""
