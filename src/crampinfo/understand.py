"""Free words to features: the vocabulary of a library, and what it makes of a sentence."""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from itertools import product

import msgspec

from crampinfo import yamlfile
from crampinfo.errors import BrokenDataError
from crampinfo.library import Library
from crampinfo.plaintext import printable
from crampinfo.records import Feature, FrequencyLevel, Matching, Reach, Tier, Trigger

__all__ = ["Knowledge", "Topic", "Understood", "compile_knowledge", "load_knowledge", "understand"]

DENIALS = ("cannot", "not")
DENYING = frozenset({*DENIALS, "never", "no"})


# --- What is known --------------------------------------------------------------------------------


class Topic(msgspec.Struct, frozen=True, array_like=True):
    """A cause or a mimic that features may speak for."""

    kind: str
    id: str
    frequency: FrequencyLevel


class Knowledge(msgspec.Struct, frozen=True):
    """All that matching needs of a library, in a form that JSON holds: 7 ms to read, not 120."""

    features: tuple[Feature, ...]
    """Each with the first of its phrases only."""
    facets: tuple[str, ...]
    """For each feature, the facet that it belongs to."""
    phrases: tuple[str, ...]
    """Stems between spaces; a slash stands between stems of which one is enough."""
    owners: tuple[int, ...]
    """For each phrase, the number of its feature."""
    places: dict[str, tuple[int, ...]]
    """For each stem, the numbers of the phrases that it stands in."""
    kin: dict[str, tuple[str, ...]]
    """For a reader's word (`_` joins words side by side), the stems that it also stands for."""
    joined: tuple[str, ...]
    """Words side by side that are read as one (`_` joins them)."""
    runs: tuple[str, ...]
    """Words side by side that phrases ask for."""
    skipped: frozenset[str]
    breaks: frozenset[str]
    topics: tuple[Topic, ...]
    tiers: dict[str, Tier]
    triggers: tuple[Trigger, ...]
    shows: dict[str, tuple[str, ...]]
    """For each warning sign, the causes and mimics that it speaks for when it is raised."""
    rules: Matching


def load_knowledge(library: Library) -> Knowledge:
    """Return what matching needs: compiled when the library was packed, or compiled now."""
    try:
        packed = (library.matching.folder / "compiled.json").read_bytes()
    except OSError:
        return compile_knowledge(library)
    return msgspec.json.decode(packed, type=Knowledge)


def compile_knowledge(library: Library) -> Knowledge:
    """Read features, triggers, rules, medicines, and the cards of causes, mimics and signs."""
    rules = library.matching.card("match")
    triggers = library.triggers.cards()
    skipped = frozenset(rules.skipped.split())
    kin: dict[str, list[str]] = {}
    for family in rules.kin:
        for word in family.words.split():
            kin.setdefault(word, []).append(_stem(family.word))
    joined = _longest_first(kin)
    raised = {trigger.sign for file in triggers for trigger in file.triggers}
    facets = library.features.cards()
    features = tuple(feature for facet in facets for feature in facet.features)
    known = {feature.id for feature in features}
    for ask in rules.questions:
        if ask.feature not in known:
            file = library.matching.file("match")
            line = yamlfile.line_of(file, ask.feature)
            raise BrokenDataError(file, line, f"no “{ask.feature}” in features")
    phrases: dict[tuple[str, int], None] = {}
    for number, feature in enumerate(features):
        medicines = map(library.medicines.card, feature.medicines)
        brands = [name.replace("/", " ") for each in medicines for name in each.names]
        said = _joined(_plain("; ".join([feature.phrases, *brands])), joined).split(";")
        for text in filter(str.strip, said):
            phrases[_stemmed(text, skipped, kin), number] = None
    places: dict[str, list[int]] = {}
    for number, (phrase, _) in enumerate(phrases):
        for stem in set(phrase.replace("/", " ").split()):
            places.setdefault(stem, []).append(number)
    topics = [Topic("cause", card.id, card.frequency.level) for card in library.causes.cards()]
    for card in library.mimics.cards():
        level = card.frequency.level if card.frequency else FrequencyLevel.UNCOMMON
        topics.append(Topic("mimic", card.id, level))
    return Knowledge(
        features=tuple(
            msgspec.structs.replace(feature, phrases=feature.phrases.split(";")[0], medicines=())
            for feature in features
        ),
        facets=tuple(facet.id for facet in facets for _ in facet.features),
        phrases=tuple(phrase for phrase, _ in phrases),
        owners=tuple(owner for _, owner in phrases),
        places={stem: tuple(numbers) for stem, numbers in places.items()},
        kin={word: tuple(heads) for word, heads in kin.items()},
        joined=tuple(joined),
        runs=tuple(
            sorted(stem.replace("_", " ") for stem in places if "_" in stem and stem not in kin)
        ),
        skipped=skipped,
        breaks=frozenset(rules.breaks.split()),
        topics=tuple(topics),
        tiers={name: library.signs.card(name).tier for name in sorted(raised)},
        triggers=tuple(trigger for file in triggers for trigger in file.triggers),
        shows={shown.sign: shown.causes for file in triggers for shown in file.shows},
        rules=msgspec.structs.replace(rules, kin=(), skipped="-", breaks="-"),
    )


def _stemmed(text: str, skipped: Collection[str], kin: dict[str, list[str]]) -> str:
    """Return the stems of a phrase.

    Words that say nothing are left out; where less than two would be left (“on standing”), all
    words stand, side by side; so do words that `_` joins. All words for “no” are one, and so are
    all words for “cannot”.
    """
    words = text.split()
    telling = [word for word in words if word not in skipped]
    if len(telling) < 2 and len(words) > 1:
        return "_".join(words)
    stems = []
    for word in telling:
        heads = kin.get(word, [])
        denial = [head for head in heads if head in DENIALS]
        if denial or "_" in word:
            stems.append([*denial, *heads, word][0])
        else:
            stems.append("/".join(map(_stem, word.split("/"))))
    return " ".join(stems)


# --- Words ----------------------------------------------------------------------------------------

_SPELLINGS = (
    *(("ae", "e"), ("oed", "ed"), ("rrhoe", "rrhe"), ("oestr", "estr"), ("oesoph", "esoph")),
    *(("our", "or"), ("ys", "iz"), ("is", "iz"), ("quor", "cor")),
)
_SHORT = (
    *(("can't", "can not"), ("won't", "will not"), ("n't", " not"), ("cannot", "can not")),
    *(("'s", ""), ("-", " "), ("–", " ")),
)
_ENDINGS = ("ness", "ing", "ed", "ly")
_TOKEN = re.compile(r"\w+|(?<!\d)\.|\.(?!\d)|[,;:!?()]")
_AGE = re.compile(
    r"\b(?:aged?|age of) (\d{1,3})\b(?! months| weeks)"
    r"|\b(\d{1,3}) ?(?:years? old|yrs? old|y/?o\b|year old|yo\b|f\b|m\b)"
    r"|\b(?:boy|girl|son|daughter|child|kid|man|woman|male|female)(?: is| of|,)? (\d{1,3})"
    r"(?: years?| yrs?)?\b(?! ago| ?[a-z%/])"
    r"|\b(?:in (?:her|his|my|their|the)?|early|mid|late) ?(?:early |mid |late )?(\d0)s\b"
    r"|\b(?:i'?m|i am|i m|he|she|he is|she is) (\d\d?)\b(?! ?(?!and )[a-z%/])"
    r"|\b(?:just turned|turned|over|about|nearly|almost) (\d\d)\b(?! ?[a-z%/])"
    r"|(?:^|, )(\d\d?)(?=,|$)"
)
# Ages are told in words too: “six”, “seventy-two”.
_SMALL = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_NUMBER = re.compile(
    rf"\b(?:({'|'.join(_TENS)})(?: ({'|'.join(_SMALL[:9])})\b)?|({'|'.join(_SMALL)}))\b"
)
_BABY = re.compile(
    r"\b\d{1,2} (?:months?|weeks?) old\b"
    r"|\b(?:aged?|baby|infant) \d{1,2} (?:months?|weeks?)\b(?! ago)"
)


def _plain(text: str) -> str:
    """Return text in small letters without accents, hyphens and short forms."""
    text = unicodedata.normalize("NFKD", printable(text)).casefold().replace("’", "'")
    text = "".join(letter for letter in text if not unicodedata.combining(letter))
    for short, long in _SHORT:
        text = text.replace(short, long)
    return text


@cache
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


def _longest_first(words: Iterable[str]) -> list[str]:
    """Return the words that are several side by side, the longest first."""
    return sorted((word for word in words if "_" in word), key=lambda word: (-len(word), word))


def _joined(text: str, joined: Iterable[str]) -> str:
    """Join the words of a text that stand for one thing side by side (“can_not”)."""
    for word in joined:
        apart = word.replace("_", " ")
        if apart in text:
            text = re.sub(rf"\b{re.escape(apart)}\b", word, text)
    return text


@dataclass(frozen=True, slots=True)
class _Word:
    """A word that a reader typed: what it stands for, its clause, its sentence."""

    stems: tuple[str, ...]
    clause: int
    sentence: int


@dataclass(frozen=True, slots=True)
class _Text:
    """The telling words of a text, its clauses, and where each stem or run of words stands."""

    words: tuple[_Word, ...]
    clauses: tuple[str, ...]
    where: dict[str, list[range]]


def _read(knowledge: Knowledge, text: str) -> _Text:
    """Take a text apart. A run of words is found in the words as typed, the idle ones too."""
    runs = [
        (run, found.span())
        for run in knowledge.runs
        if run in text
        for found in re.finditer(rf"\b{re.escape(run)}\b", text)
    ]
    idlers = {start for run, (start, _) in runs if knowledge.skipped.issuperset(run.split())}
    words: list[_Word] = []
    offsets: list[int] = []
    clauses: list[list[str]] = [[]]
    sentence = 0
    for found in _TOKEN.finditer(_joined(text, knowledge.joined)):
        typed = found.group()
        if typed in ",;.:!?()" or typed in knowledge.breaks:
            clauses.append([])
            sentence += typed not in ",()"
            continue
        clauses[-1].append(typed.replace("_", " "))
        idle = typed in knowledge.skipped
        if not idle or found.start() in idlers:
            stems = () if idle else _stems(knowledge, typed)
            words.append(_Word(stems, len(clauses) - 1, sentence))
            offsets.append(found.start())
    where: dict[str, list[range]] = {}
    for number, word in enumerate(words):
        for stem in dict.fromkeys(word.stems):
            where.setdefault(stem, []).append(range(number, number + 1))
    for run, (start, end) in runs:
        within = [number for number, offset in enumerate(offsets) if start <= offset < end]
        if within:
            where.setdefault(run.replace(" ", "_"), []).append(range(within[0], within[-1] + 1))
    return _Text(tuple(words), tuple(map(" ".join, clauses)), where)


def _stems(knowledge: Knowledge, typed: str) -> tuple[str, ...]:
    """Return a word's stem and what it stands for; for an unknown word, those of the nearest."""
    if "_" in typed:
        return (typed, *knowledge.kin.get(typed, ()))
    stem = _stem(typed)
    if typed.isdigit():
        return stem, "number", *knowledge.kin.get(typed, ())
    if typed in knowledge.kin:
        return (stem, *knowledge.kin[typed])
    if stem not in knowledge.places and len(typed) > 4:
        alike = [
            known
            for known in (*knowledge.places, *knowledge.kin)
            if known[0] == stem[0] and abs(len(known) - len(stem)) < 3 and len(known) > 3
        ]
        stem = next(iter(get_close_matches(stem, alike, 1, 0.86)), stem)
    return (stem, *knowledge.kin.get(stem, ()))


# --- Understanding --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Understood:
    """What was understood of one thing that the reader said: features, present or denied."""

    given: str
    features: tuple[tuple[Feature, bool], ...]


@dataclass(frozen=True, slots=True)
class _Hit:
    """A phrase found in a text: its feature, the words that it took, whether it says “no”."""

    feature: int
    taken: frozenset[int]
    negative: bool


def understand(knowledge: Knowledge, given: str) -> tuple[Understood, list[str]]:
    """Return the features in what the reader said, and the clauses that were not understood."""
    text = _plain(given)
    read = _read(knowledge, text)
    words, clauses = read.words, read.clauses
    hits = _hits(knowledge, read)
    denied = _denied(words, hits)
    apart = _apart(knowledge, words, hits)
    found: dict[int, bool] = {}
    for hit in hits:
        if any(hit.taken <= reached for reached in apart):
            continue
        present = hit.negative or not hit.taken & denied
        found[hit.feature] = found.get(hit.feature, False) or present
    for number in _of_age(knowledge, text):
        found.setdefault(number, True)
    for number in [number for number, present in found.items() if present]:
        found |= dict.fromkeys(_implied(knowledge, number), True)
    features = tuple((knowledge.features[number], present) for number, present in found.items())
    clear = {words[at].clause for hit in hits for at in hit.taken}
    unclear = [
        clause
        for number, clause in enumerate(clauses)
        if number not in clear
        and any(word.clause == number for word in words)
        and _age(clause) is None
    ]
    return Understood(given, features), unclear if clear or features else [given]


def _hits(knowledge: Knowledge, read: _Text) -> list[_Hit]:
    """Find phrases whose words all stand near each other, but none inside a longer one."""
    counts = Counter(phrase for stem in read.where for phrase in knowledge.places.get(stem, ()))
    hits = []
    for number, count in counts.items():
        phrase = knowledge.phrases[number]
        if count > phrase.count(" "):
            slots = phrase.split(" ")
            places = [
                [place for stem in slot.split("/") for place in read.where.get(stem, ())]
                for slot in slots
            ]
            if all(places) and (taken := _nearest(read.words, slots, places)):
                parts = re.split("[ _]", phrase)
                heads = {head for part in parts for head in (part, *knowledge.kin.get(part, ()))}
                negative = not DENYING.isdisjoint(heads)
                hits.append(_Hit(knowledge.owners[number], taken, negative))
    return [hit for hit in hits if not any(_inside(knowledge, hit, other) for other in hits)]


def _inside(knowledge: Knowledge, hit: _Hit, other: _Hit) -> bool:
    """Tell whether a phrase is only a piece of a longer one. A firm feature stands all the same."""
    special = other.negative or knowledge.features[other.feature].apart is not None
    return hit.taken < other.taken and (special or not knowledge.features[hit.feature].firm)


def _nearest(
    words: Sequence[_Word], slots: Sequence[str], places: Sequence[Sequence[range]]
) -> frozenset[int] | None:
    """Return the closest choice of words for a phrase within its reach, in one sentence.

    A phrase that says “no” is found in its own order only, and after “not” without a gap: “no dark
    urine” is not “no urine”. Of a word that is said very often, only the first few are tried.
    """
    in_order = any(denial in slots for denial in DENIALS)
    tight = slots.index("not") if "not" in slots[:-1] else None
    best: tuple[int, frozenset[int]] | None = None
    for choice in product(*(sorted(set(numbers), key=min)[:6] for numbers in places)):
        taken = frozenset(at for place in choice for at in place)
        size = sum(map(len, choice))
        if len(taken) < size or (in_order and list(choice) != sorted(choice, key=min)):
            continue
        if tight is not None and choice[tight + 1][0] > choice[tight][-1] + 1:
            continue
        first, last = min(taken), max(taken)
        span = last - first + 1
        reach = size + min(len(slots) - 1, 3) + (len(slots) == 2)
        same = words[first].sentence == words[last].sentence
        if same and span <= reach and (best is None or span < best[0]):
            best = span, taken
    return best[1] if best else None


def _denied(words: Sequence[_Word], hits: Sequence[_Hit]) -> set[int]:
    """Return the numbers of the words that stand under a “no”.

    A “no” reaches to the end of its clause, over the commas of a list that ends with “or”. A “not”
    or “cannot” that belongs to a phrase (“cannot walk”) reaches no further than the phrase.
    """
    owned = {at for hit in hits if hit.negative for at in hit.taken}
    denied: set[int] = set()
    for number, word in enumerate(words):
        if "denial" in word.stems and number not in owned:
            denied |= {at for at in range(number) if words[at].clause == word.clause}
        elif "not" in word.stems and (number not in owned or "no" in word.stems):
            after = [at for at in range(number, len(words)) if words[at].sentence == word.sentence]
            last = max(
                [word.clause, *(words[at].clause for at in after if "or" in words[at].stems)]
            )
            denied |= {at for at in after if words[at].clause <= last}
    return denied - owned


def _apart(
    knowledge: Knowledge, words: Sequence[_Word], hits: Sequence[_Hit]
) -> list[frozenset[int]]:
    """Return the numbers of the words that are not about the reader now (“my mother had …”)."""
    reached = []
    for hit in hits:
        reach = knowledge.features[hit.feature].apart
        if reach:
            clause = words[min(hit.taken)].clause
            first = min(hit.taken) if reach is Reach.REST else 0
            within = (at for at in range(first, len(words)) if words[at].clause == clause)
            reached.append(frozenset(within) - hit.taken)
    return reached


def _implied(knowledge: Knowledge, number: int) -> Iterator[int]:
    """Walk the features that are present because one is."""
    names = knowledge.features[number].implies
    for other, feature in enumerate(knowledge.features if names else ()):
        if feature.id in names:
            yield other
            yield from _implied(knowledge, other)


def _age(text: str) -> int | None:
    """Return the age in years that a text tells, in digits or in words."""
    text = _NUMBER.sub(_digits, text)
    told = _AGE.search(text)
    if told:
        return int(next(filter(None, told.groups())))
    return 0 if _BABY.search(text) else None


def _digits(found: re.Match[str]) -> str:
    """Return a number that was written as a word, in digits."""
    tens, unit, small = found.groups()
    if small:
        return str(_SMALL.index(small) + 1)
    return str((_TENS.index(tens) + 2) * 10 + (_SMALL.index(unit) + 1 if unit else 0))


def _of_age(knowledge: Knowledge, text: str) -> Iterator[int]:
    """Walk the features that the age in a text stands for."""
    year = _age(text)
    for number, feature in enumerate(knowledge.features):
        if feature.ages and year is not None and feature.ages[0] <= year <= feature.ages[1]:
            yield number
