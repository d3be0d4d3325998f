"""What a search found → an answer and a page."""

from typing import Any

from crampinfo import page
from crampinfo.answers import Kind, Result, SearchAnswer, SignInBrief
from crampinfo.compose import parts
from crampinfo.finding.names import shelf_of
from crampinfo.finding.search import Hit, search
from crampinfo.library import Library
from crampinfo.plaintext import printable

_MOST_ECHOED = 200  # characters of a query that are shown again
_MOST_SHOWN = 5  # pages, without --all


def search_answer(library: Library, query: str, full: bool = True) -> SearchAnswer:
    """Find the pages that fit a query, and the signs that it speaks of. Raises BrokenDataError.

    Args:
        library: Where to look.
        query: Any text, a whole story too.
        full: Whether every page that fits is read, or the best few alone.
    """
    found = search(library, query)
    hits = found.hits if full else found.hits[:_MOST_SHOWN]
    tiers = library.basics.tiers
    signs = [parts.in_brief(library.signs.card(name), tiers) for name in found.signs]
    return SearchAnswer(
        printable(query)[:_MOST_ECHOED],
        tuple(sorted(signs, key=lambda sign: sign.tier.rank)),
        tuple(_result(library, hit) for hit in hits),
        len(found.hits),
        found.not_covered,
        shown_for=found.shown_for,
    )


def search_page(library: Library, answer: SearchAnswer, full: bool) -> page.Page:
    """Draw the signs first, in a frame of their own, then the pages that fit, all alike."""
    cards = tuple(
        page.Card(
            each.name,
            "not a cramp" if each.kind is Kind.LOOK_ALIKE else each.kind,
            each.summary,
            each.command,
        )
        for each in answer.results
    )
    nothing = ""
    if answer.not_covered:
        nothing = f"There is nothing here on {', '.join(answer.not_covered)}."
    elif not cards:
        nothing = "No page fits these words."
    shown = len(answer.results)
    return page.Page(
        f"Search: {answer.query}",
        _signs(answer.warnings),
        page.section(
            "Pages that fit",
            page.Paragraph(page.Line(nothing)) if nothing else None,
            page.Cards(cards) if cards else None,
            frame=page.Frame.ANSWER,
            corner=f"best {shown} of {answer.fitting}; the rest: --all"
            if shown < answer.fitting
            else "",
        ),
        None if cards else parts.way_on(("Or look through", "crampinfo causes")),
    )


def _signs(signs: tuple[SignInBrief, ...]) -> page.Section | None:
    """Return the signs that were recognised, or one row that says what none means."""
    if not signs:
        text = "No warning sign was recognised. That does not mean that there is none:"
        row = page.Paragraph(page.Line(text, command="crampinfo warnings"))
        return page.section("", row, frame=page.Frame.OPEN)
    rows = []
    for sign in signs:
        text = f"{parts.upper_first(sign.short)}. {sign.act}"
        line = page.Line(text, command=f"crampinfo warnings {sign.id}")
        rows.append(page.Fact(sign.tier.capitalize(), line, sign.tier))
    title = "Signs that these words speak of"
    return page.section(title, page.facts(*rows), frame=page.Frame.WARNING)


def _result(library: Library, hit: Hit) -> Result:
    """Return one page that was found, as its JSON shows it."""
    if hit.kind is Kind.PAGE:
        card: Any = library.basics.cramp
        summary, command = card.chapters[0].points[0].text, "crampinfo cramp"
    else:
        shelf = shelf_of(library, hit.kind)
        card = shelf.card(hit.id)
        command = f"{shelf.command} {card.id}"
        summary = {
            Kind.REMEDY: lambda: card.verdict.text,
            Kind.GROUP: lambda: card.points[0].text,
        }.get(hit.kind, lambda: card.summary.text)()
    brands = card.all_names if hit.kind is Kind.MEDICINE else ()
    names = tuple(dict.fromkeys((*card.aliases, *brands)))
    return Result(hit.kind, card.id, card.name, names, summary, command, hit.score)
