"""The wheel, installed into an empty environment and run from somewhere else."""

import os
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import msgspec
import pytest
from conftest import REPOSITORY

from crampinfo.library import Library
from crampinfo.page import DISCLAIMER
from crampinfo.understand import Knowledge, compile_knowledge


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the sdist, and with the wheel that was built from it."""
    folder = tmp_path_factory.mktemp("dist")
    command = [
        sys.executable,
        "-m",
        "build",
        "--no-isolation",
        "--outdir",
        str(folder),
        str(REPOSITORY),
    ]
    subprocess.run(command, check=True, capture_output=True)
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
    ["relief", "causes", "cause neuropathy", "warnings", "search water pill", "match statin"],
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


def test_what_is_compiled_into_the_wheel_equals_the_data_files(
    built: Path, library: Library
) -> None:
    """The vocabulary of `match` in the wheel is the one that the YAML files give."""
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        packed = wheel.read("crampinfo/data/matching/compiled.json")

    assert msgspec.json.decode(packed, type=Knowledge) == compile_knowledge(library)


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
    assert "tests" not in {name.partition("/")[0] for name in in_wheel}
