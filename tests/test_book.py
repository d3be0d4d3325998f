"""The book and the sheet: all of the library is there, and every link leads somewhere."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from conftest import Ran, plain
from test_every_answer import KINDS
from test_html import Nested, assert_sound
from test_rendering import read_markdown
from test_text import lacking, said, texts

from crampinfo import Library
from crampinfo.answers import DISCLAIMER
from crampinfo.compose.book import book_page
from crampinfo.finding.names import listed_topics
from crampinfo.page import Format, Lines, Screen
from crampinfo.rendering import render

Run = Callable[..., Ran]

ON_PAPER: list[Format] = ["html", "markdown"]


@pytest.fixture(scope="module")
def books(library: Library) -> dict[Format, str]:
    """The book in each of its formats."""
    page = book_page(library)
    return {form: render(page, form, Screen()) for form in ON_PAPER}


def test_the_book_is_html_or_markdown(
    run: Run, books: dict[Format, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """HTML where nothing else is said, whatever the environment wants."""
    monkeypatch.setenv("CRAMPINFO_FORMAT", "json")

    assert run("book") == Ran(0, books["html"], "")
    assert run("book", "--format", "MARKDOWN") == Ran(0, books["markdown"], "")


@pytest.mark.parametrize("command", ["book", "sheet"])
@pytest.mark.parametrize("form", ["panels", "text", "json"])
def test_other_formats_are_refused(run: Run, command: str, form: Format) -> None:
    """With the exit code of a wrong command line, and what to do."""
    ran = run(command, "--format", form)

    assert ran.code == 2
    assert "It is written in HTML or Markdown." in ran.err
    assert "--format markdown" in ran.err


@pytest.mark.parametrize("form", ON_PAPER)
def test_all_of_the_library_is_in_the_book(
    library: Library, books: dict[Format, str], form: Format
) -> None:
    """Every sentence of every record, and of the general pages; the citation of every source."""
    book = said(books[form], form)
    shelves = [each for each in library.shelves() if each not in (library.sources, library.basics)]
    lost = {
        name: gone
        for shelf in shelves
        for name in shelf
        if (gone := lacking(book, texts(shelf[name])))
    }
    general = (library.basics.about, library.basics.cramp, library.basics.medicines)

    assert lost == {}
    assert [lacking(book, texts(each)) for each in general] == [[], [], []]
    assert lacking(book, [each.citation for each in library.sources.values()]) == []


def test_the_book_begins_with_the_disclaimer_and_ends_with_it(books: dict[Format, str]) -> None:
    """Then when to get help, then the contents; the chapters in their order; last the index."""
    html, text = books["html"], plain(books["html"])
    cover = text.partition(" Contents ")[0]
    chapters = [unescape(title) for title in re.findall("<h2>(.*?)</h2>", html)]

    assert cover.index(DISCLAIMER) < cover.index("Emergency: call 999, 112 or 911")
    assert text.endswith(DISCLAIMER)
    assert chapters == [
        *("When to get help", "Contents", "Leg cramp: what to do now", "Stretches"),
        "When to get help",
        *("What a leg cramp is", "Why legs cramp", "Not a cramp?", "All remedies"),
        *("Medicines and leg cramps", "Groups of people", "About crampinfo"),
        *("Sources", "Index of names", "Please note"),
    ]


def test_the_contents_list_topics_inside_their_chapters(books: dict[Format, str]) -> None:
    """Chapters at the margin, their topics moved in."""
    contents = books["html"].partition('<nav class="contents"')[2].partition("</nav>")[0]
    lists = re.findall(r'<ul class="(entries[^"]*)">(.*?)</ul>', contents, re.DOTALL)
    chapters = "".join(text for name, text in lists if name == "entries")
    topics = "".join(text for name, text in lists if name == "entries inner")

    assert "Why legs cramp" in chapters
    assert "Why legs cramp" not in topics
    assert '"#cause-neuropathy"' in topics
    assert '"#cause-neuropathy"' not in chapters


def test_the_index_says_what_another_name_stands_for(books: dict[Format, str]) -> None:
    """A name by itself needs no more than its kind."""
    index = books["markdown"].partition('<a id="index"></a>')[2]

    assert re.search(r"- \[charley horse[^]]*\]\(#\S+\): \w.* \(", index)
    assert "- [Nerve damage (peripheral neuropathy)](#cause-neuropathy): (cause)\n" in index


def test_no_misspelling_stands_in_the_index(library: Library, books: dict[Format, str]) -> None:
    """They open their page, but nobody should learn them from paper."""
    index = books["markdown"].partition('<a id="index"></a>')[2]
    topics = listed_topics(library, KINDS)
    shown = {name.casefold() for each in topics for name in each.shown}
    wrong = {name for each in topics for name in each.names if name.casefold() not in shown}

    assert "neuropothy" in wrong
    assert [name for name in wrong if f"- [{name}](" in index] == []


def test_every_link_inside_the_book_leads_somewhere(books: dict[Format, str]) -> None:
    """Anchors are there, and there once; headings are in order; links out go to sources."""
    page = Nested(books["html"])
    out = [link for link in page.all("href") if not link.startswith("#")]

    assert_sound(page)
    assert len(out) > 900
    assert all(re.match("https?://", link) for link in out)


def test_every_link_inside_the_markdown_book_leads_somewhere(books: dict[Format, str]) -> None:
    """The same anchors as in HTML."""
    book = books["markdown"]
    anchors = re.findall(r'<a id="([\w-]+)"></a>', book)
    links = re.findall(r"\]\(#([^)]*)\)", book)

    assert len(set(anchors)) == len(anchors)
    assert set(links) <= set(anchors)
    assert set(anchors) <= set(Nested(books["html"]).all("id"))
    assert len(read_markdown(book)) > 5_000


@pytest.mark.parametrize("form", ON_PAPER)
def test_every_topic_can_be_reached(
    library: Library, books: dict[Format, str], form: Format
) -> None:
    """Each from the contents, from its list, and from the index by its name and other names."""
    pattern = r'href="#([^"]+)"' if form == "html" else r"\]\(#([^)]*)\)"
    links = re.findall(pattern, books[form])
    for shelf in library.shelves():
        if shelf.folder.name not in ("figures", "basics", "sources"):
            start = re.sub(r"[ -]+", "-", shelf.command.removeprefix("crampinfo "))
            for card in shelf.cards():
                listed = 2 if shelf is library.groups else 3
                assert links.count(f"{start}-{card.id}") >= listed + len(card.aliases), card.id


def test_the_rule_for_all_medicines_stands_once_in_their_chapter(
    library: Library, books: dict[Format, str]
) -> None:
    """At its head: not again with each of them."""
    rule = library.basics.medicines.chapters[0].points[1].text

    assert plain(books["html"]).count(rule) == 1


def test_a_command_in_the_book_is_a_link(books: dict[Format, str]) -> None:
    """Where its page is in the book; others stay what is typed."""
    html = books["html"]

    assert '<a href="#warnings-dvt">crampinfo warnings dvt</a>' in html
    assert '<a href="#cause-night-cramps">crampinfo cause night-cramps</a>' in html
    assert not re.search(r"<code>crampinfo (cause|warnings|medicines) [\w-]+</code>", html)


def test_numbers_lead_to_the_sources_that_they_mean(library: Library) -> None:
    """One numbering: each topic cites in the book what its record cites."""
    page = book_page(library)
    blocks = [block for each in page.sections for block in each.blocks]
    listed = [each for each in blocks if isinstance(each, Lines) and each.style == "sources"]
    keys = {number: row.note for each in listed for number, row in enumerate(each.rows, each.first)}
    place = next(n for n, each in enumerate(page.sections) if each.anchor == "relief-for-dialysis")
    points = [each for each in page.sections[place].blocks if isinstance(each, Lines)][-1]
    group = library.groups["dialysis"]

    assert sorted(keys) == list(range(1, len(library.sources) + 1))
    assert points.rows
    for line, point in zip(points.rows, group.points, strict=False):
        assert {keys[each] for each in line.refs} == set(point.sources)


def test_the_sheet_has_what_an_appointment_needs(run: Run, library: Library) -> None:
    """What cannot wait first, tables to fill in, questions, the disclaimer last."""
    page = Nested(run("sheet").out)
    columns = [*library.basics.sheet.diary, *library.basics.sheet.medicines]
    empty = re.findall("<td></td>", run("sheet").out)

    assert all(each in page.text for each in columns)
    assert len(empty) == 2 + 8 * len(library.basics.sheet.diary) + 5 * 3
    assert page.text.index(library.basics.relief.emergency_text) < page.text.index(columns[0])
    assert all(each.text in page.text for each in library.basics.sheet.questions)
    assert plain(run("sheet").out).endswith(DISCLAIMER)


def test_the_sheet_in_markdown_has_tables_to_fill_in(run: Run) -> None:
    """Rows of empty cells, as wide as their head."""
    rows = [row for row in run("sheet", "--format", "markdown").out.splitlines() if row[:1] == "|"]

    assert {row.count("|") for row in rows[:10]} == {8}
    assert rows[1] == "|---" * 7 + "|"
    assert rows[2] == "| 1 |  |  |  |  |  |  |"
