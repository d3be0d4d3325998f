"""How the text reads, and that it says what it must."""

import re
import statistics
from collections.abc import Iterator
from pathlib import Path

import pytest
import textstat
from msgspec import Struct

from crampinfo.library import Library
from crampinfo.records import Tier, statements_in

NAMES = [
    line.strip()
    for line in (Path(__file__).parent / "medical-names.txt")
    .read_text(encoding="utf-8")
    .splitlines()
    if line.strip() and not line.startswith("#")
]
ANY_NAME = re.compile(
    r"\b(?:" + "|".join(sorted(map(re.escape, NAMES), key=len, reverse=True)) + r")\b",
    re.IGNORECASE,
)
PROSE = {"text", "notice", "means", "act", "avoid", "likelier", "note", "population"}

# Every sign that the reference must know, by tier.
EMERGENCY = """any-emergency clot-lung stroke cold-leg dark-swollen-leg compartment cauda-equina
spinal-cord-cancer guillain-barre rhabdomyolysis severe-infection child-unwell
tetanus tetany-breathing potassium-heart low-magnesium heatstroke overdrinking
dehydration poison spider-bite quinine-reaction chemo-fever adrenal-crisis
ketoacidosis liver-failure alcohol-withdrawal wernicke bleeding-vein
dialysis-collapse mnd-breathing""".split()
URGENT = """dvt pregnancy-leg preeclampsia ten-minutes statin-muscle fluoroquinolone achilles
foot-drop infection child-leg child-hip child-flu-calf child-bone rest-pain
diabetic-foot toxin low-calcium heat-exhaustion""".split()
ROUTINE = """sleep numb-swollen weak-twitch walking new-medicine frequent elsewhere condition
pregnancy-cramps child-young""".split()


def prose(thing: object) -> Iterator[str]:
    """Find the sentences of a record."""
    if isinstance(thing, Struct):
        for name in thing.__struct_fields__:
            value = getattr(thing, name)
            if name in PROSE and isinstance(value, str):
                yield value if value[-1] in ".?!" else value + "."
            else:
                yield from prose(value)
    elif isinstance(thing, tuple | list):
        for item in thing:
            yield from prose(item)


def grade(text: str) -> float:
    """Return the Flesch-Kincaid grade, medical names counted as one short word."""
    text = re.sub(r"\([^)]*\)", "", ANY_NAME.sub("this", text))
    return float(textstat.flesch_kincaid_grade(text))


def pages(library: Library) -> dict[str, str]:
    """Return the prose of each page."""
    shelves = (library.causes, library.mimics, library.measures, library.medicines)
    shelves += (library.signs, library.groups, library.basics)  # type: ignore[assignment]
    return {
        f"{shelf.folder.name}/{name}": " ".join(prose(shelf.documents(name)))
        for shelf in shelves
        for name in shelf.ids()
    }


def test_every_page_reads_easily(library: Library) -> None:
    """No page is above grade 8, and half of them are at grade 6.5 or below."""
    grades = {name: grade(text) for name, text in pages(library).items()}
    hard = {name: found for name, found in grades.items() if found > 8}

    assert hard == {}
    assert statistics.median(grades.values()) <= 6.5


def test_the_grade_can_tell_hard_from_easy() -> None:
    """The measure itself works: a hard sentence is above the limit."""
    assert (
        grade("Individuals experiencing neuromuscular symptomatology necessitate evaluation.") > 8
    )
    assert grade("Rub the leg. Then walk.") < 3


def test_every_warning_sign_is_there_with_its_tier(library: Library) -> None:
    """No sign is missing, none is new, and none has changed its urgency."""
    for tier, names in (
        (Tier.EMERGENCY, EMERGENCY),
        (Tier.URGENT, URGENT),
        (Tier.ROUTINE, ROUTINE),
    ):
        found = [sign.id for sign in library.signs.cards() if sign.tier is tier]

        assert sorted(found) == sorted(names)


def test_every_warning_sign_concerns_a_page(library: Library) -> None:
    """Each sign stands at the head of some page, so that its reader meets it."""
    named = set()
    for shelf in (
        library.causes,
        library.mimics,
        library.measures,
        library.groups,
        library.medicines,
    ):
        for name in shelf.ids():
            named |= {
                sign for record in shelf.documents(name) for sign in getattr(record, "warnings", ())
            }

    assert set(library.signs.ids()) - named == set()


def test_links_lead_both_ways(library: Library) -> None:
    """What a page names as related exists; nothing is related to itself."""
    for shelf in (library.causes, library.mimics, library.measures):
        for name in shelf.ids():
            related = shelf.open(name)[1].related

            assert name not in related
            assert len(set(related)) == len(related)


@pytest.mark.parametrize("word", ["emergency", "urgent", "999", "911", "same day", "ambulance"])
def test_urgency_is_told_by_warning_signs_alone(library: Library, word: str) -> None:
    """A cause, mimic or measure does not say how urgent something is."""
    allowed = ("emergency department", "not an emergency", "emergency injection", "out-of-hours")
    for shelf in (library.causes, library.mimics, library.measures):
        for name in shelf.ids():
            for text in prose(shelf.documents(name)):
                plain = text.casefold()
                for phrase in allowed:
                    plain = plain.replace(phrase, "")

                assert not re.search(rf"\b{word}\b", plain), f"{name}: {text}"


def test_no_clinician_is_said_to_have_reviewed_it(library: Library) -> None:
    """Nothing in the text hints at a medical review."""
    for name, text in pages(library).items():
        assert not re.search(
            r"(clinically|medically|doctor)[ -]?(reviewed|approved|checked)", text.casefold()
        ), name


def test_every_statement_has_a_source_or_says_that_it_is_common_sense(library: Library) -> None:
    """Claims, steps and cautions rest on sources that exist."""
    keys = set(library.sources.ids())
    count = 0
    for shelf in library.shelves():
        for name in shelf.ids():
            for statement in statements_in(shelf.documents(name)):
                count += 1
                assert set(statement.sources) <= keys, name

    assert count > 2_000


def test_the_starting_article_is_cited_where_it_stands_alone(library: Library) -> None:
    """The article that the reference starts from is a source like any other."""
    cited = [
        name
        for name in library.causes.ids()
        for statement in statements_in(library.causes.documents(name))
        if "article-10-causes" in statement.sources
    ]

    assert "neuropathy" in cited
