"""A page as plain text: no boxes, no colours, no columns; for screen readers and grep."""

from crampinfo.page import Block, Heading, Line, Page, Screen
from crampinfo.rendering.layout import Layout, columns, plain


def render(page: Page, screen: Screen) -> str:
    """Write a page as lines of text, a title above each section and an empty line between them."""
    layout = Layout(columns(screen), screen.encoding, linear=True)
    written = []
    for section in page.sections:
        blocks: list[Block] = [Heading(section.title)] if section.title else []
        blocks += section.blocks
        if section.corner:
            blocks.append(Line(f"{section.corner[:1].upper()}{section.corner[1:]}."))
        written.append(plain(layout.rows(blocks)))
    return "\n".join(written)
