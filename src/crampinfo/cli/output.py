"""The only door out: an answer as JSON, or its page; to stdout, through a pager, or to a file."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from shutil import get_terminal_size
from typing import TextIO, TypeVar

import msgspec

from crampinfo.answers import Answer
from crampinfo.cli.options import Settings
from crampinfo.compose.parts import Citations, complete
from crampinfo.errors import CannotWriteError
from crampinfo.library import Library
from crampinfo.page import Page, facts, section
from crampinfo.plaintext import STAND_INS, printable, spelled
from crampinfo.rendering import render

A = TypeVar("A", bound=Answer)
_PAGER = "less -FRX"


def is_terminal() -> bool:
    """Tell whether a person reads stdout and can answer on stdin."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()


def show(answer: A, page: Callable[[Library, A, Citations], Page], settings: Settings) -> None:
    """Write an answer in the reader's format. Raises OSError, CannotWriteError."""
    if settings.form == "json":
        whole = msgspec.json.encode(complete(settings.library, answer))
        return write(msgspec.json.format(whole, indent=2) + b"\n", settings)
    cite = Citations(settings.full)
    drawn = page(settings.library, answer, cite)
    lead = section("", facts(("Shown for", answer.shown_for)), frame="open")
    body = (lead, *drawn.sections[:-1], cite.section(settings.library))
    return show_page(Page(drawn.title, *body), settings)


def show_page(drawn: Page, settings: Settings) -> None:
    """Write a page in the reader's format. Raises OSError, CannotWriteError."""
    encoding = "utf-8" if settings.form == "html" else settings.screen.encoding
    text = render(drawn, settings.form, settings.screen).encode(encoding, STAND_INS)
    long = settings.pager and is_terminal() and text.count(b"\n") >= get_terminal_size().lines
    if not (long and _paged(text, encoding)):
        write(text, settings)


def _paged(text: bytes, encoding: str) -> bool:
    """Show a text in the pager of CRAMPINFO_PAGER or PAGER, or in less, and tell whether it was.

    An empty name means no pager. A pager that is quit early is no failure.
    """
    import shlex  # for a pager alone

    wanted = os.environ.get("CRAMPINFO_PAGER", os.environ.get("PAGER", _PAGER))
    # For a plain `less`: colours, and UTF-8 in a locale that does not name it.
    less = {"LESS": "FRX", "LESSCHARSET": encoding if encoding == "utf-8" else ""} | os.environ
    code = 1  # there is none, an open quote, no word
    with suppress(OSError, ValueError, IndexError):
        process = subprocess.Popen(shlex.split(wanted), stdin=subprocess.PIPE, env=less)  # noqa: S603
        # Ctrl-C is the pager's business. It is ignored here only now: the pager would inherit that.
        interrupt = signal.signal(signal.SIGINT, signal.SIG_IGN)
        process.communicate(text)
        signal.signal(signal.SIGINT, interrupt)
        code = process.returncode
    failed = code in range(1, 128)  # otherwise it was ended by a signal
    if failed and wanted.strip() and wanted != _PAGER:
        what = f"the pager “{printable(wanted)}” is missing or failed."
        note(f"crampinfo: {what} To do without one: --no-pager")
    return not failed


def write(text: bytes, settings: Settings) -> None:
    """Write to stdout or to the reader's file, all or an OSError or a CannotWriteError."""
    if settings.output:
        return _save(text, *settings.output)
    try:
        sys.stdout.flush()
        while text:  # with PYTHONUNBUFFERED, a part may be written
            text = text[sys.stdout.buffer.write(text) :]
        sys.stdout.flush()
    except BrokenPipeError:  # the reader has seen enough: head, less
        release(sys.stdout)


def _save(text: bytes, name: str, replace: bool) -> None:
    """Write a file beside it first, so that it is whole or not there. Raises CannotWriteError."""
    shown, target = printable(name), Path(os.path.realpath(name))
    beside = target.with_name(f".crampinfo-{os.urandom(8).hex()}")
    if os.path.exists(target) and not (replace and target.is_file()):  # noqa: PTH110  # a long name
        hint = "To replace it: --force" if target.is_file() else "Give another name."
        raise CannotWriteError(f"“{shown}” is there already", hint)
    try:
        with beside.open("xb") as file:
            file.write(text)
        beside.replace(target)
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
        raise CannotWriteError(f"“{shown}”: {error.strerror}", "Nothing was written.") from None
    note(f"Written: {shown}")


def note(text: str) -> None:
    """Write a line to stderr, whatever becomes of it."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(spelled(text, sys.stderr.encoding or "utf-8") + "\n")
        sys.stderr.flush()
    except OSError:  # the exit code still tells
        release(sys.stderr)


def release(stream: TextIO) -> None:
    """Point a stream at nothing, so that what is left in its buffer is no error at exit."""
    with suppress(OSError, ValueError):
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, stream.fileno())
