"""The reader's features to warning signs, an urgency, and the causes worth raising."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import product

import msgspec

from crampinfo.library import Library
from crampinfo.plaintext import printable
from crampinfo.records import Feature, FrequencyLevel, Matching, Tier, Trigger

__all__ = ["Answer", "Finding", "Knowledge", "Question", "Raised", "Summand", "Understood"]
__all__ += ["compile_knowledge", "match", "questions"]

MOST_CAUSES = 8
LONGEST = 1000  # characters of one feature that are read: a story is to be told in parts
TIERS = tuple(Tier)


# --- What is known ----------------------------------------------------------------------------------


class Phrase(msgspec.Struct, frozen=True, array_like=True):
    """A way to say a feature: its words in order, each with what may stand for it."""

    feature: int
    slots: tuple[tuple[str, ...], ...]


class Topic(msgspec.Struct, frozen=True, array_like=True):
    """A cause or a mimic that features may speak for."""

    kind: str
    id: str
    frequency: FrequencyLevel | None


class Knowledge(msgspec.Struct, frozen=True):
    """All that matching needs of a library, in a form that JSON can hold."""

    features: tuple[Feature, ...]
    phrases: tuple[Phrase, ...]
    places: dict[str, tuple[int, ...]]
    """For each stem, the phrases that it stands in."""
    kin: dict[str, tuple[str, ...]]
    """For a reader's word (`_` joins words side by side), the stems that it also stands for."""
    joined: tuple[str, ...]
    skipped: frozenset[str]
    breaks: frozenset[str]
    topics: tuple[Topic, ...]
    tiers: dict[str, Tier]
    triggers: tuple[Trigger, ...]
    rules: Matching


def compile_knowledge(library: Library) -> Knowledge:
    """Read what matching needs: features, triggers, rules, medicines, and the cards of all causes."""
    rules = library.matching.card("match")
    skipped = frozenset(rules.skipped.split())
    features = tuple(feature for facet in library.features.cards() for feature in facet.features)
    medicines = {medicine.id: medicine for medicine in library.medicines.cards()}
    phrases: dict[Phrase, None] = {}
    for number, feature in enumerate(features):
        said = [text for text in feature.phrases.split(";") if text.strip()]
        for name in feature.medicines:
            medicine = medicines[name]
            said += [text.replace("/", " ") for text in (*medicine.generics, *medicine.brands_us)]
            said += [text.replace("/", " ") for text in medicine.brands_uk]
        for text in said:
            phrases[Phrase(number, _slots(text, skipped))] = None
    places: dict[str, list[int]] = {}
    for number, phrase in enumerate(phrases):
        for stem in {stem for slot in phrase.slots for stem in slot}:
            places.setdefault(stem, []).append(number)
    kin: dict[str, list[str]] = {}
    for family in rules.kin:
        for word in family.words.split():
            kin.setdefault(word, []).append(_stem(family.word))
    return Knowledge(
        features=features,
        phrases=tuple(phrases),
        places={stem: tuple(numbers) for stem, numbers in places.items()},
        kin={stem: tuple(heads) for stem, heads in kin.items()},
        joined=tuple(sorted(word for word in {*kin, *places} if "_" in word)),
        skipped=skipped,
        breaks=frozenset(rules.breaks.split()),
        topics=(
            *(Topic("cause", card.id, card.frequency.level) for card in library.causes.cards()),
            *(
                Topic("mimic", card.id, card.frequency.level if card.frequency else None)
                for card in library.mimics.cards()
            ),
        ),
        tiers={sign.id: sign.tier for sign in library.signs.cards()},
        triggers=tuple(trigger for file in library.triggers.cards() for trigger in file.triggers),
        rules=rules,
    )


def _slots(text: str, skipped: frozenset[str]) -> tuple[tuple[str, ...], ...]:
    """Return what may stand for each word of a phrase.

    Words that say nothing are left out; where less than two would be left (“on standing”, “at rest”),
    all words stand, side by side.
    """
    words = _plain(text).split()
    telling = [word for word in words if word not in skipped]
    if len(telling) < 2 and len(words) > 1:
        return (("_".join(words),),)
    return tuple(tuple(map(_stem, word.split("/"))) for word in telling)


# --- Words ------------------------------------------------------------------------------------------

_SPELLINGS = (("ae", "e"), ("oed", "ed"), ("rrhoe", "rrhe"), ("oestr", "estr"), ("oesoph", "esoph"))
_SPELLINGS += (("our", "or"), ("ys", "iz"), ("is", "iz"), ("quor", "cor"))
_SHORT = (("n't", " not"), ("n’t", " not"), ("'s", ""), ("cannot", "can not"))
_ENDINGS = ("ness", "ing", "ed", "ly")
_TOKEN = re.compile(r"\w+|[,;.:!?()]")
_AGE = re.compile(
    r"\b(?:aged?|age of) (\d{1,3})\b(?! months| weeks)"
    r"|\b(\d{1,3}) ?(?:years? old|yrs? old|y/?o\b|year old|yo\b|f\b|m\b)"
    r"|\bin (?:her|his|my|their|the)? ?(?:early |mid |late )?(\d0)s\b"
    r"|^(\d{1,3})$"
)
_BABY = re.compile(r"\b\d{1,2} (?:months?|weeks?) old\b|\baged? \d{1,2} (?:months?|weeks?)\b")


def _plain(text: str) -> str:
    """Return text in small letters without accents, hyphens and short forms."""
    text = unicodedata.normalize("NFKD", printable(text)).casefold().replace("’", "'")
    text = "".join(letter for letter in text if not unicodedata.combining(letter))
    for short, long in _SHORT:
        text = text.replace(short, long)
    return text.replace("-", " ").replace("–", " ")


def _stem(word: str) -> str:
    """Cut the ending off a word; spellings of the two sides of the Atlantic come out as one."""
    for british, american in _SPELLINGS:
        word = word.replace(british, american)
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "i"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsz":
                word = word[:-1]
            break
    if len(word) > 3 and word.endswith("e"):
        word = word[:-1]
    return word[:-1] + "i" if len(word) > 2 and word.endswith("y") else word


@dataclass(frozen=True, slots=True)
class _Word:
    """A word that a reader typed: what it stands for, its clause, its sentence, its distance."""

    stems: tuple[str, ...]
    clause: int
    sentence: int
    place: int


def _words(knowledge: Knowledge, text: str) -> tuple[list[_Word], list[str]]:
    """Return the telling words of a text (the mark of a clause counts as distance), and the clauses."""
    words: list[_Word] = []
    clauses: list[list[str]] = [[]]
    sentence = place = 0
    for joined in knowledge.joined:
        if (apart := joined.replace("_", " ")) in text:
            text = re.sub(rf"\b{apart}\b", joined, text)
    for token in _TOKEN.findall(text):
        if token in ",;.:!?()" or token in knowledge.breaks:
            clauses.append([])
            place += 1
            if token not in ",()":
                sentence += 1
            continue
        clauses[-1].append(token)
        if token not in knowledge.skipped:
            words.append(_Word(_stems(knowledge, token), len(clauses) - 1, sentence, place))
            place += 1
    return words, [" ".join(clause) for clause in clauses]


def _stems(knowledge: Knowledge, token: str) -> tuple[str, ...]:
    """Return a word's stem and what it stands for; for an unknown word, those of the nearest."""
    if "_" in token:
        parts = (_stems(knowledge, part) for part in token.split("_") if part not in knowledge.skipped)
        return (token, *knowledge.kin.get(token, ()), *(stem for part in parts for stem in part))
    stem = _stem(token)
    if token.isdigit():
        return stem, "number"
    if token in knowledge.kin:
        return (stem, *knowledge.kin[token])
    if stem not in knowledge.places and len(token) > 4:
        alike = [
            known
            for known in (*knowledge.places, *knowledge.kin)
            if known[0] == stem[0] and abs(len(known) - len(stem)) < 3 and len(known) > 3
        ]
        near = next(iter(get_close_matches(stem, alike, 1, 0.84)), stem)
        return (near, *knowledge.kin.get(near, ()))
    return (stem, *knowledge.kin.get(stem, ()))


# --- Understanding ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Understood:
    """What was understood of one thing that the reader said: features, present or denied."""

    given: str
    features: tuple[tuple[Feature, bool], ...]


@dataclass(frozen=True, slots=True)
class _Hit:
    """A phrase found in a text: its feature and the numbers of the words that it took."""

    feature: int
    taken: tuple[int, ...]
    negative: bool
    """Whether the phrase itself says “not”."""


def _understand(knowledge: Knowledge, given: str) -> tuple[Understood, list[str]]:
    """Return the features in what the reader said, and the clauses that were not understood."""
    text = _plain(given[:LONGEST])
    words, clauses = _words(knowledge, text)
    hits = _hits(knowledge, words)
    denied = _denied(words, hits)
    apart = {
        (words[at].clause, hit.taken)
        for hit in hits
        if knowledge.features[hit.feature].apart
        for at in hit.taken
    }
    found: dict[int, bool] = {}
    for hit in hits:
        clause = words[hit.taken[0]].clause
        if any(clause == other and not set(hit.taken) & set(taken) for other, taken in apart):
            continue
        present = hit.negative or not any(at in denied for at in hit.taken)
        found[hit.feature] = found.get(hit.feature, False) or present
    for number in _of_age(knowledge, text):
        found.setdefault(number, True)
    for number in list(found):
        if found[number]:
            for other in _implied(knowledge, number):
                found[other] = True
    features = tuple((knowledge.features[number], found[number]) for number in found)
    clear = {words[at].clause for hit in hits for at in hit.taken}
    unclear = [
        clause
        for number, clause in enumerate(clauses)
        if number not in clear
        and any(word.clause == number for word in words)
        and not _AGE.search(clause)
        and not _BABY.search(clause)
    ]
    return Understood(given, features), unclear if clear or features else [given]


def _hits(knowledge: Knowledge, words: Sequence[_Word]) -> list[_Hit]:
    """Find phrases whose words all stand near each other, but none inside a longer one."""
    where: dict[str, list[int]] = {}
    for number, word in enumerate(words):
        for stem in word.stems:
            where.setdefault(stem, []).append(number)
    counts = Counter(phrase for stem in where for phrase in knowledge.places.get(stem, ()))
    hits = []
    for number, count in counts.items():
        phrase = knowledge.phrases[number]
        if count >= len(phrase.slots):
            places = [
                sorted({at for s in slot for at in where.get(s, ())}) for slot in phrase.slots
            ]
            if all(places) and (taken := _nearest(phrase, words, places)):
                negative = any("not" in slot for slot in phrase.slots)
                hits.append(_Hit(phrase.feature, taken, negative))
    taken_by = [set(hit.taken) for hit in hits]
    return [hit for hit in hits if not any(set(hit.taken) < other for other in taken_by)]


def _nearest(
    phrase: Phrase, words: Sequence[_Word], places: list[list[int]]
) -> tuple[int, ...] | None:
    """Return the closest choice of words for a phrase within its reach, in one sentence."""
    size = len(phrase.slots)
    reach = size + (0 if size == 1 else 2 if size == 2 else 3)
    in_order = ("not",) in phrase.slots
    best: tuple[int, tuple[int, ...]] | None = None
    for choice in _choices(places):
        if len(set(choice)) < size or (in_order and list(choice) != sorted(choice)):
            continue
        first, last = words[min(choice)], words[max(choice)]
        span = last.place - first.place + 1
        if first.sentence == last.sentence and span <= reach and (best is None or span < best[0]):
            best = span, tuple(sorted(choice))
    return best[1] if best else None


def _choices(places: list[list[int]]) -> Iterator[tuple[int, ...]]:
    """Walk the choices of one word for each slot; of a word said very often, the first few."""
    return product(*(numbers[:6] for numbers in places))


def _denied(words: Sequence[_Word], hits: Sequence[_Hit]) -> set[int]:
    """Return the numbers of the words that stand under a “no”.

    A “no” reaches to the end of its clause, over the commas of a list that ends with “or”. One that
    belongs to a phrase (“cannot walk”) reaches no further than the phrase.
    """
    owned = {at for hit in hits if hit.negative for at in hit.taken}
    denied: set[int] = set()
    for number, word in enumerate(words):
        after = [at for at in range(number, len(words)) if words[at].sentence == word.sentence]
        if "not" in word.stems and number not in owned:
            alternatives = [words[at].clause for at in after if "or" in words[at].stems]
            last = max([word.clause, *alternatives])
            reached = {at for at in after if words[at].clause <= last}
            denied = (
                denied - reached
                if "without" in word.stems and number in denied
                else denied | reached
            )
        elif "denied-before" in word.stems and number not in owned:
            denied |= {at for at in range(number) if words[at].clause == word.clause}
    return denied


def _implied(knowledge: Knowledge, number: int) -> Iterator[int]:
    """Walk the features that are present because one is."""
    numbers = {feature.id: place for place, feature in enumerate(knowledge.features)}
    waiting, seen = [number], {number}
    while waiting:
        for name in knowledge.features[waiting.pop()].implies:
            other = numbers[name]
            if other not in seen:
                seen.add(other)
                waiting.append(other)
                yield other


def _of_age(knowledge: Knowledge, text: str) -> Iterator[int]:
    """Walk the features that an age in the text stands for."""
    years = [0] if _BABY.search(text) else []
    years += [int(next(filter(None, groups))) for groups in _AGE.findall(text)]
    for number, feature in enumerate(knowledge.features):
        if feature.ages and any(feature.ages[0] <= year <= feature.ages[1] for year in years[:1]):
            yield number


# --- Answering --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Raised:
    """A warning sign that features raise: its id, how fast it needs help, and what was said."""

    sign: str
    tier: Tier
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Summand:
    """One step of a score: what it is for and how many points."""

    what: str
    level: str
    points: int


@dataclass(frozen=True, slots=True)
class Finding:
    """A cause or a mimic worth raising: its kind, its id, the sum, and what was said for and against it."""

    kind: str
    id: str
    score: int
    because: tuple[str, ...]
    against: tuple[str, ...]
    summands: tuple[Summand, ...]
    tell_apart: Feature | None
    """What was not said, and would tell it from the finding next to it."""


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

    Urgency comes from the warning signs alone. With nothing understood there is no urgency and no cause.
    """
    said = [text for text in dict.fromkeys(map(printable, given)) if text]
    understood, unclear = [], []
    for text in said:
        clear, parts = _understand(knowledge, text)
        unclear += parts
        if clear.features:
            understood.append(clear)
    says: dict[str, dict[bool, list[str]]] = {}
    for clear in understood:
        for feature, present in clear.features:
            says.setdefault(feature.id, {}).setdefault(present, []).append(clear.given)
    present = {name: tuple(texts[True]) for name, texts in says.items() if True in texts}
    denied = {name: tuple(texts[False]) for name, texts in says.items() if True not in texts}
    warnings = _raised(knowledge, present)
    told = [raised.tier for raised in warnings] or ([Tier.ROUTINE] if understood else [])
    return Answer(
        given=tuple(said),
        understood=tuple(understood),
        not_understood=tuple(dict.fromkeys(unclear)),
        urgency=min(told, key=TIERS.index, default=None),
        warnings=warnings,
        causes=_findings(knowledge, present, denied),
    )


def _raised(knowledge: Knowledge, present: dict[str, tuple[str, ...]]) -> tuple[Raised, ...]:
    """Return the warning signs that the present features raise, most urgent first."""
    raised: dict[str, Raised] = {}
    for trigger in knowledge.triggers:
        if any(name in present for name in trigger.unless):
            continue
        because: list[str] = []
        for any_of in trigger.each:
            texts = [text for name in any_of for text in present.get(name, ())]
            if not texts:
                break
            because += texts
        else:
            tier = trigger.tier or knowledge.tiers[trigger.sign]
            before = raised.get(trigger.sign)
            if before is None or TIERS.index(tier) < TIERS.index(before.tier):
                raised[trigger.sign] = Raised(trigger.sign, tier, tuple(dict.fromkeys(because)))
    return tuple(sorted(raised.values(), key=lambda sign: TIERS.index(sign.tier)))


def _findings(
    knowledge: Knowledge, present: dict[str, tuple[str, ...]], denied: dict[str, tuple[str, ...]]
) -> tuple[Finding, ...]:
    """Return the causes and mimics that present features speak for, the best first."""
    weights = knowledge.rules.weights
    because: dict[str, list[str]] = {}
    against: dict[str, list[str]] = {}
    summands: dict[str, list[Summand]] = {}
    for feature in knowledge.features:
        if feature.id in present:
            for level in ("telling", "useful", "slight"):
                for name in getattr(feature.points, level):
                    points = getattr(weights, level).points
                    summands.setdefault(name, []).append(Summand(feature.name, level, points))
                    because.setdefault(name, []).extend(present[feature.id])
            for name in feature.against:
                points = weights.against.points
                summands.setdefault(name, []).append(Summand(feature.name, "against", points))
                against.setdefault(name, []).extend(present[feature.id])
        elif feature.id in denied:
            for name in feature.points.telling:
                points = weights.denied.points
                summands.setdefault(name, []).append(
                    Summand(f"not: {feature.name}", "denied", points)
                )
                against.setdefault(name, []).extend(denied[feature.id])
    common = {step.level: step.points for step in knowledge.rules.commonness}
    order: list[tuple[int, Topic]] = []
    for topic in knowledge.topics:
        if topic.id in because:
            level = topic.frequency or FrequencyLevel.UNCOMMON
            summands[topic.id].append(Summand("how common it is", level, common[level]))
            total = sum(summand.points for summand in summands[topic.id])
            if total > 0:
                order.append((total, topic))
    order.sort(key=lambda pair: (-pair[0], pair[1].id))
    best = order[:MOST_CAUSES]
    asked = present.keys() | denied.keys()
    return tuple(
        Finding(
            kind=topic.kind,
            id=topic.id,
            score=total,
            because=tuple(dict.fromkeys(because[topic.id])),
            against=tuple(dict.fromkeys(against.get(topic.id, ()))),
            summands=tuple(summands[topic.id]),
            tell_apart=_tell_apart(knowledge, topic.id, _neighbour(best, place), asked),
        )
        for place, (total, topic) in enumerate(best)
    )


def _neighbour(best: Sequence[tuple[int, Topic]], place: int) -> str | None:
    """Return the finding that stands next to one: the one before it, or for the first the second."""
    other = place - 1 if place else 1
    return best[other][1].id if other < len(best) else None


def _tell_apart(
    knowledge: Knowledge, name: str, other: str | None, asked: set[str]
) -> Feature | None:
    """Return a feature with a question that was not touched yet and speaks for one of two only."""
    choices = []
    for feature in knowledge.features:
        points = feature.points
        if feature.question and feature.id not in asked and name in points.telling:
            if other not in (*points.telling, *points.useful, *points.slight):
                choices.append((other not in feature.against, len(points.telling), feature))
    return min(choices, key=lambda choice: choice[:2], default=(0, 0, None))[2]


# --- Asking -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the interview. A yes to an emergency ends it at once."""

    feature: str
    text: str
    given: str
    """What a yes says, in words that `match` understands."""
    emergency: bool


def questions(knowledge: Knowledge) -> tuple[Question, ...]:
    """Return the questions to ask a reader who said nothing, emergencies first."""
    features = {feature.id: feature for feature in knowledge.features}
    return tuple(
        Question(
            ask.feature,
            features[ask.feature].question or features[ask.feature].name,
            features[ask.feature].phrases.split(";")[0].strip().replace("/", " "),
            ask.emergency,
        )
        for ask in knowledge.rules.questions
    )
