"""Remedies → answers and pages: the screen for a cramp that is on now, the lists, one in full."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from crampinfo import page
from crampinfo.answers import ReliefAnswer, Topic
from crampinfo.compose import parts
from crampinfo.library import Library
from crampinfo.library.fields import Advice, Claims, StepGroup, Tier, VerdictLevel
from crampinfo.library.records import Group, Moment, Muscle, Remedy, RemedyCard

_MOMENTS = {
    Moment.NOW: "During a cramp",
    Moment.AFTER: "After a cramp",
    Moment.PREVENT: "To prevent the next one",
    Moment.CLINICIAN: "What a doctor may discuss",
}
_MUSCLES = {
    Muscle.CALF: "Calf",
    Muscle.FOOT: "Foot",
    Muscle.HAMSTRING: "Back of thigh",
    Muscle.THIGH: "Front of thigh",
    Muscle.SHIN: "Shin",
}
_NOW = "Leg cramp: what to do now"
_CHOOSING = "Before you choose"


def _answer(  # noqa: PLR0913, PLR0917  # what an answer is made of
    library: Library,
    ids: Iterable[str],
    signs: Iterable[str],
    group: Group | None,
    full: bool,
    choosing: Claims = (),
) -> ReliefAnswer:
    remedies = tuple(library.remedies[name] for name in dict.fromkeys(ids))
    warnings = parts.signs_of(library, signs)
    order = (group, warnings, remedies) if group else (remedies, warnings)  # as they are shown
    sources = parts.cited(library, choosing, *order) if full else ()
    named = dict.fromkeys(way.figure for each in remedies for way in each.steps if way.figure)
    figures = tuple(map(library.figures.card, named)) if full else ()
    return ReliefAnswer(group, remedies, warnings, sources, figures=figures)


def relief_answer(library: Library, full: bool = True) -> ReliefAnswer:
    """Read what stands on the screen for a cramp that is on now. Raises BrokenDataError."""
    screen = library.basics.relief
    ids = (screen.first, *screen.muscles, *(name for step in screen.then for name in step))
    signs = (*screen.emergency, *screen.today, screen.locked)
    answer = _answer(library, ids, signs, None, full, screen.choosing)
    return replace(answer, first_screen=screen)


def relief_page(library: Library, answer: ReliefAnswer, full: bool) -> page.Page:
    """Draw the one screen for a cramp that is on now; in full, each of its remedies after it."""
    screen = library.basics.relief
    cards = {card.id: card for card in answer.remedies}
    cite = parts.Citations(answer.sources)
    stretches = [
        page.Entry(_MUSCLES[card.muscle] if card.muscle else card.name, _quick(card), _hold(card))
        for card in (cards[name] for name in screen.muscles)
    ]
    steps = [page.Line(" ".join(_quick(cards[name]) for name in step)) for step in screen.then]
    head = parts.answer(
        _NOW,
        first_signs(library),
        page.Steps((page.Line(_quick(cards[screen.first])),)),
        page.Entries(tuple(stretches), indent=3),
        page.Steps(tuple(steps), first=2),
        page.facts(
            page.Fact("Today", page.Line(screen.locked_text), Tier.URGENT),
            *(
                page.Fact("Who must not", page.Line("", command=f"crampinfo relief {card.id}"))
                for card in answer.remedies
                if card.check_first
            ),
        ),
        corner=screen.evidence,
    )
    if not full:
        return page.Page(_NOW, head, parts.way_on(("Count for me", "crampinfo stretch calf")))
    return page.Page(
        _NOW,
        head,
        cite.bullets(_CHOOSING, screen.choosing),
        *(_head(library, card, answer, cite) for card in answer.remedies),
        parts.signs_in_full(answer.warnings, library.basics.tiers, cite),
        parts.sources_section(answer.sources),
    )


def first_signs(library: Library) -> page.Facts | None:
    """Return the signs of the first screen in a few words: when to call, or to phone today."""
    screen = library.basics.relief
    return page.facts(
        page.Fact("Emergency", page.Line(screen.emergency_text), Tier.EMERGENCY),
        page.Fact("Today", page.Line(screen.today_text), Tier.URGENT),
    )


def _quick(card: RemedyCard) -> str:
    return card.quick or card.name


def _hold(card: RemedyCard) -> str:
    """Return how long a stretch is held, in seconds; nothing where that is not said."""
    if card.hold is None:
        return ""
    shortest, longest = card.hold
    return f"{shortest} s" if shortest == longest else f"{shortest} to {longest} s"


def remedies_answer(
    library: Library,
    moments: Sequence[Moment] = tuple(Moment),
    group: Group | None = None,
    full: bool = True,
) -> ReliefAnswer:
    """Read the remedies of some moments, with what changes for a group. Raises BrokenDataError."""
    screen = library.basics.relief
    signs = group.warnings if group else (*screen.emergency, *screen.today)
    ids = [card.id for card in library.remedies.cards() if card.moment in moments]
    return _answer(library, ids, signs, group, full, screen.choosing)


def remedies_page(library: Library, answer: ReliefAnswer, full: bool) -> page.Page:
    """Draw a list of remedies, best first: one line each, or with its verdict in the full one."""
    cite = parts.Citations(answer.sources)
    moments = [each for each in Moment if any(card.moment is each for card in answer.remedies)]
    return page.Page(
        _MOMENTS[moments[0]] if len(moments) == 1 else "All remedies",
        _group_section(library, answer, cite)
        or page.section("Before any self-help", first_signs(library), frame=page.Frame.WARNING),
        cite.bullets(_CHOOSING, library.basics.relief.choosing) if full else None,
        *(_moment_section(answer, moment, cite, full) for moment in moments),
        parts.way_on(
            ("On the right: how sure it is", "crampinfo about"),
            ("Open one by any name", "crampinfo relief magnesium"),
        ),
        parts.sources_section(answer.sources),
    )


def _moment_section(
    answer: ReliefAnswer, moment: Moment, cite: parts.Citations, full: bool
) -> page.Section | None:
    """Return the remedies of a moment under what may be expected of them."""
    cards = [each for each in answer.remedies if each.moment is moment]
    groups = {
        level.replace("-", " ").capitalize(): [
            _listed(each, answer.group, cite, full) for each in cards if each.verdict.level is level
        ]
        for level in VerdictLevel
    }
    corner = f"checked {min(each.reviewed for each in cards)}"
    blocks = (*page.headed(groups), parts.check_first(cards))
    return parts.answer(_MOMENTS[moment], *blocks, corner=corner)


def _listed(card: Remedy, group: Group | None, cite: parts.Citations, full: bool) -> page.Entry:
    """Return one row: in full, what to expect, how it is thought to work and what to mind."""
    cautions = _cautions_of(group, card.id)
    why = card.why[:1] if full else ()
    risks = (*card.not_for, *card.stop, *card.harms, *card.cautions)[:1] if full else ()
    texts = [card.verdict.text] if full else []
    texts += [f"How it is thought to work: {each.text}" for each in why]
    texts += [f"Take care: {each.text}" for each in risks]
    texts += [f"{group.name}: {each.text}" for each in cautions if group]
    refs = cite.refs(card.verdict, *why, *risks, *cautions)
    return page.Entry(card.name, " ".join(texts), _graded(card), refs)


def _graded(card: RemedyCard) -> str:
    """Return a remedy's evidence grade, with the illness that it holds for."""
    return f"{card.grade}, in {card.illness} only" if card.illness else card.grade


def remedy_answer(
    library: Library, topic: Topic, group: Group | None = None, full: bool = True
) -> ReliefAnswer:
    """Read one remedy and the signs that concern it, with a group's own. Raises BrokenDataError."""
    signs = [*library.remedies[topic.id].warnings, *(group.warnings if group else ())]
    return _answer(library, [topic.id], signs, group, full)


def remedy_page(library: Library, answer: ReliefAnswer, full: bool) -> page.Page:
    """Draw one remedy: what to expect, who must not, what to do; then all of it."""
    remedy = answer.remedies[0]
    cite = parts.Citations(answer.sources)
    group = _group_section(library, answer, cite)
    head = _head(library, remedy, answer, cite)
    if not full:
        hint = parts.more(f"crampinfo relief {remedy.id}", remedy, answer.warnings)
        count = ("Count for me", f"crampinfo stretch {remedy.routine}") if remedy.routine else None
        every = None if remedy.muscle else ("All remedies", "crampinfo relief all")
        return page.Page(remedy.name, group, head, parts.way_on(hint, count, every))
    findings = [
        cite.line(each.effect, lead=f"{each.population.rstrip('.')}: ", note=each.grade)
        for each in remedy.findings
    ]
    estimates = tuple((each.population, each.estimate) for each in remedy.findings if each.estimate)
    return page.Page(
        remedy.name,
        group,
        head,
        cite.bullets("What it is", remedy.about),
        page.section("More steps", *_steps(library, remedy.steps[1:], cite)),
        cite.bullets("Further cautions", remedy.cautions),
        cite.bullets("Harms", remedy.harms),
        page.section("What was found", page.Findings(tuple(findings), estimates))
        if findings
        else None,
        cite.bullets("How it is thought to work", remedy.why),
        parts.signs_in_full(answer.warnings, library.basics.tiers, cite),
        cite.bullets("Where sources differ", remedy.differ),
        parts.also_called(remedy.aliases),
        parts.related(remedy.related, library.remedies),
        parts.sources_section(answer.sources),
    )


def _head(
    library: Library, remedy: Remedy, answer: ReliefAnswer, cite: parts.Citations
) -> page.Section | None:
    """Return the answer itself, which is the whole of the short page."""
    signs = [each for each in answer.warnings if each.id in remedy.warnings]
    verdict = page.Paragraph(cite.line(remedy.verdict))
    warned = parts.sign_facts(signs, library.basics.tiers)
    must_not = [*_cautions_of(answer.group, remedy.id), *remedy.not_for]
    cautions = cite.titled("Who must not, or must ask first", must_not)
    cautions += cite.titled("When to stop, and what never to do", remedy.stop)
    others = parts.check_first(library.remedies.card(name) for name in remedy.related)
    steps = (*cautions, *_steps(library, remedy.steps[:1], cite), others)
    # Somebody with a cramp needs the steps; somebody who weighs a treatment, what to expect of it.
    order = (*steps, warned, verdict) if remedy.muscle else (verdict, warned, *steps)
    corner = f"evidence: {_graded(remedy)}; checked {remedy.reviewed}"
    return parts.answer(remedy.name, *order, corner=corner)


def _steps(
    library: Library, versions: Iterable[StepGroup], cite: parts.Citations
) -> Iterator[page.Block]:
    """Return numbered steps, each version with its own title, beside its figure."""
    for version in versions:
        steps = page.Steps(tuple(cite.line(step) for step in version.steps))
        title = [page.Heading(version.title)] if version.title else []
        blocks: tuple[page.Block, ...] = (*title, steps)
        if version.figure:
            yield page.Picture(library.figures[version.figure], blocks)
        else:
            yield from blocks


def group_answer(library: Library, topic: Topic, full: bool = True) -> ReliefAnswer:
    """Read the remedies that have a caution for a group of people. Raises BrokenDataError."""
    group = library.groups[topic.id]
    ids = [name for each in group.cautions for name in each.remedies]
    return _answer(library, ids, group.warnings, group, full)


def group_page(library: Library, answer: ReliefAnswer, full: bool) -> page.Page:
    """Draw what is different for a group of people."""
    group = answer.group
    if group is None:
        raise TypeError("this is no answer for a group")
    cite = parts.Citations(answer.sources)
    names = {each.id: each.name for each in answer.remedies}
    cautions = [
        cite.line(each.advice, lead=f"{', '.join(names[name] for name in each.remedies)}: ")
        for each in group.cautions
    ]
    check_first = parts.check_first(answer.remedies)
    hint = parts.more(f"crampinfo relief --for {group.id}", group, answer.warnings)
    return page.Page(
        group.name,
        _group_section(library, answer, cite),
        page.section("Cautions for remedies", page.bullets(cautions), check_first),
        parts.signs_in_full(answer.warnings, library.basics.tiers, cite) if full else None,
        parts.also_called(group.aliases) if full else None,
        None if full else parts.way_on(hint),
        parts.sources_section(parts.cited(library, group, answer.warnings)) if full else None,
    )


def _group_section(
    library: Library, answer: ReliefAnswer, cite: parts.Citations
) -> page.Section | None:
    """Return what is different for a group: its warning signs first."""
    group = answer.group
    if group is None:
        return None
    signs = [each for each in answer.warnings if each.id in group.warnings]
    return parts.answer(
        group.name,
        parts.sign_facts(signs, library.basics.tiers),
        page.bullets(cite.line(each) for each in group.points),
        corner=f"checked {group.reviewed}",
    )


def _cautions_of(group: Group | None, remedy: str) -> list[Advice]:
    return [each.advice for each in group.cautions if remedy in each.remedies] if group else []
