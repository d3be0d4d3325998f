"""What each command answers, and what it says when it cannot."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Ran

from crampinfo.library import Library

Run = Callable[..., Ran]


def test_the_home_page_says_where_to_go_now(run: Run) -> None:
    """Without a command there is a page, not an error; first of all, help for a cramp right now."""
    ran = run()

    assert ran.code == 0
    assert ran.out.index("A cramp right now?") < ran.out.index("crampinfo causes")


def test_relief_fits_one_screen(run: Run) -> None:
    """The screen for a cramp that is on fits 80 by 24 with the prompt: nothing scrolls away."""
    assert len(run("relief").out.splitlines()) <= 23


def test_warning_signs_come_before_self_help(run: Run) -> None:
    """On every screen of measures, when to call for help stands before what to do."""
    for section in ("", "after", "prevent", "clinician", "all"):
        text = run("relief", *section.split(), "--format", "text").out

        assert text.index("999, 112 or 911") < text.lower().index(
            "stretch the tight" if not section else "what "
        )


@pytest.mark.parametrize(
    "name",
    ["neuropathy", "NEUROPATHY", "peripheral neuropathy", "peripheral-neuropathy", "nerve damage"],
)
def test_a_cause_has_many_names(run: Run, name: str) -> None:
    """A cause opens by id, name or alias, in any case, with spaces or hyphens, without quotes."""
    answer = json.loads(run("cause", *name.split(), "--format", "json").out)

    assert answer["cause"]["id"] == "neuropathy"


def test_a_cause_shows_its_parts_in_order(run: Run) -> None:
    """Name and summary come first, then the warning signs, then the rest; sources come last."""
    text = run("cause", "neuropathy", "--format", "text").out
    order = ["PERIPHERAL NEUROPATHY", "WARNING SIGNS", "WHY IT HAPPENS", "CLUES THAT POINT TO IT"]
    order += ["WHAT IT CAN LEAD TO", "WHAT USUALLY HELPS", "SOURCES", "PLEASE NOTE"]
    places = [text.index(title) for title in order]

    assert places == sorted(places)


def test_causes_are_grouped_and_mimics_stand_apart(run: Run) -> None:
    """All causes and mimics are on the list, each under its heading."""
    text = run("causes", "--format", "text").out

    assert text.index("NERVES") < text.index("neuropathy") < text.index("NOT A CRAMP?")
    assert text.index("NOT A CRAMP?") < text.index("restless-legs")


def test_a_category_narrows_the_list(run: Run) -> None:
    """Only the causes of one category are listed, and no mimics."""
    answer = json.loads(run("causes", "--category", "nerve", "--format", "json").out)

    assert {cause["category"] for cause in answer["causes"]} == {"nerve"}
    assert answer["mimics"] == []


def test_a_name_of_several_lists_them(run: Run) -> None:
    """A brand with two medicines in it opens neither: both are listed with their commands."""
    answer = json.loads(run("medicines", "vytorin", "--format", "json").out)

    assert {choice["id"] for choice in answer["choices"]} == {"statin", "ezetimibe"}


def test_an_unknown_name_gets_the_nearest(run: Run) -> None:
    """A misspelt name says so on stderr, offers the nearest, and exits with 3."""
    ran = run("cause", "neuropaty")

    assert ran.code == 3
    assert ran.out == ""
    assert "neuropaty" in ran.err
    assert "crampinfo cause neuropathy" in ran.err


@pytest.mark.parametrize(
    ("call", "command"),
    [
        ("cause quinine", "crampinfo relief quinine"),
        ("cause lipitor", "crampinfo medicines statin"),
        ("relief statins", "crampinfo medicines statin"),
        ("warnings neuropathy", "crampinfo cause neuropathy"),
        ("medicines magnesium", "crampinfo relief magnesium"),
    ],
)
def test_a_name_of_another_kind_tells_what_opens_it(run: Run, call: str, command: str) -> None:
    """The command that opens it is named, and not run."""
    ran = run(*call.split())

    assert ran.code == 3
    assert command in ran.err


def test_a_topic_without_its_command_is_pointed_to(run: Run) -> None:
    """`crampinfo neuropathy` is told to be a cause."""
    ran = run("neuropathy")

    assert ran.code == 2
    assert "crampinfo cause neuropathy" in ran.err


def test_a_mistyped_command_gets_the_nearest(run: Run) -> None:
    """`crampinfo releif` is told of `crampinfo relief`."""
    ran = run("releif")

    assert ran.code == 2
    assert "crampinfo relief" in ran.err


@pytest.mark.parametrize("words", [("dvt",), ("blood", "clot"), ("deep", "vein", "thrombosis")])
def test_lay_words_open_a_warning_sign(run: Run, words: tuple[str, ...]) -> None:
    """A clot opens by what people call it."""
    answer = json.loads(run("warnings", *words, "--format", "json").out)

    assert [sign["id"] for sign in answer["warnings"]] == ["dvt"]


def test_warnings_stand_by_tier_emergency_first(run: Run) -> None:
    """No urgent sign stands above an emergency, and no routine one above an urgent one."""
    text = run("warnings", "--format", "text").out

    assert text.index("EMERGENCY") < text.index("URGENT") < text.index("ROUTINE")


@pytest.mark.parametrize("name", ["lipitor", "atorvastatin", "statins", "cholesterol tablet"])
def test_a_medicine_opens_by_any_of_its_names(run: Run, name: str) -> None:
    """Generic, class, brand and lay name lead to one page, with the rule for all at its head."""
    ran = run("medicines", *name.split(), "--format", "text")

    assert "STATINS" in ran.out
    assert ran.out.startswith("BEFORE YOU CHANGE A MEDICINE")


def test_painkillers_never_stand_without_who_must_not(run: Run, library: Library) -> None:
    """Wherever painkillers are advised, the list of who must not take them stands too."""
    must_not = library.measures.card("painkillers").not_for
    assert len(must_not) >= 4

    for call in ("relief after", "relief all", "relief painkillers", "cause night-cramps"):
        text = " ".join(run(*call.split(), "--format", "text").out.split())
        if "painkillers" in text:
            for each in must_not:
                assert each.text in text, call


def test_a_group_changes_the_advice(run: Run) -> None:
    """In pregnancy the caution for painkillers stands beside them."""
    text = " ".join(run("relief", "after", "--for", "pregnancy", "--format", "text").out.split())

    assert "Never after week 28" in text


def test_a_source_shows_its_links_and_what_rests_on_it(run: Run) -> None:
    """A source opens with its DOI as a link and the statements that cite it."""
    text = run("sources", "hawke-2021", "--format", "text").out

    assert "https://doi.org/10.1002/14651858.CD008496.pub3" in text
    assert "crampinfo relief bedtime-stretch" in " ".join(text.split())


@pytest.mark.parametrize(
    "call", ["--format json causes", "causes --format json", "causes --format=json"]
)
def test_options_stand_before_or_after_the_command(run: Run, call: str) -> None:
    """The options of every command are understood on both sides of it."""
    assert json.loads(run(*call.split()).out)["page"] == "causes"


def test_help_is_the_same_both_ways(run: Run) -> None:
    """`help cause` and `cause --help` agree, and close with the short disclaimer."""
    asked, flagged = run("help", "cause"), run("cause", "--help")

    assert asked == flagged
    assert asked.code == 0
    assert "emergency" in asked.out


@pytest.mark.parametrize(
    "call",
    [
        "--format xml causes",
        "--width wide causes",
        "--width 3 causes",
        "--color mauve causes",
        "causes --category none",
        "--nonsense",
        "help nonsense",
        "search",
        "--data /nowhere/at/all causes",
        "completion cmd",
    ],
)
def test_bad_usage_is_one_sentence_and_exit_code_2(run: Run, call: str) -> None:
    """What cannot be understood is told on stderr with a hint; stdout stays empty."""
    ran = run(*call.split())

    assert ran.code == 2
    assert ran.out == ""
    assert ran.err.startswith("crampinfo: ")
    assert 1 <= len(ran.err.strip().splitlines()) <= 3


def test_errors_are_json_where_json_was_asked_for(run: Run) -> None:
    """A program that asks for JSON gets errors as JSON too, on stderr, with the same code."""
    for call in (
        "cause nonesuch --format json",
        "--format json nonesuch",
        "causes --format json --bad",
    ):
        ran = run(*call.split())
        error = json.loads(ran.err)["error"]

        assert ran.out == ""
        assert error["exit_code"] == ran.code != 0
        assert error["message"]


def test_a_standing_format_comes_from_the_environment(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """CRAMPINFO_FORMAT sets the format, and the option beats it."""
    monkeypatch.setenv("CRAMPINFO_FORMAT", "text")

    assert "╭" not in run("causes").out
    assert "╭" in run("causes", "--format", "panels").out


@pytest.mark.parametrize("text", ["", "   ", "\x1b\x07\x9b", "\u202e\u2066"])
def test_a_search_for_nothing_is_one_sentence(run: Run, text: str) -> None:
    """Without a word to look for there is a hint, not an empty page."""
    ran = run("search", text)

    assert ran.code == 2
    assert "crampinfo search" in ran.err


def test_another_library_is_opened_instead(run: Run, tmp_path: Path) -> None:
    """--data and CRAMPINFO_DATA show another library, and what it holds is text, never markup."""
    (tmp_path / "causes").mkdir()
    card = (
        'id: odd\nname: "[bold]Odd[/bold] :pill:"\ncategory: everyday\n'
        'summary: {text: "<b>A</b> [/] *line*", sources: [a]}\n'
        "strength: {level: likely, sources: [a]}\nfrequency: {level: rare, sources: [a]}\n"
    )
    (tmp_path / "causes" / "odd.yaml").write_text(card, encoding="utf-8")
    ran = run("causes", "--data", str(tmp_path))

    assert ran.code == 0
    assert "<b>A</b> [/] *line*" in ran.out
    assert "neuropathy" not in ran.out.partition("On the right")[0]


def test_a_broken_file_is_told_with_file_and_line(run: Run, tmp_path: Path) -> None:
    """A page that needs a broken file says which, where and why, and exits with 4."""
    (tmp_path / "causes").mkdir()
    (tmp_path / "causes" / "odd.yaml").write_text("id: odd\nname: [a, b]\n", encoding="utf-8")
    ran = run("causes", "--data", str(tmp_path))

    assert ran.code == 4
    assert ran.out == ""
    assert f"{tmp_path / 'causes' / 'odd.yaml'}:2: expected text, got a list" in ran.err


def test_validate_tells_all_faults(run: Run, tmp_path: Path) -> None:
    """Every fault has its file and line; a sound library is told with its number of files."""
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "a.yaml").write_text(
        "id: a\ncolour: red\nurl: here\n", encoding="utf-8"
    )
    ran = run("validate", str(tmp_path))

    assert ran.code == 4
    assert len(ran.out.splitlines()) == len(set(ran.out.splitlines())) >= 5
    assert "a.yaml:2: unknown key “colour”" in ran.out
    assert run("validate").code == 0
