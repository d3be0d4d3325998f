"""Medicines linked with leg cramps → answers and pages."""

from crampinfo import page
from crampinfo.answers import MedicinesAnswer, Topic
from crampinfo.compose import parts
from crampinfo.library import Library
from crampinfo.library.records import LinkLevel, Medicine

_LINKS = {
    "A regulator warns of it": LinkLevel.REGULATOR_WARNING,
    "Linked in studies of many people": LinkLevel.OBSERVATIONAL,
    "Reported in trials or reviews": LinkLevel.TRIAL_REPORTED,
    "On the label": LinkLevel.LABEL_LISTED,
    "Disputed": LinkLevel.DISPUTED,
    "Asked about, and no link found": LinkLevel.NOT_FOUND,
}
_TITLE = "Medicines linked with leg cramps"


def medicines_answer(library: Library, full: bool = True) -> MedicinesAnswer:
    """Read all medicines, and the rule that holds for each. Raises BrokenDataError."""
    return _answer(library, tuple(library.medicines.values()), full)


def medicine_answer(library: Library, topic: Topic, full: bool = True) -> MedicinesAnswer:
    """Read one medicine or class of medicines, and its signs. Raises BrokenDataError."""
    return _answer(library, (library.medicines[topic.id],), full)


def _answer(library: Library, found: tuple[Medicine, ...], full: bool) -> MedicinesAnswer:
    rule = library.basics.medicines
    signs = parts.signs_of(library, [name for each in found for name in each.warnings])
    sources = parts.cited(library, found, rule, signs) if full else ()
    return MedicinesAnswer(found, rule, signs, sources)


def medicines_page(library: Library, answer: MedicinesAnswer, full: bool) -> page.Page:
    """Draw the list: what people know a medicine by, and its class; by how sure the link is."""
    cite = parts.Citations(answer.sources)
    groups = {
        title: [
            page.Entry(
                each.name, each.summary.text if full else "", each.kind, cite.refs(each.summary)
            )
            for each in answer.medicines
            if each.link is level
        ]
        for title, level in _LINKS.items()
    }
    return page.Page(
        _TITLE,
        _rule(answer, cite, full),
        parts.answer(_TITLE, *page.headed(groups)),
        parts.way_on(("Open one by any name", "crampinfo medicines lipitor")),
        parts.sources_section(answer.sources),
    )


def medicine_page(library: Library, answer: MedicinesAnswer, full: bool) -> page.Page:
    """Draw one medicine: the link, when to get help, what to do; then the figures."""
    medicine, tiers = answer.medicines[0], library.basics.tiers
    cite = parts.Citations(answer.sources)
    names = (
        ("What it is", parts.upper_first(medicine.kind)),
        ("Medicines", ", ".join(medicine.generics)),
        ("UK brands", ", ".join(medicine.brands_uk)),
        ("US brands", ", ".join(medicine.brands_us)),
    )
    head = parts.answer(
        medicine.name,
        page.Paragraph(cite.line(medicine.summary)),
        parts.sign_facts(answer.warnings, tiers),
        *cite.titled("What to do", medicine.do),
        page.facts(*parts.labelled(*names)),
        corner=f"link with leg cramps: {medicine.link}; checked {medicine.reviewed}",
    )
    rule = _rule(answer, cite, full)
    if not full:
        command = f"crampinfo medicines {medicine.id}"
        hint = parts.more(command, medicine, answer.rule, answer.warnings)
        return page.Page(medicine.name, head, rule, parts.way_on(hint))
    note = page.Paragraph(page.Line(medicine.link_note)) if medicine.link_note else None
    return page.Page(
        medicine.name,
        head,
        rule,
        page.section("How sure the link is", note),
        cite.bullets("Figures", medicine.figures),
        cite.bullets("How it may cause cramps", medicine.why),
        parts.signs_in_full(answer.warnings, tiers, cite),
        cite.bullets("Where sources differ", medicine.differ),
        parts.also_called(medicine.aliases),
        parts.related(medicine.related, library.causes, library.lookalikes),
        parts.sources_section(answer.sources),
    )


def _rule(answer: MedicinesAnswer, cite: parts.Citations, full: bool) -> page.Section | None:
    """Return what holds for every prescribed medicine: the first point, or all in the full page."""
    chapter = answer.rule.chapters[0]
    points = chapter.points if full else chapter.points[:1]
    lines = [page.Paragraph(cite.line(point)) for point in points]
    checked = f"checked {answer.rule.reviewed}" if full else ""
    return page.section(chapter.title, *lines, frame=page.Frame.WARNING, corner=checked)
