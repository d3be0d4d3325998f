"""Characters that never reach a terminal."""

import re

__all__ = ["CONTROL", "printable"]

CONTROL = re.compile(
    "[\x00-\x1f\x7f-\x9f"  # C0, DEL, C1: cursor moves, colours, beeps
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidirectional controls: text in false order
    "\u2028\u2029\ufeff\ufff9-\ufffb\ud800-\udfff]"  # line separators, byte-order mark, surrogates
)


def printable(text: str) -> str:
    """Return what a reader typed without control characters, on one line."""
    return " ".join(CONTROL.sub(" ", text).split())
