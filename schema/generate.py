"""Write the JSON Schemas: of the data files, for editors, and of the JSON answers, for programs.

python schema/generate.py
"""

import json
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct, defstruct

from crampinfo import records as r
from crampinfo.names import Topic

HERE = Path(__file__).parent
ANSWERS = HERE.parent / "docs" / "answers.schema.json"

# The schema of each document of a data file, by the name in its first line.
DOCUMENTS: dict[str, type[Struct]] = {
    "cause": r.CauseCard,
    "cause-article": r.Article,
    "mimic": r.MimicCard,
    "mimic-article": r.Article,
    "measure": r.MeasureCard,
    "measure-article": r.MeasureArticle,
    "medicine": r.Medicine,
    "warning-sign": r.WarningSign,
    "group": r.Group,
    "basics": r.Basics,
    "screen": r.FirstScreen,
    "source": r.Source,
    "facet": r.Facet,
    "triggers": r.Triggers,
    "matching": r.Matching,
}


def _joined(name: str, *parts: type[Struct], extra: list[Any] | None = None) -> type[Struct]:
    """Return one record with the keys of several: a card and its article in one object."""
    fields: dict[str, Any] = {}
    for part in parts:
        for each in msgspec.structs.fields(part):
            fields[each.encode_name] = each.type
    listed = [*(extra or []), *fields.items()]
    return defstruct(name, listed, kw_only=True, forbid_unknown_fields=True)


Cause = _joined("Cause", r.CauseCard, r.Article, extra=[("kind", str)])
Mimic = _joined("Mimic", r.MimicCard, r.Article, extra=[("kind", str)])
Measure = _joined("Measure", r.MeasureCard, r.MeasureArticle)


class Answer(Struct, kw_only=True, forbid_unknown_fields=True):
    """What every answer holds."""

    schema_version: int
    page: str
    disclaimer: str


class Command(Struct, forbid_unknown_fields=True):
    """A command, and what it answers."""

    command: str
    text: str


class Home(Answer, kw_only=True, forbid_unknown_fields=True):
    """`crampinfo`."""

    commands: list[Command]


class ListedCause(Struct, forbid_unknown_fields=True):
    """A cause in a list."""

    id: str
    name: str
    aliases: list[str]
    category: r.Category
    summary: str
    strength: r.StrengthLevel
    frequency: r.FrequencyLevel


class ListedMimic(Struct, forbid_unknown_fields=True):
    """A mimic in a list."""

    id: str
    name: str
    aliases: list[str]
    summary: str


class Causes(Answer, kw_only=True, forbid_unknown_fields=True):
    """`crampinfo causes`."""

    category: r.Category | None
    causes: list[ListedCause]
    mimics: list[ListedMimic]


class OneCause(Answer, kw_only=True, forbid_unknown_fields=True):
    """`crampinfo cause NAME`. A mimic has no category, strength or `unlike`."""

    cause: Any
    warnings: list[r.WarningSign]
    sources: list[r.Source]


class Relief(Answer, kw_only=True, forbid_unknown_fields=True):
    """`crampinfo relief …`."""

    group: r.Group | None
    measures: list[Any]
    warnings: list[r.WarningSign]
    sources: list[r.Source]


class Warnings(Answer, kw_only=True, forbid_unknown_fields=True):
    """`crampinfo warnings …`."""

    warnings: list[r.WarningSign]
    sources: list[r.Source]


class Medicines(Answer, kw_only=True, forbid_unknown_fields=True):
    """`crampinfo medicines …`."""

    medicines: list[r.Medicine]
    warnings: list[r.WarningSign]
    sources: list[r.Source]


class Choices(Answer, kw_only=True, forbid_unknown_fields=True):
    """A name that belongs to several records."""

    given: str
    choices: list[Topic]


class Found(Struct, forbid_unknown_fields=True):
    """A record that fits a search."""

    kind: str
    id: str
    name: str
    aliases: list[str]
    summary: str
    command: str
    score: float


class Search(Answer, kw_only=True, forbid_unknown_fields=True):
    """`crampinfo search WORDS…`."""

    query: str
    results: list[Found]
    suggestions: list[str]


class Cramp(Answer, kw_only=True, forbid_unknown_fields=True):
    """`crampinfo cramp`."""

    cramp: r.Basics
    sources: list[r.Source]


class Sources(Answer, kw_only=True, forbid_unknown_fields=True):
    """`crampinfo sources …`."""

    sources: list[Any]


class GradeMeaning(Struct, forbid_unknown_fields=True):
    """An evidence grade, and what it means."""

    grade: r.Grade
    meaning: str


class About(Answer, kw_only=True, forbid_unknown_fields=True):
    """`crampinfo about`. `library` counts the files of each folder."""

    made: list[str]
    grades: list[GradeMeaning]
    privacy: list[str]
    errors: list[str]
    library: dict[str, int]


class Understood(Struct, forbid_unknown_fields=True):
    """A feature that was understood, and whether it is there or denied."""

    id: str
    name: str
    present: bool


class Given(Struct, forbid_unknown_fields=True):
    """What was typed, and what was understood of it."""

    given: str
    features: list[Understood]


class MatchedSign(Struct, forbid_unknown_fields=True):
    """A warning sign that was raised, and by what."""

    id: str
    name: str
    tier: r.Tier
    act: str
    because: list[str]


class Summand(Struct, forbid_unknown_fields=True):
    """One part of a score."""

    text: str
    points: int


class MatchedCause(Struct, forbid_unknown_fields=True):
    """A cause or a mimic worth raising, and what speaks for and against it."""

    kind: str
    id: str
    name: str
    aliases: list[str]
    score: int
    because: list[str]
    against: list[str]
    tell_apart: str | None
    explanation: list[Summand]


class Match(Answer, kw_only=True, forbid_unknown_fields=True):
    """`crampinfo match FEATURE…`. `urgency` is null when nothing was understood."""

    given: list[str]
    understood: list[Given]
    not_understood: list[str]
    urgency: r.Tier | None
    warnings: list[MatchedSign]
    causes: list[MatchedCause]


class Citation(Struct, forbid_unknown_fields=True):
    """A statement that rests on a source, and the command that shows it."""

    command: str
    text: str


CitedSource = _joined("CitedSource", r.Source, extra=[("cited_by", list[Citation])])

PAGES: dict[str, type[Struct]] = {
    "home": Home,
    "causes": Causes,
    "cause": OneCause,
    "relief": Relief,
    "warnings": Warnings,
    "medicines": Medicines,
    "choices": Choices,
    "search": Search,
    "match": Match,
    "cramp": Cramp,
    "sources": Sources,
    "about": About,
}


def document_schema(shape: type[Struct]) -> dict[str, Any]:
    """Return the JSON Schema of one document of a data file."""
    schema = _ordered(msgspec.json.schema(shape))
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _ordered(schema: Any) -> Any:
    """Put null last among alternatives: msgspec's own order changes from run to run."""
    if isinstance(schema, dict):
        ordered = {key: _ordered(value) for key, value in schema.items()}
        if "anyOf" in ordered:
            ordered["anyOf"].sort(key=lambda each: each == {"type": "null"})
        return ordered
    return [_ordered(item) for item in schema] if isinstance(schema, list) else schema


def answers_schema() -> dict[str, Any]:
    """Return the JSON Schema of every JSON answer: which it is, its key `page` says."""
    shapes = [*PAGES.values(), Cause, Mimic, Measure, CitedSource]
    _, parts = msgspec.json.schema_components(shapes, ref_template="#/$defs/{name}")
    either = [{"$ref": "#/$defs/Cause"}, {"$ref": "#/$defs/Mimic"}]
    parts["OneCause"]["properties"]["cause"] = {"anyOf": either}
    parts["Relief"]["properties"]["measures"]["items"] = {"$ref": "#/$defs/Measure"}
    parts["Sources"]["properties"]["sources"]["items"] = {"$ref": "#/$defs/CitedSource"}
    for page, shape in PAGES.items():
        parts[shape.__name__]["properties"]["page"] = {"const": page}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "crampinfo: the JSON answers, schema version 1",
        "oneOf": [{"$ref": f"#/$defs/{shape.__name__}"} for shape in PAGES.values()],
        "$defs": _ordered(parts),
    }


def files() -> dict[Path, str]:
    """Return every generated file and its text."""
    schemas = {HERE / f"{name}.json": document_schema(shape) for name, shape in DOCUMENTS.items()}
    schemas[ANSWERS] = answers_schema()
    return {
        path: json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        for path, schema in schemas.items()
    }


def main() -> None:
    """Write every generated file."""
    for path, text in files().items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
