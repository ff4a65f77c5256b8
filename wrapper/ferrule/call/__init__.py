"""A call as data: down the pipeline as `Call`, back as `Response`, with its `Trace` beside it."""

from ferrule.call.cache_mode import CacheMode
from ferrule.call.call import Call, Options
from ferrule.call.limit import Limit
from ferrule.call.moment import Moment
from ferrule.call.operation import Facts, Operation
from ferrule.call.response import Body, BodyDropped, Response
from ferrule.call.trace import Attempt, Note, Trace

__all__ = [
    "Attempt",
    "Body",
    "BodyDropped",
    "CacheMode",
    "Call",
    "Facts",
    "Limit",
    "Moment",
    "Note",
    "Operation",
    "Options",
    "Response",
    "Trace",
]
