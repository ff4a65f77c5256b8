"""Real servers, and both worlds of users."""

from real_servers import pytest_collection_modifyitems as pytest_collection_modifyitems
from real_servers import users as users
