"""What pages of every kind share: numbered sources, claims, warning signs, the way on."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from importlib import import_module
from typing import Any, TypeVar

from msgspec.structs import replace

from crampinfo import page
from crampinfo.answers import Answer, Kind, ReliefAnswer, SignInBrief
from crampinfo.library import Library, records
from crampinfo.library.records import Source, WarningSign, statements_in

A = TypeVar("A", bound=Answer)

_SHOWN_TIERS = 2  # on a short page; routine signs stand in full pages
NOT_FOR = "Who must not use this, or must ask first"
WORSE_LABELS = {"emergency": "Call 999 or 911 if", "urgent": "Urgent if"}

_TOPICS: dict[Kind, tuple[str, str, str]] = {
    "warning sign": ("warnings", "signs_answer", "sign_page"),
    "cause": ("conditions", "cause_answer", "cause_page"),
    "look-alike": ("conditions", "cause_answer", "cause_page"),
    "remedy": ("relief", "remedy_answer", "remedy_page"),
    "medicine": ("medicines", "medicines_answer", "medicine_page"),
    "group": ("relief", "group_answer", "group_page"),
    "routine": ("stretch", "routines_answer", "routine_page"),
}


def answer_and_page(kind: Kind) -> tuple[Any, Any]:
    """Return what answers a topic of a kind, and what draws that answer."""
    module, answer, drawn = _TOPICS[kind]
    found = import_module(f"crampinfo.compose.{module}")
    return getattr(found, answer), getattr(found, drawn)


def keys_in(*things: object) -> list[str]:
    """Return the key of every source that some things cite, in the order in which they do."""
    return list(dict.fromkeys(key for each in statements_in(things) for key in each.sources))


def complete(library: Library, answer: A) -> A:
    """Return an answer with every source that it cites and every figure that its steps name."""
    if answer.sources:
        return answer
    more: dict[str, Any] = {"sources": tuple(map(library.sources.card, keys_in(answer)))}
    if isinstance(answer, ReliefAnswer):
        named = (way.figure for each in answer.remedies for way in each.steps if way.figure)
        more["figures"] = tuple(map(library.figures.card, dict.fromkeys(named)))
    return replace(answer, **more)


class Citations:
    """The sources of a page, numbered as they are cited: `keys` have the first numbers already.

    Only a `full` page has sources: a short one shows no numbers.
    """

    def __init__(self, full: bool, keys: Iterable[str] = ()) -> None:
        self.full = full
        self._numbers = {key: number for number, key in enumerate(keys, 1)}

    def refs(self, *statements: Any) -> tuple[int, ...]:
        """Return the numbers of the sources of some statements."""
        if not self.full:
            return ()
        keys = dict.fromkeys(key for each in statements for key in each.sources)
        numbers = [self._numbers.setdefault(key, len(self._numbers) + 1) for key in keys]
        return tuple(sorted(numbers))

    def line(self, *statements: Any, lead: str = "", note: str = "", term: str = "") -> page.Line:
        """Return statements as one line, with the numbers of their sources."""
        text = lead + " ".join(each.text for each in statements)
        return page.Line(text, self.refs(*statements), note, term=term)

    def lines(self, statements: Iterable[Any], style: page.Style = "bullets") -> page.Lines:
        """Return statements as a list, a row each: with bullets, or as numbered steps."""
        return page.Lines([self.line(each) for each in statements], style)

    def bullets(self, title: str, statements: Iterable[Any]) -> page.Section:
        """Return a section of statements."""
        return page.section(title, self.lines(statements))

    def titled(self, title: str, statements: Iterable[Any]) -> Iterator[page.Block]:
        """Return statements under a heading, or nothing where there are none."""
        if (listed := self.lines(statements)).rows:
            yield from (page.Heading(title), listed)

    def section(self, library: Library) -> page.Section | None:
        """Return the closing list of sources, or None where nothing was cited."""
        if not self._numbers:
            return None
        sources = [library.sources.card(key) for key in self._numbers]
        example = f"crampinfo sources {sources[0].id}"
        hint = page.facts(page.Line(command=example, term="Links and details"))
        return page.section("Sources", source_lines(sources), hint, frame="open")


def source_lines(sources: Iterable[Source], first: int = 1, cited: str = "short") -> page.Lines:
    """Return sources, numbered from the first on, by one field; a `short` with no year says so."""
    rows = [
        page.Line(
            getattr(each, cited)
            + ("" if each.year or cited != "short" else f" (undated; read {each.read})"),
            note=each.id,
            address=(*each.addresses, "")[0],
        )
        for each in sources
    ]
    return page.Lines(rows, "sources", first)


def answer(title: str, *blocks: page.Block | None, corner: str = "") -> page.Section:
    """Return the section that is the answer itself."""
    return page.section(title, *blocks, frame="answer", corner=corner)


def way_on(*rows: tuple[str, str] | None) -> page.Section:
    """Return the commands that lead on from a page, each after what it shows."""
    facts = [page.Line(command=row[1], term=row[0]) for row in rows if row]
    return page.section("", page.facts(*facts), frame="open")


def more(cite: Citations, command: str, *things: object) -> tuple[str, str] | None:
    """Return the way from a short page to the full one, with the number of its sources."""
    if cite.full:
        return None
    number = len(keys_in(*things))
    return f"All of it, {number} source{'s' * (number != 1)}", f"{command} --full"


def closing(
    library: Library, record: Any, cite: Citations, signs: Sequence[WarningSign] = ()
) -> Iterator[page.Section]:
    """Return how a full page ends: signs, what differs, other names, what to read."""
    if not cite.full:
        return
    yield signs_in_full(library, signs, cite)
    yield cite.bullets("Where sources differ, and more", getattr(record, "differ", ()))
    if record.aliases:
        yield page.section("Also found as", page.Lines([page.Line(", ".join(record.aliases))]))
    conditions = (library.causes, library.lookalikes)
    related = [
        page.Line(shelf.card(name).name, term=f"{shelf.command} {name}")
        for name in getattr(record, "related", ())
        for shelf in ([library.remedies] if isinstance(record, records.Remedy) else conditions)
        if name in shelf
    ]
    yield page.section("See also", page.entries(related), frame="open")


def check_first(cards: Iterable[records.RemedyCard]) -> page.Lines:
    """Return the row that many people must not take a painkiller, and where that stands."""
    rows = [
        page.Line(card.check_first, command=f"crampinfo relief {card.id}", term="Check first")
        for card in cards
        if card.check_first
    ]
    return page.facts(*rows)


def signs_of(library: Library, ids: Collection[str]) -> tuple[WarningSign, ...]:
    """Read some warning signs, deadliest first. Raises BrokenDataError."""
    ordered = [name for rule in library.basics.warnings.tiers for name in rule.signs if name in ids]
    return tuple(map(library.signs.card, dict.fromkeys([*ordered, *ids])))


def in_brief(library: Library, ids: Collection[str]) -> Iterator[SignInBrief]:
    """Read some warning signs in a few words, with what to do. Raises BrokenDataError."""
    acts = {rule.tier: rule.short for rule in library.basics.warnings.tiers}
    for each in signs_of(library, ids):
        act = upper_first(f"{each.how_fast or acts[each.tier]}.")
        yield SignInBrief(each.id, each.name, each.tier, each.short, act, each.sources)


def sign_blocks(library: Library, signs: Sequence[WarningSign]) -> Iterator[page.Block]:
    """Return the emergency and the urgent signs in short, a row each, under what to do."""
    for rule in library.basics.warnings.tiers[:_SHOWN_TIERS]:
        if own := [each for each in signs if each.tier == rule.tier]:
            odd = [bool(each.how_fast) for each in own]
            act = "" if all(odd) else f": {rule.short}" + ", unless told otherwise below" * any(odd)
            yield page.Heading(f"{rule.tier.capitalize()}{act}", rule.tier)
            told = (": ".join(filter(None, [each.short, each.how_fast])) for each in own)
            yield page.Lines([page.Line(f"{upper_first(each)}.") for each in told])


def signs_in_full(library: Library, signs: Sequence[WarningSign], cite: Citations) -> page.Section:
    """Return the section of warning signs in their own words, on a full page."""
    blocks: list[page.Block] = []
    for rule in library.basics.warnings.tiers:
        lines = [_sign_line(each, rule.act, cite) for each in signs if each.tier == rule.tier]
        if lines:
            title = f"{rule.tier.capitalize()}: {lower_first(rule.act)}"
            blocks += [page.Heading(title, rule.tier), page.Lines(lines)]
    return page.section("Warning signs in full", *blocks, frame="warning")


def _sign_line(sign: WarningSign, tier_act: str, cite: Citations) -> page.Line:
    """Return a sign in its own words: what you notice, what it may mean, what to do."""
    worse = [f"{WORSE_LABELS[each.tier]}: {lower_first(each.text)}" for each in sign.worse_if]
    means = f"Possible meaning: {sign.means}" if sign.means else None
    own_act = sign.act.removeprefix(tier_act).strip()
    text = " ".join(filter(None, [sign.notice, means, own_act, *worse, sign.avoid]))
    return page.Line(text, cite.refs(sign), command=f"crampinfo warnings {sign.id}")


def lower_first(text: str) -> str:
    """Return a sentence as the end of another one: "A&E" begins it as it is."""
    return text[:1].lower() + text[1:] if text[1:2] == " " or text[1:2].islower() else text


def upper_first(text: str) -> str:
    """Return words as the start of a sentence."""
    return text[:1].upper() + text[1:]
