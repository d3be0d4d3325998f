"""`crampinfo match` on a terminal: short questions, answered by y, n or Enter."""

import os
import subprocess
import sys
import time
from collections.abc import Callable

import pytest

pty = pytest.importorskip("pty", reason="needs a Unix terminal")


@pytest.fixture
def interview() -> Callable[..., tuple[int, str]]:
    """Run `crampinfo match` on a terminal of its own, typing each answer after its question."""

    def ask(*answers: str) -> tuple[int, str]:
        outer, inner = pty.openpty()
        process = subprocess.Popen(
            [sys.executable, "-m", "crampinfo", "--format", "text", "match"],
            stdin=inner,
            stdout=inner,
            stderr=inner,
            env={"PATH": os.environ["PATH"], "TERM": "xterm", "COLUMNS": "80"},
        )
        os.close(inner)
        shown = ""
        waiting = list(answers)
        asked = 0
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                piece = os.read(outer, 4096).decode(errors="replace")
            except OSError:  # the other end is closed
                break
            if not piece:
                break
            shown += piece
            if shown.count("[y/n]") > asked and waiting:
                asked += 1
                os.write(outer, waiting.pop(0).encode() + b"\n")
        os.close(outer)
        return process.wait(timeout=60), shown.replace("\r\n", "\n")

    return ask


def test_an_emergency_ends_the_interview_at_once(interview: Callable[..., tuple[int, str]]) -> None:
    """A yes to a danger sign is answered with what to do, not with another question."""
    code, shown = interview("y")

    assert code == 0
    assert shown.count("[y/n]") == 1
    assert "Call your local emergency number now" in shown


def test_all_questions_are_asked_and_numbered(interview: Callable[..., tuple[int, str]]) -> None:
    """At most twelve questions, each telling how far along one is; Enter skips."""
    code, shown = interview(*["n"] * 7, "y", *[""] * 4)

    assert code == 0
    assert "1 of 12." in shown
    assert "12 of 12." in shown
    assert "WORTH RAISING WITH A PROFESSIONAL" in shown


def test_an_answer_that_is_none_is_asked_for_again(
    interview: Callable[..., tuple[int, str]],
) -> None:
    """Only y, n and Enter are answers."""
    _, shown = interview("perhaps", "y")

    assert shown.count("1 of 12.") == 2


def test_nothing_said_is_nothing_understood(interview: Callable[..., tuple[int, str]]) -> None:
    """Skipping everything gives no urgency and no cause."""
    code, shown = interview(*[""] * 12)

    assert code == 0
    assert "Nothing was understood" in shown
