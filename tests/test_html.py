"""HTML: sound, whole, safe, and fit for the ear; and files that an answer is written into."""

import os
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import get_args

import pytest
from conftest import Ran, Reader, plain
from msgspec.structs import replace
from test_every_answer import EVERY_CALL
from test_rendering import FIGURE, MARKUP, page_of

from crampinfo import Library
from crampinfo.answers import DISCLAIMER
from crampinfo.library.records import Estimate
from crampinfo.page import (
    Format,
    Frame,
    Intervals,
    Line,
    Page,
    Picture,
    Screen,
    Section,
    Table,
    facts,
)
from crampinfo.rendering import render

Run = Callable[..., Ran]

VOID = {"meta", "br", "link", "img", "input", "hr"}


class Nested(Reader):
    """Reads a page, and what stands open when each element begins."""

    def __init__(self, text: str) -> None:
        self.open: list[str] = []
        self.inside: list[tuple[str, tuple[str, ...]]] = []
        super().__init__(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        super().handle_starttag(tag, attrs)
        self.inside.append((tag, tuple(self.open)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


FRAMES = len(get_args(Frame))


def read(run: Run, call: str) -> Nested:
    ran = run(*call.split(), "--format", "html")

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("<!DOCTYPE html>\n")
    return Nested(ran.out)


def assert_sound(page: Nested) -> None:
    """Headings go down one level at a time, names are given once, and links lead to one."""
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    names = page.all("id")

    assert page.open == []
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert len(set(names)) == len(names)
    assert "" not in names
    assert {link[1:] for link in page.all("href") if link.startswith("#")} <= set(names)


@pytest.mark.parametrize("call", EVERY_CALL)
def test_every_page_is_sound(run: Run, call: str) -> None:
    """Elements close as they open; one title, a language, a header, a main part, a footer."""
    page = read(run, call)
    tags = [tag for tag, _ in page.elements]

    assert_sound(page)
    assert page.all("lang") == ["en-GB"]
    assert tags.count("title") == 1 + tags.count("svg")
    for tag in ("h1", "header", "main", "footer"):
        assert tags.count(tag) == 1, tag
    assert all(inside[-1] in ("ul", "ol") for tag, inside in page.inside if tag == "li")
    assert all(inside[-2:] == ("dl", "div") for tag, inside in page.inside if tag in ("dt", "dd"))
    assert all(has.get("scope") for tag, has in page.elements if tag == "th")


def test_every_topic_is_sound(run: Run, library: Library) -> None:
    """The same holds for each page of the library."""
    for shelf in library.shelves():
        for name in () if shelf.folder.name in ("figures", "basics", "sources") else shelf:
            assert_sound(read(run, f"{shelf.command} {name}".removeprefix("crampinfo ")))


def test_a_long_page_lists_its_sections(run: Run) -> None:
    """Each after the first, in order; a short page has no list, and the book its own."""
    page = run("cause", "dvt", "--format", "html").out
    listed = re.findall(r'<li><a href="#(.*?)">', page.partition("<nav")[2].partition("</nav>")[0])
    there = re.findall(r'<section class=".*?" id="(.*?)">', page)

    assert len(listed) > 10
    assert listed == there[1:]
    assert "<nav" not in run("sources", "hawke-2021", "--format", "html").out


def test_every_section_has_an_anchor(run: Run) -> None:
    """A section with a title can be linked."""
    page = read(run, "cause neuropathy")
    sections = [has for tag, has in page.elements if tag == "section"]

    assert len(sections) > 15
    assert [has.get("id") for has in sections].count(None) == 0
    assert {"what-else-helps", "sources", "please-note"} <= set(page.all("id"))


def test_nothing_is_run_or_fetched(run: Run) -> None:
    """No script, no style, picture or font from elsewhere; links alone lead out."""
    for call in ("", "cause dvt", "sources hawke-2021"):
        page = read(run, call)

        assert {tag for tag, _ in page.elements} & {"script", "link", "img", "iframe"} == set()
        assert page.all("src") == []
        assert not re.search(
            r"@import|url\(|@font-face", run(*call.split(), "--format", "html").out
        )


def test_data_is_text() -> None:
    """What looks like markup comes out as typed, in titles and in every block."""
    drawn = render(page_of(MARKUP), "html", Screen())
    odd = "\"'><script>alert(1)</script> $title {x} &amp;"
    page = Page(odd, Section(odd, (Line(odd, note=odd, command=odd),), "quiet", odd))
    again = Reader(render(page, "html", Screen()))

    assert Reader(drawn).text.count(MARKUP) == FRAMES * 31 - 1  # listed, but the first
    assert again.text.count(odd) == 6
    assert "script" not in {tag for tag, _ in again.elements}


def test_labels_heads_addresses_and_the_words_of_pictures_are_text() -> None:
    """What stands beside the prose comes from the data too."""
    odd = "\"'><script>alert(1)</script> &amp;"
    estimate = Estimate(measure="days", effect=-1, low=-2, high=1)
    blocks = (
        facts(Line("A fact.", term=odd)),
        Table((odd, "Other"), ((odd, (Line("one"), Line("two"))),)),
        Picture(replace(FIGURE, shows=odd)),
        Intervals(((odd, estimate),)),
        Line("A page", address=odd),
    )
    page = Reader(render(Page("Test", Section("Words", blocks)), "html", Screen()))

    assert page.text.count(odd) == 6  # of the interval, the title of its drawing and its caption
    assert page.all("aria-label") == [f"{odd}, Other"]
    assert page.all("href") == [odd]
    assert "script" not in {tag for tag, _ in page.elements}


@pytest.mark.parametrize(
    ("call", "tag"), [("relief", "dt"), ("warnings", "h2"), ("cause dvt", "h2")]
)
def test_an_emergency_is_marked(run: Run, call: str, tag: str) -> None:
    """It stands out on the screen and on paper; nothing else does."""
    page = read(run, call)
    marked = [each for each, has in page.elements if has.get("class") == "emergency"]
    out = run(*call.split(), "--format", "html").out

    assert tag in marked
    assert len(marked) == len(re.findall(r">(?:Emergency|Call 999)[^<]*</(?:h\d|dt)>", out))


def test_every_part_of_every_block_is_written() -> None:
    """A label, a note, a kind, a command, a number, an address."""
    page = Reader(render(page_of("Needle"), "html", Screen()))

    for word in ("Label", "Emergency", "word", "note", "what it is", "Where", "When", "(key)"):
        assert page.text.count(word) >= FRAMES, word
    assert page.text.count("crampinfo cause x") == FRAMES * 2
    assert page.all("href").count("https://x.y/z") == FRAMES
    assert page.all("href").count("#ref-1") == FRAMES * 11
    assert page.text.count("corner") == FRAMES


def test_a_source_is_linked_where_it_is_listed_and_where_it_is_shown(run: Run) -> None:
    """The list of a page links each source; its own page shows every address."""
    listed = read(run, "relief magnesium").all("href")
    own = read(run, "sources hawke-2021").all("href")

    assert sum(link.startswith("http") for link in listed) > 5
    assert any(link.startswith("https://doi.org/") for link in own)


def test_html_is_full(run: Run) -> None:
    """It is the same with --full, at any width, in any colour."""
    full = run("cause", "gout", "--format", "html", "--full", "--width", "40", "--color", "always")

    assert full == run("cause", "gout", "--format", "html")


def test_the_disclaimer_is_the_last_words(run: Run) -> None:
    """It stands in the footer."""
    for call in EVERY_CALL:
        out = run(*call.split(), "--format", "html").out

        assert plain(out).endswith(DISCLAIMER)
        assert DISCLAIMER in Reader(out.partition("<footer>")[2]).text


# --- Into a file ----------------------------------------------------------------------------------


@pytest.mark.parametrize("form", get_args(Format))
def test_an_answer_is_written_into_a_file(run: Run, tmp_path: Path, form: Format) -> None:
    """It is what stdout would get, in UTF-8; stderr says where; nothing else is left."""
    file = tmp_path / "answer"
    ran = run("cause", "guillain-barre", "--format", form, "-o", str(file))

    assert ran == Ran(0, "", f"Written: {file}\n")
    assert file.read_text(encoding="utf-8") == run("cause", "guillain-barre", "--format", form).out
    assert list(tmp_path.iterdir()) == [file]


def test_a_file_has_no_colour_and_all_characters(run: Run, tmp_path: Path) -> None:
    """Whatever the terminal is."""
    file = tmp_path / "answer"
    run("relief", "--color", "always", "--output", str(file))

    assert "\x1b" not in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("terminal", ["dumb", "linux"])
def test_a_file_has_the_same_pictures_from_every_terminal(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, terminal: str
) -> None:
    """What a terminal cannot draw is no matter of the file."""
    usual = run("relief", "calf", "--full").out
    monkeypatch.setenv("TERM", terminal)
    file = tmp_path / "answer"
    run("relief", "calf", "--full", "-o", str(file))

    assert file.read_text(encoding="utf-8") == usual


@pytest.mark.parametrize("command", ["validate", "completion bash", "help relief", "-V"])
def test_what_is_no_page_is_written_too(run: Run, tmp_path: Path, command: str) -> None:
    """Nothing that is asked for is left aside."""
    file = tmp_path / "answer"

    assert run(*command.split(), "-o", str(file)).out == ""
    assert file.read_text(encoding="utf-8") == run(*command.split()).out


def test_a_file_that_is_there_is_replaced_only_on_request(run: Run, tmp_path: Path) -> None:
    """Without --force it stays as it is, and the exit code says so."""
    file = tmp_path / "mine.html"
    file.write_text("mine", encoding="utf-8")
    refused = run("relief", "-o", str(file))

    assert refused.code == 5
    assert refused.err == (
        f"crampinfo: Cannot write the answer: “{file}” is there already.\nTo replace it: --force\n"
    )
    assert file.read_text(encoding="utf-8") == "mine"
    assert run("relief", "-o", str(file), "--force").code == 0
    assert file.read_text(encoding="utf-8") == run("relief", "--format", "html").out


@pytest.mark.parametrize("name", ["a.pdf", "a.DOCX", "a.rtf"])
def test_an_ending_of_what_is_not_written_is_an_error(run: Run, tmp_path: Path, name: str) -> None:
    """No text in a file that says it is something else, unless its format is given."""
    file = tmp_path / name
    ran = run("relief", "-o", str(file))

    assert (ran.code, ran.out, list(tmp_path.iterdir())) == (2, "", [])
    assert ".html" in ran.err
    assert run("relief", "-o", str(file), "--format", "text").code == 0


def test_what_cannot_be_a_file_is_an_error(run: Run, tmp_path: Path) -> None:
    """A folder, a folder that is not there, a name that is too long, a pipe.

    None of the system's own, such as /dev/null: where the program fails, root would replace it.
    """
    (tmp_path / "file").touch()
    os.mkfifo(tmp_path / "pipe")
    for name in (
        *(tmp_path, tmp_path / "no" / "x", tmp_path / "file" / "x", tmp_path / ("x" * 300)),
        tmp_path / "pipe",
    ):
        ran = run("relief", "--force", "-o", str(name))

        assert ran.code == 5, name
        assert ran.err.startswith("crampinfo: Cannot write the answer: "), name
        assert ran.err.count("\n") == 2
        assert ran.out == ""
    assert {each.name for each in tmp_path.iterdir()} == {"file", "pipe"}


def test_a_name_that_ends_as_a_folder_does_is_no_name_of_a_file(run: Run, tmp_path: Path) -> None:
    """Whether it is there or not, no file is written in its place."""
    for folder in (tmp_path, tmp_path / "new"):
        ran = run("relief", "-o", f"{folder}{os.sep}")

        assert (ran.code, ran.out, list(tmp_path.iterdir())) == (2, "", []), folder
        assert "--output needs the name of a file." in ran.err


def test_the_ending_of_a_name_tells_the_format(run: Run, tmp_path: Path) -> None:
    """Without --format, which wins; no name at all is a mistake."""
    endings = {"html": "html", "htm": "html", "MD": "markdown", "txt": "text", "json": "json"}
    for ending, form in endings.items():
        file = tmp_path / f"cramps.{ending}"
        run("relief", "-o", str(file))
        again = run("relief", "--format", form).out

        assert file.read_text(encoding="utf-8") == again
        run("relief", "-o", str(file), "--force", "--format", "panels")
        assert file.read_text(encoding="utf-8") == run("relief").out
    assert run("sheet", "-o", str(tmp_path / "sheet.json")).code == 2
    assert run("relief", "-o", "").code == 2
    assert run("relief", "-o", "-") == run("relief")


def test_a_link_is_followed(run: Run, tmp_path: Path) -> None:
    """The file that it leads to is written; the link stays one."""
    (tmp_path / "link").symlink_to(tmp_path / "real")

    assert run("relief", "-o", str(tmp_path / "link")).code == 0
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text(encoding="utf-8") == run("relief").out


def test_an_error_leaves_no_file(run: Run, tmp_path: Path) -> None:
    """Where there is no answer, nothing is written."""
    ran = run("cause", "xyzzyq", "--format", "json", "-o", str(tmp_path / "x"))

    assert ran.code == 3
    assert list(tmp_path.iterdir()) == []
