"""Warning signs → answers and pages."""

from crampinfo import page
from crampinfo.answers import Topic, WarningsAnswer
from crampinfo.compose import parts
from crampinfo.library import Library


def signs_answer(library: Library, full: bool = True) -> WarningsAnswer:
    """Read all warning signs, deadliest first. Raises BrokenDataError."""
    tiers = library.basics.tiers
    signs = tuple(library.signs.card(name) for rule in tiers.tiers for name in rule.signs)
    sources = parts.cited(library, signs, tiers) if full else ()
    return WarningsAnswer(signs, sources, tiers)


def signs_page(library: Library, answer: WarningsAnswer, full: bool) -> page.Page:
    """Draw the checklist: one line a sign, its own way of acting beside it where it has one."""
    cite = parts.Citations(answer.sources)
    tiers = library.basics.tiers
    blocks: list[page.Block] = []
    column = max(len(each.id) for each in answer.warnings)
    for rule in tiers.tiers:
        entries = tuple(
            page.Entry(
                each.id, each.notice if full else each.short, each.how_fast or "", cite.refs(each)
            )
            for each in answer.warnings
            if each.tier is rule.tier
        )
        title = f"{rule.tier.capitalize()}: {parts.lower_first(rule.act) if full else rule.short}"
        blocks += [page.Heading(title, rule.tier), page.Entries(entries, column=column)]
    return page.Page(
        "When to get help",
        page.section("When to get help", *blocks, frame=page.Frame.WARNING),
        cite.bullets("For all of them", tiers.rules) if full else None,
        parts.way_on(
            ("Open one", "crampinfo warnings dvt"),
            None if full else ("In their own words", "crampinfo warnings --full"),
        ),
        parts.sources_section(answer.sources),
    )


def sign_answer(library: Library, topic: Topic, full: bool = True) -> WarningsAnswer:
    """Read one warning sign. Raises BrokenDataError."""
    sign = library.signs[topic.id]
    return WarningsAnswer((sign,), parts.cited(library, sign) if full else ())


def sign_page(library: Library, answer: WarningsAnswer, full: bool) -> page.Page:
    """Draw one warning sign: what to do first, then what it is."""
    sign = answer.warnings[0]
    refs = parts.Citations(answer.sources).refs(sign)
    rows = [
        page.Fact(sign.tier.capitalize(), page.Line(sign.act, refs), sign.tier),
        page.Fact("You notice", page.Line(sign.notice, refs)),
    ]
    rows += [
        page.Fact(parts.WORSE_LABELS[each.tier], page.Line(parts.lower_first(each.text)), each.tier)
        for each in sign.worse_if
    ]
    rows += parts.labelled(
        ("It may be", sign.means),
        ("Take care", sign.avoid),
        ("More at risk", sign.likelier),
        ("Note", sign.note),
    )
    checked = f"checked {sign.reviewed}"
    hint = None if full else parts.more(f"crampinfo warnings {sign.id}", sign)
    return page.Page(
        sign.name,
        page.section(sign.name, page.facts(*rows), frame=page.Frame.WARNING, corner=checked),
        parts.also_called(sign.aliases) if full else None,
        parts.way_on(hint, ("All signs", "crampinfo warnings")),
        parts.sources_section(answer.sources),
    )
