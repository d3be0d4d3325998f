"""Which characters never reach a terminal, and what stands in for those that it lacks."""

import codecs
import re

CONTROL = re.compile(
    "[\x00-\x1f\x7f-\x9f"  # C0, DEL, C1: cursor moves, colours, beeps
    "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f"  # no width, or text in false order
    "\u2028\u2029\ufeff\ufff9-\ufffb\ud800-\udfff]"  # line separators, byte-order mark, surrogates
)

STAND_INS = "crampinfo-stand-ins"
"""The name of the handler of encoding errors that puts a letter for a letter."""

_LETTERS = str.maketrans(
    {"•": "*", "–": "-", "—": "-", "−": "-", "→": ">", "×": "x", "·": "-", "…": "."}
    | {"“": '"', "”": '"', "‘": "'", "’": "'", "°": " ", "≥": ">=", "≤": "<=", "ı": "i"}
)


def printable(text: str) -> str:
    """Return what a reader typed without control characters, on one line."""
    return " ".join(CONTROL.sub(" ", text).split())


def plain_name(name: str) -> str:
    """Return a name without case, accents, hyphens, apostrophes and double spaces, to compare."""
    bare = re.sub(r"['’]", "", _without_accents(name.casefold()))
    return re.sub(r"[\W_]+", " ", bare).strip()


def _without_accents(text: str) -> str:
    if text.isascii():
        return text
    import unicodedata  # for what is not ASCII alone

    parts = unicodedata.normalize("NFKD", text)
    return "".join(char for char in parts if not unicodedata.combining(char))


def spelled(text: str, encoding: str) -> str:
    """Return a text in characters that an encoding has."""
    return text if text.isascii() else text.encode(encoding, STAND_INS).decode(encoding)


def _stand_in(error: UnicodeEncodeError) -> tuple[str, int]:
    lacking = error.object[error.start : error.end].translate(_LETTERS)
    return _without_accents(lacking).encode("ascii", "replace").decode(), error.end


codecs.register_error(STAND_INS, _stand_in)  # type: ignore[arg-type]  # nothing is decoded
