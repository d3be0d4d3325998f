"""What the reader says becomes warning signs, an urgency and causes; nothing is misread or lost."""

import random

import msgspec
import pytest

from crampinfo.library import Library
from crampinfo.match import Answer, match, questions
from crampinfo.plaintext import printable
from crampinfo.records import Feature, FrequencyLevel, Tier, Trigger
from crampinfo.understand import Knowledge, compile_knowledge, understand


@pytest.fixture(scope="module")
def knowledge(library: Library) -> Knowledge:
    return compile_knowledge(library)


def features(answer: Answer) -> dict[str, bool]:
    """Return the features that were understood, and whether each is present."""
    return {
        feature.id: present for clear in answer.understood for feature, present in clear.features
    }


def causes(answer: Answer) -> list[str]:
    return [finding.id for finding in answer.causes]


def signs(answer: Answer) -> dict[str, Tier]:
    return {raised.sign: raised.tier for raised in answer.warnings}


# --- Understanding --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "feature"),
    [
        ("calf cramp at night", "cramp-wakes"),
        ("CRAMPS IN THE NIGHT", "cramp-wakes"),
        ("takes omeprazole", "takes-ppi"),
        ("takes Zocor", "takes-statin"),
        ("takes furosemide", "takes-water-tablet"),
        ("my left calf is swollen", "one-leg-swollen"),
        ("the calf of the left leg swells", "one-leg-swollen"),
        ("oedema of both legs", "both-legs-swollen"),
        ("edema of both legs", "both-legs-swollen"),
        ("diarrhea since Monday", "diarrhoea"),
        ("pins-and-needles in both feet", "both-feet-numb"),
        ("tea-coloured urine", "dark-urine"),
        ("tea-colored urine", "dark-urine"),
        ("diabeties", "has-diabetes"),
        ("pregnent", "pregnant"),
        ("can't walk", "cannot-walk"),
        ("unable to walk", "cannot-walk"),
        ("unable to move", "paralysed"),
        ("can hardly move", "cannot-walk"),
        ("stretching does not help", "stretch-no-help"),
        ("never smoked", "never-smoked"),
        ("no feeling in the feet", "numb-feet"),
    ],
)
def test_a_feature_is_understood_in_many_wordings(
    knowledge: Knowledge, said: str, feature: str
) -> None:
    """Case, order, endings, spelling of either side of the ocean and small slips do not matter."""
    assert features(match(knowledge, [said])).get(feature) is True


@pytest.mark.parametrize(
    ("said", "feature"),
    [
        ("no chest pain", "chest-pain"),
        ("denies chest pain", "chest-pain"),
        ("chest pain absent", "chest-pain"),
        ("without any chest pain", "chest-pain"),
        ("not at night", "at-night"),
        ("doesn't hurt at night", "at-night"),
        ("isn't swollen", "leg-swelling"),
        ("no redness, warmth or swelling", "warm-leg"),
        ("no fever, no dark urine", "dark-urine"),
        ("no dark urine", "dark-urine"),
        ("no numbness, tingling or weakness", "leg-weak"),
        ("no trouble breathing", "breathless"),
        ("worse walking rather than resting", "at-rest"),
    ],
)
def test_a_denied_feature_is_absent(knowledge: Knowledge, said: str, feature: str) -> None:
    """A “no” reaches over its clause and over a list; what it denies raises nothing."""
    answer = match(knowledge, [said])

    assert features(answer)[feature] is False
    assert answer.urgency is Tier.ROUTINE


@pytest.mark.parametrize(
    ("said", "feature"),
    [
        ("no fever, but chest pain", "chest-pain"),
        ("no fever; chest pain", "chest-pain"),
        ("chest pain, no fever", "chest-pain"),
        ("not only at night", "at-night"),
        ("swelling does not go away at night", "at-night"),
    ],
)
def test_a_denial_ends_where_its_clause_ends(knowledge: Knowledge, said: str, feature: str) -> None:
    """What stands before a “no”, or after the clause of it, is present."""
    assert features(match(knowledge, [said]))[feature] is True


@pytest.mark.parametrize(
    ("said", "feature"),
    [
        ("mother had varicose veins", "veins"),
        ("afraid of a clot", "previous-clot"),
        ("scan showed no clot", "previous-clot"),
        ("blood clot ruled out", "previous-clot"),
        ("swelling went down", "leg-swelling"),
        ("took a statin in the past", "takes-statin"),
        ("fell asleep", "injury"),
    ],
)
def test_a_word_inside_another_statement_does_not_count(
    knowledge: Knowledge, said: str, feature: str
) -> None:
    """What a relative had, what was feared or ruled out, and what is over, is not the reader's."""
    assert feature not in features(match(knowledge, [said]))


@pytest.mark.parametrize(
    ("said", "feature"),
    [
        ("aged 80", "over-60"),
        ("an 80-year-old man", "over-60"),
        ("62 F", "over-60"),
        ("in her 70s", "over-60"),
        ("aged 34", "young-adult"),
        ("boy aged 14", "teenager"),
        ("18 months old", "baby-or-toddler"),
        ("three-year-old", "baby-or-toddler"),
        ("I'm 24", "young-adult"),
        ("footballer, 24", "young-adult"),
        ("girl aged six", "baby-or-toddler"),
        ("he's eleven", "school-child"),
        ("seventy-two-year-old", "over-60"),
        ("my son 15 years", "teenager"),
        ("male 66", "over-60"),
        ("mid-50s", "middle-aged"),
    ],
)
def test_an_age_is_understood(knowledge: Knowledge, said: str, feature: str) -> None:
    assert features(match(knowledge, [said])).get(feature) is True


@pytest.mark.parametrize("said", ["for 3 years", "cramps for six months", "one leg", "8 tablets"])
def test_a_number_is_not_yet_an_age(knowledge: Knowledge, said: str) -> None:
    ages = {feature.id for feature in knowledge.features if feature.ages}

    assert not ages & features(match(knowledge, [said])).keys()


def test_what_was_only_thought_leaves_what_was_said_before_it(knowledge: Knowledge) -> None:
    """“Cramps that I put down to …” are cramps; what they were put down to is not."""
    found = features(match(knowledge, ["cramps in my calf that I put down to a blood clot"]))

    assert found["cramp"] is True
    assert "previous-clot" not in found


def test_what_is_not_understood_is_said(knowledge: Knowledge) -> None:
    """A whole feature, or a part of one, comes back in words."""
    answer = match(knowledge, ["purple elephants", "worse at night, green sofas"])

    assert answer.not_understood == ("purple elephants", "green sofas")


def test_one_thing_may_hold_several_features(knowledge: Knowledge) -> None:
    found = features(match(knowledge, ["cramps in one lower leg (left), worse at night"]))

    assert {"cramp", "one-side", "at-night"} <= found.keys()


@pytest.mark.parametrize(
    "said",
    [
        [],
        [""],
        ["   ", "\t\n"],
        ["🦵😭"],
        ["ساقي تؤلمني"],
        ["\u202eسق\u202c"],
        ["\x1b[2J\x00\x07"],
        ["'; DROP TABLE causes; --"],
        ['x" NEAR/2 y* ^z (('],
        ["purple elephants"],
    ],
)
def test_with_nothing_understood_there_is_no_urgency_and_no_cause(
    knowledge: Knowledge, said: list[str]
) -> None:
    answer = match(knowledge, said)

    assert (answer.urgency, answer.warnings, answer.causes) == (None, (), ())
    assert not answer.understood
    assert answer.not_understood == tuple(filter(None, map(printable, said)))


@pytest.mark.parametrize("word", ["cramp ", "no pain, ", "qxzzv ", "a" * 50, "leg pain at night. "])
def test_ten_kilobytes_are_answered(knowledge: Knowledge, word: str) -> None:
    answer = match(knowledge, [word * (10_000 // len(word))])

    assert answer.understood or answer.not_understood


def test_random_letters_are_answered(knowledge: Knowledge) -> None:
    """Nothing breaks the reading: seeded, so that a failure comes back."""
    letters = random.Random(7)
    alphabet = "abcdehilmnoprst ,.;:()-'0123456789éß/"
    for _ in range(50):
        match(knowledge, ["".join(letters.choices(alphabet, k=80))])


# --- Urgency --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "sign", "tier"),
    [
        (["muscle pain", "dark urine"], "rhabdomyolysis", Tier.EMERGENCY),
        (["one leg swollen"], "dvt", Tier.URGENT),
        (["one leg swollen", "short of breath"], "clot-lung", Tier.EMERGENCY),
        (["chest pain"], "any-emergency", Tier.EMERGENCY),
        (["collapsed"], "any-emergency", Tier.EMERGENCY),
        (["leg hugely swollen", "dark purple"], "dark-swollen-leg", Tier.EMERGENCY),
        (["weakness spreading up both legs"], "guillain-barre", Tier.EMERGENCY),
        (["weak in all arms and legs", "eats liquorice"], "potassium-heart", Tier.EMERGENCY),
        (["shins swollen and tense", "severe pain", "foot drop"], "compartment", Tier.EMERGENCY),
        (["sudden leg pain", "foot cold and white"], "cold-leg", Tier.EMERGENCY),
        (["back pain", "numb between the legs"], "cauda-equina", Tier.EMERGENCY),
        (["jaw is stiff"], "tetanus", Tier.EMERGENCY),
        (["cramp in my foot, 25 minutes now"], "ten-minutes", Tier.URGENT),
        (["takes atorvastatin", "new muscle pain"], "statin-muscle", Tier.URGENT),
        (["pain in one calf for days", "does not go away"], "dvt", Tier.URGENT),
        (["32 weeks pregnant", "left leg swollen"], "pregnancy-leg", Tier.URGENT),
        (["diabetes", "wound on the foot"], "diabetic-foot", Tier.URGENT),
        (["boy aged 12", "limps", "knee pain"], "child-hip", Tier.URGENT),
        (["took ciprofloxacin", "heel pain"], "fluoroquinolone", Tier.URGENT),
        (["slurred speech for months", "weak hands"], "weak-twitch", Tier.URGENT),
        (["leg cramps every night"], "frequent", Tier.ROUTINE),
    ],
)
def test_section_7_decides_the_urgency(
    knowledge: Knowledge, said: list[str], sign: str, tier: Tier
) -> None:
    answer = match(knowledge, said)

    assert signs(answer)[sign] is tier
    assert answer.urgency == min(signs(answer).values(), key=list(Tier).index)


@pytest.mark.parametrize(
    "said",
    [
        ["weak on the left since a stroke ten years ago", "cramps in the left calf"],
        ["three months of weak, aching muscles", "put on weight", "feels the cold"],
        ["fainted years ago", "calf cramps at night"],
        ["palpitations years ago", "calf cramps at night"],
        ["feet white in the cold each winter", "calf cramps"],
        ["worse in cold wet weather", "legs ache"],
        ["standing more than 10 minutes hurts my legs", "sitting down helps"],
        ["numb down the leg", "back pain for months"],
        ["cramps do not wake me"],
        ["can't stand the cold", "weak tea and dry toast"],
        ["takes all his tablets at night", "foot cramps"],
    ],
)
def test_what_is_past_or_only_sounds_alike_is_no_emergency(
    knowledge: Knowledge, said: list[str]
) -> None:
    """A text of months or years ago raises no sign of something new; a word needs its place."""
    assert match(knowledge, said).urgency is not Tier.EMERGENCY


@pytest.mark.parametrize(
    ("said", "sign"),
    [
        (["cramps for years, but since this morning both legs are paralysed"], "any-emergency"),
        (["back pain for years", "numb between my legs"], "cauda-equina"),
        (["diabetes for 20 years", "foot suddenly white and cold"], "cold-leg"),
        (["prostate cancer three years ago", "back pain", "legs weak"], "spinal-cord-cancer"),
        (["chest pain every time I breathe in"], "any-emergency"),
        (["coughing blood on and off", "calf pain"], "clot-lung"),
        (["short of breath on the stairs", "sore calf for a week"], "clot-lung"),
        (["woke up unable to move arms and legs"], "potassium-heart"),
        (["can't open my mouth properly"], "tetanus"),
        (
            ["my daughter, 15", "flu for two days, aches all over", "a rash has come"],
            "child-unwell",
        ),
        (["sciatica", "can't tell when I've peed"], "cauda-equina"),
        (["leg in plaster, cast feels too tight", "pain getting worse"], "compartment"),
        (["came off prednisolone last week", "vomiting and weak"], "adrenal-crisis"),
    ],
)
def test_a_long_story_does_not_hide_an_emergency(
    knowledge: Knowledge, said: list[str], sign: str
) -> None:
    """A sudden change counts, an old illness counts, and lay words count."""
    assert signs(match(knowledge, said))[sign] is Tier.EMERGENCY


def test_signs_stand_in_order_of_urgency_and_say_why(knowledge: Knowledge) -> None:
    answer = match(knowledge, ["leg cramps every night", "one leg swollen", "chest pain"])
    tiers = [raised.tier for raised in answer.warnings]

    assert tiers == sorted(tiers, key=list(Tier).index)
    assert next(r for r in answer.warnings if r.sign == "dvt").because == ("one leg swollen",)


@pytest.mark.parametrize(
    "said",
    [
        ["woman aged 72", "calf cramps at night", "over in a minute", "otherwise well"],
        ["calf pain when walking uphill", "goes when he rests", "smoker"],
        ["fit and healthy", "cramps when running"],
        ["urge to move the legs in the evening"],
        ["calf cramp after football", "gone in two minutes"],
        ["cramps after a long flight, both calves, gone in a minute"],
        ["had a blood clot in 2010", "now cramps in both calves at night"],
        ["had chemo five years ago", "feet numb since"],
        ["my gran had a stroke", "I have night cramps"],
        ["fear I have ALS", "muscles twitch", "not weak"],
        ["a long car trip", "calf rock hard for a minute"],
        ["legs ache after standing", "better with feet up"],
    ],
)
def test_an_ordinary_story_is_no_emergency(knowledge: Knowledge, said: list[str]) -> None:
    assert match(knowledge, said).urgency is Tier.ROUTINE


# --- Causes ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "first"),
    [
        (["woman aged 72", "calf cramps at night", "wakes me", "otherwise well"], "night-cramps"),
        (["urge to move the legs", "evening", "better moving"], "restless-legs"),
        (["calf pain walking", "stops when he rests", "smoker"], "artery-disease"),
        (["legs hurt walking", "better bending forward"], "spinal-stenosis"),
        (["one calf swollen", "warm", "long flight"], "dvt"),
        (["32 weeks pregnant", "calf cramps"], "pregnancy"),
        (["takes tamoxifen", "leg cramps"], "medicines"),
        (["calf cramp after football", "gone in two minutes"], "exercise"),
        (["cramps", "muscles getting thinner", "weak grip"], "motor-neurone-disease"),
        (["felt a pop in the calf", "bruise", "playing tennis"], "calf-tear"),
        (["back pain", "numb between the legs", "cannot pee"], "cauda-equina"),
        (["tingling spreading up both legs", "stomach bug two weeks ago"], "guillain-barre"),
        (["girl aged 4", "fever", "leg pain", "purple spots that do not fade"], "meningitis"),
        (["had breast cancer", "back pain", "legs weak"], "spinal-cord-cancer"),
    ],
)
def test_the_textbook_story_finds_its_cause(
    knowledge: Knowledge, said: list[str], first: str
) -> None:
    assert causes(match(knowledge, said))[0] == first


def test_a_score_is_the_sum_that_it_shows(knowledge: Knowledge) -> None:
    """Every cause shows its summands, and a reason to be there."""
    answer = match(
        knowledge, ["calf cramps at night", "numb feet", "no swelling", "takes a statin"]
    )

    for finding in answer.causes:
        assert finding.score == sum(summand.points for summand in finding.summands)
        assert finding.because
    assert [f.score for f in answer.causes] == sorted(
        (f.score for f in answer.causes), reverse=True
    )


def test_an_emergency_sign_speaks_as_a_telling_clue_and_another_as_a_useful_one(
    knowledge: Knowledge,
) -> None:
    emergency = match(knowledge, ["back pain", "numb between the legs"])
    urgent = match(knowledge, ["pain in one calf for days", "does not go away"])

    levels = {
        summand.what: summand.level
        for answer in (emergency, urgent)
        for finding in answer.causes
        for summand in finding.summands
    }
    assert levels["the warning sign cauda-equina"] == "telling"
    assert levels["the warning sign dvt"] == "useful"


def test_slight_clues_alone_do_not_stand_beside_good_ones(knowledge: Knowledge) -> None:
    answer = match(knowledge, ["woman aged 68", "worse at night", "takes omeprazole"])

    for finding in answer.causes:
        assert {summand.level for summand in finding.summands} & {"telling", "useful"}


def test_a_clue_may_speak_against(knowledge: Knowledge) -> None:
    plain = match(knowledge, ["cramps wake me at night"])
    weak = match(knowledge, ["cramps wake me at night", "muscles getting thinner"])
    before = {finding.id: finding.score for finding in plain.causes}
    after = {finding.id: finding for finding in weak.causes}

    assert after["night-cramps"].score < before["night-cramps"]
    assert after["night-cramps"].against == ("muscles getting thinner",)


def test_a_denied_telling_clue_counts_against(knowledge: Knowledge) -> None:
    said = ["burning feet", "numb toes", "diabetes"]
    score = {f.id: f.score for f in match(knowledge, said).causes}
    denied = {f.id: f.score for f in match(knowledge, [*said[:2], "no diabetes"]).causes}

    assert denied.get("diabetes", 0) < score["diabetes"]


@pytest.mark.parametrize(
    ("person", "left_out"),
    [
        ("woman aged 71", {"pregnancy", "children", "growing-pains", "slipped-hip", "flu-calves"}),
        ("man aged 24", {"pregnancy", "children", "growing-pains"}),
        ("boy aged 6", {"pregnancy", "artery-disease", "spinal-stenosis", "polymyalgia"}),
    ],
)
def test_who_it_is_leaves_out_what_it_cannot_be(
    knowledge: Knowledge, person: str, left_out: set[str]
) -> None:
    said = [person, "calf cramps wake me at night", "go when I stretch", "legs ache in the evening"]

    assert not left_out & set(causes(match(knowledge, said)))


def test_a_question_tells_neighbours_apart(knowledge: Knowledge) -> None:
    """It asks for what was not said, and what is telling for the one and not for the other."""
    answer = match(knowledge, ["leg pain when walking", "aged 70"])
    first, second = answer.causes[:2]

    assert first.tell_apart and first.tell_apart.question
    assert first.id in first.tell_apart.points.telling
    assert second.id not in first.tell_apart.points.telling
    assert first.tell_apart.id not in features(answer)


def test_the_order_of_what_is_said_does_not_matter(knowledge: Knowledge) -> None:
    said = ["woman aged 68", "worse at night", "takes omeprazole", "cramps in the hands"]

    assert causes(match(knowledge, said)) == causes(match(knowledge, said[::-1]))


# --- Asking ---------------------------------------------------------------------------------------


def test_the_interview_is_short_and_asks_for_emergencies_first(knowledge: Knowledge) -> None:
    asked = questions(knowledge)
    emergencies = [question.emergency for question in asked]

    assert 0 < len(asked) <= 12
    assert emergencies == sorted(emergencies, reverse=True)
    assert all(question.text.endswith("?") for question in asked)


def test_answers_of_the_interview_are_understood(knowledge: Knowledge) -> None:
    """A yes is that feature, present; a no is that feature, absent; an emergency is one."""
    for question in questions(knowledge):
        yes, no = match(knowledge, [question.yes]), match(knowledge, [question.no])

        assert features(yes)[question.feature] is True, question
        assert features(no)[question.feature] is False, question
        assert not question.emergency or yes.urgency is Tier.EMERGENCY, question


# --- The data -------------------------------------------------------------------------------------


def test_every_link_of_features_and_triggers_holds(knowledge: Knowledge) -> None:
    names = [feature.id for feature in knowledge.features]
    topics = {topic.id for topic in knowledge.topics}

    assert len(names) == len(set(names))
    for feature in knowledge.features:
        assert _spoken_for(feature) | set(feature.against) <= topics, feature.id
        assert set(feature.implies) <= set(names), feature.id
    for trigger in knowledge.triggers:
        assert _needed(trigger) | set(trigger.unless) <= set(names), trigger.sign
        assert trigger.sign in knowledge.tiers
    assert {step.level for step in knowledge.rules.commonness} == set(FrequencyLevel)


def test_every_cause_and_every_sign_can_be_reached(knowledge: Knowledge) -> None:
    spoken_for = set().union(*map(_spoken_for, knowledge.features))

    assert spoken_for == {topic.id for topic in knowledge.topics}
    assert {trigger.sign for trigger in knowledge.triggers} == knowledge.tiers.keys()


def test_every_phrase_is_understood_as_its_feature(library: Library, knowledge: Knowledge) -> None:
    """One that another swallows, or that a “no” in it turns round, would never be heard."""
    for facet in library.features.cards():
        for feature in facet.features:
            for phrase in filter(None, map(str.strip, feature.phrases.split(";"))):
                said = " ".join(word.split("/")[0] for word in phrase.split()).replace("_", " ")
                clear, _ = understand(knowledge, said)

                assert (feature.id, True) in {
                    (found.id, is_so) for found, is_so in clear.features
                }, said


def test_every_linked_medicine_is_understood(library: Library, knowledge: Knowledge) -> None:
    """Names come from data/medicines/: each generic and each brand there is some feature."""
    linked = {
        name for facet in library.features.cards() for f in facet.features for name in f.medicines
    }
    for medicine in library.medicines.cards():
        if medicine.id in linked:
            for name in (*medicine.generics, *medicine.brands_us, *medicine.brands_uk):
                assert match(knowledge, [f"takes {name}"]).understood, name


def test_the_compiled_knowledge_answers_the_same(knowledge: Knowledge) -> None:
    """What a wheel carries is what the YAML says."""
    again = msgspec.json.decode(msgspec.json.encode(knowledge), type=Knowledge)

    assert again == knowledge


def _spoken_for(feature: Feature) -> set[str]:
    return {*feature.points.telling, *feature.points.useful, *feature.points.slight}


def _needed(trigger: Trigger) -> set[str]:
    return {name for names in trigger.each for name in names}
