"""A name that a reader types → the records that have it, or the nearest."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

from msgspec import Struct

from crampinfo.answers import Kind, Topic
from crampinfo.errors import UnknownTopicError, UsageError
from crampinfo.library import Library
from crampinfo.library.shelves import Shelf
from crampinfo.plaintext import plain_name, printable

# The shelf of each kind, and the command that lists all that stands on it.
_SHELVES: dict[Kind, tuple[str, str]] = {
    "cause": ("causes", "crampinfo causes"),
    "look-alike": ("lookalikes", "crampinfo causes --not-cramps"),
    "remedy": ("remedies", "crampinfo relief all"),
    "medicine": ("medicines", "crampinfo medicines"),
    "warning sign": ("signs", "crampinfo warnings"),
    "group": ("groups", "crampinfo help relief"),
    "routine": ("routines", "crampinfo stretch"),
}
# What begins with one of a pair is never read as what begins with the other.
_OPPOSITES = {"hyper": "hypo", "over": "under", "high": "low", "anti": "pro"}
_OPPOSITES |= {other: one for one, other in _OPPOSITES.items()}

_LEAST_ALIKE, _SURE = 0.8, 0.9  # of difflib's ratio, 0 to 1: to be suggested, to be opened
LONGEST_NAME, _SHORTEST_PREFIX, _MOST_SUGGESTIONS = 80, 4, 4  # characters, letters, names


class Entry(Struct, frozen=True):
    """A topic, and every name that opens it: those that are shown, then all."""

    topic: Topic
    shown: tuple[str, ...]
    names: tuple[str, ...]


class Found(Struct, frozen=True):
    """The topics of a name, and the name that was understood where the words typed are no name."""

    topics: tuple[Topic, ...]
    shown_for: str | None = None


def shelf_of(library: Library, kind: Kind) -> Shelf[Any, Any]:
    """Return the shelf that holds the records of a kind."""
    shelf: Shelf[Any, Any] = getattr(library, _SHELVES[kind][0])
    return shelf


def listed_topics(library: Library, kinds: Iterable[Kind]) -> list[Entry]:
    """Return every record of some kinds, with all its names. Raises BrokenDataError."""
    found = []
    for kind in kinds:
        shelf = shelf_of(library, kind)
        for card in shelf.cards():
            topic = Topic(kind, card.id, card.name, f"{shelf.command} {card.id}")
            said = card.words if kind == "warning sign" else ()  # by people who have it
            found.append(Entry(topic, card.shown_names, (*card.shown_names, *card.typed, *said)))
    return found


def find(library: Library, name: str, *kinds: Kind) -> Found:
    """Return the records of some kinds that have a name, or the one that is surely meant.

    The name is an id, a name or an alias, in any case, with spaces, hyphens or underscores.
    Raises UnknownTopicError where no record of the kinds has it and none surely is meant.
    """
    name = printable(name)[:LONGEST_NAME]
    wanted = plain_name(name)
    as_id = wanted.replace(" ", "-")
    for kind in kinds:  # an id needs one file, not all
        shelf = shelf_of(library, kind)
        if as_id in shelf:
            card = shelf.card(as_id)
            return Found((Topic(kind, as_id, card.name, f"{shelf.command} {as_id}"),))
    own = listed_topics(library, kinds)
    if called := _called(own, wanted):
        return Found(tuple(called))
    others = listed_topics(library, [each for each in _SHELVES if each not in kinds])
    # Half a sign's name may be another sign's, and three letters fit too much: not opened, then.
    sure = _nearest(own, wanted, _SURE, by_part="warning sign" not in kinds and wanted[3:] != "")
    if not (elsewhere := _called(others, wanted)) and len(sure) == 1:
        return Found(tuple(sure), sure[0].name)
    near = _nearest(own, wanted)
    if elsewhere:
        commands = [each.command for each in (*elsewhere, *near)]
        what = " and ".join(dict.fromkeys(f"a {each.kind}" for each in elsewhere))
        raise UnknownTopicError(f"“{name}” is {what}.", f"Open it: {'; '.join(commands)}")
    hints = [each.command for each in near or _nearest(others, wanted, by_part=" " in wanted)]
    raise unknown(kinds[0], name, hints, _SHELVES[kinds[0]][1])


def unknown(kind: str, name: str, near: list[str], listing: str) -> UnknownTopicError:
    """Return the error for a name that nothing has, with the nearest commands, or a list."""
    search = [f"crampinfo search {plain}" for plain in [plain_name(name)] if plain]
    start, ways = ("Nearest", [*near, *search]) if near else ("Try", [*search, listing])
    return UnknownTopicError(f"No {kind} is called “{name}”.", f"{start}: {'; '.join(ways)}")


def not_a_command(library: Library, words: str, commands: list[str]) -> UsageError:
    """Return the error for words of which the first is no command, with what was meant."""
    (first, _, rest), wanted = words.partition(" "), plain_name(words)
    topics = listed_topics(library, _SHELVES)
    meant = [f"crampinfo {each}" for each in nearest_words(commands, first)]
    near = _called(topics, wanted) or _called(topics, plain_name(rest))
    near = near or _nearest(topics, wanted, _LEAST_ALIKE if rest else _SURE, by_part=bool(rest))
    meant += [each.command for each in near]
    meant += [f"crampinfo search {wanted}"] if wanted else ["crampinfo --help"]
    said = words if first.lower() in commands else first  # quoted: a command and what follows it
    return UsageError(f"There is no command “{said}”.", f"Perhaps: {'; '.join(meant)}")


def _called(entries: list[Entry], wanted: str) -> list[Topic]:
    """Return the topics of a name, read as a plural where no other has it."""
    plain = [(each.topic, set(map(plain_name, each.names))) for each in entries]
    called = [topic for topic, names in plain if wanted in names]
    wanted = _singular(wanted)
    return called or [topic for topic, names in plain if wanted in map(_singular, names)]


def _singular(name: str) -> str:
    return " ".join(word.removesuffix("s") if word[2:] else word for word in name.split())


def _nearest(
    entries: list[Entry], wanted: str, least: float = _LEAST_ALIKE, *, by_part: bool = True
) -> list[Topic]:
    """Return the records whose names are spelled most like a name.

    With `by_part`, those too, if few, of which a name holds all its words, or words that begin so.
    """
    by_name: dict[str, Topic] = {}
    for each in entries:
        for name in each.names:
            by_name.setdefault(plain_name(name), each.topic)
    near = nearest_words(by_name, wanted, least)
    if by_part and wanted[2:]:
        words = wanted.split()
        parts = [f" {word}" if len(word) >= _SHORTEST_PREFIX else f" {word} " for word in words]
        held = [name for name in by_name if all(part in f" {name} " for part in parts)]
        near += held if len({by_name[name] for name in held}) <= _MOST_SUGGESTIONS else []
    return list(dict.fromkeys(by_name[name] for name in near))[:_MOST_SUGGESTIONS]


def nearest_words(words: Iterable[str], wanted: str, least: float = _LEAST_ALIKE) -> list[str]:
    """Return the few words or names that are spelled most like one, never its opposite."""
    near = get_close_matches(wanted, words, n=_MOST_SUGGESTIONS, cutoff=least)
    opposites = [there for here, there in _OPPOSITES.items() if wanted.startswith(here)]
    return [each for each in near if not each.startswith(tuple(opposites))]
