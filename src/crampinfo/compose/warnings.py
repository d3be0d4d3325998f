"""Warning signs → answers and pages."""

from crampinfo import page
from crampinfo.answers import Topic, WarningsAnswer
from crampinfo.compose import parts
from crampinfo.compose.parts import Citations
from crampinfo.library import Library


def signs_answer(library: Library, topic: Topic | None = None) -> WarningsAnswer:
    """Read one warning sign; or all, deadliest first, and their tiers. Raises BrokenDataError."""
    if topic:
        return WarningsAnswer((library.signs[topic.id],))
    tiers = library.basics.warnings
    listed = [name for rule in tiers.tiers for name in rule.signs]  # a lost file is told
    return WarningsAnswer(parts.signs_of(library, [*listed, *library.signs]), tiers=tiers)


def signs_page(library: Library, answer: WarningsAnswer, cite: Citations) -> page.Page:
    """Draw the checklist: one line a sign, its own way of acting beside it where it has one."""
    tiers = library.basics.warnings
    blocks: list[page.Block] = []
    column = max((len(each.id) for each in answer.warnings), default=0)
    for rule in tiers.tiers:
        rows = [
            page.Line(text, refs, each.how_fast or "", term=each.id, opens=command)
            for each in answer.warnings
            for text, refs in [(each.notice if cite.full else each.short, cite.refs(each))]
            for command in [f"crampinfo warnings {each.id}"]
            if each.tier == rule.tier
        ]
        act = parts.lower_first(rule.act) if cite.full else rule.short
        title = f"{rule.tier.capitalize()}: {act}"
        blocks += [page.Heading(title, rule.tier), page.entries(rows, column=column)]
    return page.Page(
        "When to get help",
        page.section("When to get help", *blocks, frame="warning"),
        cite.bullets("For all of them", tiers.rules) if cite.full else None,
        parts.way_on(
            ("Open one", "crampinfo warnings dvt"),
            None if cite.full else ("All of them in full", "crampinfo warnings --full"),
        ),
    )


def sign_page(library: Library, answer: WarningsAnswer, cite: Citations) -> page.Page:
    """Draw one warning sign: what to do first, then what it is."""
    sign = answer.warnings[0]
    refs = cite.refs(sign)
    worse = (
        page.Line(parts.lower_first(each.text), term=parts.WORSE_LABELS[each.tier], tier=each.tier)
        for each in sign.worse_if
    )
    rows = page.facts(
        page.Line(sign.act, refs, term=sign.tier.capitalize(), tier=sign.tier),
        page.Line(sign.notice, refs, term="You notice"),
        *worse,
        ("It may be", sign.means),
        ("Take care", sign.avoid),
        ("More at risk", sign.likelier),
        ("Note", sign.note),
    )
    hint = parts.more(cite, f"crampinfo warnings {sign.id}", sign)
    differ = sign.sources_differ if cite.full else None
    return page.Page(
        sign.name,
        page.section(sign.name, rows, frame="warning", corner=f"checked {sign.reviewed}"),
        page.section("Where sources differ", page.Line(differ, refs)) if differ else None,
        *parts.closing(library, sign, cite),
        parts.way_on(hint, ("All signs", "crampinfo warnings")),
    )
