"""What holds for all tests."""

from hypothesis import settings

# The same examples every time, and no limit of time: a busy machine is no reason to fail.
settings.register_profile("ferrule", deadline=None, derandomize=True, database=None)
settings.load_profile("ferrule")
