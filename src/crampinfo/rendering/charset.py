"""Stand-ins for the characters that a screen lacks."""

from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from crampinfo.page import Screen

__all__ = ["spelt"]

T = TypeVar("T")

_STAND_INS = {
    "•": "*",
    "–": "-",
    "—": "-",
    "−": "-",
    "→": "->",
    "≥": ">=",
    "≤": "<=",
    "×": "x",
    "·": "-",
    "…": "...",
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "°": " degrees ",
    "é": "e",
    "è": "e",
    "á": "a",
    "ö": "o",
    "ü": "u",
    "ï": "i",
}


def spelt(thing: T, screen: Screen) -> T:
    """Return a text, or a section with all its texts, in characters that the screen has."""
    if screen.encoding == "utf-8":
        return thing
    if isinstance(thing, str):
        return _spell(thing, screen.encoding)  # type: ignore[return-value]  # T is str here
    if isinstance(thing, tuple):
        return tuple(spelt(item, screen) for item in thing)  # type: ignore[return-value]
    if isinstance(thing, Struct):
        names = thing.__struct_fields__
        return replace(thing, **{name: spelt(getattr(thing, name), screen) for name in names})
    return thing


def _spell(text: str, encoding: str) -> str:
    return "".join(
        char if char.encode(encoding, "ignore") else _STAND_INS.get(char, "?") for char in text
    )
