"""Blocks laid out in rows of marked words, for the formats that fill a screen."""

from collections.abc import Iterable, Iterator
from enum import Enum
from typing import TypeAlias, assert_never
from unicodedata import combining, east_asian_width

from crampinfo.page import (
    Block,
    Bullets,
    Entries,
    Facts,
    Heading,
    Line,
    Notice,
    Paragraph,
    References,
    Screen,
    Signs,
    Steps,
)
from crampinfo.records import Tier

__all__ = ["Part", "Role", "Row", "columns", "flow", "rows", "width_of"]

_MOST_COLUMNS = 100  # longer lines of prose are hard to read
_LEAST_COLUMNS = 20  # a panel with a word in it


class Role(Enum):
    """What a piece of a row is, so that a format can mark it."""

    PLAIN = "plain"
    COMMAND = "command"
    LABEL = "label"
    NUMBER = "number"
    REFERENCE = "reference"
    EMERGENCY = "emergency"
    URGENT = "urgent"
    ROUTINE = "routine"


Part: TypeAlias = tuple[str, Role]
Row: TypeAlias = list[Part]

_TIER_ROLES = {
    Tier.EMERGENCY: Role.EMERGENCY,
    Tier.URGENT: Role.URGENT,
    Tier.ROUTINE: Role.ROUTINE,
}

# Below this many columns nothing stands side by side.
_NARROW = 56
_NOTE_GAP = 2


def rows(blocks: Iterable[Block], width: int) -> Iterator[Row]:
    """Lay blocks out in rows of at most so many columns, with an empty row between blocks."""
    previous: Block | None = None
    for block in blocks:
        if previous is not None and not _belong_together(previous, block):
            yield []
        yield from _block_rows(block, width)
        previous = block


def columns(screen: Screen) -> int:
    """Return how many columns of a screen are used."""
    return max(_LEAST_COLUMNS, min(screen.width, _MOST_COLUMNS))


def width_of(text: str) -> int:
    """Return how many columns a text takes on a terminal."""
    if text.isascii():
        return len(text)
    return sum(
        0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text
    )


def _belong_together(above: Block, below: Block) -> bool:
    """Tell whether two blocks stand without an empty row between them."""
    if isinstance(above, Heading):
        return True
    return isinstance(above, Signs | Steps | Entries) and isinstance(below, Steps | Entries | Signs)


def _block_rows(block: Block, width: int) -> Iterator[Row]:
    match block:
        case Paragraph(line):
            yield from flow(_parts(line), width)
        case Heading(text, tier):
            role = _TIER_ROLES[tier] if tier else Role.LABEL
            yield from flow([(text, role)], width)
        case Bullets(lines):
            for line in lines:
                yield from flow(_parts(line), width, [("• ", Role.PLAIN)])
        case Steps(lines, first):
            for number, line in enumerate(lines, first):
                yield from flow(_parts(line), width, [(f"{number:>2} ", Role.NUMBER)])
        case Facts(pairs):
            column = max(width_of(label) for label, _ in pairs) + 2
            aligned = width >= _NARROW and column <= width // 3
            for label, line in pairs:
                lead = label.ljust(column) if aligned else f"{label}  "
                yield from flow(_parts(line), width, [(lead, Role.LABEL)], None if aligned else 2)
        case Entries():
            yield from _entry_rows(block, width)
        case Signs(signs):
            yield from _sign_rows(signs, width)
        case References(numbered):
            for number, text, key in numbered:
                parts = [(text, Role.PLAIN), (key, Role.REFERENCE)]
                yield from flow(parts, width, [(f"[{number}] ".rjust(5), Role.REFERENCE)])
        case Notice(text):
            yield from flow([(text, Role.PLAIN)], width)
        case _:
            assert_never(block)


def _parts(line: Line) -> list[Part]:
    """Return the pieces of a line, in order."""
    parts = [(line.text, Role.PLAIN)] if line.text else []
    if line.command:
        parts.append((line.command, Role.COMMAND))
    if line.note:
        parts.append((f"[{line.note}]", Role.PLAIN))
    return [*parts, *_references(line.refs)]


def _references(numbers: tuple[int, ...]) -> list[Part]:
    """Return the numbers of references as one piece, or none."""
    return [(f"[{','.join(map(str, numbers))}]", Role.REFERENCE)] if numbers else []


def _sign_rows(signs: tuple[tuple[Tier, str, Line], ...], width: int) -> Iterator[Row]:
    """Lay out warning signs: the word for the tier in a column of its own where there is room."""
    words = [word or tier.capitalize() for tier, word, _ in signs]
    column = max(map(width_of, words)) + 1
    for word, (tier, _, line) in zip(words, signs, strict=True):
        role = _TIER_ROLES[tier]
        if width < _NARROW:
            yield from flow([(word, role), *_parts(line)], width)
        else:
            yield from flow(_parts(line), width, [(word.ljust(column), role)])


def _entry_rows(entries: Entries, width: int) -> Iterator[Row]:
    """Lay out a list: the word to type, what it is, and the note on the right if there is room."""
    indent = " " * entries.indent
    column = entries.indent + max(width_of(row.term) for row in entries.rows) + 2
    note_column = max(width_of(row.note) for row in entries.rows)
    for row in entries.rows:
        parts = [(row.text, Role.PLAIN), *_references(row.refs)]
        if width < _NARROW or column > width // 2:
            yield from flow([(row.term, Role.COMMAND)], width, [(indent, Role.PLAIN)])
            note = [(f"[{row.note}]", Role.PLAIN)] if row.note else []
            yield from flow([*parts, *note], width, [(indent + "  ", Role.PLAIN)])
            continue
        term = indent + row.term + " " * (column - entries.indent - width_of(row.term))
        room = width - (note_column + _NOTE_GAP if note_column else 0)
        laid = list(flow(parts, room, [(term, Role.COMMAND)]))
        if row.note:
            used = sum(width_of(text) for text, _ in laid[0])
            gap = " " * (width - width_of(row.note) - used)
            laid[0].append((gap + row.note, Role.PLAIN))
        yield from laid


def flow(
    parts: list[Part], width: int, lead: Row | None = None, hang: int | None = None
) -> Iterator[Row]:
    """Fill rows with words.

    Args:
        parts: Pieces of prose, joined by one space.
        width: The most columns of a row.
        lead: What stands before the first word.
        hang: How far later rows are moved in; as wide as the lead when not given.
    """
    row: Row = list(lead or [])
    used = sum(width_of(text) for text, _ in row)
    if used > width // 2:  # too long to stand before the words: it is wrapped with them
        parts = [*row, *parts]
        row, used, hang = [], 0, 2
    margin = used if hang is None else hang
    empty = True
    for text, role in parts:
        for word in text.split():
            for piece in _pieces(word, width - margin):
                need = width_of(piece)
                if used + need + (not empty) > width and (not empty or used > margin):
                    yield row
                    row, used, empty = [(" " * margin, Role.PLAIN)], margin, True
                if not empty:
                    row.append((" ", Role.PLAIN))
                    used += 1
                row.append((piece, role))
                used += need
                empty = False
    yield row


def _pieces(word: str, width: int) -> Iterator[str]:
    """Cut a word that is wider than a row. An address is cut where it must be."""
    if width_of(word) <= width:
        yield word
        return
    piece, used = "", 0
    for char in word:
        need = width_of(char)
        if used + need > width and piece:
            yield piece
            piece, used = "", 0
        piece += char
        used += need
    yield piece
