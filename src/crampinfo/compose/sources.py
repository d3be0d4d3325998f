"""The bibliography → answers and pages."""

from collections import defaultdict
from typing import get_args

from msgspec.structs import asdict

from crampinfo import page
from crampinfo.answers import CitedSource, Pointer, SourcesAnswer
from crampinfo.compose import parts
from crampinfo.compose.parts import Citations
from crampinfo.finding.names import LONGEST_NAME, nearest_words, unknown
from crampinfo.library import Library
from crampinfo.library.records import Source, SourceType, statements_in
from crampinfo.plaintext import plain_name, printable

_ORDER: tuple[SourceType, ...] = get_args(SourceType)
_TEXTS = ("text", "note", "level", "notice")  # of a statement: the first that is there


def sources_answer(library: Library) -> SourcesAnswer:
    """Read all sources, with what rests on each. Raises BrokenDataError."""
    return _answer(library, [*library.sources.values()])


def source_answer(library: Library, key: str) -> SourcesAnswer:
    """Read one source, and what rests on it. Raises UnknownTopicError, BrokenDataError."""
    key = printable(key)[:LONGEST_NAME]
    wanted = plain_name(key).replace(" ", "-")
    if wanted not in library.sources:
        near = [f"crampinfo sources {each}" for each in nearest_words(library.sources, wanted)]
        raise unknown("source", key, near, "crampinfo sources --full")
    return SourcesAnswer(sources=_answer(library, [library.sources[wanted]]).sources)


def _answer(library: Library, found: list[Source]) -> SourcesAnswer:
    """Find what rests on some sources, and count statements by the strongest type behind each."""
    sources = {each.id: each for each in found}
    resting: dict[str, list[Pointer]] = defaultdict(list)
    claims = dict.fromkeys(_ORDER, 0)
    for shelf in library.shelves():
        for name, record in shelf.items() if shelf is not library.sources else ():
            for statement in statements_in(record):
                if known := [key for key in statement.sources if key in sources]:
                    claims[min((sources[key].type for key in known), key=_ORDER.index)] += 1
                texts = (getattr(statement, field, None) for field in _TEXTS)
                says = str(next(filter(None, texts), ""))
                for key in known:
                    resting[key].append(Pointer(f"{shelf.command} {name}", says))
    cited = (CitedSource(**asdict(each), cited_by=tuple(resting[each.id])) for each in found)
    return SourcesAnswer(sources=tuple(cited), claims=claims)


def sources_page(library: Library, answer: SourcesAnswer, cite: Citations) -> page.Page:
    """Draw the counts by kind; in the full page every source, with how much rests on it."""
    of_kind = {kind: [each for each in answer.sources if each.type == kind] for kind in _ORDER}
    lead = (
        f"{sum(answer.claims.values())} statements rest on {len(answer.sources)} sources, of which "
        f"{sum(each.copy for each in answer.sources)} were seen only in a copy. Each statement is "
        "counted once, under its strongest kind of source."
    )
    listed = {
        kind.capitalize(): [
            page.Line(f"{each.short} ({len(each.cited_by)})", term=each.id) for each in sources
        ]
        for kind, sources in of_kind.items()
    }
    counts = (
        (kind.capitalize(), f"{len(sources)} sources, {answer.claims[kind]} statements")
        for kind, sources in of_kind.items()
    )
    blocks = page.headed(listed) if cite.full else [page.facts(*counts)]
    return page.Page(
        "Sources",
        parts.answer("Sources", page.Line(lead), *blocks),
        parts.way_on(
            ("Open one", "crampinfo sources hawke-2021"),
            None if cite.full else ("The list", "crampinfo sources --full"),
        ),
    )


def source_page(library: Library, answer: SourcesAnswer, cite: Citations) -> page.Page:
    """Draw one source: its citation, its addresses on rows of their own, what rests on it."""
    source = answer.sources[0]
    rows = (
        ("Citation", source.citation),
        ("Kind", f"{source.type.capitalize()}{', seen in a copy' if source.copy else ''}"),
        ("Read", source.read),
        ("Note", source.note),
    )
    addresses = (page.Line(each, address=each) for each in source.addresses)
    resting = [page.Line(each.text, command=each.command) for each in source.cited_by]
    return page.Page(
        source.short,
        parts.answer(source.short, page.facts(*rows), corner=f"key: {source.id}"),
        page.section("Where to find it", *addresses, frame="open"),
        page.section("What rests on it", page.Lines(resting)),
    )
