"""What stdout is: a terminal or not, how wide, with which colours and characters."""

import codecs
import os
import sys
from shutil import get_terminal_size

from crampinfo.page import Screen


def screen(width: int | None, color: str, encoding: str | None = None) -> Screen:
    """Return what an answer is drawn for.

    Args:
        width: Columns; those of COLUMNS, of the terminal or else 80 when not given.
        color: auto, always or never.
        encoding: What it is written in; as stdout when not given.
    """
    parts = {"dumb": 0, "linux": 2}.get(os.environ.get("TERM", ""), 4)  # its font has few blocks
    columns = width or get_terminal_size().columns
    return Screen(columns, _has_colour(color), encoding or _encoding(), parts)


def is_terminal() -> bool:
    """Tell whether a person reads stdout and can answer on stdin."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()


def _has_colour(choice: str) -> bool:
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


def _encoding() -> str:
    """Return the plain name of stdout's encoding."""
    try:
        return codecs.lookup(sys.stdout.encoding or "utf-8").name
    except LookupError:
        return "utf-8"
