"""The shape of the basics: what no other folder of data files holds."""

from typing import Annotated, get_args

from msgspec import Meta

from crampinfo.library import records
from crampinfo.library.records import Claims, Named, Record, RemedyLinks, Sentence, SignLinks, Slug


class GradeMeaning(Record, frozen=True, kw_only=True):
    """An evidence grade, and what it means."""

    grade: records.Grade
    meaning: Sentence


class About(Record, frozen=True, kw_only=True):
    """How the reference is made and graded, its privacy, and where to report an error."""

    id: Slug
    made: Annotated[tuple[Sentence, ...], Meta(min_length=1)]
    grades: Annotated[tuple[GradeMeaning, ...], Meta(description="Every grade, strongest first.")]
    privacy: Annotated[tuple[Sentence, ...], Meta(min_length=1)]
    errors: Annotated[tuple[Sentence, ...], Meta(min_length=1)]

    def __post_init__(self) -> None:
        order = get_args(records.Grade)
        if tuple(each.grade for each in self.grades) != order:
            raise ValueError(f"the grades must be {', '.join(order)}, in this order")


class Chapter(Record, frozen=True, kw_only=True):
    """A titled part of a general page."""

    title: Sentence
    points: Annotated[Claims, Meta(min_length=1)]


class Basics(Named, frozen=True, kw_only=True):
    """A general page: what a leg cramp is, how long it lasts, who gets it."""

    chapters: Annotated[tuple[Chapter, ...], Meta(min_length=1)]


class Sheet(Record, frozen=True, kw_only=True):
    """The sheet for an appointment: the columns to fill in, and what is worth asking."""

    id: Slug
    name: Sentence
    diary: tuple[Sentence, ...]
    medicines: tuple[Sentence, ...]
    questions: records.Advices


class SearchWords(Record, frozen=True, kw_only=True):
    """Words that a search skips, and medical terms that it must not read as others."""

    id: Slug
    skipped: Annotated[tuple[Sentence, ...], Meta(description="They tell no page from another.")]
    not_covered: Annotated[tuple[Sentence, ...], Meta(description="Nothing here is on these.")]


class TierRule(Record, frozen=True, kw_only=True):
    """What to do for a tier, and its signs."""

    tier: records.Tier
    act: Annotated[Sentence, Meta(description="What to do, as signs word it where they agree.")]
    short: Annotated[Sentence, Meta(description="The same in a few words, to follow a colon.")]
    signs: Annotated[SignLinks, Meta(description="Every sign of the tier, deadliest first.")]


class Tiers(Record, frozen=True, kw_only=True):
    """How fast each tier needs help, and the order of the signs in it."""

    id: Slug
    tiers: tuple[TierRule, TierRule, TierRule]
    rules: Annotated[Claims, Meta(min_length=1, description="What holds for all signs.")]

    def __post_init__(self) -> None:
        if tuple(each.tier for each in self.tiers) != records.TIERS:
            raise ValueError(f"the tiers must be {', '.join(records.TIERS)}, in this order")


class FirstScreen(Record, frozen=True, kw_only=True):
    """What stands on the screen for a cramp that is on now, in order."""

    id: Slug
    emergency: Annotated[SignLinks, Meta(min_length=1)]
    emergency_text: Annotated[Sentence, Meta(description="These signs in short, and what to do.")]
    today: Annotated[SignLinks, Meta(min_length=1)]
    today_text: Annotated[Sentence, Meta(description="These signs in short, and what to do.")]
    locked: Annotated[records.SignLink, Meta(description="The sign for a cramp that stays.")]
    locked_text: Annotated[Sentence, Meta(description="That sign in short, and what to do.")]
    first: Annotated[records.RemedyLink, Meta(description="The remedy that comes first.")]
    muscles: Annotated[RemedyLinks, Meta(min_length=1, description="A stretch for each muscle.")]
    then: Annotated[tuple[RemedyLinks, ...], Meta(min_length=1, description="Shared steps.")]
    evidence: Annotated[Sentence, Meta(description="How sure all this is, in a few words.")]
    choosing: Annotated[Claims, Meta(description="What helps to choose, in the full pages.")] = ()
