"""What each command answers: the keys of the JSON, and what the API returns.

Every answer closes with the disclaimer. Keys are only ever added within a schema version.
"""

from typing import Literal

from msgspec import Struct

from crampinfo.library import basics, poses, records
from crampinfo.library.records import Tier

SCHEMA_VERSION = 1
"""Raised only when a key is taken away or changes its meaning; keys are added without it."""

DISCLAIMER = (
    "Education only; ask a doctor. No substitute for advice, diagnosis, treatment or counselling. "
    "No clinician reviewed it. Emergency: 999, 112 or 911."
)

Kind = Literal[
    "cause", "look-alike", "remedy", "medicine", "warning sign", "group", "routine", "page"
]  # fmt: skip
"""The kinds of page that a reader opens by name."""


class Topic(Struct, frozen=True):
    """A record by its kind, its id and its name, and the command that opens it."""

    kind: Kind
    id: str
    name: str
    command: str


class Answer(Struct, frozen=True, kw_only=True, tag_field="page"):
    """What every answer holds, after its own keys: the disclaimer last.

    `sources` are all that it cites; `shown_for` is what was understood otherwise than typed.
    """

    sources: tuple[records.Source, ...] = ()
    shown_for: str | None = None
    schema_version: int = SCHEMA_VERSION
    disclaimer: str = DISCLAIMER


class Pointer(Struct, frozen=True):
    """A command, and the words that it leads to."""

    command: str
    text: str


class HomeAnswer(Answer, frozen=True, tag="home"):
    """`crampinfo`."""

    commands: tuple[Pointer, ...]


class CausesAnswer(Answer, frozen=True, tag="causes"):
    """`crampinfo causes`: the cards of the causes, commonest first, and of the look-alikes."""

    category: records.Category | None
    causes: tuple[records.CauseCard, ...]
    lookalikes: tuple[records.LookAlikeCard, ...]


class CauseAnswer(Answer, frozen=True, tag="cause"):
    """`crampinfo cause NAME`: a cause or a look-alike, which its `kind` says."""

    cause: records.Cause | records.LookAlike
    warnings: tuple[records.WarningSign, ...]


class SignInBrief(Struct, frozen=True):
    """A warning sign in a few words, and what to do."""

    id: str
    name: str
    tier: Tier
    short: str
    act: str
    sources: tuple[str, ...]


class Compared(Topic, frozen=True):
    """One of the conditions that are laid side by side."""

    profile: records.Profile
    warnings: tuple[SignInBrief, ...]


class CompareAnswer(Answer, frozen=True, tag="compare"):
    """`crampinfo compare NAME NAME…`."""

    compared: tuple[Compared, ...]


class ReliefAnswer(Answer, frozen=True, tag="relief"):
    """`crampinfo relief …`: remedies, what changes for a group, the words of the first screen."""

    group: records.Group | None
    remedies: tuple[records.Remedy, ...]
    warnings: tuple[records.WarningSign, ...]
    first_screen: basics.FirstScreen | None = None
    figures: tuple[poses.Figure, ...] = ()


class StretchAnswer(Answer, frozen=True, tag="stretch"):
    """`crampinfo stretch …`: one routine or all of them, and the figures that they name."""

    routines: tuple[poses.Routine, ...]
    figures: tuple[poses.Figure, ...]
    warnings: tuple[records.WarningSign, ...]


class WarningsAnswer(Answer, frozen=True, tag="warnings"):
    """`crampinfo warnings …`: one sign; or all of them, deadliest first, and what holds for all."""

    warnings: tuple[records.WarningSign, ...]
    tiers: basics.Tiers | None = None


class MedicinesAnswer(Answer, frozen=True, tag="medicines"):
    """`crampinfo medicines …`: one medicine or all of them; `rule` holds for each."""

    medicines: tuple[records.Medicine, ...]
    rule: basics.Basics
    warnings: tuple[records.WarningSign, ...]


class Result(Topic, frozen=True):
    """A page that fits a search, and how well (higher is better)."""

    aliases: tuple[str, ...]
    summary: str
    score: float


class SearchAnswer(Answer, frozen=True, tag="search"):
    """`crampinfo search WORDS…`.

    `warnings` are signs that the words speak of; none there does not mean that there is none.
    `fitting` counts the pages that fit, shown or not. `not_covered` are medical terms in the query
    that the library has nothing on.
    """

    query: str
    warnings: tuple[SignInBrief, ...]
    results: tuple[Result, ...]
    fitting: int
    not_covered: tuple[str, ...] = ()


class CrampAnswer(Answer, frozen=True, tag="cramp"):
    """`crampinfo cramp`: what a leg cramp is."""

    cramp: basics.Basics


class CitedSource(records.Source, frozen=True, kw_only=True):
    """A source, and what rests on it."""

    cited_by: tuple[Pointer, ...]


class SourcesAnswer(Answer, frozen=True, tag="sources"):
    """`crampinfo sources …`; `claims` counts statements by the strongest type behind each."""

    sources: tuple[CitedSource, ...] = ()
    claims: dict[records.SourceType, int] = {}


class AboutAnswer(Answer, frozen=True, tag="about"):
    """`crampinfo about`. `library` counts the files of each folder."""

    made: tuple[str, ...]
    grades: tuple[basics.GradeMeaning, ...]
    privacy: tuple[str, ...]
    errors: tuple[str, ...]
    library: dict[str, int]
