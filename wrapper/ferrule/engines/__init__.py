"""Engines turn a `Call` into bytes on a connection and back into a `Response`; all that is not Ferrule's ends here."""
