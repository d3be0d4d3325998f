"""Pipes, full disks, odd terminals: never a traceback, never silence."""

import json
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from crampinfo.page import DISCLAIMER, Format

Process = Callable[..., subprocess.CompletedProcess[bytes]]
COMMANDS = ["relief", "causes", "cause neuropathy", "warnings", "--help", "completion bash"]


def shell(line: str) -> subprocess.CompletedProcess[bytes]:
    """Run a line of bash in which `crampinfo` is the program."""
    program = f"{shlex.quote(sys.executable)} -m crampinfo"
    line = "set -o pipefail; " + line.replace("crampinfo", program, 1)
    return subprocess.run(["bash", "-c", line], capture_output=True, check=False)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_reader_who_stops_reading_is_no_error(command: str) -> None:
    """`| head -1` gets its line, and nothing is said of it."""
    done = shell(f"crampinfo {command} | head -1")

    assert done.stderr == b""
    assert done.stdout.count(b"\n") == 1
    assert done.returncode in (0, 141)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_full_disk_is_an_error(command: str) -> None:
    """What could not be written is told in one line, with exit code 5."""
    done = shell(f"crampinfo {command} > /dev/full")

    assert done.returncode == 5
    assert done.stderr.startswith(b"crampinfo: Cannot write")
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_a_closed_stdout_is_an_error(command: str) -> None:
    """An answer that goes nowhere is told, with exit code 5."""
    done = shell(f"crampinfo {command} >&-")

    assert done.returncode == 5
    assert b"Cannot write" in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_closed_stderr_does_not_matter() -> None:
    """The exit code still tells what happened."""
    assert shell("crampinfo cause nothing-like-it 2>&-").returncode == 3


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1", "utf-8"])
@pytest.mark.parametrize("form", Format)
def test_every_encoding_gets_an_answer(process: Process, form: str, encoding: str) -> None:
    """A character that the terminal lacks has a stand-in, and JSON is UTF-8 always."""
    for command in ("relief", "cause neuropathy", "warnings guillain-barre"):
        done = process("--format", form, *command.split(), PYTHONIOENCODING=encoding)

        assert done.returncode == 0, done.stderr
        assert done.stderr == b""
        text = done.stdout.decode("utf-8" if form == "json" else encoding)
        assert "Guillain" in text or command != "warnings guillain-barre"
        assert "?" * 2 not in text


def test_ascii_has_a_letter_for_a_letter(process: Process) -> None:
    """An accent is left out rather than the letter; a bullet is a star; borders are drawn."""
    text = process("warnings", "guillain-barre", PYTHONIOENCODING="ascii").stdout.decode("ascii")

    assert "Guillain-Barre" in text
    assert text.startswith("+-")


def test_no_home_and_no_terminal_are_no_matter(process: Process) -> None:
    """Nothing but the path is needed from the environment."""
    done = process("cause", "neuropathy", TERM="dumb")

    assert done.returncode == 0
    assert b"\x1b" not in done.stdout


def test_nothing_is_written_at_run_time(process: Process, tmp_path: Path) -> None:
    """No file appears in the home folder or where the program runs."""
    for command in ("relief", "search water pill", "match tingling feet"):
        process(*command.split(), HOME=str(tmp_path), XDG_CACHE_HOME=str(tmp_path))

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("options", "variables", "coloured"),
    [
        ([], {}, False),
        (["--color", "always"], {}, True),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "0"}, False),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": ""}, True),
        (["--color", "never"], {"FORCE_COLOR": "1"}, False),
    ],
)
def test_colour_follows_the_option_then_the_environment(
    process: Process, options: list[str], variables: dict[str, str], coloured: bool
) -> None:
    """A pipe has no colour unless it is asked for; NO_COLOR counts when it is not empty."""
    assert (b"\x1b[" in process(*options, "relief", **variables).stdout) is coloured


def test_only_the_sixteen_colours_are_used(process: Process) -> None:
    """The reader's own palette decides: no other colours, no backgrounds."""
    drawn = process("--color", "always", "cause", "neuropathy").stdout.decode()
    codes = {code for part in drawn.split("\x1b[")[1:] for code in part.split("m")[0].split(";")}

    assert codes <= {"0", "1", "39", *map(str, range(30, 38)), *map(str, range(90, 98))}


def test_a_pipe_is_as_wide_as_columns_or_eighty(process: Process) -> None:
    """COLUMNS sets the width of a pipe; a nonsense value is left aside."""
    for columns, expected in (("60", 60), ("", 80), ("wide", 80), ("0", 80)):
        first = process("relief", COLUMNS=columns).stdout.decode().splitlines()[0]

        assert len(first) == expected


def test_what_was_typed_is_echoed_without_control_characters(process: Process) -> None:
    """An escape sequence on the command line does not reach the terminal."""
    for words in (("search", "\x1b[31mcalf\x07"), ("cause", "\x1b]0;x\x07nothing"), ("\x1b[2Jx",)):
        done = process(*words)

        assert b"\x1b" not in done.stdout + done.stderr
        assert b"\x07" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    "words", [["search", "x" * 10_000], ["cause", "y " * 5_000], ["search", "🦵" * 50]]
)
def test_a_long_or_odd_text_gets_an_answer(process: Process, words: list[str]) -> None:
    """Ten kilobytes, emoji: an answer or one clear sentence."""
    done = process(*words)

    assert done.returncode in (0, 2, 3)
    assert b"Traceback" not in done.stderr
    assert len(done.stderr) < 1_000


@pytest.mark.parametrize(
    "query", ["calf' OR 1=1 --", 'NEAR("leg" cramp)', "leg*^-(", "شد عضلي", "%_", '"']
)
def test_query_languages_are_words(process: Process, query: str) -> None:
    """What means something to a database is text here."""
    done = process("search", query, "--format", "json")

    assert done.returncode in (0, 2), done.stderr
    assert b"Traceback" not in done.stderr
    if done.returncode == 0:
        assert json.loads(done.stdout)["disclaimer"] == DISCLAIMER
