"""How a page is drawn: data is text, never markup."""

import re

import pytest
from rich.cells import cell_len

from crampinfo.page import (
    DISCLAIMER,
    Bullets,
    Entries,
    Entry,
    Facts,
    Format,
    Frame,
    Heading,
    Line,
    Page,
    Paragraph,
    References,
    Screen,
    Section,
    Signs,
    Steps,
)
from crampinfo.records import Tier
from crampinfo.rendering import render
from crampinfo.rendering.layout import width_of

MARKUP = "[bold]x[/bold] [/] :pill: *a* _b_ `c` <b>&amp; # | ~ \\ [d](e) 1. - +"


def page_of(text: str) -> Page:
    """Return a page with a text in every place that takes one."""
    line = Line(text, (1,), text, text)
    blocks = (
        Paragraph(line),
        Heading(text),
        Bullets((line,)),
        Steps((line,)),
        Facts(((text, line),)),
        Entries((Entry("word", text, ""),)),
        Signs(((Tier.EMERGENCY, "", line),)),
        References(((1, text, "key"),)),
    )
    return Page("test", text, dict, (Section(text, blocks, Frame.ANSWER, "corner"),))


@pytest.mark.parametrize("form", [Format.PANELS, Format.TEXT])
def test_markup_is_printed_as_it_stands(form: Format) -> None:
    """What looks like Rich markup, HTML or an emoji code comes out as typed."""
    drawn = render(page_of(MARKUP), form, Screen(width=100))

    assert drawn.replace(MARKUP.upper(), MARKUP).count(MARKUP) >= 8


def test_markdown_says_what_was_typed() -> None:
    """Read by Markdown, every special character is the character itself."""
    markdown_it = pytest.importorskip("markdown_it")
    tokens = markdown_it.MarkdownIt().parse(
        render(page_of(MARKUP), Format.MARKDOWN, Screen(width=100))
    )
    texts = [
        "".join(
            child.content if child.type != "softbreak" else " " for child in token.children or []
        )
        for token in tokens
        if token.type == "inline"
    ]

    assert sum(MARKUP in text for text in texts) >= 8
    assert not [token for token in tokens if token.type in ("html_block", "table_open")]


def test_markdown_keeps_a_line_that_looks_like_a_list() -> None:
    """A row of prose that begins with a dash or a number stays prose."""
    markdown_it = pytest.importorskip("markdown_it")
    text = "word " * 7 + "- no list 2. neither # nor a heading " * 4
    page = Page("test", "T", dict, (Section("S", (Paragraph(Line(text)),)),))
    for width in range(20, 60):
        tokens = markdown_it.MarkdownIt().parse(render(page, Format.MARKDOWN, Screen(width=width)))

        assert {token.tag for token in tokens} <= {"", "p", "h1", "h2"}, width


def test_no_page_can_be_built_without_the_disclaimer() -> None:
    """The disclaimer is the last section of any page, even of an empty one."""
    page = Page("test", "Nothing", dict, ())

    assert page.sections[-1].blocks[0].text == DISCLAIMER  # type: ignore[union-attr]
    with pytest.raises(AttributeError):
        page.sections = ()  # type: ignore[misc]


@pytest.mark.parametrize(
    "text",
    ["日本語のテキスト", "é́", "🦵 leg", "a" * 300, "schön " * 60, "https://x.y/" + "z" * 150],
)
@pytest.mark.parametrize("width", [20, 40, 79])
def test_wide_and_long_words_stay_on_the_screen(text: str, width: int) -> None:
    """Wide characters count twice, and a word wider than the screen is cut."""
    for form in (Format.PANELS, Format.TEXT):
        for row in render(page_of(text), form, Screen(width=width)).splitlines():
            assert cell_len(row) <= width + ("́" in row)


@pytest.mark.parametrize("text", ["abc", "é", "日本", "🦵", "–", "é"])
def test_widths_agree_with_rich(text: str) -> None:
    """The columns of a text are counted as Rich counts them."""
    assert width_of(text) == cell_len(text)


def test_nothing_is_lost_when_lines_are_wrapped() -> None:
    """At any width the same words come out, in order."""
    text = (
        "A sentence of several words, with a hyphen-ated one and (brackets), goes on for a while."
    )
    for width in range(20, 110):
        drawn = render(page_of(text), Format.TEXT, Screen(width=width))
        words = " ".join(drawn.split())

        assert words.replace("• ", "").count(text) >= 6, width


def test_colour_only_marks_what_words_say_too() -> None:
    """Without its colours a page has the same text."""
    page = page_of("Text")
    coloured = render(page, Format.PANELS, Screen(colour=True))

    assert coloured != render(page, Format.PANELS, Screen())
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == render(page, Format.PANELS, Screen())


def test_every_block_is_drawn_in_every_format() -> None:
    """No format leaves a block out."""
    for form in (Format.PANELS, Format.TEXT, Format.MARKDOWN):
        drawn = render(page_of("Needle"), form, Screen(width=100))

        assert drawn.casefold().count("needle") >= 17, form
