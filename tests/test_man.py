"""The manual: fresh, sound, and complete."""

import re
import runpy
import shutil
import subprocess

import pytest
from conftest import REPOSITORY
from test_help import COMMANDS

from crampinfo.answers import DISCLAIMER

PAGE = REPOSITORY / "docs" / "crampinfo.1"


def test_the_manual_is_fresh() -> None:
    """Running docs/manual.py changes nothing."""
    made = runpy.run_path(str(REPOSITORY / "docs" / "manual.py"))["files"]()

    assert {path.name for path in made} == {"crampinfo.1", "commands.md"}
    assert [path.name for path, text in made.items() if path.read_text("utf-8") != text] == []


@pytest.mark.parametrize("name", ["crampinfo.1", "commands.md"])
def test_the_manual_names_every_command_and_option(name: str) -> None:
    """With the examples of each."""
    text = (REPOSITORY / "docs" / name).read_text(encoding="utf-8").replace("\\", "")

    for command in COMMANDS.values():
        for example in command.epilog.split("\n"):
            assert example in text
        for option in {opt for each in command.params for opt in each.opts if opt[0] == "-"}:
            assert option in text, option


def test_the_page_names_every_variable_and_exit_code() -> None:
    """What the environment sets, and how a run ends; and the disclaimer."""
    text = PAGE.read_text(encoding="utf-8").replace("\\", "")
    sources = [file.read_text("utf-8") for file in (REPOSITORY / "src").rglob("*.py")]
    read = set(re.findall(r'environ(?:\.get\(|\[)"(\w+)"', "\n".join(sources)))

    assert all(name in text for name in read if not name.startswith("_"))
    assert all(f"\n.B {code}\n" in text for code in (0, 2, 3, 4, 5, 130))
    assert DISCLAIMER in " ".join(text.split())


def test_mandoc_has_nothing_to_complain_of() -> None:
    """Not even about style."""
    if shutil.which("mandoc") is None:
        pytest.skip("mandoc is not installed")
    done = subprocess.run(
        ["mandoc", "-T", "lint", str(PAGE)], capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stdout) == (0, "")
