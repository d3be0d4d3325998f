"""A page as panels, drawn by Rich."""

from collections.abc import Iterator
from io import StringIO

from rich.box import ASCII, ROUNDED, Box
from rich.console import Console, ConsoleOptions, RenderableType
from rich.panel import Panel
from rich.segment import Segment
from rich.text import Text

from crampinfo.page import Frame, Heading, Line, Page, Paragraph, Screen, Section
from crampinfo.rendering.charset import spelt
from crampinfo.rendering.layout import Role, Row, columns, rows, width_of

__all__ = ["render"]

# The sixteen colours of the reader's own palette, and no backgrounds.
_BORDERS = {
    Frame.ANSWER: "cyan",
    Frame.QUIET: "bright_black",
    Frame.WARNING: "red",
    Frame.NOTICE: "none",
}
_TITLES = {
    Frame.ANSWER: "bold cyan",
    Frame.QUIET: "bold default",
    Frame.WARNING: "bold red",
    Frame.NOTICE: "bold default",
}
_STYLES = {
    Role.COMMAND: "cyan",
    Role.LABEL: "bold",
    Role.NUMBER: "bold cyan",
    Role.REFERENCE: "bright_black",
    Role.EMERGENCY: "bold red",
    Role.URGENT: "bold yellow",
    Role.ROUTINE: "bold",
}


def render(page: Page, screen: Screen) -> str:
    """Draw a page as panels of the screen's width, at most 100 columns."""
    canvas = StringIO()
    console = Console(
        file=canvas,
        width=columns(screen),
        force_terminal=screen.colour,
        color_system="standard" if screen.colour else None,
        no_color=not screen.colour,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
        _environ={},  # the caller decides on width and colour, not the environment
    )
    for section in page.sections:
        console.print(_drawn(spelt(section, screen), console.width, _box(screen)), end="")
    return "\n".join(line.rstrip() for line in canvas.getvalue().splitlines()) + "\n"


def _drawn(section: Section, width: int, box: Box) -> RenderableType:
    """Return a section as something that Rich prints: a panel, or open rows between panels."""
    if section.frame is Frame.OPEN:
        blocks = (Heading(section.title), *section.blocks) if section.title else section.blocks
        return _Rows(list(rows(blocks, width - 4)), "  ")
    blocks, title, corner = section.blocks, section.title, section.corner
    if width_of(title) > width - 6:  # a border would cut it
        blocks, title = (Heading(title), *blocks), ""
    if width_of(corner) > width - 6:
        blocks, corner = (*blocks, Paragraph(Line(f"[{corner}]"))), ""
    return Panel(
        _Rows(list(rows(blocks, width - 4)), " "),
        box,
        title=Text(title, _TITLES[section.frame]) if title else None,
        title_align="left",
        subtitle=Text(corner) if corner else None,
        subtitle_align="right",
        border_style=_BORDERS[section.frame],
        padding=0,
    )


def _box(screen: Screen) -> Box:
    try:
        "╭─╮│╰╯".encode(screen.encoding)
    except UnicodeEncodeError:
        return ASCII
    return ROUNDED


class _Rows:
    """Rows that are laid out already: Rich need not measure their words again."""

    def __init__(self, laid: list[Row], margin: str) -> None:
        self.laid = laid
        self.margin = margin

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Segment]:
        styles = {role: console.get_style(name) for role, name in _STYLES.items()}
        for row in self.laid:
            yield Segment(self.margin)
            for text, role in row:
                yield Segment(text, styles.get(role))
            yield Segment("\n")
