"""Every list is walked in both worlds, on virtual time."""

from sites import lists as lists
from sites import site as site
