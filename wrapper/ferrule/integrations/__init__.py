"""Ferrule in other people's frameworks, one module each; a module needs its framework, and the rest does not."""
