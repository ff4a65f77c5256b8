"""A live page of what the clients of this process do, to be mounted in the service: `Dashboard`."""

from ferrule.dashboard.app import Dashboard

__all__ = ["Dashboard"]
