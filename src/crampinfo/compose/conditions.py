"""Causes and look-alikes → answers and pages: the list, one in full, several side by side."""

from collections.abc import Iterable, Iterator, Sequence

from crampinfo import answers, page
from crampinfo.answers import Kind, Topic
from crampinfo.compose import parts
from crampinfo.errors import UsageError
from crampinfo.library import Library
from crampinfo.library.fields import FrequencyLevel, Help
from crampinfo.library.records import Category, Cause, LookAlike, Profile

_FREQUENCIES = {
    "Common": (FrequencyLevel.VERY_COMMON, FrequencyLevel.COMMON),
    "Uncommon": (FrequencyLevel.UNCOMMON,),
    "Rare": (FrequencyLevel.RARE, FrequencyLevel.VERY_RARE),
}
_PROFILE_LABELS = {
    "where": "Where",
    "when": "When",
    "feels": "Feels",
    "lasts": "Lasts",
    "eases": "Eases with",
    "see": "You see",
    "behind": "Behind it",
    "leads": "Leads to",
}
# What the short page shows of a list; the full page goes on from there.
_HELPS, _UNHELPFUL, _ASK = 3, 2, 1
_LEAST_COMPARED, _MOST_COMPARED = 2, 4


def causes_answer(
    library: Library, category: Category | None = None, full: bool = True
) -> answers.CausesAnswer:
    """List the causes, commonest first, and what is not a cramp. Raises BrokenDataError."""
    order = list(FrequencyLevel)
    cards = sorted(library.causes.cards(), key=lambda card: order.index(card.frequency.level))
    causes = tuple(each for each in cards if category in (None, each.category))
    lookalikes = () if category else tuple(library.lookalikes.cards())
    sources = parts.cited(library, causes, lookalikes) if full else ()
    return answers.CausesAnswer(category, causes, lookalikes, sources)


def causes_page(library: Library, answer: answers.CausesAnswer, full: bool) -> page.Page:
    """Draw the list of causes: one line each, with its summary in the full one."""
    cite = parts.Citations(answer.sources)
    groups = {
        title: [
            page.Entry(
                each.id,
                f"{each.name}. {each.summary.text}" if full else each.name,
                each.strength.level,
                cite.refs(each.summary, each.strength),
            )
            for each in answer.causes
            if each.frequency.level in levels
        ]
        for title, levels in _FREQUENCIES.items()
    }
    names = ", ".join(each.id for each in answer.lookalikes)
    others = page.Paragraph(page.Line(f"Not a cramp, but can feel like one: {names}"))
    title = "Why legs cramp"
    corner = "on the right: how sure the link with leg cramps is"
    return page.Page(
        title,
        parts.answer(
            title, *page.headed(groups), others if names and not full else None, corner=corner
        ),
        _lookalikes_section(answer, cite) if full else None,
        parts.way_on(
            ("Open one", "crampinfo cause exercise"),
            ("How to tell a cramp", "crampinfo causes --not-cramps"),
        ),
        parts.sources_section(answer.sources),
    )


def lookalikes_page(library: Library, answer: answers.CausesAnswer, full: bool) -> page.Page:
    """Draw the list of what is taken for a cramp: each with the clue that tells it from one."""
    return page.Page(
        "Not a cramp?",
        _lookalikes_section(answer, parts.Citations(answer.sources)),
        parts.way_on(("Compare", "crampinfo compare night-cramps dvt")),
        parts.sources_section(answer.sources),
    )


def _lookalikes_section(answer: answers.CausesAnswer, cite: parts.Citations) -> page.Section | None:
    """Return the look-alikes, and the causes that are mistaken for an ordinary cramp."""
    clues = [(each.id, each.summary) for each in answer.lookalikes]
    clues += [(each.id, each.unlike) for each in answer.causes if each.unlike]
    listed = page.entries(
        page.Entry(name, clue.text, refs=cite.refs(clue)) for name, clue in sorted(clues)
    )
    return parts.answer("Not a cramp? These can feel like one", listed)


def cause_answer(library: Library, topic: Topic, full: bool = True) -> answers.CauseAnswer:
    """Read one cause or look-alike, the signs that concern it and, in full, its sources."""
    cause = _condition(library, topic.kind, topic.id)
    signs = parts.signs_of(library, cause.warnings)
    sources = parts.cited(library, cause, signs) if full else ()
    return answers.CauseAnswer(cause, signs, sources)


def _condition(library: Library, kind: Kind, name: str) -> Cause | LookAlike:
    return library.causes[name] if kind is Kind.CAUSE else library.lookalikes[name]


def cause_page(library: Library, answer: answers.CauseAnswer, full: bool) -> page.Page:
    """Draw a cause or a look-alike: the answer on one screen, then all of it in the full one."""
    cause = answer.cause
    cite = parts.Citations(answer.sources)
    head = _head(library, answer, cite)
    if not full:
        hint = parts.more(f"crampinfo cause {cause.id}", cause, answer.warnings)
        others = " ".join([cause.id, *cause.related[:2]])
        apart = ("Tell it apart", f"crampinfo compare {others}") if cause.related else None
        return page.Page(cause.name, head, parts.way_on(hint, apart))
    return page.Page(
        cause.name,
        head,
        cite.bullets(
            "What this page is for, and more on what it is", [*cause.about[1:], cause.summary]
        ),
        page.section("How sure, how common", page.facts(*_link_facts(cause, cite))),
        cite.bullets("Why it happens", cause.why),
        cite.bullets("Clues that point to it", cause.clues),
        cite.bullets("Clues against it", cause.against),
        cite.bullets("Kinds and examples", cause.examples),
        cite.bullets("What it can lead to", cause.leads_to),
        cite.bullets("Without treatment", cause.untreated),
        cite.bullets("Daily life", cause.daily_life),
        page.section(
            "What else helps",
            page.bullets(cite.line(each) for each in cause.helps[_HELPS:]),
            _check_first(library, cause.helps[_HELPS:]),
        ),
        cite.bullets("What else does not help, and what to avoid", cause.unhelpful[_UNHELPFUL:]),
        cite.bullets("When else to see a doctor", cause.ask[_ASK:]),
        parts.signs_in_full(answer.warnings, library.basics.tiers, cite),
        cite.bullets("Tests a doctor may order", cause.tests),
        cite.bullets("Numbers worth knowing", cause.numbers),
        cite.bullets("Where sources differ", cause.differ),
        cite.bullets("Where to find help", cause.support),
        parts.also_called(cause.aliases),
        parts.related(cause.related, library.causes, library.lookalikes),
        parts.sources_section(answer.sources),
    )


def _head(
    library: Library, answer: answers.CauseAnswer, cite: parts.Citations
) -> page.Section | None:
    """Return the answer itself, which is the whole of the short page."""
    cause = answer.cause
    link, unlike = "not a cramp", None
    if isinstance(cause, Cause):
        link = f"link with leg cramps: {cause.strength.level}"
        unlike = page.Fact("Not a cramp", cite.line(cause.unlike)) if cause.unlike else None
    return parts.answer(
        cause.name,
        page.Paragraph(cite.line(cause.about[0])),
        parts.sign_facts(answer.warnings, library.basics.tiers),
        page.facts(*_profile_facts(cause.profile, cite), unlike),
        *cite.titled("What helps", cause.helps[:_HELPS]),
        _check_first(library, cause.helps[:_HELPS]),
        *cite.titled("What does not help, and what to avoid", cause.unhelpful[:_UNHELPFUL]),
        *(page.Paragraph(cite.line(each)) for each in cause.ask[:_ASK]),
        corner=f"{link}; checked {cause.reviewed}",
    )


def _check_first(library: Library, helps: Iterable[Help]) -> page.Facts | None:
    """Return who must check first before a painkiller that is advised, or None."""
    names = dict.fromkeys(name for each in helps for name in each.remedies)
    return parts.check_first(library.remedies.card(name) for name in names)


def _profile_facts(profile: Profile, cite: parts.Citations) -> Iterator[page.Fact]:
    for name, label in _PROFILE_LABELS.items():
        claims = getattr(profile, name)
        if claims:
            yield page.Fact(label, cite.line(*claims))


def _link_facts(cause: Cause | LookAlike, cite: parts.Citations) -> Iterator[page.Fact]:
    """Return how sure the link with leg cramps is, and how common it is."""
    link = cause.strength if isinstance(cause, Cause) else None
    for label, graded in (("Link with leg cramps", link), ("How common", cause.frequency)):
        if graded:
            note, level = graded.note or "", parts.upper_first(graded.level)
            text = note if note.startswith(level) else f"{level}. {note}".strip()
            yield page.Fact(label, page.Line(text, cite.refs(graded)))


def compare_answer(
    library: Library, topics: Sequence[Topic], full: bool = True
) -> answers.CompareAnswer:
    """Lay the profiles of conditions side by side, each with its signs in brief.

    Raises UsageError where they are not two to four, or BrokenDataError.
    """
    topics = list(dict.fromkeys(topics))
    if not _LEAST_COMPARED <= len(topics) <= _MOST_COMPARED:
        what = f"It takes {_LEAST_COMPARED} to {_MOST_COMPARED} names of different things."
        raise UsageError(what, 'Quote each: crampinfo compare night-cramps "blood clot"')
    tiers = library.basics.tiers
    found = [_condition(library, topic.kind, topic.id) for topic in topics]
    signs = [parts.signs_of(library, cause.warnings) for cause in found]
    compared = tuple(
        answers.Compared(
            topic.kind,
            cause.id,
            cause.name,
            cause.profile,
            tuple(parts.in_brief(sign, tiers) for sign in own),
        )
        for topic, cause, own in zip(topics, found, signs, strict=True)
    )
    profiles = [cause.profile for cause in found]
    return answers.CompareAnswer(compared, parts.cited(library, profiles, signs) if full else ())


def compare_page(library: Library, answer: answers.CompareAnswer, full: bool) -> page.Page:
    """Draw several profiles side by side, and how fast help is needed."""
    cite = parts.Citations(answer.sources)
    rows = [
        (label, tuple(cite.line(*getattr(each.profile, name)) for each in answer.compared))
        for name, label in _PROFILE_LABELS.items()
    ]
    rows.append(("Get help", tuple(_how_fast(library, each) for each in answer.compared)))
    shown = tuple((label, cells) for label, cells in rows if any(cell.text for cell in cells))
    names = tuple(each.name.split(" (")[0] for each in answer.compared)
    signs = parts.signs_of(library, [sign.id for each in answer.compared for sign in each.warnings])
    command = " ".join(["crampinfo compare", *(each.id for each in answer.compared), "--full"])
    urgent = parts.sign_facts(signs, library.basics.tiers)
    title = "Telling them apart"
    return page.Page(
        title,
        parts.answer(title, page.Table(names, shown)),
        page.section("When to get help", urgent, frame=page.Frame.WARNING),
        parts.way_on(
            None if full else ("With its sources", command),
            ("Open one", f"crampinfo cause {answer.compared[0].id}"),
        ),
        parts.sources_section(answer.sources),
    )


def _how_fast(library: Library, compared: answers.Compared) -> page.Line:
    """Return how fast the condition's own sign needs help, or when it asks for a doctor."""
    cause = _condition(library, compared.kind, compared.id)
    own = next((sign for sign in compared.warnings if sign.id == cause.sign), None)
    if own:
        return page.Line(f"{parts.upper_first(own.tier)}: {parts.lower_first(own.act)}")
    return page.Line(cause.ask[0].text if cause.ask else "")
