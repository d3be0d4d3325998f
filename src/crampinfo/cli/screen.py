"""What stdout is: a terminal or not, with colours or without."""

import os
import sys


def is_terminal() -> bool:
    """Tell whether a person reads stdout and can answer on stdin."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()


def has_colour(choice: str) -> bool:
    """Decide on colour: the option, NO_COLOR, FORCE_COLOR, TERM, then what stdout is."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    if os.environ.get("TERM") == "dumb":
        return False
    if sys.platform == "win32" and not {"TERM", "WT_SESSION", "ANSICON"} & os.environ.keys():
        return False  # an older console of Windows shows escapes as they are
    return sys.stdout.isatty()
