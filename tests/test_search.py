"""The reader's own words find the right page, and a warning sign where they speak of one."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest
from conftest import Ran, plain

import crampinfo
from crampinfo import Library
from crampinfo.answers import Kind
from crampinfo.finding.names import listed_topics
from crampinfo.library.records import TIERS

Run = Callable[..., Ran]

# Words for each kind of page that a search finds, and the page that is meant. To a routine leads
# the page of its remedy.
FINDS = {
    "cause": {
        "woken at night by a cramp in the calf": "night-cramps",
        "numb burning feet": "neuropathy",
        "varicose veins": "varicose-veins",
    },
    "look-alike": {
        "brown urine after a marathon": "rhabdomyolysis",
        "siatica": "sciatica",
        "cannot keep my legs still in the evening": "restless-legs",
    },
    "remedy": {
        "does tonic water help": "tonic-water",
        "bar of soap in bed": "soap",
        "magnesum": "magnesium",
    },
    "medicine": {
        "water pill": "water-tablets",
        "can albuterol cause leg cramps": "reliever-inhalers",
        "Lipitor muscle pain": "statin",
        "estrogen": "oestrogen",
    },
    "group": {"cramps in pregnancy third trimester": "pregnancy", "hemodialysis": "dialysis"},
    "page": {"charley horse": "cramp", "why do legs cramp": "cramp"},
}

# Words that speak of a danger, and the signs that may be meant.
DANGERS = {
    "cant breathe": {"any-emergency", "clot-lung"},
    "chest pain": {"any-emergency", "clot-lung"},
    "one calf is hot and swollen": {"dvt"},
    "numb between the legs and cannot pee": {"cauda-equina"},
    "brown urine and very sore muscles": {"rhabdomyolysis"},
    "my jaw is stiff and I cannot open my mouth": {"tetanus"},
    "leg suddenly cold and pale": {"cold-leg"},
}


# --- Pages ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "kind", [kind for kind in get_args(Kind) if kind not in ("warning sign", "routine")]
)
def test_plain_words_find_their_page(library: Library, kind: Kind) -> None:
    """What people type, misspelt or in US English too, leads to a page of every kind."""
    for query, found in FINDS[kind].items():
        first = [(each.kind, each.id) for each in crampinfo.search(library, query).results[:3]]

        assert (kind, found) in first, query


@pytest.mark.parametrize(
    "kind", [kind for kind in get_args(Kind) if kind not in ("page", "routine")]
)
def test_every_record_is_found_by_its_names(library: Library, kind: Kind) -> None:
    """By its name, and by the last of all that open it: a brand, a misspelling."""
    lost = [
        (topic.id, name)
        for topic, names in ((each.topic, each.names) for each in listed_topics(library, [kind]))
        for name in {topic.name, names[-1]}
        if topic.id not in found(crampinfo.search(library, name))
    ]

    assert lost == []


def found(answer: crampinfo.answers.SearchAnswer) -> set[str]:
    return {each.id for each in answer.warnings} | {each.id for each in answer.results}


@pytest.mark.parametrize("query", ["calf", "cramp at night", "can statins harm muscles"])
def test_the_best_comes_first_and_the_rest_is_near_it(library: Library, query: str) -> None:
    """Results stand by their score; what has less than a third of the best is left out."""
    scores = [each.score for each in crampinfo.search(library, query).results]

    assert len(scores) > 1
    assert scores == sorted(scores, reverse=True)
    assert scores[-1] >= scores[0] / 3 > 0


def test_five_pages_are_shown_and_all_on_request(run: Run) -> None:
    """The rest is counted, and --all shows it; each is laid out alike, with its command."""
    count = len(json.loads(run("search", "calf", "--format", "json").out)["results"])
    assert count > 5

    for options, shown in (((), 5), (("--all",), count)):
        page = run("search", "calf", *options, "--format", "markdown").out
        cards = re.findall(r"^- \*\*.+\*\*: .+ `crampinfo .+` \([a-z -]+\)$", page, re.M)

        assert len(cards) == shown
        assert (f"best 5 of {count}" in page) is (shown == 5)


def test_results_name_the_command_that_opens_them(run: Run) -> None:
    """Each result carries its kind, its names and its command, and the command works."""
    answer = json.loads(run("search", "leg cramps at night", "--format", "json").out)
    for result in answer["results"]:
        assert {"kind", "id", "name", "aliases", "summary", "command", "score"} == result.keys()
        assert run(*result["command"].split()[1:]).code == 0


def test_what_is_no_cramp_is_marked_as_such(run: Run, library: Library) -> None:
    """A reader of results sees at once which of them are causes."""
    page = run("search", "calf", "--all", "--format", "markdown").out
    kinds = dict(re.findall(r"`crampinfo cause ([\w-]+)` \(([a-z -]+)\)$", page, re.M))

    assert set(kinds.values()) == {"cause", "not a cramp"}
    for name, kind in kinds.items():
        assert (kind == "not a cramp") is (name in library.lookalikes), name


def test_a_story_is_one_query(library: Library) -> None:
    """A few sentences, or far more than anybody types, find their page among those shown."""
    story = (
        "I woke at three in the night because my left calf had gone as hard as a stone, and it "
        "took some minutes of rubbing until I could put the foot down again; I am 67, had walked "
        "more than usual that day and take a tablet for my blood pressure. "
    )
    for query in (story, story * 40):
        assert "night-cramps" in [each.id for each in crampinfo.search(library, query).results[:5]]


# --- Signs ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("danger", DANGERS)
@pytest.mark.parametrize("story", ["{0}", "{0}. I have had {1}.", "I have had {1}. {0}."])
def test_a_danger_brings_its_sign(library: Library, danger: str, story: str) -> None:
    """An innocent sentence more, before or after, does not hide it."""
    answer = crampinfo.search(library, story.format(danger, "leg cramps at night for years"))

    assert {each.id for each in answer.warnings} & DANGERS[danger]


@pytest.mark.parametrize("danger", DANGERS)
def test_a_danger_at_the_end_of_a_long_letter_is_heard(library: Library, danger: str) -> None:
    """The words of a query are counted, but each of its sentences by itself."""
    letter = "I have had leg cramps at night for years and I rub them until they go. " * 8
    answer = crampinfo.search(library, f"{letter}Now {danger}.")

    assert {each.id for each in answer.warnings} & DANGERS[danger]


def test_of_many_signs_the_three_surest_are_named(library: Library) -> None:
    """No fewer, where more are spoken of."""
    answer = crampinfo.search(library, ". ".join(DANGERS))

    assert len(answer.warnings) == 3


def test_where_all_pages_are_shown_none_is_promised(run: Run) -> None:
    """`--all` is named only where it shows more."""
    for words in ("soap", "hemodialysis", "varicose veins"):
        assert "--all" not in run("search", words, "--format", "text").out, words


def test_signs_stand_first_with_what_to_do(run: Run, library: Library) -> None:
    """At most three, most urgent first, above all pages, each with its command."""
    tiers = set()
    for danger in DANGERS:
        query = f"one calf is hot and swollen, one calf is warm, {danger}"
        signs = crampinfo.search(library, query).warnings
        head, _, pages = plain(run("search", query, "--format", "text").out).partition("Pages that")
        ranks = [TIERS.index(sign.tier) for sign in signs]
        tiers |= set(ranks)

        assert 1 <= len(signs) <= 3
        assert ranks == sorted(ranks)
        assert pages
        for sign in signs:
            assert f"{sign.act} crampinfo warnings {sign.id}" in head
    assert len(tiers) > 1


def test_where_no_sign_is_recognised_one_row_says_no_more(run: Run) -> None:
    """It does not say that there is none, and names the page of signs."""
    rows = run("search", "bar of soap").out.splitlines()
    frame = next(number for number, row in enumerate(rows) if row.startswith("╭"))

    assert plain(" ".join(rows[:frame])) == (
        "No warning sign was recognised in these words, but there may be one: crampinfo warnings"
    )


# --- Words that the library lacks -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "shown_for"),
    [
        ("fibromialgya", "fibromyalgia"),
        ("varicoze veins", "varicose veins"),
        ("hypothyroidizm", "hypothyroidism"),
        ("magnesiumm tablets", "magnesium tablets"),
    ],
)
def test_a_word_that_is_read_as_another_is_told(run: Run, query: str, shown_for: str) -> None:
    """The page begins with what was understood, spelled as it should be, and is that one's."""
    ran = run("search", query)
    told, meant = (json.loads(run("search", q, "--format=json").out) for q in (query, shown_for))

    assert ran.out.splitlines()[0] == f"  Shown for  {shown_for}"
    assert told["shown_for"] == shown_for
    assert told["results"] == meant["results"]


def test_no_word_is_read_as_its_opposite(library: Library) -> None:
    """Too much is not too little: what begins with hyper is never read as hypo."""
    pairs = (("hyper", "hypo"), ("hypo", "hyper"), ("under", "over"), ("over", "under"))
    names = " ".join(
        name
        for each in listed_topics(library, [kind for kind in get_args(Kind) if kind != "page"])
        for name in each.names
    ).lower()
    words = {
        (word, there + word.removeprefix(here))
        for here, there in pairs
        for word in re.findall(rf"\b{here}\w{{5,}}", names)
    }

    assert len(words) > 10
    for word, opposite in words:
        shown_for = crampinfo.search(library, opposite).shown_for or ""

        assert word[:5] not in shown_for, (opposite, shown_for)


def test_what_is_not_covered_is_said_and_not_replaced(run: Run, library: Library) -> None:
    """`hyperthyroidism` finds nothing, and never the underactive thyroid."""
    ran = run("search", "hyperthyroidism", "--format", "text")
    assert "There is nothing here on hyperthyroidism." in ran.out
    assert "underactive" not in ran.out

    terms = library.basics.search.not_covered
    for start in range(0, len(terms), 40):
        assert crampinfo.search(library, " ".join(terms[start : start + 40])).shown_for is None


def test_nothing_found_is_an_answer(run: Run) -> None:
    """No result is exit code 0, empty lists, and a way on."""
    ran = run("search", "qwxzv", "--format", "json")
    answer = json.loads(ran.out)

    assert ran.code == 0
    assert (answer["results"], answer["warnings"], answer["not_covered"]) == ([], [], [])
    assert "crampinfo causes" in run("search", "qwxzv").out


@pytest.mark.parametrize("text", ["", "   ", "\x1b\x07\x9b", "\u202e\u2066"])
def test_a_search_for_nothing_is_one_sentence(run: Run, text: str) -> None:
    """Without a word to look for there is a hint, not an empty page."""
    ran = run("search", text)

    assert (ran.code, ran.out) == (2, "")
    assert "crampinfo search" in ran.err


@pytest.mark.parametrize(
    "query",
    [
        *("calf' OR 1=1 --", 'NEAR("leg" cramp)', "leg*^-(", "names: calf", "calf AND", "NOT calf"),
        *("شد عضلي", "%_", '"', "🦵" * 50, "calf\u200bpain", "x" * 10_000, "cramps " * 500, "???"),
    ],
)
def test_query_languages_are_words(run: Run, query: str) -> None:
    """What means something to a database is text here; what is odd or endless gets an answer."""
    ran = run("search", "--", query)

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(("╭", "  "))
    assert (("calf" in query) or ("cramp" in query)) <= ("crampinfo relief" in ran.out)
    assert {len(row) for row in ran.out.splitlines() if row.startswith("│")} == {80}


def test_emergencies_stand_before_other_signs(library: Library) -> None:
    """Of more signs than are shown, none that needs help today hides one that cannot wait."""
    words = "my toddler limps with hip pain, bone pain for weeks, a fever and very cold hands"
    told = [sign.tier for sign in crampinfo.search(library, words).warnings]

    assert len(told) == 3
    assert told[0] == "emergency"


@pytest.mark.parametrize(
    "words", ["food poisoning", "low magnesium cramps", "dehydrated and cramps"]
)
def test_the_key_of_a_sign_is_no_phrase(library: Library, words: str) -> None:
    """Two words that it happens to hold raise no alarm."""
    told = crampinfo.search(library, words).warnings

    assert [sign.id for sign in told if sign.tier == "emergency"] == []


def test_the_order_of_keys_in_a_file_does_not_matter(copy_of_library: Path) -> None:
    """A sign is heard by its name where that stands before its key, and still not by the key."""
    file = copy_of_library / "warning-signs" / "cold-leg.yaml"
    text = file.read_text(encoding="utf-8").replace("id: cold-leg\n", "")
    file.write_text(f"{text.rstrip()}\nid: cold-leg\n", encoding="utf-8")
    library = Library(copy_of_library)
    name = library.signs["cold-leg"].name

    assert "cold-leg" in [sign.id for sign in crampinfo.search(library, name).warnings]
    assert crampinfo.search(library, "rubbing my leg, cold in bed").warnings == ()


@pytest.mark.parametrize("indent", ["", "      "])
@pytest.mark.parametrize("comment", ["", "  # as people say"])
def test_a_phrase_is_heard_however_its_list_is_written(
    copy_of_library: Path, indent: str, comment: str
) -> None:
    """What is the same YAML finds the same."""
    file = copy_of_library / "warning-signs" / "dvt.yaml"
    rows = file.read_text(encoding="utf-8").split("\n")
    items = [f"{indent}{row[2:]}{comment}" if row.startswith("  - ") else row for row in rows]
    written = re.sub(r"\nworse_if:\n[^a-z]*-(.|\n)*?(?=\n[a-z])", "", "\n".join(items))
    file.write_text(written, encoding="utf-8")
    answer = crampinfo.search(Library(copy_of_library), "my calf is swollen and hot")

    assert "dvt" in [sign.id for sign in answer.warnings]


@pytest.mark.parametrize(("before", "found"), [(79, True), (80, False)])
def test_the_first_eighty_words_count(library: Library, before: int, found: bool) -> None:
    """What follows them adds nothing but time."""
    answer = crampinfo.search(library, " ".join(["zzz"] * before) + " lipitor")

    assert bool(answer.results) == found


def test_a_query_is_shown_again_in_part(library: Library) -> None:
    """A pasted letter does not fill the screen."""
    assert crampinfo.search(library, "cramp " * 100).query == ("cramp " * 100)[:200]
