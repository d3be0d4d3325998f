"""A page as plain text: no boxes, no colours, no columns; for screen readers and grep."""

from crampinfo.page import Line, Page, Paragraph, Screen, Section
from crampinfo.rendering.layout import Layout, columns


def render(page: Page, screen: Screen) -> str:
    """Write a page as lines of text, a title above each section and an empty line between them."""
    return "\n".join(_section(section, screen) for section in page.sections)


def _section(section: Section, screen: Screen) -> str:
    blocks = section.blocks
    if section.corner:
        blocks = (*blocks, Paragraph(Line(f"{section.corner[:1].upper()}{section.corner[1:]}.")))
    layout = Layout(columns(screen), screen.encoding, linear=True)
    rows = list(layout.flow([(section.title, "plain")])) if section.title else []
    rows += layout.rows(blocks)
    return "".join("".join(text for text, _ in row).rstrip() + "\n" for row in rows)
