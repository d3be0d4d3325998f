"""Write the JSON Schemas: of the data files, for editors, and of the JSON answers, for programs.

python schema/generate.py
"""

import json
from functools import reduce
from inspect import cleandoc
from operator import or_
from pathlib import Path
from typing import Any

import msgspec
from msgspec import NODEFAULT, Struct, defstruct
from msgspec.structs import fields

from crampinfo import answers
from crampinfo.library import basics, poses, records

HERE = Path(__file__).parent
ANSWERS = HERE.parent / "docs" / "answers.schema.json"


def article(card: type[Struct], full: type[Struct]) -> type[Struct]:
    """Return what a file's second document holds: what its card lacks, and words for search."""
    known = {field.name for field in fields(card)} - {"words"}
    rest = [field for field in fields(full) if field.name not in known]
    return defstruct(
        f"{full.__name__}Article",
        [
            (each.name, each.type, *(() if each.default is NODEFAULT else (each.default,)))
            for each in rest
        ],
        kw_only=True,
        forbid_unknown_fields=True,
        namespace={"__doc__": f"The second document of a file. {full.__doc__}"},
    )


# The shape of each document of a data file, by the name of its schema in the document's first line.
DOCUMENTS: dict[str, type[Struct]] = {
    "cause": records.CauseCard,
    "cause-article": article(records.CauseCard, records.Cause),
    "lookalike": records.LookAlikeCard,
    "lookalike-article": article(records.LookAlikeCard, records.LookAlike),
    "remedy": records.RemedyCard,
    "remedy-article": article(records.RemedyCard, records.Remedy),
    "medicine": records.Medicine,
    "warning-sign": records.WarningSign,
    "group": records.Group,
    "basics": basics.Basics,
    "about": basics.About,
    "tiers": basics.Tiers,
    "first-screen": basics.FirstScreen,
    "sheet": basics.Sheet,
    "search": basics.SearchWords,
    "figure": poses.Figure,
    "routine": poses.Routine,
    "source": records.Source,
}


def answers_schema() -> dict[str, Any]:
    """Return the schema of every JSON answer. All keys are always there; more may be added."""
    schema = msgspec.json.schema(reduce(or_, answers.Answer.__subclasses__()))
    for part in schema["$defs"].values():
        if "properties" in part:
            part["required"] = list(part["properties"])
            part.pop("additionalProperties", None)
    title = f"crampinfo: the JSON answers, schema version {answers.SCHEMA_VERSION}"
    return {"title": title, **schema}


def files() -> dict[Path, str]:
    """Return every generated file and its text."""
    schemas = {HERE / f"{name}.json": msgspec.json.schema(each) for name, each in DOCUMENTS.items()}
    schemas[ANSWERS] = answers_schema()
    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return {
        path: json.dumps(dialect | _ordered(schema), indent=2, ensure_ascii=False) + "\n"
        for path, schema in schemas.items()
    }


def _ordered(schema: Any) -> Any:
    """Put null last among alternatives, and take the indentation out of descriptions.

    Both are not the same in each run of msgspec, or in each version of Python.
    """
    if isinstance(schema, list):
        return [_ordered(item) for item in schema]
    if not isinstance(schema, dict):
        return cleandoc(schema) if isinstance(schema, str) else schema
    ordered = {key: _ordered(value) for key, value in schema.items()}
    if isinstance(ordered.get("anyOf"), list):
        ordered["anyOf"].sort(key=lambda each: each == {"type": "null"})
    return ordered


if __name__ == "__main__":
    for path, text in files().items():
        path.write_text(text, encoding="utf-8")
