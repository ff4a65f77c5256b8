"""What is seen of calls from outside: statistics, spans, metrics, log lines. One file a backend, imported when used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ferrule._lazy import lazy

if TYPE_CHECKING:
    from ferrule.telemetry.figures import (  # noqa: I001 - would be one statement a name
        Failure as Failure,
        OperationStats as OperationStats,
        WindowStats as WindowStats,
    )
    from ferrule.telemetry.log import Log as Log
    from ferrule.telemetry.opentelemetry import OpenTelemetry as OpenTelemetry
    from ferrule.telemetry.prometheus import Prometheus as Prometheus
    from ferrule.telemetry.serving import Serving as Serving, serve as serve
    from ferrule.telemetry.snapshot import ClientStats as ClientStats
    from ferrule.telemetry.statistics import Statistics as Statistics
    from ferrule.telemetry.structlog import StructLog as StructLog
else:
    __getattr__, __dir__, __all__ = lazy(
        __name__,
        {
            "figures": ("Failure", "OperationStats", "WindowStats"),
            "log": ("Log",),
            "opentelemetry": ("OpenTelemetry",),
            "prometheus": ("Prometheus",),
            "serving": ("Serving", "serve"),
            "snapshot": ("ClientStats",),
            "statistics": ("Statistics",),
            "structlog": ("StructLog",),
        },
    )
