"""The documents: their examples run, and what they say of the program is so."""

import doctest
import re
import runpy
import shlex
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import get_args

import pytest
import typer
from conftest import REPOSITORY, Ran

from crampinfo import errors
from crampinfo.answers import DISCLAIMER
from crampinfo.cli.commands import app
from crampinfo.finding import search
from crampinfo.library.records import Category, SourceType
from crampinfo.page import Format

Run = Callable[..., Ran]

DOCUMENTS = sorted([*REPOSITORY.glob("*.md"), *(REPOSITORY / "docs").glob("*.md")])
NAMES = [file.name for file in DOCUMENTS]
README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
GUIDE = (REPOSITORY / "CONTRIBUTING.md").read_text(encoding="utf-8")

# Where the files of the repository are read, and shown as pictures.
OURS = (
    r"^https://(raw\.githubusercontent\.com/crampinfo/crampinfo/main"
    r"|github\.com/crampinfo/crampinfo/blob/main)/"
)

# Words that stand for something else in a command of a document.
PLACEHOLDERS = {"DIR", "NAME", "KEY", "COMMAND", "FILE"}


def squeezed(text: str) -> str:
    """Return a text on one line, without the marks of quotations."""
    return " ".join(re.sub(r"^> ?", "", text, flags=re.MULTILINE).split())


def commands(text: str) -> set[str]:
    """Return the commands of a document, in code blocks and in running text."""
    blocks = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    spans = re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))
    found = {" ".join(shlex.split(each, comments=True)) for each in (*lines, *spans)}
    return {each for each in found if each.split()[:1] == ["crampinfo"]}


def test_the_examples_of_the_api_give_what_they_show() -> None:
    """Every example of docs/api.md runs."""
    result = doctest.testfile(str(REPOSITORY / "docs" / "api.md"), module_relative=False)

    assert result.attempted > 10
    assert result.failed == 0


@pytest.mark.parametrize("file", DOCUMENTS, ids=NAMES)
def test_every_command_in_a_document_answers(
    run: Run, monkeypatch: pytest.MonkeyPatch, file: Path
) -> None:
    """A command that a reader copies gives an answer."""
    monkeypatch.chdir(REPOSITORY)
    for command in commands(file.read_text(encoding="utf-8")):
        words = command.replace("\\", "").partition(" | ")[0].split()[1:]
        if words != ["search"] and not PLACEHOLDERS & set(words):
            assert run(*words).code == 0, command


@pytest.mark.parametrize("file", DOCUMENTS, ids=NAMES)
def test_every_link_leads_to_a_file(file: Path) -> None:
    """Links inside the repository lead to something that is there."""
    for target in re.findall(r"\]\(([^)]+)\)", file.read_text(encoding="utf-8")):
        inside = re.sub(OURS, f"{REPOSITORY}/", target)
        assert inside.startswith("https://") or (file.parent / inside).exists(), target


def test_the_address_of_the_project_is_the_same_everywhere() -> None:
    """In the README, which is shown where the package is published, every address is absolute."""
    with (REPOSITORY / "pyproject.toml").open("rb") as file:
        urls = tomllib.load(file)["project"]["urls"]
    places = [README, *((REPOSITORY / name).read_text() for name in ("CITATION.cff", "mkdocs.yml"))]

    assert all(url.startswith(urls["Repository"]) for url in urls.values())
    assert all(urls["Repository"] in text for text in places)
    assert re.match(OURS, f"{urls['Repository']}/blob/main/x")
    assert not [each for each in re.findall(r"\]\(([^)]+)\)", README) if "://" not in each]


@pytest.mark.parametrize("file", DOCUMENTS, ids=NAMES)
def test_every_path_in_a_document_exists(file: Path) -> None:
    """A file or folder that a document names by its path is there."""
    text = file.read_text(encoding="utf-8")
    for path in re.findall(r"\b(?:data|docs|benchmarks|schema|src)/[\w./-]*\w", text):
        assert "KEY" in path or (REPOSITORY / path).exists(), path


def test_the_readme_carries_the_disclaimer_word_for_word() -> None:
    """Whoever reads the front page has read the note."""
    assert DISCLAIMER in squeezed(README)


def test_the_readme_names_every_command_option_and_format() -> None:
    """Nothing that the program can do is missing from the front page."""
    program = typer.main.get_command(app)
    shown = " ".join(commands(README))
    options = {name for each in program.params for name in each.opts if name.startswith("--")}

    for name in program.list_commands(None):  # type: ignore[attr-defined]  # it is a group
        assert f"crampinfo {name}" in shown, name
    for option in options - {"--help", "--version"}:
        assert f"`{option}" in README, option
    for form in get_args(Format):
        assert re.search(rf"`(--format )?{form}`", README), form


def test_the_readme_names_every_variable_and_exit_code() -> None:
    """What the environment sets, and how a run ends, is documented."""
    sources = [file.read_text("utf-8") for file in (REPOSITORY / "src").rglob("*.py")]
    read = set(re.findall(r'environ(?:\.get\(|\[)"(\w+)"', "\n".join(sources)))
    kinds = (each for each in vars(errors).values() if isinstance(each, type))
    codes = {getattr(each, "exit_code", 0) for each in kinds} - {errors.CrampinfoError.exit_code}

    read |= {"NO_COLOR", "FORCE_COLOR"}  # which Rich reads
    assert len(read) >= 7
    assert all(f"`{name}" in README for name in read if not name.startswith("_"))
    assert set(re.findall(r"^\| (\d+) \|", README, re.MULTILINE)) == {*map(str, codes), "130"}


def test_the_guide_lists_the_words_that_a_file_may_hold() -> None:
    """Categories of causes and types of sources are all named."""
    assert_listed(get_args(Category))
    assert_listed(get_args(SourceType))


def assert_listed(words: Iterable[str]) -> None:
    guide, listed = (re.sub(r",? or ", ", ", text) for text in (squeezed(GUIDE), ", ".join(words)))

    assert listed in guide


def test_the_rule_of_the_search_is_told_as_it_is() -> None:
    """The document quotes the rule that stands with the code."""
    rule = (search.__doc__ or "").partition("The rule: ")[2]
    told = (REPOSITORY / "docs" / "no-symptom-checker.md").read_text(encoding="utf-8")

    assert rule
    assert squeezed(rule).casefold() in squeezed(told).casefold()


def test_the_pictures_are_fresh() -> None:
    """Each picture of the README shows what the program prints now, and fetches nothing."""
    drawn = runpy.run_path(str(REPOSITORY / "docs" / "pictures.py"))["pictures"]()

    assert {file.name for file in drawn} == set(re.findall(r"docs/([\w-]+\.svg)", README))
    for file, svg in drawn.items():
        assert svg.startswith("<svg"), file
        assert "Please" in svg
        assert re.findall(">(.*?)</text>", file.read_text("utf-8")) == re.findall(
            ">(.*?)</text>", svg
        )
        assert not re.search(r"url\(\s*[\"']?http", svg)


def test_every_licence_is_named() -> None:
    """All that is installed with the program is in the table, with a licence."""
    table = (REPOSITORY / "docs" / "licences.md").read_text(encoding="utf-8")
    named = dict(re.findall(r"^\| ([\w-]+) \| (.+) \|$", table, re.MULTILINE))
    needed = runpy.run_path(str(REPOSITORY / "docs" / "licences.py"))["required"]("crampinfo")

    assert len(needed) > 6
    assert needed <= named.keys()
    assert "not told" not in named.values()


def test_what_is_measured_answers(run: Run) -> None:
    """A benchmark never measures an error."""
    measured = runpy.run_path(str(REPOSITORY / "benchmarks" / "run.py"))
    for command in (*measured["COMMANDS"], *measured["GROWING"]):
        assert run(*command.split()).code == 0, command
