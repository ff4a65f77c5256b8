"""Plain modules copied as they are into every generated package: what its models and endpoints stand on.

They import each other relatively and nothing of Ferrule, so a generated package works alone with httpx, attrs and msgspec.
"""
