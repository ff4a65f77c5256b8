"""`ferrule top`: what another process on this machine does, live, in a terminal or on a page."""
