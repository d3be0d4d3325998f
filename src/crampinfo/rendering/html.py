"""A page as one HTML document: no script, nothing fetched; for screens and for paper."""

import re
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path
from string import Template
from typing import assert_never

from crampinfo import page
from crampinfo.library.fields import Tier
from crampinfo.library.poses import Figure

_ADDRESS = re.compile(r"https?://\S+")
_LEAST_LISTED = 5  # sections: fewer are seen at a glance
_MARKS: dict[Tier | None, str] = {Tier.EMERGENCY: ' class="emergency"'}


def render(drawn: page.Page, screen: page.Screen) -> str:
    """Write a page as a whole document: what the data holds is text. The screen does not matter."""
    template = Template(Path(__file__).with_name("page.html").read_text(encoding="utf-8"))
    writer = _Writer(drawn)
    first, *body, note = writer.sections()
    main = "\n".join([first, *writer.contents(), *body])
    return template.substitute(title=escape(drawn.title), main=main, footer=note)


class _Writer:
    """Writes the sections of a page: a title is a heading, one level below what holds it."""

    def __init__(self, drawn: page.Page) -> None:
        self.page, self.anchors = drawn, {each.anchor for each in drawn.sections} - {""}
        self.named = list(self._named())

    def _named(self) -> Iterator[tuple[page.Section, str]]:
        """Return each section and its anchor: it begins with that of the page that it is in."""
        within = ""
        for each in self.page.sections:
            if each.anchor or each.depth == 1:
                within = f"{each.anchor}-" if each.anchor else ""
            yield each, each.anchor or (within + page.anchor(each.title) if each.title else "")

    def sections(self) -> Iterator[str]:
        """Write each section."""
        for each, name in self.named:
            yield "\n".join(self._section(each, name))

    def contents(self) -> Iterator[str]:
        """Write links to the sections after the first, where they are many and not listed yet."""
        titled = [(each, name) for each, name in self.named if each.title]
        if len(titled) >= _LEAST_LISTED and not self.anchors:
            links = (f'<a href="#{name}">{escape(each.title)}</a>' for each, name in titled[1:])
            yield from ('<nav aria-label="On this page">', *_list("<ul>", links), "</nav>")

    def _section(self, section: page.Section, name: str) -> Iterator[str]:
        shown = section.title not in ("", self.page.title)
        tag = "nav" if section.frame is page.Frame.CONTENTS else "section"
        yield f'<{tag} class="{section.frame.value}"' + (f' id="{name}">' if name else ">")
        if shown:
            yield f"<h{section.depth + 1}>{escape(section.title)}</h{section.depth + 1}>"
        for block in section.blocks:
            yield from self._block(block, section.depth + 1 + shown)
        if section.corner:
            yield f'<p class="corner">{escape(section.corner)}</p>'
        yield f"</{tag}>"

    def _block(self, block: page.Block, level: int) -> Iterator[str]:  # noqa: C901, PLR0912  # one case a block
        match block:
            case page.Paragraph(line):
                yield f"<p>{self._inline(line)}</p>"
            case page.Heading(text, tier):
                yield f"<h{level}{_MARKS.get(tier, '')}>{escape(text)}</h{level}>"
            case page.Bullets(lines):
                yield from _list("<ul>", map(self._inline, lines))
            case page.Findings(lines):
                yield from _list("<ul>", map(self._inline, lines))
                yield from _intervals(block)
            case page.Steps(lines, first):
                yield from _list(f'<ol start="{first}">', map(self._inline, lines))
            case page.Picture(figure, beside):
                yield _drawing(figure)
                for inner in beside:
                    yield from self._block(inner, level)
            case page.Facts(facts):
                yield "<dl>"
                for fact in facts:
                    label = f"<dt{_MARKS.get(fact.tier, '')}>{escape(fact.label)}</dt>"
                    yield f"<div>{label}<dd>{self._inline(fact.line)}</dd></div>"
                yield "</dl>"
            case page.Entries(rows, indent):
                terms = (self._opened(row.command or row.term, row.term) for row in rows)
                texts = (self._inline(page.Line(row.text, row.refs, row.note)) for row in rows)
                start = f'<ul class="entries{" inner" if indent else ""}">'
                yield from _list(start, map("{} {}".format, terms, texts))
            case page.Cards(cards):
                for card in cards:
                    yield f"<p><b>{escape(card.title)}</b> <small>({escape(card.kind)})</small><br>"
                    yield self._inline(page.Line(card.text, command=card.command)) + "</p>"
            case page.Table(columns, rows):
                heads = "".join(f'<th scope="col">{escape(each)}</th>' for each in columns)
                label = f'role="region" aria-label="{escape(", ".join(columns))}" tabindex="0"'
                yield f'<div class="table" {label}><table><thead><tr><td></td>{heads}</tr></thead>'
                for name, cells in rows:
                    row = "".join(f"<td>{self._inline(cell)}</td>" for cell in cells)
                    yield f'<tr><th scope="row">{escape(name)}</th>{row}</tr>'
                yield "</table></div>"
            case page.References(numbered):
                yield f'<ol class="references" start="{numbered[0][0]}">'
                for number, text, key, address in numbered:
                    title = f'<a href="{escape(address)}">{escape(text)}</a>'
                    source = f"{title if address else escape(text)} <small>({escape(key)})</small>"
                    yield f'<li id="ref-{number}">{source}</li>'
                yield "</ol>"
            case _:
                assert_never(block)

    def _inline(self, line: page.Line) -> str:
        """Return a line with its command, its note, and its references as links to the list."""
        text = escape(line.text)
        parts = [f'<a href="{text}">{text}</a>' if _ADDRESS.fullmatch(line.text) else text]
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


def _drawing(figure: Figure) -> str:
    from crampinfo.figures import strokes  # for pictures alone

    lines = [
        (start.real, start.imag, end.real, end.imag, wide + narrow)
        for start, end, wide, narrow in strokes(figure)
    ]
    return _svg(figure.shows, 41, lines)


def _svg(title: str, height: float, lines: Iterable[tuple[float, ...]]) -> str:
    """Return lines as a drawing 64 units wide: from where, to where (right, down), how thick."""
    drawn = "".join(
        f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{to:.1f}" y2="{down:.1f}" stroke-width="{wide:.1f}"/>'
        for x, y, to, down, wide in lines
    )
    box = f'viewBox="-1 -1 66 {height + 1:g}"'
    return f'<svg {box} role="img"><title>{escape(title)}</title>{drawn}</svg>'


def _intervals(findings: page.Findings) -> Iterator[str]:
    """Draw the estimates of each measure: the rule is no difference, a dot the estimate."""
    from crampinfo.rendering.intervals import sharing  # for findings alone

    for measure, rows in sharing(findings):
        rule = rows[0][1].no_difference
        ends = [rule, *(end for _, each in rows for end in (each.low, each.high))]
        scale = 60 / (max(ends) - min(ends) or 1)
        marks, told = [(rule, 0, rule, 6 * len(rows), 0.2)], []
        for row, (who, each) in enumerate(rows):
            middle = 6 * row + 3
            marks += [(each.low, middle, each.high, middle, 0.6)]
            marks += [(each.effect, middle, each.effect, middle, 2.4)]
            told.append(f"{who}: {each.effect:g} ({each.low:g} to {each.high:g})")
        places = [
            ((x - min(ends)) * scale + 2, y, (to - min(ends)) * scale + 2, down, wide)
            for x, y, to, down, wide in marks
        ]
        note = f"{measure}. The upright line is no difference. {'; '.join(told)}."
        yield f"<figure>{_svg(note, 6 * len(rows), places)}<figcaption>{escape(note)}</figcaption>"
        yield "</figure>"


def _list(start: str, items: Iterable[str]) -> Iterator[str]:
    yield from (start, *(f"<li>{item}</li>" for item in items), f"</{start[1:3]}>")
