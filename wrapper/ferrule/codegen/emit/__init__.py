"""Python source for single expressions: types, decoders, literals. Templates put them together."""
