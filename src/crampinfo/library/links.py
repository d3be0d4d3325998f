"""Checks a whole library: every file, every link, every rule that needs more than one file."""

from collections.abc import Iterator
from functools import cache
from itertools import chain
from typing import Any, get_args, get_type_hints

from msgspec import Meta, Struct

from crampinfo.errors import BrokenDataError
from crampinfo.library import yamlfile
from crampinfo.library.records import SourceType
from crampinfo.library.shelves import Library

# An emergency or urgent sign rests on at least one of these.
_FIRM = frozenset(get_args(SourceType)[:4]) | {"hospital or society"}


def faults(library: Library) -> list[BrokenDataError]:
    """Find what is wrong with a library: first in each file by itself, then between sound ones.

    What a link names must exist, an id stands for one thing, every source is cited, every sign
    stands in the order of its tier, and one that is not routine rests on a firm source.
    """
    basics = library.basics
    missing = [name for name in basics.shapes if name not in basics]
    found = [BrokenDataError(basics.file(name), 1, "missing") for name in missing]
    for shelf in library.shelves():
        for name in shelf:
            try:
                _ = shelf[name]
            except BrokenDataError as error:
                found.append(error)
        if not shelf:
            found.append(BrokenDataError(shelf.folder, 1, "there is no file in it"))
    return found or [*_link_faults(library), *_rule_faults(library)]


def _link_faults(library: Library) -> Iterator[BrokenDataError]:
    """Find links to nothing, sources that no statement cites, ids that stand for two things."""
    folders = {shelf.folder.name: shelf for shelf in library.shelves()}
    unused = dict.fromkeys(library.sources)
    for shelf in library.shelves():
        for name, record in shelf.items():
            for link, targets in dict.fromkeys(links_in(record)):
                if targets == ("sources",):
                    unused.pop(link, None)
                if not any(link in folders[target] for target in targets):
                    file = shelf.file(name)
                    what = f"no “{link}” in {' or '.join(targets)}"
                    yield BrokenDataError(file, yamlfile.line_of(file, link), what)
    for key in unused:
        yield BrokenDataError(library.sources.file(key), 1, "no statement rests on it")


def _rule_faults(library: Library) -> Iterator[BrokenDataError]:
    """Find ids used twice, signs out of their tier's order, urgent ones without a firm source."""
    for name in sorted(library.lookalikes.keys() & library.causes.keys()):
        yield BrokenDataError(library.lookalikes.file(name), 1, f"“{name}” is a cause already")
    file = library.basics.file("warnings")
    tiers = library.basics.warnings.tiers
    for name, sign in library.signs.items():
        places = [rule.tier for rule in tiers for each in rule.signs if each == name]
        if places != [sign.tier]:
            yield BrokenDataError(file, 1, f"“{name}” must stand once, under {sign.tier}")
        sources = [library.sources.get(key) for key in sign.sources]  # a missing one is told above
        if sign.tier != "routine" and all(each and each.type not in _FIRM for each in sources):
            yield BrokenDataError(library.signs.file(name), 1, "needs a firmer source")


def links_in(thing: Any, targets: tuple[str, ...] = ()) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Find every link in a record: the id that it names, and the folders that may hold it."""
    if isinstance(thing, Struct):
        for name, folders in _link_fields(type(thing)):
            yield from links_in(getattr(thing, name), folders)
    elif isinstance(thing, tuple):
        for item in thing:
            yield from links_in(item, targets)
    elif targets and thing is not None:
        yield thing, targets


@cache
def _link_fields(shape: type[Struct]) -> list[tuple[str, tuple[str, ...]]]:
    """Return the fields of a record, each with the folders that it links to; none for most."""
    hints = get_type_hints(shape, include_extras=True)
    return [(name, _targets(hints[name])) for name in shape.__struct_fields__]


def _targets(hint: Any) -> tuple[str, ...]:
    """Return the folders that a type names in its Meta, at any depth."""
    if isinstance(hint, Meta):
        return tuple((hint.extra or {}).get("to", ()))
    return tuple(chain.from_iterable(map(_targets, get_args(hint))))
