"""`python -m generator`: the same as the `greffe` command."""

import sys

from generator.cli.main import main

sys.exit(main())
