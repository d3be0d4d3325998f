"""Routines → an answer and its pages: all, one, what stands before, during and after counting."""

from crampinfo import page
from crampinfo.answers import StretchAnswer, Topic
from crampinfo.compose import parts
from crampinfo.compose.parts import Citations
from crampinfo.compose.relief import first_signs
from crampinfo.library import Library
from crampinfo.library.poses import Figure, Routine, Step, Turn


def routines_answer(library: Library, topic: Topic | None = None) -> StretchAnswer:
    """Read one routine or all, with their figures and signs. Raises BrokenDataError."""
    routines = tuple(map(library.routines.card, [topic.id] if topic else library.routines))
    remedies = [library.remedies[each.remedy] for each in routines]
    warnings = parts.signs_of(library, [name for each in remedies for name in each.warnings])
    figures = dict.fromkeys(step.figure for each in routines for step in each.steps if step.figure)
    return StretchAnswer(routines, tuple(map(library.figures.card, figures)), warnings)


def routines_page(library: Library, answer: StretchAnswer, cite: Citations) -> page.Page:
    """Draw the list of routines, with how long each takes."""
    rows = [
        page.Line(each.name, (), _length(each), term=each.id, opens=f"crampinfo stretch {each.id}")
        for each in answer.routines
    ]
    head = parts.answer("Which muscle?", page.entries(rows))
    return page.Page("Stretches", head, parts.way_on(("Count one", "crampinfo stretch calf")))


def routine_page(library: Library, answer: StretchAnswer, cite: Citations) -> page.Page:
    """Draw a routine as a numbered list with seconds; in full, its figures too."""
    routine, signs = answer.routines[0], answer.warnings
    before = _before(library, routine, cite)
    steps = page.Lines([cite.line(each, note=_counted(each)) for each in routine.steps], "steps")
    blocks = (*before, page.Heading("What to do"), steps, *parts.sign_blocks(library, signs))
    head = parts.answer(routine.name, *blocks, corner=f"checked {routine.reviewed}")
    cautions = library.remedies.card(routine.remedy)
    told = (routine, cautions.not_for, cautions.stop, signs)
    more = parts.more(cite, f"crampinfo stretch {routine.id}", *told)
    return page.Page(
        routine.name,
        head,
        page.section("What it looks like", *map(page.Picture, answer.figures if cite.full else ())),
        *parts.closing(library, routine, cite, signs),
        parts.way_on(more, ("The remedy", f"crampinfo relief {routine.remedy}")),
    )


def before_page(library: Library, answer: StretchAnswer, cite: Citations) -> page.Page:
    """Draw when to get help and who must not do a routine, before it is counted."""
    routine = answer.routines[0]
    _, *cautions = _before(library, routine, cite)
    blocks = (*cautions, first_signs(library))  # next to the question: the top may scroll away
    return page.Page(routine.name, parts.answer(routine.name, *blocks, corner=_length(routine)))


def turn_page(title: str, figure: Figure | None, turn: Turn, after: Turn | None) -> page.Page:
    """Draw what is counted now, beside its figure, what comes next, and the keys."""
    step, side, number = turn
    rounds = f"{number} of {step.rounds}" if step.rounds > 1 else None
    following = "the end"
    if after:
        following = f"{(after[0] is step and after[1]) or after[0].text} ({after[0].seconds} s)"
    rows = page.facts(("Side", side), ("Round", rounds), ("Next", following))
    words = (page.Heading(step.text), rows)
    blocks = (page.Picture(figure, words),) if figure else words
    keys = "space: pause   n: next   q: stop"
    return page.Page(f"{side}  {step.text}", parts.answer(title, *blocks, corner=keys))


def after_page(library: Library, answer: StretchAnswer, cite: Citations) -> page.Page:
    """Draw when to get help, once a routine was counted."""
    signs = parts.sign_blocks(library, answer.warnings)
    return page.Page("", page.section("When to get help", *signs, frame="warning"))


def _before(library: Library, routine: Routine, cite: Citations) -> list[page.Block]:
    remedy = library.remedies.card(routine.remedy)
    return [
        cite.line(routine.about),
        *cite.titled(parts.NOT_FOR, (*routine.not_for, *remedy.not_for)),
        *cite.titled("Take care", remedy.stop),
    ]


def _counted(step: Step) -> str:
    """Return how long a step takes, how often it is done, and on which side."""
    often = [f"{step.rounds} times", step.side] if step.rounds > 1 else []
    return ", ".join(filter(None, [f"{step.seconds} s", *often]))


def _length(routine: Routine) -> str:
    return f"{sum(step.seconds for step, _, _ in routine.turns())} seconds"
