"""The program: what `crampinfo` and `python -m crampinfo` run."""

import signal

if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # not ignored, as behind `&`
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C ends it at once, also while it starts

import gc
import sys

gc.disable()  # a run is over before collecting could pay: 8% of its time

from crampinfo.cli.boundary import main  # noqa: E402


def run() -> None:
    """Run one command and end the process with its exit code."""
    code = main(sys.argv[1:])
    gc.freeze()  # the interpreter need not go through all objects to end: 15% of a run
    sys.exit(code)


if __name__ == "__main__":
    run()
