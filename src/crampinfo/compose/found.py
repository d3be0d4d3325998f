"""What a search found → a page."""

from collections.abc import Sequence
from typing import Any

from crampinfo.library import Library
from crampinfo.names import Kind, Topic, nearest, plain_name, shelf_of, topics
from crampinfo.page import Entries, Entry, Facts, Frame, Line, Page, Paragraph, Section
from crampinfo.plaintext import printable
from crampinfo.search import Result, search

__all__ = ["search_page"]

_MOST_ECHOED = 200  # characters of a query that are shown again


def search_page(library: Library, query: str) -> Page:
    """Return what fits a query, best first, or the nearest names. Raises BrokenDataError."""
    shown = printable(query)[:_MOST_ECHOED]
    found = [_listed(library, result) for result in search(library, query)]
    suggestions = [] if found else nearest(topics(library, Kind), plain_name(shown))
    body: tuple[Section, ...]
    if found:
        rows = tuple(
            Entry(each["command"], f"{each['name']}. {each['summary']}", each["kind"])
            for each in found
        )
        hint = Facts((("Open one", Line("with the command on the left.")),))
        body = (
            Section(f"What fits “{shown}”", (Entries(rows),), Frame.ANSWER),
            Section("", (hint,), Frame.OPEN),
        )
    else:
        body = (Section(f"Nothing fits “{shown}”", _nothing(suggestions), Frame.ANSWER),)

    def facts() -> dict[str, Any]:
        return {
            "query": shown,
            "results": found,
            "suggestions": [topic.command for topic in suggestions],
        }

    return Page("search", f"Search: {shown}", facts, body)


def _nothing(suggestions: Sequence[Topic]) -> tuple[Paragraph | Entries | Facts, ...]:
    """Return what to do where nothing was found."""
    if suggestions:
        rows = tuple(Entry(topic.command, topic.name) for topic in suggestions)
        return (Paragraph(Line("The nearest names:")), Entries(rows))
    rows_to_try = (
        ("Try other words", Line("", command="crampinfo search calf pain at night")),
        ("Or look through", Line("", command="crampinfo causes")),
    )
    return (Facts(rows_to_try),)


def _listed(library: Library, result: Result) -> dict[str, Any]:
    """Return one result as its JSON shows it."""
    shelf = shelf_of(library, result.kind)
    card = shelf.card(result.id)
    names = card.aliases
    match result.kind:
        case Kind.MEASURE:
            summary = card.verdict.text
        case Kind.SIGN:
            summary = f"{card.tier.capitalize()}: {card.notice}"
        case _:
            summary = card.summary.text
    if result.kind is Kind.MEDICINE:
        names = (*names, *card.names)
    return {
        "kind": result.kind,
        "id": card.id,
        "name": card.name,
        "aliases": names,
        "summary": summary,
        "command": f"{shelf.command} {card.id}",
        "score": result.score,
    }
