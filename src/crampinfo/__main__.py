"""The program: what `crampinfo` and `python -m crampinfo` run."""

import gc
import os
import sys
from contextlib import suppress

gc.disable()  # a run is over before collecting could pay: 8% of its time

from crampinfo.cli import main  # noqa: E402  # the line above must come first

__all__ = ["run"]


def run() -> None:
    """Run one command and end the process with its exit code."""
    code = main()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            with suppress(OSError):  # told of already, or nobody listens
                stream.flush()
    os._exit(code)  # nothing is left to tidy up: another 8%


if __name__ == "__main__":
    run()
