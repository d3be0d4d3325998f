"""Medicines linked with leg cramps → pages."""

from typing import Any

from crampinfo.compose.parts import (
    Citations,
    also_called,
    bullets,
    related_causes,
    sources_section,
    warnings_of,
    warnings_section,
)
from crampinfo.library import Library
from crampinfo.names import Topic
from crampinfo.page import Entries, Entry, Facts, Frame, Line, Page, Paragraph, Section
from crampinfo.records import LinkLevel

__all__ = ["medicine_page", "medicines_page"]

_LINKS = {
    LinkLevel.OBSERVATIONAL: "Linked in studies of many people",
    LinkLevel.LABEL_LISTED: "Named on the label",
    LinkLevel.TRIAL_REPORTED: "Reported in trials or reviews",
    LinkLevel.REGULATOR_WARNING: "Warned of by a regulator",
    LinkLevel.DISPUTED: "Disputed",
}


def medicines_page(library: Library) -> Page:
    """Return the list of medicines, by the strength of the link. Raises BrokenDataError."""
    citations = Citations(library)
    medicines = library.medicines.cards()
    body = [_rule(library, citations)]
    for level, title in _LINKS.items():
        entries = tuple(
            Entry(medicine.id, f"{medicine.name}. {medicine.summary.text}")
            for medicine in medicines
            if medicine.link is level
        )
        if entries:
            body.append(Section(title, (Entries(entries),), corner=level))
    hints = (("Open one", Line("by any of its names:", command="crampinfo medicines lipitor")),)
    body.append(Section("", (Facts(hints),), Frame.OPEN))

    def facts() -> dict[str, Any]:
        ids = dict.fromkeys(name for medicine in medicines for name in medicine.warnings)
        signs = warnings_of(library, ids)
        citations.cite_all([medicines, signs])
        return {"medicines": medicines, "warnings": signs, "sources": citations.sources()}

    return Page("medicines", "Medicines linked with leg cramps", facts, tuple(body))


def medicine_page(library: Library, topic: Topic) -> Page:
    """Return everything about one medicine or class of medicines. Raises BrokenDataError."""
    citations = Citations(library)
    medicine = library.medicines.card(topic.id)
    rule = _rule(library, citations)
    signs = warnings_of(library, medicine.warnings)
    link = f"{medicine.link}. {medicine.link_note}" if medicine.link_note else medicine.link
    rows = [
        ("What it is", Line(medicine.kind)),
        ("Link with leg cramps", Line(link)),
        ("Medicines", Line(", ".join(medicine.generics))),
    ]
    for label, names in (
        ("Brands, US", medicine.brands_us),
        ("Brands, UK", medicine.brands_uk),
    ):
        if names:
            rows.append((label, Line(", ".join(names))))
    rows += also_called(medicine.aliases)
    summary = Paragraph(citations.line(medicine.summary))
    body = (
        rule,
        Section(medicine.name, (summary, Facts(tuple(rows))), Frame.ANSWER, medicine.link),
        *warnings_section(signs, citations),
        *bullets("What to do", medicine.do, citations),
        *bullets("Figures", medicine.figures, citations),
        *bullets("How it may cause cramps", medicine.why, citations),
        *bullets("Where sources differ", medicine.differ, citations),
        *related_causes(library, medicine.related),
    )
    sources = citations.sources()

    def facts() -> dict[str, Any]:
        return {"medicines": [medicine], "warnings": signs, "sources": sources}

    return Page("medicines", medicine.name, facts, (*body, *sources_section(sources)))


def _rule(library: Library, citations: Citations) -> Section:
    """Return what holds for every prescribed medicine: it stands at the head of each page."""
    chapter = library.basics.card("medicines").chapters[0]
    lines = tuple(Paragraph(citations.line(point)) for point in chapter.points)
    return Section(chapter.title, lines, Frame.WARNING)
