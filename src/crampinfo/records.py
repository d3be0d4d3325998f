"""The shape of the data files: what a cause, a measure or a warning sign holds."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any

from msgspec import Meta, Struct

Slug = Annotated[
    str,
    Meta(
        pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$",
        description="A short word in lower case, with hyphens: the word that a reader types.",
    ),
]
Sentence = Annotated[
    str,
    Meta(
        min_length=1, description="Plain text on one line (fold long ones with >-). Never markup."
    ),
]
Keys = Annotated[
    tuple[Slug, ...],
    Meta(min_length=1, description="Names of files in data/sources/ that say this."),
]
Links = Annotated[tuple[Slug, ...], Meta(description="Ids of other records.")]
Names = Annotated[tuple[Sentence, ...], Meta(description="Other names, the best known first.")]
Typed = Annotated[
    tuple[Sentence, ...],
    Meta(description="Misspellings and other words that readers type: found, but not shown."),
]
Seconds = Annotated[int, Meta(ge=1, le=600)]


class Record(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=False):
    """A record never changes, and a misspelt key is an error."""


class Claim(Record, frozen=True, kw_only=True):
    """One statement, and who says so."""

    text: Sentence
    sources: Keys


class Basis(StrEnum):
    """What a piece of advice rests on when no source is cited."""

    COMMON_SENSE = "common-sense"


class Advice(Record, frozen=True, kw_only=True):
    """A step or a caution: it has sources or is marked as common sense, never both or neither."""

    text: Sentence
    sources: Annotated[
        tuple[Slug, ...], Meta(description="Names of files in data/sources/ that say this.")
    ] = ()
    basis: Annotated[
        Basis | None, Meta(description="common-sense, where no source is needed (light on first).")
    ] = None

    def __post_init__(self) -> None:
        if bool(self.sources) == bool(self.basis):
            raise ValueError("needs either sources or basis: common-sense")


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
    """What a reader may expect of a measure, best first."""

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


class Strength(Record, frozen=True, kw_only=True):
    """How sure the link with leg cramps is, and what that holds for."""

    level: StrengthLevel
    note: Sentence | None = None
    sources: Keys


class Frequency(Record, frozen=True, kw_only=True):
    """How common a cause is among people with leg cramps."""

    level: FrequencyLevel
    note: Sentence | None = None
    sources: Keys


# --- Causes and mimics ----------------------------------------------------------------------------


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


class CauseCard(Record, frozen=True, kw_only=True):
    """What a list of causes shows of one cause: the first document of its file."""

    id: Slug
    name: Sentence
    aliases: Names = ()
    typed: Typed = ()
    category: Category
    summary: Annotated[Claim, Meta(description="One line of at most 90 characters, for the list.")]
    strength: Strength
    frequency: Frequency
    unlike: Annotated[
        Claim | None,
        Meta(
            description="Where it is taken for a cramp: the clue that tells it from one, in a line."
        ),
    ] = None


class MimicCard(Record, frozen=True, kw_only=True):
    """What a list shows of one condition that is taken for a cramp."""

    id: Slug
    name: Sentence
    aliases: Names = ()
    typed: Typed = ()
    summary: Annotated[
        Claim, Meta(description="The clue that tells it from a cramp, in at most 90 characters.")
    ]
    frequency: Frequency | None = None


class Help(Record, frozen=True, kw_only=True):
    """Something that usually helps, and the measures that it means."""

    text: Sentence
    sources: Keys
    measures: Links = ()


class Article(Record, frozen=True, kw_only=True):
    """The whole of a cause or a mimic: the second document of its file."""

    about: Annotated[tuple[Claim, ...], Meta(min_length=1, description="What it is.")]
    why: Annotated[tuple[Claim, ...], Meta(description="Why it cramps, or why it hurts.")] = ()
    clues: Annotated[tuple[Claim, ...], Meta(min_length=1, description="Clues that point to it.")]
    against: Annotated[tuple[Claim, ...], Meta(description="Clues against it.")] = ()
    examples: Annotated[
        tuple[Claim, ...], Meta(description="Kinds of it, or what is behind it.")
    ] = ()
    leads_to: Annotated[tuple[Claim, ...], Meta(description="What it can lead to.")] = ()
    helps: Annotated[tuple[Help, ...], Meta(description="What usually helps.")] = ()
    ask: Annotated[
        tuple[Claim, ...],
        Meta(
            description="When to raise it with a doctor. Nothing urgent: that is for warning signs."
        ),
    ] = ()
    tests: Annotated[tuple[Claim, ...], Meta(description="Tests that a doctor may order.")] = ()
    numbers: Annotated[tuple[Claim, ...], Meta(description="Numbers worth knowing.")] = ()
    differ: Annotated[tuple[Claim, ...], Meta(description="Where sources disagree.")] = ()
    related: Annotated[Links, Meta(description="Ids of related causes and mimics.")] = ()
    warnings: Annotated[Links, Meta(description="Ids of the warning signs that concern it.")] = ()


# --- Measures -------------------------------------------------------------------------------------


class Moment(StrEnum):
    """When a measure is for."""

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


class Verdict(Record, frozen=True, kw_only=True):
    """What may be expected of a measure, in one sentence."""

    level: VerdictLevel
    text: Sentence
    sources: Keys


class MeasureCard(Record, frozen=True, kw_only=True):
    """What a list of measures shows of one measure: the first document of its file."""

    id: Slug
    name: Sentence
    aliases: Names = ()
    typed: Typed = ()
    moment: Moment
    muscle: Muscle | None = None
    quick: Annotated[
        Sentence | None, Meta(description="What to do in one line, for the first screen.")
    ] = None
    hold: Annotated[
        tuple[Seconds, Seconds] | None,
        Meta(description="How long a stretch is held, shortest and longest, in seconds."),
    ] = None
    verdict: Verdict
    grade: Grade
    illness: Annotated[
        Sentence | None,
        Meta(description="The illness that the grade holds for, where it is only one."),
    ] = None
    painkiller: Annotated[
        bool,
        Meta(description="Its list of who must not take it then stands wherever it is advised."),
    ] = False
    not_for: Annotated[tuple[Advice, ...], Meta(description="Who must not, or when not to.")] = ()


class StepGroup(Record, frozen=True, kw_only=True):
    """Numbered steps for one position (standing, sitting, in bed) or one version."""

    title: Sentence | None = None
    steps: Annotated[tuple[Advice, ...], Meta(min_length=1)]


class Finding(Record, frozen=True, kw_only=True):
    """What was found for a measure in one group of people, and how sure that is."""

    population: Annotated[Sentence, Meta(description="Who was tested, and how many.")]
    effect: Claim
    grade: Grade


class MeasureArticle(Record, frozen=True, kw_only=True):
    """The whole of a measure: the second document of its file."""

    about: Annotated[tuple[Claim, ...], Meta(description="What it is.")] = ()
    steps: Annotated[tuple[StepGroup, ...], Meta(description="What to do, step by step.")] = ()
    why: Annotated[tuple[Claim, ...], Meta(description="Why it may work.")] = ()
    findings: Annotated[tuple[Finding, ...], Meta(description="What was found, for whom.")] = ()
    harms: Annotated[tuple[Advice, ...], Meta(description="Harms and side effects.")] = ()
    cautions: Annotated[
        tuple[Advice, ...], Meta(description="Cautions, and when to ask first.")
    ] = ()
    differ: Annotated[tuple[Claim, ...], Meta(description="Where sources disagree.")] = ()
    related: Annotated[Links, Meta(description="Ids of related measures.")] = ()
    warnings: Annotated[Links, Meta(description="Ids of the warning signs that concern it.")] = ()


# --- Medicines linked to cramps -------------------------------------------------------------------


class LinkLevel(StrEnum):
    """How a medicine is linked with leg cramps."""

    OBSERVATIONAL = "observational"
    LABEL_LISTED = "label-listed"
    TRIAL_REPORTED = "trial-reported"
    DISPUTED = "disputed"
    REGULATOR_WARNING = "regulator warning"


class Medicine(Record, frozen=True, kw_only=True):
    """A medicine, or a class of medicines, that is linked with leg cramps."""

    id: Slug
    name: Sentence
    aliases: Names = ()
    typed: Typed = ()
    kind: Annotated[Sentence, Meta(description="The class of medicine, in plain words.")]
    generics: Names
    brands_us: Names = ()
    brands_uk: Names = ()
    link: LinkLevel
    link_note: Sentence | None = None
    summary: Annotated[Claim, Meta(description="The link with cramps in one line, for the list.")]
    figures: Annotated[tuple[Claim, ...], Meta(description="Figures, with their intervals.")] = ()
    why: Annotated[
        tuple[Claim, ...], Meta(description="The likely way in, where a source says.")
    ] = ()
    do: Annotated[tuple[Advice, ...], Meta(min_length=1, description="What to do.")]
    differ: Annotated[tuple[Claim, ...], Meta(description="Where sources disagree.")] = ()
    related: Annotated[Links, Meta(description="Ids of related causes and mimics.")] = ()
    warnings: Annotated[Links, Meta(description="Ids of the warning signs that concern it.")] = ()

    @property
    def names(self) -> Names:
        """Its generic and brand names."""
        return (*self.generics, *self.brands_us, *self.brands_uk)


# --- Warning signs --------------------------------------------------------------------------------


class WorseIf(Record, frozen=True, kw_only=True):
    """What moves a warning sign to another tier."""

    text: Sentence
    tier: Tier


class WarningSign(Record, frozen=True, kw_only=True):
    """One sign, and how fast it needs help. Urgency is told here and nowhere else."""

    id: Slug
    name: Sentence
    aliases: Names = ()
    typed: Typed = ()
    tier: Tier
    short: Annotated[
        Sentence, Meta(description="The sign in a few words, lower case, no full stop.")
    ]
    notice: Annotated[Sentence, Meta(description="What you notice.")]
    worse_if: Annotated[tuple[WorseIf, ...], Meta(description="What makes it more urgent.")] = ()
    means: Annotated[Sentence | None, Meta(description="What it may mean.")] = None
    act: Annotated[Sentence, Meta(description="How fast, and what to do: the sign's own wording.")]
    avoid: Annotated[Sentence | None, Meta(description="What not to do.")] = None
    likelier: Annotated[Sentence | None, Meta(description="Who is more likely to have it.")] = None
    note: Annotated[
        Sentence | None, Meta(description="What is not this sign, or is uncertain.")
    ] = None
    sources: Keys


# --- Groups, basics, first screen, sources --------------------------------------------------------


class GroupCaution(Record, frozen=True, kw_only=True):
    """What changes for a measure in a special group."""

    measures: Annotated[tuple[Slug, ...], Meta(min_length=1, description="Ids of measures.")]
    advice: Advice


class Group(Record, frozen=True, kw_only=True):
    """People for whom the advice differs: pregnancy, older adults, dialysis and so on."""

    id: Slug
    name: Sentence
    aliases: Names = ()
    typed: Typed = ()
    points: Annotated[tuple[Advice, ...], Meta(min_length=1, description="What is different.")]
    cautions: Annotated[tuple[GroupCaution, ...], Meta(description="Cautions for measures.")] = ()
    warnings: Annotated[Links, Meta(description="Ids of the warning signs that concern it.")] = ()


class Chapter(Record, frozen=True, kw_only=True):
    """A titled part of a general page."""

    title: Sentence
    points: Annotated[tuple[Claim, ...], Meta(min_length=1)]


class Basics(Record, frozen=True, kw_only=True):
    """A general page: what a leg cramp is, how long it lasts, who gets it."""

    id: Slug
    name: Sentence
    chapters: Annotated[tuple[Chapter, ...], Meta(min_length=1)]


class FirstScreen(Record, frozen=True, kw_only=True):
    """Which warning signs and measures stand on the screen for a cramp that is on now, in order."""

    emergency: Annotated[Links, Meta(min_length=1, description="Ids of emergency signs.")]
    today: Annotated[Links, Meta(min_length=1, description="Ids of urgent signs.")]
    after_ten_minutes: Annotated[Slug, Meta(description="Id of the sign for a cramp that stays.")]
    stretch: Annotated[Slug, Meta(description="Id of the measure that comes first.")]
    muscles: Annotated[
        Links, Meta(min_length=1, description="Ids of the stretches, one per muscle.")
    ]
    then: Annotated[Links, Meta(min_length=1, description="Ids of the measures that follow.")]


class SourceType(StrEnum):
    """What kind of work a source is."""

    SYSTEMATIC_REVIEW = "systematic review"
    TRIAL = "randomised trial"
    GUIDELINE = "guideline"
    REVIEW = "review"
    OBSERVATIONAL = "observational study"
    CASE_REPORT = "case report"
    LABORATORY = "laboratory study"
    PUBLIC_HEALTH = "public health page"
    REFERENCE = "reference work"
    REGULATOR = "regulator or label"
    ARTICLE = "web article"


Year = Annotated[int, Meta(ge=1900, le=2100)]
Doi = Annotated[str, Meta(pattern=r"^10\.\d{4,9}/\S+$")]
Pmid = Annotated[int, Meta(ge=1, lt=10**9)]
Pmcid = Annotated[str, Meta(pattern=r"^PMC\d+$")]
Url = Annotated[str, Meta(pattern=r"^https?://\S+$")]
Day = Annotated[str, Meta(pattern=r"^\d{4}(-\d\d){0,2}$", description="A year, a month or a day.")]


class Source(Record, frozen=True, kw_only=True):
    """A work that claims rest on."""

    id: Slug
    citation: Annotated[Sentence, Meta(description="Authors or publisher, title, where it stands.")]
    short: Annotated[
        Sentence, Meta(description="First author or publisher, title, year: for pages.")
    ]
    year: Year | None = None
    type: SourceType
    doi: Doi | None = None
    pmid: Pmid | None = None
    pmcid: Pmcid | None = None
    url: Url | None = None
    read: Annotated[Day, Meta(description="When it was read for this reference.")]
    note: Annotated[Sentence | None, Meta(description="How it was read, or why it is weak.")] = None


# --- Matching -------------------------------------------------------------------------------------


Phrases = Annotated[
    str,
    Meta(
        description="The ways people say it, between semicolons. A slash means either word; each "
        "word stands for its endings and for its kin in data/matching/. The words of a phrase may "
        "stand in any order with a word or two between them; with `not`, only in this order. Idle "
        "words (`skipped` there) do not count: `leg so big` says no more than `leg big`. An "
        "underscore binds words that must stand side by side, idle ones too."
    ),
]


class Points(Record, frozen=True, kw_only=True):
    """What a feature speaks for: ids of causes and mimics, by how telling it is for each."""

    telling: Links = ()
    useful: Links = ()
    slight: Links = ()


class Reach(StrEnum):
    """How much of its clause something reaches."""

    CLAUSE = "clause"
    REST = "rest"


class Feature(Record, frozen=True, kw_only=True):
    """What a reader can notice, or knows of themselves."""

    id: Slug
    name: Annotated[
        Sentence, Meta(description="The feature in a few words, as shown to the reader.")
    ]
    phrases: Phrases = ""
    medicines: Annotated[
        Links, Meta(description="Ids of medicines: their generic and brand names are phrases too.")
    ] = ()
    ages: Annotated[
        tuple[int, int] | None, Meta(description="First and last year of age that it holds for.")
    ] = None
    question: Annotated[Sentence | None, Meta(description="To be answered by yes or no.")] = None
    implies: Annotated[Links, Meta(description="Features that are then present too.")] = ()
    firm: Annotated[
        bool, Meta(description="Its words count inside a longer phrase of another feature, too.")
    ] = False
    apart: Annotated[
        Reach | None,
        Meta(description="What it reaches of its clause is not about the reader now."),
    ] = None
    points: Points = Points()
    against: Annotated[
        Links, Meta(description="Ids of causes and mimics that it speaks against.")
    ] = ()


class Facet(Record, frozen=True, kw_only=True):
    """One side of a cramp (who, where, when …), and the features that belong to it."""

    id: Slug
    name: Sentence
    features: Annotated[tuple[Feature, ...], Meta(min_length=1)]


class Trigger(Record, frozen=True, kw_only=True):
    """Features that raise a warning sign together: one of each list, and none of `unless`."""

    sign: Annotated[Slug, Meta(description="Id of a warning sign.")]
    each: Annotated[
        tuple[Annotated[tuple[Slug, ...], Meta(min_length=1)], ...],
        Meta(min_length=1, description="Lists of features: one of each must be present."),
    ]
    unless: Annotated[Links, Meta(description="Features of which none may be present.")] = ()
    tier: Annotated[
        Tier | None, Meta(description="Where it is another urgency than the sign's own.")
    ] = None


class Shown(Record, frozen=True, kw_only=True):
    """What a warning sign speaks for, once it is raised."""

    sign: Annotated[Slug, Meta(description="Id of a warning sign.")]
    causes: Annotated[Links, Meta(min_length=1, description="Ids of causes and mimics.")]


class Triggers(Record, frozen=True, kw_only=True):
    """What raises which warning sign, and what a raised sign speaks for."""

    id: Slug
    triggers: Annotated[tuple[Trigger, ...], Meta(min_length=1)]
    shows: tuple[Shown, ...] = ()


class Weight(Record, frozen=True, kw_only=True):
    """So many points, and why."""

    points: int
    reason: Sentence


class Weights(Record, frozen=True, kw_only=True):
    """How much a feature counts for or against a cause, by level."""

    telling: Weight
    useful: Weight
    slight: Weight
    against: Weight
    denied: Annotated[Weight, Meta(description="A telling feature that the reader denies.")]


class Commonness(Record, frozen=True, kw_only=True):
    """What a cause that something speaks for gets for being common."""

    level: FrequencyLevel
    points: int
    reason: Sentence


class Kin(Record, frozen=True, kw_only=True):
    """A word in phrases, and the words of readers that it stands for."""

    word: Sentence
    words: Annotated[Sentence, Meta(description="Words between spaces.")]


class Ask(Record, frozen=True, kw_only=True):
    """One question of the interview."""

    feature: Slug
    emergency: Annotated[bool, Meta(description="A yes ends the interview at once.")] = False


class Matching(Record, frozen=True, kw_only=True):
    """The rules of matching: weights, words and the questions that are asked."""

    id: Slug
    weights: Weights
    commonness: tuple[Commonness, ...]
    questions: Annotated[tuple[Ask, ...], Meta(min_length=1, max_length=12)]
    skipped: Annotated[Sentence, Meta(description="Words that say nothing, between spaces.")]
    breaks: Annotated[Sentence, Meta(description="Words that end a denial, between spaces.")]
    kin: tuple[Kin, ...]


def statements_in(thing: object) -> Iterator[Any]:
    """Find every statement with sources in a record, a list or a dictionary, in order."""
    if isinstance(thing, Record):
        if getattr(thing, "sources", None):
            yield thing
        for name in thing.__struct_fields__:
            yield from statements_in(getattr(thing, name))
    elif isinstance(thing, dict):
        for value in thing.values():
            yield from statements_in(value)
    elif isinstance(thing, tuple | list):
        for item in thing:
            yield from statements_in(item)
