"""`python -m ferrule.codegen`, which `nox -s codegen` and codegen.sh call."""

import sys

from .commands import main

sys.exit(main())
