"""The help of the program and of every command."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest
import typer
from conftest import Ran, plain
from rich.cells import cell_len

from crampinfo.answers import DISCLAIMER
from crampinfo.cli.commands import app
from crampinfo.library.records import Category
from crampinfo.page import Format

Run = Callable[..., Ran]

PROGRAM: Any = typer.main.get_command(app)
COMMANDS: dict[str, Any] = {
    name: PROGRAM.get_command(None, name) for name in PROGRAM.list_commands(None)
}
EVERY_HELP = ["", *COMMANDS]
SHARED = [
    "--format",
    "--full",
    "--width",
    "--color",
    "--no-pager",
    "--data",
    "--output",
    "-o",
    "--force",
    "--help",
    "-h",
]


def shown(run: Run, command: str) -> list[str]:
    """Return the rows of a command's help."""
    ran = run(*command.split(), "--help")

    assert (ran.code, ran.err) == (0, "")
    return ran.out.splitlines()


@pytest.mark.parametrize("command", EVERY_HELP)
def test_every_option_is_in_the_help(run: Run, command: str) -> None:
    """Those that all commands share, and those of its own, each with words of its own."""
    rows = shown(run, command)
    own = [each.opts for each in (COMMANDS[command] if command else PROGRAM).params]
    options = [row for row in rows[rows.index("Options") :] if row.lstrip().startswith("-")]
    listed = {word.strip(",") for row in options for word in row.split() if word.startswith("-")}

    assert set(SHARED) <= listed
    assert {opt for opts in own for opt in opts if opt.startswith("-")} <= listed
    assert all(len(row.split("  ")) > 1 for row in options)


def test_an_option_tells_what_it_can_be(run: Run) -> None:
    """Nobody has to guess a format, or a group of causes."""
    told = plain("\n".join(shown(run, "causes")))

    for words in (get_args(Format), get_args(Category), ("auto", "always", "never")):
        assert f"One of: {', '.join(words)}." in told


def test_the_program_groups_its_commands(run: Run) -> None:
    """All are there, under what they are for, the one for a cramp that is on now first."""
    rows = shown(run, "")
    wanted = ("A cramp now", "Understand", "Look up", "On paper", "About")
    titles = [rows.index(each) for each in wanted]
    places = {
        name: number
        for name in COMMANDS
        for number, row in enumerate(rows)
        if row.startswith(f"  {name} ")
    }

    assert titles == sorted(titles)
    assert min(places.values()) == places["relief"] == titles[0] + 1
    assert titles[-1] < max(places.values()) < rows.index("Options")


def test_no_summary_is_cut(run: Run) -> None:
    """Each command has one row, with all that its own help begins with."""
    rows = shown(run, "")

    for name, command in COMMANDS.items():
        assert [" ".join(row.split()) for row in rows].count(f"{name} {command.help}") == 1
        assert shown(run, name)[0] == command.help


@pytest.mark.parametrize("width", [40, 80])
@pytest.mark.parametrize("command", EVERY_HELP)
def test_help_fits_the_screen(
    run: Run, monkeypatch: pytest.MonkeyPatch, command: str, width: int
) -> None:
    """No row is wider than the screen, no word is broken."""
    wide = plain("\n".join(shown(run, command))).replace("• ", "").replace(":", "")
    monkeypatch.setenv("COLUMNS", str(width))
    rows = shown(run, command)

    assert max(map(cell_len, rows)) <= width
    assert plain("\n".join(rows)).replace("• ", "").replace(":", "") == wide


@pytest.mark.parametrize("command", COMMANDS)
def test_examples_come_first_and_work(
    run: Run, monkeypatch: pytest.MonkeyPatch, copy_of_library: Path, command: str
) -> None:
    """They stand above the options, and each that is typed in gets an answer."""
    monkeypatch.chdir(copy_of_library.parent)
    shutil.move(copy_of_library, "my-library")
    rows = shown(run, command)
    between = rows[rows.index("Examples") + 1 : rows.index("Options")]
    examples = [row.strip() for row in between if row]

    assert examples
    for example in examples:
        program, *words = example.split()
        ran = run(*words)

        assert program == "crampinfo"
        assert words[0] == command
        assert ran.code == 0, (example, ran.err)


@pytest.mark.parametrize("command", EVERY_HELP)
def test_help_closes_with_the_note_and_the_way_to_relief(run: Run, command: str) -> None:
    """The disclaimer, then, as the last line, what a person in pain looks for."""
    rows = shown(run, command)

    assert plain("\n".join(rows[:-1])).endswith(DISCLAIMER)
    assert rows[-1] == "A cramp right now? crampinfo relief"


@pytest.mark.parametrize("command", EVERY_HELP)
def test_help_is_the_same_in_every_way(run: Run, command: str) -> None:
    """`help X`, `X --help` and `X -h` agree, whatever the format."""
    words = command.split()
    asked = run("help", *words)

    assert asked.code == 0
    assert asked == run(*words, "-h") == run(*words, "--help") == run("HELP", *words)
    assert asked == run("--format", "json", *words, "--help")


@pytest.mark.parametrize(
    "words",
    [
        *("--width 40 -h", "--width 40 relief -h", "relief --width 40 -h"),
        *("help relief --width 40", "help --width 40", "--width 40 help relief"),
    ],
)
def test_help_fits_the_width_that_is_asked_for(run: Run, words: str) -> None:
    """The option counts on the help command, or where it stands before the one for help."""
    ran = run(*words.split())

    assert ran.code == 0
    assert max(map(cell_len, ran.out.splitlines())) <= 40


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_help_is_in_the_characters_of_stdout(
    process: Callable[..., subprocess.CompletedProcess[bytes]], encoding: str
) -> None:
    """`help X` and `X --help` agree there too."""
    asked = process("help", "relief", PYTHONIOENCODING=encoding).stdout

    assert asked == process("relief", "--help", PYTHONIOENCODING=encoding).stdout
    assert f"for children{'.' if encoding == 'ascii' else '…'}" in asked.decode(encoding)
