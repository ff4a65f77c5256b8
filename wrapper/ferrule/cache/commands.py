"""`ferrule cache`: look into a shared store, and empty it."""

from __future__ import annotations

import argparse
import sqlite3
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from ferrule.cache.stores.base import SharedStore, Stats
from ferrule.cache.stores.sqlite import SqliteStore
from ferrule.cache.tags import user_tag
from ferrule.errors import ConfigError, FerruleError

_REMOTE = ("redis://", "rediss://", "unix://")


def add_cache(subparsers: Any) -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser("cache", help="look into a shared cache store, and empty it")
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    stats = actions.add_parser("stats", help="print what it holds")
    clear = actions.add_parser("clear", help="forget responses")
    clear.add_argument("--tag", help="only those with this tag; those of an operation have `operation:users.get`")
    for action, run in ((stats, print_stats), (clear, forget)):
        action.add_argument("store", help="path of a SQLite store, or a redis://, rediss:// or unix:// address")
        action.add_argument(
            "--prefix", default="ferrule:cache:", help="of the keys in Valkey or Redis (default %(default)s)"
        )
        action.add_argument("--json", action="store_true", help="print JSON, sizes in bytes")
        action.set_defaults(run=partial(_with_store, run))


def print_stats(store: SharedStore, chosen: argparse.Namespace) -> None:
    """Print what a store holds."""
    stats = store.stats()
    if chosen.json:
        _print_json({"entries": stats.entries, "size": stats.size, "limit": stats.limit})
        return
    sys.stdout.write(f"entries  {stats.entries:,}\nsize     {_size(stats)}\n")


def forget(store: SharedStore, chosen: argparse.Namespace) -> None:
    """Forget all responses, or those with a tag."""
    if chosen.tag is None:
        count = store.clear()
    else:
        count = store.delete_tagged(user_tag(chosen.tag)) + store.delete_tagged(chosen.tag)
    if chosen.json:
        _print_json({"forgotten": count})
        return
    sys.stdout.write(f"forgot {count:,} {'entry' if count == 1 else 'entries'}\n")


def _with_store(run: Callable[[SharedStore, argparse.Namespace], None], chosen: argparse.Namespace) -> int:
    remote = chosen.store.startswith(_REMOTE)
    if not remote and not Path(chosen.store).is_file():
        raise ConfigError(f"there is no file {chosen.store}")  # opening it would make one
    store = _open(chosen.store, chosen.prefix, remote=remote)
    try:
        run(store, chosen)
    except FerruleError:
        raise
    except Exception as error:
        # A server's address, which the text of its driver's errors may quote, may hold a password.
        harmless = not remote and isinstance(error, sqlite3.Error | OSError)
        raise ConfigError(f"the store cannot be used: {error if harmless else type(error).__name__}") from None
    finally:
        store.close()
    return 0


def _open(address: str, prefix: str, *, remote: bool) -> SharedStore:
    if remote:
        from ferrule.cache.stores.redis import CacheStoreRedis  # here, as it needs an extra

        return CacheStoreRedis(address, prefix=prefix, timeout=5.0)
    return SqliteStore(address)


def _size(stats: Stats) -> str:
    if stats.limit is None:
        return _readable(stats.size)
    return f"{_readable(stats.size)} of {_readable(stats.limit)} ({stats.size / stats.limit:.1%})"


def _readable(size: int) -> str:
    return f"{size / 2**20:,.1f} MiB" if size >= 2**20 else f"{size / 2**10:,.1f} KiB"


def _print_json(value: dict[str, Any]) -> None:
    sys.stdout.write(f"{msgspec.json.encode(value).decode()}\n")
