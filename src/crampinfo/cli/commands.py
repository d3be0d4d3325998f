"""The commands: what each one answers."""

from typing import Annotated, Any, Literal

import msgspec
import typer
from msgspec.structs import replace

from crampinfo import __version__, compose
from crampinfo.answers import SCHEMA_VERSION, Kind
from crampinfo.cli.options import COMMANDS, Commands, Settings, command, names, with_shared
from crampinfo.cli.output import is_terminal, show, show_page, write
from crampinfo.compose.parts import answer_and_page
from crampinfo.errors import BrokenDataError, UsageError
from crampinfo.finding.names import Found, find
from crampinfo.library.records import MOMENTS, Category
from crampinfo.plaintext import STAND_INS, printable

app = typer.Typer(
    name="crampinfo",
    cls=Commands,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback(invoke_without_command=True)
@with_shared
def crampinfo(
    settings: Settings,
    version: Annotated[bool, typer.Option("--version", "-V", help="Show the version.")] = False,
) -> None:
    """Leg cramps explained: what to do now, why they come, when to get help."""
    if version:
        write(f"crampinfo {__version__}\n".encode(), settings)
        raise typer.Exit
    if not settings.context.invoked_subcommand:
        show(compose.general.home_answer(), compose.general.home_page, settings)


@command("relief", "relief calf", "relief prevent", "relief all --for pregnancy")
def relief(
    settings: Settings,
    name: list[str] = names("remedy", more=["all", *MOMENTS]),
    group: str | None = names("group", option="--for", text="In pregnancy, for children…"),
) -> None:
    """What to do now; or after, prevent, clinician, all; or a remedy."""
    library = settings.library
    meant = Found(()) if group is None else find(library, group, "group")
    people = library.groups[meant.topics[0].id] if meant.topics else None
    words = " ".join(name).lower()
    moments = [each for each in MOMENTS if words in ("all", each)]
    if moments:
        answer = compose.relief.remedies_answer(library, moments, people)
        show(replace(answer, shown_for=meant.shown_for), compose.relief.remedies_page, settings)
    elif words:
        _open(settings, name, "remedy", guessed=meant.shown_for, group=people)
    elif group is not None:
        _open(settings, [group], "group")
    else:
        show(compose.relief.relief_answer(library), compose.relief.relief_page, settings)


@command("stretch", "stretch calf", "stretch bedtime --quiet")
def stretch(
    settings: Settings,
    name: list[str] = names("routine"),
    quiet: Annotated[bool, typer.Option("--quiet", help="Without the bell.")] = False,
) -> None:
    """A stretch, shown and counted; or the list of them."""
    seen = settings.form == "panels" and settings.screen.parts > 0 and not settings.output
    counts = seen and is_terminal()
    stretch = compose.stretch
    if not name:
        show(stretch.routines_answer(settings.library), stretch.routines_page, settings)
        name = typer.prompt("Which one", default="", show_default=False).split() if counts else []
    if name:
        answer = _open(settings, name, "routine", page=stretch.before_page if counts else None)
        if counts and answer and typer.confirm("Begin?", default=True):
            from crampinfo.cli.counting import count  # for a terminal alone

            count(answer, settings.screen, quiet)
            show(answer, stretch.after_page, settings.but())  # its window may be another now


@command("warnings", "warnings dvt", "warnings blood clot in the leg")
def warnings(settings: Settings, name: list[str] = names("warning sign")) -> None:
    """When to get help, and how fast; or one warning sign by name."""
    if name:
        _open(settings, name, "warning sign")
    else:
        show(compose.warnings.signs_answer(settings.library), compose.warnings.signs_page, settings)


@command("causes", "causes --not-cramps", "causes --category nerve")
def causes(
    settings: Settings,
    category: Annotated[
        Category | None, typer.Option(case_sensitive=False, help="Only one group of causes.")
    ] = None,
    not_cramps: Annotated[
        bool, typer.Option("--not-cramps", help="What is taken for a cramp, with a clue each.")
    ] = False,
) -> None:
    """All causes, commonest first, and what is not a cramp."""
    if category and not_cramps:
        raise UsageError("What is not a cramp has no category.", "Give --category or --not-cramps.")
    conditions = compose.conditions
    answer = conditions.causes_answer(settings.library, category)
    show(answer, conditions.lookalikes_page if not_cramps else conditions.causes_page, settings)


@command("cause neuropathy", "cause restless legs", "cause dvt --full")
def cause(settings: Settings, name: list[str] = names("cause", "look-alike")) -> None:
    """One cause, or what is taken for a cramp, by any of its names."""
    if name:
        _open(settings, name, "cause", "look-alike")
    else:
        causes(settings)


@command("compare night-cramps dvt", "compare restless-legs sciatica neuropathy")
def compare(settings: Settings, name: list[str] = names("cause", "look-alike")) -> None:
    """Two to four causes or look-alikes, side by side."""
    answer = compose.conditions.compare_answer(settings.library, name)
    show(answer, compose.conditions.compare_page, settings)


@command("medicines", "medicines lipitor", "medicines water pill")
def medicines(settings: Settings, name: list[str] = names("medicine")) -> None:
    """Medicines and leg cramps; or one by any of its names."""
    if name:
        _open(settings, name, "medicine")
    else:
        answer = compose.medicines.medicines_answer(settings.library)
        show(answer, compose.medicines.medicines_page, settings)


@command("search water pill", "search numb burning feet at night")
def search(
    settings: Settings,
    words: Annotated[list[str], typer.Argument(metavar="WORDS...")],
    everything: Annotated[bool, typer.Option("--all", help="Every page that fits.")] = False,
) -> None:
    """Find anything in your own words; a whole story is fine."""
    if not (query := printable(" ".join(words))):
        raise UsageError("There are no words to search for.", "Try: crampinfo search water pill")
    shown = settings.but(full=everything)
    answer = compose.found.search_answer(settings.library, query, shown.full)
    show(answer, compose.found.search_page, shown)


@command("cramp")
def cramp(settings: Settings) -> None:
    """What a leg cramp is, how long it lasts, who gets it."""
    show(compose.general.cramp_answer(settings.library), compose.general.cramp_page, settings)


def _keys() -> list[str]:
    """Return the keys of all sources, for completion."""
    return list(Settings().library.sources)


@command("sources", "sources hawke-2021")
def sources(
    settings: Settings,
    key: Annotated[list[str], typer.Argument(metavar="[KEY]...", autocompletion=_keys)] = [],  # noqa: B006
) -> None:
    """What the statements rest on; or one source, with its links."""
    library, sources = settings.library, compose.sources
    if key:
        show(sources.source_answer(library, " ".join(key)), sources.source_page, settings)
    else:
        show(sources.sources_answer(library), sources.sources_page, settings)


@command("about")
def about(settings: Settings) -> None:
    """How this is made and graded, privacy, where to report an error."""
    show(compose.general.about_answer(settings.library), compose.general.about_page, settings)


@command("book --output leg-cramps.html", "book --format markdown")
def book(settings: Settings) -> None:
    """The whole library as one document, to read or to print."""
    show_page(compose.book.book_page(settings.library), settings.for_paper)


@command("sheet --output sheet.html", "sheet --format markdown")
def sheet(settings: Settings) -> None:
    """One side to fill in, for an appointment, in HTML or Markdown."""
    show_page(compose.book.sheet_page(settings.library), settings.for_paper)


@command("validate", "validate my-library")
def validate(
    settings: Settings, folder: Annotated[str | None, typer.Argument(metavar="[DIR]")] = None
) -> None:
    """Check a library of data files: what is wrong, with file and line."""
    from crampinfo.library.links import faults  # for this command alone

    library = settings.but(data=folder).library
    found = faults(library)
    if settings.form == "json":
        listed = [{"file": each.file, "line": each.line, "what": each.what} for each in found]
        report = msgspec.json.encode({"schema_version": SCHEMA_VERSION, "faults": listed}) + b"\n"
    else:
        count = sum(map(len, library.shelves()))
        told = "".join(f"{each.message}\n" for each in found) or f"{count} files, no faults.\n"
        report = told.encode(settings.screen.encoding, STAND_INS)
    write(report, settings)
    if found:
        raise typer.Exit(BrokenDataError.exit_code)


@command("completion bash", "completion powershell")
def completion(
    settings: Settings,
    shell: Annotated[
        Literal["bash", "zsh", "fish", "powershell"],
        typer.Argument(case_sensitive=False, metavar="SHELL"),
    ],
) -> None:
    """Print a completion script; it edits no file."""
    from typer import completion as typers  # for this command alone

    script = typers.get_completion_script(  # type: ignore[attr-defined]  # imported there
        prog_name="crampinfo", complete_var="_CRAMPINFO_COMPLETE", shell=shell
    )
    write(f"{script}\n".encode(), settings)


@command("help relief")
def help_(settings: Settings, name: list[str] = names(more=COMMANDS)) -> None:
    """Help on a command."""
    context = settings.context.find_root()
    if name:
        word, found, _ = context.command.resolve_command(context, name)
        context = type(context)(found, info_name=word, parent=context)
    context.params["width"] = settings.screen.width
    write(f"{context.get_help()}\n".encode(settings.screen.encoding, STAND_INS), settings)


def _open(settings: Settings, name: list[str], *kinds: Kind, page: Any = None, **more: Any) -> Any:
    """Show the record of a name by its page or `page`, and return its answer; or search for it."""
    guessed, found = more.pop("guessed", None), find(settings.library, " ".join(name), *kinds)
    if len(found.topics) > 1:
        return search(settings, name)
    answer, own_page = answer_and_page(found.topics[0].kind)
    one = answer(settings.library, found.topics[0], **more)
    shown_for = "; ".join(filter(None, (found.shown_for, guessed))) or None
    show(replace(one, shown_for=shown_for), page or own_page, settings)
    return one
