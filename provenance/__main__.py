"""`python -m provenance` is the command `provenance`."""

import sys

from provenance.cli import main

sys.exit(main())
