"""Many inputs on a Ray cluster: `ferrule.bulk(…, executor=Ray(spec))`. Needs the extra `ray`."""

from __future__ import annotations

from concurrent.futures import Future
from importlib import import_module
from typing import Any

from ferrule.batches.blocks import Block, Done, LostWork, run_block
from ferrule.batches.spec import ClientSpec
from ferrule.errors import ConfigError

_RETRIES = 3  # of a block whose worker is lost


class Ray:
    """Runs blocks of inputs on the workers of a Ray cluster, one client in each of their processes.

    Ray runs a block again when its worker is lost, if its requests may be sent twice or carry an idempotency key. The
    inputs of other blocks are then `Failed` with `OutcomeUnknown`.

    Args:
        spec: how the workers make their clients.
        workers: how many processes are to be used; None for as many as the cluster has CPUs.

    Raises:
        ConfigError: Ray is not initialised, or the extra is not installed.
    """

    def __init__(self, spec: ClientSpec, *, workers: int | None = None) -> None:
        try:
            self._ray: Any = import_module("ray")
        except ImportError:
            raise ConfigError("Ray needs ray: pip install 'ferrule[ray]'") from None
        if not self._ray.is_initialized():
            raise ConfigError("call ray.init() first")
        self.spec = spec
        self._workers = workers
        self._run: Any = self._ray.remote(run_block)

    def workers(self) -> int:
        """How many processes there are."""
        if self._workers is not None:
            return self._workers
        return int(self._ray.cluster_resources().get("CPU", 0))

    def submit(self, block: Block) -> Future[Any]:
        """Have a block run."""
        retries = 0 if block.once else _RETRIES
        work: Future[Any] = self._run.options(max_retries=retries).remote(block).future()
        return work

    def result(self, work: Future[Any]) -> Done:
        """What came of a block.

        Raises:
            LostWork: its worker was lost, or its node, or its result with them, and it is not run again.
        """
        exceptions = self._ray.exceptions
        lost_work = (
            exceptions.WorkerCrashedError, exceptions.OutOfMemoryError, exceptions.NodeDiedError,
            exceptions.LocalRayletDiedError, exceptions.ObjectLostError,
        )  # fmt: skip
        try:
            done: Done = work.result()
        except lost_work as lost:
            raise LostWork(type(lost).__name__) from None
        except exceptions.RayTaskError as failed:
            raise failed.cause from None
        return done
