"""What is drawn of an answer: a page of sections, and always the disclaimer last."""

from collections.abc import Iterable, Iterator, Mapping
from enum import Enum, StrEnum
from typing import TypeAlias

from msgspec import Struct

from crampinfo.answers import DISCLAIMER
from crampinfo.library.fields import Estimate, Tier
from crampinfo.library.poses import Figure
from crampinfo.plaintext import plain_name


class Format(StrEnum):
    """The formats of an answer."""

    PANELS = "panels"
    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    JSON = "json"


class Part(Struct, frozen=True):
    """A part of a page. It never changes. A struct class is made faster than a dataclass."""


class Screen(Part, frozen=True):
    """What an answer is drawn for: its width in columns, its colours, its character set."""

    width: int = 80
    colour: bool = False
    encoding: str = "utf-8"
    parts: int = 4  # of a character that a picture can fill: 4, 2 or 0


class Line(Part, frozen=True):
    """A piece of prose: text, a command to type, a closing note, the numbers of its references."""

    text: str
    refs: tuple[int, ...] = ()
    note: str = ""
    command: str = ""


class Paragraph(Part, frozen=True):
    """One line of prose by itself. An address is never broken where it fits on a row."""

    line: Line


class Heading(Part, frozen=True):
    """A few words above what follows, inside a section."""

    text: str
    tier: Tier | None = None


class Bullets(Part, frozen=True):
    """Statements side by side."""

    lines: tuple[Line, ...]


class Findings(Part, frozen=True):
    """What was found: statements side by side, and estimates, each with who was tested."""

    lines: tuple[Line, ...]
    estimates: tuple[tuple[str, Estimate], ...] = ()


class Steps(Part, frozen=True):
    """Things to do, in order, numbered from `first`."""

    lines: tuple[Line, ...]
    first: int = 1


class Picture(Part, frozen=True):
    """A figure, or its sentence where it cannot be drawn, and what stands beside it."""

    figure: Figure
    beside: tuple["Block", ...] = ()


class Fact(Part, frozen=True):
    """A label and what it labels. The label of a warning is its urgency, marked as such."""

    label: str
    line: Line
    tier: Tier | None = None


class Facts(Part, frozen=True):
    """Labelled lines, aligned where there is room."""

    rows: tuple[Fact, ...]


class Entry(Part, frozen=True):
    """One row: the word to type, what it is, a word on the right, references, what opens it."""

    term: str
    text: str
    note: str = ""
    refs: tuple[int, ...] = ()
    command: str = ""


class Entries(Part, frozen=True):
    """A list of things to open.

    `indent` moves it in, under a step; `column` is the least width of the terms, in columns.
    """

    rows: tuple[Entry, ...]
    indent: int = 0
    column: int = 0


class Card(Part, frozen=True):
    """Something found: its title, what kind of thing it is, a line, the command that opens it."""

    title: str
    kind: str
    text: str
    command: str


class Cards(Part, frozen=True):
    """Things found, all laid out alike."""

    rows: tuple[Card, ...]


class Table(Part, frozen=True):
    """Rows of cells under the names of their columns: side by side, or below each other."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Line, ...]], ...]


class References(Part, frozen=True):
    """The numbered sources of a page: number, title, the word that opens it, its address."""

    rows: tuple[tuple[int, str, str, str], ...]


Block: TypeAlias = (
    Paragraph
    | Heading
    | Bullets
    | Findings
    | Steps
    | Picture
    | Facts
    | Entries
    | Cards
    | Table
    | References
)


class Frame(Enum):
    """How much a section stands out."""

    ANSWER = "answer"
    QUIET = "quiet"
    WARNING = "warning"
    OPEN = "open"
    CONTENTS = "contents"
    NOTE = "note"


class Section(Part, frozen=True):
    """A titled group of blocks. `corner` is a word at its lower edge; links lead to `anchor`."""

    title: str
    blocks: tuple[Block, ...]
    frame: Frame = Frame.QUIET
    corner: str = ""
    depth: int = 1
    anchor: str = ""


class Page:
    """What is drawn. Its last section is the disclaimer: none can be built without.

    Args:
        title: What it is about.
        body: The sections before the disclaimer; None is left out.
    """

    __slots__ = ("_sections", "title")

    def __init__(self, title: str, *body: Section | None) -> None:
        self.title = title
        note = Section("Please note", (Paragraph(Line(DISCLAIMER)),), Frame.NOTE)
        self._sections = (*(each for each in body if each), note)

    @property
    def sections(self) -> tuple[Section, ...]:
        """All sections, the disclaimer last."""
        return self._sections


def anchor(text: str) -> str:
    """Return what a link to the page of a command, or to a title, leads to."""
    return plain_name(text.removeprefix("crampinfo ")).replace(" ", "-")


def section(
    title: str, *blocks: Block | None, frame: Frame = Frame.QUIET, corner: str = ""
) -> Section | None:
    """Return a section of the blocks that are there, or None where none is."""
    present = tuple(each for each in blocks if each)
    return Section(title, present, frame, corner) if present else None


def bullets(lines: Iterable[Line]) -> Bullets | None:
    """Return statements side by side, or None."""
    present = tuple(lines)
    return Bullets(present) if present else None


def facts(*rows: Fact | None) -> Facts | None:
    """Return the labelled lines that are there, or None."""
    present = tuple(each for each in rows if each)
    return Facts(present) if present else None


def entries(rows: Iterable[Entry]) -> Entries | None:
    """Return a list of things to open, or None."""
    present = tuple(rows)
    return Entries(present) if present else None


def headed(groups: Mapping[str, Iterable[Entry]]) -> Iterator[Block]:
    """Return lists under their headings, all their columns alike; empty ones are left out."""
    lists = {title: tuple(rows) for title, rows in groups.items()}
    column = max((len(row.term) for rows in lists.values() for row in rows), default=0)
    for title, rows in lists.items():
        if rows:
            yield from (Heading(title), Entries(rows, column=column))
