"""A page as CommonMark. A paragraph is one line: whoever shows it wraps it."""

import re
from collections.abc import Iterator
from typing import assert_never

from crampinfo import page

_INLINE = re.compile(r"([\\`*_\[\]<>|~&])")
_BLOCK_START = re.compile(r"^(\s*)(?:(\d+)(?=[.)])|(?=[-+=#]))")
_ADDRESS = re.compile(r"https?://[^\s<>]+")


def render(page: page.Page, screen: page.Screen) -> str:
    """Write a page: what the data holds comes out as typed. The screen does not matter."""
    parts = [f"# {_plain(page.title)}"]
    for section in page.sections:
        if section.title and section.title != page.title:
            parts.append(f"## {_plain(section.title)}")
        parts += ["\n".join(_block(block)) for block in section.blocks]
        if section.corner:
            parts.append(f"*{_plain(section.corner)}*")
    return "\n\n".join(parts) + "\n"


def _block(block: page.Block) -> Iterator[str]:  # noqa: C901, PLR0912  # one case a block
    match block:
        case page.Paragraph(line):
            yield _inline(line)
        case page.Heading(text):
            yield f"**{_plain(text)}**"
        case page.Bullets(lines):
            yield from (f"- {_inline(line)}" for line in lines)
        case page.Steps(lines, first):
            yield from (f"{number}. {_inline(line)}" for number, line in enumerate(lines, first))
        case page.Facts(rows):
            yield from (f"- **{_plain(row.label)}:** {_inline(row.line)}" for row in rows)
        case page.Entries(rows):
            for row in rows:
                yield f"- {_code(row.term)}: {_inline(page.Line(row.text, row.refs, row.note))}"
        case page.Cards(cards):
            for card in cards:
                found = page.Line(card.text, command=card.command)
                yield f"- **{_plain(card.title)}** ({card.kind}): {_inline(found)}"
        case page.Table(columns, rows):
            for name, cells in rows:
                yield f"- **{_plain(name)}**"
                for column, line in zip(columns, cells, strict=True):
                    if line.text:
                        yield f"  - {_plain(column)}: {_inline(line)}"
        case page.References(numbered):
            for number, text, key in numbered:
                yield rf"- \[{number}\] {_plain(text)} (`{key}`)"
        case _:
            assert_never(block)


def _inline(line: page.Line) -> str:
    """Return a line with its command as code, its note and its references in brackets."""
    address = _ADDRESS.fullmatch(line.text)
    parts = [f"<{line.text}>" if address else _plain(line.text)]
    if line.command:
        parts.append(f"`{line.command}`")
    if line.note:
        parts.append(f"({_plain(line.note)})")
    if line.refs:
        parts.append(rf"\[{','.join(map(str, line.refs))}\]")
    return " ".join(part for part in parts if part)


def _code(text: str) -> str:
    """Return a word to type, in marks that it does not hold itself."""
    return f"`` {text} ``" if "`" in text else f"`{text}`"


def _plain(text: str) -> str:
    """Escape what Markdown would read as markup."""
    return _BLOCK_START.sub(r"\1\2\\", _INLINE.sub(r"\\\1", text))
