"""Pipes, full disks, odd terminals, interrupts: never a traceback, never silence, no traces."""

import json
import os
import shlex
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest
from conftest import REPOSITORY, Ran
from test_every_answer import CALLS

from crampinfo.page import Format

Run = Callable[..., Ran]
Process = Callable[..., subprocess.CompletedProcess[bytes]]

# One call of every command, and of what has no command.
EVERY_CALL = [
    *(f"{name} {calls[-1]}".strip() for name, calls in CALLS.items()),
    *("", "validate", "completion bash", "help relief", "--help", "causes --help", "-V"),
]
ENCODINGS = ["utf-8", "cp1252", "latin-1", "cp437", "cp850", "gbk", "cp932", "ascii"]


def shell(line: str) -> subprocess.CompletedProcess[bytes]:
    """Run a line of bash in which `crampinfo` is the program."""
    program = f"{shlex.quote(sys.executable)} -m crampinfo"
    line = "set -o pipefail; " + line.replace("crampinfo", program, 1)
    return subprocess.run(["bash", "-c", line], capture_output=True, check=False)


# --- Pipes and disks ------------------------------------------------------------------------------


@pytest.mark.parametrize("command", EVERY_CALL)
def test_a_reader_who_stops_reading_is_no_error(command: str) -> None:
    """Whoever is gone after a line, or before the first byte, is told nothing, and gets 0."""
    for reader in ("head -1", "true"):
        done = shell(f"crampinfo {command} | {reader}")

        assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("command", EVERY_CALL)
@pytest.mark.parametrize("stream", ["> /dev/full", ">&-"])
def test_what_cannot_be_written_is_an_error(command: str, stream: str) -> None:
    """A full disk or a closed stdout is told in two lines, with exit code 5."""
    done = shell(f"crampinfo {command} {stream}")

    assert done.returncode == 5
    assert done.stderr.startswith(b"crampinfo: Cannot write")
    assert done.stderr.count(b"\n") == 2


def test_a_file_that_cannot_be_written_whole_leaves_nothing(tmp_path: Path) -> None:
    """A disk that is full half-way: neither half a book nor the file beside it."""
    done = shell(f"ulimit -f 8; crampinfo book --output {tmp_path}/book.html")

    assert done.returncode == 5
    assert done.stderr.startswith(b"crampinfo: Cannot write")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("buffered", ["", "PYTHONUNBUFFERED=1 "])
def test_a_part_of_an_answer_is_an_error(tmp_path: Path, buffered: str) -> None:
    """A disk that is full half-way, whether Python has a buffer of its own or not."""
    done = shell(f"ulimit -f 8; {buffered}crampinfo book > {tmp_path}/book.html")

    assert done.returncode == 5
    assert done.stderr.startswith(b"crampinfo: Cannot write")


def test_a_file_of_somebody_else_is_left_alone(run: Run, tmp_path: Path) -> None:
    """What happens to lie beside the file that is written, whatever its name."""
    other = tmp_path / f".crampinfo-{os.getpid()}"
    other.write_text("mine", encoding="utf-8")

    assert run("relief", "-o", str(tmp_path / "new.txt")).code == 0
    assert other.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("name", ["/dev/null/x.txt", f"{'n' * 300}.txt"])
def test_a_name_that_can_be_no_file_is_told(run: Run, name: str) -> None:
    """The message names it, and not stdout."""
    ran = run("relief", "-o", name)

    assert ran.code == 5
    assert name in ran.err
    assert ran.err.endswith("\nNothing was written.\n")


@pytest.mark.parametrize("encoding", ["latin-1", "ascii", "utf-8"])
def test_an_error_in_json_is_json_in_every_locale(process: Process, encoding: str) -> None:
    """Its quotation marks are no marks of JSON."""
    done = process("cause", "nope", "--format", "json", PYTHONIOENCODING=encoding)

    assert json.loads(done.stderr)["error"]["message"] == "No cause is called “nope”."


def test_closed_stdin_and_stderr_do_not_matter() -> None:
    """Nothing is read, and the exit code still tells what happened."""
    assert shell("crampinfo relief <&-").stdout == shell("crampinfo relief").stdout
    for buffered in ("", "PYTHONUNBUFFERED= "):  # what is left in a buffer fails at exit
        for lost in ("2>&-", "2>/dev/full", "2>&1 | true"):
            assert shell(f"{buffered}crampinfo cause nothing-like-it {lost}").returncode == 3


# --- Characters -----------------------------------------------------------------------------------


@pytest.mark.parametrize("form", get_args(Format))
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_encoding_gets_an_answer(process: Process, encoding: str, form: Format) -> None:
    """A character that the terminal lacks, bullets too, has a stand-in; JSON and HTML are UTF-8."""
    for command in ("relief", "cause guillain-barre --full", "search calf"):
        words = ["--format", form, *command.split()]
        done = process(*words, PYTHONIOENCODING=encoding)
        full = process(*words, PYTHONIOENCODING="utf-8").stdout.decode()
        text = done.stdout.decode("utf-8" if form in ("json", "html") else encoding)

        assert (done.returncode, done.stderr) == (0, b"")
        assert text.count("?") == full.count("?")
        assert len(text.splitlines()) == len(full.splitlines()) or encoding in ("gbk", "cp932")


@pytest.mark.parametrize("name", ["C", "POSIX", "en_US.ISO-8859-1", "nonsense"])
def test_every_locale_gets_an_answer(process: Process, name: str) -> None:
    """An accent is left out rather than the letter; a bullet is a star; borders are drawn."""
    plain = {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LANG": name, "LC_ALL": name}
    done = process("cause", "guillain-barre", **plain)
    text = done.stdout.decode("ascii")

    assert (done.returncode, done.stderr) == (0, b"")
    assert "Guillain-Barre" in text
    assert "| * " in text
    assert text.startswith("+-")


@pytest.mark.parametrize("form", get_args(Format))
@pytest.mark.parametrize(
    "odd", [b"\x1b[31mred\x07", b"caf\xe9", "x\u202ey\u200b".encode(), b"\xc2\x9b1m"]
)
def test_nothing_that_was_typed_reaches_the_terminal_raw(
    process: Process, odd: bytes, form: Format
) -> None:
    """Control characters, false order and bytes that are no text are left out of every answer."""
    word = os.fsdecode(odd)
    for words in (
        *((word,), ("cause", f"xyzzyq {word}"), ("search", f"calf {word}"), ("sources", word)),
        *(("causes", f"--{word}"), ("causes", "--data", f"/{word}"), ("compare", word, "dvt")),
    ):
        done = process(*words, "--format", form, PYTHONIOENCODING="utf-8:strict")

        assert done.returncode in (0, 2, 3)
        assert (done.stdout + done.stderr).decode().replace("\n", "").isprintable()


# --- Colour and width -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "variables", "coloured"),
    [
        ([], {}, False),
        ([], {"TERM": "dumb"}, False),
        (["--color", "always"], {}, True),
        (["--color", "always"], {"NO_COLOR": "1", "TERM": "dumb"}, True),
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "1", "TERM": "dumb"}, False),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": ""}, True),
        (["--color", "NEVER"], {"FORCE_COLOR": "1"}, False),
    ],
)
def test_colour_follows_the_option_then_the_environment(
    process: Process, options: list[str], variables: dict[str, str], coloured: bool
) -> None:
    """A pipe has no colour unless it is asked for; NO_COLOR counts when it is not empty."""
    assert (b"\x1b[" in process(*options, "relief", **variables).stdout) is coloured


@pytest.mark.parametrize(
    ("columns", "expected"),
    [("60", 60), ("", 80), ("wide", 80), ("0", 80), ("20", 40), ("9" * 5_000, 80), ("٤٠", 40)],
)
def test_a_pipe_is_as_wide_as_columns_or_eighty(
    process: Process, columns: str, expected: int
) -> None:
    """COLUMNS sets the width of a pipe; a nonsense value is left aside."""
    assert len(process("relief", COLUMNS=columns).stdout.decode().splitlines()[0]) == expected


# --- Interrupts and traces ------------------------------------------------------------------------

# Runs the program with a look at what it does: each audit event, from its first import on.
WATCHED = """
import os, signal, sys
def watch(event, args):
    global seen
    seen += event == "import" and args[0] == "crampinfo.cli" or seen > 0
    {act}
seen = 0
sys.addaudithook(watch)
from crampinfo.__main__ import run
run()
"""


def watched(act: str, command: str) -> subprocess.CompletedProcess[bytes]:
    words = [sys.executable, "-c", WATCHED.format(act=act), *command.split()]
    own = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    return subprocess.run(words, env=own, capture_output=True, check=False)  # as without coverage


@pytest.mark.parametrize("command", ["relief", "search calf --format json", "--help"])
def test_an_interrupt_ends_it_at_once(command: str) -> None:
    """Ctrl-C at any moment, also while modules are loaded, leaves no traceback, only its signal."""
    act = "seen == {} and os.kill(os.getpid(), signal.SIGINT)"
    moment = 1
    while (done := watched(act.format(moment), command)).returncode == -signal.SIGINT:
        assert done.stderr == b"", moment
        moment += moment // 4 + 1

    assert (done.returncode, done.stderr) == (0, b"")
    assert moment > 200


@pytest.mark.parametrize("command", EVERY_CALL)
def test_nothing_is_written_and_nothing_sent(command: str) -> None:
    """A run opens no file to write, makes and starts nothing, and touches no network."""
    act = (
        "flags = args[2] if event == 'open' else 0;"
        "opened = isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT);"
        "other = event.startswith(('socket.', 'os.mkdir', 'os.rename', 'os.re', 'subprocess.'));"
        "(opened or other) and os.write(2, f'{event} {args}\\n'.encode())"
    )
    done = watched(act, command)

    assert done.returncode in (0, 4)
    assert done.stderr == b""
    assert done.stdout


def test_only_the_path_is_needed_from_the_environment(tmp_path: Path) -> None:
    """No home, no terminal, another folder, one that is gone."""
    gone = tmp_path / "gone"
    gone.mkdir()
    code = f"cd {gone} && rmdir {gone} && {sys.executable} -m crampinfo relief"
    done = subprocess.run(
        ["bash", "-c", code],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(REPOSITORY / "src")},
        capture_output=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\x1b" not in done.stdout
