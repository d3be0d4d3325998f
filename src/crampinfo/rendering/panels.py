"""A page as panels, drawn by Rich."""

from collections.abc import Iterator
from io import StringIO

from msgspec.structs import replace
from rich.box import ASCII, ROUNDED
from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.panel import Panel
from rich.segment import Segment, Segments
from rich.style import Style
from rich.text import Text

from crampinfo.page import Heading, Line, Page, Screen, Section
from crampinfo.plaintext import spelled
from crampinfo.rendering.layout import Layout, Row, columns

# Colour is for borders alone, where it says nothing that words do not: no colour of the sixteen is
# legible on every common palette. Words stand out by weight and by reverse video.
_BORDERS = {"answer": "cyan", "warning": "red", "note": "bright_black"}
_CORNERS = "╭─╮│╰╯"
_STYLES = dict.fromkeys(("command", "label", "urgent", "routine"), Style(bold=True))
_STYLES["emergency"] = Style(bold=True, reverse=True)


def render(page: Page, screen: Screen) -> str:
    """Draw a page as panels of the screen's width, at most 100 columns."""
    if screen.colour is None:
        stdout = Console(width=1, height=1)  # COLUMNS and LINES may be nonsense
        screen = replace(screen, colour=bool(stdout.color_system) and not stdout.no_color)
    canvas = StringIO()
    console = Console(
        file=canvas,
        width=columns(screen),
        force_terminal=screen.colour,
        color_system="standard" if screen.colour else None,
        legacy_windows=False,
        _environ={},  # the caller decides on width and colour, not the environment
    )
    for section in page.sections:
        console.print(_drawn(section, console.width, screen), end="")
    return "\n".join(line.rstrip() for line in canvas.getvalue().splitlines()) + "\n"


def _drawn(section: Section, width: int, screen: Screen) -> RenderableType:
    """Return a section as something that Rich prints: a panel, or open rows between panels."""
    title, corner = (spelled(each, screen.encoding) for each in (section.title, section.corner))
    blocks, is_open = section.blocks, section.frame == "open"
    if title and (is_open or cell_len(title) > width - 6):  # a border would cut it
        blocks, title = (Heading(title), *blocks), ""
    if is_open:
        return _segments(Layout(width - 2, screen.encoding).rows(blocks), "  ", screen)
    if cell_len(corner) > width - 6:
        blocks, corner = (*blocks, Line(f"({corner})")), ""
    weight = "default" if section.frame == "note" else "bold default"  # not the border's colour
    return Panel(
        _segments(Layout(width - 4, screen.encoding, parts=screen.parts).rows(blocks), " ", screen),
        ROUNDED if spelled(_CORNERS, screen.encoding) == _CORNERS else ASCII,
        title=Text(title, weight) if title else None,
        title_align="left",
        subtitle=Text(corner, "default") if corner else None,
        subtitle_align="right",
        border_style=_BORDERS.get(section.frame, "none"),
        padding=0,
    )


def _segments(laid: Iterator[Row], margin: str, screen: Screen) -> Segments:
    """Return rows that are laid out already: Rich need not measure their words again."""
    segments = []
    for row in laid:
        segments.append(Segment(margin))
        for text, role in row:
            linked = role == "address" and screen.colour
            segments.append(Segment(text, Style(link=text) if linked else _STYLES.get(role)))
        segments.append(Segment.line())
    return Segments(segments)
