"""Stand-ins for the characters that a screen lacks."""

from dataclasses import fields, is_dataclass, replace
from typing import TypeVar

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
    if is_dataclass(thing) and not isinstance(thing, type):
        values = {each.name: spelt(getattr(thing, each.name), screen) for each in fields(thing)}
        return replace(thing, **values)
    return thing


def _spell(text: str, encoding: str) -> str:
    return "".join(
        char if char.encode(encoding, "ignore") else _STAND_INS.get(char, "?") for char in text
    )
