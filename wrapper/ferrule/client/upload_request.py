"""What a file is to be sent to. It stands apart, as clients that send none pay for nothing else of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Generic, TypeVar, cast

import attrs

from ferrule.call import Call, Operation
from ferrule.client.modules import UploadModule
from ferrule.client.session import Session
from ferrule.http.digests import GOOGLES
from ferrule.runtime.base import Runtime

S = TypeVar("S")


@attrs.frozen(eq=False)
class UploadRequest(Generic[S]):
    """What takes the file.

    Attributes:
        session: makes the calls.
        module: the operation's.
        args, kwargs: the caller's arguments, of the request that starts it.
    """

    session: Session
    module: UploadModule[..., S, Any, ...]
    args: tuple[Any, ...] = attrs.field(repr=False)
    kwargs: Mapping[str, Any] = attrs.field(repr=False)

    @property
    def runtime(self) -> Runtime:
        """Time of the client."""
        return self.session.core.runtime

    @property
    def operation(self) -> Operation:
        """The operation."""
        return self.session.core.target(self.module).operation

    @property
    def protocol(self) -> str:
        """How it is sent."""
        return str(self.module._UPLOAD["protocol"])

    @property
    def digests(self) -> Mapping[str, str]:
        """Where in the body of the last answer digests of the file are, by algorithm."""
        return cast("Mapping[str, str]", self.module._UPLOAD.get("digests", {}))

    @property
    def algorithms(self) -> tuple[str, ...]:
        """Those that digests of the file may be told by."""
        return (*self.digests, *(GOOGLES if self.operation.facts.digests.header else ()))

    def call(self) -> Call:
        """The call that starts it."""
        core = self.session.core
        target = core.target(getattr(self.module, "_start", self.module))
        return self.session.call(attrs.evolve(target, get_kwargs=self.module._upload_kwargs), self.args, self.kwargs)
