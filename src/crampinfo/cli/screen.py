"""What stdout is: a terminal or not, how wide, with which colours and characters."""

import codecs
import os
import sys

from crampinfo.page import Screen

_PIPE_WIDTH = 80  # columns, where there is no terminal to ask
_MOST_COLUMNS = 9_999
_ROWS = 24  # where a terminal does not say


def screen(width: int | None, color: str, encoding: str | None = None) -> Screen:
    """Return what an answer is drawn for.

    Args:
        width: Columns, where the reader has set them.
        color: auto, always or never.
        encoding: What it is written in; as stdout when not given.
    """
    parts = {"dumb": 0, "linux": 2}.get(os.environ.get("TERM", ""), 4)  # its font has few blocks
    return Screen(width or _terminal_width(), _has_colour(color), encoding or _encoding(), parts)


def is_terminal() -> bool:
    """Tell whether a person reads stdout and can answer on stdin."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def terminal_rows() -> int:
    """Return the rows of the terminal on stdout."""
    try:
        return os.get_terminal_size(sys.stdout.fileno()).lines or _ROWS
    except (OSError, ValueError):
        return _ROWS


def _terminal_width() -> int:
    """Return the columns of COLUMNS, of the terminal on stdout, or of a pipe."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isascii() and columns.isdigit() and len(columns) < len(str(_MOST_COLUMNS)) + 1:
        return int(columns) or _PIPE_WIDTH
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or _PIPE_WIDTH
    except (OSError, ValueError, AttributeError):
        return _PIPE_WIDTH


def _has_colour(choice: str) -> bool:
    """Decide on colour: the option, NO_COLOR, FORCE_COLOR, TERM, then what stdout is."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    if os.environ.get("TERM") == "dumb" or sys.stdout is None:
        return False
    if sys.platform == "win32" and not {"TERM", "WT_SESSION", "ANSICON"} & os.environ.keys():
        return False  # an older console of Windows shows escapes as they are
    return sys.stdout.isatty()


def _encoding() -> str:
    """Return the plain name of stdout's encoding."""
    try:
        return codecs.lookup(sys.stdout.encoding or "utf-8").name
    except (AttributeError, LookupError):
        return "utf-8"
