"""Many inputs on a Dask cluster: `ferrule.bulk(…, executor=Dask(client, spec))`. Needs the extra `dask`."""

from __future__ import annotations

from asyncio import CancelledError
from importlib import import_module
from typing import Any

from ferrule.batches.blocks import Block, Done, LostWork, run_block
from ferrule.batches.spec import ClientSpec
from ferrule.errors import ConfigError


class Dask:
    """Runs blocks of inputs on the workers of a Dask cluster, one client in each of their processes.

    Dask runs a block again when its worker is lost, also one that had ended. Requests that may be sent twice, and those
    with an idempotency key, then are. Of others the scheduler knows that their block was begun: it is not begun again,
    and its inputs are `Failed` with `OutcomeUnknown`.

    Args:
        client: a `distributed.Client`, not an asynchronous one.
        spec: how the workers make their clients.

    Raises:
        ConfigError: the client is asynchronous, or the extra is not installed.
    """

    def __init__(self, client: Any, spec: ClientSpec) -> None:
        try:
            self._distributed: Any = import_module("distributed")
        except ImportError:
            raise ConfigError("Dask needs distributed: pip install 'ferrule[dask]'") from None
        if not isinstance(client, self._distributed.Client) or client.asynchronous:
            raise ConfigError("Dask takes a distributed.Client that is not asynchronous; ferrule.bulk may be either")
        self.spec = spec
        self._client: Any = client

    def workers(self) -> int:
        """How many processes there are."""
        return len(self._client.nthreads())

    def submit(self, block: Block) -> Any:
        """Have a block run."""
        return self._client.submit(_run, block, key=block.name, pure=False)

    def result(self, work: Any) -> Done:
        """What came of a block.

        Raises:
            LostWork: its worker was lost, and it is not run again.
        """
        try:
            done: Done | str = work.result()
        except self._distributed.KilledWorker:
            raise LostWork("and so were others that ran it") from None
        except CancelledError as dropped:  # which would be taken for the end of the run
            raise RuntimeError(f"the cluster dropped {work.key}: was it closed?") from dropped
        finally:
            work.release()
        if isinstance(done, str):
            raise LostWork(done)
        return done


def _run(block: Block) -> Done | str:
    """On a worker: run a block, or say why not."""
    if block.once:
        begun: Any = import_module("distributed").Event(block.name)
        if begun.is_set():
            return "its block was begun before, on a worker that was lost"
        begun.set()
    return run_block(block)
