"""Causes and look-alikes → answers and pages: the list, one in full, several side by side."""

from collections.abc import Iterable, Iterator, Sequence
from typing import get_args

from msgspec.structs import asdict, astuple

from crampinfo import answers, page
from crampinfo.answers import Topic
from crampinfo.compose import parts
from crampinfo.compose.parts import Citations
from crampinfo.errors import UsageError
from crampinfo.finding.names import find, shelf_of
from crampinfo.library import Library
from crampinfo.library.records import Category, Cause, FrequencyLevel, Help, LookAlike

# Of the fields of a profile, in their order.
_LABELS = ("Where", "When", "Feels", "Over time", "Eases with", "You see", "Behind it", "Leads to")
# What the short page shows of a list; the full page goes on from there.
_HELPS, _UNHELPFUL, _ASK = 3, 2, 1
_COMPARED = range(2, 5)  # so many at a time


def causes_answer(library: Library, category: Category | None = None) -> answers.CausesAnswer:
    """List the causes, commonest first, and what is not a cramp. Raises BrokenDataError."""
    order = get_args(FrequencyLevel)
    cards = sorted(library.causes.cards(), key=lambda card: order.index(card.frequency.level))
    causes = tuple(each for each in cards if category in (None, each.category))
    lookalikes = () if category else tuple(library.lookalikes.cards())
    return answers.CausesAnswer(category, causes, lookalikes)


def causes_page(library: Library, answer: answers.CausesAnswer, cite: Citations) -> page.Page:
    """Draw the list of causes: one line each, with its summary in the full one."""
    groups = {
        level.capitalize(): [
            page.Line(
                f"{each.name}. {each.summary.text}" if cite.full else each.name,
                cite.refs(each.summary, each.strength),
                each.strength.level,
                term=each.id,
                opens=f"crampinfo cause {each.id}",
            )
            for each in answer.causes
            if each.frequency.level.removeprefix("very ") == level
        ]
        for level in ("common", "uncommon", "rare")
    }
    names = ", ".join(each.id for each in answer.lookalikes)
    others = page.Line(f"Not a cramp, but can be mistaken for one: {names}")
    title, corner = "Why legs cramp", "beside each cause: how sure its link with leg cramps is"
    blocks = (*page.headed(groups), others if names and not cite.full else None)
    return page.Page(
        title,
        parts.answer(title, *blocks, corner=corner),
        _lookalikes_section(answer, cite) if cite.full else None,
        parts.way_on(
            ("Open one", "crampinfo cause exercise"),
            ("How to tell a cramp", "crampinfo causes --not-cramps"),
        ),
    )


def lookalikes_page(library: Library, answer: answers.CausesAnswer, cite: Citations) -> page.Page:
    """Draw the list of what is taken for a cramp: each with the clue that tells it from one."""
    ways = ("Compare", "crampinfo compare night-cramps dvt"), ("Get help", "crampinfo warnings")
    return page.Page("Not a cramp?", _lookalikes_section(answer, cite), parts.way_on(*ways))


def _lookalikes_section(answer: answers.CausesAnswer, cite: Citations) -> page.Section:
    """Return the look-alikes, and the causes that are mistaken for an ordinary cramp."""
    clues = [(each.id, each.summary) for each in answer.lookalikes]
    clues += [(each.id, each.unlike) for each in answer.causes if each.unlike]
    listed = [
        page.Line(clue.text, cite.refs(clue), term=name, opens=f"crampinfo cause {name}")
        for name, clue in sorted(clues)
    ]
    return parts.answer("Not a cramp? These can be mistaken for one", page.entries(listed))


def cause_answer(library: Library, topic: Topic) -> answers.CauseAnswer:
    """Read one cause or look-alike, and the signs that concern it. Raises BrokenDataError."""
    cause = shelf_of(library, topic.kind)[topic.id]
    return answers.CauseAnswer(cause, parts.signs_of(library, cause.warnings))


def cause_page(library: Library, answer: answers.CauseAnswer, cite: Citations) -> page.Page:
    """Draw a cause or a look-alike: the answer on one screen, then all of it in the full one."""
    cause = answer.cause
    head = _head(library, answer, cite)
    if not cite.full:
        hint = parts.more(cite, f"crampinfo cause {cause.id}", cause, answer.warnings)
        others = " ".join([cause.id, *cause.related[:2]])
        apart = ("Tell it apart", f"crampinfo compare {others}") if cause.related else None
        return page.Page(cause.name, head, parts.way_on(hint, apart))
    return page.Page(
        cause.name,
        head,
        cite.bullets("What this page is for, and more", [*cause.about[1:], cause.summary]),
        page.section("How sure, how common", page.facts(*_link_facts(cause, cite))),
        cite.bullets("Why it happens", cause.why),
        cite.bullets("Clues that point to it", cause.clues),
        cite.bullets("Clues against it", cause.against),
        cite.bullets("Kinds and examples", cause.examples),
        cite.bullets("What it can lead to", cause.leads_to),
        cite.bullets("Without treatment", cause.untreated),
        cite.bullets("Daily life", cause.daily_life),
        page.section("What else helps", *_helps(library, cause.helps[_HELPS:], cite)),
        cite.bullets("What else does not help, and what to avoid", cause.unhelpful[_UNHELPFUL:]),
        cite.bullets("When else to see a doctor", cause.ask[_ASK:]),
        parts.signs_in_full(library, answer.warnings, cite),
        cite.bullets("Tests a doctor may order", cause.tests),
        cite.bullets("Numbers worth knowing", cause.numbers),
        cite.bullets("Where to find help", cause.support),
        *parts.closing(library, cause, cite),
    )


def _head(library: Library, answer: answers.CauseAnswer, cite: Citations) -> page.Section:
    """Return the answer itself, which is the whole of the short page."""
    cause = answer.cause
    claims = [*zip(_LABELS, astuple(cause.profile), strict=True)]
    link = "can be mistaken for a cramp"
    if isinstance(cause, Cause):
        link = f"link with leg cramps: {cause.strength.level}"
        claims += [("Not a cramp", [cause.unlike])] if cause.unlike else []
    return parts.answer(
        cause.name,
        cite.line(cause.about[0]),
        *parts.sign_blocks(library, answer.warnings),
        page.facts(*(cite.line(*each, term=label) for label, each in claims)),
        page.Heading("What helps") if cause.helps else None,
        *_helps(library, cause.helps[:_HELPS], cite),
        *cite.titled("What does not help, and what to avoid", cause.unhelpful[:_UNHELPFUL]),
        *map(cite.line, cause.ask[:_ASK]),
        corner=f"{link}; checked {cause.reviewed}",
    )


def _helps(library: Library, helps: Sequence[Help], cite: Citations) -> Iterator[page.Block]:
    """Return what helps, and who must check first before a painkiller that is advised."""
    names = dict.fromkeys(name for each in helps for name in each.remedies)
    yield from (cite.lines(helps), parts.check_first(map(library.remedies.card, names)))


def _link_facts(cause: Cause | LookAlike, cite: Citations) -> Iterator[page.Line]:
    """Return how sure the link with leg cramps is, and how common it is."""
    link = cause.strength if isinstance(cause, Cause) else None
    for label, graded in (("Link with leg cramps", link), ("How common", cause.frequency)):
        if graded:
            note, level = graded.note or "", parts.upper_first(graded.level)
            text = note if note.startswith(level) else f"{level}. {note}".strip()
            yield page.Line(text, cite.refs(graded), term=label)


def compare_answer(library: Library, names: Iterable[str]) -> answers.CompareAnswer:
    """Lay the profiles of causes and look-alikes side by side, each with its signs in brief.

    A name that several have stands for them all. Raises UsageError where they are not two to four;
    what `finding.names.find` raises for a name.
    """
    found = [find(library, name, "cause", "look-alike") for name in names]
    topics = list(dict.fromkeys(topic for each in found for topic in each.topics))
    if len(topics) not in _COMPARED:
        what = f"It takes {_COMPARED[0]} to {_COMPARED[-1]} names of different things."
        raise UsageError(what, 'Quote each: crampinfo compare night-cramps "blood clot"')
    compared = []
    for topic in topics:
        cause = shelf_of(library, topic.kind)[topic.id]
        signs = tuple(parts.in_brief(library, cause.warnings))
        compared.append(answers.Compared(**asdict(topic), profile=cause.profile, warnings=signs))
    shown_for = ", ".join(each.shown_for for each in found if each.shown_for) or None
    return answers.CompareAnswer(tuple(compared), shown_for=shown_for)


def compare_page(library: Library, answer: answers.CompareAnswer, cite: Citations) -> page.Page:
    """Draw several profiles side by side, and how fast help is needed."""
    told = zip(_LABELS, *(astuple(each.profile) for each in answer.compared), strict=True)
    rows = [(label, tuple(cite.line(*claims) for claims in row)) for label, *row in told]
    rows.append(("Get help", tuple(_how_fast(library, each) for each in answer.compared)))
    shown = tuple((label, cells) for label, cells in rows if any(cell.text for cell in cells))
    names = tuple(each.name.split(" (")[0] for each in answer.compared)
    signs = parts.signs_of(library, [sign.id for each in answer.compared for sign in each.warnings])
    command = " ".join(["crampinfo compare", *(each.id for each in answer.compared), "--full"])
    title = "Telling them apart"
    return page.Page(
        title,
        parts.answer(title, page.Table(names, shown)),
        page.section("When to get help", *parts.sign_blocks(library, signs), frame="warning"),
        parts.way_on(
            None if cite.full else ("With its sources", command),
            ("Open one", f"crampinfo cause {answer.compared[0].id}"),
        ),
    )


def _how_fast(library: Library, compared: answers.Compared) -> page.Line:
    """Return how fast the condition's own sign needs help, or when it asks for a doctor."""
    cause = shelf_of(library, compared.kind)[compared.id]
    own = next((sign for sign in compared.warnings if sign.id == cause.sign), None)
    if own:
        return page.Line(f"{parts.upper_first(own.tier)}: {parts.lower_first(own.act)}")
    return page.Line(cause.ask[0].text if cause.ask else "")
