"""The shape of the data files: words, claims with their sources, links, and the records."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal, get_args

from msgspec import Meta, Struct
from msgspec.structs import astuple

Slug = Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", description="A word to type.")]
Number = Annotated[float, Meta(ge=-1e6, le=1e6)]  # neither infinite nor "nan"
Sentence = Annotated[str, Meta(min_length=1, description="Plain text on one line, never markup.")]
ShortSentence = Annotated[Sentence, Meta(max_length=90, description="Plain text, at most so long.")]
Names = Annotated[tuple[Sentence, ...], Meta(description="Other names, the best known first.")]
Day = Annotated[str, Meta(pattern=r"^\d{4}(-\d\d){0,2}$", description="A year, a month or a day.")]
FullDay = Annotated[str, Meta(pattern=r"^\d{4}-\d\d-\d\d$", description="A day: 2026-11-28.")]
Seconds = Annotated[int, Meta(ge=1, le=600)]

# Links: `to` names the folders that may hold the record. The check of links reads it.
SourceLinks = Annotated[tuple[Slug, ...], Meta(extra={"to": ["sources"]})]
Sources = Annotated[SourceLinks, Meta(min_length=1)]
SignLink = Annotated[Slug, Meta(description="A warning sign.", extra={"to": ["warning-signs"]})]
SignLinks = Annotated[tuple[SignLink, ...], Meta(description="Ids of warning signs.")]
RemedyLink = Annotated[Slug, Meta(description="Id of a remedy.", extra={"to": ["remedies"]})]
FigureLink = Annotated[Slug, Meta(description="A figure.", extra={"to": ["figures"]})]
RoutineLink = Annotated[Slug, Meta(description="A routine.", extra={"to": ["routines"]})]
RemedyLinks = Annotated[tuple[RemedyLink, ...], Meta(description="Ids of remedies.")]
ConditionLinks = Annotated[tuple[Slug, ...], Meta(extra={"to": ["causes", "lookalikes"]})]


class Record(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A record never changes, and a misspelt key is an error."""


class Claim(Record, frozen=True, kw_only=True):
    """One statement, and who says so."""

    text: Sentence
    sources: Sources


class ShortClaim(Claim, frozen=True, kw_only=True):
    """One statement of at most 90 characters, and who says so."""

    text: ShortSentence


class Advice(Record, frozen=True, kw_only=True):
    """A step or a caution: it has sources or is marked as common sense, never both or neither."""

    text: Sentence
    sources: SourceLinks = ()
    basis: Literal["common-sense"] | None = None

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
    typed: Annotated[tuple[Sentence, ...], Meta(description="Misspelt, and more: not shown.")] = ()
    words: Annotated[tuple[Sentence, ...], Meta(max_length=40, description="For search.")] = ()
    reviewed: Annotated[FullDay, Meta(description="When it was last read against its sources.")]

    @property
    def shown_names(self) -> Names:
        """Its id, name and aliases: what opens it, but for misspellings and what people say."""
        return (self.id, self.name, *self.aliases)


Grade = Literal[
    "strong", "moderate", "limited", "conflicting", "consensus", "no benefit found", "harmful",
    "traditional (untested)"
]  # fmt: skip
"""How sure a finding is: the one evidence scale, strongest first."""

Tier = Literal["emergency", "urgent", "routine"]
"""How fast a warning sign needs help, most urgent first."""
TIERS: tuple[Tier, ...] = get_args(Tier)

VerdictLevel = Literal["helps", "may-help", "unclear", "does-not-help", "harmful"]
"""What a reader may expect of a remedy, best first."""
FrequencyLevel = Literal["very common", "common", "uncommon", "rare", "very rare"]
"""How common a cause is among people with leg cramps, commonest first."""


class Strength(Record, frozen=True, kw_only=True):
    """How sure the link with leg cramps is (not how serious it is), and what that holds for."""

    level: Literal["established", "likely", "disputed"]
    note: Sentence | None = None
    sources: Sources


class Frequency(Record, frozen=True, kw_only=True):
    """How common a cause is among people with leg cramps."""

    level: FrequencyLevel
    note: Sentence | None = None
    sources: Sources


class Help(Claim, frozen=True, kw_only=True):
    """Something that usually helps, and the remedies that it means."""

    remedies: RemedyLinks = ()


class Verdict(Claim, frozen=True, kw_only=True):
    """What may be expected of a remedy, in one sentence."""

    level: VerdictLevel


class StepGroup(Record, frozen=True, kw_only=True):
    """Numbered steps for one position (standing, sitting, in bed) or one version."""

    title: Sentence | None = None
    figure: FigureLink | None = None
    steps: Annotated[Advices, Meta(min_length=1)]


class Estimate(Record, frozen=True, kw_only=True):
    """The numbers of a finding, as its source gives them, so that they can be drawn."""

    measure: Annotated[Sentence, Meta(description="What was counted, with its unit.")]
    effect: Number
    low: Annotated[Number, Meta(description="Lower end of the 95% interval.")]
    high: Annotated[Number, Meta(description="Upper end of the 95% interval.")]
    no_difference: Annotated[Number, Meta(description="0 for a difference, 1 for a ratio.")] = 0.0
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


Category = Literal[
    "everyday", "medicine", "nerve", "blood-vessel", "hormone", "organ", "muscle", "infection"
]  # fmt: skip
"""The eight groups of causes."""

ProfileClaims = Annotated[tuple[ShortClaim, ...], Meta(max_length=2)]


class Profile(Record, frozen=True, kw_only=True):
    """What a condition is like, in claims of at most 90 characters, so that two can be compared."""

    where: Annotated[ProfileClaims, Meta(description="Which part, one leg or both.")] = ()
    when: Annotated[ProfileClaims, Meta(description="When it comes.")] = ()
    feels: Annotated[ProfileClaims, Meta(description="What it feels like.")] = ()
    lasts: Annotated[ProfileClaims, Meta(description="How it starts, and how long it stays.")] = ()
    eases: Annotated[ProfileClaims, Meta(description="What eases it.")] = ()
    see: Annotated[ProfileClaims, Meta(description="What can be seen.")] = ()
    behind: Annotated[ProfileClaims, Meta(description="What is behind it.")] = ()
    leads: Annotated[ProfileClaims, Meta(description="What it can lead to.")] = ()


class CauseCard(Named, frozen=True, kw_only=True):
    """What a list of causes shows of one cause: the first document of its file."""

    category: Category
    summary: Annotated[ShortClaim, Meta(description="What it is in one line, for the list.")]
    strength: Strength
    frequency: Frequency
    unlike: Annotated[ShortClaim | None, Meta(description="What tells it from a cramp.")] = None


class LookAlikeCard(Named, frozen=True, kw_only=True):
    """What a list shows of one condition that is taken for a cramp."""

    summary: Annotated[ShortClaim, Meta(description="The clue that tells it from a cramp.")]
    frequency: Frequency | None = None


class Condition(Named, frozen=True, kw_only=True):
    """What the pages of causes and of look-alikes share."""

    summary: ShortClaim
    about: Annotated[Claims, Meta(min_length=1, description="What it is, the shortest first.")]
    profile: Profile
    why: Annotated[Claims, Meta(description="Why it cramps, or why it hurts.")] = ()
    clues: Annotated[Claims, Meta(min_length=1, description="Clues that point to it.")]
    against: Annotated[Claims, Meta(description="Clues against it.")] = ()
    examples: Annotated[Claims, Meta(description="Kinds of it, or what is behind it.")] = ()
    leads_to: Annotated[Claims, Meta(description="What it can lead to.")] = ()
    untreated: Annotated[Claims, Meta(description="What happens without treatment.")] = ()
    daily_life: Annotated[Claims, Meta(description="How it touches daily life.")] = ()
    helps: Annotated[tuple[Help, ...], Meta(description="What usually helps, the best first.")] = ()
    unhelpful: Annotated[Claims, Meta(description="What does not help, or is not advised.")] = ()
    ask: Annotated[Claims, Meta(description="When to see a doctor; nothing urgent.")] = ()
    tests: Annotated[Claims, Meta(description="Tests that a doctor may order.")] = ()
    numbers: Annotated[Claims, Meta(description="Numbers worth knowing.")] = ()
    differ: Annotated[Claims, Meta(description="Where sources disagree.")] = ()
    support: Annotated[Claims, Meta(description="Organisations that help, by name.")] = ()
    related: ConditionLinks = ()
    sign: Annotated[SignLink | None, Meta(description="The warning sign that it is itself.")] = None
    warnings: SignLinks = ()


class LookAlike(Condition, frozen=True, kw_only=True, tag_field="kind", tag="look-alike"):
    """A condition that is taken for a cramp, in full."""

    frequency: Frequency | None = None


class Cause(Condition, frozen=True, kw_only=True, tag_field="kind", tag="cause"):
    """A cause of leg cramps, in full."""

    category: Category
    strength: Strength
    frequency: Frequency
    unlike: ShortClaim | None = None


Moment = Literal["now", "after", "prevent", "clinician"]
"""When a remedy is for."""
MOMENTS: tuple[Moment, ...] = get_args(Moment)


class RemedyCard(Named, frozen=True, kw_only=True):
    """What a list of remedies shows of one remedy: the first document of its file."""

    moment: Moment
    muscle: Literal["Calf", "Foot", "Back of thigh", "Front of thigh", "Shin"] | None = None
    quick: Annotated[Sentence | None, Meta(description="What to do, for the first screen.")] = None
    hold: Annotated[tuple[Seconds, Seconds] | None, Meta(description="At least, at most.")] = None
    verdict: Verdict
    grade: Grade
    illness: Annotated[
        Sentence | None, Meta(description="The only one that the grade holds for.")
    ] = None
    check_first: Annotated[Sentence | None, Meta(description="Shown where it is advised.")] = None
    not_for: Annotated[Advices, Meta(description="Who must not, or must ask first.")] = ()
    stop: Annotated[Advices, Meta(description="When to stop, what never to do: always shown.")] = ()

    def __post_init__(self) -> None:
        if self.hold and self.hold[0] > self.hold[1]:
            raise ValueError("the hold's shortest time is above its longest")


class Remedy(RemedyCard, frozen=True, kw_only=True):
    """A remedy in full: both documents of its file."""

    about: Annotated[Claims, Meta(description="What it is.")] = ()
    steps: Annotated[tuple[StepGroup, ...], Meta(description="What to do, the easiest first.")] = ()
    routine: RoutineLink | None = None
    why: Annotated[Claims, Meta(description="How it is thought to work.")] = ()
    findings: Annotated[tuple[Finding, ...], Meta(description="What was found, for whom.")] = ()
    harms: Annotated[Advices, Meta(description="Harms and side effects.")] = ()
    cautions: Annotated[Advices, Meta(description="Further cautions.")] = ()
    differ: Annotated[Claims, Meta(description="Where sources disagree.")] = ()
    related: RemedyLinks = ()
    warnings: SignLinks = ()


Link = Literal[
    "a regulator's warning", "seen in studies", "reported in trials or reviews",
    "listed as a side effect", "disputed", "no link found"
]  # fmt: skip
"""What links a medicine with leg cramps, the surest first."""


class Medicine(Named, frozen=True, kw_only=True):
    """A medicine, or a class of medicines, that is linked with leg cramps."""

    kind: Annotated[Sentence, Meta(max_length=40, description="The class, in plain words.")]
    generics: Names
    brands_us: Names = ()
    brands_uk: Names = ()
    link: Link
    link_note: Sentence | None = None
    summary: Annotated[Claim, Meta(description="The link with cramps in a sentence.")]
    figures: Annotated[Claims, Meta(description="Figures, with their intervals.")] = ()
    why: Annotated[Claims, Meta(description="How it may cause cramps, where a source says.")] = ()
    do: Annotated[Advices, Meta(min_length=1, description="What to do.")]
    differ: Annotated[Claims, Meta(description="Where sources disagree.")] = ()
    related: ConditionLinks = ()
    warnings: SignLinks = ()

    @property
    def shown_names(self) -> Names:
        """Every name that opens it, generic and brand names too."""
        return (*super().shown_names, *self.generics, *self.brands_us, *self.brands_uk)


class WorseIf(Record, frozen=True, kw_only=True):
    """What makes a warning sign more urgent."""

    text: Sentence
    tier: Tier


class WarningSign(Named, frozen=True, kw_only=True):
    """One sign, and how fast it needs help. Urgency is told here and nowhere else."""

    tier: Tier
    short: Annotated[ShortSentence, Meta(description="Enough to act on; lower case, no full stop.")]
    how_fast: Annotated[ShortSentence | None, Meta(description="If not as its tier says.")] = None
    notice: Annotated[Sentence, Meta(description="What you notice.")]
    worse_if: Annotated[tuple[WorseIf, ...], Meta(description="What makes it more urgent.")] = ()
    means: Annotated[Sentence | None, Meta(description="What it may mean.")] = None
    act: Annotated[Sentence, Meta(description="How fast, and what to do: the sign's own wording.")]
    avoid: Annotated[Sentence | None, Meta(description="What not to do.")] = None
    likelier: Annotated[Sentence | None, Meta(description="Who is more likely to have it.")] = None
    note: Annotated[Sentence | None, Meta(description="What is not it, or is safer.")] = None
    sources_differ: Annotated[Sentence | None, Meta(description="Told on the full page.")] = None
    sources: Sources

    def __post_init__(self) -> None:
        for each in self.worse_if:
            if TIERS.index(each.tier) >= TIERS.index(self.tier):
                raise ValueError(f"worse_if must be more urgent than {self.tier}")


class GroupCaution(Record, frozen=True, kw_only=True):
    """What changes for a remedy in a special group."""

    remedies: Annotated[RemedyLinks, Meta(min_length=1)]
    advice: Advice


class Group(Named, frozen=True, kw_only=True):
    """People for whom the advice differs: pregnancy, older adults, dialysis and so on."""

    points: Annotated[Advices, Meta(min_length=1, description="What is different.")]
    cautions: Annotated[tuple[GroupCaution, ...], Meta(description="Cautions for remedies.")] = ()
    warnings: SignLinks = ()


SourceType = Literal[
    "guideline", "health service", "regulator", "systematic review", "randomised trial",
    "observational study", "laboratory study", "case report", "review", "reference work",
    "charity", "hospital or society", "commercial page", "news"
]  # fmt: skip
"""What kind of work a source is, the strongest first."""


class Source(Record, frozen=True, kw_only=True):
    """A work that claims rest on."""

    id: Slug
    citation: Annotated[Sentence, Meta(description="Authors or publisher, title, where it stands.")]
    short: Annotated[Sentence, Meta(description="Author or publisher, title, year.")]
    year: Annotated[int, Meta(ge=1900, le=2100)] | None = None
    type: SourceType
    copy: Annotated[bool, Meta(description="Only a mirror or a copy of it was seen.")] = False
    doi: Annotated[str, Meta(pattern=r"^10\.\d{4,9}/\S+$")] | None = None
    pmid: Annotated[int, Meta(ge=1, lt=10**9)] | None = None
    pmcid: Annotated[str, Meta(pattern=r"^PMC\d+$")] | None = None
    url: Annotated[str, Meta(pattern=r"^https?://[^\s<>]+$")] | None = None
    read: Annotated[Day, Meta(description="When it was read for this reference.")]
    note: Annotated[Sentence | None, Meta(description="How it was read, or why it is weak.")] = None

    @property
    def addresses(self) -> tuple[str, ...]:
        """Where it can be read, the most lasting address first."""
        pages = (
            self.doi and "https://doi.org/" + self.doi.replace("<", "%3C").replace(">", "%3E"),
            self.pmid and f"https://pubmed.ncbi.nlm.nih.gov/{self.pmid}/",
            self.pmcid and f"https://pmc.ncbi.nlm.nih.gov/articles/{self.pmcid}/",
            self.url,
        )
        return tuple(dict.fromkeys(each for each in pages if each))


def statements_in(thing: Any) -> Iterator[Any]:
    """Find every statement with sources in a record, an answer or a list, in order."""
    if getattr(thing, "sources", None):
        yield thing
    for item in astuple(thing) if isinstance(thing, Struct) else thing:
        if isinstance(item, (Struct, tuple, list)):
            yield from statements_in(item)
