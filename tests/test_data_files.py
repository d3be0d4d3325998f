"""How data files are read, and what is said of a broken one."""

import shutil
from codecs import BOM_UTF8
from pathlib import Path

import pytest
from conftest import REPOSITORY

from crampinfo import yamlfile
from crampinfo.errors import BrokenDataError
from crampinfo.library import Library, bundled_data
from crampinfo.records import Article, CauseCard, Source, WarningSign, statements_in
from crampinfo.understand import compile_knowledge

BROKEN = Path(__file__).parent / "broken"
CARD = """\
id: {id}
name: {name}
category: everyday
summary: {{text: A line., sources: [a]}}
strength: {{level: likely, sources: [a]}}
frequency: {{level: common, sources: [a]}}
"""


@pytest.mark.parametrize("file", sorted(BROKEN.glob("*.yaml")), ids=lambda file: file.stem)
def test_every_fault_of_a_broken_file_is_told_with_its_line(file: Path) -> None:
    """The message beside each broken file is what `validate` says of it, word for word."""
    told = [
        str(fault).replace(f"{file}:", "") for fault in yamlfile.faults(file, CauseCard, Article)
    ]

    assert "\n".join(told) + "\n" == file.with_suffix(".txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("file", sorted(BROKEN.glob("*.yaml")), ids=lambda file: file.stem)
def test_a_broken_file_is_never_shown(file: Path) -> None:
    """Reading a broken file for a page raises the first of its faults."""
    first = file.with_suffix(".txt").read_text(encoding="utf-8").splitlines()[0]

    if first.startswith(("1", "2", "3", "4", "5", "6", "7", "8", "9")) and "too many" not in first:
        with pytest.raises(BrokenDataError) as raised:
            yamlfile.read(file, CauseCard, Article)
        assert str(raised.value).startswith(str(file))


def test_words_stay_words(tmp_path: Path) -> None:
    """`no`, a date and a number are text where text is asked for."""
    for name in ("no", "2024-01-02", "0x1f", "~", "1e3", "null"):
        file = tmp_path / "x.yaml"
        file.write_text(CARD.format(id="x", name=name), encoding="utf-8")

        assert yamlfile.read(file, CauseCard)[0].name == name


def test_only_the_documents_asked_for_are_read(tmp_path: Path) -> None:
    """A list stops at the card: what comes after it may even be broken."""
    file = tmp_path / "x.yaml"
    file.write_text(CARD.format(id="x", name="X") + "---\nnot: [an, article\n", encoding="utf-8")

    assert yamlfile.read(file, CauseCard)[0].name == "X"
    with pytest.raises(BrokenDataError):
        yamlfile.read(file, CauseCard, Article)


def test_the_pure_python_parser_reads_the_same(
    monkeypatch: pytest.MonkeyPatch, library: Library
) -> None:
    """Where PyYAML has no C parser, the records are the same."""
    import importlib

    import yaml

    with_c = library.causes.open("neuropathy")
    with monkeypatch.context() as patch:
        patch.delattr(yaml, "CBaseLoader", raising=False)
        importlib.reload(yamlfile)
        without_c = library.causes.open("neuropathy")
    importlib.reload(yamlfile)

    assert with_c == without_c


def test_the_bundled_library_has_no_fault(library: Library) -> None:
    """Every file is sound, every link resolves, every source is cited."""
    assert [str(fault) for fault in library.faults()] == []


def test_links_of_a_library_are_checked(tmp_path: Path) -> None:
    """A dangling link and an unused source are told with file and line."""
    for folder, name, text in (
        ("causes", "x", CARD.format(id="x", name="X") + "---\nabout: &\n"),
        ("sources", "b", "id: b\ncitation: B.\nshort: B\ntype: review\nread: '2026'\n"),
    ):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / f"{name}.yaml").write_text(
            text.replace("about: &\n", ARTICLE), "utf-8"
        )
    told = [str(fault).removeprefix(f"{tmp_path}/") for fault in Library(tmp_path).faults()]

    assert "causes/x.yaml:4: no “a” in sources" in told
    assert "causes/x.yaml:13: no “nothing” in causes or mimics" in told
    assert "sources/b.yaml:1: no statement rests on it" in told


def test_links_of_the_vocabulary_are_checked(tmp_path: Path) -> None:
    """A feature or a medicine that is not there is told by file and line, and never a crash."""
    library = tmp_path / "data"
    shutil.copytree(bundled_data(), library)
    for file, sound, dangling in (
        ("features/medicines.yaml", "medicines: [", "medicines: [no-medicine, "),
        ("triggers/signs.yaml", "each: [[locked-long]]", "each: [[no-feature]]"),
        ("matching/match.yaml", "feature: ", "feature: no-"),
    ):
        text = (library / file).read_text("utf-8")
        (library / file).write_text(text.replace(sound, dangling, 1), "utf-8")
    told = "\n".join(str(fault) for fault in Library(library).faults())

    assert "no “no-medicine” in medicines" in told
    assert "no “no-feature” in features" in told
    assert told.count("in features") == 2
    with pytest.raises(BrokenDataError):
        compile_knowledge(Library(library))


ARTICLE = """\
about:
  - {text: It is., sources: [a]}
clues:
  - {text: A clue., sources: [a]}

related: [nothing]
"""


def test_identifiers_are_well_formed(library: Library) -> None:
    """Every source can be found again: by a DOI, a number, an address or a full citation."""
    for source in library.sources.cards():
        assert isinstance(source, Source)
        assert source.doi or source.pmid or source.url or len(source.citation) > 40, source.id
        assert source.short, source.id
        if source.doi:
            assert not source.doi.endswith((".", ",", ";")), source.id


def test_each_document_names_its_schema() -> None:
    """Editors find the schema of every document in its first line."""
    for file in sorted((REPOSITORY / "data").glob("*/*.yaml")):
        lines = file.read_text(encoding="utf-8").splitlines()
        firsts = [lines[0], *(lines[n + 1] for n, line in enumerate(lines) if line == "---")]
        for first in firsts:
            start, _, name = first.rpartition("/")
            assert start == "# yaml-language-server: $schema=../../schema", file
            assert (REPOSITORY / "schema" / name).is_file(), file


def test_the_example_for_contributors_is_a_sound_cause(tmp_path: Path, library: Library) -> None:
    """The annotated file in CONTRIBUTING has no fault, and all that it names exists."""
    guide = (REPOSITORY / "CONTRIBUTING.md").read_text(encoding="utf-8")
    file = tmp_path / "example.yaml"
    file.write_text(guide.partition("```yaml\n")[2].partition("```")[0], encoding="utf-8")

    assert yamlfile.faults(file, CauseCard, Article) == []
    card, article = yamlfile.read(file, CauseCard, Article)
    assert library.signs.holds(article.warnings[0])
    assert library.measures.holds(article.helps[0].measures[0])
    assert {
        key for each in (card, article) for found in statements_in(each) for key in found.sources
    } <= set(library.sources.ids())


def test_a_byte_order_mark_is_no_fault(tmp_path: Path, library: Library) -> None:
    """Some editors write one at the head of a file."""
    file = tmp_path / "dvt.yaml"
    file.write_bytes(BOM_UTF8 + library.signs.file("dvt").read_bytes())

    assert yamlfile.faults(file, WarningSign) == []
    assert yamlfile.read(file, WarningSign) == [library.signs.card("dvt")]
