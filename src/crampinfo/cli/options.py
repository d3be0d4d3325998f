"""The options of every command, and how commands are registered, named and completed."""

import inspect
import os
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from functools import cached_property
from itertools import takewhile
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from crampinfo.answers import Kind
from crampinfo.cli.screen import screen
from crampinfo.errors import UsageError
from crampinfo.finding.names import listed_topics, not_a_command
from crampinfo.library import Library
from crampinfo.page import Format, Screen
from crampinfo.plaintext import plain_name, printable

Handler = Callable[..., Any]


class Color(StrEnum):
    """When an answer has colours."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


def _shared(  # noqa: PLR0913, PLR0917  # Typer takes options as arguments
    form: Annotated[
        Format | None,
        typer.Option(
            "--format", case_sensitive=False, help="How it is written (CRAMPINFO_FORMAT)."
        ),
    ] = None,
    full: Annotated[bool, typer.Option("--full", help="All of it, with its sources.")] = False,
    width: Annotated[
        int | None, typer.Option(min=40, max=200, is_eager=True, help="Columns of the answer.")
    ] = None,
    color: Annotated[
        Color | None, typer.Option(case_sensitive=False, help="When it has colours.")
    ] = None,
    no_pager: Annotated[
        bool, typer.Option("--no-pager", help="Write a long answer straight.")
    ] = False,
    data: Annotated[
        str | None, typer.Option(metavar="DIR", help="Another library (CRAMPINFO_DATA).")
    ] = None,
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="FILE", help="Write into a file.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
) -> None:
    """Declare the options of every command."""


_SHARED = inspect.signature(_shared).parameters
_ENDINGS = {
    **{".html": Format.HTML, ".htm": Format.HTML, ".md": Format.MARKDOWN},
    **{".txt": Format.TEXT, ".json": Format.JSON},
}


class Settings:
    """What the options of every command and the environment say, settled once.

    Args:
        given: Options by name, as `_shared` has them; what is not given is None or False.
        context: The context of the command, as Typer makes it.
    """

    def __init__(self, given: Mapping[str, Any], context: Any = None) -> None:
        self._given = given
        self._context = context

    def but(self, given: Mapping[str, Any], context: Any = None) -> "Settings":
        """Return these settings with further options: those that are given win."""
        more = {name: value for name, value in given.items() if value not in (None, False)}
        return Settings({**self._given, **more}, context or self._context)

    @property
    def root(self) -> Any:
        """The context of the whole program."""
        return self._context.find_root()

    @property
    def has_command(self) -> bool:
        """Whether a command follows."""
        return self._context.invoked_subcommand is not None

    @cached_property
    def form(self) -> Format:
        """The format. Raises UsageError for a bad CRAMPINFO_FORMAT."""
        wanted = self._given.get("form") or self._ending or os.environ.get("CRAMPINFO_FORMAT")
        wanted = wanted or Format.PANELS
        if wanted.lower() not in list(Format):
            hint = f"It can be: {', '.join(Format)}."
            raise UsageError(f"CRAMPINFO_FORMAT is “{wanted}”.", hint)
        return Format(wanted.lower())

    @property
    def full(self) -> bool:
        """Whether all of an answer is wanted. JSON and HTML are always full."""
        return bool(self._given.get("full")) or self.form in (Format.JSON, Format.HTML)

    @property
    def output(self) -> tuple[str, bool] | None:
        """The file to write into instead of stdout, and whether it may be replaced."""
        name = self._given.get("output")
        if name == "":
            raise UsageError("--output needs the name of a file.", "Try: --output cramps.html")
        return None if name is None else (name, bool(self._given.get("force")))

    @property
    def _ending(self) -> Format | None:
        """The format that the name of the file to write into tells, if it does."""
        return _ENDINGS.get(os.path.splitext(self._given.get("output") or "")[1].lower())  # noqa: PTH122  # text

    @property
    def for_paper(self) -> "Settings":
        """The same for what is made to be printed: HTML, or Markdown. Raises UsageError."""
        form = self._given.get("form") or self._ending or Format.HTML
        if form not in (Format.HTML, Format.MARKDOWN):
            raise UsageError("It is written in HTML or Markdown.", "Try: --format markdown")
        return self.but({"form": form})

    @property
    def pager(self) -> bool:
        """Whether a long answer may go through a pager: not HTML, nor what goes into a file."""
        return not (self._given.get("no_pager") or self.output or self.form is Format.HTML)

    @cached_property
    def screen(self) -> Screen:
        """What the answer is drawn for."""
        color = Color.NEVER if self.output else self._given.get("color") or Color.AUTO
        encoding = "utf-8" if self.output or self.form is Format.HTML else None
        return screen(self._given.get("width"), color, encoding)

    @cached_property
    def library(self) -> Library:
        """The library that is read. Raises UsageError, BrokenDataError."""
        root = self._given.get("data")
        if root is None:
            root = os.environ.get("CRAMPINFO_DATA") or None
        if root == "":
            raise UsageError("--data needs the name of a folder.", "See: crampinfo --help")
        return Library(None if root is None else Path(root))


class _Helpful:
    """Something whose help is laid out as the answers are."""

    def get_help(self, ctx: Any) -> str:
        """Return the help of the program or of a command."""
        from crampinfo.cli.help import help_text  # for help alone

        return help_text(ctx)


class Commands(_Helpful, TyperGroup):
    """The commands, in any case. A word that is none, but names a topic, is told how to open it."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names of all commands."""
        return list(_COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Build a command when it is asked for: Typer would build them all at every start."""
        found = _COMMANDS.get(cmd_name)
        return typer.main.get_command(found) if found else None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command of the first word. Raises UsageError."""
        word = args[0].lower()
        if word not in _COMMANDS:
            library = Settings(ctx.params).library
            words = takewhile(lambda each: not each.startswith("-"), args)
            raise not_a_command(library, printable(" ".join(words)), list(_COMMANDS))
        return super().resolve_command(ctx, [word, *args[1:]])


class Command(_Helpful, TyperCommand):
    """A command."""


_COMMANDS: dict[str, typer.Typer] = {}


def with_shared(register: Handler) -> Callable[[Handler], Handler]:
    """Register a handler with the options of every command.

    The handler gets the settings, then its own arguments and options.
    """

    def decorate(handler: Handler) -> Handler:
        def run(ctx: typer.Context, **values: Any) -> None:
            given = {name: values.pop(name) for name in _SHARED}
            before = ctx.obj or Settings({})
            ctx.obj = before.but(given, ctx)
            handler(ctx.obj, **values)

        own = list(inspect.signature(handler).parameters.values())[1:]
        context = inspect.Parameter("ctx", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context)
        parameters = [
            each.replace(kind=inspect.Parameter.KEYWORD_ONLY)
            for each in (context, *own, *_SHARED.values())
        ]
        run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
        run.__annotations__ = {each.name: each.annotation for each in parameters}
        run.__doc__, run.__name__ = handler.__doc__, handler.__name__
        register(run)
        return handler

    return decorate


def command(*examples: str) -> Callable[[Handler], Handler]:
    """Register a command: its name is the first word of its examples, which its help shows."""
    name = examples[0].split()[0]
    shown = "\n".join(f"crampinfo {example}" for example in examples)
    alone = _COMMANDS[name] = typer.Typer(add_completion=False)
    return with_shared(alone.command(name, cls=Command, epilog=shown))


def names(*kinds: Kind, option: str = "", text: str = "", more: Iterable[str] = ()) -> Any:
    """Return an argument, or an option, that takes the name of a record.

    Args:
        kinds: The kinds of record, for completion: by id, alias, generic and brand name.
        option: The option; an argument of any number of words when not given.
        text: The help of the option.
        more: Further words that fit.
    """

    def complete(incomplete: str) -> list[tuple[str, str]]:
        start = incomplete.lower()
        found = {word: "" for word in more if word.startswith(start)}
        for each in listed_topics(Settings({}).library, kinds):
            for name in each.names if start else each.names[:1]:
                word = plain_name(name).replace(" ", "-")
                if word.startswith(start) and name not in each.hidden:
                    found.setdefault(word, each.topic.name)
        return list(found.items())

    if option:
        return typer.Option("", option, metavar="NAME", help=text, autocompletion=complete)
    return typer.Argument([], metavar="[NAME]...", autocompletion=complete)
