"""The only door to stdout: an answer as JSON, or its page, through a pager where it is long."""

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from crampinfo.answers import Answer
from crampinfo.cli.options import Settings
from crampinfo.cli.screen import is_terminal, terminal_rows
from crampinfo.errors import CannotWriteError
from crampinfo.library import Library
from crampinfo.page import Fact, Format, Frame, Line, Page, facts, section
from crampinfo.plaintext import STAND_INS
from crampinfo.rendering import render

A = TypeVar("A", bound=Answer)


def show(answer: A, page: Callable[[Library, A, bool], Page], settings: Settings) -> None:
    """Write an answer to stdout in the reader's format. Raises CannotWriteError."""
    if settings.form is Format.JSON:
        from crampinfo.rendering.json import render as encode  # for JSON alone

        write(encode(answer))
        return
    drawn = page(settings.library, answer, settings.full)
    if answer.shown_for:
        lead = facts(Fact("Shown for", Line(answer.shown_for)))
        drawn = Page(drawn.title, section("", lead, frame=Frame.OPEN), *drawn.sections[:-1])
    text = render(drawn, settings.form, settings.screen)
    if settings.pager and is_terminal() and text.count("\n") >= terminal_rows():
        from crampinfo.cli.pager import paged  # for a long answer on a terminal alone

        failed = paged(text, settings.screen.encoding)
        if failed is None:
            return
        if failed:
            note(failed)
    write(text, settings.screen.encoding)


def write(text: str, encoding: str = "utf-8") -> None:
    """Write to stdout, all or an error. Raises CannotWriteError."""
    if sys.stdout is None:
        raise CannotWriteError("stdout is closed")
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode(encoding, STAND_INS))
        sys.stdout.flush()
    except BrokenPipeError:  # the reader has seen enough: head, less
        release_stdout()
    except OSError as error:
        release_stdout()
        raise CannotWriteError(error.strerror or "unknown reason") from None


def note(text: str) -> None:
    """Write a line to stderr, whatever becomes of it."""
    if sys.stderr is None:
        return
    encoding = sys.stderr.encoding or "utf-8"
    with suppress(OSError):  # the exit code still tells
        sys.stderr.write(text.encode(encoding, "replace").decode(encoding) + "\n")
        sys.stderr.flush()


def release_stdout() -> None:
    """Point stdout at nothing, so that what is left in its buffer is no error at exit."""
    with suppress(OSError, ValueError):
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, sys.stdout.fileno())
