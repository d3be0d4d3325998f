"""Long answers on a real pseudo-terminal: when a pager shows them, which, and what may go wrong."""

import fcntl
import os
import pty
import shlex
import shutil
import struct
import sys
import termios
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import kept_variables, plain

LONG, SHORT = "warnings", "relief"
GOT = "(the pager)"


class Seen(NamedTuple):
    """What a terminal showed, what stderr said, and how the program ended."""

    shown: str
    err: str
    code: int


Terminal = Callable[..., Seen]


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    """Run a command on a terminal of its own.

    Its size is `rows` × `columns`; of the pairs `keys`, the second is typed once the first has been
    shown; `more` is what the shell is told after the command, such as where its stdout goes.
    """

    def run(
        call: str,
        *,
        rows: int = 24,
        columns: int = 80,
        keys: tuple[tuple[str, str], ...] = (),
        more: str = "",
        **variables: str,
    ) -> Seen:
        told = tmp_path / "stderr"
        line = f"exec {sys.executable} -m crampinfo {call} 2>{told} {more}"
        environment = kept_variables("PATH") | {"TERM": "xterm", "NO_COLOR": "1"} | variables
        child, master = pty.fork()
        if not child:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.execve("/bin/sh", ["sh", "-c", line], environment)
        waiting, shown, seen = list(keys), b"", 0
        while True:
            try:
                shown += os.read(master, 65_536)
            except OSError:  # the last process of the terminal has ended
                break
            while waiting and waiting[0][0].encode() in shown[seen:]:
                seen = len(shown)
                os.write(master, waiting.pop(0)[1].encode())
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        os.close(master)
        return Seen(shown.decode(errors="replace").replace("\r\n", "\n"), told.read_text(), code)

    return run


@pytest.fixture
def pager(tmp_path: Path) -> str:
    """The command of a pager that says that it was started, and with which arguments."""
    return program(tmp_path / "a pager", f'echo "{GOT} $*"; cat')


def program(file: Path, code: str) -> str:
    """Write a program of the shell. Returns the word that starts it."""
    file.write_text(f"#!/bin/sh\n{code}\n")
    file.chmod(0o755)
    return shlex.quote(str(file))


# --- When -----------------------------------------------------------------------------------------


def test_what_is_longer_than_the_screen_goes_through_it(terminal: Terminal, pager: str) -> None:
    """All of it, as it is drawn without one."""
    seen = terminal(LONG, CRAMPINFO_PAGER=pager)
    straight = terminal(f"{LONG} --no-pager", CRAMPINFO_PAGER=pager)

    assert (seen.code, seen.err) == (0, "")
    assert GOT in seen.shown
    assert seen.shown.partition(f"{GOT} \n")[2] == straight.shown


def test_what_fits_does_not(terminal: Terminal, pager: str) -> None:
    """With a row left for the prompt; with none, the first row would be scrolled away."""
    count = terminal(SHORT, rows=60).shown.count("\n")
    fits = terminal(SHORT, rows=count + 1, CRAMPINFO_PAGER=pager)
    lower = terminal(SHORT, rows=count, CRAMPINFO_PAGER=pager)

    assert count > 20
    assert GOT not in fits.shown
    assert fits.shown.count("\n") == count
    assert GOT in lower.shown


@pytest.mark.parametrize(
    ("call", "more"),
    [
        *((f"{LONG} --no-pager", ""), (f"{LONG} --format json", ""), (LONG, "| cat")),
        (f"{LONG} --format html", ""),
        *((LONG, "</dev/null"), ("--help", ""), ("completion bash", "")),
    ],
)
def test_it_is_for_reading_alone(terminal: Terminal, pager: str, call: str, more: str) -> None:
    """Not when it is unwanted, for JSON or HTML, in a pipe, without a keyboard, nor for help."""
    seen = terminal(call, rows=8, more=more, CRAMPINFO_PAGER=pager, PAGER=pager)

    assert (seen.code, seen.err) == (0, "")
    assert GOT not in seen.shown
    assert seen.shown.count("\n") > 8


@pytest.mark.parametrize("form", ["text", "markdown", "panels"])
def test_every_format_for_people_is_paged(terminal: Terminal, pager: str, form: str) -> None:
    """JSON is for programs, and HTML for a browser."""
    assert GOT in terminal(f"{LONG} --format {form}", PAGER=pager).shown


def test_a_narrow_screen_begins_with_the_emergency(terminal: Terminal, pager: str) -> None:
    """At 40 by 24 the answer runs from its top through the pager: the calf is in sight."""
    paged = terminal(SHORT, columns=40, PAGER=pager).shown.partition(f"{GOT} \n")[2]
    first = plain("\n".join(paged.splitlines()[:24]))
    places = [first.index(words) for words in ("Emergency", "999, 112 or 911", "Today", "Calf")]

    assert max(map(len, paged.splitlines())) == 40
    assert places == sorted(places)


# --- Which ----------------------------------------------------------------------------------------


def test_ours_comes_before_the_pager_of_all_programs(terminal: Terminal, pager: str) -> None:
    """CRAMPINFO_PAGER, then PAGER; with their arguments, spaces and quotes as in a shell."""
    ours = terminal(LONG, CRAMPINFO_PAGER=f"{pager} ours", PAGER=f"{pager} all")
    theirs = terminal(LONG, PAGER=f"{pager} -x 'two words'")

    assert f"{GOT} ours\n" in ours.shown
    assert f"{GOT} -x two words\n" in theirs.shown


@pytest.mark.parametrize("wanted", ["", "   "])
def test_an_empty_name_means_none(terminal: Terminal, pager: str, wanted: str) -> None:
    """CRAMPINFO_PAGER= writes straight, whatever PAGER is."""
    seen = terminal(LONG, CRAMPINFO_PAGER=wanted, PAGER=pager)

    assert (seen.code, seen.err) == (0, "")
    assert GOT not in seen.shown
    assert "crampinfo warnings --full" in seen.shown


@pytest.mark.skipif(shutil.which("less") is None, reason="less is not installed")
def test_less_shows_it_from_the_top(terminal: Terminal) -> None:
    """Without a pager of one's own, less waits on the first screen until it is quit."""
    seen = terminal(LONG, keys=((":\x1b[K", "q"),))

    assert (seen.code, seen.err) == (0, "")
    assert "When to get help" in seen.shown
    assert "Please note" not in seen.shown


def test_a_plain_less_is_told_what_it_shows(terminal: Terminal, tmp_path: Path) -> None:
    """Colours, and UTF-8 in a locale that does not name it; options of the reader's own win."""
    tells = program(tmp_path / "less", f'echo "{GOT} $LESS $LESSCHARSET"; cat')

    assert f"{GOT} FRX utf-8\n" in terminal(LONG, PAGER=tells, LC_ALL="C").shown
    assert f"{GOT} -i utf-8\n" in terminal(LONG, PAGER=tells, LESS="-i").shown


# --- What may go wrong ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["no-such-pager -x", "/", "'open quote", "\x1b[31mred"])
def test_a_pager_that_is_missing_is_told(terminal: Terminal, name: str) -> None:
    """One line on stderr, and the answer is printed all the same."""
    seen = terminal(LONG, PAGER=name)

    assert seen.code == 0
    assert seen.err.startswith("crampinfo: the pager")
    assert "--no-pager" in seen.err
    assert "\x1b" not in seen.err
    assert plain(seen.shown).endswith("911.")


@pytest.mark.parametrize("text", [b"\x7fELF, but not really", b"#!/bin/sh\nexit 1\n"])
def test_a_pager_that_fails_is_told(terminal: Terminal, tmp_path: Path, text: bytes) -> None:
    """A file that is no program, though it says so; a program that refuses its options."""
    script = tmp_path / "broken"
    script.write_bytes(text)
    script.chmod(0o755)
    seen = terminal(LONG, PAGER=str(script))

    assert seen.code == 0
    assert "missing or failed" in seen.err
    assert plain(seen.shown).endswith("911.")


def test_the_system_may_have_no_less(terminal: Terminal, tmp_path: Path) -> None:
    """Then the answer is printed, and nothing is said: the reader asked for no pager."""
    seen = terminal(LONG, PATH=str(tmp_path))

    assert (seen.code, seen.err) == (0, "")
    assert plain(seen.shown).endswith("911.")


@pytest.mark.parametrize("quits", ["true", "head -c 1"])
def test_a_pager_that_is_quit_early_is_no_error(terminal: Terminal, quits: str) -> None:
    """The reader has seen enough, of however long an answer."""
    for call in (LONG, "sources --full"):
        seen = terminal(call, PAGER=quits)

        assert (seen.code, seen.err) == (0, "")


@pytest.mark.parametrize("trap", ["", "trap 'echo caught; exit 0' INT"])
def test_an_interrupt_is_for_the_pager(terminal: Terminal, tmp_path: Path, trap: str) -> None:
    """Ctrl-C ends a plain program, another one catches it; the command waits and is no error."""
    code = f"{trap}\ncat >/dev/null; echo '{GOT}'; while :; do sleep 1; done"
    seen = terminal(LONG, PAGER=program(tmp_path / "slow", code), keys=((GOT, "\x03"),))

    assert (seen.code, seen.err) == (0, "")
    assert ("caught" in seen.shown) is bool(trap)
