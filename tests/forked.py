"""What a forked child sees of what its parent had."""

import os
import signal
from collections.abc import Callable
from typing import Protocol

import pytest

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="cannot fork")


class Lock(Protocol):
    def locked(self) -> bool: ...

    def __enter__(self) -> object: ...

    def __exit__(self, *_: object) -> object: ...


def holds_in_child(check: Callable[[], bool]) -> bool:
    """Whether something is so in a forked child. What waits there for ever is not."""
    child = os.fork()
    if not child:
        passed = False
        try:
            signal.alarm(60)
            passed = check()
        finally:
            os._exit(0 if passed else 1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def is_free_in_child(lock: Callable[[], Lock]) -> bool:
    """Whether a lock is free in a child, though another thread of the parent held it as the process forked."""
    with lock():
        return holds_in_child(lambda: not lock().locked())
