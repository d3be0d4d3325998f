"""General pages: home, about, what a cramp is, several records of one name."""

from collections.abc import Sequence
from typing import Any

from crampinfo.compose.parts import Citations, bullets, facts_of, sources_section
from crampinfo.library import Library
from crampinfo.names import Topic
from crampinfo.page import Bullets, Entries, Entry, Facts, Frame, Line, Page, Paragraph, Section
from crampinfo.records import Grade

__all__ = ["GRADE_MEANINGS", "about_page", "choices_page", "cramp_page", "home_page"]

GRADE_MEANINGS = {
    Grade.STRONG: "A sound review, or two good trials that agree, in people like the reader.",
    Grade.MODERATE: "Two trials that agree, or one review that finds a benefit in one illness.",
    Grade.LIMITED: "A single trial, or only small, uncontrolled or laboratory studies.",
    Grade.CONFLICTING: "Studies disagree.",
    Grade.CONSENSUS: "Advised by health services or clinics; makes sense, is not well tested.",
    Grade.NO_BENEFIT: "Good studies found little or no effect.",
    Grade.HARMFUL: "A regulator or a guideline says that the harm outweighs the good.",
    Grade.TRADITIONAL: "Folk advice or habit. No trial was found.",
}

_COMMANDS = (
    ("crampinfo relief", "What to do now; then after, prevent, clinician, all"),
    ("crampinfo warnings", "When to get help, and how fast"),
    ("crampinfo causes", "Why legs cramp, and what is not a cramp"),
    ("crampinfo cause neuropathy", "One cause in full, by any of its names"),
    ("crampinfo medicines lipitor", "Medicines linked with cramps, by any name"),
    ("crampinfo search water pill", "Find anything in your own words"),
    ("crampinfo match", "Answer a few questions: what to raise with a doctor"),
    ("crampinfo cramp", "What a leg cramp is, and who gets it"),
    ("crampinfo sources", "What every statement rests on"),
    ("crampinfo about", "How this is made and graded; privacy; errors"),
)


def home_page() -> Page:
    """Return the page of `crampinfo` alone: where to go."""
    now = Facts((("A cramp right now?", Line("", command="crampinfo relief")),))
    commands = Entries(tuple(Entry(command, text) for command, text in _COMMANDS))
    hints = (
        ("Help", Line("", command="crampinfo --help")),
        ("Formats", Line("", command="--format panels | text | markdown | json")),
    )
    body = (
        Section("crampinfo: leg cramps, explained", (now,), Frame.ANSWER),
        Section("What it answers", (commands,)),
        Section("", (Facts(hints),), Frame.OPEN),
    )
    commands_listed = [{"command": command, "text": text} for command, text in _COMMANDS]
    return Page("home", "crampinfo", lambda: {"commands": commands_listed}, body)


def about_page(library: Library) -> Page:
    """Return how the reference is made and graded, its privacy, and where to report errors."""
    made = (
        "Every medical statement names its sources. They were read in whole or in part; the page "
        "of a source says how.",
        "The sentences are our own, in plain words. Figures are those of the source.",
        "Where sources disagree, the page says so. Where nothing was found, it says that too.",
        "No clinician has reviewed this text.",
        "It started from a web article on ten causes of leg cramps. Its claims were checked, and "
        "corrected where the evidence differs.",
    )
    privacy = (
        "It uses no network. It sends nothing, and keeps nothing of what you type.",
        "It needs no account. It writes no file.",
    )
    errors = (
        "A wrong statement is a fault like a wrong dose. Report it in the project's issue tracker, "
        "with the page and the source that says otherwise.",
    )
    grades = Entries(tuple(Entry(grade, text) for grade, text in GRADE_MEANINGS.items()))
    body = (
        Section("About crampinfo", _points(made), Frame.ANSWER),
        Section("Evidence grades", (grades,)),
        Section("Privacy", _points(privacy)),
        Section("Errors", _points(errors)),
        Section("", (Facts((("Sources", Line("", command="crampinfo sources")),)),), Frame.OPEN),
    )

    def facts() -> dict[str, Any]:
        return {
            "made": made,
            "grades": [{"grade": grade, "meaning": text} for grade, text in GRADE_MEANINGS.items()],
            "privacy": privacy,
            "errors": errors,
            "library": {shelf.folder.name: len(shelf.ids()) for shelf in library.shelves()},
        }

    return Page("about", "About crampinfo", facts, body)


def cramp_page(library: Library) -> Page:
    """Return what a leg cramp is. Raises BrokenDataError."""
    citations = Citations(library)
    basics = library.basics.card("cramp")
    body = []
    for chapter in basics.chapters:
        body += bullets(chapter.title, chapter.points, citations)
    sources = citations.sources()

    def facts() -> dict[str, Any]:
        return {"cramp": facts_of(basics), "sources": sources}

    return Page("cramp", basics.name, facts, (*body, *sources_section(sources)))


def choices_page(given: str, choices: Sequence[Topic]) -> Page:
    """Return the records that share a name, each with the command that opens it."""
    entries = Entries(tuple(Entry(topic.command, topic.name) for topic in choices))
    lead = Paragraph(Line(f"“{given}” is a name of more than one. Which one do you mean?"))

    def facts() -> dict[str, Any]:
        return {"given": given, "choices": choices}

    body = (Section(f"Several fit “{given}”", (lead, entries), Frame.ANSWER),)
    return Page("choices", given, facts, body)


def _points(texts: Sequence[str]) -> tuple[Bullets]:
    return (Bullets(tuple(Line(text) for text in texts)),)
