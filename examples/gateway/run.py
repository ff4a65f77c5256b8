"""Start the gateway, a sandbox that plays its APIs, and a Valkey; print what to open. Ctrl-C ends all of it."""

from __future__ import annotations

import signal
from contextlib import ExitStack

from around import environment, put_file, running_valkey, serving, token

from ferrule.sandbox import Sandbox

_PORT = 8700

_OPEN = """
The gateway runs. Open, or type:

  {url}/docs                      what it does, with examples to try
  {url}/ready                     how its upstreams are
  {url}/graphql                   GraphQL in the browser
  curl {url}/profiles/octocat
  curl {url}/stars/octocat        one query of GraphQL
  curl {url}/weather/london       the second time it comes from the cache
  curl -O -J {url}/files/report.txt
  curl -N {url}/chat -H 'Authorization: Bearer {chat}' \\
       -H 'Content-Type: application/json' -d '{{"text": "What is a ferrule?"}}'
  curl {url}/checkout -H 'Authorization: Bearer {checkout}' -H 'Idempotency-Key: order-0001' \\
       -H 'Content-Type: application/json' -d '{{"amount": 1999, "currency": "eur", "phone": "+4915112345678"}}'

Have GitHub fail, and look at /ready and /profiles/nobody:

  curl -X PUT {sandbox}/_sandbox/faults -H 'Content-Type: application/json' \\
       -d '[{{"api": "github", "faults": [{{"kind": "reset"}}]}}]'

Ctrl-C ends it.
"""


def main() -> None:
    """Run until Ctrl-C."""
    with ExitStack() as stack:
        sandbox = stack.enter_context(Sandbox())
        valkey = stack.enter_context(running_valkey())
        put_file(sandbox, "report.txt", b"All is well.\n" * 1000)
        gateway = stack.enter_context(serving("gateway.app:make_app", environment(sandbox, valkey), port=_PORT))
        tokens = {scope: token(sandbox, scope) for scope in ("chat", "checkout")}
        print(_OPEN.format(url=gateway.url, sandbox=sandbox.origin, **tokens), flush=True)
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            gateway.process.wait()
        except KeyboardInterrupt:
            print("stopped")


if __name__ == "__main__":
    main()
