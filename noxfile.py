"""The matrix, and what takes longer than ./check.

nox             the tests on every Python here, then attack, coverage and package
nox -s tests    one of them; so too lock, licences, site, mutants
"""

import re
import shutil
from pathlib import Path

import nox

nox.options.default_venv_backend = "venv"
nox.options.error_on_missing_interpreters = False
nox.options.sessions = ["tests", "attack", "coverage", "package"]

PYTHONS = ["3.11", "3.12", "3.13", "3.14"]
PROJECT = nox.project.load_toml("pyproject.toml")


def lowest() -> list[str]:
    """Return the dependencies at the lowest versions that pyproject.toml allows."""
    declared = PROJECT["project"]["dependencies"]
    names = [re.match(r"([a-z]+)>=([\d.]+)", each) for each in declared]
    return [f"{name[1]}=={name[2]}" for name in names if name]


def install(session: nox.Session, group: str, *, held: bool = True) -> None:
    """Install a group of dependencies and the program, at the versions of ./check or the newest."""
    groups = nox.project.dependency_groups(PROJECT, group)
    held_by = ["--constraint", "constraints.txt"] if held else []
    session.install(*held_by, *groups, "--editable", str(Path.cwd()))


@nox.session(python=PYTHONS)
@nox.parametrize("dependencies", ["newest", "lowest"])
def tests(session: nox.Session, dependencies: str) -> None:
    """Run the tests with the newest or the lowest allowed dependencies."""
    if dependencies == "lowest" and session.python == "3.14":
        session.skip("the lowest versions have no wheels for 3.14")
    install(session, "test", held=False)
    if dependencies == "lowest":
        session.install(*lowest())
    session.run("pytest", "-n", "auto", *session.posargs)


@nox.session
def attack(session: nox.Session) -> None:
    """Run the tests that try to break it: some minutes. docs/trust.md has the figures."""
    install(session, "test")
    session.run("pytest", "-n", "auto", "tests/attack", *session.posargs)


@nox.session
def coverage(session: nox.Session) -> None:
    """Measure which branches the tests run, in this process and in those that they start."""
    install(session, "dev")
    session.run("coverage", "erase")
    session.run("coverage", "run", "-m", "pytest", "-n", "auto", *session.posargs)
    session.run("coverage", "combine", "--quiet")
    session.run("coverage", "report")


@nox.session
def package(session: nox.Session) -> None:
    """Build sdist and wheel into dist/, and check them as the registry would."""
    install(session, "package")
    for old in Path("dist").glob("crampinfo-*"):
        old.unlink()
    session.run("python", "-m", "build", "--no-isolation")
    made = sorted(map(str, Path("dist").glob("crampinfo-*")))
    session.run("check-wheel-contents", *(file for file in made if file.endswith(".whl")))
    session.run("twine", "check", "--strict", *made)


@nox.session
def lock(session: nox.Session) -> None:
    """Renew constraints.txt: the newest versions that go together."""
    install(session, "dev", held=False)
    session.install("--upgrade", "pip", "setuptools<81")  # not those that a venv begins with
    frozen = session.run("pip", "freeze", "--all", "--exclude", "crampinfo", silent=True)
    head = "# What ./check installs, at these versions. `nox -s lock` writes it.\n"
    Path("constraints.txt").write_text(head + str(frozen), encoding="utf-8")


@nox.session
def licences(session: nox.Session) -> None:
    """Renew docs/licences.md: the licences of what is installed."""
    install(session, "dev")
    session.run("python", "docs/licences.py")


@nox.session
def site(session: nox.Session) -> None:
    """Write docs/ and the book as a static site into site/."""
    install(session, "site")
    session.run("mkdocs", "build")
    session.run("crampinfo", "book", "--force", "--output", "site/book.html")


@nox.session
def mutants(session: nox.Session) -> None:
    """Break a copy of the program, one random place at a time: does a test notice?

    nox -s mutants -- 150 1     how many, and the seed; an hour or two
    """
    install(session, "test")
    session.install("cosmic-ray>=8.4", "coverage>=7.10")
    tree = Path(session.create_tmp()) / "tree"
    shutil.rmtree(tree, ignore_errors=True)
    shutil.copytree(Path.cwd(), tree, ignore=shutil.ignore_patterns(".*", "dist"))
    session.chdir(tree)
    session.env["PYTHONPATH"] = str(tree / "src")
    session.run("python", "benchmarks/mutants.py", *session.posargs)
