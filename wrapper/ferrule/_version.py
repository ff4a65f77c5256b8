"""The version of the installed package."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("ferrule")
except PackageNotFoundError:  # a checkout on the import path, not installed
    __version__ = "dev"
