"""Blocks laid out in rows of marked words, for the formats that fill a screen."""

from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import TypeAlias, assert_never

from msgspec.structs import replace
from rich.cells import cell_len, chop_cells

from crampinfo import page
from crampinfo.library.records import Estimate
from crampinfo.plaintext import spelled

_LEAST_COLUMNS, _MOST_COLUMNS = 40, 100  # longer lines of prose are hard to read
_NARROW = 56  # columns: below, nothing stands side by side
_LEAST_CELL = 15  # columns of a table's cell
_LEAST_BESIDE = 34  # columns of what stands beside a picture
_GAP = 2
_BULLET = 2  # columns of a bullet

Part: TypeAlias = tuple[str, str]
"""A text, and what it is: plain, command, address, label, reference or a tier."""
Row: TypeAlias = list[Part]


def columns(screen: page.Screen) -> int:
    """Return how many columns of a screen are used."""
    return max(_LEAST_COLUMNS, min(screen.width, _MOST_COLUMNS))


def plain(rows: Iterable[Row]) -> str:
    """Return rows as lines of text."""
    return "".join("".join(text for text, _ in row).rstrip() + "\n" for row in rows)


class Layout:
    """Lays blocks out in rows of so many columns, in the characters that an encoding has.

    Where it is linear, as on a narrow screen or for the ear, nothing stands side by side. A
    picture can fill so many parts of a character: 4, 2 or 0.
    """

    def __init__(self, width: int, encoding: str, *, linear: bool = False, parts: int = 0) -> None:
        self.width, self.encoding, self.parts = width, encoding, parts
        self.linear = linear or width < _NARROW

    def rows(self, blocks: Iterable[page.Block]) -> Iterator[Row]:
        """Lay blocks out, with an empty row between those that do not belong together."""
        previous: page.Block | None = None
        for block in blocks:
            drawn = list(self._block(block))
            if drawn and previous and not _belong_together(previous, block):
                yield []
            yield from drawn
            previous = block

    def _block(self, block: page.Block) -> Iterator[Row]:  # noqa: C901  # one case a block
        match block:
            case page.Line():
                yield from self.flow(_parts(block))
            case page.Heading(text, tier):
                yield from self.flow([(text, tier or "label")])
            case page.Lines(style="facts" | "entries"):
                yield from self._listed(block)
            case page.Lines(rows, "found"):
                for number, row in enumerate(rows):
                    yield from [[]] if number else []
                    yield from self.flow([(row.term, "label")], note=row.note)
                    for text, role in ((row.text, "plain"), (row.command, "command")):
                        yield from self.flow([(text, role)], [("  ", "plain")])
            case page.Lines(rows, style, first):
                for number, line in enumerate(rows, first):
                    marks = {"steps": f"{number:>2} ", "sources": f"[{number}] ".rjust(5)}
                    role = "label" if style == "steps" else "plain"
                    yield from self.flow(_parts(line), [(marks.get(style, "• "), role)])
            case page.Intervals(rows):
                yield from self._intervals(rows) if self.parts else ()
            case page.Picture():
                yield from self._picture(block)
            case page.Table():
                yield from self._table(block)
            case _:
                assert_never(block)

    def _picture(self, picture: page.Picture) -> Iterator[Row]:
        from crampinfo.figures import COLUMNS, drawn  # for pictures alone

        figure, room = picture.figure, self.width - COLUMNS - _GAP
        drawing = [[(row, "plain")] for row in drawn(figure, self.encoding, self.parts)]
        if drawing and room >= _LEAST_BESIDE:
            beside = Layout(room, self.encoding).rows(picture.beside)
            yield from _beside((drawing, COLUMNS + _GAP), (beside, room))
        else:
            yield from drawing or self.flow([("Picture:", "label"), (figure.shows, "plain")])
            yield from self.rows(picture.beside)

    def _intervals(self, estimates: Iterable[tuple[str, Estimate]]) -> Iterator[Row]:
        """Draw the estimates that share a measure on one axis, where there is room."""
        from crampinfo.figures import AXIS_MARKS, AXIS_WIDTH, axis, sharing  # for these alone

        if self.width < AXIS_WIDTH or spelled(AXIS_MARKS, self.encoding) != AXIS_MARKS:
            return
        for number, (measure, rows) in enumerate(sharing(estimates)):
            yield from [[]] if number else []
            head, *drawn = axis([each for _, each in rows])
            yield from self.flow([(measure, "label")])
            yield [(head, "plain")]
            for (who, _), row in zip(rows, drawn, strict=True):
                yield from (*self.flow([(who, "plain")]), [(row, "plain")])

    def _listed(self, block: page.Lines) -> Iterator[Row]:
        """Lay out terms and what they are: in two columns where there is room, else as prose."""
        terms = max(block.column, *(cell_len(row.term) for row in block.rows)) + _GAP
        aligned = not self.linear and block.indent + terms <= self.width // 2
        indent, bullet = " " * block.indent, "• " if block.style == "entries" else ""
        for row in block.rows:
            term, note, parts = row.term, row.note, _parts(replace(row, note=""))
            typed = bullet and (" " not in term or term.startswith("crampinfo "))  # never broken
            role = row.tier or ("command" if typed else "label")
            if self.linear or (parts and not aligned):
                colon = ":" if (parts or note) and not term.endswith("?") else ""
                labelled = [(term, role), (f"– {note}:", "plain")]
                prose = labelled if parts and note else [(term + colon, role), (note, "plain")]
                prose, hang = [*prose, *parts], None if bullet else _BULLET
                yield from self.flow(prose, [(indent + bullet, "plain")], hang=hang)
            elif parts:
                gap = (" " * (terms - cell_len(term)), "plain")
                yield from self.flow(parts, [(indent, "plain"), (term, role), gap], note)
            else:
                yield from self.flow([(term, role)], [(indent, "plain")], note)

    def _table(self, table: page.Table) -> Iterator[Row]:
        label = max(cell_len(name) for name, _ in table.rows) + _GAP
        cell = (self.width - label) // len(table.columns) - _GAP
        if self.linear or cell < _LEAST_CELL:
            for name, cells in table.rows:
                yield from self.flow([(name, "label")])
                for column, line in zip(table.columns, cells, strict=True):
                    parts = [(f"{column}:", "plain"), *_parts(line)]
                    yield from self.flow(parts, [("• ", "plain")]) if line.text else ()
            return
        inner = Layout(cell, self.encoding)
        heads = ("", [[(column, "label")] for column in table.columns])
        bodies = [(name, [_parts(line) for line in cells]) for name, cells in table.rows]
        for name, texts in [heads, *bodies]:
            laid = [(inner.flow(parts), cell + _GAP) for parts in texts]
            yield from _beside(([[(name, "label")]], label), *laid)

    def flow(
        self, parts: Row, lead: Row | None = None, note: str = "", hang: int | None = None
    ) -> Iterator[Row]:
        """Fill rows with the words of some pieces of prose, the first one after a lead.

        Later rows are moved in by so many columns, or by the width of the lead. A note stands on
        the right of the last row, or below where it lacks room; in brackets behind the words where
        the layout is linear.
        """
        if self.linear and note:
            parts, note = [*parts, (f"({note})", "plain")], ""
        row = [(spelled(text, self.encoding), role) for text, role in lead or []]
        used = sum(cell_len(text) for text, _ in row)
        margin = used if hang is None else hang
        gap = ""
        for part, role in parts:
            text = spelled(part, self.encoding)
            whole = role in ("command", "address") and cell_len(text) <= self.width
            if whole and cell_len(text) > self.width - margin:  # a row of its own
                margin = min(2, self.width - cell_len(text))
            pieces = [text] if whole else text.split()
            words = [word for piece in pieces for word in chop_cells(piece, self.width - margin)]
            for word in words:
                if used + cell_len(gap + word) > self.width and (gap or used > margin):
                    if gap or used > _BULLET:  # which does not stand alone
                        yield row
                    row, used, gap = [(" " * margin, "plain")], margin, ""
                cut = role == "address" and word != text  # a part of it leads nowhere
                between = role if row and row[-1][1] == role else "plain"
                row += [(gap, between), (word, "plain" if cut else role)]
                used += cell_len(gap + word)
                gap = " "
        if note and used + _GAP + cell_len(note) > self.width:
            yield row
            row, used = [], 0
        aside = " " * (self.width - used - cell_len(note)) + spelled(note, self.encoding)
        yield [*row, (aside, "plain")] if note else row


def _beside(*columns: tuple[Iterable[Row], int]) -> Iterator[Row]:
    """Put rows side by side, each column so wide."""
    for pieces in zip_longest(*(rows for rows, _ in columns), fillvalue=[]):
        row: Row = []
        for piece, (_, width) in zip(pieces, columns, strict=True):
            used = sum(cell_len(text) for text, _ in piece)
            row += [*piece, (" " * (width - used), "plain")]
        yield row


def _belong_together(above: page.Block, below: page.Block) -> bool:
    """Tell whether two blocks stand without an empty row between them."""
    match above, below:
        case (page.Heading(), _) | (_, page.Lines(style="entries" | "found" | "steps")):
            return True
        case page.Lines(style="entries" | "found"), page.Line():
            return True
        case page.Lines(style="bullets" | "steps" | "entries" | "found"), _:
            return isinstance(below, page.Heading) or getattr(below, "style", "") == "facts"
    return False


def _parts(line: page.Line) -> list[Part]:
    """Return the pieces of a line, in order."""
    parts = [(line.text, "address" if line.text == line.address else "plain")]
    parts += [(line.command, "command"), (f"({line.note})" if line.note else "", "plain")]
    parts.append((f"[{','.join(map(str, line.refs))}]" if line.refs else "", "reference"))
    return [part for part in parts if part[0]]
