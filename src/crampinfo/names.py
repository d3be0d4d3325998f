"""A name that a reader types → the records that have it, or the nearest names."""

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from msgspec import Struct

from crampinfo.errors import CrampinfoError, OtherKindError, UnknownTopicError
from crampinfo.library import Library, Shelf
from crampinfo.plaintext import printable

__all__ = [
    "Kind",
    "Topic",
    "find",
    "nearest",
    "nearest_words",
    "plain_name",
    "topics",
    "topics_called",
]


class Kind(StrEnum):
    """The kinds of record that a reader opens by name."""

    CAUSE = "cause"
    MIMIC = "mimic"
    MEASURE = "measure"
    MEDICINE = "medicine"
    SIGN = "warning sign"
    GROUP = "group"


_LISTED_BY = {
    Kind.CAUSE: "crampinfo causes",
    Kind.MIMIC: "crampinfo causes",
    Kind.MEASURE: "crampinfo relief all",
    Kind.MEDICINE: "crampinfo medicines",
    Kind.SIGN: "crampinfo warnings",
    Kind.GROUP: "crampinfo help relief",
}

_MOST_SUGGESTIONS = 4
_LONGEST_NAME = 80  # characters


class Topic(Struct, frozen=True):
    """A record by its kind, its id and its name, and the command that opens it."""

    kind: Kind
    id: str
    name: str
    command: str


def shelf_of(library: Library, kind: Kind) -> Shelf[Any]:
    """Return the shelf that holds the records of a kind."""
    shelves: dict[Kind, Shelf[Any]] = {
        Kind.CAUSE: library.causes,
        Kind.MIMIC: library.mimics,
        Kind.MEASURE: library.measures,
        Kind.MEDICINE: library.medicines,
        Kind.SIGN: library.signs,
        Kind.GROUP: library.groups,
    }
    return shelves[kind]


def plain_name(name: str) -> str:
    """Return a name without case, hyphens, apostrophes and double spaces, for comparing."""
    return " ".join(re.sub(r"[^\w]+", " ", re.sub(r"['’]", "", name.casefold())).split())


def topics(library: Library, kinds: Iterable[Kind]) -> list[tuple[Topic, list[str]]]:
    """Return every record of some kinds, with all its names: id, name, aliases, brands."""
    found = []
    for kind in kinds:
        shelf = shelf_of(library, kind)
        for card in shelf.cards():
            names = [card.id, card.name, *card.aliases, *card.typed]
            if kind is Kind.MEDICINE:
                names += card.names
            command = f"{shelf.command} {card.id}"
            found.append((Topic(kind, card.id, card.name, command), names))
    return found


def find(library: Library, name: str, *kinds: Kind) -> list[Topic]:
    """Return the records of some kinds that have a name.

    Args:
        library: Where to look.
        name: An id, a name or an alias, in any case, with spaces or hyphens.
        kinds: The kinds that the command opens, the first one first.

    Returns:
        One topic, or several where a name belongs to several records.

    Raises:
        OtherKindError: The name belongs to a record of another kind.
        UnknownTopicError: No record has the name; it tells the nearest.
    """
    name = printable(name)[:_LONGEST_NAME]
    wanted = plain_name(name)
    as_id = wanted.replace(" ", "-")
    for kind in kinds:
        shelf = shelf_of(library, kind)
        if as_id and shelf.holds(as_id):
            return [Topic(kind, as_id, shelf.card(as_id).name, f"{shelf.command} {as_id}")]
    own = topics(library, kinds)
    matches = _matching(own, wanted)
    if matches:
        return matches
    raise _not_found(library, name, kinds, own)


def topics_called(library: Library, name: str) -> list[Topic]:
    """Return the records of any kind that have a name."""
    return _matching(topics(library, Kind), plain_name(name))


def _matching(entries: list[tuple[Topic, list[str]]], wanted: str) -> list[Topic]:
    return [topic for topic, names in entries if wanted in map(plain_name, names)]


def _not_found(
    library: Library,
    name: str,
    kinds: tuple[Kind, ...],
    own: list[tuple[Topic, list[str]]],
) -> CrampinfoError:
    """Return the error for a name that no record of these kinds has."""
    wanted = plain_name(name)
    others = topics(library, [kind for kind in Kind if kind not in kinds])
    elsewhere = _matching(others, wanted)
    if elsewhere:
        kinds_found = [each.kind for each in elsewhere]
        return OtherKindError(name, kinds_found, [each.command for each in elsewhere])
    near = [each.command for each in nearest(own, wanted) or nearest(others, wanted)]
    return UnknownTopicError(kinds[0], name, near, _LISTED_BY[kinds[0]])


def nearest(entries: list[tuple[Topic, list[str]]], wanted: str) -> list[Topic]:
    """Return the records whose names are spelt most like a name, or hold all its words."""
    by_name: dict[str, Topic] = {}
    for topic, names in entries:
        for each in names:
            by_name.setdefault(plain_name(each), topic)
    words = set(wanted.split())
    holding = [each for each in by_name if words and words <= set(each.split())]
    alike = nearest_words(by_name, wanted)
    found = dict.fromkeys(by_name[each] for each in [*alike, *holding])
    return list(found)[:_MOST_SUGGESTIONS]


def nearest_words(words: Iterable[str], wanted: str) -> list[str]:
    """Return the few words that are spelt most like one."""
    from difflib import get_close_matches  # for a name that is not found only

    return get_close_matches(wanted, list(words), n=_MOST_SUGGESTIONS, cutoff=0.7)
