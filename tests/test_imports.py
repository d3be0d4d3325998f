"""What must not be loaded on the way to a page: speed is a feature."""

import subprocess
import sys

import pytest

ALWAYS = [
    "pydantic",
    "importlib.metadata",
    "importlib.resources",
    "rich.markdown",
    "rich.traceback",
]
LEAN = [*ALWAYS, "rich", "pygments", "markdown_it"]


@pytest.mark.parametrize(
    "command", ["", "relief", "causes", "cause neuropathy", "warnings", "medicines"]
)
@pytest.mark.parametrize("form", ["panels", "text", "markdown", "json"])
def test_a_page_loads_no_more_than_it_needs(command: str, form: str) -> None:
    """Rich is for panels alone; pydantic, package metadata and search are for none of these."""
    unwanted = (ALWAYS if form == "panels" else LEAN) + ["sqlite3"]

    assert loaded(command, form) & set(unwanted) == set()


@pytest.mark.parametrize("command", ["search calf", "--help", "completion bash", "nonesuch"])
def test_other_commands_load_no_rich(command: str) -> None:
    """Help, errors and completion are as quick as a page."""
    assert loaded(command, "text") & set(LEAN) == set()


def loaded(command: str, form: str) -> set[str]:
    """Return the modules that a command has loaded when it ends."""
    code = (
        "import sys, os; from crampinfo.cli import main; sys.stdout = open(os.devnull, 'w');"
        f"main(['--format', {form!r}, *{command.split()!r}]);"
        "sys.stderr.write(' '.join(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stderr.split())
