"""What pages of every kind share: numbered sources, claims, warning signs."""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from crampinfo.library import Library, Shelf
from crampinfo.page import (
    Block,
    Bullets,
    Entries,
    Entry,
    Facts,
    Frame,
    Heading,
    Line,
    References,
    Section,
)
from crampinfo.records import (
    Advice,
    Claim,
    Help,
    MeasureCard,
    Source,
    Tier,
    Verdict,
    WarningSign,
    statements_in,
)

__all__ = [
    "TIER_ACTIONS",
    "Citations",
    "also_called",
    "bullets",
    "facts_of",
    "lower_first",
    "must_not_blocks",
    "own_act",
    "related_causes",
    "sources_section",
    "tier_phrase",
    "warnings_of",
    "warnings_section",
]

TIER_ACTIONS = {
    Tier.EMERGENCY: "Call your local emergency number now (for example 999, 112 or 911).",
    Tier.URGENT: (
        "Phone today (111, your doctor or out-of-hours, or an emergency department if you cannot "
        "get through)."
    ),
    Tier.ROUTINE: "Book an appointment.",
}
"""How fast each tier needs help, as the head of the warning signs has it."""

_TIERS = list(Tier)
_MOST_NAMES = 6


class Citations:
    """The sources of one page, numbered in the order in which it cites them."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._numbers: dict[str, int] = {}

    def cite(self, keys: Iterable[str]) -> tuple[int, ...]:
        """Return the numbers of some sources on this page."""
        return tuple(self._numbers.setdefault(key, len(self._numbers) + 1) for key in keys)

    def line(self, statement: Claim | Advice | Help | Verdict, note: str = "") -> Line:
        """Return a statement with the numbers of its sources."""
        return Line(statement.text, self.cite(statement.sources), note)

    def cite_all(self, thing: object) -> None:
        """Number every source that a record, or anything in it, cites."""
        for record in statements_in(thing):
            self.cite(record.sources)

    def sources(self) -> list[Source]:
        """Read the cited sources, in the order of their numbers. Raises BrokenDataError."""
        return [self._library.sources.card(key) for key in self._numbers]


def also_called(names: Sequence[str]) -> list[tuple[str, Line]]:
    """Return the row of other names: the best known, which stand first. None has no row."""
    return [("Also called", Line(", ".join(names[:_MOST_NAMES])))] if names else []


def bullets(
    title: str, statements: Sequence[Claim | Advice | Help], citations: Citations
) -> list[Section]:
    """Return a section of statements, or none where there are none."""
    if not statements:
        return []
    return [Section(title, (Bullets(tuple(citations.line(each) for each in statements)),))]


def must_not_blocks(cards: Iterable[MeasureCard], citations: Citations) -> list[Block]:
    """Return who must not take a painkiller, for each painkiller among some measures."""
    blocks: list[Block] = []
    for card in cards:
        if card.painkiller:
            lines = tuple(citations.line(each) for each in card.not_for)
            blocks += [Heading(f"{card.name}: who must not, or must ask first"), Bullets(lines)]
    return blocks


def related_causes(library: Library, ids: Sequence[str]) -> list[Section]:
    """Return the causes and mimics to read next, or none."""
    if not ids:
        return []
    entries = []
    for name in ids:
        shelf: Shelf[Any] = library.causes if library.causes.holds(name) else library.mimics
        entries.append(Entry(f"{shelf.command} {name}", shelf.card(name).name))
    return [Section("See also", (Entries(tuple(entries)),), Frame.OPEN)]


def sources_section(sources: Sequence[Source]) -> list[Section]:
    """Return the closing list of sources, or none where nothing was cited."""
    if not sources:
        return []
    numbered = tuple((number, each.short, each.id) for number, each in enumerate(sources, 1))
    example = f"crampinfo sources {sources[0].id}"
    hint = Facts((("Links and details", Line("", command=example)),))
    return [Section("Sources", (References(numbered), hint), Frame.OPEN)]


def facts_of(*records: msgspec.Struct) -> dict[str, Any]:
    """Return the fields of a card and its article as one object."""
    fields: dict[str, Any] = {}
    for record in records:
        fields |= {name: getattr(record, name) for name in record.__struct_fields__}
    return fields


def warnings_of(library: Library, ids: Iterable[str]) -> list[WarningSign]:
    """Read some warning signs, most urgent first. Raises BrokenDataError."""
    return sorted(
        (library.signs.card(name) for name in ids), key=lambda sign: _TIERS.index(sign.tier)
    )


def warnings_section(signs: Sequence[WarningSign], citations: Citations) -> list[Section]:
    """Return the panel of warning signs that stands at the head of a page, or none."""
    if not signs:
        return []
    blocks: list[Block] = []
    for tier in Tier:
        lines = tuple(_sign_line(sign, citations) for sign in signs if sign.tier is tier)
        if lines:
            blocks += [Heading(f"{tier.capitalize()}: {lower_first(TIER_ACTIONS[tier])}", tier)]
            blocks += [Bullets(lines)]
    return [Section("Warning signs", tuple(blocks), Frame.WARNING)]


def _sign_line(sign: WarningSign, citations: Citations) -> Line:
    """Return a warning sign in its own words: what you notice, when that is worse, what to do."""
    worse = [
        f"{tier_phrase(each.tier).capitalize()} if: {lower_first(each.text)}"
        for each in sign.worse_if
    ]
    means = f"Possible meaning: {sign.means}" if sign.means else None
    parts = [sign.notice, means, own_act(sign), *worse, sign.avoid]
    text = " ".join(part for part in parts if part)
    return Line(text, citations.cite(sign.sources), command=f"crampinfo warnings {sign.id}")


def own_act(sign: WarningSign) -> str:
    """Return what to do for a sign beyond what its tier says already; perhaps nothing."""
    return sign.act.removeprefix(TIER_ACTIONS[sign.tier]).strip()


def tier_phrase(tier: Tier) -> str:
    """Return a tier as the end of a sentence that starts with “it is”."""
    return {
        Tier.EMERGENCY: "an emergency",
        Tier.URGENT: "urgent",
        Tier.ROUTINE: "for an appointment",
    }[tier]


def lower_first(text: str) -> str:
    """Return a sentence as the end of another one."""
    return text[:1].lower() + text[1:]
