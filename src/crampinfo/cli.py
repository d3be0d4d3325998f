"""The commands and options, the boundary where errors become messages, and the door to stdout."""

import codecs
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import msgspec
import typer
from typer.core import TyperGroup

from crampinfo import __version__
from crampinfo.completion import Completed, Shell, Word, script
from crampinfo.compose.causes import cause_page, causes_page
from crampinfo.compose.general import about_page, choices_page, cramp_page, home_page
from crampinfo.compose.medicines import medicine_page, medicines_page
from crampinfo.compose.relief import (
    MOMENT_TITLES,
    group_page,
    measure_page,
    measures_page,
    relief_page,
)
from crampinfo.compose.sources import source_page, sources_page
from crampinfo.compose.warnings import warning_page, warnings_page
from crampinfo.errors import BrokenDataError, CannotWriteError, CrampinfoError, UsageError
from crampinfo.library import Library
from crampinfo.names import (
    Kind,
    Topic,
    find,
    nearest,
    nearest_words,
    plain_name,
    topics,
    topics_called,
)
from crampinfo.page import SHORT_DISCLAIMER, Format, Page, Screen
from crampinfo.plaintext import printable
from crampinfo.records import Category, Group, Moment
from crampinfo.rendering import render

if TYPE_CHECKING:
    from crampinfo.match import Question

__all__ = ["app", "main"]

_MATCH_HINT = 'Try: crampinfo match "cramp at night" "takes a statin" "no numb feet"'
_PIPE_WIDTH = 80  # columns, where there is no terminal to ask

# Options of every command, understood before and after it: name → takes a value.
_SHARED = {"--format": True, "--color": True, "--width": True, "--data": True, "--version": False}


class Commands(TyperGroup):
    """The commands. A word that is none, but is the name of a topic, is told how to open it."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command of the first word. Raises UsageError."""
        word = printable(args[0])
        if args[0] not in self.commands:
            raise _unknown_command(word, Library(ctx.params["data"]), list(self.commands))
        return super().resolve_command(ctx, args)


app = typer.Typer(
    name="crampinfo",
    cls=Commands,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=SHORT_DISCLAIMER,
)

Words = Annotated[list[str] | None, typer.Argument(metavar="[NAME]...", show_default=False)]
Handler = TypeVar("Handler", bound=Callable[..., None])


def command(name: str | None = None) -> Callable[[Handler], Handler]:
    """Register a command whose help closes with the disclaimer."""
    return app.command(name, epilog=SHORT_DISCLAIMER)


@app.callback(invoke_without_command=True)
def crampinfo(
    ctx: typer.Context,
    form: Annotated[
        Format,
        typer.Option("--format", envvar="CRAMPINFO_FORMAT", help="How the answer is written."),
    ] = Format.PANELS,
    color: Annotated[str, typer.Option(metavar="auto|always|never", help="Colours.")] = "auto",
    width: Annotated[
        int | None,
        typer.Option(min=20, max=1000, help="Columns of the answer.", show_default=False),
    ] = None,
    data: Annotated[
        Path | None,
        typer.Option(
            envvar="CRAMPINFO_DATA", help="Another library of data files.", show_default=False
        ),
    ] = None,
    version: Annotated[bool, typer.Option("--version", help="Show the version.")] = False,
) -> None:
    """Leg cramps explained: what to do now, why they come, when to worry.

    A cramp right now?  crampinfo relief

    The options stand before or after a command.
    """
    if version:
        typer.echo(f"crampinfo {__version__}")
        raise typer.Exit
    if color not in ("auto", "always", "never"):
        raise UsageError(
            f"“{printable(color)}” is not auto, always or never.", "See: crampinfo --help"
        )
    ctx.obj = Settings(form, color, width, data)
    if ctx.invoked_subcommand is None:
        show(home_page(), ctx)


@command()
def relief(
    ctx: typer.Context,
    name: Words = None,
    group: Annotated[
        str | None,
        typer.Option(
            "--for",
            metavar="GROUP",
            help="What changes for: pregnancy, older-adults, children, athletes, dialysis, "
            "cirrhosis, als, diabetes, kidney-disease, blood-thinners, cancer.",
        ),
    ] = None,
) -> None:
    """What to do now; or after, prevent, clinician, all, calf, foot, or any measure by name."""
    library = _library(ctx)
    people = _group(library, group) if group else None
    words = " ".join(name or [])
    if not words:
        show(group_page(library, people) if people else relief_page(library), ctx)
    elif words == "all":
        show(measures_page(library, "All measures", list(Moment), people), ctx)
    elif words in list(Moment):
        moment = Moment(words)
        show(measures_page(library, MOMENT_TITLES[moment], [moment], people), ctx)
    else:
        _open(ctx, words, lambda topic: measure_page(library, topic, people), Kind.MEASURE)


@command()
def warnings(ctx: typer.Context, name: Words = None) -> None:
    """When to get help, and how fast; or one sign by name (dvt, dark urine)."""
    library = _library(ctx)
    if name:
        _open(ctx, " ".join(name), lambda topic: warning_page(library, topic), Kind.SIGN)
    else:
        show(warnings_page(library), ctx)


@command()
def causes(
    ctx: typer.Context,
    category: Annotated[Category | None, typer.Option(help="Only one group of causes.")] = None,
) -> None:
    """All causes of leg cramps, and what is taken for one."""
    show(causes_page(_library(ctx), category), ctx)


@command()
def cause(ctx: typer.Context, name: Words = None) -> None:
    """One cause in full, by any of its names (nerve damage, water pills)."""
    library = _library(ctx)
    if name:
        _open(ctx, " ".join(name), lambda topic: cause_page(library, topic), Kind.CAUSE, Kind.MIMIC)
    else:
        show(causes_page(library, None), ctx)


@command()
def medicines(ctx: typer.Context, name: Words = None) -> None:
    """Medicines linked with cramps; or one by generic, class or brand name (lipitor)."""
    library = _library(ctx)
    if name:
        _open(ctx, " ".join(name), lambda topic: medicine_page(library, topic), Kind.MEDICINE)
    else:
        show(medicines_page(library), ctx)


@command()
def search(
    ctx: typer.Context, words: Annotated[list[str], typer.Argument(metavar="WORDS...")]
) -> None:
    """Find anything in your own words (charley horse; can albuterol cause cramps)."""
    query = " ".join(words)
    if not printable(query):
        raise UsageError("There are no words to search for.", "Try: crampinfo search water pill")
    from crampinfo.compose.found import search_page  # SQLite is for this command alone

    show(search_page(_library(ctx), query), ctx)


@command()
def match(
    ctx: typer.Context,
    features: Annotated[
        list[str] | None, typer.Argument(metavar="[FEATURE]...", show_default=False)
    ] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Show how causes are ranked.")] = False,
) -> None:
    """What to raise with a doctor: "at night" "takes a statin"; without features, it asks."""
    from crampinfo.compose.match import match_page  # the vocabulary is for this command alone
    from crampinfo.match import match as find_causes
    from crampinfo.match import questions
    from crampinfo.understand import load_knowledge

    library = _library(ctx)
    given = [printable(feature) for feature in features or []]
    if features is not None and not any(given):
        raise UsageError("There is nothing to match.", _MATCH_HINT)
    knowledge = load_knowledge(library)
    if not given:
        given = _ask(questions(knowledge))
    show(match_page(library, find_causes(knowledge, given), explain), ctx)


@command()
def cramp(ctx: typer.Context) -> None:
    """What a leg cramp is, how long it lasts, who gets it."""
    show(cramp_page(_library(ctx)), ctx)


@command()
def sources(ctx: typer.Context, key: Annotated[str | None, typer.Argument()] = None) -> None:
    """The bibliography; or one source, with links and what rests on it."""
    library = _library(ctx)
    show(source_page(library, key) if key else sources_page(library), ctx)


@command()
def about(ctx: typer.Context) -> None:
    """How this is made and graded, privacy, where to report an error."""
    show(about_page(_library(ctx)), ctx)


@app.command()
def validate(
    ctx: typer.Context, folder: Annotated[Path | None, typer.Argument(metavar="[DIR]")] = None
) -> None:
    """Check a library of data files: every fault, with its file and line."""
    library = Library(folder) if folder else _library(ctx)
    faults = library.faults()
    if ctx.find_root().obj.form is Format.JSON:
        listed = [{"file": str(each.file), "line": each.line, "what": each.what} for each in faults]
        _write(msgspec.json.encode({"schema_version": 1, "faults": listed}).decode() + "\n")
    elif faults:
        _write("".join(f"{each.message}\n" for each in faults))
    else:
        files = sum(len(shelf.ids()) for shelf in library.shelves())
        _write(f"{files} files, no faults.\n")
    if faults:
        raise typer.Exit(BrokenDataError.exit_code)


@app.command()
def completion(ctx: typer.Context, shell: Shell) -> None:
    """Print a completion script for bash, zsh or fish."""
    group: Any = ctx.find_root().command
    library = _library(ctx)
    options = [each for each in group.params if each.opts[0] in _SHARED]
    shared = Completed(Word("crampinfo", ""), _option_words(options), _option_values(options))
    commands = [
        Completed(
            Word(name, found.get_short_help_str(80)),
            (*_topic_words(library, name), *_option_words(found.params)),
            _option_values(found.params, library),
        )
        for name, found in group.commands.items()
    ]
    _write(script(shell, shared, commands))


def _option_words(params: Sequence[Any]) -> tuple[Word, ...]:
    """Return the options among the parameters of a command, with their help."""
    return tuple(Word(each.opts[0], each.help or "") for each in params if each.opts[0][0] == "-")


def _option_values(
    params: Sequence[Any], library: Library | None = None
) -> dict[str, tuple[Word, ...]]:
    """Return what can follow each option that takes a value; nothing where that is anything."""
    values: dict[str, tuple[Word, ...]] = {}
    for each in params:
        name = each.opts[0]
        if name == "--color":
            values[name] = tuple(Word(word, "") for word in ("auto", "always", "never"))
        elif name == "--for" and library:
            values[name] = tuple(Word(group.id, group.name) for group in library.groups.cards())
        elif name[0] == "-" and not each.is_flag:
            values[name] = tuple(Word(word, "") for word in getattr(each.type, "choices", ()))
    return values


def _topic_words(library: Library, command: str) -> list[Word]:
    """Return the topics that a command opens, each with its name."""
    kinds = {
        "cause": (Kind.CAUSE, Kind.MIMIC),
        "relief": (Kind.MEASURE,),
        "warnings": (Kind.SIGN,),
        "medicines": (Kind.MEDICINE,),
    }
    words = [Word(topic.id, topic.name) for topic, _ in topics(library, kinds.get(command, ()))]
    if command == "relief":
        return [
            Word("all", "All measures"),
            *(Word(*each) for each in MOMENT_TITLES.items()),
            *words,
        ]
    if command == "sources":
        return [Word(source.id, source.short) for source in library.sources.cards()]
    if command == "completion":
        return [Word(shell, "") for shell in Shell]
    return words


@command("help")
def help_(
    ctx: typer.Context,
    words: Annotated[list[str] | None, typer.Argument(metavar="[COMMAND]")] = None,
) -> None:
    """Help on a command."""
    raise typer.Exit(main([*(words or []), "--help"]))


def _ask(questions: Sequence["Question"]) -> list[str]:
    """Ask a reader on a terminal. Returns what the answers say, in words that are understood."""
    if not (sys.stdin and sys.stdin.isatty() and sys.stdout and sys.stdout.isatty()):
        raise UsageError("There are no features to match, and no terminal to ask on.", _MATCH_HINT)
    said: list[str] = []
    typer.echo("Answer y or n, or press Enter to skip. Ctrl-C ends it.", err=True)
    for number, question in enumerate(questions, 1):
        text = f"{number} of {len(questions)}. {question.text} [y/n]"
        answer = "?"
        while answer not in ("", "y", "yes", "n", "no"):
            answer = typer.prompt(text, default="", show_default=False, err=True).strip().lower()
        if answer:
            said.append(question.yes if answer[0] == "y" else question.no)
        if question.emergency and answer[:1] == "y":
            break
    return said


class Settings:
    """What the options and the environment say, settled once."""

    def __init__(self, form: Format, color: str, width: int | None, data: Path | None) -> None:
        self.form = form
        self.screen = Screen(width or _terminal_width(), _has_colour(color), _encoding())
        self.data = data


def _library(ctx: typer.Context) -> Library:
    return Library(ctx.find_root().obj.data)


def _group(library: Library, name: str) -> Group:
    return library.groups.card(find(library, name, Kind.GROUP)[0].id)


def _open(ctx: typer.Context, name: str, compose: Callable[[Topic], Page], *kinds: Kind) -> None:
    """Show the record of a name, or the records that share it."""
    found = find(_library(ctx), name, *kinds)
    show(compose(found[0]) if len(found) == 1 else choices_page(printable(name), found), ctx)


def _unknown_command(word: str, library: Library, commands: list[str]) -> UsageError:
    """Return the error for a first word that is no command, with what was probably meant."""
    message = f"There is no command “{word}”."
    found = topics_called(library, word)
    if found:
        return UsageError(message, f"It is a {found[0].kind}. Open it: {found[0].command}")
    near = [f"crampinfo {each}" for each in nearest_words(commands, word)]
    near += [each.command for each in nearest(topics(library, Kind), plain_name(word))]
    if near:
        return UsageError(message, f"Nearest: {'; '.join(near)}")
    return UsageError(message, f"Look it up: crampinfo search {word}")


def show(page: Page, ctx: typer.Context) -> None:
    """Write a page to stdout: the only door for an answer. Raises CannotWriteError."""
    settings: Settings = ctx.find_root().obj
    drawn = render(page, settings.form, settings.screen)
    _write(drawn, "utf-8" if settings.form is Format.JSON else settings.screen.encoding)


def _write(text: str, encoding: str = "utf-8") -> None:
    """Write to stdout, all or an error."""
    if sys.stdout is None:
        raise CannotWriteError("stdout is closed")
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode(encoding, "replace"))
    sys.stdout.flush()


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        argv: The words after the program's name; those of the process when not given.

    Returns:
        The exit code: 0 an answer, 2 usage, 3 unknown topic, 4 broken data, 5 cannot write,
        130 Ctrl-C.
    """
    words = _shared_first(sys.argv[1:] if argv is None else argv)
    try:
        code = app(words, prog_name="crampinfo", standalone_mode=False)
        if sys.stdout is None:
            raise CannotWriteError("stdout is closed")
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except CrampinfoError as error:
        return _report(error, words)
    except typer.TyperException as error:
        return _report(
            UsageError(printable(error.format_message()), "See: crampinfo --help"), words
        )
    except (typer.Abort, KeyboardInterrupt):
        if sys.stderr and sys.stderr.isatty():
            sys.stderr.write("\n")  # the prompt of the shell gets a line of its own
        return 130
    except BrokenPipeError:  # the reader has seen enough: head, less
        _let_go_of_stdout()
        return 0
    except OSError as error:
        _let_go_of_stdout()
        return _report(CannotWriteError(error.strerror or "unknown reason"), words)


def _shared_first(words: Sequence[str]) -> list[str]:
    """Move the options of every command before the command. What follows -- stays."""
    shared: list[str] = []
    rest: list[str] = []
    waiting = iter(words)
    for word in waiting:
        name = word.partition("=")[0]
        if word == "--":
            rest += [word, *waiting]
        elif name in _SHARED:
            shared.append(word)
            if _SHARED[name] and "=" not in word:
                shared += [value for value in [next(waiting, None)] if value is not None]
        else:
            rest.append(word)
    return [*shared, *rest]


def _report(error: CrampinfoError, words: Sequence[str]) -> int:
    """Write an error to stderr, as JSON where JSON was asked for, and return its exit code."""
    if sys.stderr is not None:
        if _wants_json(words):
            fault = {"exit_code": error.exit_code, "message": error.message, "hint": error.hint}
            text = msgspec.json.encode({"schema_version": 1, "error": fault}).decode()
        else:
            text = "\n".join(part for part in (f"crampinfo: {error.message}", error.hint) if part)
        encoding = sys.stderr.encoding or "utf-8"
        try:
            sys.stderr.write(text.encode(encoding, "replace").decode(encoding) + "\n")
            sys.stderr.flush()
        except OSError:
            pass  # nobody listens; the exit code still tells
    return error.exit_code


def _wants_json(words: Sequence[str]) -> bool:
    """Tell whether an error is to be JSON. The options stand first here."""
    wanted = os.environ.get("CRAMPINFO_FORMAT", "")
    for place, word in enumerate(words):
        if word == "--format":
            wanted = words[place + 1] if place + 1 < len(words) else ""
        elif word.startswith("--format="):
            wanted = word.partition("=")[2]
        elif word == "--":
            break
    return wanted == Format.JSON


def _let_go_of_stdout() -> None:
    """Point stdout at nothing, so that what is left in its buffer troubles nobody at exit."""
    try:
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, sys.stdout.fileno())
    except (OSError, ValueError):
        pass


def _terminal_width() -> int:
    """Return the columns of COLUMNS, of the terminal on stdout, or of a pipe."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isascii() and columns.isdigit() and int(columns) > 0:
        return int(columns)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or _PIPE_WIDTH
    except (OSError, ValueError, AttributeError):
        return _PIPE_WIDTH


def _has_colour(choice: str) -> bool:
    """Decide on colour: the option, NO_COLOR, FORCE_COLOR, TERM, then whether it is a terminal."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    if os.environ.get("TERM") == "dumb" or sys.stdout is None:
        return False
    return sys.stdout.isatty()


def _encoding() -> str:
    """Return the plain name of stdout's encoding."""
    try:
        return codecs.lookup(sys.stdout.encoding or "utf-8").name
    except (AttributeError, LookupError):
        return "utf-8"
