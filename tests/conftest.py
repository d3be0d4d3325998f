"""What the tests share: the program, run in this process or as one of its own; the library."""

import json
import os
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from rich.cells import cell_len

from crampinfo import Library
from crampinfo.answers import DISCLAIMER
from crampinfo.cli.boundary import main
from crampinfo.errors import BrokenDataError
from crampinfo.library.shelves import Shelf, bundled_data

REPOSITORY = Path(__file__).parent.parent

# These need shells and terminals of POSIX.
collect_ignore = ["test_completion.py", "test_pager.py", "test_streams.py", "test_stretch.py"] * (
    os.name == "nt"
)


def fault_of(shelf: Shelf[Any, Any], name: str) -> BrokenDataError | None:
    """Return what is wrong with the file of a record, or None."""
    try:
        _ = shelf[name]
    except BrokenDataError as error:
        return error
    return None


class Ran(NamedTuple):
    """How a command ended: its exit code and what it wrote."""

    code: int
    out: str
    err: str


@pytest.fixture(scope="session")
def library() -> Library:
    """The bundled library."""
    return Library()


@pytest.fixture
def copy_of_library(tmp_path: Path) -> Path:
    """A writable copy of the bundled data."""
    return shutil.copytree(bundled_data(), tmp_path / "data", copy_function=shutil.copyfile)


@pytest.fixture
def run(
    capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Ran]:
    """Run a command in this process, through a pipe of 80 columns."""
    for name in list(os.environ):
        if name.startswith("CRAMPINFO_") or name in ("COLUMNS", "NO_COLOR", "FORCE_COLOR", "TERM"):
            monkeypatch.delenv(name)

    def run_one(*words: str) -> Ran:
        capfdbinary.readouterr()
        code = main(words)
        out, err = capfdbinary.readouterr()
        return Ran(code, out.decode(), err.decode())

    return run_one


def kept_variables(*names: str) -> dict[str, str]:
    """Return these variables of the environment, and those by which coverage counts a process."""
    return {key: os.environ[key] for key in os.environ if key in names or key[:8] == "COVERAGE"}


@pytest.fixture
def process() -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Run a command as a process of its own, with these variables besides the usual ones."""

    def run_process(*words: str, **variables: str) -> subprocess.CompletedProcess[bytes]:
        environment = kept_variables("PATH", "SYSTEMROOT")
        return subprocess.run(
            [sys.executable, "-m", "crampinfo", *words],
            capture_output=True,
            stdin=subprocess.DEVNULL,
            env=environment | variables,
            check=False,
        )

    return run_process


class Reader(HTMLParser):
    """Reads a page of HTML: its text, and each element with its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.elements[-1:] and self.elements[-1][0] != "style":
            self.words.append(data)

    @property
    def text(self) -> str:
        return "".join(self.words)

    def all(self, attribute: str) -> list[str]:
        """Return the values of an attribute, in order."""
        return [value for _, has in self.elements if (value := has.get(attribute)) is not None]


def plain(drawn: str) -> str:
    """Return what was drawn as one line, without borders or tags."""
    if drawn.startswith("<!DOCTYPE"):
        drawn = Reader(drawn).text
    return " ".join(drawn.translate(dict.fromkeys(map(ord, "│╭╮╰╯─"), " ")).split())


NO_ANSWER = {"--help", "-h", "--version", "-V", "help", "completion", "validate"}


def assert_sound(ran: Ran, words: str, *, width: int | None = None) -> None:
    """Check what holds for every run: an answer with the disclaimer last, or one sentence.

    Args:
        ran: How it ended.
        words: What was typed.
        width: The columns that no line may be wider than.
    """
    told = f"{words!r}: {ran.code} {ran.err[:500]}"
    assert ran.code in (0, 2, 3, 4, 5), told
    assert not any(map(is_raw, (ran.out + ran.err).replace("\n", ""))), told
    if ran.code:
        assert ran.out == "" or "validate" in words.lower(), told
        assert len(ran.err) < 1_200, told
        assert ran.err.count("\n") in (1, 2) or "validate" in words.lower(), told
        return
    assert ran.err == "", told
    assert ran.out.endswith("\n"), told
    if not NO_ANSWER & {*words.split(), *words.lower().split()}:
        if ran.out.startswith("{"):
            assert list(json.loads(ran.out).items())[-1] == ("disclaimer", DISCLAIMER), told
        else:
            assert plain(ran.out).endswith(DISCLAIMER), told
    if width is not None:
        assert max(map(cell_len, ran.out.splitlines())) <= width, told


def is_raw(char: str) -> bool:
    """Tell whether a character may move the cursor, be half of one, or put text in false order."""
    if unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp"):
        return True
    return unicodedata.bidirectional(char)[:2] in ("LR", "RL", "PD", "FS")
