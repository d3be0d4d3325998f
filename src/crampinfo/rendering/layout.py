"""Blocks laid out in rows of marked words, for the formats that fill a screen."""

from collections.abc import Iterable, Iterator
from enum import Enum
from itertools import zip_longest
from typing import TypeAlias, assert_never

from rich.cells import cell_len

from crampinfo import page
from crampinfo.library.fields import Tier
from crampinfo.plaintext import spelled

_LEAST_COLUMNS, _MOST_COLUMNS = 40, 100  # longer lines of prose are hard to read
_NARROW = 56  # columns: below, nothing stands side by side
_LEAST_CELL = 15  # columns of a table's cell
_LEAST_BESIDE = 34  # columns of what stands beside a picture
_GAP = 2
_BULLET = 2  # columns of a bullet


class Role(Enum):
    """What a piece of a row is, so that a format can mark it."""

    PLAIN = "plain"
    COMMAND = "command"
    ADDRESS = "address"
    LABEL = "label"
    REFERENCE = "reference"
    EMERGENCY = "emergency"


Part: TypeAlias = tuple[str, Role]
Row: TypeAlias = list[Part]


def columns(screen: page.Screen) -> int:
    """Return how many columns of a screen are used."""
    return max(_LEAST_COLUMNS, min(screen.width, _MOST_COLUMNS))


class Layout:
    """Lays out blocks.

    Args:
        width: The most columns of a row.
        encoding: What a character must be in; stand-ins take the place of others.
        linear: Whether nothing stands side by side, as on a narrow screen or for the ear.
        parts: In how many parts a picture can fill a character: 4, 2 or 0.
    """

    def __init__(self, width: int, encoding: str, *, linear: bool = False, parts: int = 0) -> None:
        self.width = width
        self.encoding = encoding
        self.parts = parts
        self.linear = linear or width < _NARROW

    def rows(self, blocks: Iterable[page.Block]) -> Iterator[Row]:
        """Lay blocks out, with an empty row between those that do not belong together."""
        previous: page.Block | None = None
        for block in blocks:
            if previous is not None and not _belong_together(previous, block):
                yield []
            yield from self._block(block)
            previous = block

    def _block(self, block: page.Block) -> Iterator[Row]:  # noqa: C901, PLR0912  # one case a block
        match block:
            case page.Paragraph(line):
                yield from self.flow(_parts(line))
            case page.Heading(text, tier):
                yield from self.flow([(text, _role(tier))])
            case page.Bullets(lines) | page.Findings(lines):
                for line in lines:
                    yield from self.flow(_parts(line), [("• ", Role.PLAIN)])
                if isinstance(block, page.Findings) and self.parts:
                    yield from self._intervals(block)
            case page.Steps(lines, first):
                for number, line in enumerate(lines, first):
                    yield from self.flow(_parts(line), [(f"{number:>2} ", Role.LABEL)])
            case page.Picture():
                yield from self._picture(block)
            case page.Facts(facts):
                yield from self._facts(facts)
            case page.Entries():
                yield from self._entries(block)
            case page.Cards(cards):
                for number, card in enumerate(cards):
                    if number:
                        yield []
                    yield from self._sided([(card.title, Role.LABEL)], card.kind)
                    for text, role in ((card.text, Role.PLAIN), (card.command, Role.COMMAND)):
                        yield from self.flow([(text, role)], [("  ", Role.PLAIN)])
            case page.Table():
                yield from self._table(block)
            case page.References(numbered):
                for number, text, key, _ in numbered:
                    parts = [(text, Role.PLAIN), (f"({key})", Role.REFERENCE)]
                    yield from self.flow(parts, [(f"[{number}] ".rjust(5), Role.REFERENCE)])
            case _:
                assert_never(block)

    def _picture(self, picture: page.Picture) -> Iterator[Row]:
        from crampinfo.figures import COLUMNS, drawn  # for pictures alone

        drawing = drawn(picture.figure, self.encoding, self.parts)
        room = self.width - COLUMNS - _GAP
        if drawing and room >= _LEAST_BESIDE:
            beside = Layout(room, self.encoding).rows(picture.beside)
            for left, right in zip_longest(drawing, beside):
                yield [((left or "").ljust(COLUMNS + _GAP), Role.PLAIN), *(right or [])]
            return
        yield from ([(row, Role.PLAIN)] for row in drawing)
        if not drawing:
            yield from self.flow([("Picture:", Role.LABEL), (picture.figure.shows, Role.PLAIN)])
        yield from self.rows(picture.beside)

    def _intervals(self, findings: page.Findings) -> Iterator[Row]:
        """Draw the estimates that share a measure on one axis, where there is room."""
        from crampinfo.rendering.intervals import MARKS, WIDTH, axis, sharing  # for these alone

        if self.width < WIDTH or spelled(MARKS, self.encoding) != MARKS:
            return
        for measure, rows in sharing(findings):
            head, *drawn = axis([each for _, each in rows])
            yield from ([], *self.flow([(measure, Role.LABEL)]))
            yield [(head, Role.PLAIN)]
            for (who, _), row in zip(rows, drawn, strict=True):
                yield from (*self.flow([(who, Role.PLAIN)]), [(row, Role.PLAIN)])

    def _facts(self, facts: tuple[page.Fact, ...]) -> Iterator[Row]:
        column = max(cell_len(fact.label) for fact in facts) + _GAP
        aligned = not self.linear and column <= self.width // 2
        for fact in facts:
            role = _role(fact.tier)
            if aligned:
                gap = " " * (column - cell_len(fact.label))
                yield from self.flow(_parts(fact.line), [(fact.label, role), (gap, Role.PLAIN)])
            else:
                label = fact.label if fact.label.endswith("?") else f"{fact.label}:"
                yield from self.flow([(label, role), *_parts(fact.line)], hang=2)

    def _entries(self, entries: page.Entries) -> Iterator[Row]:
        indent = " " * entries.indent
        terms = max(entries.column, *(cell_len(row.term) for row in entries.rows))
        column = entries.indent + terms + _GAP
        for row in entries.rows:
            if not row.text and not self.linear:
                yield from self._sided([(row.term, Role.COMMAND)], row.note, [(indent, Role.PLAIN)])
            elif self.linear or column > self.width // 2:
                text = _with_note(row.text, row.note)
                term = f"{row.term}:" if text else row.term
                typed = " " not in row.term or row.term.startswith("crampinfo ")  # never broken
                role = Role.COMMAND if typed else Role.LABEL
                parts = [(term, role), (text, Role.PLAIN), *_references(row.refs)]
                yield from self.flow(parts, [(f"{indent}• ", Role.PLAIN)])
            else:
                gap = " " * (column - entries.indent - cell_len(row.term))
                lead = [(indent, Role.PLAIN), (row.term, Role.COMMAND), (gap, Role.PLAIN)]
                parts = [(row.text, Role.PLAIN), *_references(row.refs)]
                yield from self._sided(parts, row.note, lead)

    def _sided(self, parts: list[Part], note: str, lead: Row | None = None) -> Iterator[Row]:
        """Lay out pieces with a note on the right of the last row, or below where it lacks room."""
        laid = list(
            self.flow([*parts, (f"({note})", Role.PLAIN)] if self.linear and note else parts, lead)
        )
        if note and not self.linear:
            used = sum(cell_len(text) for text, _ in laid[-1])
            gap = self.width - used - cell_len(note)
            if gap < _GAP:
                laid.append([])
                gap = self.width - cell_len(note)
            laid[-1].append((" " * gap + spelled(note, self.encoding), Role.PLAIN))
        yield from laid

    def _table(self, table: page.Table) -> Iterator[Row]:
        label = max(cell_len(name) for name, _ in table.rows) + _GAP
        cell = (self.width - label) // len(table.columns) - _GAP
        if self.linear or cell < _LEAST_CELL:
            for name, cells in table.rows:
                yield from self.flow([(name, Role.LABEL)])
                for column, line in zip(table.columns, cells, strict=True):
                    parts = [(f"{column}:", Role.PLAIN), *_parts(line)]
                    yield from self.flow(parts, [("• ", Role.PLAIN)]) if line.text else ()
            return
        inner = Layout(cell, self.encoding, linear=True)
        heads = [[(column, Role.LABEL)] for column in table.columns]
        bodies = [(name, [_parts(line) for line in cells]) for name, cells in table.rows]
        for name, texts in [("", heads), *bodies]:
            laid = [list(inner.flow(parts)) for parts in texts]
            for number, pieces in enumerate(zip_longest(*laid, fillvalue=[])):
                row: Row = [((name if number == 0 else "").ljust(label), Role.LABEL)]
                for piece in pieces:
                    used = sum(cell_len(text) for text, _ in piece)
                    row += [*piece, (" " * (cell + _GAP - used), Role.PLAIN)]
                yield row

    def flow(
        self, parts: Iterable[Part], lead: Row | None = None, hang: int | None = None
    ) -> Iterator[Row]:
        """Fill rows with words.

        Args:
            parts: Pieces of prose, joined by one space.
            lead: What stands before the first word.
            hang: How far later rows are moved in, in columns; as wide as the lead when not given.
        """
        row: Row = [(spelled(text, self.encoding), role) for text, role in lead or []]
        used = sum(cell_len(text) for text, _ in row)
        margin = used if hang is None else hang
        empty = True
        for text, role in parts:
            whole = role in (Role.COMMAND, Role.ADDRESS)
            if whole and self.width - margin < cell_len(text) <= self.width:  # a row of its own
                margin = min(2, self.width - cell_len(text))
            for word in self._words(spelled(text, self.encoding), whole, self.width - margin):
                need = cell_len(word)
                if used + need + (not empty) > self.width and (not empty or used > margin):
                    if not empty or used > _BULLET:  # which does not stand alone
                        yield row
                    row, used, empty = [(" " * margin, Role.PLAIN)], margin, True
                if not empty:
                    row.append((" ", Role.PLAIN))
                    used += 1
                cut = role is Role.ADDRESS and word != spelled(text, self.encoding)
                row.append((word, Role.PLAIN if cut else role))  # a part of it leads nowhere
                used += need
                empty = False
        yield row

    def _words(self, text: str, whole: bool, room: int) -> Iterator[str]:
        """Cut a piece where rows may end. A command or an address stays whole where it fits."""
        if whole and cell_len(text) <= room:
            yield text
            return
        for word in text.split():
            piece = ""
            for char in word if cell_len(word) > room else (word,):
                if piece and cell_len(piece + char) > room:
                    yield piece
                    piece = ""
                piece += char
            yield piece


def _with_note(text: str, note: str) -> str:
    """Return a text and the note beside it as one piece of prose."""
    if text.endswith(".") and note:
        return f"{text} {note[:1].upper()}{note[1:]}."
    return ", ".join(part for part in (text, note) if part)


def _belong_together(above: page.Block, below: page.Block) -> bool:
    """Tell whether two blocks stand without an empty row between them."""
    if isinstance(above, page.Heading):
        return True
    if isinstance(below, page.Heading):
        return isinstance(above, page.Bullets | page.Entries)
    if isinstance(below, page.Facts):
        return isinstance(above, page.Steps | page.Bullets | page.Entries)
    if isinstance(below, page.Paragraph):
        return isinstance(above, page.Entries)
    return isinstance(below, page.Steps | page.Entries)


def _role(tier: Tier | None) -> Role:
    return Role.EMERGENCY if tier is Tier.EMERGENCY else Role.LABEL


def _parts(line: page.Line) -> list[Part]:
    """Return the pieces of a line, in order."""
    address = line.text.startswith(("https://", "http://"))
    parts = [(line.text, Role.ADDRESS if address else Role.PLAIN)] if line.text else []
    if line.command:
        parts.append((line.command, Role.COMMAND))
    if line.note:
        parts.append((f"({line.note})", Role.PLAIN))
    return [*parts, *_references(line.refs)]


def _references(numbers: tuple[int, ...]) -> list[Part]:
    """Return the numbers of references as one piece, or none."""
    return [(f"[{','.join(map(str, numbers))}]", Role.REFERENCE)] if numbers else []
