"""What a search found → an answer and a page."""

from crampinfo import page
from crampinfo.answers import Kind, Result, SearchAnswer, SignInBrief
from crampinfo.compose import parts
from crampinfo.compose.parts import Citations
from crampinfo.finding.names import shelf_of
from crampinfo.finding.search import search
from crampinfo.library import Library
from crampinfo.library.records import statements_in
from crampinfo.plaintext import printable

_MOST_ECHOED = 200  # characters of a query that are shown again
_MOST_SHOWN = 5  # pages, without --all
_WAYS = ("A cramp now", "crampinfo relief"), ("Look through", "crampinfo causes")


def search_answer(library: Library, query: str, everything: bool = True) -> SearchAnswer:
    """Find the pages that fit a query, a whole story too, and the signs that it speaks of.

    Every page that fits is read, or the best few alone. Raises BrokenDataError.
    """
    found = search(library, query)
    pages = found.pages if everything else found.pages[:_MOST_SHOWN]
    return SearchAnswer(
        printable(query)[:_MOST_ECHOED],
        tuple(parts.in_brief(library, found.signs)),
        tuple(_result(library, kind, name, score) for (kind, name), score in pages),
        len(found.pages),
        found.not_covered,
        shown_for=found.shown_for,
    )


def search_page(library: Library, answer: SearchAnswer, cite: Citations) -> page.Page:
    """Draw the signs first, in a frame of their own, then the pages that fit, all alike."""
    found = [
        page.Line(each.summary, (), kind, each.command, term=each.name)
        for each in answer.results
        for kind in ["not a cramp" if each.kind == "look-alike" else each.kind]
    ]
    nothing = "" if found else "No page fits these words."
    if answer.not_covered:
        nothing = f"There is nothing here on {', '.join(answer.not_covered)}."
    corner = f"best {len(found)} of {answer.fitting}; the rest: --all"
    return page.Page(
        f"Search: {answer.query}",
        _signs(answer.warnings),
        page.section(
            "Pages that fit",
            page.Line(nothing) if nothing else None,
            page.Lines(found, "found"),
            frame="answer",
            corner=corner if len(found) < answer.fitting else "",
        ),
        None if found else parts.way_on(*_WAYS),
    )


def _signs(signs: tuple[SignInBrief, ...]) -> page.Section:
    """Return the signs that were recognised, or one row that says what none means."""
    if not signs:
        text = "No warning sign was recognised in these words, but there may be one:"
        row = page.Line(text, command="crampinfo warnings")
        return page.section("", row, frame="open")
    rows = []
    for sign in signs:
        text = f"{parts.upper_first(sign.short)}. {sign.act}"
        command, label = f"crampinfo warnings {sign.id}", sign.tier.capitalize()
        rows.append(page.Line(text, command=command, term=label, tier=sign.tier))
    title = "Get help for any of these"
    return page.section(title, page.facts(*rows), frame="warning")


def _result(library: Library, kind: Kind, name: str, score: float) -> Result:
    shelf = library.basics if kind == "page" else shelf_of(library, kind)
    card = shelf.card(name)
    names = tuple(dict.fromkeys(each for each in card.shown_names if each not in (name, card.name)))
    summary = next(statements_in(card)).text  # every card begins with what it is
    return Result(kind, name, card.name, f"{shelf.command} {name}", names, summary, score)
