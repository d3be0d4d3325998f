"""General pages: home, about, what a cramp is."""

from crampinfo import page
from crampinfo.answers import AboutAnswer, CrampAnswer, HomeAnswer, Pointer
from crampinfo.compose import parts
from crampinfo.compose.parts import Citations
from crampinfo.library import Library

_COMMANDS = {
    "A cramp now": (
        Pointer("crampinfo relief", "what to do now, on one screen"),
        Pointer("crampinfo relief calf", "one stretch or remedy, by name"),
        Pointer("crampinfo stretch", "a stretch, shown and counted"),
        Pointer("crampinfo warnings", "when to get help, and how fast"),
    ),
    "Understand": (
        Pointer("crampinfo causes", "why legs cramp, and what is not a cramp"),
        Pointer("crampinfo cause neuropathy", "one cause, by any of its names"),
        Pointer("crampinfo compare night-cramps dvt", "cramp or clot: side by side"),
        Pointer("crampinfo cramp", "what a leg cramp is, and who gets it"),
    ),
    "Look up": (
        Pointer("crampinfo search water pill", "anything, in your own words"),
        Pointer("crampinfo medicines lipitor", "medicines linked with cramps"),
        Pointer("crampinfo relief prevent", "what may prevent the next cramp"),
        Pointer("crampinfo about", "how this is made and graded; privacy"),
    ),
}
_CHAPTERS_IN_SHORT, _POINTS_IN_SHORT = 4, 2


def home_answer() -> HomeAnswer:
    """List the commands worth knowing."""
    return HomeAnswer(tuple(each for group in _COMMANDS.values() for each in group))


def home_page(library: Library, answer: HomeAnswer, cite: Citations) -> page.Page:
    """Draw the page of `crampinfo` alone: where to go."""
    groups = {
        title: [page.Line(each.text, term=each.command) for each in commands]
        for title, commands in _COMMANDS.items()
    }
    return page.Page(
        "crampinfo",
        parts.answer("Leg cramps, explained", *page.headed(groups)),
        parts.way_on(("Help", "crampinfo --help"), ("A cramp right now?", "crampinfo relief")),
    )


def about_answer(library: Library) -> AboutAnswer:
    """Say how the reference is made and graded, its privacy, and where to report errors."""
    about = library.basics.about
    counts = {shelf.folder.name: len(shelf) for shelf in library.shelves()}
    return AboutAnswer(about.made, about.grades, about.privacy, about.errors, counts)


def about_page(library: Library, answer: AboutAnswer, cite: Citations) -> page.Page:
    """Draw how the reference is made."""
    grades = [page.Line(each.meaning, term=each.grade) for each in answer.grades]
    return page.Page(
        "About crampinfo",
        parts.answer("About crampinfo", page.Lines(tuple(map(page.Line, answer.made)))),
        page.section("Evidence grades", page.entries(grades)),
        page.section("Privacy", page.Lines(tuple(map(page.Line, answer.privacy)))),
        page.section("Errors", page.Lines(tuple(map(page.Line, answer.errors)))),
        parts.way_on(("Sources", "crampinfo sources")),
    )


def cramp_answer(library: Library) -> CrampAnswer:
    """Read what a leg cramp is. Raises BrokenDataError."""
    return CrampAnswer(library.basics.cramp)


def cramp_page(library: Library, answer: CrampAnswer, cite: Citations) -> page.Page:
    """Draw what a leg cramp is: the first points of the first chapters, or all of them."""
    cramp = answer.cramp
    chapters = cramp.chapters if cite.full else cramp.chapters[:_CHAPTERS_IN_SHORT]
    most = None if cite.full else _POINTS_IN_SHORT
    blocks = [block for each in chapters for block in cite.titled(each.title, each.points[:most])]
    return page.Page(
        cramp.name,
        parts.answer(cramp.name, *blocks, corner=f"checked {cramp.reviewed}"),
        *parts.closing(library, cramp, cite),
        parts.way_on(parts.more(cite, "crampinfo cramp", cramp), ("Causes", "crampinfo causes")),
    )
