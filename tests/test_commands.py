"""What each command answers, and what it says when it cannot."""

import json
import re
import shlex
import unicodedata
from collections import Counter
from collections.abc import Callable
from itertools import chain
from pathlib import Path
from typing import get_args

import pytest
from conftest import Ran, plain
from msgspec.structs import astuple
from test_every_answer import CALLS
from test_links import edit, set_first

from crampinfo import Library
from crampinfo.library.records import Link, SourceType, VerdictLevel, statements_in
from crampinfo.page import Format

Run = Callable[..., Ran]

# One call of every command that reads the library, and two words that are no command.
READING = [
    *(f"{name} {calls[-1]}" for name, calls in CALLS.items()),
    *("validate", "help relief", "lipitor", "xyzzyq"),
]


def opened(ran: Ran) -> str:
    """Return the id of the one record that an answer in JSON shows."""
    answer = json.loads(ran.out)
    key = {"relief": "remedies", "cause": "cause"}.get(answer["page"], answer["page"])
    record = answer.get("group") or answer[key]
    return str(record["id"] if isinstance(record, dict) else record[0]["id"])


# --- Answers --------------------------------------------------------------------------------------


def test_the_home_page_says_where_to_go_now(run: Run) -> None:
    """Without a command there is a page, and the way to relief is its last line before the note."""
    ran = run("--format", "text")
    body, _, _ = ran.out.partition("\nPlease note")

    assert ran.code == 0
    assert body.splitlines()[-1] == "A cramp right now? crampinfo relief"


@pytest.mark.parametrize("section", ["", "after", "prevent", "clinician", "all"])
def test_warning_signs_come_before_self_help(run: Run, section: str) -> None:
    """On every screen of remedies, when to call for help stands before what to do."""
    text = run("relief", *section.split(), "--format", "text").out
    first = "Stretch the tight muscle" if not section else "Helps|May help|Unclear|[Ss]tretch"
    place = re.search(first, text)

    assert place
    assert text.index("999, 112 or 911") < place.start()


def test_causes_stand_commonest_first_and_lookalikes_apart(run: Run, library: Library) -> None:
    """All are listed once; what is not a cramp has its own list, each with its clue."""
    answer = json.loads(run("causes", "--format", "json").out)
    apart = run("causes", "--not-cramps", "--format", "text").out
    order = ["very common", "common", "uncommon", "rare", "very rare"]
    places = [order.index(each["frequency"]["level"]) for each in answer["causes"]]

    assert places == sorted(places)
    assert sorted(each["id"] for each in answer["causes"]) == list(library.causes)
    assert set(library.lookalikes) <= {each["id"] for each in answer["lookalikes"]}
    assert all(f"{name}:" in apart for name in library.lookalikes)


def test_a_category_narrows_the_list(run: Run) -> None:
    """Only the causes of one category are listed, and no look-alikes."""
    answer = json.loads(run("causes", "--category", "NERVE", "--format", "json").out)

    assert {cause["category"] for cause in answer["causes"]} == {"nerve"}
    assert answer["lookalikes"] == []


@pytest.mark.parametrize(
    ("call", "words"),
    [("relief prevent", VerdictLevel), ("relief all", VerdictLevel), ("medicines", Link)],
)
def test_a_list_begins_with_the_best_or_the_surest(run: Run, call: str, words: object) -> None:
    """Under each heading, what is better or surer stands above."""
    page = run(*call.split(), "--format", "markdown").out.partition("\n## Please note")[0]
    for part in page.split("\n## "):
        rows = part.splitlines()
        heads = [f"**{each.replace('-', ' ').capitalize()}**" for each in get_args(words)]
        places = [rows.index(head) for head in heads if head in rows]

        assert places == sorted(places), part
    assert sum(page.count(head) for head in heads) > 2


def test_warnings_stand_by_tier_deadliest_first(run: Run, library: Library) -> None:
    """The order of the signs is the one that the data gives."""
    answer = json.loads(run("warnings", "--format", "json").out)
    order = [name for rule in library.basics.warnings.tiers for name in rule.signs]

    assert [sign["id"] for sign in answer["warnings"]] == order


def test_a_group_changes_the_advice(run: Run, library: Library) -> None:
    """A remedy's page says what they must know; lists mark it, and say it in full."""
    for group in library.groups.values():
        listed = run("relief", "all", "--for", group.id, "--width", "100").out.splitlines()
        for caution in group.cautions:
            name = library.remedies.card(caution.remedies[0]).name
            marked = [row for row in listed if name in row and "with a caution" in row]

            assert marked, (group.id, name)
            for call in ("relief all --full", f"relief {caution.remedies[0]}", "relief --full"):
                ran = run(*call.split(), "--for", group.id, "--format", "text")

                assert caution.advice.text.rstrip(".") in plain(ran.out), (group.id, call)


def test_a_groups_short_page_names_every_remedy_that_has_a_caution(
    run: Run, library: Library
) -> None:
    """The first few are told whole; who looks for another finds that there is one."""
    for group in library.groups.values():
        page = plain(run("relief", "--for", group.id, "--format", "text").out)
        for caution in group.cautions:
            for name in caution.remedies:
                assert library.remedies.card(name).name in page, (group.id, name)


def test_a_groups_cautions_stand_once_under_their_remedies(run: Run, library: Library) -> None:
    """However many cautions a remedy has for a group, its name heads them once."""
    for group in library.groups.values():
        page = run("relief", "--for", group.id, "--full", "--format", "markdown").out
        lines = [line.strip("#* ") for line in page.splitlines()]
        for caution in group.cautions:
            names = [library.remedies.card(name).name for name in caution.remedies]

            assert lines.count("; ".join(names)) == 1, (group.id, names)


@pytest.mark.parametrize("call", ["relief", "relief all"])
def test_a_screen_of_remedies_is_as_old_as_the_oldest(
    run: Run, copy_of_library: Path, call: str
) -> None:
    """Its lower edge says when that one was checked."""
    edit(copy_of_library / "remedies" / "calf.yaml", set_first(reviewed="2025-01-02"))

    assert "; checked 2025-01-02 ─╯\n" in run(*call.split(), "--data", str(copy_of_library)).out


@pytest.mark.parametrize("moment", ["after", "prevent", "clinician", "all"])
def test_the_example_under_a_list_is_one_of_its_remedies(run: Run, moment: str) -> None:
    """What to type next opens something that the list has just named."""
    listed = json.loads(run("relief", moment, "--format", "json").out)["remedies"]
    example = run("relief", moment, "--format", "text").out.split("Open one: crampinfo relief ")[1]

    assert example.split()[0] in {each["id"] for each in listed}


def test_painkillers_never_stand_without_who_must_not(run: Run, library: Library) -> None:
    """Wherever one is advised, a row says that many must not take it, and where that stands."""
    checked = {each.id: each for each in library.remedies.cards() if each.check_first}
    # What advises one: a page, and the words on it that do.
    lists = ["relief all", "relief after", *(f"relief --for {group}" for group in library.groups)]
    advised = [(call, card.name, card) for call in lists for card in checked.values()]
    advised += [
        (f"cause {name}", each.text, checked[remedy])
        for shelf in (library.causes, library.lookalikes)
        for name, record in shelf.items()
        for each in record.helps
        for remedy in each.remedies
        if remedy in checked
    ]
    found = 0
    for call, words, card in advised:
        for depth in ([], ["--full"]):
            shown = plain(run(*call.split(), *depth, "--format", "text").out)
            if words in shown:
                found += 1

                assert f"{card.check_first} crampinfo relief {card.id}" in shown, call
    assert found > 4
    assert "crampinfo relief painkillers" in run("relief").out


def test_a_page_says_what_a_sign_is_before_how_fast_it_needs_help(
    run: Run, library: Library
) -> None:
    """Nobody reads what to do before they know whether it is meant for them."""
    own = [sign for sign in library.signs.values() if sign.how_fast and sign.tier != "routine"]
    told = 0
    for condition in (*library.causes.values(), *library.lookalikes.values()):
        text = plain(run("cause", condition.id, "--format", "text").out).casefold()
        for sign in own:
            if sign.id in condition.warnings:
                told += 1

                assert f"{sign.short}: {sign.how_fast}.".casefold() in text, (condition.id, sign.id)
    assert told > 10


def test_steps_never_stand_under_what_not_to_do(run: Run, library: Library) -> None:
    """A heading opens the steps of each remedy: its own, or one that fits any."""
    numbered = [card.id for card in library.remedies.cards() if library.remedies[card.id].steps]
    for name in numbered:
        lines = run("relief", name, "--format", "text").out.split("\n")
        title = library.remedies[name].steps[0].title or "What to do"

        assert lines[lines.index(title) + 1].startswith(" 1 "), name
    assert len(numbered) > 20


def test_a_cramp_that_is_on_now_has_its_steps_first(run: Run, library: Library) -> None:
    """Who weighs a treatment reads first what to expect of it."""
    for name, remedy in library.remedies.items():
        text = plain(run("relief", name, "--format", "text").out)
        steps = text.find(remedy.steps[0].steps[0].text) if remedy.steps else -1

        assert steps < 0 or (steps < text.index(remedy.verdict.text)) is bool(remedy.muscle), name


def test_the_list_of_what_is_no_cramp_leads_to_the_warning_signs(run: Run) -> None:
    """Some of what feels like a cramp needs help fast."""
    assert "crampinfo warnings" in run("causes", "--not-cramps", "--format", "text").out


def test_a_short_page_of_a_condition_shows_the_first_of_each_list(
    run: Run, library: Library
) -> None:
    """Three things that help, two that do not, when to see a doctor; no more."""
    for condition in (*library.causes.values(), *library.lookalikes.values()):
        text = plain(run("cause", condition.id, "--format", "text").out)
        lists = ((condition.helps, 3), (condition.unhelpful, 2), (condition.ask, 1))
        for claims, shown in lists:
            assert all(each.text in text for each in claims[:shown]), condition.id
            assert not any(each.text in text for each in claims[shown:]), condition.id


def test_sources_are_counted_by_kind(run: Run, library: Library) -> None:
    """Each kind with its number; in full, each source under its kind."""
    brief = run("sources", "--format", "text").out
    full = run("sources", "--full", "--format", "text").out.split("\n")
    kinds: Counter[str] = Counter(each.type for each in library.sources.values())
    heads = [full.index(kind.capitalize()) for kind in get_args(SourceType) if kinds[kind]]

    assert len(kinds) > 10
    for kind, number in kinds.items():
        assert f"{kind.capitalize()}: {number} sources, " in brief
    assert heads == sorted(heads)
    for kind, start, end in zip(kinds, heads, [*heads[1:], len(full)], strict=True):
        listed = sum(line.startswith("• ") for line in full[start:end])
        assert listed == kinds[full[start].lower()], kind


def test_a_statement_counts_under_its_strongest_source(run: Run, library: Library) -> None:
    """What a guideline says too does not count as news."""
    claims = json.loads(run("sources", "--format", "json").out)["claims"]
    kinds = {key: source.type for key, source in library.sources.items()}
    resting = [
        {kinds[key] for key in statement.sources}
        for shelf in library.shelves()
        if shelf is not library.sources
        for record in shelf.values()
        for statement in statements_in(record)
    ]

    assert claims["guideline"] == sum("guideline" in each for each in resting)
    assert claims["news"] == resting.count({"news"})
    assert sum(claims.values()) == len(resting)


def test_the_full_list_of_remedies_says_how_each_works_and_what_to_mind(
    run: Run, library: Library
) -> None:
    """The first of its reasons, and the first of who must not, when to stop, harms and cautions."""
    text = plain(run("relief", "all", "--full", "--format", "text").out)
    minded = 0
    for remedy in library.remedies.values():
        risks = (*remedy.not_for, *remedy.stop, *remedy.harms, *remedy.cautions)
        minded += bool(risks)
        assert not remedy.why or f"How it is thought to work: {remedy.why[0].text}" in text
        assert not risks or f"Take care: {risks[0].text}" in text

    assert text.count("Take care: ") == minded > 40


@pytest.mark.parametrize(
    ("command", "title"),
    [
        ("relief prevent", "To prevent the next cramp"),
        ("relief all", "All remedies"),
        ("relief all --for dialysis", "All remedies"),
    ],
)
def test_a_list_of_remedies_is_named_after_its_moment(run: Run, command: str, title: str) -> None:
    """Or after all of them."""
    assert run(*command.split(), "--format", "markdown").out.startswith(f"# {title}\n")


def test_a_source_shows_its_links_and_what_rests_on_it(run: Run) -> None:
    """A source opens with its DOI as a link and the statements that cite it."""
    text = run("sources", "hawke-2021", "--format", "text").out

    assert run("sources", "Hawke", "2021", "--format", "text").out == text

    assert "https://doi.org/10.1002/14651858.CD008496.pub3" in text
    assert re.findall("https://([a-z.]+)", text)[:2] == ["doi.org", "pubmed.ncbi.nlm.nih.gov"]
    assert "crampinfo relief bedtime-stretch" in plain(text)


def test_the_address_of_a_source_is_a_whole_link(run: Run, copy_of_library: Path) -> None:
    """An old DOI may hold < and >, which no address has."""
    doi = "10.1002/(SICI)1097-0258(19980815)17:15<1661::AID-SIM968>3.0.CO;2-2"
    edit(copy_of_library / "sources" / "hawke-2021.yaml", set_first(doi=doi))
    ran = run("sources", "hawke-2021", "--format=markdown", f"--data={copy_of_library}")

    address = doi.replace("<", "%3C").replace(">", "%3E")
    assert f"<https://doi.org/{address}>" in ran.out, ran.err


# --- Compare --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "names", ["night-cramps,dvt", "restless legs,DVT,gout", "neuropathy,dvt,gout,sciatica"]
)
def test_two_to_four_conditions_are_laid_side_by_side(run: Run, names: str) -> None:
    """Wide, their names share a row; narrow, nothing does, and nothing is left out."""
    words = names.split(",")
    compared = json.loads(run("compare", *words, "--format", "json").out)["compared"]
    wide, narrow = run("compare", *words, "--width", "100"), run("compare", *words, "--width", "40")
    starts = [each["name"].split()[0] for each in compared]
    heads = [row for row in wide.out.splitlines() if all(start in row for start in starts)]

    assert len(compared) == len(words)
    assert heads
    assert not any(all(start in row for start in starts) for row in narrow.out.splitlines())
    for each in compared:
        for claims in each["profile"].values():
            for claim in claims:
                assert plain(claim["text"]) in plain(narrow.out)


def test_a_name_that_several_conditions_have_compares_them_all(run: Run) -> None:
    """None of them is chosen for the reader."""
    compared = json.loads(run("compare", "slipped disc", "dvt", "--format", "json").out)["compared"]

    assert [each["id"] for each in compared] == ["spinal-stenosis", "sciatica", "dvt"]


def test_a_misspelt_name_is_compared_and_told(run: Run) -> None:
    """The page begins with what was understood."""
    out = run("compare", "neuropthy", "dvt").out
    answer = json.loads(run("compare", "neuropthy", "dvt", "--format", "json").out)

    assert answer["compared"][0]["id"] == "neuropathy"
    assert out.split("\n")[0] == f"  Shown for  {answer['shown_for']}"


def test_how_fast_help_is_needed_keeps_its_capitals(run: Run) -> None:
    """A&E is no word that begins small."""
    out = plain(run("compare", "calf-tear", "dvt", "--format", "text").out)

    assert "Urgent: A&E or ER today." in out
    assert "Urgent: phone 111 or your doctor today." in out


def test_what_is_compared_points_to_no_place_on_a_page_of_its_own(library: Library) -> None:
    """There is no top of that page here: it names the warning sign, or what to do."""
    for cause in (*library.causes.values(), *library.lookalikes.values()):
        claims = [*chain(*astuple(cause.profile)), *cause.ask[:1]]

        assert not [each.text for each in claims if "the top" in each.text], cause.id


@pytest.mark.parametrize("names", ["", "dvt", "dvt DVT", "dvt gout sciatica cellulitis neuropathy"])
def test_it_takes_two_to_four_different_names(run: Run, names: str) -> None:
    """Fewer, more, or one thing twice, is told with what to do."""
    ran = run("compare", *names.split())

    assert ran.code == 2
    assert ran.err.startswith("crampinfo: It takes 2 to 4 names of different things.\n")
    assert "crampinfo compare" in ran.err


# --- Names ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("call", "found"),
    [
        ("cause NEUROPATHY", "neuropathy"),
        ("cause peripheral-neuropathy", "neuropathy"),
        ("cause Peripheral  Neuropathy", "neuropathy"),
        ("cause restless_legs_syndrome", "restless-legs"),
        ("cause Parkinson's disease", "parkinsons"),
        ("cause Parkinson’s disease", "parkinsons"),
        ("cause night\u200b-cramps", "night-cramps"),
        ("warnings Deep Vein Thrombosis", "dvt"),
        ("medicines atorvastatin", "statin"),
        ("medicines LIPITOR", "statin"),
        ("medicines statins", "statin"),
        ("cause dvts", "dvt"),
        ("relief bananas", "banana"),
        ("relief --for Pregnancy", "pregnancy"),
    ],
)
def test_a_record_opens_by_any_of_its_names(run: Run, call: str, found: str) -> None:
    """Id, name, alias or brand; any case, hyphens, underscores, apostrophes, a plural s."""
    ran = run(*call.split(" "), "--format", "json")

    assert ran.code == 0, ran.err
    assert opened(ran) == found
    assert json.loads(ran.out)["shown_for"] is None


def test_a_medicine_opens_by_its_brands_on_both_sides_of_the_sea(
    run: Run, library: Library
) -> None:
    """The first brand of each country, or a list with the medicine in it."""
    for name, medicine in library.medicines.items():
        for brand in (*medicine.brands_uk[:1], *medicine.brands_us[:1]):
            ran = run("medicines", brand, "--format", "json")

            assert f'"id": "{name}"' in ran.out, (brand, ran.err)
            assert json.loads(ran.out)["shown_for"] is None, brand


@pytest.mark.parametrize(
    ("name", "found"), [("Guillain-Barré syndrome", "guillain-barre"), ("Néuropathy", "neuropathy")]
)
def test_accents_may_be_composed_or_decomposed_or_left_out(run: Run, name: str, found: str) -> None:
    """What is pasted on macOS has its accents apart; what is typed often has none."""
    for each in (name, unicodedata.normalize("NFD", name), name.replace("é", "e")):
        ran = run("cause", each, "--format", "json")

        assert opened(ran) == found
        assert json.loads(ran.out)["shown_for"] is None


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("heart attack", ["any-emergency"]),
        ("chest pains", ["any-emergency", "clot-lung"]),
        ("Short of Breath", ["clot-lung"]),
    ],
)
def test_a_sign_opens_by_what_people_say(run: Run, words: str, found: list[str]) -> None:
    """Where several signs are meant, they are listed."""
    answer = json.loads(run("warnings", *words.split(), "--format", "json").out)

    assert sorted(each["id"] for each in answer["warnings"]) == found


def test_no_sign_opens_by_a_part_of_its_words(run: Run) -> None:
    """The same words may belong to a more urgent one: a search lists what they may mean."""
    ran = run("warnings", "eased", "hanging")

    assert (ran.code, ran.out) == (3, "")
    assert "crampinfo search eased hanging" in ran.err


@pytest.mark.parametrize("form", [each for each in get_args(Format) if each != "json"])
def test_who_must_not_is_told_where_a_painkiller_is(run: Run, form: Format) -> None:
    """In every format that is drawn, on the first screen and on each page that advises one."""
    for call in ("relief", "relief soreness"):
        shown = plain(run(*call.split(), "--format", form).out)

        assert "crampinfo relief painkillers" in shown, call


def test_a_name_of_several_lists_them(run: Run) -> None:
    """A brand with two medicines in it opens neither: both are found, with their commands."""
    answer = json.loads(run("medicines", "vytorin", "--format", "json").out)

    assert {each["id"] for each in answer["results"]} == {"statin", "ezetimibe"}


@pytest.mark.parametrize(
    ("call", "found"),
    [
        ("cause neuropthy", "neuropathy"),
        ("cause kidney", "kidney-disease"),
        ("relief --for preg", "pregnancy"),
        ("relief massge", "massage"),
    ],
)
def test_the_one_nearest_name_is_opened_and_told(run: Run, call: str, found: str) -> None:
    """Where exactly one name is near, its page opens, and its first line says what it is for."""
    answer = run(*call.split(), "--format", "json")
    drawn = run(*call.split())

    assert opened(answer) == found
    assert drawn.out.split("\n")[0] == f"  Shown for  {json.loads(answer.out)['shown_for']}"


@pytest.mark.parametrize(
    ("call", "commands"),
    [
        ("cause thyroid", ["cause underactive-thyroid", "cause parathyroid"]),
        ("compare dvt thyroid", ["cause underactive-thyroid"]),
        ("cause potassium", ["relief potassium", "cause salts"]),
        ("cause quinine", ["relief quinine"]),
        ("cause lipitor", ["medicines statin"]),
        ("relief statins", ["medicines statin"]),
        ("warnings neuropathy", ["cause neuropathy"]),
        ("medicines magnesium", ["relief magnesium"]),
        ("medicines penicillin", ["medicines penicillamine"]),
        ("medicines nystatin", ["medicines statin"]),
        ("cause nephropathy", ["cause neuropathy"]),
        ("cause leg pain night", ["warnings child-young"]),
        ("warnings pregnant", ["warnings pregnancy-leg"]),
        ("cause xyzzyq", ["causes"]),
        ("relief cramp", ["search cramp; crampinfo relief all"]),  # in too many names to tell any
        ("cause nerve", ["search nerve; crampinfo causes"]),
        ("sources hawk-2021", ["sources hawke-2021"]),
        ("sources xyzzyq", ["sources --full"]),
    ],
)
def test_other_names_are_told_what_opens_them(run: Run, call: str, commands: list[str]) -> None:
    """Several near names, a name of another kind, or none: stdout is empty, the hint complete."""
    ran = run(*call.split())

    assert ran.code == 3
    assert ran.out == ""
    for command in commands:
        assert f"crampinfo {command}" in ran.err


@pytest.mark.parametrize(
    "call",
    [
        *("cause High potassium, magnesium, calcium or sodium",),
        *("cause jaw", "relief bar", "medicines low", "cause m"),
    ],
)
def test_neither_an_opposite_nor_three_letters_open_a_page(run: Run, call: str) -> None:
    """Too much is not too little, and a short word may mean anything."""
    ran = run(*call.split())

    assert (ran.code, ran.out) == (3, "")
    assert "crampinfo cause salts" not in ran.err


def test_every_command_in_a_hint_works(run: Run) -> None:
    """What an error tells to type is answered."""
    near = [
        "cause thyroid",
        "cause potassium",
        "releif",
        "lipitor",
        "dvt",
        "cramp in leg",
        "help me",
    ]
    for call in (*near, "cause xyzzyq", "cause can't walk", "cause -- -x", "cause ?", "???"):
        told = run(*call.split()).err
        hints = re.findall(r"(crampinfo [^;\n]+?)[.]?(?=;|\n)", told)

        assert hints, told
        assert {hint: ran.err for hint in hints if (ran := run(*shlex.split(hint)[1:])).code} == {}


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        ("neuropathy", "crampinfo cause neuropathy"),
        ("lipitor", "crampinfo medicines statin"),
        ("water pill --full", "crampinfo medicines water-tablets"),
        ("releif", "crampinfo relief"),
        ("match", "crampinfo search"),
        ("match my calf is swollen", "crampinfo search"),
        ("interview", "crampinfo search interview"),
    ],
)
def test_a_word_that_is_no_command_is_told_what_was_meant(run: Run, words: str, hint: str) -> None:
    """A topic, a mistyped command, or what the first version had: never run, always told."""
    ran = run(*words.split())

    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("crampinfo: There is no command")
    assert hint in ran.err


@pytest.mark.parametrize("words", ["relief calf", "Relief calf"])
def test_a_command_that_is_quoted_with_its_words_is_told_whole(run: Run, words: str) -> None:
    """Nobody is told that there is no `relief`."""
    told = f"crampinfo: There is no command “{words}”.\nPerhaps: crampinfo relief; "

    assert run(words).err.startswith(told)


# --- Options --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "call",
    [
        *("--format json causes", "causes --format json", "causes --format=json"),
        *("CAUSES --format JSON", "--format Json Causes", "--format text causes --format json"),
    ],
)
def test_options_stand_before_or_after_the_command(run: Run, call: str) -> None:
    """In any case, on both sides of the command; the later one counts."""
    assert json.loads(run(*call.split()).out)["page"] == "causes"


@pytest.mark.parametrize("name", CALLS)
def test_every_command_takes_the_shared_options_on_both_sides(run: Run, name: str) -> None:
    """Nothing but their place differs."""
    options = "--format text --width 60 --full --color never --no-pager".split()
    words = CALLS[name][-1].split()
    before = run(*options, name, *words)

    assert before.code == 0
    assert before == run(name, *words, *options) == run(*options, name.upper(), *words)


@pytest.mark.parametrize("word", ["after", "AFTER", "All", "cLinician"])
def test_the_words_of_relief_are_understood_in_any_case(run: Run, word: str) -> None:
    """`relief AFTER` is `relief after`."""
    assert run("relief", word) == run("relief", word.lower())


def test_a_standing_format_comes_from_the_environment(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """CRAMPINFO_FORMAT sets the format, in any case; the option beats it; nonsense is an error."""
    monkeypatch.setenv("CRAMPINFO_FORMAT", "TEXT")
    assert "╭" not in run("causes").out
    assert "╭" in run("causes", "--format", "panels").out

    monkeypatch.setenv("CRAMPINFO_FORMAT", "xml")
    assert run("causes").code == 2


@pytest.mark.parametrize(
    ("width", "code"), [("39", 2), ("40", 0), ("200", 0), ("201", 2), ("-1", 2), ("9" * 5_000, 2)]
)
def test_a_width_is_from_40_to_200(run: Run, width: str, code: int) -> None:
    """What is outside is told, not bent."""
    ran = run("relief", f"--width={width}")

    assert ran.code == code
    assert len(ran.err) < 1_200


@pytest.mark.parametrize("option", ["-V", "--version"])
def test_the_version_is_told(run: Run, option: str) -> None:
    """It is that of the package, and nothing else."""
    import crampinfo

    assert run(option) == Ran(0, f"crampinfo {crampinfo.__version__}\n", "")


@pytest.mark.parametrize(
    "call",
    [
        *("--format xml causes", "--width wide causes", "--color mauve causes", "--nonsense"),
        *("causes --category none", "help nonsense", "search", "completion cmd", "relief --for"),
        "causes --not-cramps --category nerve",
        *("search --format", "--data /nowhere/at/all causes", "warnings --data=", "validate "),
        *("about a b", f"relief --data {'x' * 320}", f"relief --data {__file__}"),
    ],
)
def test_bad_usage_is_one_sentence_and_exit_code_2(run: Run, call: str) -> None:
    """What cannot be understood is told on stderr with a hint; stdout stays empty."""
    ran = run(*call.split(" "))

    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("crampinfo: ")
    assert len(ran.err.strip().splitlines()) == 2


def test_words_that_begin_with_a_hyphen_are_told_of_the_two(run: Run) -> None:
    """`search -cramp` is an unknown option; the hint names `--`, and that works."""
    assert "put -- before them" in run("search", "-cramp").err
    assert run("search", "--", "-cramp").code == 0


def test_a_word_too_many_is_told_how_to_search(run: Run) -> None:
    """`cramp at night` was meant as a question."""
    assert run("cramp", "at", "night").err.endswith("\nPerhaps: crampinfo search cramp at night\n")


@pytest.mark.parametrize("call", ["cause {}", "{}", "search {}", "sources {}", "relief --for {}"])
def test_an_endless_word_is_cut_in_what_is_said_of_it(run: Run, call: str) -> None:
    """A hundred kilobytes are answered in a few rows."""
    ran = run(*(word.format("x" * 100_000) for word in call.split()))

    assert ran.code in (0, 2, 3)
    assert len(ran.err) < 1_200
    assert max(map(len, ran.out.splitlines()), default=0) <= 80


@pytest.mark.parametrize(
    "call",
    [
        *("cause nonesuch --format json", "--format json nonesuch", "causes --format=JSON --bad"),
        *("--format json help nosuch", "search --format json", "--data= about --format json"),
        *("--format json cause a\udce9b", "--format json x\udce9y", "sources \udce9 --format json"),
    ],
)
def test_errors_are_json_where_json_was_asked_for(run: Run, call: str) -> None:
    """A program that asks for JSON gets errors as JSON too, on stderr, with the same code."""
    ran = run(*call.split())
    error = json.loads(ran.err)["error"]

    assert ran.out == ""
    assert error["exit_code"] == ran.code != 0
    assert error["message"]


def test_what_stands_after_two_hyphens_is_no_option(run: Run) -> None:
    """An error about a word that looks like one is a sentence."""
    ran = run("cause", "--", "xyzzyq", "--format=json")

    assert ran.code == 3
    assert ran.err.startswith("crampinfo: ")


# --- Another library ------------------------------------------------------------------------------


def test_every_command_reads_another_library(
    run: Run, copy_of_library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With --data on either side, or CRAMPINFO_DATA, a copy answers as the bundled one does."""
    option = f"--data={copy_of_library}"
    ways = {call: [run(option, *call.split()), run(*call.split(), option)] for call in READING}
    bundled = {call: run(*call.split()) for call in READING}
    monkeypatch.setenv("CRAMPINFO_DATA", str(copy_of_library))

    for call, (before, after) in ways.items():
        assert before == after == bundled[call] == run(*call.split())


@pytest.mark.parametrize("call", ["relief", "relief all", "relief calf", "relief baclfen"])
def test_a_group_that_is_misspelt_is_told(run: Run, call: str) -> None:
    """It says who must not: what was understood stands above, on a list too."""
    ran = run(*call.split(), "--for", "pregnncy", "--format", "json")
    shown_for = json.loads(ran.out)["shown_for"]

    assert "Pregnancy and the weeks after birth" in shown_for
    assert ("Baclofen" in shown_for) is call.endswith("baclfen")
    assert run(*call.split(), "--for", "").code == 3


def test_a_list_that_has_lost_a_sign_says_so(run: Run, copy_of_library: Path) -> None:
    """No checklist is shown that lacks an emergency."""
    (copy_of_library / "warning-signs" / "stroke.yaml").unlink()
    ran = run("warnings", "--data", str(copy_of_library))

    assert (ran.code, ran.out) == (4, "")
    assert "stroke.yaml" in ran.err


def test_a_misspelt_command_offers_no_frightening_page(run: Run) -> None:
    """One word that is no name is like a command, or something to search for."""
    for word in ("treatment", "symptoms", "quit"):
        assert run(word).err.endswith(f"\nPerhaps: crampinfo search {word}\n")
    assert "; crampinfo relief calf; " in run("releif", "calf").err
    assert run("seach", "what's > this").err.endswith("crampinfo search seach whats this\n")


def test_an_empty_variable_is_none(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a shell: CRAMPINFO_DATA= is the bundled library, CRAMPINFO_FORMAT= the usual format."""
    before = run("relief")
    monkeypatch.setenv("CRAMPINFO_DATA", "")
    monkeypatch.setenv("CRAMPINFO_FORMAT", "")

    assert run("relief") == before


@pytest.mark.parametrize("call", [each for each in READING if not each.startswith("help")])
@pytest.mark.parametrize("form", get_args(Format))
def test_a_folder_without_a_library_is_broken_data(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, form: Format
) -> None:
    """An empty folder is told as what it is, in every way in; none gives an empty page."""
    before = run(f"--data={tmp_path}", *call.split(), "--format", form)
    monkeypatch.setenv("CRAMPINFO_DATA", str(tmp_path))

    assert (before.code, before.out) == (4, "")
    assert "not a library" in before.err
    assert run("--format", form, *call.split()) == before


def test_a_broken_file_is_told_with_file_and_line(run: Run, copy_of_library: Path) -> None:
    """A page that needs a broken file says which, where and why, and exits with 4."""
    file = copy_of_library / "causes" / "heat.yaml"
    file.write_text("id: heat\nname: [a, b]\n---\nwhy: []\n", encoding="utf-8")
    option = f"--data={copy_of_library}"

    for call in ("causes", "cause heat", "cause nonesuch", "validate", "lipitor"):
        ran = run(option, *call.split())

        assert ran.code == 4
        assert f"{file}:2: " in ran.out + ran.err
        assert call == "validate" or "crampinfo validate" in ran.err
    assert run(option, "cause", "dvt").code == 0


# --- What is promised -----------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["warnings", "sources", "cause dvt", "relief calf", "cramp"])
def test_a_short_page_leads_to_the_full_one_and_that_not_to_itself(run: Run, page: str) -> None:
    """The last rows say how to see all of it."""
    way = f"crampinfo {page} --full"

    assert way in run(*page.split()).out
    assert way not in run(*page.split(), "--full").out
