"""The reader's own words find the right page."""

import json
import re
from collections.abc import Callable

import pytest
from conftest import Ran

from crampinfo.library import Library
from crampinfo.names import Kind, shelf_of, topics
from crampinfo.search import search

Run = Callable[..., Ran]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("charley horse", "night-cramps"),
        ("water pill", "water-tablets"),
        ("can albuterol cause leg cramps", "saba"),
        ("my calf locks up when I point my toes", "night-cramps"),
        ("numb burning feet", "neuropathy"),
        ("blood clot in leg", "dvt"),
        ("brown urine after a marathon", "rhabdomyolysis"),
        ("does tonic water help", "tonic-water"),
        ("legs cramp while on dialysis", "dialysis-collapse kidney-disease dialysis-measures"),
        ("cramps in pregnancy third trimester", "pregnancy"),
        ("Lipitor muscle pain", "statin"),
        ("bar of soap in bed", "soap"),
    ],
)
def test_plain_words_find_their_page(library: Library, query: str, found: str) -> None:
    """What people type leads to the page in one of the first three places."""
    first = [result.id for result in search(library, query)[:3]]

    assert set(first) & set(found.split()), first


@pytest.mark.parametrize(
    ("misspelt", "found"),
    [
        ("magnesum", "magnesium"),
        ("neuropathey", "neuropathy"),
        ("siatica", "sciatica"),
        ("restless leggs", "restless-legs"),
        ("diuretiks", "water-tablets"),
        ("haemodialysis", "kidney-disease"),
        ("hemodialysis", "kidney-disease"),
        ("estrogen", "oestrogen"),
        ("tumour", "cancer"),
    ],
)
def test_other_spellings_find_it_too(library: Library, misspelt: str, found: str) -> None:
    """A misspelling, and both the UK and the US spelling, are understood."""
    assert found in [result.id for result in search(library, misspelt)[:4]]


def test_the_best_comes_first(library: Library) -> None:
    """Results stand by their score, and a name counts more than a mention."""
    results = search(library, "quinine")
    scores = [result.score for result in results]

    assert results[0].id == "quinine"
    assert scores == sorted(scores, reverse=True)
    assert scores[0] > 0


def test_every_name_finds_its_record(library: Library) -> None:
    """Each record is among the results of its own name, and every name that is typed is indexed."""
    kinds = [kind for kind in Kind if kind is not Kind.GROUP]
    lost = [
        topic.id
        for topic, names in topics(library, kinds)
        if topic.id not in [result.id for result in search(library, names[1])]
    ]

    assert lost == []


def test_names_are_read_from_the_text_as_from_the_records(library: Library) -> None:
    """What the index takes for names is what the records hold."""
    from crampinfo.search import _read

    for topic, names in topics(library, [kind for kind in Kind if kind is not Kind.GROUP]):
        read, _ = _read(shelf_of(library, topic.kind).file(topic.id))

        assert sorted(map(words, read)) == sorted(map(words, names)), topic.id


def words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text))


def test_a_question_about_cramps_is_never_left_without_an_answer(library: Library) -> None:
    """Whatever else a question holds, its words on cramps find something."""
    for query in ("why???", "LEG CRAMPS", "cramp qwxz zzyx", "cramps " * 500, "🦵 cramps 🦵"):
        if "cramp" in query.lower():
            assert search(library, query), query


def test_nothing_found_is_an_answer(run: Run) -> None:
    """No result is exit code 0, an empty list, and a way on."""
    ran = run("search", "qwxzv", "--format", "json")
    answer = json.loads(ran.out)

    assert ran.code == 0
    assert answer["results"] == []
    assert "suggestions" in answer


def test_results_name_the_command_that_opens_them(run: Run) -> None:
    """Each result carries its kind, its names and its command, and the command works."""
    answer = json.loads(run("search", "water", "pill", "--format", "json").out)

    for result in answer["results"][:3]:
        opened = run(*result["command"].split()[1:], "--format", "json")

        assert opened.code == 0
        assert result["name"]
        assert result["score"] > 0
