"""The commands: what each one answers."""

from enum import StrEnum
from functools import partial
from typing import Annotated, Any

import msgspec
import typer
from msgspec.structs import replace

from crampinfo import __version__, compose
from crampinfo.answers import Kind
from crampinfo.cli.options import Commands, Settings, command, names, with_shared
from crampinfo.cli.output import show, write
from crampinfo.errors import BrokenDataError, UsageError
from crampinfo.finding.names import find
from crampinfo.library.records import Category, Moment
from crampinfo.page import Format
from crampinfo.plaintext import printable

app = typer.Typer(
    name="crampinfo",
    cls=Commands,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

_CONDITIONS = (Kind.CAUSE, Kind.LOOK_ALIKE)
_LEAST_COMPARED, _MOST_COMPARED = 2, 4


class Shell(StrEnum):
    """The shells that a completion script can be printed for."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"
    POWERSHELL = "powershell"


@with_shared(app.callback(invoke_without_command=True))
def crampinfo(
    settings: Settings,
    version: Annotated[bool, typer.Option("--version", "-V", help="Show the version.")] = False,
) -> None:
    """Leg cramps explained: what to do now, why they come, when to get help."""
    if version:
        write(f"crampinfo {__version__}\n")
        raise typer.Exit
    if not settings.has_command:
        show(compose.general.home_answer(), compose.general.home_page, settings)


@command(app, "relief", "relief calf", "relief prevent", "relief all --for pregnancy")
def relief_(
    settings: Settings,
    name: list[str] = names(Kind.REMEDY, more=["all", *Moment]),
    group: str = names(Kind.GROUP, option="--for", text="What changes in pregnancy, for children…"),
) -> None:
    """What to do now; or after, prevent, clinician, all; or a remedy."""
    library, full = settings.library, settings.full
    found = find(library, group, Kind.GROUP) if group else None
    people = library.groups[found.topics[0].id] if found else None
    words = " ".join(name).lower()
    if words == "all" or words in list(Moment):
        moments = list(Moment) if words == "all" else [Moment(words)]
        answer = compose.relief.remedies_answer(library, moments, people, full)
        show(answer, compose.relief.remedies_page, settings)
    elif words:
        one = partial(compose.relief.remedy_answer, group=people)
        _open(settings, name, one, compose.relief.remedy_page, Kind.REMEDY)
    elif found and people:
        answer = replace(
            compose.relief.group_answer(library, people, full), shown_for=found.shown_for
        )
        show(answer, compose.relief.group_page, settings)
    else:
        show(compose.relief.relief_answer(library, full), compose.relief.relief_page, settings)


@command(app, "warnings", "warnings dvt", "warnings blood clot in the leg")
def warnings_(settings: Settings, name: list[str] = names(Kind.SIGN)) -> None:
    """When to get help, and how fast; or one warning sign by name."""
    if name:
        _open(settings, name, compose.warnings.sign_answer, compose.warnings.sign_page, Kind.SIGN)
    else:
        answer = compose.warnings.signs_answer(settings.library, settings.full)
        show(answer, compose.warnings.signs_page, settings)


@command(app, "causes", "causes --not-cramps", "causes --category nerve")
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
    page = compose.conditions.lookalikes_page if not_cramps else compose.conditions.causes_page
    show(compose.conditions.causes_answer(settings.library, category), page, settings)


@command(app, "cause neuropathy", "cause restless legs", "cause dvt --full")
def cause(settings: Settings, name: list[str] = names(*_CONDITIONS)) -> None:
    """One cause, or what is taken for a cramp, by any of its names."""
    if name:
        _open(
            settings,
            name,
            compose.conditions.cause_answer,
            compose.conditions.cause_page,
            *_CONDITIONS,
        )
    else:
        causes(settings)


@command(app, "compare night-cramps dvt", "compare restless-legs sciatica neuropathy")
def compare(settings: Settings, name: list[str] = names(*_CONDITIONS)) -> None:
    """Two to four causes or look-alikes, side by side."""
    if not _LEAST_COMPARED <= len(name) <= _MOST_COMPARED:
        raise UsageError(
            f"It takes {_LEAST_COMPARED} to {_MOST_COMPARED} names; quote those of several words.",
            "Try: crampinfo compare night-cramps dvt",
        )
    found = [find(settings.library, each, *_CONDITIONS) for each in name]
    topics = list({each.topics[0].id: each.topics[0] for each in found}.values())
    if len(topics) < _LEAST_COMPARED:
        raise UsageError("These names are one and the same.", "Others: crampinfo causes")
    answer = compose.conditions.compare_answer(settings.library, topics, settings.full)
    shown_for = ", ".join(each.shown_for for each in found if each.shown_for) or None
    show(replace(answer, shown_for=shown_for), compose.conditions.compare_page, settings)


@command(app, "medicines", "medicines lipitor", "medicines water pill")
def medicines_(settings: Settings, name: list[str] = names(Kind.MEDICINE)) -> None:
    """Medicines linked with cramps; or one by any of its names."""
    if name:
        _open(
            settings,
            name,
            compose.medicines.medicine_answer,
            compose.medicines.medicine_page,
            Kind.MEDICINE,
        )
    else:
        answer = compose.medicines.medicines_answer(settings.library, settings.full)
        show(answer, compose.medicines.medicines_page, settings)


@command(app, "search water pill", "search numb burning feet at night")
def search(
    settings: Settings,
    words: Annotated[list[str], typer.Argument(metavar="WORDS...")],
    everything: Annotated[bool, typer.Option("--all", help="Every page that fits.")] = False,
) -> None:
    """Find anything in your own words; a whole story is fine."""
    query = printable(" ".join(words))
    if not query:
        raise UsageError("There are no words to search for.", "Try: crampinfo search water pill")
    shown = settings.but({"full": True}) if everything else settings
    answer = compose.found.search_answer(settings.library, query, shown.full)
    show(answer, compose.found.search_page, shown)


@command(app, "cramp")
def cramp(settings: Settings) -> None:
    """What a leg cramp is, how long it lasts, who gets it."""
    show(
        compose.general.cramp_answer(settings.library, settings.full),
        compose.general.cramp_page,
        settings,
    )


def _keys(incomplete: str) -> list[str]:
    """Return the keys of sources that begin so, for completion."""
    return [key for key in Settings({}).library.sources if key.startswith(incomplete.lower())]


@command(app, "sources", "sources hawke-2021")
def sources_(
    settings: Settings,
    key: Annotated[str, typer.Argument(metavar="[KEY]", autocompletion=_keys)] = "",
) -> None:
    """What the statements rest on; or one source, with its links."""
    if key:
        show(
            compose.sources.source_answer(settings.library, key),
            compose.sources.source_page,
            settings,
        )
    else:
        show(
            compose.sources.sources_answer(settings.library), compose.sources.sources_page, settings
        )


@command(app, "about")
def about(settings: Settings) -> None:
    """How this is made and graded, privacy, where to report an error."""
    show(compose.general.about_answer(settings.library), compose.general.about_page, settings)


@command(app, "validate", "validate my-library")
def validate(
    settings: Settings, folder: Annotated[str | None, typer.Argument(metavar="[DIR]")] = None
) -> None:
    """Check a library of data files: what is wrong, with file and line."""
    from crampinfo.library.links import faults  # for this command alone

    library = settings.but({"data": folder}).library
    found = faults(library)
    if settings.form is Format.JSON:
        listed = [
            {"file": printable(str(each.file)), "line": each.line, "what": printable(each.what)}
            for each in found
        ]
        write(msgspec.json.encode({"schema_version": 1, "faults": listed}).decode() + "\n")
    elif found:
        write("".join(f"{each.message}\n" for each in found))
    else:
        write(f"{sum(len(shelf) for shelf in library.shelves())} files, no faults.\n")
    if found:
        raise typer.Exit(BrokenDataError.exit_code)


@command(app, "completion bash", "completion powershell")
def completion(
    settings: Settings, shell: Annotated[Shell, typer.Argument(case_sensitive=False)]
) -> None:
    """Print a completion script; it edits no file."""
    from typer import completion as typers  # for this command alone

    script = typers.get_completion_script(  # type: ignore[attr-defined]  # imported there
        prog_name="crampinfo", complete_var="_CRAMPINFO_COMPLETE", shell=shell
    )
    write(script + "\n")


@command(app, "help relief")
def help_(settings: Settings, name: list[str] = names()) -> None:
    """Help on a command."""
    context = settings.root
    if name:
        word, found, _ = context.command.resolve_command(context, name[:1])
        context = type(context)(found, info_name=word, parent=context)
    write(context.get_help() + "\n")


def _open(settings: Settings, name: list[str], answer: Any, page: Any, *kinds: Kind) -> None:
    """Show the record of a name, or the records that share it.

    Args:
        settings: The options.
        name: The words of the name.
        answer: Called with the library, the topic and whether all is wanted.
        page: What draws the answer.
        kinds: The kinds of record that it may be.
    """
    words = " ".join(name)
    found = find(settings.library, words, *kinds)
    if len(found.topics) > 1:
        choices = compose.general.choices_answer(printable(words), found.topics)
        show(choices, compose.general.choices_page, settings)
    else:
        one = answer(settings.library, found.topics[0], full=settings.full)
        show(replace(one, shown_for=found.shown_for), page, settings)
