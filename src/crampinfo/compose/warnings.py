"""Warning signs → pages."""

from collections.abc import Callable, Sequence
from typing import Any

from crampinfo.compose.parts import (
    TIER_ACTIONS,
    Citations,
    also_called,
    lower_first,
    sources_section,
    tier_phrase,
)
from crampinfo.library import Library
from crampinfo.names import Topic
from crampinfo.page import Bullets, Entries, Entry, Facts, Frame, Line, Page, Section, Signs
from crampinfo.records import Tier, WarningSign

__all__ = ["warning_page", "warnings_page"]


def warnings_page(library: Library) -> Page:
    """Return all warning signs by tier, emergency first. Raises BrokenDataError."""
    signs = library.signs.cards()
    body = []
    for tier in Tier:
        of_tier = [sign for sign in signs if sign.tier is tier]
        if not of_tier:
            continue
        # What holds for everybody comes first in its tier.
        of_tier.sort(key=lambda sign: (not sign.id.startswith("any-"), sign.id))
        entries = Entries(tuple(Entry(sign.id, sign.notice) for sign in of_tier))
        action = Signs(((tier, "", Line(TIER_ACTIONS[tier])),))
        frame = Frame.QUIET if tier is Tier.ROUTINE else Frame.WARNING
        body.append(Section(f"{tier.capitalize()}", (action, entries), frame))
    rules = (
        Line("If two fit, or you are not sure, follow the more urgent one. Do not drive yourself."),
        Line("Read one in full:", command="crampinfo warnings dvt"),
    )
    body.append(Section("", (Bullets(rules),), Frame.OPEN))
    return Page("warnings", "Warning signs", _facts(library, signs), tuple(body))


def warning_page(library: Library, topic: Topic) -> Page:
    """Return everything about one warning sign. Raises BrokenDataError."""
    citations = Citations(library)
    sign = library.signs.card(topic.id)
    refs = citations.cite(sign.sources)
    action = Signs(((sign.tier, "", Line(sign.act, refs)),))
    rows = [("What you notice", Line(sign.notice, refs))]
    rows += [
        (f"{tier_phrase(each.tier).capitalize()} if", Line(lower_first(each.text), refs))
        for each in sign.worse_if
    ]
    for label, text in (
        ("What it may be", sign.means),
        ("Avoid", sign.avoid),
        ("More likely", sign.likelier),
        ("Note", sign.note),
    ):
        if text:
            rows.append((label, Line(text)))
    rows += also_called(sign.aliases)
    body = (
        Section(sign.name, (action, Facts(tuple(rows))), Frame.WARNING, sign.tier),
        *sources_section(citations.sources()),
    )
    return Page("warnings", sign.name, _facts(library, [sign]), body)


def _facts(library: Library, signs: Sequence[WarningSign]) -> Callable[[], dict[str, Any]]:
    """Return what gathers the JSON: the signs, and the sources that they cite."""

    def gather() -> dict[str, Any]:
        citations = Citations(library)
        citations.cite_all(signs)
        return {"warnings": signs, "sources": citations.sources()}

    return gather
