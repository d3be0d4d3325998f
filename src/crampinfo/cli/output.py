"""The only door out: an answer as JSON, or its page; to stdout, through a pager, or to a file."""

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TextIO, TypeVar

from crampinfo.answers import Answer
from crampinfo.cli.options import Settings
from crampinfo.cli.screen import is_terminal, terminal_rows
from crampinfo.errors import CannotWriteError
from crampinfo.library import Library
from crampinfo.page import Fact, Format, Frame, Line, Page, facts, section
from crampinfo.plaintext import STAND_INS, printable
from crampinfo.rendering import render

A = TypeVar("A", bound=Answer)


def show(answer: A, page: Callable[[Library, A, bool], Page], settings: Settings) -> None:
    """Write an answer in the reader's format. Raises CannotWriteError."""
    if settings.form is Format.JSON:
        from crampinfo.rendering.json import render as encode  # for JSON alone

        write(encode(answer), settings)
        return
    drawn = page(settings.library, answer, settings.full)
    if answer.shown_for:
        lead = facts(Fact("Shown for", Line(answer.shown_for)))
        drawn = Page(drawn.title, section("", lead, frame=Frame.OPEN), *drawn.sections[:-1])
    show_page(drawn, settings)


def show_page(drawn: Page, settings: Settings) -> None:
    """Write a page in the reader's format. Raises CannotWriteError."""
    text = render(drawn, settings.form, settings.screen)
    if settings.pager and is_terminal() and text.count("\n") >= terminal_rows():
        from crampinfo.cli.pager import paged  # for a long answer on a terminal alone

        failed = paged(text, settings.screen.encoding)
        if failed is None:
            return
        if failed:
            note(failed)
    write(text, settings, settings.screen.encoding)


def write(text: str, settings: Settings, encoding: str = "utf-8") -> None:
    """Write to stdout or to the reader's file, all or an error. Raises CannotWriteError."""
    if settings.output is not None:
        _save(text, *settings.output)
        return
    if sys.stdout is None:
        raise CannotWriteError("stdout is closed")
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode(encoding, STAND_INS))
        sys.stdout.flush()
    except BrokenPipeError:  # the reader has seen enough: head, less
        release(sys.stdout)
    except OSError as error:
        release(sys.stdout)
        raise CannotWriteError(error.strerror or "unknown reason") from None


def _save(text: str, name: str, replace: bool) -> None:
    """Write a file whole or not at all: in UTF-8, beside it first. Raises CannotWriteError."""
    shown, target = printable(name), Path(os.path.realpath(name))
    beside = target.with_name(f".crampinfo-{os.getpid()}")
    if target.exists() and not (replace and target.is_file()):
        hint = "To replace it: --force" if target.is_file() else "Give another name."
        raise CannotWriteError(f"“{shown}” is there already", hint)
    try:
        with beside.open("x", encoding="utf-8", newline="") as file:
            file.write(text)
        beside.replace(target)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise CannotWriteError(f"“{shown}”: {error.strerror}", "Nothing was written.") from None
    note(f"Written: {shown}")


def note(text: str) -> None:
    """Write a line to stderr, whatever becomes of it."""
    if sys.stderr is None:
        return
    encoding = sys.stderr.encoding or "utf-8"
    try:
        sys.stderr.write(text.encode(encoding, STAND_INS).decode(encoding) + "\n")
        sys.stderr.flush()
    except OSError:  # the exit code still tells
        release(sys.stderr)


def release(stream: TextIO) -> None:
    """Point a stream at nothing, so that what is left in its buffer is no error at exit."""
    with suppress(OSError, ValueError):
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, stream.fileno())
