"""What an answer is: a page of sections, and always the disclaimer last."""

from collections.abc import Callable
from dataclasses import InitVar, dataclass, field
from enum import Enum, StrEnum
from typing import Any, TypeAlias

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


@dataclass(frozen=True, slots=True)
class Screen:
    """What an answer is drawn for: its width in columns, its colours, its character set."""

    width: int = 80
    colour: bool = False
    encoding: str = "utf-8"


@dataclass(frozen=True, slots=True)
class Line:
    """A piece of prose: text, a command to type, a closing note, the numbers of its references."""

    text: str
    refs: tuple[int, ...] = ()
    note: str = ""
    command: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of prose by itself."""

    line: Line


@dataclass(frozen=True, slots=True)
class Heading:
    """A few words above what follows, inside a section."""

    text: str
    tier: Tier | None = None


@dataclass(frozen=True, slots=True)
class Bullets:
    """Statements side by side."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Steps:
    """Things to do, in order, numbered from `first`."""

    lines: tuple[Line, ...]
    first: int = 1


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and values."""

    rows: tuple[tuple[str, Line], ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a list: the word to type, what it is, and a word on the right."""

    term: str
    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Entries:
    """A list of things to open. `indent` moves it in, under a step."""

    rows: tuple[Entry, ...]
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Signs:
    """Warning signs, each after the word for its urgency."""

    rows: tuple[tuple[Tier, str, Line], ...]


@dataclass(frozen=True, slots=True)
class References:
    """The numbered sources of a page: number, title, and the word that opens it."""

    rows: tuple[tuple[int, str, str], ...]


@dataclass(frozen=True, slots=True)
class Notice:
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


@dataclass(frozen=True, slots=True)
class Section:
    """A titled group of blocks. `corner` is a word at its lower edge."""

    title: str
    blocks: tuple[Block, ...]
    frame: Frame = Frame.QUIET
    corner: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One answer. Its last section is the disclaimer: none can be built without.

    Args:
        name: The command that it answers, as in its JSON.
        title: What it is about.
        facts: Gathers what its JSON holds: records, lists and dictionaries, under stable keys.
        body: The sections before the disclaimer.
    """

    name: str
    title: str
    facts: Callable[[], dict[str, Any]]
    body: InitVar[tuple[Section, ...]]
    sections: tuple[Section, ...] = field(init=False)

    def __post_init__(self, body: tuple[Section, ...]) -> None:
        closing = Section("Please note", (Notice(DISCLAIMER),), Frame.NOTICE)
        object.__setattr__(self, "sections", (*body, closing))
