"""What holds for any name, query, width and library, not only for those that we have."""

import json
import re
import shutil
import unicodedata
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from conftest import REPOSITORY, Ran, assert_sound, fault_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_every_answer import EVERY_CALL, KINDS, topics

from crampinfo import Library
from crampinfo.answers import Kind
from crampinfo.finding.names import listed_topics, shelf_of
from crampinfo.library.shelves import bundled_data

Run = Callable[..., Ran]

LIBRARY = Library()
SCHEMA = json.loads((REPOSITORY / "docs" / "answers.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
NAMES = [(each, name) for each in listed_topics(LIBRARY, KINDS) for name in each.names]
TOPICS = [call for kind in KINDS for call in topics(LIBRARY, kind)]
COMMANDS: dict[Kind, str] = {
    kind: shelf_of(LIBRARY, kind).command.removeprefix("crampinfo ") for kind in KINDS
}
DRAWN = ["panels", "text"]


def examples(count: int) -> settings:
    """Return how much is tried. The same each time, so that a run can be trusted."""
    checks = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
    return settings(
        max_examples=count, deadline=None, derandomize=True, suppress_health_check=checks
    )


# --- Names ----------------------------------------------------------------------------------------

CASES = [str.lower, str.upper, str.title, str.swapcase]
GAPS = [" ", "-", "_", "  ", " - ", "\u00a0"]


@examples(120)
@given(
    st.sampled_from(NAMES),
    st.sampled_from(CASES),
    st.sampled_from(["NFC", "NFD", "NFKD"]),
    st.sampled_from(GAPS),
    st.booleans(),
)
def test_any_spelling_of_a_name_opens_its_record(  # noqa: PLR0913, PLR0917  # what varies
    run: Run,
    named: Any,
    case: Callable[[str], str],
    composed: Any,
    gap: str,
    plural: bool,  # it varies
) -> None:
    """Case, accents, hyphens, underscores, spaces and a plural s make no difference."""
    each, name = named
    typed = case(unicodedata.normalize(composed, re.sub(r"[ -]", gap, name)))
    typed += "s" if plural and name[-1:].isalpha() and name[-1:] not in "sS" else ""
    ran = run(*COMMANDS[each.topic.kind].split(), typed, "--format", "json")

    assert_sound(ran, typed)
    assert ran.code == 0, (typed, ran.err)
    answer = json.loads(ran.out)
    assert answer["shown_for"] is None, typed
    assert f'"{each.topic.id}"' in ran.out, typed


@st.composite
def misspelled(draw: st.DrawFn) -> str:
    """Return a name with one to three letters wrong, missing or exchanged, or half of it."""
    _, name = draw(st.sampled_from(NAMES))
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.integers(0, len(name)))
        middle = draw(st.sampled_from(["", "x", "e", " ", "-", name[place : place + 1] * 2]))
        name = name[:place] + middle + name[place + draw(st.integers(0, 2)) :]
    return name


@examples(60)
@given(
    st.sampled_from([*COMMANDS.values(), "sources", "compare dvt", ""]), misspelled() | st.text()
)
def test_any_name_is_opened_or_told(run: Run, command: str, name: str) -> None:
    """Whatever is typed as a name: its page, the nearest page and for what, or one sentence."""
    ran = run(*command.split(), "--", name)

    assert_sound(ran, f"{command} {name}")
    assert ran.code in (0, 2, 3)


# --- Queries --------------------------------------------------------------------------------------

LAY = (
    "calf night leg cramp swollen pill water heart numb burning pregnant kidney old sudden".split()
)
QUERIES = st.text(max_size=120) | st.lists(
    st.sampled_from([*LAY, *(name for _, name in NAMES)]) | st.text(max_size=9), max_size=12
).map(" ".join)


@examples(60)
@given(QUERIES, st.booleans())
def test_any_query_is_answered(run: Run, query: str, everything: bool) -> None:  # it varies
    """Any text at all: a page, and JSON as its schema says, with the same pages in both."""
    options = ["--all"] if everything else []
    drawn = run("search", *options, "--format", "text", "--", query)
    ran = run("search", *options, "--format", "json", "--", query)

    assert_sound(drawn, f"search {query}", width=80)
    assert_sound(ran, f"search {query}")
    assert drawn.code == ran.code
    if ran.code == 0:
        answer = json.loads(ran.out)
        assert [fault.message[:300] for fault in VALIDATOR.iter_errors(answer)] == []
        for each in answer["results"][: None if everything else 5]:
            assert each["command"] in drawn.out
    else:
        assert not query.strip() or not query.isprintable()


# --- Widths and formats ---------------------------------------------------------------------------


@examples(60)
@given(st.sampled_from([*EVERY_CALL, *TOPICS]), st.integers(40, 200), st.booleans())
def test_any_page_fits_any_width_and_says_the_same(
    run: Run,
    call: str,
    width: int,
    full: bool,  # it varies
) -> None:
    """No line is too wide, and panels, text and Markdown have the same words, each as often."""
    words = [*call.split(), *(["--full"] if full else []), "--width", str(width)]
    said = {}
    for terminal in ("xterm", "dumb"):  # the second one cannot show pictures, but their words
        for form in [*DRAWN, "markdown"]:
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("TERM", terminal)
                ran = run(*words, "--format", form)
            assert ran.code == 0
            assert_sound(ran, " ".join(words), width=min(width, 100) if form in DRAWN else None)
            said[form] = said_in(ran.out, form)

    assert said["panels"] - said["text"] == said["text"] - said["panels"] == Counter()
    assert said["text"] - said["markdown"] == Counter()


def said_in(text: str, form: str) -> Counter[str]:
    """Return the letters and digits of an answer, each as often as it stands there.

    Words are cut at the end of a narrow row, so that they cannot be counted themselves.
    """
    bare = text.replace("\\", "") if form == "markdown" else text
    return Counter(char for char in bare.casefold() if char.isalnum())


# --- Libraries ------------------------------------------------------------------------------------

TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z", "M"]) | st.just(" "),
    min_size=1,
    max_size=60,
).filter(str.strip)


@st.composite
def records(draw: st.DrawFn) -> tuple[Kind, str, str]:
    """Return a kind, an id, and a file: one that we have, with parts left out or said otherwise."""
    kind = draw(st.sampled_from(KINDS))
    name = draw(st.sampled_from(sorted(shelf_of(LIBRARY, kind))))
    text = shelf_of(LIBRARY, kind).file(name).read_text(encoding="utf-8")
    documents = list(yaml.load_all(text, yaml.BaseLoader))
    for document in documents:
        for key in draw(st.lists(st.sampled_from(sorted(document)), max_size=4, unique=True)):
            if key != "id":
                del document[key]
    changed = [vary(draw, each) for each in documents]
    return kind, name, "\n---\n".join(json.dumps(each, ensure_ascii=False) for each in changed)


def vary(draw: st.DrawFn, thing: Any) -> Any:
    """Return a part of a file with some sentences replaced and some items left out."""
    if isinstance(thing, dict):
        return {
            key: draw(TEXTS) if key == "text" and draw(st.booleans()) else vary(draw, value)
            for key, value in thing.items()
        }
    if isinstance(thing, list):
        kept = [vary(draw, each) for each in thing]
        return kept[: draw(st.integers(0, len(kept)))] if draw(st.integers(0, 9)) == 0 else kept
    return thing


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the library that every example changes and mends again."""
    folder = tmp_path_factory.mktemp("library") / "data"
    return shutil.copytree(bundled_data(), folder, copy_function=shutil.copyfile)


@examples(60)
@given(records(), st.sampled_from(["panels", "text", "markdown"]), st.integers(40, 110))
def test_any_sound_record_is_shown_whole(
    run: Run, data: Path, record: tuple[Kind, str, str], form: str, width: int
) -> None:
    """What is no fault can be shown in every format; what is one is told on every way in."""
    kind, name, content = record
    shelf = shelf_of(Library(data), kind)
    before = shelf.file(name).read_bytes()
    shelf.file(name).write_text(content, encoding="utf-8")
    try:
        words = [f"--data={data}", *COMMANDS[kind].split(), name, "--full"]
        drawn = run(*words, "--format", form, "--width", str(width))
        answer = run(*words, "--format", "json")
        fault = fault_of(shelf, name)
    finally:
        shelf.file(name).write_bytes(before)

    assert_sound(drawn, " ".join(words), width=min(width, 100) if form in DRAWN else None)
    assert drawn.code == answer.code == (4 if fault else 0), (fault, drawn.err)
    if not fault:
        assert [each.message[:300] for each in VALIDATOR.iter_errors(json.loads(answer.out))] == []
