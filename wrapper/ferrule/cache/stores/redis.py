"""A store in Valkey or Redis, for a fleet. Needs `pip install 'ferrule[redis]'`; the client speaks to both."""

from __future__ import annotations

from typing import Any

from ferrule.cache.codec import encode
from ferrule.cache.entry import Record
from ferrule.cache.stores.base import Stats, read
from ferrule.databases.redis import connect
from ferrule.errors.faults import Faults

_LONGEST = 30 * 86_400.0  # seconds a record is kept at most, and the lists of tagged keys
_BATCH = 500
_RELEASE = "if redis.call('get', KEYS[1]) == ARGV[1] then redis.call('del', KEYS[1]) end"


class CacheStoreRedis:
    """Responses in a Valkey or Redis server, which decides by its own `maxmemory` what to drop.

    Args:
        url: `redis://`, `rediss://` or `unix://` address, as `redis.from_url` takes it.
        prefix: of all keys; clients with the same prefix share their entries (default `ferrule:cache:`).
        timeout: seconds for connecting and for each command (default 0.25); after that the cache does without.

    Raises:
        ConfigError: the extra is not installed, the URL cannot be understood, or the timeout is not above 0.
    """

    def __init__(self, url: str, *, prefix: str = "ferrule:cache:", timeout: float = 0.25) -> None:
        faults = Faults("CacheStoreRedis")
        faults.number("timeout", timeout, above=True)
        faults.raise_if_any()
        client = connect("CacheStoreRedis", url, timeout, again=1)
        from redis.exceptions import ResponseError

        self._client = client
        self._refused = ResponseError
        self._prefix = prefix.encode()

    def get(self, key: bytes, wall: float) -> Record | None:
        try:
            data = self._client.get(self._name(key))
        except self._refused:  # what is there is no text, and not ours
            data = b""
        if data is None:
            return None
        record = read(data)
        if record is None:
            self.delete(key)
        return record

    def put(self, key: bytes, record: Record, wall: float) -> bool:
        keep = min(_LONGEST, record.keep_until() - wall)
        if keep < 0.001:
            self.delete(key)
            return False
        name = self._name(key)
        pipeline = self._client.pipeline(transaction=False)
        pipeline.set(name, encode(record), px=int(keep * 1000))
        for tag in record.tags():
            pipeline.sadd(self._tag(tag), name)
            pipeline.expire(self._tag(tag), int(_LONGEST))
        pipeline.execute()
        return True

    def delete(self, key: bytes) -> None:
        self._client.unlink(self._name(key))

    def delete_tagged(self, tag: str) -> int:
        names = list(self._client.smembers(self._tag(tag)))
        deleted = sum(self._client.unlink(*names[i : i + _BATCH]) for i in range(0, len(names), _BATCH))
        if names:
            self._client.srem(self._tag(tag), *names)  # not the whole list: somebody may have added to it
        return int(deleted)

    def clear(self) -> int:
        count = 0
        for kind in (b"entry:", b"tag:", b"claim:"):
            for names in self._batches(kind):
                deleted = self._client.unlink(*names)
                count += deleted if kind == b"entry:" else 0
        return count

    def stats(self) -> Stats:
        entries = size = 0
        for names in self._batches(b"entry:"):
            pipeline = self._client.pipeline(transaction=False)
            for name in names:
                pipeline.strlen(name)
            sizes = pipeline.execute()
            entries, size = entries + len(sizes), size + sum(sizes)
        return Stats(entries, size)

    def claim(self, key: bytes, owner: bytes, wall: float, seconds: float) -> bool:
        return bool(
            self._client.set(
                self._prefix + b"claim:" + key.hex().encode(), owner, nx=True, px=max(1, int(seconds * 1000))
            )
        )

    def release(self, key: bytes, owner: bytes) -> None:
        self._client.eval(_RELEASE, 1, self._prefix + b"claim:" + key.hex().encode(), owner)

    def close(self) -> None:
        self._client.close()

    def _name(self, key: bytes) -> bytes:
        return self._prefix + b"entry:" + key.hex().encode()

    def _tag(self, tag: str) -> bytes:
        return self._prefix + b"tag:" + tag.encode()

    def _batches(self, kind: bytes) -> Any:
        batch: list[bytes] = []
        for name in self._client.scan_iter(match=self._prefix.replace(b"*", b"\\*") + kind + b"*", count=_BATCH):
            batch.append(name)
            if len(batch) == _BATCH:
                yield batch
                batch = []
        if batch:
            yield batch
