"""A page as one HTML document: no script, nothing fetched; for screens and for paper."""

from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path
from string import Template
from typing import assert_never

from crampinfo import page
from crampinfo.figures import Tested, sharing, strokes
from crampinfo.library.records import Tier

_LEAST_LISTED = 5  # sections: fewer are seen at a glance
_MARKS: dict[Tier | None, str] = {"emergency": ' class="emergency"'}


def render(drawn: page.Page, screen: page.Screen) -> str:
    """Write a page as a whole document: what the data holds is text. The screen does not matter."""
    template = Template(Path(__file__).with_name("page.html").read_text(encoding="utf-8"))
    writer = _Writer(drawn)
    first, *body, note = ("\n".join(writer.section(*each)) for each in writer.named)
    main = "\n".join([first, *writer.contents(), *body])
    return template.substitute(title=escape(drawn.title), main=main, footer=note)


class _Writer:
    """Writes the sections of a page: a title is a heading, one level below what holds it."""

    def __init__(self, drawn: page.Page) -> None:
        self.page, self.anchors = drawn, {each.anchor for each in drawn.sections} - {""}
        self.named: list[tuple[page.Section, str]] = []
        within = ""  # the anchor of a section begins with that of the page that it is in
        for each in drawn.sections:
            if each.anchor or each.depth == 1:
                within = f"{each.anchor}-" if each.anchor else ""
            name = each.anchor or (within + page.anchor(each.title) if each.title else "")
            self.named.append((each, name))

    def contents(self) -> Iterator[str]:
        """Write links to the sections after the first, where they are many and not listed yet."""
        titled = [(each, name) for each, name in self.named if each.title]
        if len(titled) >= _LEAST_LISTED and not self.anchors:
            links = (f'<a href="#{name}">{escape(each.title)}</a>' for each, name in titled[1:])
            yield from ('<nav aria-label="On this page">', *_list("<ul>", links), "</nav>")

    def section(self, section: page.Section, name: str) -> Iterator[str]:
        """Write a section under its anchor."""
        shown = section.title not in ("", self.page.title)
        tag = "nav" if section.frame == "contents" else "section"
        yield f'<{tag} class="{section.frame}"' + (f' id="{name}">' if name else ">")
        if shown:
            yield f"<h{section.depth + 1}>{escape(section.title)}</h{section.depth + 1}>"
        for block in section.blocks:
            yield from self._block(block, section.depth + 1 + shown)
        if section.corner:
            yield f'<p class="corner">{escape(section.corner)}</p>'
        yield f"</{tag}>"

    def _block(self, block: page.Block, level: int) -> Iterator[str]:  # noqa: C901, PLR0912  # one case a block
        match block:
            case page.Line():
                yield f"<p>{self._inline(block)}</p>"
            case page.Heading(text, tier):
                yield f"<h{level}{_MARKS.get(tier, '')}>{escape(text)}</h{level}>"
            case page.Lines(rows, "sources", first):
                yield f'<ol class="references" start="{first}">'
                for number, line in enumerate(rows, first):
                    yield f'<li id="ref-{number}">{self._inline(line)}</li>'
                yield "</ol>"
            case page.Lines(rows, "facts"):
                yield "<dl>"
                for row in rows:
                    label = f"<dt{_MARKS.get(row.tier, '')}>{escape(row.term)}</dt>"
                    yield f"<div>{label}<dd>{self._inline(row)}</dd></div>"
                yield "</dl>"
            case page.Lines(rows, "entries" | "found", _, indent):
                between = "<br>" if block.style == "found" else " "
                terms = (self._opened(row.opens or row.term, row.term) + between for row in rows)
                start = f'<ul class="entries{" inner" if indent else ""}">'
                yield from _list(start, map("{}{}".format, terms, map(self._inline, rows)))
            case page.Lines(rows, style, first):
                start = f'<ol start="{first}">' if style == "steps" else "<ul>"
                yield from _list(start, map(self._inline, rows))
            case page.Intervals(rows):
                yield from (_intervals(measure, each) for measure, each in sharing(rows))
            case page.Picture(figure, beside):
                lines = ((start, end, wide + thin) for start, end, wide, thin in strokes(figure))
                yield _svg(figure.shows, 41, lines)
                for inner in beside:
                    yield from self._block(inner, level)
            case page.Table(columns, rows):
                heads = "".join(f'<th scope="col">{escape(each)}</th>' for each in columns)
                label = f'role="region" aria-label="{escape(", ".join(columns))}" tabindex="0"'
                yield f'<div class="table" {label}><table><thead><tr><td></td>{heads}</tr></thead>'
                for name, cells in rows:
                    written = "".join(f"<td>{self._inline(cell)}</td>" for cell in cells)
                    yield f'<tr><th scope="row">{escape(name)}</th>{written}</tr>'
                yield "</table></div>"
            case _:
                assert_never(block)

    def _inline(self, line: page.Line) -> str:
        """Return a line with its command, its note, and its references as links to the list."""
        text = escape(line.text)
        parts = [f'<a href="{escape(line.address)}">{text}</a>' if line.address else text]
        parts += [self._opened(line.command)] if line.command else []
        parts += [f"<small>({escape(line.note)})</small>"] if line.note else []
        numbers = ",".join(f'<a href="#ref-{each}">{each}</a>' for each in line.refs)
        parts += [f"<small>[{numbers}]</small>"] if numbers else []
        return " ".join(part for part in parts if part)

    def _opened(self, command: str, shown: str = "") -> str:
        """Return a command, or other words for it, as a link where its page is in this document."""
        text, target = escape(shown or command), page.anchor(command)
        if target in self.anchors:
            return f'<a href="#{target}">{text}</a>'
        return f"<code>{text}</code>" if text.startswith("crampinfo ") else f"<b>{text}</b>"


def _svg(title: str, height: float, lines: Iterable[tuple[complex, complex, float]]) -> str:
    """Return lines as a drawing 64 units wide: from where, to where (right, down), how thick."""
    drawn = "".join(
        f'<line x1="{start.real:.1f}" y1="{start.imag:.1f}" x2="{end.real:.1f}" y2="{end.imag:.1f}"'
        f' stroke-width="{wide:.1f}"/>'
        for start, end, wide in lines
    )
    box = f'viewBox="-1 -1 66 {height + 1:g}"'
    return f'<svg {box} role="img"><title>{escape(title)}</title>{drawn}</svg>'


def _intervals(measure: str, rows: list[Tested]) -> str:
    """Draw the estimates of a measure: the rule is no difference, a dot the estimate."""
    rule = rows[0][1].no_difference
    ends = [rule, *(end for _, each in rows for end in (each.low, each.high))]
    scale = 60 / (max(ends) - min(ends) or 1)

    def place(value: float, row: float) -> complex:
        return complex((value - min(ends)) * scale + 2, 6 * row)

    lines, told = [(place(rule, 0), place(rule, len(rows)), 0.2)], []
    for row, (who, each) in enumerate(rows):
        low, dot, high = (place(end, row + 0.5) for end in (each.low, each.effect, each.high))
        lines += [(low, high, 0.6), (dot, dot, 2.4)]
        told.append(f"{who}: {each.effect:g} ({each.low:g} to {each.high:g})")
    note = f"{measure}. The upright line is no difference. {'; '.join(told)}."
    drawn = _svg(note, 6 * len(rows), lines)
    return f"<figure>{drawn}<figcaption>{escape(note)}</figcaption>\n</figure>"


def _list(start: str, items: Iterable[str]) -> Iterator[str]:
    yield from (start, *(f"<li>{item}</li>" for item in items), f"</{start[1:3]}>")
