"""What is made to be printed: the whole library as one document, the sheet for an appointment."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, get_args

from msgspec.structs import replace

from crampinfo import page
from crampinfo.answers import DISCLAIMER, Kind
from crampinfo.compose import conditions, general, medicines, parts, relief, stretch, warnings
from crampinfo.compose.parts import Citations
from crampinfo.finding.names import Entry, listed_topics
from crampinfo.library import Library
from crampinfo.library.records import Source, SourceType
from crampinfo.plaintext import plain_name


def book_page(library: Library) -> page.Page:
    """Draw every page in full, with one list of sources and an index. Raises BrokenDataError."""
    order = get_args(SourceType)
    sources = sorted(library.sources.values(), key=lambda each: order.index(each.type))
    topics = listed_topics(library, [kind for kind in get_args(Kind) if kind != "page"])
    cite = Citations(True, (each.id for each in sources))
    sections = [
        *_chapters(library, topics, cite),
        *_sources(sources),
        page.Section("Index of names", tuple(page.headed(_index(topics))), anchor="index"),
    ]
    linked = groupby((each for each in sections if each.anchor), key=lambda each: each.depth - 1)
    contents = [
        page.entries([page.Line(term=each.title, opens=each.anchor) for each in same], depth)
        for depth, same in linked
    ]
    signs = warnings.signs_answer(library)
    cover, *_ = warnings.signs_page(library, signs, Citations(False)).sections
    return page.Page(
        "Leg cramps, explained",
        replace(cover, blocks=(page.Line(DISCLAIMER), *cover.blocks)),
        page.Section("Contents", tuple(contents), "contents"),
        *sections,
    )


def _chapters(library: Library, topics: list[Entry], cite: Citations) -> Iterator[page.Section]:
    """Return each list, then its topics in full, without what the list has said already."""
    short, causes = Citations(False), conditions.causes_answer
    heads: tuple[tuple[str, Kind | None, Any, Any, Citations], ...] = (
        ("relief", None, relief.relief_answer, relief.relief_page, short),
        ("stretch", "routine", stretch.routines_answer, stretch.routines_page, cite),
        ("warnings", "warning sign", warnings.signs_answer, warnings.signs_page, cite),
        ("cramp", None, general.cramp_answer, general.cramp_page, cite),
        ("causes", "cause", causes, conditions.causes_page, short),
        ("causes not-cramps", "look-alike", causes, conditions.lookalikes_page, cite),
        ("relief all", "remedy", relief.remedies_answer, relief.remedies_page, short),
        ("medicines", "medicine", medicines.medicines_answer, medicines.medicines_page, cite),
        ("groups", "group", None, None, cite),
        ("about", None, general.about_answer, general.about_page, cite),
    )
    for command, kind, answer, draw, cited in heads:
        head = draw(library, answer(library), cited) if draw else page.Page("Groups of people")
        opening = list(_placed(head, command, 1))
        yield from opening
        said = [block for each in opening for block in each.blocks]
        for topic in (each.topic for each in topics if each.topic.kind == kind):
            answer_one, draw_one = parts.answer_and_page(topic.kind)
            one = draw_one(library, answer_one(library, topic), cite)
            for each in _placed(one, topic.command, 2):
                if not each.blocks or any(block not in said for block in each.blocks):
                    yield each


def _placed(drawn: page.Page, command: str, depth: int) -> Iterator[page.Section]:
    """Return the sections of a page at their place, without its way on and the disclaimer."""
    kept = [each for each in drawn.sections[:-1] if each.title]
    if not kept or kept[0].title != drawn.title:
        kept.insert(0, page.Section(drawn.title, ()))
    yield replace(kept[0], depth=depth, anchor=page.anchor(command))
    yield from (replace(each, depth=depth + 1) for each in kept[1:])


def _sources(sources: Iterable[Source]) -> Iterator[page.Section]:
    yield page.Section("Sources", (), anchor="sources")
    for kind, same in groupby(enumerate(sources, 1), key=lambda pair: pair[1].type):
        numbers, works = zip(*same, strict=True)
        listed = parts.source_lines(works, numbers[0], "citation")
        name = page.anchor(f"sources {kind}")
        yield page.Section(kind.capitalize(), (listed,), depth=2, anchor=name)


def _index(topics: Iterable[Entry]) -> dict[str, list[page.Line]]:
    """Return every name but misspellings, under its first letter."""
    rows = {
        page.Line(known, (), each.topic.kind, term=name, opens=each.topic.command)
        for each in topics
        for name in {*each.shown} - {each.topic.id}
        for known in ["" if name == each.topic.name else each.topic.name]
    }
    ordered = sorted(rows, key=lambda row: (plain_name(row.term), row.term, row.opens))
    letters = groupby(ordered, key=lambda row: plain_name(row.term)[:1].upper())
    return {letter: list(same) for letter, same in letters}


def sheet_page(library: Library) -> page.Page:
    """Draw the sheet to fill in and to take to an appointment. Raises BrokenDataError."""
    sheet = library.basics.sheet
    cite = Citations(True)

    def form(columns: tuple[str, ...], rows: int) -> page.Table:
        empty = (page.Line(""),) * len(columns)
        return page.Table(columns, tuple((str(number + 1), empty) for number in range(rows)))

    return page.Page(
        sheet.name,
        page.section("What cannot wait", relief.first_signs(library), frame="warning"),
        page.section("My cramps", form(sheet.diary, 8)),
        page.section("What I take", form(sheet.medicines, 5)),
        cite.bullets("Questions worth asking", sheet.questions),
        cite.section(library),
    )
