"""What records are made of: words, claims with their sources, links, grades."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

# --- Words, claims and links ----------------------------------------------------------------------

Slug = Annotated[
    str,
    Meta(
        pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$",
        description="The word that a reader types: lower case, hyphens.",
    ),
]
Sentence = Annotated[str, Meta(min_length=1, description="Plain text on one line, never markup.")]
ShortSentence = Annotated[
    str, Meta(min_length=1, max_length=90, description="Plain text, 90 characters.")
]
Names = Annotated[tuple[Sentence, ...], Meta(description="Other names, the best known first.")]
Typed = Annotated[tuple[Sentence, ...], Meta(description="Misspellings: found, but not shown.")]
Words = Annotated[
    tuple[Sentence, ...], Meta(max_length=40, description="What people say who mean it; not shown.")
]
Day = Annotated[str, Meta(pattern=r"^\d{4}(-\d\d){0,2}$", description="A year, a month or a day.")]
FullDay = Annotated[str, Meta(pattern=r"^\d{4}-\d\d-\d\d$", description="A day: 2026-11-28.")]
Seconds = Annotated[int, Meta(ge=1, le=600)]

# Links: `to` names the folders that may hold the record. The check of links reads it.
SourceLinks = Annotated[
    tuple[Slug, ...], Meta(description="Sources that say this.", extra={"to": ["sources"]})
]
Sources = Annotated[SourceLinks, Meta(min_length=1)]
SignLink = Annotated[Slug, Meta(description="A warning sign.", extra={"to": ["warning-signs"]})]
SignLinks = Annotated[tuple[SignLink, ...], Meta(description="Ids of warning signs.")]
RemedyLink = Annotated[Slug, Meta(description="Id of a remedy.", extra={"to": ["remedies"]})]
FigureLink = Annotated[Slug, Meta(description="A figure.", extra={"to": ["figures"]})]
RoutineLink = Annotated[Slug, Meta(description="A routine.", extra={"to": ["routines"]})]
RemedyLinks = Annotated[tuple[RemedyLink, ...], Meta(description="Ids of remedies.")]
ConditionLinks = Annotated[
    tuple[Slug, ...],
    Meta(description="Causes, look-alikes.", extra={"to": ["causes", "lookalikes"]}),
]


class Record(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A record never changes, and a misspelt key is an error."""


class Claim(Record, frozen=True, kw_only=True):
    """One statement, and who says so."""

    text: Sentence
    sources: Sources


class ShortClaim(Record, frozen=True, kw_only=True):
    """One statement of at most 90 characters, and who says so."""

    text: ShortSentence
    sources: Sources


class Advice(Record, frozen=True, kw_only=True):
    """A step or a caution: it has sources or is marked as common sense, never both or neither."""

    text: Sentence
    sources: SourceLinks = ()
    basis: Annotated[
        Literal["common-sense"] | None, Meta(description="common-sense: it needs no source.")
    ] = None

    def __post_init__(self) -> None:
        if bool(self.sources) == bool(self.basis):
            raise ValueError("needs either sources or basis: common-sense")


Claims = tuple[Claim, ...]
Advices = tuple[Advice, ...]


class Named(Record, frozen=True, kw_only=True):
    """A record that a reader opens by name."""

    id: Slug
    name: Sentence
    aliases: Names = ()
    typed: Typed = ()
    words: Words = ()
    reviewed: Annotated[FullDay, Meta(description="When it was last read against its sources.")]

    @property
    def all_names(self) -> Names:
        """Every name that opens it: id, name, aliases and misspellings."""
        return (self.id, self.name, *self.aliases, *self.typed)


# --- Grades ---------------------------------------------------------------------------------------


class Grade(StrEnum):
    """How sure a finding is: the one evidence scale, strongest first."""

    STRONG = "strong"
    MODERATE = "moderate"
    LIMITED = "limited"
    CONFLICTING = "conflicting"
    CONSENSUS = "consensus"
    NO_BENEFIT = "no benefit found"
    HARMFUL = "harmful"
    TRADITIONAL = "traditional (untested)"


class VerdictLevel(StrEnum):
    """What a reader may expect of a remedy, best first."""

    HELPS = "helps"
    MAY_HELP = "may-help"
    UNCLEAR = "unclear"
    DOES_NOT_HELP = "does-not-help"
    HARMFUL = "harmful"


class StrengthLevel(StrEnum):
    """How sure it is that a condition goes with leg cramps (not how serious it is)."""

    ESTABLISHED = "established"
    LIKELY = "likely"
    DISPUTED = "disputed"


class FrequencyLevel(StrEnum):
    """How common a cause is among people with leg cramps, commonest first."""

    VERY_COMMON = "very common"
    COMMON = "common"
    UNCOMMON = "uncommon"
    RARE = "rare"
    VERY_RARE = "very rare"


class Tier(StrEnum):
    """How fast a warning sign needs help, most urgent first."""

    EMERGENCY = "emergency"
    URGENT = "urgent"
    ROUTINE = "routine"

    @property
    def rank(self) -> int:
        """Its place in the order of urgency: 0 is the most urgent."""
        return list(Tier).index(self)


class Strength(Record, frozen=True, kw_only=True):
    """How sure the link with leg cramps is, and what that holds for."""

    level: StrengthLevel
    note: Sentence | None = None
    sources: Sources


class Frequency(Record, frozen=True, kw_only=True):
    """How common a cause is among people with leg cramps."""

    level: FrequencyLevel
    note: Sentence | None = None
    sources: Sources


# --- Parts of a page ------------------------------------------------------------------------------


class Help(Record, frozen=True, kw_only=True):
    """Something that usually helps, and the remedies that it means."""

    text: Sentence
    sources: Sources
    remedies: RemedyLinks = ()


class Verdict(Record, frozen=True, kw_only=True):
    """What may be expected of a remedy, in one sentence."""

    level: VerdictLevel
    text: Sentence
    sources: Sources


class StepGroup(Record, frozen=True, kw_only=True):
    """Numbered steps for one position (standing, sitting, in bed) or one version."""

    title: Sentence | None = None
    figure: FigureLink | None = None
    steps: Annotated[Advices, Meta(min_length=1)]


class Estimate(Record, frozen=True, kw_only=True):
    """The numbers of a finding, as its source gives them, so that they can be drawn."""

    measure: Annotated[Sentence, Meta(description="What was counted, with its unit.")]
    effect: float
    low: Annotated[float, Meta(description="Lower end of the 95% interval.")]
    high: Annotated[float, Meta(description="Upper end of the 95% interval.")]
    no_difference: Annotated[float, Meta(description="0 for a difference, 1 for a ratio.")] = 0.0
    fewer_is_better: bool = True

    def __post_init__(self) -> None:
        if not self.low <= self.effect <= self.high:
            raise ValueError("the effect is not between low and high")


class Finding(Record, frozen=True, kw_only=True):
    """What was found for a remedy in one group of people, and how sure that is."""

    population: Annotated[Sentence, Meta(description="Who was tested, and how many.")]
    effect: Claim
    grade: Grade
    estimate: Estimate | None = None


def statements_in(thing: object) -> Iterator[Any]:
    """Find every statement with sources in a record, a list or a dictionary, in order."""
    if isinstance(thing, Record):
        if getattr(thing, "sources", None):
            yield thing
        for name in thing.__struct_fields__:
            yield from statements_in(getattr(thing, name))
    elif isinstance(thing, tuple | list):
        for item in thing:
            yield from statements_in(item)
