"""The JSON Schemas: fresh, and true of the data files as an editor reads them."""

import json
import re
import subprocess
import sys

import jsonschema
import pytest
import yaml
from conftest import REPOSITORY


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


def test_the_schemas_are_fresh() -> None:
    """Running schema/generate.py changes nothing."""
    code = (
        "import sys; sys.path.insert(0, 'schema'); import generate;"
        "print(*[p.name for p, t in generate.files().items() if p.read_text('utf-8') != t])"
    )
    stale = subprocess.run(
        [sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )

    assert stale.stdout.split() == []


@pytest.mark.parametrize(
    "folder", sorted(path.name for path in (REPOSITORY / "data").iterdir() if path.is_dir())
)
def test_data_files_fit_their_schema(folder: str) -> None:
    """An editor that reads the schema of a data file has nothing to complain of."""
    for file in sorted((REPOSITORY / "data" / folder).glob("*.yaml")):
        text = file.read_text(encoding="utf-8")
        names = [
            line.rpartition("/")[2] for line in text.splitlines() if line.startswith("# yaml-lang")
        ]
        for name, document in zip(names, yaml.load_all(text, EditorLoader), strict=True):
            schema = json.loads((REPOSITORY / "schema" / name).read_text(encoding="utf-8"))
            faults = list(jsonschema.Draft202012Validator(schema).iter_errors(document))

            assert [fault.message for fault in faults] == [], file


def test_a_schema_refuses_what_the_program_refuses() -> None:
    """An unknown key and a claim without a source are refused by the schema too."""
    schema = json.loads((REPOSITORY / "schema" / "cause.json").read_text(encoding="utf-8"))
    text = (REPOSITORY / "data" / "causes" / "heat.yaml").read_text(encoding="utf-8")
    card = next(iter(yaml.load_all(text, EditorLoader)))
    checker = jsonschema.Draft202012Validator(schema)

    assert checker.is_valid(card)
    assert not checker.is_valid({**card, "colour": "red"})
    assert not checker.is_valid({**card, "summary": {"text": "No source.", "sources": []}})
