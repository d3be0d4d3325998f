"""How the text reads, that it says what it must, and that all of it is shown."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import get_args

import pytest
import textstat
from conftest import Ran, Reader, plain
from msgspec import Struct
from msgspec.json import encode

from crampinfo import Library
from crampinfo.answers import DISCLAIMER, SourcesAnswer
from crampinfo.compose.parts import Citations
from crampinfo.compose.sources import source_page, sources_answer
from crampinfo.library.links import links_in
from crampinfo.library.records import Category, Moment, Tier, VerdictLevel, statements_in
from crampinfo.page import Format, Screen
from crampinfo.rendering import render

Run = Callable[..., Ran]

# --- All of it is shown ---------------------------------------------------------------------------

# What opens the full page of a record of each folder, and the lists that show it in few words.
PAGES = {
    "causes": ("cause {} --full", "causes"),
    "lookalikes": ("cause {} --full", "causes --not-cramps"),
    "remedies": ("relief {} --full", "relief", "relief all"),
    "medicines": ("medicines {} --full", "medicines"),
    "warning-signs": ("warnings {} --full", "warnings"),
    "groups": ("relief --for {} --full", "relief"),
}
GENERAL = {
    "about": "about",
    "cramp": "cramp",
    "medicines": "medicines",
    "relief": "relief",
    "sheet": "sheet",
    "warnings": "warnings",
}

# What is found but not shown, numbers that no picture draws yet, and what lists show in its place.
NOT_SHOWN = {"id", "typed", "words", "basis", "estimate"}
IN_LISTS = {"short", "how_fast", "quick", "check_first"}
# Words of the files that the page says in other words.
UNSAID = {*get_args(Category), *get_args(Moment), *get_args(VerdictLevel)}


def texts(record: Struct) -> Iterator[str]:
    """Find every text of a record that its page must hold, its grades, and what it cites."""
    ids = {link for link, _ in links_in(record)}

    def walk(thing: object) -> Iterator[str]:
        if isinstance(thing, Struct):
            for name in thing.__struct_fields__:
                if name not in NOT_SHOWN | IN_LISTS:
                    yield from walk(getattr(thing, name))
        elif isinstance(thing, tuple):
            for item in thing:
                yield from walk(item)
        elif isinstance(thing, str) and thing not in ids | UNSAID:
            yield thing.removesuffix(".")

    yield from walk(record)
    yield from (key for statement in statements_in(record) for key in statement.sources)


def said(drawn: str, form: Format) -> str:
    """Return what an answer says, without the marks of its format."""
    match form:
        case "json":
            strings = re.findall(r'"(?:[^"\\]|\\.)*"', drawn)
            return squeezed(" ".join(json.loads(each) for each in strings))
        case "html":
            return squeezed(Reader(drawn).text)
        case "markdown":
            return squeezed(re.sub(r"\\([\W_])", r"\1", drawn))
        case _:
            return squeezed(re.sub("[│╭╮╰╯─▀-▟]", "", drawn))


def squeezed(text: str) -> str:
    """Return a text without spaces and case: it is found wherever rows end, and in a sentence."""
    return "".join(text.casefold().split())


def lacking(page: str, wanted: Iterable[str]) -> list[str]:
    return [text for text in wanted if squeezed(text) not in page]


@pytest.mark.parametrize("form", get_args(Format))
@pytest.mark.parametrize("folder", PAGES)
def test_every_sentence_of_a_record_stands_in_its_full_page(
    run: Run, library: Library, folder: str, form: Format
) -> None:
    """Whatever a file holds is shown where its topic is, with its warning signs, in any format."""
    shelf = next(shelf for shelf in library.shelves() if shelf.folder.name == folder)
    options = ("--width", "100", "--format", form)
    page, *lists = PAGES[folder]
    brief_form = "text" if form == "html" else form  # HTML has lists in full alone
    drawn = [run(*each.split(), "--width", "100", "--format", brief_form).out for each in lists]
    listed = "".join(said(each, brief_form) for each in drawn)
    lost = {}
    for name, record in shelf.items():
        shown = said(run(*page.format(name).split(), *options).out, form)
        signs = [library.signs[sign].notice for sign in getattr(record, "warnings", ())]
        brief = [(getattr(record, field, None) or "").removesuffix(".") for field in IN_LISTS]
        lost[name] = lacking(shown, [*texts(record), *signs]) + lacking(listed, brief)

    assert {name: texts for name, texts in lost.items() if texts} == {}


def test_how_long_a_stretch_is_held_stands_beside_it(run: Run, library: Library) -> None:
    """The shortest and the longest time, in seconds, on the first screen."""
    cards = [library.remedies.card(name) for name in library.basics.relief.muscles]
    text = plain(run("relief", "--format", "text").out)

    for card in cards:
        assert card.hold
        shortest, longest = card.hold
        seconds = f"{shortest} to {longest}" if shortest < longest else shortest
        assert f"{card.muscle} – {seconds} s: {card.quick}" in text


@pytest.mark.parametrize("form", get_args(Format))
def test_every_sentence_of_the_general_pages_is_shown(
    run: Run, library: Library, form: Format
) -> None:
    """What a cramp is, the rule for medicines, the first screen, the tiers."""
    lost = {}
    on_paper = form in ("html", "markdown")
    for name, command in GENERAL.items():
        if name == "sheet" and not on_paper:
            continue
        shown = said(run(command, "--full", "--width", "100", "--format", form).out, form)
        lost[name] = lacking(shown, texts(library.basics[name]))

    assert set(GENERAL) == set(library.basics) - {"search"}
    assert {name: texts for name, texts in lost.items() if texts} == {}


@pytest.mark.parametrize("form", get_args(Format))
def test_every_word_of_a_source_stands_in_its_page(library: Library, form: Format) -> None:
    """Citation, kind, identifiers, address, and how it was read."""
    for source in sources_answer(library).sources:
        answer = SourcesAnswer((source,))
        drawn = (
            encode(answer).decode()
            if form == "json"
            else render(source_page(library, answer, Citations(True)), form, Screen(width=100))
        )

        assert lacking(said(drawn, form), texts(source)) == [], source.id


# --- How it reads ---------------------------------------------------------------------------------

# Names that a plain text cannot do without: each counts as one short word.
NAMES = (Path(__file__).parent / "medical-names.txt").read_text(encoding="utf-8").splitlines()[1:]
ANY_NAME = re.compile(rf"\b({'|'.join(sorted(NAMES, key=len, reverse=True))})\b", re.IGNORECASE)
PROSE = {"text", "notice", "means", "act", "avoid", "likelier", "note", "population"}
HARDEST = 7


def prose(thing: object) -> Iterator[str]:
    """Find the sentences of a record."""
    if isinstance(thing, Struct):
        for name in thing.__struct_fields__:
            value = getattr(thing, name)
            if name in PROSE and isinstance(value, str):
                yield value if value[-1] in ".?!" else f"{value}."
            else:
                yield from prose(value)
    elif isinstance(thing, tuple):
        for item in thing:
            yield from prose(item)


def grade(text: str) -> float:
    """Return the Flesch-Kincaid grade, without what stands in brackets."""
    plain = re.sub(r"\([^)]*\)", "", ANY_NAME.sub("this", text))
    return float(textstat.flesch_kincaid_grade(plain))


def pages(library: Library) -> dict[str, str]:
    """Return the prose of every record but the sources, by folder and id."""
    return {
        f"{shelf.folder.name}/{name}": " ".join(prose(record))
        for shelf in library.shelves()
        if shelf is not library.sources
        for name, record in shelf.items()
    }


def test_every_page_reads_easily(library: Library) -> None:
    """No page asks for more than seven years of school."""
    grades = {name: grade(text) for name, text in pages(library).items()}

    assert {name: found for name, found in grades.items() if found > HARDEST} == {}


def test_the_grade_can_tell_hard_from_easy() -> None:
    """The measure itself works: it tells a hard sentence from an easy one."""
    hard = "Individuals experiencing neuromuscular symptomatology necessitate evaluation."

    assert grade(hard) > HARDEST > 3 > grade("Rub the leg. Then walk.")


def test_no_clinician_is_said_to_have_reviewed_it(library: Library) -> None:
    """Nothing in the text hints at a medical review."""
    hint = re.compile(r"(clinically|medically|doctor)[ -]?(reviewed|approved|checked)", re.I)

    assert [name for name, text in pages(library).items() if hint.search(text)] == []


def test_the_disclaimer_says_what_it_must() -> None:
    """Education only; not reviewed by a clinician; the numbers to call."""
    for word in ("education only", "advice", "no clinician reviewed it", "999, 112 or 911"):
        assert word in DISCLAIMER.casefold()
    for word in ("no substitute", "diagnosis", "treatment", "counselling"):
        assert word in DISCLAIMER.casefold()


# --- Warning signs --------------------------------------------------------------------------------

# Every sign that the reference must know.
SIGNS = {
    "emergency": """any-emergency clot-lung stroke cold-leg dark-swollen-leg compartment
        cauda-equina spinal-cord-cancer guillain-barre rhabdomyolysis severe-infection child-unwell
        tetanus tetany-breathing potassium-heart low-magnesium heatstroke overdrinking dehydration
        poison spider-bite quinine-reaction chemo-fever adrenal-crisis ketoacidosis liver-failure
        alcohol-withdrawal wernicke bleeding-vein dialysis-collapse mnd-breathing""",
    "urgent": """dvt pregnancy-leg preeclampsia ten-minutes statin-muscle fluoroquinolone
        achilles foot-drop infection calf-bleed hot-joint child-leg child-hip child-flu-calf
        child-bone rest-pain diabetic-foot toxin low-calcium heat-exhaustion giant-cell""",
    "routine": """sleep numb-swollen weak-twitch walking new-medicine frequent elsewhere
        condition pregnancy-cramps child-young""",
}


@pytest.mark.parametrize("tier", get_args(Tier))
def test_every_warning_sign_is_there_with_its_tier(library: Library, tier: Tier) -> None:
    """No sign is missing, none is new, and none has changed its urgency."""
    found = [sign.id for sign in library.signs.values() if sign.tier == tier]

    assert sorted(found) == sorted(SIGNS[tier].split())


def test_every_warning_sign_stands_on_the_page_of_something_else(library: Library) -> None:
    """Each sign is linked from a page, so that its reader meets it."""
    linked = {
        sign
        for shelf in library.shelves()
        for record in shelf.values()
        for sign in getattr(record, "warnings", ())
    }

    assert set(library.signs) == linked


def test_what_makes_a_sign_worse_says_how_fast(run: Run, library: Library) -> None:
    """An emergency is a call; what is urgent is none."""
    calls = {"emergency": "Call 999 or 911 if", "urgent": "Urgent if"}
    told = set()
    for name, sign in library.signs.items():
        short = plain(run("warnings", name, "--format", "text").out).casefold()
        for worse in sign.worse_if:
            told.add(worse.tier)
            assert f"{calls[worse.tier]}: {worse.text}".casefold() in short, name
    assert told == set(calls)


def test_signs_in_full_do_not_repeat_what_stands_above_them(run: Run, library: Library) -> None:
    """What to do heads the signs of a tier: each says no more than its own."""
    for name in ("dvt", "neuropathy", "artery-disease"):
        text = plain(run("cause", name, "--full", "--format", "text").out)
        signs = text.partition("Warning signs in full")[2].partition("Please note")[0]

        assert signs
        for rule in library.basics.warnings.tiers:
            assert rule.act not in signs, name


def test_what_stands_in_a_few_words_ends_as_it_should(library: Library) -> None:
    """A sign's short words continue a row; summaries and a profile's are sentences."""
    for sign in library.signs.values():
        assert not sign.short.endswith("."), sign.id
    for shelf in (library.causes, library.lookalikes):
        for condition in shelf.values():
            shown = [condition.summary, *statements_in(condition.profile)]
            assert all(each.text[-1] in ".?!" for each in shown), condition.id


# Where these words may stand all the same: a place, a number to phone, what it is not.
ALLOWED = ("emergency department", "emergency number", "not an emergency", "emergency injection")
URGENCY = re.compile(r"\b(emergency|urgent|urgently|999|911|same day|ambulance)\b")


@pytest.mark.parametrize("folder", ["causes", "lookalikes", "remedies", "groups", "medicines"])
def test_urgency_is_told_by_warning_signs_alone(library: Library, folder: str) -> None:
    """Another page links the sign, whose words are watched; a medicine may say when to phone."""
    shelf = next(shelf for shelf in library.shelves() if shelf.folder.name == folder)
    told = [
        f"{name}: {text}"
        for name, record in shelf.items()
        for text in prose(record)
        if URGENCY.search(re.sub("|".join(ALLOWED), "", text.casefold()))
        and not (folder == "medicines" and "same day" in text)
    ]

    assert told == []


def test_no_page_is_related_to_itself_or_twice_to_another(library: Library) -> None:
    """What stands under “See also” is worth opening."""
    for shelf in (library.causes, library.lookalikes, library.remedies):
        for name, record in shelf.items():
            assert name not in record.related
            assert len(set(record.related)) == len(record.related), name
