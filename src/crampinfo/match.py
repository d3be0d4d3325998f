"""What the reader said → warning signs, an urgency, and the causes worth raising."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from crampinfo.plaintext import printable
from crampinfo.records import Feature, Tier
from crampinfo.understand import Knowledge, Topic, Understood, understand

__all__ = ["Answer", "Finding", "Question", "Raised", "Summand", "match", "questions"]

MOST_CAUSES = 8
TIERS = tuple(Tier)
LONG, NOW = "long-standing", "just-now"
"""The features that say when: for months, years ago, each winter; today, for days."""
LASTING = frozenset({"habits", "illnesses", "medicines", "place", "pregnancy", "who"})
"""Facets of what counts however long ago it began."""
PERSON = frozenset({"pregnancy", "who"})
"""Facets of who it is."""


@dataclass(frozen=True, slots=True)
class Raised:
    """A warning sign that features raise: its id, how fast it needs help, and what was said."""

    sign: str
    tier: Tier
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Summand:
    """One step of a score: what it is for, its level and its points."""

    what: str
    level: str
    points: int


@dataclass(frozen=True, slots=True)
class Finding:
    """A cause or a mimic worth raising: its points, and what was said for and against it."""

    kind: str
    id: str
    score: int
    because: tuple[str, ...]
    against: tuple[str, ...]
    summands: tuple[Summand, ...]
    tell_apart: Feature | None
    """What was not said yet, and would tell it from the finding next to it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the reader said, how fast it needs help, and what is worth raising, best first."""

    given: tuple[str, ...]
    understood: tuple[Understood, ...]
    not_understood: tuple[str, ...]
    urgency: Tier | None
    warnings: tuple[Raised, ...]
    causes: tuple[Finding, ...]


def match(knowledge: Knowledge, given: Sequence[str]) -> Answer:
    """Answer to what a reader said, each thing in free words.

    Urgency comes from the warning signs alone. With nothing understood there is no urgency and no
    cause. What is said to be long-standing or past raises no sign that asks for something new.
    """
    said = [text for text in dict.fromkeys(map(printable, given)) if text]
    understood: list[Understood] = []
    unclear: list[str] = []
    says: dict[str, dict[bool, list[str]]] = {}
    for text in said:
        clear, parts = understand(knowledge, text)
        unclear += parts
        if clear.features:
            understood.append(clear)
        for feature, is_present in clear.features:
            says.setdefault(feature.id, {}).setdefault(is_present, []).append(text)
    present = {name: texts[True] for name, texts in says.items() if True in texts}
    denied = {name: texts[False] for name, texts in says.items() if True not in texts}
    facets = {
        feature.id: facet
        for feature, facet in zip(knowledge.features, knowledge.facets, strict=True)
    }
    old = set(says.get(LONG, {}).get(True, ())) - set(says.get(NOW, {}).get(True, ()))
    warnings = _raised(knowledge, facets, present, old)
    calm = [Tier.ROUTINE] if understood else []
    return Answer(
        given=tuple(said),
        understood=tuple(understood),
        not_understood=tuple(dict.fromkeys(unclear)),
        urgency=min([*(sign.tier for sign in warnings), *calm], key=TIERS.index, default=None),
        warnings=warnings,
        causes=_findings(knowledge, facets, present, denied, warnings),
    )


def _raised(
    knowledge: Knowledge,
    facets: dict[str, str],
    present: dict[str, list[str]],
    old: Collection[str],
) -> tuple[Raised, ...]:
    """Return the warning signs that the present features raise, most urgent first.

    Where a sign is not raised by what is long-standing, only illnesses, habits and the like count
    in a text that is `old`: one that tells of months or years, and of no change just now.
    """
    new = {
        name: [text for text in texts if facets[name] in LASTING or text not in old]
        for name, texts in present.items()
    }
    raised: dict[str, Raised] = {}
    for trigger in knowledge.triggers:
        says = new if LONG in trigger.unless else present
        groups = [[text for name in names for text in says.get(name, ())] for names in trigger.each]
        if not all(groups) or any(name in present for name in trigger.unless if name != LONG):
            continue
        tier = trigger.tier or knowledge.tiers[trigger.sign]
        because = tuple(dict.fromkeys(text for texts in groups for text in texts))
        before = raised.get(trigger.sign)
        if before is None or TIERS.index(tier) < TIERS.index(before.tier):
            raised[trigger.sign] = Raised(trigger.sign, tier, because)
    return tuple(sorted(raised.values(), key=lambda sign: TIERS.index(sign.tier)))


def _findings(
    knowledge: Knowledge,
    facets: dict[str, str],
    present: dict[str, list[str]],
    denied: dict[str, list[str]],
    warnings: Sequence[Raised],
) -> tuple[Finding, ...]:
    """Return the causes and mimics that present features speak for, the best first.

    A raised emergency sign counts as a telling clue, any other sign as a useful one.
    One that only slight clues speak for is left out where there are better ones. One that is told
    by who it is (pregnancy) is left out where that was not said.
    """
    weights = knowledge.rules.weights
    levels = {
        "telling": weights.telling.points,
        "useful": weights.useful.points,
        "slight": weights.slight.points,
    }
    because: dict[str, list[str]] = {}
    against: dict[str, list[str]] = {}
    sums: dict[str, list[Summand]] = {}
    for feature in knowledge.features:
        if feature.id in present:
            for level, points in levels.items():
                for name in getattr(feature.points, level):
                    sums.setdefault(name, []).append(Summand(feature.name, level, points))
                    because.setdefault(name, []).extend(present[feature.id])
            for name in feature.against:
                summand = Summand(feature.name, "against", weights.against.points)
                sums.setdefault(name, []).append(summand)
                against.setdefault(name, []).extend(present[feature.id])
        elif feature.id in denied:
            for name in feature.points.telling:
                summand = Summand(feature.name, "denied", weights.denied.points)
                sums.setdefault(name, []).append(summand)
                against.setdefault(name, []).extend(denied[feature.id])
    for raised in warnings:
        level = "telling" if raised.tier is Tier.EMERGENCY else "useful"
        for name in knowledge.shows.get(raised.sign, ()):
            summand = Summand(f"the warning sign {raised.sign}", level, levels[level])
            sums.setdefault(name, []).append(summand)
            because.setdefault(name, []).extend(raised.because)
    people: dict[str, bool] = {}
    for feature in knowledge.features:
        if facets[feature.id] in PERSON:
            for name in feature.points.telling:
                people[name] = people.get(name, False) or feature.id in present
    common = {step.level: step.points for step in knowledge.rules.commonness}
    order: list[tuple[int, Topic]] = []
    for topic in knowledge.topics:
        if topic.id in because and people.get(topic.id, True):
            points = common[topic.frequency]
            sums[topic.id].append(Summand("how common it is", topic.frequency, points))
            total = sum(summand.points for summand in sums[topic.id])
            if total > 0:
                order.append((total, topic))
    good = [
        (total, topic)
        for total, topic in order
        if any(summand.level in ("telling", "useful") for summand in sums[topic.id])
    ]
    order = sorted(good or order, key=lambda pair: (-pair[0], pair[1].id))[:MOST_CAUSES]
    names = [topic.id for _, topic in order]
    asked = present.keys() | denied.keys()
    return tuple(
        Finding(
            kind=topic.kind,
            id=topic.id,
            score=total,
            because=tuple(dict.fromkeys(because[topic.id])),
            against=tuple(dict.fromkeys(against.get(topic.id, ()))),
            summands=tuple(sums[topic.id]),
            tell_apart=_tell_apart(
                knowledge, topic.id, names[place - 1 : place] or names[1:2], asked
            ),
        )
        for place, (total, topic) in enumerate(order)
    )


def _tell_apart(
    knowledge: Knowledge, name: str, neighbour: Sequence[str], asked: Collection[str]
) -> Feature | None:
    """Return a feature with a question, not touched yet, that is telling for one of the two."""
    choices = []
    for feature in knowledge.features:
        points = feature.points
        if feature.question and feature.id not in asked and name in points.telling:
            shared = {*points.telling, *points.useful, *points.slight}.intersection(neighbour)
            if not shared:
                parts = not set(neighbour) & set(feature.against)
                choices.append((parts, len(points.telling), feature))
    return min(choices, key=lambda choice: choice[:2])[2] if choices else None


# --- Asking ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the interview: a yes to it, and a no, in words that `match` understands."""

    feature: str
    text: str
    yes: str
    no: str
    emergency: bool
    """A yes ends the interview at once."""


def questions(knowledge: Knowledge) -> tuple[Question, ...]:
    """Return the questions to ask a reader who said nothing, emergencies first."""
    features = {feature.id: feature for feature in knowledge.features}
    asked = []
    for ask in knowledge.rules.questions:
        feature = features[ask.feature]
        yes = feature.name[0].lower() + feature.name[1:]
        text = feature.question or f"{feature.name}?"
        asked.append(Question(feature.id, text, yes, f"no {yes}", ask.emergency))
    return tuple(asked)
