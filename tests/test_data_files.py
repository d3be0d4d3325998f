"""How data files are read, and what is said of a broken or a hostile one."""

import importlib
import json
import os
import re
from codecs import BOM_UTF8
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from conftest import REPOSITORY, Ran, fault_of

from crampinfo import Library
from crampinfo.library import yamlfile
from crampinfo.library.links import links_in
from crampinfo.library.records import Cause, CauseCard
from crampinfo.library.shelves import Shelf

Run = Callable[..., Ran]

BROKEN = Shelf(Path(__file__).parent / "broken", Cause, CauseCard, "")
GROUP = (
    'id: x\nname: {}\nreviewed: "2026-11-28"\npoints: [{{text: A point., basis: common-sense}}]\n'
)


# --- Broken ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", BROKEN)
def test_the_first_fault_of_a_broken_file_is_told_with_its_line(name: str) -> None:
    """The message beside each broken file is what is said of it, word for word."""
    fault = fault_of(BROKEN, name)

    assert fault
    told = BROKEN.file(name).with_suffix(".txt").read_text(encoding="utf-8")
    assert f"{fault.line}: {fault.what}\n" == told
    assert str(fault) == f"{BROKEN.file(name)}:{told.strip()}"


def test_a_list_reads_no_more_than_the_card() -> None:
    """What comes after it may even be broken."""
    assert BROKEN.card("no-article").name == "A cause"


# --- Sound ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["no", "2024-01-02", "0x1f", "~", "1e3", "null", "3"])
def test_words_stay_words(copy_of_library: Path, name: str) -> None:
    """`no`, a date and a number are text where text is asked for."""
    (copy_of_library / "groups" / "x.yaml").write_text(GROUP.format(name), encoding="utf-8")

    assert Library(copy_of_library).groups["x"].name == name


def test_a_byte_order_mark_is_no_fault(copy_of_library: Path) -> None:
    """Some editors write one at the head of a file."""
    shelf = Library(copy_of_library).signs
    without = shelf["dvt"]
    shelf.file("dvt").write_bytes(BOM_UTF8 + shelf.file("dvt").read_bytes())

    assert fault_of(shelf, "dvt") is None
    assert shelf["dvt"] == without


def test_the_pure_python_parser_reads_the_same(
    monkeypatch: pytest.MonkeyPatch, copy_of_library: Path
) -> None:
    """Where PyYAML has no C parser, the records are the same, and so are the limits."""
    causes = Library(copy_of_library).causes
    with_c = causes["neuropathy"]
    causes.file("heat").write_bytes(b"a: " + b"[" * 10_000)
    with monkeypatch.context() as patch:
        patch.delattr(yaml, "CBaseLoader", raising=False)
        importlib.reload(yamlfile)
        without_c, fault = causes["neuropathy"], fault_of(causes, "heat")
    importlib.reload(yamlfile)

    assert with_c == without_c
    assert "heat.yaml:1: too many levels" in str(fault)


def test_the_bundled_library_has_no_fault(run: Run) -> None:
    """Every file is sound, every link resolves, every source is cited."""
    ran = run("validate")

    count = len(list((REPOSITORY / "data").glob("*/*.yaml")))

    assert ran.code == 0, ran.out
    assert ran.out == f"{count} files, no faults.\n"


def test_every_source_can_be_found_again(library: Library) -> None:
    """It has a DOI, a number or an address, or a citation that tells publisher and title."""
    for source in library.sources.values():
        assert source.addresses or source.citation.count(". "), source.id
        assert not (source.doi or "").endswith((".", ",", ";")), source.id


def test_the_example_for_contributors_is_a_sound_cause(copy_of_library: Path) -> None:
    """The annotated file in CONTRIBUTING has no fault, and all that it names exists."""
    guide = (REPOSITORY / "CONTRIBUTING.md").read_text(encoding="utf-8")
    example = guide.partition("```yaml\n")[2].partition("```")[0]
    library = Library(copy_of_library)
    library.causes.file("heat").write_text(example, encoding="utf-8")
    shelves = {shelf.folder.name: shelf for shelf in library.shelves()}

    assert fault_of(library.causes, "heat") is None
    for link, folders in links_in(library.causes["heat"]):
        assert any(link in shelves[folder] for folder in folders), link


# --- Hostile --------------------------------------------------------------------------------------

# What a file may hold, and words of what is said of it.
HOSTILE = {
    "a tag on a key": (b"!x id: dvt\n", "tag"),
    "a tag on a value": (b"id: !!python/object/apply:os.system [ls]\n", "tag"),
    "a tag on the whole": (b"!x {id: dvt}\n", "tag"),
    "a tag with an escape": (b"id: !<\x1b[31m> dvt\n", "not YAML"),
    "an alias": (b"id: &a [dvt]\nname: *a\n", "aliases"),
    "an alias of itself": (b"id: &a [*a]\n", "aliases"),
    "a bomb of aliases": (b"a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nd: [*c,*c]\n", "aliases"),
    "an alias of nothing": (b"id: *nothing\n", "undefined alias"),
    "a merge": (b"<<: {id: dvt}\n", "unknown key"),
    "an escape in a value": (b'id: "\\e[31mdvt"\n', "U.001B"),
    "an escape in a key": (b'"\\e[31mX": 1\n', "U.001B"),
    "a raw escape": (b"id: \x1b[31mdvt\n", "not YAML"),
    "a key of 10 kB": (b"k" * 10_000 + b": 1\n", "not YAML"),
    "a soft hyphen": ("id: dv\u00adt\n".encode(), "U.00AD"),
    "NUL": (b"id: dvt\0\n", "not YAML"),
    "NUL in quotes": (b'id: "dvt\\0"\n', "U.0000"),
    "half a surrogate": (b'id: "\\uD800"\n', "not YAML"),
    "UTF-16": ("id: dvt\n".encode("utf-16"), "UTF-8"),
    "UTF-16 without a mark": ("id: dvt\n".encode("utf-16-le"), "not YAML"),
    "UTF-32": ("id: dvt\n".encode("utf-32"), "UTF-8"),
    "Latin-1": ("id: Ménière\n".encode("latin-1"), "UTF-8"),
    "another version of YAML": (b"%YAML 9.9\n---\nid: dvt\n", "not YAML"),
    "320 levels": (b"a: " + b"[" * 320 + b"]" * 320, "unknown key"),
    "1,000 levels": (b"a: " + b"[" * 1_000 + b"]" * 1_000, "too many levels|nesting depth"),
    "1,000 levels of keys": (b"{a: " * 1_000 + b"}" * 1_000, "too many levels|nesting depth"),
    "100,000 levels": (b"a: " + b"[" * 100_000, "too many levels|nesting depth"),
    "2 MiB": (b"id: dvt\n" + b"# a comment\n" * 200_000, "larger than 1 MiB"),
}

UNREADABLE: dict[str, Callable[[Path], object]] = {
    "a FIFO": getattr(os, "mkfifo", os.mkdir),  # Windows has none
    "a folder": os.mkdir,
    "a link to nothing": lambda file: file.symlink_to("nothing"),
    "a link to itself": lambda file: file.symlink_to(file),
    "a link to /dev/zero": lambda file: file.symlink_to("/dev/zero"),
    "a link to /dev/null": lambda file: file.symlink_to("/dev/null"),
    # Its size is 4096, its content less; where the system lacks it, the link leads to nothing.
    "a file shorter than its size": lambda file: file.symlink_to(
        "/sys/kernel/mm/transparent_hugepage/enabled"
    ),
}

ODD_NAMES = ["\x1b[31mred", "two\nrows", "\u202edeh", "\u200b", "\x9b31mred", "\udcff", "r" * 250]


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_is_told_in_one_sentence(run: Run, copy_of_library: Path, kind: str) -> None:
    """Whatever a file holds, it is named and said what is wrong, and nothing is written raw."""
    content, what = HOSTILE[kind]
    file = copy_of_library / "warning-signs" / "dvt.yaml"
    file.write_bytes(content)

    assert re.match(rf"{file}:\d+: .*({what})", told_of(file, run))


@pytest.mark.parametrize("kind", UNREADABLE)
def test_only_regular_files_are_read(run: Run, copy_of_library: Path, kind: str) -> None:
    """A device, a pipe, a folder or a link to nothing is named, and never waited for."""
    file = copy_of_library / "warning-signs" / "dvt.yaml"
    file.unlink()
    UNREADABLE[kind](file)

    assert re.match(rf"{file}:1: (not a regular file|cannot be read)", told_of(file, run))


@pytest.mark.parametrize("kind", UNREADABLE)
def test_what_is_no_file_is_met_by_every_list(run: Run, copy_of_library: Path, kind: str) -> None:
    """Whoever goes through a folder finds it, says so, and does not fail in another way."""
    folders = [shelf.folder for shelf in Library(copy_of_library).shelves()]
    for folder in folders:
        UNREADABLE[kind](folder / "odd.yaml")
    lists = ("causes", "medicines", "relief all", "sources", "search calf", "cause nothing-like-it")
    for words in lists:
        ran = run(*words.split(), "--data", os.fspath(copy_of_library))

        assert (ran.code, ran.out) == (4, ""), words
        assert "odd.yaml:1: " in ran.err
    assert run("validate", os.fspath(copy_of_library)).out.count("odd.yaml:1: ") == len(folders)


def told_of(file: Path, run: Run) -> str:
    """Return what `validate` says of a bad warning sign: each page that needs it says the same."""
    data = file.parent.parent
    checked = run("validate", os.fspath(data))
    assert (checked.code, checked.err) == (4, "")
    assert checked.out.count("\n") == 1
    assert nothing_raw(checked.out)
    for words in ("warnings dvt", "warnings", "warnings dvt --format json"):
        shown = run("--data", os.fspath(data), *words.split())
        told = json.loads(shown.err)["error"]["message"] if "json" in words else shown.err
        assert (shown.code, shown.out) == (4, "")
        assert told.removeprefix("crampinfo: ").startswith(checked.out.strip())
        assert shown.err.count("\n") <= 2
        assert nothing_raw(shown.err)
    return checked.out


@pytest.mark.parametrize("name", ODD_NAMES)
@pytest.mark.parametrize("form", ["panels", "json"])
def test_the_name_of_a_file_is_text_too(
    run: Run, copy_of_library: Path, name: str, form: str
) -> None:
    """Control characters, false order and bytes that are no text stay off the terminal."""
    (copy_of_library / "causes" / f"{name}.yaml").write_text(GROUP.format("A group"), "utf-8")
    data = copy_of_library.rename(copy_of_library.with_name(name))
    checked = run("--format", form, "validate", os.fspath(data))
    shown = run("--format", form, "causes", "--data", os.fspath(data))

    assert checked.code == shown.code == 4
    assert (checked.err, shown.out) == ("", "")
    assert nothing_raw(checked.out + shown.err)
    assert "yaml" in checked.out or len(name) > 200
    if form == "json":
        assert json.loads(checked.out)["faults"]
        assert json.loads(shown.err)["error"]["exit_code"] == 4


def nothing_raw(text: str) -> bool:
    """Tell whether a text is printable, row by row."""
    return text.replace("\n", "").isprintable()


def test_what_a_list_reads_holds_no_words_for_search(library: Library) -> None:
    """They stand in a file's second document: a list would parse two thousand for nothing."""
    for shelf in (library.causes, library.lookalikes, library.remedies):
        cards = {card.id: len(card.words) for card in shelf.cards()}
        whole = {name: len(record.words) for name, record in shelf.items()}

        assert set(cards.values()) == {0}
        assert min(whole.values()) > 0
