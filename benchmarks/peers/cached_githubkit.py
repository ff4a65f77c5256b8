"""githubkit with its defaults, which cache, for `benchmarks/cache.py`.

A line "hit TIMES" or "miss TIMES" asks for so many profiles.
"""

import itertools
import sys

from githubkit import GitHub

fresh = itertools.count()
with GitHub(base_url=sys.argv[1]) as client:  # outside of a block it makes a new HTTP client for each call
    print("ready", flush=True)
    for line in sys.stdin:
        what, times = line.split()
        for _ in range(int(times)):
            name = "reusable" if what == "hit" else f"new-{next(fresh)}"
            client.rest.users.get_by_username(name).parsed_data  # noqa: B018
        print("done", flush=True)
