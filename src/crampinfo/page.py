"""What an answer is: a page of sections, and always the disclaimer last."""

from collections.abc import Callable
from enum import Enum, StrEnum
from typing import Any, TypeAlias

from msgspec import Struct

from crampinfo.records import Tier

__all__ = [
    "DISCLAIMER",
    "SHORT_DISCLAIMER",
    "Block",
    "Bullets",
    "Entries",
    "Entry",
    "Facts",
    "Format",
    "Frame",
    "Heading",
    "Line",
    "Notice",
    "Page",
    "Paragraph",
    "References",
    "Screen",
    "Section",
    "Signs",
    "Steps",
]

DISCLAIMER = (
    "For education only. It does not replace a doctor's or health professional's advice, "
    "diagnosis, treatment or counselling: ask one about any worry. No clinician has reviewed it. "
    "In an emergency call your local emergency number."
)

SHORT_DISCLAIMER = (
    "For education only, not medical advice; no clinician has reviewed it. "
    "In an emergency, call your local emergency number."
)


class Format(StrEnum):
    """The formats of an answer."""

    PANELS = "panels"
    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


class Part(Struct, frozen=True):
    """A part of a page. It never changes. A struct class is made faster than a dataclass."""


class Screen(Part, frozen=True):
    """What an answer is drawn for: its width in columns, its colours, its character set."""

    width: int = 80
    colour: bool = False
    encoding: str = "utf-8"


class Line(Part, frozen=True):
    """A piece of prose: text, a command to type, a closing note, the numbers of its references."""

    text: str
    refs: tuple[int, ...] = ()
    note: str = ""
    command: str = ""


class Paragraph(Part, frozen=True):
    """One line of prose by itself."""

    line: Line


class Heading(Part, frozen=True):
    """A few words above what follows, inside a section."""

    text: str
    tier: Tier | None = None


class Bullets(Part, frozen=True):
    """Statements side by side."""

    lines: tuple[Line, ...]


class Steps(Part, frozen=True):
    """Things to do, in order, numbered from `first`."""

    lines: tuple[Line, ...]
    first: int = 1


class Facts(Part, frozen=True):
    """Names and values."""

    rows: tuple[tuple[str, Line], ...]


class Entry(Part, frozen=True):
    """One row of a list: the word to type, what it is, a word on the right, and references."""

    term: str
    text: str
    note: str = ""
    refs: tuple[int, ...] = ()


class Entries(Part, frozen=True):
    """A list of things to open. `indent` moves it in, under a step."""

    rows: tuple[Entry, ...]
    indent: int = 0


class Signs(Part, frozen=True):
    """Warning signs, each after the word for its urgency."""

    rows: tuple[tuple[Tier, str, Line], ...]


class References(Part, frozen=True):
    """The numbered sources of a page: number, title, and the word that opens it."""

    rows: tuple[tuple[int, str, str], ...]


class Notice(Part, frozen=True):
    """Words that must be read."""

    text: str


Block: TypeAlias = (
    Paragraph | Heading | Bullets | Steps | Facts | Entries | Signs | References | Notice
)


class Frame(Enum):
    """How much a section stands out."""

    ANSWER = "answer"
    QUIET = "quiet"
    WARNING = "warning"
    OPEN = "open"
    NOTICE = "notice"


class Section(Part, frozen=True):
    """A titled group of blocks. `corner` is a word at its lower edge."""

    title: str
    blocks: tuple[Block, ...]
    frame: Frame = Frame.QUIET
    corner: str = ""


class Page:
    """One answer. Its last section is the disclaimer: none can be built without.

    Args:
        name: The command that it answers, as in its JSON.
        title: What it is about.
        facts: Gathers what its JSON holds: records, lists and dictionaries, under stable keys.
        body: The sections before the disclaimer.
    """

    __slots__ = ("_sections", "facts", "name", "title")

    def __init__(
        self,
        name: str,
        title: str,
        facts: Callable[[], dict[str, Any]],
        body: tuple[Section, ...],
    ) -> None:
        self.name = name
        self.title = title
        self.facts = facts
        closing = Section("Please note", (Notice(DISCLAIMER),), Frame.NOTICE)
        self._sections = (*body, closing)

    @property
    def sections(self) -> tuple[Section, ...]:
        """All sections, the disclaimer last."""
        return self._sections
