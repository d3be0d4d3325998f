"""How a page is drawn: data is text, never markup; every word comes out, on every screen."""

import random
import re
from collections.abc import Iterator
from textwrap import dedent
from typing import get_args

import pytest
from markdown_it import MarkdownIt
from msgspec.structs import replace
from rich.cells import cell_len

from crampinfo.answers import DISCLAIMER
from crampinfo.library.poses import Figure
from crampinfo.library.records import Estimate
from crampinfo.library.shelves import bundled_data
from crampinfo.page import (
    Block,
    Format,
    Frame,
    Heading,
    Intervals,
    Line,
    Lines,
    Page,
    Picture,
    Screen,
    Section,
    Table,
    entries,
    facts,
)
from crampinfo.rendering import render

MARKUP = "[bold]x[/bold] [/] :pill: *a* _b_ `c` <b>&amp; # | ~ \\ [d](e) 1. - +"
DRAWN = ["panels", "text", "markdown"]
ROWS: tuple[Format, ...] = ("panels", "text")
FRAMES = len(get_args(Frame))
COLOUR = Screen(colour=True)
FIGURE = Figure(
    id="stick",
    shows="A stick.",
    head=(9, 9),
    body=((9, 15), (9, 25)),
    ground=((0, 39), (63, 39)),
    legs=(((9, 25), (9, 30), (9, 35), (13, 36)),),
)


def page_of(text: str) -> Page:
    """Return a page with a text in every place that takes one: all blocks, in all frames."""
    line = Line(text, (1,), text)
    blocks: tuple[Block, ...] = (
        line,
        Heading(text),
        Heading(text, "emergency"),
        Lines((line,)),
        Intervals((("Everybody", Estimate(measure="days", effect=-1, low=-2, high=1)),)),
        Lines((line,), "steps"),
        facts(replace(line, term="Label"), replace(line, term="Emergency", tier="emergency")),
        entries([Line(text, (1,), "note", term="word"), Line("what it is", term=text)]),
        Picture(FIGURE, (line,)),
        Lines((Line(text, (), "cause", "crampinfo cause x", term=text),) * 2, "found"),
        Table(("One", "Other"), (("Where", (line, line)), ("When", (line, line)))),
        Lines((Line(text, note="key", address="https://x.y/z"),), "sources"),
    )
    return Page("Test", *(Section(text, blocks, frame, "corner") for frame in get_args(Frame)))


def draw(text: str, form: Format, screen: Screen | None = None) -> str:
    return render(page_of(text), form, screen or Screen(width=100))


def rows_of(block: Block, form: Format, screen: Screen) -> list[str]:
    """Return the rows of one block, without the frame and the disclaimer."""
    drawn = render(Page("Test", Section("", (block,), "open")), form, screen)
    body = re.split(r"\n\n|\n[╭+].*Please|\n(?=Please note)", drawn)[0]
    return dedent(body).splitlines()


def pieces(drawn: str) -> Iterator[tuple[str, set[str], str]]:
    """Split what was drawn with colours: each piece with its codes and the link that it is."""
    codes, link = set[str](), ""
    for part in re.split(r"(\x1b\[[\d;]*m|\x1b\]8;.*?\x1b\\)", drawn):
        if part.startswith("\x1b["):
            codes = set(part[2:-1].split(";")) - {"0"}
        elif part.startswith("\x1b]"):
            link = part[:-2].split(";", 2)[2]
        elif part:
            yield part, codes, link


# --- Everything is drawn, and as it was typed -----------------------------------------------------


def test_the_sample_page_has_every_block_and_every_frame() -> None:
    """A block that is added must be drawn in the tests below."""
    page = page_of("x")

    drawn: set[object] = {type(block) for each in page.sections for block in each.blocks}
    assert drawn == {*get_args(Block)}
    assert {each.frame for each in page.sections} == {*get_args(Frame)}


def test_no_page_can_be_built_without_the_disclaimer() -> None:
    """The disclaimer is the last section of any page, even of an empty one, and stays there."""
    page = Page("Nothing", None)

    assert page.sections == (Section("Please note", (Line(DISCLAIMER),), "note"),)
    with pytest.raises(AttributeError):
        page.sections = ()  # type: ignore[misc]


@pytest.mark.parametrize("form", DRAWN)
def test_every_part_of_every_block_is_drawn_in_every_format(form: Format) -> None:
    """No format leaves out a text, a label, a note, a kind, a command or a number."""
    drawn = draw("Needle", form).replace("\\", "").replace("Corner", "corner")

    assert drawn.count("Needle") == FRAMES * 30
    for word in ("Label", "Emergency", "word", "note", "what it is", "Where", "When", "key"):
        assert drawn.count(word) >= FRAMES, word
    assert drawn.count("crampinfo cause x") == drawn.count("cause") / 2 == FRAMES * 2
    assert drawn.count("One") == drawn.count("Other") >= FRAMES
    assert drawn.count("[1]") == FRAMES * 12
    assert drawn.count("corner") == FRAMES - (form == "panels")


@pytest.mark.parametrize("form", ROWS)
def test_markup_is_printed_as_it_stands(form: Format) -> None:
    """What looks like Rich's markup, HTML or an emoji code comes out as typed."""
    drawn = " ".join(draw(MARKUP, form).replace("│", " ").split())

    assert drawn.count(MARKUP) >= FRAMES * 20


def test_wrapping_loses_nothing() -> None:
    """At any width the same words come out, in order."""
    text = "Some words, with a hyphen-ated one and (brackets), go on for a while; a-b-c-d-e-f-g"
    for width in range(40, 110):
        drawn = " ".join(draw(text, "text", Screen(width=width)).split())

        assert drawn.count(text) == FRAMES * 30, width


# --- Markdown -------------------------------------------------------------------------------------


def read_markdown(text: str) -> list[str]:
    """Return the paragraphs, items and headings of a Markdown text as a reader sees them."""
    return [
        "".join(child.content for child in token.children or [])
        for token in MarkdownIt("gfm-like", {"linkify": False}).parse(text)
        if token.type == "inline"
    ]


def test_markdown_says_what_was_typed() -> None:
    """Read by Markdown, every special character is the character itself."""
    said = read_markdown(draw(MARKUP, "markdown"))

    assert sum(text.count(MARKUP) for text in said) == FRAMES * 30


def test_markdown_says_whatever_was_typed() -> None:
    """No text becomes a list, a heading, a table, a link or another text: 2,000 odd ones."""
    chance = random.Random(1)
    signs = [*"\\`*_[]<>|~&#-+=!().:;@^'\"/1a", "&amp;", "<b>", "**", "__", "~~", "10."]
    for _ in range(2_000):
        words = ("".join(chance.choices(signs, k=chance.randint(1, 5))) for _ in range(4))
        text = " ".join(words)
        page = Page("Test", Section("S", (Line(text), Lines((Line(text),)))))

        assert read_markdown(render(page, "markdown", Screen()))[2:4] == [text, text]


def test_markdown_is_not_wrapped() -> None:
    """A paragraph is one line, at any width: whoever shows it wraps it."""
    text = "A sentence of several words. " * 20 + "End."
    narrow = draw(text, "markdown", Screen(width=40))

    assert narrow == draw(text, "markdown", Screen(width=200))
    assert all("End." in line for line in narrow.splitlines() if "several" in line)


def test_markdown_says_labels_heads_and_corners_as_they_were_typed() -> None:
    """What stands beside the prose comes from the data too."""
    blocks = (
        facts(Line("A fact.", term=MARKUP)),
        Table((MARKUP, "Other"), ((MARKUP, (Line("one"), Line("two"))),)),
        Picture(replace(FIGURE, shows=MARKUP)),
    )
    said = read_markdown(
        render(Page("T", Section("S", blocks, corner=MARKUP)), "markdown", Screen())
    )

    assert sum(text.count(MARKUP) for text in said) == 5


def test_an_address_in_markdown_is_a_link() -> None:
    """It is not escaped inside, so that it leads somewhere."""
    address = "https://example.org/a_b*c~d?e=[f]&g=(h)"
    drawn = render(Page("T", Section("S", (Line(address, address=address),))), "markdown", Screen())

    assert f"<{address}>" in drawn.splitlines()


# --- Rows and columns -----------------------------------------------------------------------------

ODD_TEXTS = {
    "wide": "日本語のテキスト" * 9,
    "combining": "e\u0301a\u0308" * 40,
    "emoji": "🦵 leg " * 20,
    "joined emoji": "👩‍⚕️ doctor ✔️ " * 9,
    "zero width": "word\u200bword\u200b" * 20,
    "right to left": "اللغة " * 32,
    "one long word": "a" * 320,
    "accents": "schön " * 60,
    "address": "https://x.y/" + "z" * 150,
}


@pytest.mark.parametrize("text", ODD_TEXTS.values(), ids=ODD_TEXTS)
@pytest.mark.parametrize("width", [40, 41, 57, 79, 100])
def test_no_row_is_wider_than_the_screen(text: str, width: int) -> None:
    """Wide characters count twice, others not at all; what is wider than the screen is cut."""
    panels, bare = (draw(text, form, Screen(width)).splitlines() for form in ROWS)

    assert max(map(cell_len, bare)) <= width
    assert {cell_len(row) for row in panels if re.match("[│╭╰]", row)} == {width}


@pytest.mark.parametrize("form", ROWS)
@pytest.mark.parametrize("width", [40, 80, 100])
def test_an_address_and_a_command_are_whole_where_they_fit_on_a_row(
    form: Format, width: int
) -> None:
    """They stand on a row of their own rather than be cut, so that they can be copied."""
    word = "a-long-word" * ((width - 20) // 11)
    address, command = f"https://x.y/{word}", f"crampinfo cause {word} x"
    screen = Screen(width=width)

    assert rows_of(Line(address, address=address), form, screen) == [address]
    assert rows_of(Line("Look at this page:", command=command), form, screen) == [
        "Look at this page:",
        command,
    ]
    for line in (Line(f"{address}/{'long' * 50}"), Line("", command=f"{command} {'long ' * 50}x")):
        cut = rows_of(line, form, screen)
        assert "".join(cut).replace(" ", "") == (line.text or line.command).replace(" ", "")


@pytest.mark.parametrize("form", ROWS)
def test_what_is_compared_stands_side_by_side_or_below(form: Format) -> None:
    """A table has a column for each, if there is room and eyes to see it; no word is lost."""
    cells = ("Seconds to minutes, and then it is gone again.", "It stays for hours and for days.")
    table = Table(("Night cramps", "A clot in the leg"), (("Over time", tuple(map(Line, cells))),))
    wide = rows_of(table, form, Screen(width=80))
    narrow = rows_of(table, form, Screen(width=44))

    assert any("Night cramps" in row and "A clot" in row for row in wide) is (form == "panels")
    assert not any("Night cramps" in row and "A clot" in row for row in narrow)
    assert [" ".join(" ".join(narrow).split()).count(cell) for cell in cells] == [1, 1]
    if form == "panels":
        left, right = wide[0].index("Night"), wide[0].index("A clot")
        columns = [(row[left:right].strip(), row[right:].strip()) for row in wide[1:]]
        assert tuple(" ".join(column).strip() for column in zip(*columns, strict=True)) == cells


def test_text_has_nothing_side_by_side() -> None:
    """For the ear a row is one sentence: no columns, no drawing, no capitals."""
    for line in draw("A few words", "text").splitlines():
        assert not re.search(r"\S {2,}\S|[─-╿]", line)
        assert not (line.isupper() and len(line) > 1)


# --- Characters and colours -----------------------------------------------------------------------


@pytest.mark.parametrize("form", ROWS)
@pytest.mark.parametrize("encoding", ["cp437", "cp850", "gbk", "cp932", "latin-1", "ascii"])
def test_what_an_encoding_lacks_has_a_stand_in(form: Format, encoding: str) -> None:
    """Every character of the data and every sign of the program's own: borders, bullets."""
    texts = [file.read_text(encoding="utf-8") for file in bundled_data().glob("*/*.yaml")]
    known = set("".join(texts)) | set("“x” ‘y’ – — − → × · … ≥ ≤ • é")
    drawn = draw(" ".join(sorted(known - set("?\n"))), form, Screen(100, encoding=encoding))

    assert drawn.encode(encoding)
    assert "?" not in drawn
    assert re.search(r"^[│|]? ?[•*·] \S ", drawn, re.M)


def test_a_stand_in_is_the_letter_itself() -> None:
    """An accent is left out rather than the letter, and a sign becomes one like it."""
    drawn = draw("Guillain-Barré: “≥ 5 – 6…”", "text", Screen(encoding="ascii"))

    assert 'Guillain-Barre: ">= 5 - 6."' in drawn


def test_words_are_the_same_without_colour() -> None:
    """Without its colours a page has the same text, and no escape of any kind."""
    coloured, bare = draw("Text", "panels", COLOUR), draw("Text", "panels", Screen())

    assert "\x1b" in coloured
    assert "".join(text for text, _, _ in pieces(coloured)) == bare
    for form in ("text", "markdown"):
        assert draw("Text", form, COLOUR) == draw("Text", form, Screen())


def test_only_borders_have_colours() -> None:
    """A word stands out by weight and reverse video: no colour is legible on every palette."""
    drawn = list(pieces(draw("Text", "panels", COLOUR)))
    colours = {str(code) for code in (*range(30, 38), *range(90, 98))}
    words = [(text, codes) for text, codes, _ in drawn if re.search(r"\w", text)]

    assert set().union(*(codes for _, codes, _ in drawn)) <= {*colours, "", "1", "7", "22", "39"}
    assert any(codes & colours for _, codes, _ in drawn)
    assert not [text for text, codes in words if codes & colours]
    assert {text for text, codes in words if "7" in codes} == {"Text", "Emergency"}
    assert {"Label", "word", "1", "crampinfo cause x"} <= {
        text.strip() for text, codes in words if "1" in codes
    }


def test_an_emergency_stands_out_as_one_block() -> None:
    """The spaces between its words are in reverse video too."""
    page = Page("T", Section("S", (Heading("Emergency: call 999", "emergency"),)))
    drawn = pieces(render(page, "panels", COLOUR))

    assert "".join(text for text, codes, _ in drawn if "7" in codes) == "Emergency: call 999"


@pytest.mark.parametrize("width", [40, 100])
def test_an_address_is_a_link_where_there_are_colours(width: int) -> None:
    """A terminal that knows links opens the whole address, or none: never a part of it."""
    address = "https://example.org/a-page/of-a-source/that-is-long"
    page = Page("T", Section("S", (Line(address, address=address), Line("No address"))))
    links = {link for _, _, link in pieces(render(page, "panels", Screen(width, colour=True)))}

    assert links == {"", address} if width > len(address) else links == {""}
    assert "\x1b" not in render(page, "panels", Screen(width))
