"""Plain modules that are copied into every generated package: what its models and endpoints use.

They import each other relatively, and nothing of Ferrule. So a generated package works with httpx, attrs and msgspec
alone.
"""
