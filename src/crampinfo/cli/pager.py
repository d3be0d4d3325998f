"""A long answer, shown in the reader's pager."""

import os
import shlex
import shutil
import signal
import subprocess

from crampinfo.plaintext import STAND_INS, printable

_DEFAULT = "less -FRX"


def paged(text: str, encoding: str) -> str | None:
    """Show a text in the pager of CRAMPINFO_PAGER or PAGER, or in less.

    Returns:
        None where it was shown: a pager that is quit early is no failure. Otherwise what to tell
        the reader, or nothing where no pager is wanted: its name is empty.
    """
    wanted = os.environ.get("CRAMPINFO_PAGER", os.environ.get("PAGER", _DEFAULT))
    try:
        words = shlex.split(wanted)
    except ValueError:  # an open quote
        words = [wanted]
    program = shutil.which(words[0]) if words else None
    if program is None:
        if not words or wanted == _DEFAULT:
            return ""
        name = printable(words[0])
        return f"crampinfo: there is no pager “{name}”. To do without one: --no-pager"
    try:
        process = subprocess.Popen([program, *words[1:]], stdin=subprocess.PIPE)  # noqa: S603  # the reader's own
    except OSError as error:
        return f"crampinfo: the pager “{printable(words[0])}” cannot start ({error.strerror})."
    # Ctrl-C is the pager's business. It is ignored here only now: the pager would inherit that.
    interrupt = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        process.communicate(text.encode(encoding, STAND_INS))  # a pager that is quit is no error
    finally:
        signal.signal(signal.SIGINT, interrupt)
    return None
