"""A page as CommonMark, with tables as GitHub has them. A paragraph is one line."""

import re
from collections.abc import Iterator, Set
from typing import assert_never

from crampinfo import page

_INLINE = re.compile(r"([\\`*_\[\]<>|~&])")
_BLOCK_START = re.compile(r"^(\s*)(?:(\d+)(?=[.)])|(?=[-+=#]))")


def render(drawn: page.Page, screen: page.Screen) -> str:
    """Write a page: what the data holds comes out as typed. The screen does not matter."""
    parts, anchors = [f"# {_plain(drawn.title)}"], {each.anchor for each in drawn.sections} - {""}
    for section in drawn.sections:
        parts += [f'<a id="{section.anchor}"></a>'] if section.anchor else []
        if section.title not in ("", drawn.title):
            parts.append(f"{'#' * (section.depth + 1)} {_plain(section.title)}")
        parts += ["\n".join(_block(block, anchors)) for block in section.blocks]
        if section.corner:
            parts.append(f"*{_plain(section.corner)}*")
    return "\n\n".join(part for part in parts if part) + "\n"


def _block(block: page.Block, anchors: Set[str]) -> Iterator[str]:  # noqa: C901, PLR0912  # one case a block
    match block:
        case page.Line():
            yield _inline(block, anchors)
        case page.Heading(text):
            yield f"**{_plain(text)}**"
        case page.Lines(rows, "facts"):
            yield from (f"- **{_plain(row.term)}:** {_inline(row, anchors)}" for row in rows)
        case page.Lines(rows, "entries" | "found"):
            for row in rows:
                term = _opened(row.opens or row.term, row.term, anchors)
                text = _inline(row, anchors)
                yield f"- {term}: {text}" if text else f"- {term}"
        case page.Lines(rows, style, first):
            marks = {"steps": "{}.", "sources": r"- \[{}\]"}
            for number, line in enumerate(rows, first):
                yield f"{marks.get(style, '-').format(number)} {_inline(line, anchors)}"
        case page.Intervals():
            pass  # the statements have the numbers
        case page.Picture(figure, beside):
            from crampinfo.figures import drawn  # for pictures alone

            yield from ("```text", *map(str.rstrip, drawn(figure, "utf-8")), "```", "")
            yield _plain(f"Picture: {figure.shows}")
            for inner in beside:
                yield from ("", *_block(inner, anchors))
        case page.Table(columns, rows):
            yield f"| | {' | '.join(map(_plain, columns))} |"
            yield "|---" * (len(columns) + 1) + "|"
            for name, cells in rows:
                written = [_plain(name), *(_inline(cell, anchors) for cell in cells)]
                yield f"| {' | '.join(written)} |"
        case _:
            assert_never(block)


def _inline(line: page.Line, anchors: Set[str]) -> str:
    """Return a line with its command as code, its note and its references in brackets."""
    text = _plain(line.text)
    if line.address:
        text = f"<{line.text}>" if line.text == line.address else f"[{text}](<{line.address}>)"
    parts = [
        text,
        line.command and _opened(line.command, line.command, anchors),
        line.note and f"({_plain(line.note)})",
        line.refs and rf"\[{','.join(map(str, line.refs))}\]",
    ]
    return " ".join(part for part in parts if part)


def _opened(command: str, shown: str, anchors: Set[str]) -> str:
    """Return a word to type as code, or as a link where what it opens is in this document."""
    target = page.anchor(command)
    if target in anchors:
        return f"[{_plain(shown)}](#{target})"
    if shown[:1].isupper():  # a name, nothing to type
        return f"**{_plain(shown)}**"
    return f"`` {shown} ``" if "`" in shown else f"`{shown}`"


def _plain(text: str) -> str:
    """Escape what Markdown would read as markup."""
    return _BLOCK_START.sub(r"\1\2\\", _INLINE.sub(r"\\\1", text))
