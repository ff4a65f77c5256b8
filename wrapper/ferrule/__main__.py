"""`python -m ferrule`: the command, where its script is not on the path."""

import sys

from ferrule.cli import main

sys.exit(main())
