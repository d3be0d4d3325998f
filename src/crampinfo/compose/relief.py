"""Measures → pages: the screen for a cramp that is on now, the lists, one measure in full."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from crampinfo.compose.parts import (
    Citations,
    also_called,
    bullets,
    facts_of,
    must_not_blocks,
    sources_section,
    warnings_of,
    warnings_section,
)
from crampinfo.library import Library
from crampinfo.names import Topic
from crampinfo.page import (
    Block,
    Bullets,
    Entries,
    Entry,
    Facts,
    Frame,
    Heading,
    Line,
    Page,
    Paragraph,
    Section,
    Signs,
    Steps,
)
from crampinfo.records import (
    Advice,
    FirstScreen,
    Group,
    MeasureArticle,
    MeasureCard,
    Moment,
    Muscle,
    Tier,
    VerdictLevel,
    WarningSign,
)

__all__ = ["MOMENT_TITLES", "group_page", "measure_page", "measures_page", "relief_page"]

MOMENT_TITLES = {
    Moment.NOW: "During a cramp",
    Moment.AFTER: "After a cramp",
    Moment.PREVENT: "To prevent the next one",
    Moment.CLINICIAN: "What a clinician may discuss",
}
_MUSCLES = {
    Muscle.CALF: "Calf",
    Muscle.FOOT: "Foot",
    Muscle.HAMSTRING: "Back of thigh",
    Muscle.THIGH: "Front of thigh",
    Muscle.SHIN: "Shin",
}
_VERDICTS = {
    VerdictLevel.HELPS: "What helps",
    VerdictLevel.MAY_HELP: "What may help",
    VerdictLevel.UNCLEAR: "Unclear",
    VerdictLevel.DOES_NOT_HELP: "What does not help",
    VerdictLevel.HARMFUL: "Harmful",
}


def relief_page(library: Library) -> Page:
    """Return the one screen for a cramp that is on now. Raises BrokenDataError."""
    screen = library.screens.card("relief")
    first = library.measures.card(screen.stretch)
    muscles = [library.measures.card(name) for name in screen.muscles]
    then = [library.measures.card(name) for name in screen.then]
    locked = library.signs.card(screen.after_ten_minutes)
    blocks = (
        _signs_in_short(library, screen),
        Steps((Line(first.quick or first.name),)),
        Entries(tuple(_stretch_entry(card) for card in muscles), indent=3),
        Steps(tuple(Line(card.quick or card.name) for card in then), first=2),
        Signs(((locked.tier, "Today", Line(f"{_listed([locked])}: phone for advice now.")),)),
    )
    hints = (
        ("Then", Line("", command="crampinfo relief after | prevent | clinician | all | calf")),
        ("Why", Line("", command="crampinfo causes")),
    )
    grade = f"evidence: {first.grade} (advised everywhere, not tested)"
    body = (
        Section("Leg cramp: what to do now", blocks, Frame.ANSWER, grade),
        Section("", (Facts(hints),), Frame.OPEN),
    )
    signs = warnings_of(library, (*screen.emergency, *screen.today, locked.id))
    facts = _facts(library, [first, *muscles, *then], signs)
    return Page("relief", "Leg cramp: what to do now", facts, body)


def measures_page(
    library: Library, title: str, moments: Sequence[Moment], group: Group | None = None
) -> Page:
    """Return a list of measures: each with its verdict and grade, best first.

    Args:
        library: Where to read.
        title: What the page is called.
        moments: The moments that it lists, in order.
        group: The people whose cautions stand beside the measures.

    Raises:
        BrokenDataError: A file cannot be read.
    """
    citations = Citations(library)
    everything = library.measures.cards()
    cards = [card for moment in moments for card in everything if card.moment is moment]
    screen = library.screens.card("relief")
    ids = group.warnings if group else (*screen.emergency, *screen.today)
    body = _group_sections(library, group, citations)
    if not group:
        more = Facts((("All signs", Line("", command="crampinfo warnings")),))
        blocks = (_signs_in_short(library, screen), more)
        body.append(Section("Before any self-help", blocks, Frame.WARNING))
    for moment in moments:
        of_moment = [card for card in cards if card.moment is moment]
        verdicts = _verdict_blocks(of_moment, group, citations)
        if verdicts:
            body.append(Section(MOMENT_TITLES[moment], tuple(verdicts)))
    body.append(_grades_hint())
    facts = _facts(library, cards, warnings_of(library, ids), group)
    return Page("relief", title, facts, (*body, *sources_section(citations.sources())))


def measure_page(library: Library, topic: Topic, group: Group | None = None) -> Page:
    """Return everything about one measure. Raises BrokenDataError."""
    citations = Citations(library)
    card, article = library.measures.open(topic.id)
    ids = dict.fromkeys([*article.warnings, *(group.warnings if group else ())])
    signs = warnings_of(library, ids)
    cautions = _cautions_of(group, card.id)
    rows = [("In short", citations.line(card.verdict)), ("Evidence", Line(graded(card)))]
    if card.hold:
        rows.append(("Hold", Line(seconds(card.hold))))
    rows += [(f"With {group.name}" if group else "", citations.line(each)) for each in cautions]
    rows += also_called(card.aliases)
    about = tuple(Paragraph(citations.line(each)) for each in article.about)
    body = (
        Section(card.name, (*about, Facts(tuple(rows))), Frame.ANSWER, MOMENT_TITLES[card.moment]),
        *warnings_section(signs, citations),
        *bullets("Who must not, or must ask first", card.not_for, citations),
        *_steps(article, citations),
        *bullets("Cautions", article.cautions, citations),
        *bullets("Harms", article.harms, citations),
        *_findings(article, citations),
        *bullets("Why it may work", article.why, citations),
        *bullets("Where sources differ", article.differ, citations),
        *_related(library, article),
    )
    facts = _facts(library, [card], signs, group)
    return Page("relief", card.name, facts, (*body, *sources_section(citations.sources())))


def group_page(library: Library, group: Group) -> Page:
    """Return what is different for a group of people. Raises BrokenDataError."""
    citations = Citations(library)
    cards = {name: library.measures.card(name) for each in group.cautions for name in each.measures}
    body = _group_sections(library, group, citations)
    lines = []
    for caution in group.cautions:
        names = ", ".join(cards[name].name for name in caution.measures)
        commands = ", ".join(f"crampinfo relief {name}" for name in caution.measures)
        advice = caution.advice
        lines.append(
            Line(f"{names}: {advice.text}", citations.cite(advice.sources), command=commands)
        )
    if lines:
        blocks = (Bullets(tuple(lines)), *must_not_blocks(cards.values(), citations))
        body.append(Section("Cautions beside the measures", blocks))
    facts = _facts(library, list(cards.values()), warnings_of(library, group.warnings), group)
    return Page("relief", group.name, facts, (*body, *sources_section(citations.sources())))


def graded(card: MeasureCard) -> str:
    """Return a measure's evidence grade, with the illness that it holds for."""
    return f"{card.grade}, in {card.illness} only" if card.illness else card.grade


def seconds(hold: tuple[int, int]) -> str:
    """Return how long a stretch is held, in seconds."""
    shortest, longest = hold
    return f"{shortest} s" if shortest == longest else f"{shortest}-{longest} s"


def _signs_in_short(library: Library, screen: FirstScreen) -> Signs:
    """Return the signs of the first screen in a few words: when to call, or to phone today."""
    emergency = _listed(warnings_of(library, screen.emergency))
    today = _listed(warnings_of(library, screen.today))
    return Signs(
        (
            (Tier.EMERGENCY, "", Line(f"{emergency}: call 999, 112 or 911.")),
            (
                Tier.URGENT,
                "Today",
                Line(f"{today}: do not stretch or rub it; get medical help today."),
            ),
        )
    )


def _listed(signs: Iterable[WarningSign]) -> str:
    """Return what some signs are in a few words, with a capital."""
    joined = ", ".join(sign.short for sign in signs)
    return joined[:1].upper() + joined[1:]


def _stretch_entry(card: MeasureCard) -> Entry:
    hold = seconds(card.hold) if card.hold else "till it eases"
    muscle = _MUSCLES[card.muscle] if card.muscle else card.name
    return Entry(muscle, card.quick or card.name, hold)


def _facts(
    library: Library,
    cards: Sequence[MeasureCard],
    signs: Sequence[WarningSign],
    group: Group | None = None,
) -> Callable[[], dict[str, Any]]:
    """Return what gathers the JSON: each measure in full, and every source that anything cites."""

    def gather() -> dict[str, Any]:
        measures = [facts_of(*library.measures.open(card.id)) for card in cards]
        citations = Citations(library)
        citations.cite_all([measures, group, signs])
        return {
            "group": group,
            "measures": measures,
            "warnings": signs,
            "sources": citations.sources(),
        }

    return gather


def _verdict_blocks(
    cards: Sequence[MeasureCard], group: Group | None, citations: Citations
) -> list[Block]:
    """Return measures under what may be expected of them."""
    blocks: list[Block] = []
    for level, title in _VERDICTS.items():
        chosen = [card for card in cards if card.verdict.level is level]
        if not chosen:
            continue
        entries = []
        for card in chosen:
            cautions = _cautions_of(group, card.id)
            texts = [f"{card.verdict.text} [{graded(card)}]"]
            texts += [f"{group.name}: {each.text}" for each in cautions if group]
            keys = [*card.verdict.sources, *(key for each in cautions for key in each.sources)]
            refs = citations.cite(dict.fromkeys(keys))
            entries.append(Entry(card.id, " ".join(texts), refs=refs))
        blocks += [Heading(title), Entries(tuple(entries))]
        blocks += must_not_blocks(chosen, citations)
    return blocks


def _group_sections(library: Library, group: Group | None, citations: Citations) -> list[Section]:
    """Return what is different for a group: its warning signs first."""
    if group is None:
        return []
    signs = warnings_section(warnings_of(library, group.warnings), citations)
    points = Bullets(tuple(citations.line(each) for each in group.points))
    return [
        *signs,
        Section(group.name, (points,), Frame.ANSWER, "what is different"),
    ]


def _cautions_of(group: Group | None, measure: str) -> list[Advice]:
    return [each.advice for each in group.cautions if measure in each.measures] if group else []


def _grades_hint() -> Section:
    rows = (
        ("In brackets", Line("how sure the evidence is:", command="crampinfo about")),
        ("Open one", Line("", command="crampinfo relief calf")),
    )
    return Section("", (Facts(rows),), Frame.OPEN)


def _steps(article: MeasureArticle, citations: Citations) -> list[Section]:
    """Return the steps, each version with its own title and numbers."""
    blocks: list[Block] = []
    for version in article.steps:
        if version.title:
            blocks.append(Heading(version.title))
        blocks.append(Steps(tuple(citations.line(step) for step in version.steps)))
    return [Section("What to do", tuple(blocks))] if blocks else []


def _findings(article: MeasureArticle, citations: Citations) -> list[Section]:
    """Return what was found, for whom, and how sure that is."""
    lines = tuple(
        Line(
            f"{finding.population.rstrip('.')}: {finding.effect.text}",
            citations.cite(finding.effect.sources),
            note=finding.grade,
        )
        for finding in article.findings
    )
    return [Section("What was found", (Bullets(lines),))] if lines else []


def _related(library: Library, article: MeasureArticle) -> list[Section]:
    if not article.related:
        return []
    entries = tuple(
        Entry(f"crampinfo relief {name}", library.measures.card(name).name)
        for name in article.related
    )
    return [Section("See also", (Entries(entries),), Frame.OPEN)]
