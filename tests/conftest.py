"""What holds for all tests."""

import os

from hypothesis import settings

# The same examples every time, and no limit of time: a busy machine is no reason to fail.
settings.register_profile("ferrule", deadline=None, derandomize=True, database=None)
settings.load_profile("ferrule")

# As the pytest plugin says, which is not loaded where the package is not installed: respx must see each call.
os.environ.setdefault("FERRULE_ENGINE", "httpx")
