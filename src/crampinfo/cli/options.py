"""The options of every command, and how commands are registered, named and completed."""

import codecs
import inspect
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, wraps
from itertools import takewhile
from shutil import get_terminal_size
from typing import Any, Literal

import typer
from typer.core import TyperCommand, TyperGroup

from crampinfo.answers import Kind
from crampinfo.errors import UsageError
from crampinfo.finding.names import listed_topics, not_a_command
from crampinfo.library import Library
from crampinfo.page import FORMATS, Format, Screen
from crampinfo.plaintext import plain_name, printable

Handler = Callable[..., Any]


def _option(name: str, kind: Any, text: str, *flags: str, **more: Any) -> inspect.Parameter:
    """Return an option of every command, as a parameter of its handler."""
    absent = False if kind is bool else None
    option = typer.Option(absent, *flags, help=text, case_sensitive=False, **more)
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=option, annotation=kind)


_SHARED = (
    _option("form", Format | None, "How it is written (CRAMPINFO_FORMAT).", "--format"),
    _option("full", bool, "All of it, with its sources; always so in JSON and HTML.", "--full"),
    _option("width", int | None, "Columns of the answer.", min=40, max=200, is_eager=True),
    _option("color", Literal["auto", "always", "never"] | None, "When it has colours."),
    _option("no_pager", bool, "Write a long answer straight.", "--no-pager"),
    _option("data", str | None, "Another library (CRAMPINFO_DATA).", metavar="DIR"),
    _option("output", str | None, "Write into a file.", "--output", "-o", metavar="FILE"),
    _option("force", bool, "Replace a file that is there.", "--force"),
)
_ENDINGS: dict[str, Format]
_ENDINGS = {".html": "html", ".htm": "html", ".md": "markdown", ".txt": "text", ".json": "json"}


class Settings:
    """What the options that are given and on, named as in `_SHARED`, and the environment say."""

    def __init__(self, given: Mapping[str, Any] = {}, context: Any = None) -> None:
        self._given = given
        self.context = context

    def but(self, context: Any = None, **given: Any) -> "Settings":
        """Return these settings with further options: those that are given win."""
        more = {name: value for name, value in given.items() if value not in (None, False)}
        return Settings({**self._given, **more}, context or self.context)

    @property
    def _form(self) -> Format | None:
        """The format that is asked for, or told by the name of the file. Raises UsageError."""
        ending = os.path.splitext(self._given.get("output", ""))[1].lower()  # noqa: PTH122  # text
        if "form" not in self._given and ending in (".pdf", ".doc", ".docx", ".odt", ".rtf"):
            hint = f"Let it end in {', '.join(_ENDINGS)}, or give --format."
            raise UsageError(f"“{ending}” is not written.", hint)
        return self._given.get("form") or _ENDINGS.get(ending)

    @cached_property
    def form(self) -> Format:
        """The format. Raises UsageError for a bad CRAMPINFO_FORMAT."""
        wanted = self._form or os.environ.get("CRAMPINFO_FORMAT") or "panels"
        for form in FORMATS:
            if form == wanted.lower():
                return form
        hint = f"It can be: {', '.join(FORMATS)}."
        raise UsageError(f"CRAMPINFO_FORMAT is “{wanted}”.", hint)

    @property
    def for_paper(self) -> "Settings":
        """The same for what is made to be printed: HTML, or Markdown. Raises UsageError."""
        if not self._form and "output" not in self._given and sys.stdout.isatty():
            hint = "Try: --output cramps.html, or --format markdown to read it here"
            raise UsageError("HTML is for a file.", hint)
        form = self._form or "html"
        if form not in ("html", "markdown"):
            raise UsageError("It is written in HTML or Markdown.", "Try: --format markdown")
        return self.but(form=form)

    @property
    def full(self) -> bool:
        """Whether all of an answer is wanted. JSON and HTML are always full."""
        return "full" in self._given or self.form in ("json", "html")

    @property
    def output(self) -> tuple[str, bool] | None:
        """The file to write into instead of stdout (`-`), and whether it may be replaced."""
        name = self._given.get("output", "-")
        if name[-1:] in ("", os.sep):  # a folder, which may not be there
            raise UsageError("--output needs the name of a file.", "Try: --output cramps.html")
        return None if name == "-" else (name, "force" in self._given)

    @property
    def pager(self) -> bool:
        """Whether a long answer may go through a pager: not HTML, nor what goes into a file."""
        return not ("no_pager" in self._given or self.output or self.form == "html")

    @cached_property
    def screen(self) -> Screen:
        """What the answer is drawn for: stdout, or a file in UTF-8 and without colours."""
        width = self._given.get("width") or get_terminal_size().columns  # of COLUMNS, or else 80
        if self.output:
            return Screen(width)
        parts = {"dumb": 0, "unknown": 0, "linux": 2}.get(os.environ.get("TERM", "").lower(), 4)
        encoding = codecs.lookup(sys.stdout.encoding or "utf-8").name
        colour = {"always": True, "never": False}.get(self._given.get("color", "auto"))
        return Screen(width, colour, encoding, parts)

    @cached_property
    def library(self) -> Library:
        """The library that is read. Raises UsageError, BrokenDataError."""
        root = self._given.get("data", os.environ.get("CRAMPINFO_DATA") or None)
        if root == "":
            raise UsageError("--data needs the name of a folder.", "See: crampinfo --help")
        return Library(root)


class _Helpful:
    """Something whose help is laid out as the answers are."""

    def get_help(self, ctx: Any) -> str:
        from crampinfo.cli.help import help_text  # for help alone

        before = ctx.parent.params if ctx.parent else {}
        wide = Settings().but(width=ctx.params.get("width") or before.get("width"))
        return help_text(ctx, wide.screen)


class Commands(_Helpful, TyperGroup):
    """The commands, in any case. A word that is none, but names a topic, is told how to open it."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Build a command when it is asked for: Typer would build them all at every start."""
        return typer.main.get_command(COMMANDS[cmd_name]) if cmd_name in COMMANDS else None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command of the first word. Raises UsageError."""
        word = args[0].lower()
        if word not in COMMANDS:
            library = Settings().but(**ctx.params).library
            words = takewhile(lambda each: not each.startswith("-"), args)
            raise not_a_command(library, printable(" ".join(words)), list(COMMANDS))
        return super().resolve_command(ctx, [word, *args[1:]])


class Command(_Helpful, TyperCommand):
    """A command."""


COMMANDS: dict[str, typer.Typer] = {}


def with_shared(handler: Handler) -> Handler:
    """Return what Typer runs for a handler, which gets the settings, then what is its own."""

    @wraps(handler)
    def run(ctx: typer.Context, **values: Any) -> None:
        given = {each.name: values.pop(each.name) for each in _SHARED}
        ctx.obj = (ctx.obj or Settings()).but(ctx, **given)
        handler(ctx.obj, **values)

    settings, *own = inspect.signature(handler).parameters.values()
    context = settings.replace(name="ctx", annotation=typer.Context)
    parameters = [each.replace(kind=each.KEYWORD_ONLY) for each in (context, *own, *_SHARED)]
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    return run


def command(*examples: str) -> Callable[[Handler], Handler]:
    """Register a command: its name is the first word of its examples, which its help shows."""
    name = examples[0].split()[0]
    shown = "\n".join(f"crampinfo {example}" for example in examples)

    def register(handler: Handler) -> Handler:
        COMMANDS[name] = typer.Typer(add_completion=False)
        COMMANDS[name].command(name, cls=Command, epilog=shown)(with_shared(handler))
        return handler

    return register


def names(*kinds: Kind, option: str = "", text: str = "", more: Iterable[str] = ()) -> Any:
    """Return an argument, or an option, that names a record; Tab offers its names and `more`."""

    def complete(incomplete: str) -> list[tuple[str, str]]:
        found = dict.fromkeys(more, "")  # Typer leaves out what does not begin as the word does
        for each in listed_topics(Settings().library, kinds):
            for name in each.shown if incomplete else each.shown[:1]:
                found.setdefault(plain_name(name).replace(" ", "-"), each.topic.name)
        return list(found.items())

    if option:
        return typer.Option(None, option, metavar="NAME", help=text, autocompletion=complete)
    return typer.Argument([], metavar="[NAME]...", autocompletion=complete)
