"""What `validate` finds beyond the shape of a file: links, order, sources, rules of a record."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from conftest import Ran
from msgspec import inspect

from crampinfo import Library
from crampinfo.library.records import SourceType, Tier, statements_in

Run = Callable[..., Ran]
Documents = list[dict[str, Any]]

# --- Links ----------------------------------------------------------------------------------------


def test_every_link_field_is_checked(run: Run, copy_of_library: Path) -> None:
    """Every field that holds the id of something else is told where that is missing.

    A field is one if its type is a slug: nobody need register it, and none stays unchecked.
    """
    broken: dict[str, Path] = {}
    for shelf in Library(copy_of_library).shelves():
        for shape in {type(record) for record in shelf.values()}:
            for path in slug_fields(inspect.type_info(shape)):
                word = f"missing-{len(broken)}"
                files = map(shelf.file, shelf)
                broken[word] = next(file for file in files if put(file, path, word))
    told = run("validate", str(copy_of_library)).out

    assert len(broken) > 50
    for word, file in broken.items():
        found = re.search(rf"^{file}:(\d+): no “{word}” in [a-z-]+", told, re.M)
        assert found, (word, file)
        assert word in file.read_text(encoding="utf-8").splitlines()[int(found[1]) - 1]


@pytest.mark.parametrize(
    ("written", "line"),
    [("[dvt,gone]", 5), ("\n  - dvt\n  - gone  # why", 7), ("\n  - gone\n  - dvt\n  - gone", 6)],
)
def test_what_names_nothing_is_told_once_with_its_line(
    run: Run, copy_of_library: Path, written: str, line: int
) -> None:
    """In a list on one row or on several, beside a comment, however often it stands there."""
    file = copy_of_library / "groups" / "x.yaml"
    points = "points: [{text: Rest., basis: common-sense}]"
    text = f'id: x\nname: X\nreviewed: "2026-11-28"\n{points}\nwarnings: {written}\n'
    file.write_text(text, encoding="utf-8")

    told = f"{file}:{line}: no “gone” in warning-signs\n"
    assert run("validate", str(copy_of_library)) == Ran(4, told, "")


def slug_fields(kind: inspect.Type, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Find the fields of a type, at any depth, that hold the id of another record."""
    match kind:
        case inspect.StrType(pattern=str(pattern)) if pattern.startswith("^[a-z0-9]+"):
            yield path
        case inspect.StructType(fields=fields):
            for field in fields:
                if field.name != "id":
                    yield from slug_fields(field.type, (*path, field.name))
        case inspect.Metadata(type=inner) | inspect.VarTupleType(item_type=inner):
            yield from slug_fields(inner, path)
        case inspect.UnionType(types=parts) | inspect.TupleType(item_types=parts):
            yield from dict.fromkeys(each for part in parts for each in slug_fields(part, path))


def put(file: Path, path: tuple[str, ...], word: str) -> bool:
    """Put a word in the first place of a file that a path leads to, if it has one."""

    def put_in(place: Any, keys: tuple[str, ...]) -> bool:
        if isinstance(place, list):
            return any(put_in(item, keys) for item in place)
        value = place.get(keys[0])
        if not value:
            return False
        if keys[1:]:
            return put_in(value, keys[1:])
        while isinstance(value[0], list):
            value = value[0]
        if isinstance(value, list):
            value[0] = word
        else:
            place[keys[0]] = word
        return True

    return edit(file, lambda documents: put_in(documents, path))


def edit(file: Path, change: Callable[[Documents], Any]) -> bool:
    """Change the documents of a data file, unless `change` returns False."""
    documents = list(yaml.load_all(file.read_text(encoding="utf-8"), yaml.BaseLoader))
    changed = change(documents) is not False
    if changed:
        text = yaml.safe_dump_all(documents, sort_keys=False, width=1_000)
        file.write_text(text, encoding="utf-8")
    return changed


# --- Rules of one record, and rules across files --------------------------------------------------


def set_first(**keys: Any) -> Callable[[Documents], Any]:
    """Return a change of keys in the first document."""
    return lambda documents: documents[0].update(keys)


def move_dvt(*tiers: Tier) -> Callable[[Documents], Any]:
    """Return a change of the tiers under which the sign `dvt` stands."""

    def change(documents: Documents) -> None:
        for rule in documents[0]["tiers"]:
            rule["signs"] = [name for name in rule["signs"] if name != "dvt"]
            rule["signs"] += ["dvt"] * tiers.count(rule["tier"])

    return change


def estimate_to(high: str) -> Callable[[Documents], Any]:
    estimate = {"measure": "cramps", "effect": "2", "low": "1", "high": high}
    return lambda documents: documents[1]["findings"][0].update(estimate=estimate)


RULES: dict[str, tuple[str, Callable[[Documents], Any], str]] = {
    "a hold with its longest time first": (
        "remedies/calf",
        set_first(hold=["600", "1"]),
        "the hold's shortest time is above its longest",
    ),
    "a sign that grows less urgent": (
        "warning-signs/dvt",
        set_first(worse_if=[{"text": "It gets better.", "tier": "routine"}]),
        "worse_if must be more urgent than urgent",
    ),
    "a sign that grows no more urgent": (
        "warning-signs/dvt",
        set_first(worse_if=[{"text": "It stays.", "tier": "urgent"}]),
        "worse_if must be more urgent than urgent",
    ),
    "advice that has no source": (
        "groups/pregnancy",
        set_first(points=[{"text": "Rest."}]),
        "needs either sources or basis: common-sense",
    ),
    "advice that is common sense and has a source": (
        "groups/pregnancy",
        set_first(points=[{"text": "Rest.", "sources": ["x"], "basis": "common-sense"}]),
        "needs either sources or basis: common-sense",
    ),
    "an estimate beside its interval": (
        "remedies/quinine",
        lambda documents: documents[1]["findings"][0].update(
            estimate={"measure": "cramps", "effect": "3", "low": "1", "high": "2"}
        ),
        "the effect is not between low and high",
    ),
    **{
        f"an estimate that ends at {end}": ("remedies/quinine", estimate_to(end), told)
        for end, told in {
            "inf": "expected a number <= 1000000.0",
            "nan": "expected a number >= -1000000.0",
            "1e300": "expected a number <= 1000000.0",
        }.items()
    },
    "tiers in another order": (
        "basics/warnings",
        lambda documents: documents[0]["tiers"].reverse(),
        "the tiers must be emergency, urgent, routine, in this order",
    ),
    "grades in another order": (
        "basics/about",
        lambda documents: documents[0]["grades"].reverse(),
        "the grades must be strong, moderate, limited, conflicting, consensus, no benefit found, "
        "harmful, traditional (untested), in this order",
    ),
    "a sign in no tier": ("basics/warnings", move_dvt(), "“dvt” must stand once, under urgent"),
    "a sign in two tiers": (
        "basics/warnings",
        move_dvt("emergency", "urgent"),
        "“dvt” must stand once, under urgent",
    ),
    "a sign twice in its tier": (
        "basics/warnings",
        move_dvt("urgent", "urgent"),
        "“dvt” must stand once, under urgent",
    ),
    "a sign in another tier": (
        "basics/warnings",
        move_dvt("routine"),
        "“dvt” must stand once, under urgent",
    ),
}


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_that_no_schema_can_tell_is_checked(
    run: Run, copy_of_library: Path, rule: str
) -> None:
    """What makes a library unsafe to read is a fault of the file that breaks the rule."""
    name, change, what = RULES[rule]
    file = copy_of_library / f"{name}.yaml"
    edit(file, change)
    ran = run("validate", str(copy_of_library))

    assert ran.code == 4
    assert re.search(rf"^{file}:[1-9]\d*: {re.escape(what)}$", ran.out, re.M)


def test_an_emergency_or_urgent_sign_rests_on_a_firm_source(
    run: Run, copy_of_library: Path
) -> None:
    """A guideline, a health service, a regulator, a systematic review, a hospital or society."""
    signs = Library(copy_of_library).signs
    serious = [name for name in signs if signs[name].tier != "routine"]
    routine = next(name for name in signs if signs[name].tier == "routine")
    kinds = dict(zip([routine, *serious], ["news", *get_args(SourceType)], strict=False))
    for number, (sign, kind) in enumerate(kinds.items()):
        key = f"source-{number}"
        source = {"id": key, "citation": "A. B.", "short": "A", "type": str(kind), "read": "2026"}
        file = copy_of_library / "sources" / f"{key}.yaml"
        file.write_text(yaml.safe_dump(source), encoding="utf-8")
        edit(signs.file(sign), set_first(sources=[key]))
    told = run("validate", str(copy_of_library)).out
    weak = {kinds[name] for name in kinds if f"{name}.yaml:1: needs a firmer source" in told}

    assert f"{routine}.yaml:1: needs" not in told
    assert set(get_args(SourceType)) - weak == {
        "guideline",
        "health service",
        "regulator",
        "systematic review",
        "hospital or society",
    }


def test_a_source_that_is_missing_is_not_called_weak(run: Run, copy_of_library: Path) -> None:
    """Of a sign that rests on nothing else, no more is told than that it is not there."""
    file = copy_of_library / "warning-signs" / "dvt.yaml"
    edit(file, set_first(sources=["gone"]))
    told = run("validate", str(copy_of_library)).out

    assert re.findall(rf"^{file}:\d+: (.*)", told, re.M) == ["no “gone” in sources"]


def test_a_source_that_nothing_rests_on_is_a_fault(run: Run, copy_of_library: Path) -> None:
    """A bibliography holds what is cited, and nothing else."""
    file = copy_of_library / "sources" / "nobody-2026.yaml"
    file.write_text(
        'id: nobody-2026\ncitation: A. B.\nshort: A\ntype: news\nread: "2026"\n', "utf-8"
    )

    assert f"{file}:1: no statement rests on it" in run("validate", str(copy_of_library)).out


def test_an_id_stands_for_one_thing(run: Run, copy_of_library: Path) -> None:
    """A cause and a look-alike open with the same command: they cannot share an id."""
    library = Library(copy_of_library)
    file = library.causes.file("heat").rename(library.causes.file("dvt"))
    edit(file, set_first(id="dvt"))
    told = run("validate", str(copy_of_library)).out

    assert f"{library.lookalikes.file('dvt')}:1: “dvt” is a cause already" in told


# --- What is not there ----------------------------------------------------------------------------


def test_an_empty_folder_and_a_missing_page_are_faults(run: Run, copy_of_library: Path) -> None:
    """A library without a part of it is not blessed: safety rests on every part."""
    library = Library(copy_of_library)
    for file in copy_of_library.glob("*/*.yaml"):
        file.unlink()
    told = run("validate", str(copy_of_library)).out.splitlines()

    assert len(library.basics.shapes) > 4
    assert told == [
        *(f"{library.basics.file(name)}:1: missing" for name in library.basics.shapes),
        *(f"{shelf.folder}:1: there is no file in it" for shelf in library.shelves()),
    ]


def test_a_folder_that_is_no_library_is_an_error(
    run: Run, copy_of_library: Path, library: Library
) -> None:
    """Without any one of its folders there is no library, neither to check nor to read."""
    for shelf in library.shelves():
        folder = copy_of_library / shelf.folder.name
        hidden = folder.rename(copy_of_library.parent / "hidden")
        for words in (["validate"], ["relief"], ["validate", str(copy_of_library)]):
            ran = run("--data", str(copy_of_library), *words)

            assert (ran.code, ran.out) == (4, "")
            assert f":1: not a library: there is no {folder.name}/" in ran.err
        hidden.rename(folder)


@pytest.mark.parametrize("words", [["relief", "--data", "{}"], ["validate", "{}"]])
def test_a_place_that_is_no_folder_is_an_error_of_usage(
    run: Run, tmp_path: Path, words: list[str]
) -> None:
    """A missing folder, a file, or a name that is too long is said to be no library."""
    (tmp_path / "file").touch()
    for name in ("nothing", "file", "x" * 320, "nul\0"):
        ran = run(*(word.format(tmp_path / name) for word in words))

        assert (ran.code, ran.out) == (2, ""), name
        assert "There is no library at" in ran.err


@pytest.mark.parametrize(
    ("gone", "call"),
    [
        ("remedies/first-steps", "relief"),
        ("warning-signs/dvt", "cause dvt"),
        ("sources/mayo-muscle-cramp", "sources mayo-muscle-cramp"),
    ],
)
def test_a_page_that_needs_a_missing_file_names_it(
    run: Run, copy_of_library: Path, gone: str, call: str
) -> None:
    """What another file links to and is not there is broken data; what a reader asks for is not."""
    file = copy_of_library / f"{gone}.yaml"
    file.unlink()
    ran = run(f"--data={copy_of_library}", *call.split())

    if call.startswith("sources"):
        assert ran.code == 3
    else:
        assert (ran.code, ran.out) == (4, "")
        assert ran.err.startswith(f"crampinfo: {file}:1: ")


def test_few_statements_rest_on_commercial_pages_or_news_alone(library: Library) -> None:
    """At most twenty: where nothing better was found."""
    kinds = {key: source.type for key, source in library.sources.items()}
    shelves = [shelf for shelf in library.shelves() if shelf is not library.sources]
    resting = [
        statement.sources
        for shelf in shelves
        for record in shelf.values()
        for statement in statements_in(record)
    ]
    weak = [keys for keys in resting if {kinds[key] for key in keys} <= {"commercial page", "news"}]

    assert len(resting) > 2_000
    assert len(weak) <= 20, weak


def test_no_work_is_listed_twice(library: Library) -> None:
    """A DOI, a PubMed number or an address belongs to one source."""
    for name in ("doi", "pmid", "url"):
        given = [value for each in library.sources.values() if (value := getattr(each, name))]
        plain = [re.sub(r"^https?://(www\.)?|/$", "", str(value)).lower() for value in given]

        assert len(plain) > 100, name
        assert [each for each in plain if plain.count(each) > 1] == [], name
