"""Help for tests of code that calls APIs. Needs the extra `ferrule[testing]`.

Installing Ferrule gives pytest two fixtures, see `ferrule.testing.plugin`:

    def test_a_busy_api_is_asked_again(ferrule_sandbox):
        ferrule_sandbox.faults.add(Status(503), api="github", times=2)
        with GitHub(base_url=ferrule_sandbox.url("github"), auth=Bearer("any")) as github:
            assert github.users.get_by_username("octocat").login == "octocat"
        assert len(ferrule_sandbox.log) == 3

- `ferrule_sandbox.log` has every request that was sent: count them, look at their headers, or at which connection they used;
- `ferrule_sandbox.connections.open` tells whether a client leaked one;
- `ferrule_sandbox.clock.advance(3600)` lets tokens expire;
- the faults are in `ferrule.sandbox`: `Latency`, `Status`, `Reset`, `Truncate`, `Trickle`, `Corrupt`.
"""

from __future__ import annotations
