"""The wheel, installed into an empty environment and run from somewhere else."""

import os
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest
from conftest import REPOSITORY

from crampinfo.answers import DISCLAIMER


def build(folder: Path, *options: str) -> dict[str, bytes]:
    """Build the repository. Returns each file that was made, by name."""
    command = [sys.executable, "-m", "build", "--no-isolation", *options, "--outdir", str(folder)]
    subprocess.run([*command, str(REPOSITORY)], check=True, capture_output=True)
    return {file.name: file.read_bytes() for file in folder.iterdir()}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the sdist, and with the wheel that was built from it."""
    folder = tmp_path_factory.mktemp("dist")
    build(folder)
    return folder


@pytest.fixture(scope="module")
def program(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program in an environment that holds the wheel and what it depends on."""
    home = tmp_path_factory.mktemp("environment")
    venv.create(home, with_pip=True)
    scripts = home / ("Scripts" if os.name == "nt" else "bin")
    wheel = next(built.glob("*.whl"))
    subprocess.run(
        [scripts / "python", "-m", "pip", "install", "--quiet", str(wheel)],
        check=True,
        capture_output=True,
    )
    return scripts / "crampinfo"


@pytest.mark.parametrize(
    "command",
    ["relief", "causes", "cause neuropathy", "warnings", "search water pill", "compare gout dvt"],
)
def test_the_wheel_answers_from_anywhere(program: Path, tmp_path: Path, command: str) -> None:
    """The headline commands work in an empty environment, from another folder."""
    done = subprocess.run(
        [program, "--format", "text", "--width", "100", *command.split()],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert " ".join(done.stdout.split()).endswith(DISCLAIMER)


def test_the_wheel_holds_the_whole_library(built: Path) -> None:
    """Every data file travels in the wheel, and in the sdist with all that the tests need."""
    files = {
        path.relative_to(REPOSITORY).as_posix() for path in (REPOSITORY / "data").rglob("*.yaml")
    }
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        in_wheel = {name.removeprefix("crampinfo/") for name in wheel.namelist()}
    with tarfile.open(next(built.glob("*.tar.gz"))) as sdist:
        in_sdist = {name.partition("/")[2] for name in sdist.getnames()}

    assert files
    assert files <= in_wheel
    assert (
        files | {"tests/conftest.py", "schema/generate.py", "LICENSE", "data/LICENSE"} <= in_sdist
    )
    assert {name.partition("/")[0] for name in in_wheel} & {"tests", "docs", "schema"} == set()
    assert {name for name in in_wheel if name.startswith("data/")} == files | {"data/LICENSE"}
    assert any(name.endswith(".data/data/share/man/man1/crampinfo.1") for name in in_wheel)
    assert "rendering/page.html" in in_wheel


def test_a_build_gives_the_same_bytes(built: Path, tmp_path: Path) -> None:
    """Whoever builds this tree gets these files: from the tree, from the sdist, at any time."""
    first = {file.name: file.read_bytes() for file in built.iterdir()}

    assert len(first) == 2
    assert build(tmp_path, "--sdist", "--wheel") == first


def test_the_wheel_is_a_library_too(program: Path, tmp_path: Path) -> None:
    """The API answers where it is installed, and its types are there."""
    code = (
        "import crampinfo, pathlib; library = crampinfo.Library();"
        "print(library.causes['neuropathy'].name, crampinfo.search(library, 'gout').results[0].id);"
        "print(pathlib.Path(crampinfo.__file__).with_name('py.typed').exists())"
    )
    python = program.with_name("python")
    done = subprocess.run(
        [python, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    assert (done.stderr, done.stdout) == ("", "Nerve damage (peripheral neuropathy) gout\nTrue\n")
