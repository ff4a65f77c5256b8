"""Ferrule in what others wrote, one module each. Each needs the library that it is called like."""
