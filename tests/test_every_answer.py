"""What holds for every answer: walked over all commands, all formats and all topics."""

import json
from collections.abc import Callable
from typing import Any

import jsonschema
import pytest
from conftest import REPOSITORY, Ran

from crampinfo.cli import app
from crampinfo.library import Library
from crampinfo.page import DISCLAIMER, Format
from crampinfo.rendering.layout import width_of

Run = Callable[..., Ran]

# One way to call each command that answers with a page, and more where it has several pages.
CALLS = {
    "relief": [
        "",
        "after",
        "prevent",
        "clinician",
        "all",
        "calf",
        "painkillers",
        "--for pregnancy",
        "all --for dialysis",
        "massage --for pregnancy",
    ],
    "warnings": ["", "dvt", "blood clot"],
    "causes": ["", "--category nerve"],
    "cause": ["", "neuropathy", "nerve damage", "restless legs"],
    "medicines": ["", "lipitor", "vytorin"],
    "search": ["water pill", "xyzzyq"],
    "match": ["tingling-feet worse-at-night", "xyzzyq", "--explain takes-a-statin"],
    "cramp": [""],
    "sources": ["", "hawke-2021"],
    "about": [""],
}
NO_PAGE = {"help", "completion", "validate"}
EVERY_CALL = ["", *(f"{name} {rest}".strip() for name, calls in CALLS.items() for rest in calls)]


def words(call: str) -> list[str]:
    return [word if word.startswith("-") else word.replace("-", " ") for word in call.split()]


def split(call: str) -> list[str]:
    """Return the words of a call; a feature of `match` is one word for the shell."""
    return words(call) if call.startswith("match") else call.split()


def test_every_command_is_walked() -> None:
    """A new command must be added to these tests, or be one that shows no page."""
    names = {command.name or command.callback.__name__ for command in app.registered_commands}  # type: ignore[union-attr]

    assert names == CALLS.keys() | NO_PAGE


@pytest.mark.parametrize("form", Format)
@pytest.mark.parametrize("call", EVERY_CALL)
def test_the_disclaimer_closes_every_answer(run: Run, call: str, form: Format) -> None:
    """The last words of every answer are the disclaimer, in every format."""
    ran = run("--format", form, *split(call))

    assert ran.code == 0, ran.err
    if form is Format.JSON:
        assert list(json.loads(ran.out))[-1] == "disclaimer"
        assert json.loads(ran.out)["disclaimer"] == DISCLAIMER
    else:
        assert plain(ran.out).endswith(DISCLAIMER)


@pytest.mark.parametrize("width", [20, 40, 80, 120, 200])
@pytest.mark.parametrize("form", [Format.PANELS, Format.TEXT, Format.MARKDOWN])
def test_no_line_is_wider_than_the_screen(run: Run, form: Format, width: int) -> None:
    """Nothing is wider than the screen, and no line of prose is wider than 100 columns."""
    for call in EVERY_CALL:
        ran = run("--format", form, "--width", str(width), *split(call))
        widest = max(ran.out.splitlines(), key=width_of)

        assert width_of(widest) <= min(width, 100), (call, widest)


@pytest.mark.parametrize("call", EVERY_CALL)
def test_json_is_as_its_schema_says(run: Run, call: str) -> None:
    """Every JSON answer is valid against the published schema, which knows every key."""
    answer = json.loads(run("--format", "json", *split(call)).out)
    faults = [fault.message for fault in schema_of(answer["page"]).iter_errors(answer)]

    assert faults == []


def test_every_topic_opens_in_every_format(run: Run, library: Library) -> None:
    """Every record can be opened by its id, with its name at the head and no dangling reference."""
    for shelf in (
        library.causes,
        library.mimics,
        library.measures,
        library.medicines,
        library.signs,
    ):
        for name in shelf.ids():
            for form in Format:
                ran = run("--format", form, *shelf.command.split()[1:], name)

                assert ran.code == 0, ran.err
                assert ran.out.strip()


def test_every_number_in_brackets_resolves_on_its_page(run: Run, library: Library) -> None:
    """A reference on a page is a source in the list of the same page."""
    for name in library.causes.ids():
        text = run("--format", "text", "--width", "100", "cause", name).out
        body, _, sources = text.rpartition("SOURCES")
        cited = {int(part) for group in bracketed(body) for part in group.split(",")}
        listed = {int(group) for group in bracketed(sources) if "," not in group}

        assert cited, name
        assert cited == listed, name


def bracketed(text: str) -> list[str]:
    import re

    return re.findall(r"\[(\d+(?:,\d+)*)\]", text)


def plain(drawn: str) -> str:
    """Return what was drawn as one line, without borders."""
    borders = str.maketrans(dict.fromkeys("│╭╮╰╯─", " "))
    return " ".join(drawn.translate(borders).split())


def schema_of(page: str) -> Any:
    schema = json.loads((REPOSITORY / "docs" / "answers.schema.json").read_text(encoding="utf-8"))
    for each in schema["oneOf"]:
        shape = schema["$defs"][each["$ref"].rpartition("/")[2]]
        if shape["properties"]["page"]["const"] == page:
            return jsonschema.Draft202012Validator({**schema, "oneOf": [each]})
    raise AssertionError(f"no schema for the page {page}")
