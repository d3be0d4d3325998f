"""The Python API, as somebody uses it who has read no more than its documentation."""

import doctest
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType

import msgspec
import pytest
from conftest import Ran

import crampinfo
from crampinfo import answers, page
from crampinfo.errors import CrampinfoError
from crampinfo.finding import names, search
from crampinfo.library import basics, poses, records

Run = Callable[..., Ran]


def test_what_the_documentation_shows_is_what_happens() -> None:
    """The examples in the module's own documentation run."""
    result = doctest.testmod(crampinfo)

    assert result.attempted >= 3
    assert result.failed == 0


def test_all_that_is_public_is_there_and_nothing_else_is_promised() -> None:
    """What `__all__` names can be had, and an unknown name is the usual error."""
    assert {"Library", "search", "compare", "__version__"} <= set(crampinfo.__all__)
    for name in crampinfo.__all__:
        assert getattr(crampinfo, name)
    with pytest.raises(AttributeError, match="no attribute 'match'"):
        _ = crampinfo.match


def test_a_record_is_had_by_its_id() -> None:
    """A shelf is read like a dictionary, and a record has typed fields that never change."""
    cause = crampinfo.Library().causes["neuropathy"]

    assert cause.id == "neuropathy"
    assert cause.summary.sources
    assert "\n" not in cause.about[0].text
    with pytest.raises(AttributeError):
        cause.name = "Another"  # type: ignore[misc]


@pytest.mark.parametrize(
    "name", ["", "nothing", "Neuropathy", "../causes/heat", "x" * 1_000, "a\0"]
)
def test_a_shelf_has_no_other_words(library: crampinfo.Library, name: str) -> None:
    """Ids are exact: what is none is a KeyError, as in any dictionary, and leads to no file."""
    for shelf in library.shelves():
        assert name not in shelf
        assert shelf.get(name) is None
        with pytest.raises(KeyError):
            shelf[name]


def test_every_shelf_is_a_mapping(library: crampinfo.Library) -> None:
    """Length, iteration, `in`, keys, values and items agree, and ids come in order."""
    assert len(library.shelves()) >= 8
    for shelf in library.shelves():
        names = list(shelf)
        records = dict(shelf)

        assert isinstance(shelf, Mapping)
        assert len(shelf) == len(names) > 0
        assert names == sorted(records) == sorted(shelf.keys())
        assert all(name in shelf and record.id == name for name, record in records.items())
        assert records == dict(shelf.items())
        assert None not in shelf


def test_a_card_is_the_first_part_of_its_record(library: crampinfo.Library) -> None:
    """What a list shows of a record is what the record says itself, without words for search."""
    for shelf in (library.causes, library.lookalikes, library.remedies):
        assert [card.id for card in shelf.cards()] == list(shelf)
        for card in shelf.cards()[:3]:
            record = msgspec.to_builtins(shelf[card.id])
            shown = msgspec.to_builtins(card)

            assert shown == {key: record[key] for key in shown} | {"words": ()}


@pytest.mark.parametrize("query", ["water pill", "one leg is swollen and hot after a long flight"])
def test_search_answers_as_the_command_does(
    library: crampinfo.Library, run: Run, query: str
) -> None:
    """`crampinfo.search` gives typed results, signs first: the same as the JSON of the command."""
    answer = crampinfo.search(library, query)
    cited = {key for sign in answer.warnings for key in sign.sources}

    assert answer.results[0].command.startswith("crampinfo ")
    assert answer.results[0].score >= answer.results[-1].score
    assert {source.id for source in answer.sources} == cited
    assert printed(answer) == json.loads(run("search", query, "--format", "json").out)


def test_compare_answers_as_the_command_does(library: crampinfo.Library, run: Run) -> None:
    """`crampinfo.compare` takes ids, names and aliases, and lays profiles side by side."""
    answer = crampinfo.compare(library, "night-cramps", "Deep vein thrombosis")

    assert [each.id for each in answer.compared] == ["night-cramps", "dvt"]
    assert answer.compared[1].warnings[0].act
    assert answer.disclaimer
    assert printed(answer) == json.loads(
        run("compare", "night-cramps", "dvt", "--format", "json").out
    )


def printed(answer: msgspec.Struct) -> object:
    return json.loads(msgspec.json.encode(answer))


def test_what_goes_wrong_is_one_kind_of_error(tmp_path: Path, library: crampinfo.Library) -> None:
    """A wrong name or folder is a CrampinfoError that says what to do."""
    with pytest.raises(CrampinfoError, match="xyzzyq"):
        crampinfo.compare(library, "night-cramps", "xyzzyq")
    with pytest.raises(CrampinfoError, match="is a remedy"):
        crampinfo.compare(library, "night-cramps", "quinine")
    for few in ([], ["dvt"], ["dvt", "DVT"], ["dvt", "gout", "heat", "alcohol", "cancer"]):
        with pytest.raises(CrampinfoError, match="2 to 4"):
            crampinfo.compare(library, *few)
    for folder in (tmp_path, str(tmp_path / "nothing")):
        with pytest.raises(CrampinfoError, match="library"):
            crampinfo.Library(folder)


def test_another_library_is_opened_by_its_folder(copy_of_library: Path) -> None:
    """A library reads its own folder: nothing is kept between two, nor read before it is asked."""
    mine = crampinfo.Library(copy_of_library)
    mine.causes.file("heat").unlink()
    mine.causes.file("cancer").write_text("broken: [", encoding="utf-8")

    assert "heat" not in mine.causes
    assert "heat" in crampinfo.Library().causes
    assert mine.causes["neuropathy"] == crampinfo.Library().causes["neuropathy"]
    with pytest.raises(CrampinfoError, match="not YAML"):
        mine.causes["cancer"]


@pytest.mark.parametrize("module", [answers, basics, page, poses, records, names, search])
def test_nothing_that_is_read_or_answered_can_be_changed(module: ModuleType) -> None:
    """A record, an answer, a part of a page: whoever is handed one may keep it."""
    shapes = [each for each in vars(module).values() if isinstance(each, type)]
    structs = [
        each for each in shapes if issubclass(each, msgspec.Struct) and each is not msgspec.Struct
    ]

    assert structs
    assert [each.__name__ for each in structs if not each.__struct_config__.frozen] == []
