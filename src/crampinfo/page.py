"""What is drawn of an answer: a page of sections, and always the disclaimer last.

Its parts never change, and are structs: their classes are made faster than dataclasses.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, TypeAlias, get_args

from msgspec import Struct

from crampinfo.answers import DISCLAIMER
from crampinfo.library.poses import Figure
from crampinfo.library.records import Estimate, Tier
from crampinfo.plaintext import plain_name

Format = Literal["panels", "text", "markdown", "html", "json"]
FORMATS: tuple[Format, ...] = get_args(Format)
Style = Literal["bullets", "steps", "sources", "facts", "entries", "found"]
Frame = Literal["answer", "quiet", "warning", "open", "contents", "note"]
"""How much a section stands out."""


class Screen(Struct, frozen=True):
    """What an answer is drawn for: its width in columns, its colours, its character set.

    Where `colour` is None, Rich decides: by NO_COLOR, FORCE_COLOR, TERM, and what stdout is.
    """

    width: int = 80
    colour: bool | None = False
    encoding: str = "utf-8"
    parts: int = 4  # of a character that a picture can fill: 4, 2 (few blocks in the font) or 0


class Line(Struct, frozen=True):
    """A paragraph, or a row of a list: text, references, a note, a command to type.

    `term` stands before it, marked as urgent by its `tier`; `opens` is the command for what the
    term only names. `address` is where the text leads, never broken where it fits on a row.
    """

    text: str = ""
    refs: tuple[int, ...] = ()
    note: str = ""
    command: str = ""
    address: str = ""
    term: str = ""
    tier: Tier | None = None
    opens: str = ""


class Heading(Struct, frozen=True):
    """A few words above what follows, inside a section."""

    text: str
    tier: Tier | None = None


class Lines(Struct, frozen=True):
    """Statements or steps; labelled facts, aligned where there is room; things to open.

    Steps and sources are numbered from `first`. `found` are results of a search. `indent`
    moves things to open in, under a step; `column` is the least width of their terms, in columns.
    """

    rows: Sequence[Line]
    style: Style = "bullets"
    first: int = 1
    indent: int = 0
    column: int = 0


class Intervals(Struct, frozen=True):
    """Estimates, each with who was tested, to be drawn."""

    rows: tuple[tuple[str, Estimate], ...]


class Picture(Struct, frozen=True):
    """A figure, or its sentence where it cannot be drawn, and what stands beside it."""

    figure: Figure
    beside: tuple["Block", ...] = ()


class Table(Struct, frozen=True):
    """Rows of cells under the names of their columns: side by side, or below each other."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Line, ...]], ...]


Block: TypeAlias = Line | Heading | Lines | Intervals | Picture | Table


class Section(Struct, frozen=True):
    """A titled group of blocks. `corner` is a word at its lower edge; links lead to `anchor`."""

    title: str
    blocks: tuple[Block, ...]
    frame: Frame = "quiet"
    corner: str = ""
    depth: int = 1
    anchor: str = ""


class Page:
    """What is drawn: sections that hold something. The last is the disclaimer, always."""

    def __init__(self, title: str, *body: Section | None) -> None:
        self.title = title
        note = Section("Please note", (Line(DISCLAIMER),), "note")
        self._sections = (*(each for each in body if each and (each.blocks or each.anchor)), note)

    @property
    def sections(self) -> tuple[Section, ...]:
        """All sections, the disclaimer last."""
        return self._sections


def anchor(text: str) -> str:
    """Return what a link to the page of a command, or to a title, leads to."""
    return plain_name(text.removeprefix("crampinfo ")).replace(" ", "-")


def section(title: str, *blocks: Block | None, frame: Frame = "quiet", corner: str = "") -> Section:
    """Return a section of the blocks that hold something."""
    present = tuple(each for each in blocks if each and getattr(each, "rows", True))
    return Section(title, present, frame, corner)


def facts(*rows: Line | tuple[str, str | None] | None) -> Lines:
    """Return the labelled lines, or labels and texts, that are there and say something."""
    made = [Line(row[1] or "", term=row[0]) if isinstance(row, tuple) else row for row in rows]
    return Lines([each for each in made if each and (each.text or each.command)], "facts")


def entries(rows: Sequence[Line], indent: int = 0, column: int = 0) -> Lines:
    """Return a list of things to open, one row each."""
    return Lines(rows, "entries", indent=indent, column=column)


def headed(groups: Mapping[str, Iterable[Line]]) -> Iterator[Block]:
    """Return lists under their headings, all their columns alike; empty ones are left out."""
    lists = {title: list(rows) for title, rows in groups.items()}
    column = max((len(row.term) for rows in lists.values() for row in rows), default=0)
    for title, rows in lists.items():
        if rows:
            yield from (Heading(title), entries(rows, column=column))
