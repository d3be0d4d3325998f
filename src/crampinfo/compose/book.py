"""What is made to be printed: the whole library as one document, the sheet for an appointment."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from msgspec.structs import astuple, replace

from crampinfo import page
from crampinfo.answers import DISCLAIMER, Kind
from crampinfo.compose import conditions, general, medicines, parts, relief, stretch, warnings
from crampinfo.finding.names import Named, listed_topics
from crampinfo.library import Library
from crampinfo.library.records import Source, SourceType
from crampinfo.plaintext import plain_name


def book_page(library: Library) -> page.Page:
    """Draw every page in full, with one list of sources and an index. Raises BrokenDataError."""
    order = list(SourceType)
    sources = sorted(library.sources.values(), key=lambda each: order.index(each.type))
    topics = listed_topics(library, [kind for kind in Kind if kind is not Kind.PAGE])
    sections = [
        *_chapters(library, topics, tuple(sources)),
        *_sources(sources),
        page.Section("Index of names", tuple(page.headed(_index(topics))), anchor="index"),
    ]
    linked = groupby((each for each in sections if each.anchor), key=lambda each: each.depth - 1)
    contents = [
        page.Entries(tuple(page.Entry(each.title, "", command=each.anchor) for each in same), depth)
        for depth, same in linked
    ]
    cover = warnings.signs_page(library, warnings.signs_answer(library, False), False).sections[0]
    return page.Page(
        "Leg cramps, explained",
        replace(cover, blocks=(page.Paragraph(page.Line(DISCLAIMER)), *cover.blocks)),
        page.Section("Contents", tuple(contents), page.Frame.CONTENTS),
        *sections,
    )


def _chapters(library: Library, topics: list[Named], sources: object) -> Iterator[page.Section]:
    """Return each list, then its topics in full, without what the list has said already."""

    def drawn(answer: Any, draw: Any, full: bool = True) -> Any:
        numbered = {"sources": sources} if hasattr(answer, "sources") else {}
        return draw(library, replace(answer, **numbered), full)

    causes = conditions.causes_answer(library)
    remedies, linked = relief.remedies_answer(library), medicines.medicines_answer(library)
    routines = stretch.routine_answer(library, None)
    heads = (
        ("relief", drawn(relief.relief_answer(library), relief.relief_page, False), None),
        ("stretch", drawn(routines, stretch.list_page), Kind.ROUTINE),
        ("warnings", drawn(warnings.signs_answer(library), warnings.signs_page), Kind.SIGN),
        ("cramp", drawn(general.cramp_answer(library), general.cramp_page), None),
        ("causes", drawn(causes, conditions.causes_page, False), Kind.CAUSE),
        ("causes not-cramps", drawn(causes, conditions.lookalikes_page), Kind.LOOK_ALIKE),
        ("relief all", drawn(remedies, relief.remedies_page, False), Kind.REMEDY),
        ("medicines", drawn(linked, medicines.medicines_page), Kind.MEDICINE),
        ("groups", page.Page("Groups of people"), Kind.GROUP),
        ("about", drawn(general.about_answer(library), general.about_page), None),
    )
    for command, head, kind in heads:
        opening = list(_placed(head, command, 1))
        yield from opening
        said = [each.blocks for each in opening if each.blocks]
        for topic in (each.topic for each in topics if each.topic.kind is kind):
            answer, draw = parts.topic_of(topic.kind)
            placed = _placed(drawn(answer(library, topic, full=False), draw), topic.command, 2)
            yield from (each for each in placed if each.blocks not in said)


def _placed(drawn: page.Page, command: str, depth: int) -> Iterator[page.Section]:
    """Return the sections of a page at their place, without its sources and its way on."""
    kept = [each for each in drawn.sections[:-1] if each.title not in ("", "Sources")]
    if not kept or kept[0].title != drawn.title:
        kept.insert(0, page.Section(drawn.title, ()))
    yield replace(kept[0], depth=depth, anchor=page.anchor(command))
    yield from (replace(each, depth=depth + 1) for each in kept[1:])


def _sources(sources: Iterable[Source]) -> Iterator[page.Section]:
    yield page.Section("Sources", (), anchor="sources")
    for kind, same in groupby(enumerate(sources, 1), key=lambda pair: pair[1].type):
        rows = tuple((n, each.citation, each.id, (*each.addresses, "")[0]) for n, each in same)
        blocks, name = (page.References(rows),), page.anchor(f"sources {kind}")
        yield page.Section(kind.capitalize(), blocks, depth=2, anchor=name)


def _index(topics: Iterable[Named]) -> dict[str, list[page.Entry]]:
    """Return every name but misspellings, under its first letter."""
    rows = {
        page.Entry(name, "" if name == topic.name else topic.name, topic.kind, (), topic.command)
        for topic, names, hidden in map(astuple, topics)
        for name in {*names} - {*hidden, topic.id}
    }
    ordered = sorted(rows, key=lambda row: (plain_name(row.term), row.term, row.command))
    letters = groupby(ordered, key=lambda row: plain_name(row.term)[:1].upper())
    return {letter: list(same) for letter, same in letters}


def sheet_page(library: Library) -> page.Page:
    """Draw the sheet to fill in and to take to an appointment. Raises BrokenDataError."""
    sheet = library.basics.sheet
    sources = parts.cited(library, sheet)

    def form(columns: tuple[str, ...], rows: int) -> page.Table:
        empty = (page.Line(""),) * len(columns)
        return page.Table(columns, tuple((str(number + 1), empty) for number in range(rows)))

    return page.Page(
        sheet.name,
        page.section("What cannot wait", relief.first_signs(library), frame=page.Frame.WARNING),
        page.section("My cramps", form(sheet.diary, 8)),
        page.section("What I take", form(sheet.medicines, 5)),
        parts.Citations(sources).bullets("Questions worth asking", sheet.questions),
        parts.sources_section(sources),
    )
