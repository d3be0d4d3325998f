"""The shape of the data files: what a cause, a remedy or a warning sign holds."""

from enum import StrEnum
from typing import Annotated

from msgspec import Meta

from crampinfo.library.fields import (
    Advice,
    Advices,
    Claim,
    Claims,
    ConditionLinks,
    Day,
    Finding,
    Frequency,
    Grade,
    Help,
    Named,
    Names,
    Record,
    RemedyLinks,
    RoutineLink,
    Seconds,
    Sentence,
    ShortClaim,
    ShortSentence,
    SignLink,
    SignLinks,
    Slug,
    Sources,
    StepGroup,
    Strength,
    Tier,
    Verdict,
)

# --- Causes and look-alikes -----------------------------------------------------------------------


class Category(StrEnum):
    """The eight groups of causes, in the order of the list."""

    EVERYDAY = "everyday"
    MEDICINE = "medicine"
    NERVE = "nerve"
    BLOOD_VESSEL = "blood-vessel"
    HORMONE = "hormone"
    ORGAN = "organ"
    MUSCLE = "muscle"
    INFECTION = "infection"


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
    unlike: Annotated[
        ShortClaim | None, Meta(description="The clue that tells it from a cramp.")
    ] = None


class LookAlikeCard(Named, frozen=True, kw_only=True):
    """What a list shows of one condition that is taken for a cramp."""

    summary: Annotated[ShortClaim, Meta(description="The clue that tells it from a cramp.")]
    frequency: Frequency | None = None


class Condition(Named, frozen=True, kw_only=True):
    """What the pages of causes and of look-alikes share: their files' second document."""

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
    ask: Annotated[
        Claims, Meta(description="When to see a doctor; nothing urgent stands here.")
    ] = ()
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


# --- Remedies -------------------------------------------------------------------------------------


class Moment(StrEnum):
    """When a remedy is for."""

    NOW = "now"
    AFTER = "after"
    PREVENT = "prevent"
    CLINICIAN = "clinician"


class Muscle(StrEnum):
    """The muscles of the leg that cramp."""

    CALF = "calf"
    FOOT = "foot"
    HAMSTRING = "hamstring"
    THIGH = "thigh"
    SHIN = "shin"


class RemedyCard(Named, frozen=True, kw_only=True):
    """What a list of remedies shows of one remedy: the first document of its file."""

    moment: Moment
    muscle: Muscle | None = None
    quick: Annotated[Sentence | None, Meta(description="What to do, for the first screen.")] = None
    hold: Annotated[
        tuple[Seconds, Seconds] | None, Meta(description="Shortest and longest, in seconds.")
    ] = None
    verdict: Verdict
    grade: Grade
    illness: Annotated[
        Sentence | None, Meta(description="The only illness that the grade holds for.")
    ] = None
    check_first: Annotated[
        Sentence | None, Meta(description="Words that stand wherever it is advised.")
    ] = None
    not_for: Annotated[
        Advices, Meta(description="Who must not or must ask first: always shown.")
    ] = ()
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


# --- Medicines linked to cramps -------------------------------------------------------------------


class LinkLevel(StrEnum):
    """How a medicine is linked with leg cramps."""

    OBSERVATIONAL = "observational"
    LABEL_LISTED = "label-listed"
    TRIAL_REPORTED = "trial-reported"
    DISPUTED = "disputed"
    REGULATOR_WARNING = "regulator warning"
    NOT_FOUND = "no link found"


class Medicine(Named, frozen=True, kw_only=True):
    """A medicine, or a class of medicines, that is linked with leg cramps."""

    kind: Annotated[Sentence, Meta(max_length=40, description="The class, in plain words.")]
    generics: Names
    brands_us: Names = ()
    brands_uk: Names = ()
    link: LinkLevel
    link_note: Sentence | None = None
    summary: Annotated[Claim, Meta(description="The link with cramps in a sentence.")]
    figures: Annotated[Claims, Meta(description="Figures, with their intervals.")] = ()
    why: Annotated[Claims, Meta(description="How it may cause cramps, where a source says.")] = ()
    do: Annotated[Advices, Meta(min_length=1, description="What to do.")]
    differ: Annotated[Claims, Meta(description="Where sources disagree.")] = ()
    related: ConditionLinks = ()
    warnings: SignLinks = ()

    @property
    def all_names(self) -> Names:
        """Every name that opens it, generic and brand names too."""
        return (*super().all_names, *self.generics, *self.brands_us, *self.brands_uk)


# --- Warning signs and groups ---------------------------------------------------------------------


class WorseIf(Record, frozen=True, kw_only=True):
    """What makes a warning sign more urgent."""

    text: Sentence
    tier: Tier


class WarningSign(Named, frozen=True, kw_only=True):
    """One sign, and how fast it needs help. Urgency is told here and nowhere else."""

    tier: Tier
    short: Annotated[ShortSentence, Meta(description="Enough to act on; lower case, no full stop.")]
    how_fast: Annotated[
        ShortSentence | None, Meta(description="What to do, where it is not what its tier says.")
    ] = None
    notice: Annotated[Sentence, Meta(description="What you notice.")]
    worse_if: Annotated[tuple[WorseIf, ...], Meta(description="What makes it more urgent.")] = ()
    means: Annotated[Sentence | None, Meta(description="What it may mean.")] = None
    act: Annotated[Sentence, Meta(description="How fast, and what to do: the sign's own wording.")]
    avoid: Annotated[Sentence | None, Meta(description="What not to do.")] = None
    likelier: Annotated[Sentence | None, Meta(description="Who is more likely to have it.")] = None
    note: Annotated[Sentence | None, Meta(description="What is not it, or is uncertain.")] = None
    sources: Sources

    @property
    def all_names(self) -> Names:
        """Every name that opens it: what people say who have it, too."""
        return (*super().all_names, *self.words)

    def __post_init__(self) -> None:
        for each in self.worse_if:
            if each.tier.rank >= self.tier.rank:
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


# --- Sources --------------------------------------------------------------------------------------


class SourceType(StrEnum):
    """What kind of work a source is, the weightiest first."""

    GUIDELINE = "guideline"
    HEALTH_SERVICE = "health service"
    REGULATOR = "regulator"
    SYSTEMATIC_REVIEW = "systematic review"
    TRIAL = "randomised trial"
    OBSERVATIONAL = "observational study"
    LABORATORY = "laboratory study"
    CASE_REPORT = "case report"
    REVIEW = "review"
    REFERENCE = "reference work"
    CHARITY = "charity"
    HOSPITAL = "hospital or society"
    COMMERCIAL = "commercial page"
    NEWS = "news"


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
    url: Annotated[str, Meta(pattern=r"^https?://\S+$")] | None = None
    read: Annotated[Day, Meta(description="When it was read for this reference.")]
    note: Annotated[Sentence | None, Meta(description="How it was read, or why it is weak.")] = None

    @property
    def addresses(self) -> tuple[str, ...]:
        """Where it can be read, the most lasting address first."""
        pages = (
            f"https://doi.org/{self.doi}" if self.doi else None,
            f"https://pubmed.ncbi.nlm.nih.gov/{self.pmid}/" if self.pmid else None,
            f"https://pmc.ncbi.nlm.nih.gov/articles/{self.pmcid}/" if self.pmcid else None,
            self.url,
        )
        return tuple(dict.fromkeys(each for each in pages if each))
