"""A call as data: down the pipeline as `Call`, back as `Response`, with its `Trace` beside it."""

from ferrule.call.call import CacheMode, Call, Options
from ferrule.call.operation import Facts, Operation
from ferrule.call.response import Response
from ferrule.call.trace import Attempt, Note, Trace

__all__ = ["Attempt", "CacheMode", "Call", "Facts", "Note", "Operation", "Options", "Response", "Trace"]
