"""A routine, shown and counted on a terminal, which is always left as it was found."""

import os
import select
import signal
import sys
import termios
from contextlib import suppress
from math import ceil
from time import monotonic

from msgspec.structs import replace
from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.text import Text

from crampinfo.answers import StretchAnswer
from crampinfo.compose.stretch import turn_page
from crampinfo.page import Page, Screen
from crampinfo.plaintext import spelled
from crampinfo.rendering.layout import columns
from crampinfo.rendering.panels import render

_TICK = 0.1  # seconds between two looks at the keys
_CTRL_C, _CTRL_Z = "\x03", "\x1a"


def count(answer: StretchAnswer, screen: Screen, quiet: bool) -> None:
    """Count the routine of an answer to its end, or until the reader stops it.

    Raises KeyboardInterrupt for Ctrl-C, or for a signal to end.
    """
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)  # so that the terminal is given back
    others = {**os.environ, "COLUMNS": "", "LINES": ""}  # may be nonsense: the window tells
    plain = None if screen.colour is None else not screen.colour
    console = Console(force_terminal=True, no_color=plain, _environ=others)
    routine, figures = answer.routines[0], {each.id: each for each in answer.figures}
    turns = list(routine.turns())
    with _Terminal(console=console, screen=True, auto_refresh=False) as terminal:
        terminal.reader = screen
        for place, turn in enumerate(turns, 1):
            title, after = f"{routine.name}: {place} of {len(turns)}", [*turns, None][place]
            figured = (figures.get(turn[0].figure or ""), None)
            pages = [turn_page(title, each, turn, after) for each in figured]
            if not terminal.count(turn[0].seconds, pages):
                return
            if not quiet:
                terminal.console.bell()


class _Terminal(Live):
    """The reader's terminal: keys come one by one, and a picture takes all of it."""

    reader: Screen

    def start(self, refresh: bool = False) -> None:
        self.as_found, modes = termios.tcgetattr(sys.stdin), termios.tcgetattr(sys.stdin)
        modes[3] &= ~(termios.ICANON | termios.ECHO | termios.ISIG)  # Ctrl-C and Ctrl-Z are keys
        modes[6][termios.VMIN], modes[6][termios.VTIME] = 1, 0
        termios.tcsetattr(sys.stdin, termios.TCSANOW, modes)
        super().start(refresh)

    def stop(self) -> None:
        """Give the terminal back as it was found, unless its window is gone."""
        with suppress(OSError, termios.error):
            super().stop()
            termios.tcsetattr(sys.stdin, termios.TCSANOW, self.as_found)

    def count(self, seconds: int, pages: list[Page]) -> bool:
        """Count some seconds under the first page that fits, or a line; tell whether to go on."""
        left, paused, shown, last = float(seconds), False, None, monotonic()
        while left > 0:
            state = (ceil(left), paused, self.console.size)
            if state != shown:  # otherwise nothing moves
                told = f"{state[0]} s left, paused" if paused else f"{state[0]} s left"
                self.update(self._view(told, seconds, state[0], pages), refresh=True)
                shown = state
            pressed, now = self.key(), monotonic()
            left -= 0 if paused or pressed == _CTRL_Z else now - last
            last = now
            if pressed == " ":
                paused = not paused
            elif pressed in ("n", "q"):
                return pressed == "n"
        return True

    def key(self) -> str:
        """Wait a moment for a key; return it, or nothing; q where nobody is there any more."""
        if not select.select([sys.stdin], [], [], _TICK)[0]:
            return ""
        pressed = os.read(sys.stdin.fileno(), 1).decode("ascii", "replace").lower()
        if pressed == _CTRL_C:
            raise KeyboardInterrupt
        if pressed == _CTRL_Z:
            self.stop()
            os.kill(0, signal.SIGTSTP)  # until the shell's fg
            self.start(refresh=True)
        return pressed or "q"

    def _view(self, told: str, seconds: int, left: int, pages: list[Page]) -> RenderableType:
        width, height = self.console.size
        screen = replace(self.reader, width=width)
        bar = ProgressBar(seconds, seconds - left, columns(screen), style="bright_black")
        bar.complete_style = bar.finished_style = "bold"
        for page in pages:
            drawn = render(page, screen)
            if columns(screen) <= width and drawn.count("\n") + 2 <= height:
                rows = (Text(told, "bold"), bar, Text(), Text.from_ansi(drawn))  # a bar ends no row
                return Group(*rows)
        line = spelled(f"{told}  {pages[0].title}", screen.encoding)
        return Text(line, no_wrap=True, overflow="crop")
