"""What goes with the program: versions, dates, checks and promises that stand in several places."""

import re
import tomllib

import yaml
from conftest import REPOSITORY

from crampinfo import __version__

PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
HOOKS = yaml.safe_load((REPOSITORY / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
WORKFLOW = yaml.safe_load((REPOSITORY / ".github/workflows/check.yml").read_text(encoding="utf-8"))
CITATION = yaml.safe_load((REPOSITORY / "CITATION.cff").read_text(encoding="utf-8"))
README = (REPOSITORY / "README.md").read_text(encoding="utf-8")


def test_version_and_day_are_the_same_everywhere() -> None:
    """The newest entry of the changes is this version, and the citation names its day."""
    changes = (REPOSITORY / "CHANGELOG.md").read_text(encoding="utf-8")
    entries = re.findall(r"^## (\S+) – (\d{4}-\d\d-\d\d)$", changes, re.MULTILINE)

    assert entries[0] == (__version__, CITATION["date-released"])
    assert len(entries) == len(re.findall(r"^## ", changes, re.MULTILINE))
    assert CITATION["version"] == __version__


def test_the_hooks_check_what_check_checks() -> None:
    """Whoever commits with the hooks is not surprised later."""
    check = (REPOSITORY / "check").read_text(encoding="utf-8")
    entries = {hook["entry"] for hook in HOOKS["repos"][0]["hooks"]}
    steps = re.findall(r"^(\.venv/bin/python -m (?!pip ).*?)(?: \"\$@\")?$", check, re.MULTILINE)

    assert len(steps) == 4
    assert set(steps) <= entries


def test_every_promised_python_is_tested() -> None:
    """What the classifiers and the README claim is in the matrix, and Linux alone is claimed."""
    claimed = re.findall(r"Python :: (3\.\d+)", " ".join(PROJECT["project"]["classifiers"]))
    systems = re.findall(r"Operating System :: (.*)", "\n".join(PROJECT["project"]["classifiers"]))
    matrix = WORKFLOW["jobs"]["tests"]["strategy"]["matrix"]
    noxfile = (REPOSITORY / "noxfile.py").read_text(encoding="utf-8")

    assert f"Python {claimed[0]} to {claimed[-1]}" in README
    assert PROJECT["project"]["requires-python"] == f">={claimed[0]}"
    assert set(claimed) <= set(matrix["python"])
    assert str(matrix["python"]).replace("'", '"') in noxfile
    assert systems == ["POSIX :: Linux"]


def test_every_direct_dependency_is_held_by_the_constraints() -> None:
    """`./check` installs what it installed the last time, until the constraints are renewed."""
    lines = (REPOSITORY / "constraints.txt").read_text(encoding="utf-8").splitlines()
    held = {re.sub("[-_.]+", "-", line.partition("==")[0]).lower() for line in lines}
    groups = PROJECT["dependency-groups"]
    groups = [each for name in ("dev", "lint", "test", "package") for each in groups[name]]
    wanted = [*PROJECT["project"]["dependencies"], *(each for each in groups if str(each) == each)]

    assert {re.split(r"[<>=]", each)[0].lower() for each in wanted} <= held
    assert all(re.fullmatch(r"#.*|[\w.-]+==[\w.]+", line) for line in lines)


def test_the_files_that_two_people_must_read_are_there() -> None:
    """What says how fast a reader needs help: no owner is given for a file that has moved."""
    owned = re.findall(r"/(data/\S+)", (REPOSITORY / ".github/CODEOWNERS").read_text("utf-8"))

    assert len(owned) == 3
    assert all((REPOSITORY / each).exists() for each in owned)
