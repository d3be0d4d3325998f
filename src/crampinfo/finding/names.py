"""A name that a reader types → the records that have it, or the nearest."""

from collections.abc import Iterable
from typing import Any

from msgspec import Struct

from crampinfo.answers import Kind, Topic
from crampinfo.errors import OtherKindError, UnknownTopicError, UsageError
from crampinfo.finding.spelling import nearest_words
from crampinfo.library import Library
from crampinfo.library.shelves import Shelf
from crampinfo.plaintext import plain_name, printable

_LISTED_BY = {
    Kind.CAUSE: "crampinfo causes",
    Kind.LOOK_ALIKE: "crampinfo causes --not-cramps",
    Kind.REMEDY: "crampinfo relief all",
    Kind.MEDICINE: "crampinfo medicines",
    Kind.SIGN: "crampinfo warnings",
    Kind.GROUP: "crampinfo help relief",
    Kind.ROUTINE: "crampinfo stretch",
}

_MOST_SUGGESTIONS = 4
_LONGEST_NAME = 80  # characters
_SHORTEST_PREFIX = 4  # letters


class Named(Struct, frozen=True):
    """A topic, and every name that opens it; `hidden` are those that are not shown."""

    topic: Topic
    names: tuple[str, ...]
    hidden: frozenset[str]


class Found(Struct, frozen=True):
    """The topics of a name: several where it belongs to several.

    `shown_for` is the name that was understood, where what was typed is none.
    """

    topics: tuple[Topic, ...]
    shown_for: str | None = None


def shelf_of(library: Library, kind: Kind) -> Shelf[Any, Any]:
    """Return the shelf that holds the records of a kind."""
    shelves: dict[Kind, Shelf[Any, Any]] = {
        Kind.CAUSE: library.causes,
        Kind.LOOK_ALIKE: library.lookalikes,
        Kind.REMEDY: library.remedies,
        Kind.MEDICINE: library.medicines,
        Kind.SIGN: library.signs,
        Kind.GROUP: library.groups,
        Kind.ROUTINE: library.routines,
    }
    return shelves[kind]


def listed_topics(library: Library, kinds: Iterable[Kind]) -> list[Named]:
    """Return every record of some kinds, with all its names. Raises BrokenDataError."""
    found = []
    for kind in kinds:
        shelf = shelf_of(library, kind)
        for card in shelf.cards():
            topic = Topic(kind, card.id, card.name, f"{shelf.command} {card.id}")
            hidden = {*card.typed, *card.words} - {card.id, card.name, *card.aliases}
            found.append(Named(topic, card.all_names, frozenset(hidden)))
    return found


def find(library: Library, name: str, *kinds: Kind) -> Found:
    """Return the records of some kinds that have a name, or the one that is nearest.

    Args:
        library: Where to look.
        name: An id, a name or an alias, in any case, with spaces, hyphens or underscores.
        kinds: The kinds that the command opens, the first one first.

    Raises:
        OtherKindError: The name belongs to a record of another kind.
        UnknownTopicError: No record has the name, and several or none are near.
    """
    name = printable(name)[:_LONGEST_NAME]
    wanted = plain_name(name)
    as_id = wanted.replace(" ", "-")
    for kind in kinds:
        shelf = shelf_of(library, kind)
        if as_id in shelf:
            card = shelf.card(as_id)
            return Found((Topic(kind, as_id, card.name, f"{shelf.command} {as_id}"),))
    own = listed_topics(library, kinds)
    matches = _called(own, wanted)
    if matches:
        return Found(tuple(matches))
    near = nearest(own, wanted, spelled=Kind.SIGN in kinds)
    others = listed_topics(library, [each for each in _LISTED_BY if each not in kinds])
    elsewhere = _called(others, wanted)
    if elsewhere:
        raise OtherKindError(
            name, [each.kind for each in elsewhere], [each.command for each in (*elsewhere, *near)]
        )
    if len(near) == 1:
        return Found(tuple(near), near[0].name)
    hints = [each.command for each in near or nearest(others, wanted)]
    raise UnknownTopicError(kinds[0], name, hints, _LISTED_BY[kinds[0]])


def not_a_command(library: Library, words: str, commands: list[str]) -> UsageError:
    """Return the error for words of which the first is no command, with what was meant."""
    first = words.partition(" ")[0]
    message = f"There is no command “{first}”."
    entries = listed_topics(library, _LISTED_BY)
    found = _called(entries, plain_name(words))
    if found:
        return UsageError(message, f"It is a {found[0].kind}. Open it: {found[0].command}")
    near = [f"crampinfo {each}" for each in nearest_words(commands, first)]
    near += [each.command for each in nearest(entries, plain_name(words))]
    if near:
        return UsageError(message, f"Nearest: {'; '.join(near)}")
    return UsageError(message, f"Look it up: crampinfo search {words}")


def _called(entries: list[Named], wanted: str) -> list[Topic]:
    """Return the topics of a name, read as a plural where no other has it."""
    for key in (str, _singular):
        found = [
            each.topic
            for each in entries
            if key(wanted) in {key(plain_name(name)) for name in each.names}
        ]
        if found:
            return found
    return []


def _singular(name: str) -> str:
    return " ".join(word.removesuffix("s") for word in name.split())


def nearest(entries: list[Named], wanted: str, *, spelled: bool = False) -> list[Topic]:
    """Return the records whose names are spelled most like a name, or hold all its words.

    With `spelled`, those that hold them are left out: a part of its words may mean another sign.
    """
    by_name: dict[str, Topic] = {}
    for each in entries:
        for name in each.names:
            by_name.setdefault(plain_name(name), each.topic)
    alike = nearest_words(by_name, wanted)
    holding = [name for name in by_name if not spelled and _holds(name.split(), wanted.split())]
    found = dict.fromkeys(by_name[name] for name in [*alike, *holding])
    return list(found)[:_MOST_SUGGESTIONS]


def _holds(words: list[str], wanted: list[str]) -> bool:
    """Tell whether each wanted word is among some words, or the start of one."""
    return bool(wanted) and all(
        any(
            word == each or (len(each) >= _SHORTEST_PREFIX and word.startswith(each))
            for word in words
        )
        for each in wanted
    )
