"""What pages of every kind share: numbered sources, claims, warning signs, the way on."""

from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Any

from crampinfo import page
from crampinfo.answers import Kind, SignInBrief
from crampinfo.library import Library, Shelf
from crampinfo.library.basics import Tiers
from crampinfo.library.fields import Tier, statements_in
from crampinfo.library.records import RemedyCard, Source, WarningSign

_TIER_LABELS = {Tier.EMERGENCY: "Emergency", Tier.URGENT: "Today"}
WORSE_LABELS = {Tier.EMERGENCY: "An emergency if", Tier.URGENT: "Urgent if"}

_TOPICS = {
    Kind.SIGN: ("warnings", "sign"),
    Kind.CAUSE: ("conditions", "cause"),
    Kind.LOOK_ALIKE: ("conditions", "cause"),
    Kind.REMEDY: ("relief", "remedy"),
    Kind.MEDICINE: ("medicines", "medicine"),
    Kind.GROUP: ("relief", "group"),
    Kind.ROUTINE: ("stretch", "routine"),
}


def topic_of(kind: Kind) -> tuple[Any, Any]:
    """Return what answers a topic of a kind, and what draws that answer."""
    module, name = _TOPICS[kind]
    found = import_module(f"crampinfo.compose.{module}")
    return getattr(found, f"{name}_answer"), getattr(found, f"{name}_page")


def cited(library: Library, *records: object) -> tuple[Source, ...]:
    """Read every source that some records cite, in the order in which they do."""
    keys = dict.fromkeys(key for each in statements_in(records) for key in each.sources)
    return tuple(library.sources.card(key) for key in keys)


class Citations:
    """The sources of a page by their numbers. A short page has none, and shows no numbers."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self._numbers = {source.id: number for number, source in enumerate(sources, 1)}

    def refs(self, *statements: Any) -> tuple[int, ...]:
        """Return the numbers of the sources of some statements."""
        keys = dict.fromkeys(key for each in statements for key in each.sources)
        return tuple(self._numbers[key] for key in keys if key in self._numbers)

    def line(self, *statements: Any, lead: str = "", note: str = "") -> page.Line:
        """Return statements as one line, with the numbers of their sources."""
        text = lead + " ".join(each.text for each in statements)
        return page.Line(text, self.refs(*statements), note)

    def bullets(self, title: str, statements: Iterable[Any]) -> page.Section | None:
        """Return a section of statements, or None where there are none."""
        return page.section(title, page.bullets(self.line(each) for each in statements))

    def titled(self, title: str, statements: Iterable[Any]) -> list[page.Block]:
        """Return statements under a heading, or nothing where there are none."""
        listed = page.bullets(self.line(each) for each in statements)
        return [page.Heading(title), listed] if listed else []


def also_called(names: Sequence[str]) -> page.Section | None:
    """Return the section of other names, or None."""
    return page.section("Also called", page.bullets([page.Line(", ".join(names))] if names else []))


def answer(title: str, *blocks: page.Block | None, corner: str = "") -> page.Section | None:
    """Return the section that is the answer itself."""
    return page.section(title, *blocks, frame=page.Frame.ANSWER, corner=corner)


def labelled(*rows: tuple[str, str | None]) -> list[page.Fact]:
    """Return labels and their texts, where there is a text."""
    return [page.Fact(label, page.Line(text)) for label, text in rows if text]


def way_on(*rows: tuple[str, str] | None) -> page.Section | None:
    """Return the commands that lead on from a page, each after what it shows."""
    facts = [page.Fact(row[0], page.Line("", command=row[1])) for row in rows if row]
    return page.section("", page.facts(*facts), frame=page.Frame.OPEN)


def more(command: str, *statements: object) -> tuple[str, str]:
    """Return the way to the full page, with the number of its sources."""
    keys = {key for each in statements_in(statements) for key in each.sources}
    sources = "source" if len(keys) == 1 else "sources"
    return f"All of it, {len(keys)} {sources}", f"{command} --full"


def related(ids: Iterable[str], *shelves: Shelf[Any, Any]) -> page.Section | None:
    """Return what to read next, by the ids of its records; None where there is nothing."""
    found = [(shelf, name) for name in ids for shelf in shelves if name in shelf]
    entries = [
        page.Entry(f"{shelf.command} {name}", shelf.card(name).name) for shelf, name in found
    ]
    return page.section("See also", page.entries(entries), frame=page.Frame.OPEN)


def sources_section(sources: Sequence[Source]) -> page.Section | None:
    """Return the closing list of sources, or None where nothing was cited."""
    if not sources:
        return None
    rows = ((each.short, each.id, (*each.addresses, "")[0]) for each in sources)
    numbered = tuple((number, *row) for number, row in enumerate(rows, 1))
    example = page.Line("", command=f"crampinfo sources {sources[0].id}")
    hint = page.facts(page.Fact("Links and details", example))
    return page.section("Sources", page.References(numbered), hint, frame=page.Frame.OPEN)


def check_first(cards: Iterable[RemedyCard]) -> page.Facts | None:
    """Return the row that many people must not take a painkiller, and where that stands."""
    lines = [
        page.Line(card.check_first, command=f"crampinfo relief {card.id}")
        for card in cards
        if card.check_first
    ]
    return page.facts(*(page.Fact("Check first", line) for line in lines))


def signs_of(library: Library, ids: Iterable[str]) -> tuple[WarningSign, ...]:
    """Read some warning signs, deadliest first. Raises BrokenDataError."""
    order = [name for rule in library.basics.tiers.tiers for name in rule.signs]
    place = {name: number for number, name in enumerate(order)}
    return tuple(map(library.signs.card, sorted(set(ids), key=lambda name: place.get(name, 0))))


def in_brief(sign: WarningSign, tiers: Tiers) -> SignInBrief:
    """Return a sign in a few words, with what to do."""
    act = sign.how_fast or tiers.tiers[sign.tier.rank].short
    return SignInBrief(sign.id, sign.name, sign.tier, sign.short, upper_first(f"{act}."))


def sign_facts(signs: Iterable[WarningSign], tiers: Tiers) -> page.Facts | None:
    """Return the emergency and the urgent signs in short, each with what to do, or None."""
    rows = []
    for tier, label in _TIER_LABELS.items():
        alike = "; ".join(each.short for each in signs if each.tier is tier and not each.how_fast)
        texts = [f"{tiers.tiers[tier.rank].short}: {alike}."] if alike else []
        own = [each for each in signs if each.tier is tier and each.how_fast]
        texts += [f"{each.how_fast}: {each.short}." for each in own]
        if texts:
            rows.append(page.Fact(label, page.Line(" ".join(map(upper_first, texts))), tier))
    return page.facts(*rows)


def signs_in_full(
    signs: Sequence[WarningSign], tiers: Tiers, citations: Citations
) -> page.Section | None:
    """Return the section of warning signs in their own words, or None."""
    blocks: list[page.Block] = []
    for rule in tiers.tiers:
        lines = [_sign_line(each, rule.act, citations) for each in signs if each.tier is rule.tier]
        if lines:
            title = f"{rule.tier.capitalize()}: {lower_first(rule.act)}"
            blocks += [page.Heading(title, rule.tier), page.Bullets(tuple(lines))]
    return page.section("Warning signs in full", *blocks, frame=page.Frame.WARNING)


def _sign_line(sign: WarningSign, tier_act: str, citations: Citations) -> page.Line:
    """Return a sign in its own words: what you notice, what it may mean, what to do."""
    worse = [f"{WORSE_LABELS[each.tier]}: {lower_first(each.text)}" for each in sign.worse_if]
    means = f"Possible meaning: {sign.means}" if sign.means else None
    own_act = sign.act.removeprefix(tier_act).strip()
    parts = [sign.notice, means, own_act, *worse, sign.avoid]
    text = " ".join(part for part in parts if part)
    return page.Line(text, citations.refs(sign), command=f"crampinfo warnings {sign.id}")


def lower_first(text: str) -> str:
    """Return a sentence as the end of another one."""
    return text[:1].lower() + text[1:]


def upper_first(text: str) -> str:
    """Return words as the start of a sentence."""
    return text[:1].upper() + text[1:]
