"""A page as Markdown, wrapped so that it reads well in a terminal too."""

import re
from collections.abc import Iterator
from typing import assert_never

from crampinfo.page import (
    Block,
    Bullets,
    Entries,
    Facts,
    Heading,
    Line,
    Notice,
    Page,
    Paragraph,
    References,
    Screen,
    Section,
    Signs,
    Steps,
)
from crampinfo.rendering.charset import spelt
from crampinfo.rendering.layout import Role, columns, flow

__all__ = ["render"]

_INLINE = re.compile(r"([\\`*_\[\]<>|~&])")
_BLOCK_START = re.compile(r"^(#|[-+=]|\d+[.)])")


def render(page: Page, screen: Screen) -> str:
    """Write a page in CommonMark: what the data holds comes out as typed."""
    width = columns(screen)
    parts = ["\n".join(_title(page.title, "=", width))]
    parts += ["\n".join(_section_rows(section, page, width)) for section in page.sections]
    return spelt("\n\n".join(part for part in parts if part) + "\n", screen)


def _section_rows(section: Section, page: Page, width: int) -> Iterator[str]:
    if section.title and section.title != page.title:
        yield from _title(section.title, "-", width)
        yield ""
    if section.corner:
        yield from _rows(f"({_plain(section.corner)})", width)
        yield ""
    for number, block in enumerate(section.blocks):
        if number:
            yield ""
        yield from _block_rows(block, width)


def _block_rows(block: Block, width: int) -> Iterator[str]:
    match block:
        case Paragraph(line):
            yield from _rows(_inline(line), width)
        case Heading(text):
            yield from _rows(f"**{_plain(text)}**", width)
        case Bullets(lines):
            for line in lines:
                yield from _rows(_inline(line), width, "- ")
        case Steps(lines, first):
            for number, line in enumerate(lines, first):
                yield from _rows(_inline(line), width, f"{number}. ")
        case Facts(pairs):
            for label, line in pairs:
                yield from _rows(f"**{_plain(label)}:** {_inline(line)}", width, "- ")
        case Entries(entries):
            for entry in entries:
                text = _inline(Line(entry.text, entry.refs, entry.note))
                yield from _rows(f"`{entry.term}`: {text}", width, "- ")
        case Signs(signs):
            for tier, word, line in signs:
                yield from _rows(f"**{word or tier.capitalize()}:** {_inline(line)}", width, "- ")
        case References(numbered):
            for number, text, key in numbered:
                yield from _rows(f"[{number}] {_plain(text)} (`{key}`)", width, "- ")
        case Notice(text):
            yield from _rows(_plain(text), width)
        case _:
            assert_never(block)


def _inline(line: Line) -> str:
    """Return a line with its command as code, its note and its references in brackets."""
    parts = [_plain(line.text)]
    if line.command:
        parts.append(f"`{line.command}`")
    if line.note:
        parts.append(f"[{_plain(line.note)}]")
    if line.refs:
        parts.append(f"[{','.join(map(str, line.refs))}]")
    return " ".join(part for part in parts if part)


def _plain(text: str) -> str:
    """Escape what Markdown would read as markup."""
    return _INLINE.sub(r"\\\1", text)


def _title(text: str, underline: str, width: int) -> Iterator[str]:
    """Write a heading with a line below it: unlike one after #, it may be wrapped."""
    rows = list(_rows(_plain(text), width))
    yield from rows
    yield underline * max(len(row) for row in rows)


def _rows(text: str, width: int, lead: str = "") -> Iterator[str]:
    """Wrap a text. A row of prose that looks like the start of a block is escaped."""
    room = width - 1  # an escape takes one column
    for row in flow([(text, Role.PLAIN)], room, [(lead, Role.PLAIN)] if lead else None):
        start, *words = [part for part, _ in row]
        if start.strip() and start != lead:
            start = _start(start)
        elif words:
            words[0] = _start(words[0])
        yield "".join([start, *words]).rstrip()


def _start(word: str) -> str:
    found = _BLOCK_START.match(word)
    return f"{found.group()[:-1]}\\{word[found.end() - 1 :]}" if found else word
