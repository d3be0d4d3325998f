"""The bibliography → pages."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from crampinfo.compose.parts import facts_of
from crampinfo.errors import UnknownTopicError
from crampinfo.library import Library
from crampinfo.names import nearest_words, plain_name
from crampinfo.page import Bullets, Entries, Entry, Facts, Frame, Line, Page, Section
from crampinfo.plaintext import printable
from crampinfo.records import Source, SourceType, statements_in

__all__ = ["source_page", "sources_page"]

_LONGEST_KEY = 80  # characters
_TYPE_TITLES = {
    SourceType.SYSTEMATIC_REVIEW: "Systematic reviews",
    SourceType.TRIAL: "Randomised trials",
    SourceType.GUIDELINE: "Guidelines",
    SourceType.REVIEW: "Reviews",
    SourceType.OBSERVATIONAL: "Observational studies",
    SourceType.CASE_REPORT: "Case reports",
    SourceType.LABORATORY: "Laboratory studies",
    SourceType.PUBLIC_HEALTH: "Public health pages",
    SourceType.REFERENCE: "Reference works",
    SourceType.REGULATOR: "Regulators and labels",
    SourceType.ARTICLE: "Web articles",
}


def sources_page(library: Library) -> Page:
    """Return all sources by type, with how much rests on each. Raises BrokenDataError."""
    resting = _resting(library)
    sources = library.sources.cards()
    body = []
    for kind in SourceType:
        entries = tuple(
            Entry(source.id, f"{source.short} [{len(resting[source.id])}; {source.read}]")
            for source in sources
            if source.type is kind
        )
        if entries:
            title = _TYPE_TITLES[kind]
            body.append(Section(title, (Entries(entries),)))
    hints = (
        ("In brackets", Line("how many statements rest on it, and when it was read.")),
        ("Open one", Line("", command="crampinfo sources hawke-2021")),
    )
    body.append(Section("", (Facts(hints),), Frame.OPEN))
    return Page("sources", "Sources", _facts(sources, resting), tuple(body))


def source_page(library: Library, key: str) -> Page:
    """Return one source, its links, and what rests on it.

    Raises:
        UnknownTopicError: No source has that key.
        BrokenDataError: A file cannot be read.
    """
    key = printable(key)[:_LONGEST_KEY]
    wanted = plain_name(key).replace(" ", "-")
    if not wanted or not library.sources.holds(wanted):
        near = [
            f"crampinfo sources {each}" for each in nearest_words(library.sources.ids(), wanted)
        ]
        raise UnknownTopicError("source", key, near, "crampinfo sources")
    source = library.sources.card(wanted)
    resting = _resting(library)
    rows = [("Citation", Line(source.citation)), ("Type", Line(source.type))]
    for label, text in (
        ("DOI", f"https://doi.org/{source.doi}" if source.doi else None),
        ("PubMed", f"https://pubmed.ncbi.nlm.nih.gov/{source.pmid}/" if source.pmid else None),
        ("PMC", f"https://pmc.ncbi.nlm.nih.gov/articles/{source.pmcid}/" if source.pmcid else None),
        ("Address", source.url),
        ("Read", source.read),
        ("Note", source.note),
    ):
        if text:
            rows.append((label, Line(text)))
    lines = tuple(Line(text, command=command) for command, text in resting[source.id])
    body = (
        Section(source.short, (Facts(tuple(rows)),), Frame.ANSWER, source.id),
        Section("What rests on it", (Bullets(lines or (Line("Nothing."),)),)),
    )
    return Page("sources", source.short, _facts([source], resting), body)


def _resting(library: Library) -> dict[str, list[tuple[str, str]]]:
    """Return what rests on each source: the command that shows it, and the statement."""
    resting: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for shelf in library.shelves():
        if shelf is library.sources:
            continue
        for name in shelf.ids():
            for record in shelf.documents(name):
                for statement in statements_in(record):
                    command = f"{shelf.command} {name}" if shelf.command else ""
                    for key in statement.sources:
                        resting[key].append((command, _text_of(statement)))
    return resting


def _text_of(statement: object) -> str:
    for name in ("text", "note", "level", "notice"):
        text = getattr(statement, name, None)
        if text:
            return str(text)
    return ""


def _facts(
    sources: Sequence[Source], resting: dict[str, list[tuple[str, str]]]
) -> Callable[[], dict[str, Any]]:
    """Return what gathers the JSON: each source, and what rests on it."""

    def gather() -> dict[str, Any]:
        listed = []
        for source in sources:
            cited_by = [{"command": command, "text": text} for command, text in resting[source.id]]
            listed.append({**facts_of(source), "cited_by": cited_by})
        return {"sources": listed}

    return gather
