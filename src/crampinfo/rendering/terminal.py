"""A page as panels, drawn by Rich."""

from collections.abc import Iterator
from io import StringIO

from rich.box import ASCII, ROUNDED, Box
from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.panel import Panel
from rich.segment import Segment, Segments
from rich.style import Style
from rich.text import Text

from crampinfo.page import Frame, Heading, Line, Page, Paragraph, Screen, Section
from crampinfo.plaintext import spelled
from crampinfo.rendering.layout import Layout, Role, Row, columns

# Colour is for borders alone, where it says nothing that words do not: no colour of the sixteen is
# legible on every common palette. Words stand out by weight and by reverse video.
_BORDERS = {Frame.ANSWER: "cyan", Frame.WARNING: "red", Frame.NOTE: "bright_black"}
_STYLES = {
    Role.COMMAND: Style(bold=True),
    Role.LABEL: Style(bold=True),
    Role.EMERGENCY: Style(bold=True, reverse=True),
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
        console.print(_drawn(section, console.width, screen), end="")
    return "\n".join(line.rstrip() for line in canvas.getvalue().splitlines()) + "\n"


def _drawn(section: Section, width: int, screen: Screen) -> RenderableType:
    """Return a section as something that Rich prints: a panel, or open rows between panels."""
    title = spelled(section.title, screen.encoding)
    corner = spelled(section.corner, screen.encoding)
    blocks = section.blocks
    if section.frame is Frame.OPEN:
        blocks = (Heading(title), *blocks) if title else blocks
        return _segments(Layout(width - 2, screen.encoding).rows(blocks), "  ", screen)
    if cell_len(title) > width - 6:  # a border would cut it
        blocks, title = (Heading(title), *blocks), ""
    if cell_len(corner) > width - 6:
        blocks, corner = (*blocks, Paragraph(Line(f"({corner})"))), ""
    weight = "default" if section.frame is Frame.NOTE else "bold default"  # not the border's colour
    return Panel(
        _segments(Layout(width - 4, screen.encoding, parts=screen.parts).rows(blocks), " ", screen),
        _box(screen),
        title=Text(title, weight) if title else None,
        title_align="left",
        subtitle=Text(corner, "default") if corner else None,
        subtitle_align="right",
        border_style=_BORDERS.get(section.frame, "none"),
        padding=0,
    )


def _box(screen: Screen) -> Box:
    try:
        "╭─╮│╰╯".encode(screen.encoding)
    except UnicodeEncodeError:
        return ASCII
    return ROUNDED


def _segments(laid: Iterator[Row], margin: str, screen: Screen) -> Segments:
    """Return rows that are laid out already: Rich need not measure their words again."""
    segments = []
    for row in laid:
        segments.append(Segment(margin))
        for text, role in row:
            linked = role is Role.ADDRESS and screen.colour
            segments.append(Segment(text, Style(link=text) if linked else _STYLES.get(role)))
        segments.append(Segment.line())
    return Segments(segments)
