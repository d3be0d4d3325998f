"""A page as plain text: no boxes and no colours, for screen readers, grep and simple terminals."""

from crampinfo.page import Block, Heading, Page, Screen, Section
from crampinfo.rendering.charset import spelt
from crampinfo.rendering.layout import columns, rows

__all__ = ["render"]


def render(page: Page, screen: Screen) -> str:
    """Write a page as lines of text, a title above each section and an empty line between them."""
    width = columns(screen)
    parts = []
    for section in page.sections:
        lines = ["".join(text for text, _ in row).rstrip() for row in rows(_blocks(section), width)]
        parts.append("\n".join(lines) + "\n")
    return spelt("\n".join(parts), screen)


def _blocks(section: Section) -> tuple[Block, ...]:
    title = f"{section.title} ({section.corner})" if section.corner else section.title
    return (Heading(title.upper()), *section.blocks) if title else section.blocks
