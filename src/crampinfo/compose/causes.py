"""Causes and mimics → pages."""

from collections.abc import Sequence
from typing import Any

from crampinfo.compose.parts import (
    Citations,
    also_called,
    bullets,
    facts_of,
    must_not_blocks,
    related_causes,
    sources_section,
    warnings_of,
    warnings_section,
)
from crampinfo.library import Library
from crampinfo.names import Kind, Topic
from crampinfo.page import (
    Block,
    Bullets,
    Entries,
    Entry,
    Facts,
    Frame,
    Line,
    Page,
    Paragraph,
    Section,
)
from crampinfo.records import Article, Category, CauseCard, FrequencyLevel, MimicCard

__all__ = ["CATEGORY_TITLES", "cause_page", "causes_page"]

CATEGORY_TITLES = {
    Category.EVERYDAY: "Everyday and stages of life",
    Category.MEDICINE: "Medicines and treatments",
    Category.NERVE: "Nerves",
    Category.BLOOD_VESSEL: "Blood vessels",
    Category.HORMONE: "Hormones, salts and vitamins",
    Category.ORGAN: "Organs",
    Category.MUSCLE: "Muscles",
    Category.INFECTION: "Infections, poisons and bites",
}

_FREQUENCIES = list(FrequencyLevel)


def causes_page(library: Library, category: Category | None) -> Page:
    """Return the list of causes, and of what is taken for a cramp. Raises BrokenDataError."""
    causes = library.causes.cards()
    shown = sorted(
        (card for card in causes if category in (None, card.category)),
        key=lambda card: _FREQUENCIES.index(card.frequency.level),
    )
    body = []
    for each in Category:
        entries = [
            Entry(card.id, card.summary.text, card.strength.level)
            for card in shown
            if card.category is each
        ]
        if entries:
            title = CATEGORY_TITLES[each]
            body.append(Section(title, (Entries(tuple(entries)),), corner=each))
    mimics = library.mimics.cards() if category is None else []
    if category is None:
        body += _mimics_section(causes, mimics)

    def facts() -> dict[str, Any]:
        return {
            "category": category,
            "causes": [_listed_cause(card) for card in shown],
            "mimics": [_listed_mimic(card) for card in mimics],
        }

    return Page("causes", "Causes of leg cramps", facts, (*body, _closing_hints()))


def cause_page(library: Library, topic: Topic) -> Page:
    """Return everything about one cause or mimic. Raises BrokenDataError."""
    citations = Citations(library)
    card: CauseCard | MimicCard
    if topic.kind is Kind.CAUSE:
        card, article = library.causes.open(topic.id)
    else:
        card, article = library.mimics.open(topic.id)
    signs = warnings_of(library, article.warnings)
    body = (
        _head(card, article, citations),
        *warnings_section(signs, citations),
        *_sections(library, article, citations),
    )
    sources = citations.sources()

    def facts() -> dict[str, Any]:
        about = {"kind": topic.kind, **facts_of(card, article)}
        return {"cause": about, "warnings": signs, "sources": sources}

    return Page("cause", card.name, facts, (*body, *sources_section(sources)))


def _listed_cause(card: CauseCard) -> dict[str, Any]:
    return {
        "id": card.id,
        "name": card.name,
        "aliases": card.aliases,
        "category": card.category,
        "summary": card.summary.text,
        "strength": card.strength.level,
        "frequency": card.frequency.level,
    }


def _listed_mimic(card: MimicCard) -> dict[str, Any]:
    return {
        "id": card.id,
        "name": card.name,
        "aliases": card.aliases,
        "summary": card.summary.text,
    }


def _mimics_section(causes: Sequence[CauseCard], mimics: Sequence[MimicCard]) -> list[Section]:
    """Return the panel of what is taken for a cramp; some of it is a cause as well."""
    entries = [Entry(card.id, card.summary.text) for card in mimics]
    entries += [Entry(card.id, card.unlike.text) for card in causes if card.unlike]
    lead = Paragraph(Line("These feel like a cramp, but are something else."))
    rows = tuple(sorted(entries, key=lambda entry: entry.term))
    return [Section("Not a cramp?", (lead, Entries(rows)))] if rows else []


def _closing_hints() -> Section:
    hints = (
        ("On the right", Line("how sure the link with leg cramps is.")),
        ("Open one", Line("", command="crampinfo cause neuropathy")),
    )
    return Section("", (Facts(hints),), Frame.OPEN)


def _head(card: CauseCard | MimicCard, article: Article, citations: Citations) -> Section:
    """Return the panel with the name: what it is, and how it goes with leg cramps."""
    summary = Paragraph(citations.line(card.summary))
    about = Paragraph(citations.line(article.about[0]))  # the rest stands below the warning signs
    rows = also_called(card.aliases)
    corner = "not a cramp"
    if isinstance(card, CauseCard):
        corner = card.category
        rows.append(("Link with leg cramps", _graded(card.strength, citations)))
        rows.append(("How common", _graded(card.frequency, citations)))
        if card.unlike:
            rows.append(("Not a cramp if", citations.line(card.unlike)))
    elif card.frequency:
        rows.append(("How common", _graded(card.frequency, citations)))
    return Section(card.name, (summary, about, Facts(tuple(rows))), Frame.ANSWER, corner)


def _graded(graded: Any, citations: Citations) -> Line:
    """Return a strength or a frequency: its word, its note, its sources."""
    text = f"{graded.level}. {graded.note}" if graded.note else graded.level
    return Line(text, citations.cite(graded.sources))


def _sections(library: Library, article: Article, citations: Citations) -> list[Section]:
    """Return the panels of an article, in the order of the house."""
    return [
        *bullets("What it is", article.about[1:], citations),
        *bullets("Why it happens", article.why, citations),
        *bullets("Clues that point to it", article.clues, citations),
        *bullets("Clues against it", article.against, citations),
        *bullets("Kinds and examples", article.examples, citations),
        *bullets("What it can lead to", article.leads_to, citations),
        *_helps(library, article, citations),
        *bullets("When to raise it with a doctor", article.ask, citations),
        *bullets("Tests a doctor may order", article.tests, citations),
        *bullets("Numbers worth knowing", article.numbers, citations),
        *bullets("Where sources differ", article.differ, citations),
        *related_causes(library, article.related),
    ]


def _helps(library: Library, article: Article, citations: Citations) -> list[Section]:
    """Return what helps, with the measures to open and who must not take a painkiller."""
    if not article.helps:
        return []
    lines = tuple(citations.line(each) for each in article.helps)
    named = dict.fromkeys(name for each in article.helps for name in each.measures)
    cards = [library.measures.card(name) for name in named]
    blocks: list[Block] = [Bullets(lines), *must_not_blocks(cards, citations)]
    if cards:
        commands = ", ".join(f"{library.measures.command} {card.id}" for card in cards)
        blocks.append(Facts((("Read more", Line("", command=commands)),)))
    return [Section("What usually helps", tuple(blocks))]
