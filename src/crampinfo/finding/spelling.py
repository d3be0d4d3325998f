"""A word that is spelled wrongly → the words that were probably meant."""

from collections.abc import Iterable

_MOST = 4
_LEAST_ALIKE = 0.8  # of difflib's ratio, 0 to 1

# What begins with one of a pair is never read as what begins with the other.
_OPPOSITES = (("hyper", "hypo"), ("over", "under"), ("high", "low"), ("anti", "pro"))


def nearest_words(words: Iterable[str], wanted: str) -> list[str]:
    """Return the few words or names that are spelled most like one, never its opposite."""
    from difflib import get_close_matches  # for a name that is not found only

    near = get_close_matches(wanted, list(words), n=_MOST, cutoff=_LEAST_ALIKE)
    return [each for each in near if not _opposed(each, wanted)]


def _opposed(one: str, other: str) -> bool:
    return any({_start(one, pair), _start(other, pair)} == set(pair) for pair in _OPPOSITES)


def _start(text: str, pair: tuple[str, str]) -> str:
    return next((each for each in pair if text.startswith(each)), "")
