"""Medicines and leg cramps → answers and pages."""

from typing import get_args

from crampinfo import page
from crampinfo.answers import MedicinesAnswer, Topic
from crampinfo.compose import parts
from crampinfo.compose.parts import Citations
from crampinfo.library import Library
from crampinfo.library.records import Claims, Link, Medicine

_TITLE = "Medicines and leg cramps"


def medicines_answer(library: Library, topic: Topic | None = None) -> MedicinesAnswer:
    """Read one medicine or all, the rule that holds for each, the signs. Raises BrokenDataError."""
    found = (library.medicines[topic.id],) if topic else tuple(library.medicines.values())
    signs = parts.signs_of(library, [name for each in found for name in each.warnings])
    return MedicinesAnswer(found, library.basics.medicines, signs)


def medicines_page(library: Library, answer: MedicinesAnswer, cite: Citations) -> page.Page:
    """Draw the list: what people know a medicine by, and its class; by how sure the link is."""
    rule = _rule(answer, answer.rule.chapters[0].points[: None if cite.full else 1], cite)
    groups = {
        link.capitalize(): [_listed(each, cite) for each in answer.medicines if each.link == link]
        for link in get_args(Link)
    }
    return page.Page(
        _TITLE,
        rule,
        parts.answer(_TITLE, *page.headed(groups)),
        parts.way_on(("Open one", "crampinfo medicines lipitor")),
    )


def _listed(medicine: Medicine, cite: Citations) -> page.Line:
    text, opens = medicine.summary.text if cite.full else "", f"crampinfo medicines {medicine.id}"
    refs = cite.refs(medicine.summary)
    return page.Line(text, refs, medicine.kind, term=medicine.name, opens=opens)


def medicine_page(library: Library, answer: MedicinesAnswer, cite: Citations) -> page.Page:
    """Draw one medicine: the link, when to get help, what to do; then the figures."""
    medicine = answer.medicines[0]
    head = parts.answer(
        medicine.name,
        cite.line(medicine.summary, lead=f"{parts.upper_first(medicine.kind)}. "),
        *parts.sign_blocks(library, answer.warnings),
        *cite.titled("What to do", medicine.do),
        corner=f"link with leg cramps: {medicine.link}; checked {medicine.reviewed}",
    )
    points = answer.rule.chapters[0].points[:2]  # the others are in the list
    rule = _rule(answer, points, cite)
    if not cite.full:
        told = (medicine, points, answer.warnings)
        hint = parts.more(cite, f"crampinfo medicines {medicine.id}", *told)
        return page.Page(medicine.name, head, rule, parts.way_on(hint))
    known_by = (medicine.generics, medicine.brands_uk, medicine.brands_us)
    names = zip(("Generic", "UK brands", "US brands"), map(", ".join, known_by), strict=True)
    return page.Page(
        medicine.name,
        head,
        rule,
        page.section("Names", page.facts(*names)),
        page.section("How sure the link is", *map(page.Line, filter(None, [medicine.link_note]))),
        cite.bullets("Figures", medicine.figures),
        cite.bullets("How it may cause cramps", medicine.why),
        *parts.closing(library, medicine, cite, answer.warnings),
    )


def _rule(answer: MedicinesAnswer, points: Claims, cite: Citations) -> page.Section:
    """Return what holds for every prescribed medicine, by some of its points."""
    lines = map(cite.line, points) if cite.full else [cite.line(*points)]
    checked = f"checked {answer.rule.reviewed}" if cite.full else ""
    return page.section(answer.rule.chapters[0].title, *lines, frame="warning", corner=checked)
