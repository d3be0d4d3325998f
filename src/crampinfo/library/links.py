"""Checks a whole library: every file, every link, every rule that needs more than one file."""

from collections.abc import Iterator
from functools import cache
from typing import Any, get_args, get_type_hints

from msgspec import Meta, Struct

from crampinfo.errors import BrokenDataError
from crampinfo.library import yamlfile
from crampinfo.library.fields import Tier
from crampinfo.library.records import SourceType
from crampinfo.library.shelves import Library

# An emergency or urgent sign rests on at least one of these.
_FIRM = frozenset(list(SourceType)[:4]) | {SourceType.HOSPITAL}


def faults(library: Library) -> list[BrokenDataError]:
    """Find what is wrong with a library.

    Each file is checked by itself first. Where all are sound, links are checked too: what they name
    must exist, no id may stand for a cause and a look-alike, every source must be cited, every sign
    must stand in the order of its tier, and an emergency or urgent sign needs a firm source.
    """
    found = [
        BrokenDataError(library.basics.file(name), 1, "missing")
        for name in library.basics.shapes
        if name not in library.basics
    ]
    for shelf in library.shelves():
        found += [fault for name in shelf if (fault := shelf.fault(name))]
        if not len(shelf):
            found.append(BrokenDataError(shelf.folder, 1, "there is no file in it"))
    return found or [*_link_faults(library), *_twice_used_ids(library), *_sign_faults(library)]


def _link_faults(library: Library) -> Iterator[BrokenDataError]:
    """Find links to nothing, then sources that no statement cites."""
    folders = {shelf.folder.name: shelf for shelf in library.shelves()}
    unused = dict.fromkeys(library.sources)
    for shelf in library.shelves():
        for name, record in shelf.items():
            for link, targets in links_in(record):
                if targets == ("sources",):
                    unused.pop(link, None)
                if not any(link in folders[target] for target in targets):
                    file = shelf.file(name)
                    what = f"no “{link}” in {' or '.join(targets)}"
                    yield BrokenDataError(file, yamlfile.line_of(file, link), what)
    for key in unused:
        yield BrokenDataError(library.sources.file(key), 1, "no statement rests on it")


def _twice_used_ids(library: Library) -> Iterator[BrokenDataError]:
    for name in library.lookalikes:
        if name in library.causes:
            file = library.lookalikes.file(name)
            yield BrokenDataError(file, 1, f"the id “{name}” is a cause already")


def _sign_faults(library: Library) -> Iterator[BrokenDataError]:
    """Find signs out of their tier's order, and urgent ones without a firm source."""
    file = library.basics.file("tiers")
    tiers = {rule.tier: rule.signs for rule in library.basics.tiers.tiers}
    for name, sign in library.signs.items():
        places = [tier for tier, signs in tiers.items() for each in signs if each == name]
        if places != [sign.tier]:
            yield BrokenDataError(file, 1, f"“{name}” must stand once, under {sign.tier}")
        types = {library.sources[key].type for key in sign.sources if key in library.sources}
        if sign.tier is not Tier.ROUTINE and not types & _FIRM:
            yield BrokenDataError(library.signs.file(name), 1, "needs a firmer source")


def links_in(thing: Struct) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Find every link in a record: the id that it names, and the folders that may hold it."""
    for name, targets in _link_fields(type(thing)):
        for item in _flat(getattr(thing, name)):
            if targets:
                yield item, targets
            elif isinstance(item, Struct):
                yield from links_in(item)


@cache
def _link_fields(shape: type[Struct]) -> list[tuple[str, tuple[str, ...]]]:
    """Return the fields of a record, each with the folders that it links to; none for most."""
    hints = get_type_hints(shape, include_extras=True)
    return [(name, tuple(_targets(hints[name]))) for name in shape.__struct_fields__]


def _targets(hint: Any) -> list[str]:
    """Return the folders that a type names in its Meta, at any depth."""
    found: list[str] = []
    for part in (*get_args(hint), *getattr(hint, "__metadata__", ())):
        if isinstance(part, Meta):
            found += (part.extra or {}).get("to", ())
        else:
            found += _targets(part)
    return list(dict.fromkeys(found))


def _flat(value: Any) -> Iterator[Any]:
    """Find what lies in a tuple at any depth, or the value itself."""
    if isinstance(value, tuple):
        for item in value:
            yield from _flat(item)
    elif value is not None:
        yield value
