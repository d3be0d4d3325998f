"""What the tests share: the program, run in this process or as one of its own; the library."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from crampinfo import Library
from crampinfo.cli.boundary import main
from crampinfo.library.shelves import bundled_data

REPOSITORY = Path(__file__).parent.parent


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


@pytest.fixture
def process() -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Run a command as a process of its own, with these variables besides the usual ones."""

    def run_process(*words: str, **variables: str) -> subprocess.CompletedProcess[bytes]:
        environment = {key: os.environ[key] for key in ("PATH", "SYSTEMROOT") if key in os.environ}
        return subprocess.run(
            [sys.executable, "-m", "crampinfo", *words],
            capture_output=True,
            stdin=subprocess.DEVNULL,
            env=environment | variables,
            check=False,
        )

    return run_process


def plain(drawn: str) -> str:
    """Return what was drawn as one line, without borders."""
    return " ".join(drawn.translate(dict.fromkeys(map(ord, "│╭╮╰╯─"), " ")).split())
