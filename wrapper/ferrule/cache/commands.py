"""`ferrule cache`: look into a shared store, and empty it."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from ferrule.cache.stores.base import SharedStore
from ferrule.cache.stores.sqlite import SqliteStore
from ferrule.errors import FerruleError


def add_cache(subparsers: Any) -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser("cache", help="look into a shared cache store, and empty it")
    parser.add_argument("action", choices=("stats", "clear"), help="print what it holds, or forget responses")
    parser.add_argument("store", help="path of a SQLite store, or a redis://, rediss:// or unix:// address")
    parser.add_argument(
        "--prefix", default="ferrule:cache:", help="of the keys in Valkey or Redis (default %(default)s)"
    )
    parser.add_argument("--tag", help="with clear: only what has this tag; an operation is `operation:users.get`")
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Do what was asked; 0 when it worked, 1 when the store cannot be used."""
    store = _open(chosen.store, chosen.prefix)
    try:
        if chosen.action == "stats":
            stats = store.stats()
            bound = "" if stats.limit is None else f" of {stats.limit}"
            sys.stdout.write(f"entries {stats.entries}\nbytes   {stats.size}{bound}\n")
        elif chosen.tag is None:
            sys.stdout.write(f"forgot {store.clear()} entries\n")
        else:
            count = store.delete_tagged(f"tag:{chosen.tag}") + store.delete_tagged(chosen.tag)
            sys.stdout.write(f"forgot {count} entries\n")
    except FerruleError:
        raise
    except Exception as error:  # a driver's own errors; their text may name a password
        sys.stderr.write(f"ferrule: the store cannot be used ({type(error).__name__})\n")
        return 1
    finally:
        store.close()
    return 0


def _open(address: str, prefix: str) -> SharedStore:
    if address.startswith(("redis://", "rediss://", "unix://")):
        from ferrule.cache.stores.redis import RedisStore  # here, as it needs an extra

        return RedisStore(address, prefix=prefix, timeout=5.0)
    return SqliteStore(address)
