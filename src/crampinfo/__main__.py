"""`python -m crampinfo`."""

import sys

from crampinfo.cli import main

sys.exit(main())
