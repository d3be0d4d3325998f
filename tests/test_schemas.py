"""The JSON Schemas: fresh, and true of the data files as an editor reads them."""

import json
import re
import runpy
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from conftest import REPOSITORY

SCHEMAS = {path.name: path for path in (REPOSITORY / "schema").glob("*.json")}
FOLDERS = sorted(path for path in (REPOSITORY / "data").iterdir() if path.is_dir())


class EditorLoader(yaml.SafeLoader):
    """Reads YAML 1.2 as editors do: `no` and a date are text."""


EditorLoader.yaml_implicit_resolvers = {
    first: [
        (tag, pattern) for tag, pattern in resolvers if "timestamp" not in tag and "bool" not in tag
    ]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
EditorLoader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), ["t", "f"]
)


def schema(name: str) -> Any:
    return json.loads(SCHEMAS[name].read_text(encoding="utf-8"))


def checker(name: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(schema(name))


def documents(file: Path) -> list[tuple[str, Any]]:
    """Return each document of a data file with the name of the schema in its first line."""
    parts = file.read_text(encoding="utf-8").split("\n---\n")
    names = [
        re.match(r"# yaml-language-server: \$schema=\.\./\.\./schema/(.*)\n", p) for p in parts
    ]
    return [
        (name[1] if name else "", yaml.load(p, EditorLoader))
        for name, p in zip(names, parts, strict=True)
    ]


def test_the_schemas_are_fresh() -> None:
    """Running schema/generate.py changes nothing, and no schema of another day is left over."""
    made = runpy.run_path(str(REPOSITORY / "schema" / "generate.py"))["files"]()

    assert [path.name for path, text in made.items() if path.read_text("utf-8") != text] == []
    assert {path.name for path in made} == {*SCHEMAS, "answers.schema.json"}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_data_files_fit_the_schema_that_they_name(folder: Path) -> None:
    """An editor that reads the schema of a document has nothing to complain of."""
    for file in sorted(folder.glob("*.yaml")):
        for name, document in documents(file):
            faults = [fault.message[:300] for fault in checker(name).iter_errors(document)]

            assert faults == [], file


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_refuses_what_the_program_refuses(name: str) -> None:
    """A misspelt key and a missing one are refused by the schema too."""
    checked = checker(name)
    shape = next(iter(schema(name)["$defs"].values()))
    files = [file for folder in FOLDERS for file in folder.glob("*.yaml")]
    sound = next(found for file in files for used, found in documents(file) if used == name)

    assert checked.is_valid(sound)
    assert not checked.is_valid({**sound, "colour": "red"})
    for key in shape["required"]:
        assert not checked.is_valid({other: sound[other] for other in sound if other != key}), key


def test_a_schema_refuses_a_claim_without_a_source() -> None:
    """What the program takes for granted, an editor tells while it is typed."""
    (_, card), (_, article) = documents(REPOSITORY / "data" / "causes" / "heat.yaml")
    unfounded = {"text": "It is so.", "sources": []}

    assert not checker("cause.json").is_valid({**card, "summary": unfounded})
    assert not checker("cause-article.json").is_valid({**article, "about": [unfounded]})
