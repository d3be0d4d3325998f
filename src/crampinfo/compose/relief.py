"""Remedies → answers and pages: the screen for a cramp that is on now, the lists, one in full."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain
from typing import get_args

from msgspec.structs import replace

from crampinfo import page
from crampinfo.answers import ReliefAnswer, Topic
from crampinfo.compose import parts
from crampinfo.compose.parts import Citations
from crampinfo.library import Library
from crampinfo.library.records import Advice, Group, Moment, Remedy, StepGroup, VerdictLevel

_MOMENTS: dict[Moment, str] = {
    "now": "During a cramp",
    "after": "After a cramp",
    "prevent": "To prevent the next cramp",
    "clinician": "What a doctor may discuss",
}
_NOW = "Leg cramp: what to do now"
_CHOOSING = "Before you choose"
_POINTS, _CAUTIONED = 5, 3  # of what is different for a group: so much stands first


def _answer(
    library: Library, ids: Iterable[str], signs: Collection[str], group: Group | None = None
) -> ReliefAnswer:
    remedies = tuple(library.remedies[name] for name in dict.fromkeys(ids))
    return ReliefAnswer(group, remedies, parts.signs_of(library, signs))


def relief_answer(library: Library) -> ReliefAnswer:
    """Read what stands on the screen for a cramp that is on now. Raises BrokenDataError."""
    screen = library.basics.relief
    ids = (screen.first, *screen.muscles, *(name for step in screen.then for name in step))
    answer = _answer(library, ids, (*screen.emergency, *screen.today, screen.locked))
    return replace(answer, first_screen=screen)


def relief_page(library: Library, answer: ReliefAnswer, cite: Citations) -> page.Page:
    """Draw the one screen for a cramp that is on now; in full, each of its remedies after it."""
    screen = library.basics.relief
    quick = {card.id: card.quick or card.name for card in answer.remedies}
    stretches = [
        page.Line(quick[card.id], (), f"{held} s" if held else "", term=card.muscle or "")
        for card in answer.remedies
        if card.id in screen.muscles
        for held in [" to ".join(map(str, dict.fromkeys(card.hold or ())))]  # seconds
    ]
    steps = [page.Line(" ".join(quick[name] for name in step)) for step in screen.then]
    checks = parts.check_first(answer.remedies).rows
    must_not = [replace(row, text="", term="Who must not take them") for row in checks]
    head = parts.answer(
        _NOW,
        first_signs(library),
        page.Lines([page.Line(quick[screen.first])], "steps"),
        page.entries(stretches, indent=3),
        page.Lines(steps, "steps", first=2),
        page.facts(*must_not, page.Line(screen.locked_text, term="Today", tier="urgent")),
        corner=f"{screen.evidence}; {_checked(answer.remedies)}",
    )
    if not cite.full:
        return page.Page(_NOW, head, parts.way_on(("Count for me", "crampinfo stretch calf")))
    return page.Page(
        _NOW,
        head,
        cite.bullets(_CHOOSING, screen.choosing),
        *(_head(library, card, answer, cite) for card in answer.remedies),
        parts.signs_in_full(library, answer.warnings, cite),
    )


def first_signs(library: Library) -> page.Lines:
    """Return the signs of the first screen in a few words: when to call, or to phone today."""
    screen = library.basics.relief
    return page.facts(
        page.Line(screen.emergency_text, term="Emergency", tier="emergency"),
        page.Line(screen.today_text, term="Today", tier="urgent"),
    )


def remedies_answer(
    library: Library, moments: Sequence[Moment] = tuple(_MOMENTS), group: Group | None = None
) -> ReliefAnswer:
    """Read the remedies of some moments, with what changes for a group. Raises BrokenDataError."""
    screen = library.basics.relief
    signs = group.warnings if group else (*screen.emergency, *screen.today)
    ids = [card.id for card in library.remedies.cards() if card.moment in moments]
    return _answer(library, ids, signs, group)


def remedies_page(library: Library, answer: ReliefAnswer, cite: Citations) -> page.Page:
    """Draw a list of remedies, best first: one line each, or with its verdict in the full one."""
    moments = [each for each in _MOMENTS if any(card.moment == each for card in answer.remedies)]
    return page.Page(
        _MOMENTS[moments[0]] if len(moments) == 1 else "All remedies",
        _about_group(library, answer)
        or page.section("Before any self-help", first_signs(library), frame="warning"),
        cite.bullets(_CHOOSING, library.basics.relief.choosing) if cite.full else None,
        *(_moment_section(answer, moment, cite) for moment in moments),
        parts.way_on(
            ("What the grades mean", "crampinfo about"),
            *(("Open one", _open(each, answer.group)) for each in answer.remedies[:1]),
        ),
    )


def _moment_section(answer: ReliefAnswer, moment: Moment, cite: Citations) -> page.Section:
    """Return the remedies of a moment under what may be expected of them."""
    cards = [each for each in answer.remedies if each.moment == moment]
    groups = {
        level.replace("-", " ").capitalize(): [
            _listed(each, answer.group, cite) for each in cards if each.verdict.level == level
        ]
        for level in get_args(VerdictLevel)
    }
    corner = f"beside each: what evidence there is; {_checked(cards)}"
    blocks = (*page.headed(groups), parts.check_first(cards))
    return parts.answer(_MOMENTS[moment], *blocks, corner=corner)


def _checked(cards: Iterable[Remedy]) -> str:
    return f"checked {min(each.reviewed for each in cards)}"


def _listed(card: Remedy, group: Group | None, cite: Citations) -> page.Line:
    """Return one row; in full, what to expect, how it is thought to work and what to mind."""
    cautions = _cautions_of(group, card.id)
    risks = [*cautions, *(*card.not_for, *card.stop, *card.harms, *card.cautions)[:1]]
    why = "".join(f" How it is thought to work: {each.text}" for each in card.why[:1])
    care = " ".join([" Take care:" * bool(risks), *(each.text for each in risks)])
    text = f"{card.verdict.text}{why}{care}" if cite.full else ""
    refs = cite.refs(card.verdict, *card.why[:1], *risks)
    note = _graded(card) + ", with a caution" * bool(cautions)
    return page.Line(text, refs, note, term=card.name, opens=_open(card, group))


def _open(card: Remedy, group: Group | None) -> str:
    return f"crampinfo relief {card.id}" + (f" --for {group.id}" if group else "")


def _graded(card: Remedy) -> str:
    return f"{card.grade}, in {card.illness} only" if card.illness else card.grade


def remedy_answer(library: Library, topic: Topic, group: Group | None = None) -> ReliefAnswer:
    """Read one remedy and the signs that concern it, with a group's own. Raises BrokenDataError."""
    signs = [*library.remedies[topic.id].warnings, *(group.warnings if group else ())]
    return _answer(library, [topic.id], signs, group)


def remedy_page(library: Library, answer: ReliefAnswer, cite: Citations) -> page.Page:
    """Draw one remedy: what to expect, who must not, what to do; then all of it."""
    remedy = answer.remedies[0]
    opening = (_about_group(library, answer), _head(library, remedy, answer, cite))
    if not cite.full:
        told = (remedy, answer.warnings, _cautions_of(answer.group, remedy.id))
        hint = parts.more(cite, _open(remedy, answer.group), *told)
        count = ("Count for me", f"crampinfo stretch {remedy.routine}") if remedy.routine else None
        every = None if remedy.muscle else ("All remedies", "crampinfo relief all")
        return page.Page(remedy.name, *opening, parts.way_on(hint, count, every))
    findings = (  # numbered where they stand
        cite.line(each.effect, lead=f"{each.population.rstrip('.')}: ", note=each.grade)
        for each in remedy.findings
    )
    estimates = tuple((each.population, each.estimate) for each in remedy.findings if each.estimate)
    return page.Page(
        remedy.name,
        *opening,
        cite.bullets("What it is", remedy.about),
        page.section("More steps", *_steps(library, remedy.steps[1:], cite)),
        cite.bullets("Further cautions", remedy.cautions),
        cite.bullets("Harms", remedy.harms),
        page.section("What was found", page.Lines([*findings]), page.Intervals(estimates)),
        cite.bullets("How it is thought to work", remedy.why),
        *parts.closing(library, remedy, cite, answer.warnings),
    )


def _head(library: Library, remedy: Remedy, answer: ReliefAnswer, cite: Citations) -> page.Section:
    """Return the answer itself, which is the whole of the short page."""
    signs = [each for each in answer.warnings if each.id in remedy.warnings]
    warned = parts.sign_blocks(library, signs)
    must_not = [*_cautions_of(answer.group, remedy.id), *remedy.not_for]
    verdict = map(cite.line, [remedy.verdict])  # as the steps, numbered where it stands
    steps = chain(
        cite.titled(parts.NOT_FOR, must_not),
        cite.titled("Take care", remedy.stop),
        _steps(library, remedy.steps[:1], cite),
        [parts.check_first(map(library.remedies.card, remedy.related))],
    )
    # Somebody with a cramp needs the steps; somebody who weighs a treatment, what to expect of it.
    order = (*steps, *warned, *verdict) if remedy.muscle else (*verdict, *warned, *steps)
    corner = f"evidence: {_graded(remedy)}; checked {remedy.reviewed}"
    return parts.answer(remedy.name, *order, corner=corner)


def _steps(library: Library, ways: Iterable[StepGroup], cite: Citations) -> Iterator[page.Block]:
    """Return numbered steps, each version with its own title, beside its figure."""
    for version in ways:
        title = page.Heading(version.title or "What to do")
        blocks: tuple[page.Block, ...] = (title, cite.lines(version.steps, "steps"))
        if version.figure:
            yield page.Picture(library.figures[version.figure], blocks)
        else:
            yield from blocks


def group_answer(library: Library, topic: Topic) -> ReliefAnswer:
    """Read the remedies that have a caution for a group of people. Raises BrokenDataError."""
    group = library.groups[topic.id]
    ids = [name for each in group.cautions for name in each.remedies]
    return _answer(library, ids, group.warnings, group)


def group_page(library: Library, answer: ReliefAnswer, cite: Citations) -> page.Page:
    """Draw what is different for a group of people."""
    group: Group = answer.group  # type: ignore[assignment]  # `group_answer` gives one
    first = cite.titled("What to know first", group.points[:_POINTS])
    cautions: dict[str, list[Advice]] = {}
    for each in group.cautions:
        label = "; ".join(library.remedies.card(name).name for name in each.remedies)
        cautions.setdefault(label, []).append(each.advice)
    told = [cite.titled(label, advice) for label, advice in cautions.items()]
    later = [] if cite.full else [*cautions][_CAUTIONED:]
    others = "; ".join(dict.fromkeys("; ".join(later).split("; ")))
    named = [page.Heading("These have cautions too: read their pages first"), page.Line(others)]
    checks = (*(named if others else ()), parts.check_first(answer.remedies))
    hint = parts.more(cite, f"crampinfo relief --for {group.id}", group, answer.warnings)
    return page.Page(
        group.name,
        _about_group(library, answer, *first),
        page.section("Remedies: cautions and findings", *chain(*told[:_CAUTIONED]), *checks),
        page.section("More cautions", *(chain(*told[_CAUTIONED:]) if cite.full else ())),
        cite.bullets("More to know", group.points[_POINTS:] if cite.full else ()),
        *parts.closing(library, group, cite, answer.warnings),
        parts.way_on(hint),
    )


def _about_group(library: Library, answer: ReliefAnswer, *told: page.Block) -> page.Section | None:
    """Return the warning signs of a group, with what is told of it or the way there."""
    if not (group := answer.group):
        return None
    signs = [each for each in answer.warnings if each.id in group.warnings]
    warned = parts.sign_blocks(library, signs)
    there = page.facts(page.Line(command=f"crampinfo relief --for {group.id}", term="More on this"))
    return parts.answer(group.name, *warned, *(told or [there]), corner=f"checked {group.reviewed}")


def _cautions_of(group: Group | None, remedy: str) -> list[Advice]:
    return [each.advice for each in group.cautions if remedy in each.remedies] if group else []
