"""Telemetry in all worlds."""

from worlds import world as world
