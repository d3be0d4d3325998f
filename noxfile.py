"""The matrix: Python versions, and the lowest and the newest allowed dependencies.

nox            everything
nox -s tests   the tests alone
"""

import re
from pathlib import Path

import nox

nox.options.default_venv_backend = "venv"
nox.options.error_on_missing_interpreters = False

PYTHONS = ["3.11", "3.12", "3.13"]


def lowest() -> list[str]:
    """Return the dependencies at the lowest versions that pyproject.toml allows."""
    declared = nox.project.load_toml("pyproject.toml")["project"]["dependencies"]
    names = [re.match(r"([a-z]+)>=([\d.]+)", each) for each in declared]
    return [f"{name[1]}=={name[2]}" for name in names if name]


@nox.session(python=PYTHONS)
@nox.parametrize("dependencies", ["newest", "lowest"])
def tests(session: nox.Session, dependencies: str) -> None:
    """Run the tests with the newest or the lowest allowed dependencies."""
    groups = nox.project.dependency_groups(nox.project.load_toml("pyproject.toml"), "test")
    session.install(*groups, "--editable", str(Path.cwd()))
    if dependencies == "lowest":
        session.install(*lowest())
    session.run("pytest", "-n", "auto", *session.posargs)
