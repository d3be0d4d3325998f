"""What holds for every answer: walked over all commands, all formats, both depths, all topics."""

import json
import re
from collections.abc import Callable
from statistics import median
from typing import Any, get_args

import jsonschema
import pytest
import typer
from conftest import REPOSITORY, Ran, plain
from rich.cells import cell_len

from crampinfo import Library
from crampinfo.answers import DISCLAIMER, Kind
from crampinfo.cli.commands import app
from crampinfo.finding.names import shelf_of
from crampinfo.page import Format

Run = Callable[..., Ran]

# The ways to call each command that answers with a page: one for each page that it has.
CALLS = {
    "relief": [
        *("", "after", "prevent", "clinician", "all", "calf", "painkillers"),
        *("--for dialysis", "all --for pregnancy", "massage --for pregnancy"),
    ],
    "stretch": ["", "calf", "back of the thigh"],
    "warnings": ["", "dvt", "deep vein thrombosis"],
    "causes": ["", "--category nerve", "--not-cramps"],
    "cause": ["", "neuropathy", "nerve damage", "restless legs", "neuropthy"],
    "compare": ["night-cramps dvt", "restless-legs sciatica neuropathy gout"],
    "medicines": ["", "vytorin", "lipitor"],
    "search": ["water pill", "water pill --all", "xyzzyq", "hyperthyroidism", "numb legs and arm"],
    "cramp": [""],
    "sources": ["", "hawke-2021"],
    "about": [""],
}
NO_PAGE = {"help", "completion", "validate"}
ON_PAPER = {"book", "sheet"}  # HTML and Markdown alone: see test_book.py
EVERY_CALL = ["", *(f"{name} {rest}".strip() for name, calls in CALLS.items() for rest in calls)]
KINDS = [kind for kind in get_args(Kind) if kind != "page"]
DEPTHS: tuple[list[str], ...] = ([], ["--full"])

# The most rows of the short pages, at 80 columns.
ROWS = {
    "relief": 23,
    "causes": 50,
    "warnings": 75,
    "medicines": 75,
    "relief after": 50,
    "relief prevent": 50,
    "relief clinician": 50,
    "relief all": 95,
    "cramp": 40,
    "search water pill": 34,
    "sources": 45,
}
TOPIC_ROWS, MEDIAN_ROWS, GROUP_ROWS = 40, 28, 75
LONGER = {"crampinfo relief painkillers": 60}  # who must not is never shortened


def topics(library: Library, kind: Kind) -> list[str]:
    """Return the commands that open every record of a kind."""
    shelf = shelf_of(library, kind)
    return [f"{shelf.command} {name}".removeprefix("crampinfo ") for name in shelf]


def test_every_command_is_walked() -> None:
    """A new command must be added to these tests, or be one that shows no page."""
    program: Any = typer.main.get_command(app)

    assert set(program.list_commands(None)) == CALLS.keys() | NO_PAGE | ON_PAPER


# --- The disclaimer, and JSON ---------------------------------------------------------------------


@pytest.mark.parametrize("form", get_args(Format))
@pytest.mark.parametrize("call", EVERY_CALL)
def test_the_disclaimer_closes_every_answer(run: Run, call: str, form: Format) -> None:
    """The last words of every answer are the disclaimer, in every format, short and in full."""
    for depth in DEPTHS:
        assert closes_with_the_disclaimer(run(*call.split(), *depth, "--format", form), form)


@pytest.mark.parametrize("call", EVERY_CALL)
def test_markdown_and_html_have_nothing_that_is_empty(run: Run, call: str) -> None:
    """No link, code, emphasis or list item without words."""
    for depth in DEPTHS:
        out = run(*call.split(), *depth, "--format", "markdown").out

        assert not re.search(r"<>|\[\]|(?<!`)``(?!`)|\*\*\*\*|^[-*]\s*$", out, re.MULTILINE), call
    html = run(*call.split(), "--format", "html").out
    assert not re.search(r"<(a|b|li|p|dd|dt|code|small|h\d)\b[^>]*>\s*</\1>", html), call


@pytest.mark.parametrize("form", get_args(Format))
@pytest.mark.parametrize("kind", KINDS)
def test_every_topic_opens_in_every_format(
    run: Run, library: Library, kind: Kind, form: Format
) -> None:
    """Every record opens by its id, short and in full, and closes with the disclaimer."""
    for call in topics(library, kind):
        for depth in DEPTHS:
            ran = run(*call.split(), *depth, "--format", form)

            assert closes_with_the_disclaimer(ran, form), call


def closes_with_the_disclaimer(ran: Ran, form: Format) -> bool:
    assert (ran.code, ran.err) == (0, "")
    if form == "json":
        return bool(list(json.loads(ran.out).items())[-1] == ("disclaimer", DISCLAIMER))
    return plain(ran.out).endswith(DISCLAIMER)


@pytest.mark.parametrize("call", EVERY_CALL)
def test_json_is_as_its_schema_says(run: Run, call: str) -> None:
    """Every JSON answer is valid against the published schema, and is the same with --full."""
    schema = json.loads((REPOSITORY / "docs" / "answers.schema.json").read_text(encoding="utf-8"))
    ran = run(*call.split(), "--format", "json")
    faults = jsonschema.Draft202012Validator(schema).iter_errors(json.loads(ran.out))

    assert [fault.message[:500] for fault in faults] == []
    assert run(*call.split(), "--format", "json", "--full") == ran


# --- Width and length -----------------------------------------------------------------------------


@pytest.mark.parametrize("width", [40, 80, 120, 200])
@pytest.mark.parametrize("form", ["panels", "text"])
def test_no_line_is_wider_than_the_screen(
    run: Run, library: Library, form: Format, width: int
) -> None:
    """Nothing is wider than the screen or than 100 columns, and no border is shifted."""
    calls = EVERY_CALL
    if width == 40:  # where a word may be too long
        calls = [*calls, *(call for kind in KINDS for call in topics(library, kind))]
    for call in calls:
        for depth in DEPTHS:
            ran = run(*call.split(), *depth, "--format", form, "--width", str(width))
            for line in ran.out.splitlines():
                framed = form == "panels" and line.startswith(("│", "╭", "╰"))

                assert cell_len(line) <= min(width, 100), (call, line)
                assert cell_len(line) == min(width, 100) or not framed, (call, line)


@pytest.mark.parametrize("call", ROWS)
def test_a_list_is_no_longer_than_its_rows(run: Run, call: str) -> None:
    """What is longer than its rows belongs behind --full."""
    assert run(*call.split()).out.count("\n") <= ROWS[call]


def test_a_topic_is_answered_on_a_screen_or_two(run: Run, library: Library) -> None:
    """No short page of a topic is longer than its rows, and half of them fit a screen."""
    calls = [call for kind in KINDS if kind != "group" for call in topics(library, kind)]
    rows = {call: run(*call.split()).out.count("\n") for call in calls}
    too_long = {
        call: count
        for call, count in rows.items()
        if count > LONGER.get(f"crampinfo {call}", TOPIC_ROWS)
    }

    assert too_long == {}
    assert median(rows.values()) <= MEDIAN_ROWS
    for call in topics(library, "group"):
        assert run(*call.split()).out.count("\n") <= GROUP_ROWS, call


# --- Short and full -------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_the_full_page_begins_as_the_short_one(run: Run, library: Library, kind: Kind) -> None:
    """It adds numbers of sources, and who must not take what else helps; then it goes on.

    It tells the cautions that the short one names.
    """
    more = r" \*\*These have cautions too: read their pages first\*\* [^*`]*(?= - \*\*)"
    added = re.compile(rf" \\\[[\d,]+\\\]| - \*\*Check first:\*\* [^`]*`[^`]*`|{more}")
    for call in topics(library, kind):
        short = added.sub("", plain(run(*call.split(), "--format", "markdown").out))
        full = plain(run(*call.split(), "--format", "markdown", "--full").out)
        head, way_on, _ = short.partition(" - **All of it, ")

        assert way_on, call
        assert added.sub("", full).startswith(head), call


def test_what_a_life_may_hang_on_is_never_behind_full(run: Run, library: Library) -> None:
    """Who must not, when to stop, and every emergency or urgent sign stand on the short page."""
    for name, remedy in library.remedies.items():
        shown = plain(run("relief", name, "--format", "text", "--width", "100").out)

        for each in (*remedy.not_for, *remedy.stop):
            assert each.text in shown
    for kind in ("cause", "look-alike", "remedy", "medicine", "group"):
        records = shelf_of(library, kind).values()
        for call, record in zip(topics(library, kind), records, strict=True):
            shown = plain(run(*call.split(), "--format", "text").out).lower()
            for sign in map(library.signs.card, record.warnings):
                assert sign.tier == "routine" or sign.short.lower() in shown, (call, sign.id)


@pytest.mark.parametrize("kind", ["cause", "look-alike", "remedy", "medicine", "group"])
def test_each_sign_has_a_row_of_its_own_under_what_to_do(
    run: Run, library: Library, kind: Kind
) -> None:
    """Where one asks for something else, its row says so; where all do, that alone stands there."""
    acts = {rule.tier: rule.short for rule in library.basics.warnings.tiers}
    for call, record in zip(topics(library, kind), shelf_of(library, kind).values(), strict=True):
        rows = run(*call.split(), "--format", "text", "--width", "100").out.splitlines()
        signs = [library.signs.card(name) for name in record.warnings]
        for sign in (each for each in signs if each.tier != "routine"):
            told = ": ".join(filter(None, [sign.short, sign.how_fast]))
            start = f"• {told[0].upper()}{told[1:]}."[:90]  # longer ones go on in a second row
            place = next(number for number, row in enumerate(rows) if row.startswith(start))
            above = next(row for row in reversed(rows[:place]) if row[0] not in "• ")
            own = {bool(each.how_fast) for each in signs if each.tier == sign.tier}

            act = f"{sign.tier.capitalize()}: {acts[sign.tier]}"
            act += ", unless told otherwise below" * (True in own)
            assert above == (act if False in own else sign.tier.capitalize()), (call, sign.id)


def test_where_the_sources_of_a_sign_differ_is_told_on_its_full_page_alone(
    run: Run, library: Library
) -> None:
    """A short page says what to do, and leaves the reader no choice between two voices."""
    for name, sign in library.signs.items():
        short, full = (
            plain(run("warnings", name, *depth, "--format", "text").out) for depth in DEPTHS
        )

        if sign.sources_differ:
            assert sign.sources_differ in full, name
            assert sign.sources_differ not in short, name


def test_every_medicine_says_when_to_stop_it_and_call(run: Run, library: Library) -> None:
    """What holds for all stands under each, in two points; the list has the first, in full all."""
    first, second, *others = library.basics.medicines.chapters[0].points

    for name in library.medicines:
        shown = plain(run("medicines", name, "--format", "text").out)
        assert f"{first.text} {second.text}" in shown, name
    assert first.text in plain(run("medicines", "--format", "text").out)
    listed, one = (
        plain(run("medicines", *name, "--full", "--format", "text").out)
        for name in ([], ["statin"])
    )
    assert all(each.text in listed and each.text not in one for each in others)


def test_a_source_with_no_year_says_when_it_was_read(run: Run, library: Library) -> None:
    """A list of sources never leaves open how old a page is."""
    full = plain(run("warnings", "spider-bite", "--full", "--format", "text").out)
    sources = [library.sources[key] for key in library.signs["spider-bite"].sources]

    for each in sources:
        undated = "" if each.year else f"(undated; read {each.read}) "
        assert f"{each.short} {undated}({each.id})" in full
    assert {each.year is None for each in sources} == {True, False}


@pytest.mark.parametrize("kind", KINDS)
def test_every_number_in_brackets_resolves_on_its_page(
    run: Run, library: Library, kind: Kind
) -> None:
    """Each reference of a full page is a source in the list at its end; each source is cited."""
    for call in topics(library, kind):
        text = run(*call.split(), "--full", "--format", "text").out
        body, _, sources = text.rpartition("\nSources\n")
        cited = {int(number) for group in numbers(body) for number in group.split(",")}
        listed = {int(number) for number in numbers(sources)}

        assert cited == listed != set(), call


def test_sources_are_numbered_as_they_are_met(run: Run, library: Library) -> None:
    """Down a full page the first number is 1, and each new one is the next."""
    for call in [*EVERY_CALL, *(call for kind in KINDS for call in topics(library, kind))]:
        text = run(*call.split(), "--full", "--format", "text").out
        body = text.rpartition("\nSources\n")[0]
        met = dict.fromkeys(int(each) for group in numbers(body) for each in group.split(","))

        assert [*met] == [*range(1, len(met) + 1)], call


def numbers(text: str) -> list[str]:
    return re.findall(r"\[(\d+(?:,\d+)*)\]", text)


# --- The way on -----------------------------------------------------------------------------------


def test_every_command_that_a_page_names_works(run: Run) -> None:
    """Each stands by itself, whole on one row where it fits, and is answered when it is pasted."""
    named: set[str] = set()
    for call in EVERY_CALL:
        page = run(*call.split(), "--format", "markdown").out
        rows = run(*call.split(), "--width", "40").out.splitlines()
        commands = re.findall(r"`(crampinfo [^`]+)`", page)
        named.update(commands)

        assert [
            each for each in commands if len(each) < 34 and not any(each in row for row in rows)
        ] == [], call
    assert len(named) > 50
    assert {each: ran.err for each in named if (ran := run(*each.split()[1:])).code} == {}


@pytest.mark.parametrize("form", ["panels", "text"])
def test_nothing_is_joined_by_a_pipe(run: Run, form: Format) -> None:
    """Pasted into a shell, `crampinfo relief after | prevent` would be a pipeline."""
    for call in EVERY_CALL:
        assert " | " not in run(*call.split(), "--format", form, "--full").out


def test_text_is_for_the_ear(run: Run) -> None:
    """No title is in capitals, nothing is drawn, and nothing stands in columns."""
    for call in EVERY_CALL:
        text = run(*call.split(), "--full", "--format", "text").out
        titles = [part.partition("\n")[0] for part in text.split("\n\n")]

        assert re.findall(r"[─-╿]|\S {2,}\S", text) == [], call
        assert [title for title in titles if title.isupper()] == [], call
