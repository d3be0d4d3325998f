"""The routines, counted on a pseudo-terminal whose clock runs fast."""

import codecs
import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from conftest import Ran, kept_variables, plain

from crampinfo import Library
from crampinfo.answers import DISCLAIMER
from crampinfo.library.shelves import bundled_data

Run = Callable[..., Ran]

ROUTINES = sorted(file.stem for file in (bundled_data() / "routines").glob("*.yaml"))
FAST = (
    "import time; from crampinfo.cli import counting;"
    "counting.monotonic = lambda: time.monotonic() * {};"
    "from crampinfo.__main__ import run; run()"
)
PATIENCE = 20  # seconds until something that must come counts as missing


class Session:
    """A routine on a pseudo-terminal: what it has written, and the keys to press."""

    def __init__(self, pid: int, end: int) -> None:
        self.pid, self.end, self.out = pid, end, ""
        self.code: int | None = None
        self.decode = codecs.getincrementaldecoder("utf-8")("replace").decode

    def wait(self, words: str = "", since: int = 0) -> str:
        """Read until some words are there; without words, until the end. Returns all of it."""
        late = time.monotonic() + PATIENCE
        while not words or words not in plain(bare(self.out[since:])):
            assert time.monotonic() < late, (words, self.out[-2000:])
            if select.select([self.end], [], [], 0.05)[0]:
                try:
                    self.out += self.decode(os.read(self.end, 65536))
                except OSError:
                    break
        if not words:
            self.code = os.waitpid(self.pid, 0)[1]
        return self.out

    def press(self, keys: str) -> None:
        os.write(self.end, keys.encode())

    def resize(self, rows: int, columns: int) -> None:
        fcntl.ioctl(self.end, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        os.kill(self.pid, signal.SIGWINCH)

    @property
    def modes(self) -> list[object]:
        return termios.tcgetattr(self.end)


@contextmanager
def counted(
    *words: str,
    speed: int = 1,
    rows: int = 30,
    columns: int = 80,
    shell: str = "",
    **variables: str,
) -> Iterator[Session]:
    """Start a routine, or a shell, on a pseudo-terminal; the clock is so many times as fast."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    kept = kept_variables("PATH", "PYTHONPATH")
    argv = [sys.executable, "-c", FAST.format(speed), "stretch", *words]
    if shell:
        argv = [shell, "--norc", "--noediting", "-i"]
    pid = os.fork()
    if pid == 0:
        os.setsid()
        fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
        for number in range(3):
            os.dup2(slave, number)
        os.execvpe(argv[0], argv, {**kept, "TERM": "xterm", **variables})
    session = Session(pid, master)
    before = session.modes
    try:
        os.close(slave)
        yield session
        if session.code is not None:
            with suppress(OSError, termios.error):
                assert session.modes == before
    finally:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        with suppress(ChildProcessError):
            os.waitpid(pid, 0)
        with suppress(OSError):
            os.close(session.end)


def bare(out: str) -> str:
    """Return what was written without the commands to the terminal."""
    return re.sub(r"\x1b\[[\d;?]*[a-zA-Z]", "", out).replace("\r", "").replace("\a", "")


def restored(session: Session) -> bool:
    """Tell whether the cursor and the first screen are back."""
    out = session.out
    return out.rfind("\x1b[?25h") > out.rfind("\x1b[?25l") and (
        out.rfind("\x1b[?1049l") > out.rfind("\x1b[?1049h")
    )


# --- From the first key to the last ---------------------------------------------------------------


@pytest.mark.parametrize("name", ROUTINES)
def test_a_routine_runs_from_the_first_key_to_the_last(name: str, library: Library) -> None:
    """First who must not, then each step, then when to get help and the note; a bell a change."""
    routine = library.routines[name]
    with counted(name, speed=150) as session:
        before = session.wait("Begin?")
        session.press("\n")
        out = session.wait()

    assert "Who must not use this, or must ask first" in plain(bare(before))
    assert session.code == 0
    assert restored(session)
    assert out.count("\a") == len(list(routine.turns()))
    assert "When to get help" in bare(out)
    assert plain(bare(out)).endswith(DISCLAIMER)


def test_the_picture_the_seconds_and_what_comes_next_are_there() -> None:
    """A screen of its own, with the cursor hidden, and nothing that blinks."""
    with counted("calf") as session:
        session.wait("Begin?")
        session.press("\n")
        out = session.wait("19 s left")

    _, drawn, picture = out.partition("\x1b[?1049h")
    assert drawn
    assert "\x1b[5m" not in out
    for words in (
        "Calf cramp now, in bed: 1 of 7",
        "█",
        "━",
        "the cramping leg",
        "Next",
        "space: pause",
    ):
        assert words in picture


def test_space_pauses_n_skips_and_q_ends() -> None:
    """The seconds stand still in a pause; the next step begins; the end is the usual one."""
    with counted("calf") as session:
        session.wait("Begin?")
        session.press("\n")
        session.wait("19 s left")
        session.press(" ")
        session.wait("paused")
        time.sleep(2.5)
        start = len(session.out)
        session.press(" ")
        session.wait("s left ━", start)
        assert "17 s left" not in bare(session.out)
        session.press("n")
        session.wait("4 s left", start)
        session.press("q")
        session.wait()

    assert session.code == 0
    assert restored(session)
    assert "When to get help" in plain(session.out)


def test_a_key_counts_in_capitals_too() -> None:
    """Caps Lock does not keep anybody in a stretch that hurts."""
    with counted("calf") as session:
        session.wait("Begin?")
        session.press("\n")
        session.wait("19 s left")
        session.press("Q")
        session.wait()

    assert session.code == 0


def test_each_round_is_numbered_and_the_bar_grows() -> None:
    """A reader who looks up sees how much is done."""
    with counted("bedtime") as session:
        session.wait("Begin?")
        session.press("\n")
        session.wait("standing: 1 of 15")
        session.press("n")
        session.wait("Round: 1 of 3")
        start = len(session.out)
        out = session.wait("7 s left", start)[start:]
        session.press("n")
        session.wait("standing: 3 of 15")
        session.press("n")
        session.wait("Round: 2 of 3")
        session.press("q")
        session.wait()

    filled = [len(bar) for bar in re.findall(r"\x1b\[1m(━+)", out)]
    assert filled
    assert filled == sorted(filled)
    assert filled[-1] < 40


def test_a_step_that_is_done_again_on_no_side_comes_next_by_its_words(
    copy_of_library: Path,
) -> None:
    """There is always something to read after "Next"."""
    file = copy_of_library / "routines" / "bedtime.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("    side: each leg\n", ""), encoding="utf-8")
    with counted("bedtime", CRAMPINFO_DATA=str(copy_of_library)) as session:
        session.wait("Begin?")
        session.press("\n")
        session.wait("standing: 1 of 9")
        session.press("n")
        start = len(session.wait("Round: 1 of 3"))
        session.wait("Next: Move one foot", start)
        session.press("q")
        session.wait()


def test_quiet_is_without_a_bell() -> None:
    """Somebody may sleep beside the reader."""
    with counted("foot", "--quiet", speed=150) as session:
        session.wait("Begin?")
        session.press("\n")
        out = session.wait()

    assert session.code == 0
    assert "\a" not in out


def test_without_a_name_it_asks(library: Library) -> None:
    """A name, or a name that is near, chooses; an empty line ends."""
    with counted() as session:
        session.wait("Which one:")
        session.press(f"{ROUTINES[2]}\n")
        session.wait("Begin?")
        session.press("n\n")
        session.wait()
    assert library.routines[ROUTINES[2]].name in session.out
    assert "s left" not in session.out
    assert session.code == 0

    with counted() as session:
        session.wait("Which one:")
        session.press("\n")
        session.wait()
    assert session.code == 0


# --- However it ends ------------------------------------------------------------------------------


@pytest.mark.parametrize("begun", [False, True])
def test_ctrl_c_ends_with_130_and_a_terminal_as_it_was(begun: bool) -> None:
    """Nothing is left behind: neither modes, nor a hidden cursor, nor a traceback."""
    with counted("calf") as session:
        session.wait("Begin?")
        if begun:
            session.press("\n")
            session.wait("19 s left")
        session.press("\x03")
        session.wait()

        # Before it has begun the signal itself ends it, which a shell tells as 130 too.
        code = os.waitstatus_to_exitcode(session.code or 0)
        assert code == (130 if begun else -signal.SIGINT)
        assert restored(session) is begun
        assert "Traceback" not in session.out


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_that_ends_it_leaves_the_terminal_as_it_was(number: signal.Signals) -> None:
    """It ends as after Ctrl-C."""
    with counted("calf") as session:
        session.wait("Begin?")
        session.press("\n")
        session.wait("19 s left")
        os.kill(session.pid, number)
        session.wait()

        assert os.waitstatus_to_exitcode(session.code or 0) == 130
        assert restored(session)


def test_a_closed_window_ends_it() -> None:
    """A reader who is gone is not waited for."""
    with counted("calf") as session:
        session.wait("Begin?")
        session.press("\n")
        session.wait("19 s left")
        os.close(session.end)
        status = os.waitpid(session.pid, 0)[1]

    assert os.waitstatus_to_exitcode(status) in (130, 120, 5)  # whoever asks


def test_a_suspended_routine_goes_on_where_it_was() -> None:
    """Ctrl-Z gives the terminal back to the shell and stops the clock; fg takes it again."""
    with counted(shell="bash") as session:
        session.press(f"{sys.executable} -m crampinfo stretch calf\n")
        session.wait("Begin?")
        session.press("\n")
        session.wait("19 s left")
        session.press("\x1a")
        session.wait("Stopped")
        assert restored(session)
        session.press("stty -a\n")
        assert " icanon" in session.wait("echoke")
        time.sleep(3)
        start = len(session.out)
        session.press("fg\n")
        session.wait("s left", start)
        shown = re.search(r"(\d+) s left", bare(session.out[start:]))
        assert shown
        session.wait(f"{int(shown[1]) - 1} s left", start)  # not 3 seconds less
        session.press("\x03")
        session.press("echo code $?\n")
        session.wait("code 130", start)

    assert restored(session)


# --- Any window -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("rows", "paged"), [(20, True), (60, False)])
def test_who_must_not_is_read_before_the_question(rows: int, paged: bool) -> None:
    """What does not fit above the question goes through the pager first."""
    with counted("hamstring", rows=rows, PAGER="sh -c 'cat; echo the pager'") as session:
        out = session.wait("Begin?")

    assert "Who must not" in plain(bare(out))
    assert ("the pager" in out) is paged


def test_a_window_that_is_too_small_has_a_line() -> None:
    """And one that grows has the picture again."""
    with counted("calf", "--no-pager", rows=4) as session:
        session.wait("Begin?")
        session.press("\n")
        out = session.wait("19 s left the cramping leg")
        assert "█" not in out
        session.resize(40, 120)
        session.wait("s left", len(out))
        session.press("q")
        session.wait()

    assert "█" in session.out


@pytest.mark.parametrize("columns", [40, 56, 80, 200])
def test_nothing_is_wider_than_the_window(columns: int) -> None:
    """Each row of the picture fits."""
    with counted("hamstring", "--no-pager", columns=columns) as session:
        session.wait("Begin?")
        session.press("\n")
        out = session.wait("s left")

    assert max(map(len, bare(out.replace("\x1b[H", "\n")).split("\n")[:-1])) <= columns


@pytest.mark.parametrize("columns", ["0", "²", "9" * 5_000, "300000"])
def test_the_window_itself_tells_its_size(columns: str) -> None:
    """COLUMNS and LINES may be nonsense."""
    with counted("calf", "--no-pager", COLUMNS=columns, LINES=columns) as session:
        asked = len(session.wait("Begin?"))
        session.press("\n")
        out = session.wait("19 s left", asked)[asked:]

    assert "█" in out
    assert max(map(len, bare(out.replace("\x1b[H", "\n")).split("\n")[:-1])) <= 80


@pytest.mark.parametrize("terminal", ["dumb", "DUMB", "unknown"])
def test_a_terminal_that_cannot_draw_has_the_steps(terminal: str) -> None:
    """Nothing is counted where nothing could be seen."""
    with counted("calf", "--no-pager", TERM=terminal) as session:
        out = session.wait()

    assert session.code == 0
    assert "Begin?" not in out
    assert "20 s" in out


@pytest.mark.parametrize(("encoding", "block"), [("ascii", ""), ("cp437", "▀"), ("utf-8", "▟")])
def test_each_character_set_is_served(encoding: str, block: str) -> None:
    """Without blocks the words stand alone, and nothing fails."""
    with counted("calf", speed=150, PYTHONIOENCODING=encoding, NO_COLOR="1") as session:
        session.wait("Begin?")
        session.press("\n")
        out = session.wait()

    assert session.code == 0
    assert "?" not in out.replace("\x1b[?", "").replace("Begin?", "")
    assert encoding == "cp437" or ("█" in out) is bool(block)


# --- Through a pipe -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ROUTINES)
def test_through_a_pipe_a_routine_is_a_numbered_list(run: Run, library: Library, name: str) -> None:
    """Each step with its seconds, in at most 40 rows."""
    out = run("stretch", name).out
    for number, step in enumerate(library.routines[name].steps, 1):
        assert f"{number} {step.text} ({step.seconds} s" in plain(out)

    assert out.count("\n") <= 40


def test_the_list_says_how_long_each_routine_takes(run: Run, library: Library) -> None:
    """With every round, and both legs where each is stretched."""
    text = plain(run("stretch", "--format", "text").out)
    for name, routine in library.routines.items():
        seconds = sum(
            step.seconds * step.rounds * (2 if step.side == "each leg" else 1)
            for step in routine.steps
        )

        assert f"{name} – {seconds} seconds: {routine.name}" in text


def test_through_a_pipe_a_step_says_how_often_it_is_done(run: Run, copy_of_library: Path) -> None:
    """From two rounds on, and on which side."""
    file = copy_of_library / "routines" / "bedtime.yaml"
    text = file.read_text(encoding="utf-8")
    assert "(10 s, 3 times, each leg)" in plain(run("stretch", "bedtime").out)
    file.write_text(text.replace("rounds: 3", "rounds: 2"), encoding="utf-8")
    again = plain(run("stretch", "bedtime", "--data", str(copy_of_library)).out)
    file.write_text(text.replace("rounds: 3", "rounds: 1"), encoding="utf-8")
    once = plain(run("stretch", "bedtime", "--data", str(copy_of_library)).out)

    assert "(10 s, 2 times, each leg)" in again
    assert "(10 s)" in once
    assert "times, each" not in once


@pytest.mark.parametrize(("words", "term"), [(["--format", "text"], "xterm"), ([], "dumb")])
def test_where_nothing_can_be_drawn_it_is_listed_on_a_terminal_too(
    words: list[str], term: str
) -> None:
    """Nothing is asked, nothing is counted."""
    with counted("calf", *words, "--no-pager", TERM=term) as session:
        out = session.wait()

    assert session.code == 0
    assert "\x1b" not in out
    assert "(20 s" in plain(out)


def test_each_leg_in_turn_rests_while_the_other_is_stretched(library: Library) -> None:
    """Left, right, left, right: three times each fits into a minute."""
    routine = library.routines["bedtime"]
    wanted = next(each for each in routine.steps if each.side == "each leg")
    turns = [(side, step.seconds) for step, side, _ in routine.turns() if step is wanted]

    assert turns == [("left leg", 10), ("right leg", 10)] * 3
