"""The completion scripts, in the real shells."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Ran

Run = Callable[..., Ran]
Completes = Callable[[str], list[str]]

# A line, its last word unfinished, and the words that it may become.
LINES = [
    ("crampinfo rel", ["relief"]),
    ("crampinfo ca", ["cause", "causes"]),
    ("crampinfo cause neurop", ["neuropathy"]),
    ("crampinfo CAUSE neurop", ["neuropathy"]),
    ("crampinfo --format json cause --full restless-legs-s", ["restless-legs-syndrome"]),
    ("crampinfo compare night-cramps dv", ["dvt"]),
    ("crampinfo warnings cauda-equina-s", ["cauda-equina-syndrome"]),
    ("crampinfo relief prev", ["prevent"]),
    ("crampinfo relief --for dialysis-p", ["dialysis-patients"]),
    ("crampinfo medicines lipit", ["lipitor"]),
    ("crampinfo sources hawke-2021-c", ["hawke-2021-correlates"]),
    ("crampinfo --format j", ["json"]),
    ("crampinfo --format h", ["html"]),
    ("crampinfo she", ["sheet"]),
    ("crampinfo book --outp", ["--output"]),
    ("crampinfo --color al", ["always"]),
    ("crampinfo causes --category ner", ["nerve"]),
    ("crampinfo causes --categ", ["--category"]),
    ("crampinfo completion po", ["powershell"]),
    ("crampinfo help ca", ["cause", "causes"]),
    ("crampinfo lipitor neu", []),
]


@pytest.fixture(params=["bash", "zsh", "fish"])
def completes(request: pytest.FixtureRequest, run: Run, tmp_path: Path) -> Completes:
    """What a shell offers at the end of a line, with the script that it was given."""
    shell: str = request.param
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    script = tmp_path / f"crampinfo.{shell}"
    script.write_text(run("completion", shell).out, encoding="utf-8")
    code = {
        "bash": "source {0}; COMP_WORDS=({1}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1));"
        ' _crampinfo_completion crampinfo; printf "%s\\n" "${{COMPREPLY[@]}}"',
        "zsh": "compdef() {{ : }}; _arguments() {{ print -r -- $1 }}; source {0};"
        " words=({1}); CURRENT=${{#words}}; _crampinfo_completion",
        "fish": "source {0}; complete -C '{1}'",
    }[shell]
    options = {"bash": ["-c"], "zsh": ["-fc"], "fish": ["--no-config", "-c"]}[shell]

    def offered(line: str) -> list[str]:
        done = subprocess.run(
            [shell, *options, code.format(script, line)],
            env={
                "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
                "HOME": str(tmp_path),
            },
            cwd=tmp_path,  # fish offers files that fit, where nothing else does
            capture_output=True,
            text=True,
            check=False,
        )

        assert done.stderr == ""
        if shell == "zsh":  # *: :(("word":"its help" "word"))
            return re.findall(r'[( ]"([\w-]+)"', done.stdout)
        return [each.partition("\t")[0] for each in done.stdout.splitlines() if each]

    return offered


@pytest.mark.parametrize(("line", "words"), LINES)
def test_a_line_is_completed(completes: Completes, line: str, words: list[str]) -> None:
    """Commands, ids, other names, brands, sections, options, their values; and nothing else.

    Where nothing fits, the line stays as it is: no error is written into it.
    """
    assert sorted(completes(line)) == words


def test_a_brand_stays_what_was_typed(completes: Completes) -> None:
    """`lip` becomes lipitor and other brands, never a medicine whose name holds it."""
    offered = completes("crampinfo medicines lip")

    assert "lipitor" in offered
    assert all(word.startswith("lip") for word in offered)


def test_sections_and_remedies_are_offered_together(completes: Completes) -> None:
    """Each once, by the words that `relief` takes."""
    offered = completes("crampinfo relief c")

    assert {"calf", "clinician", "compression"} <= set(offered)
    assert len(offered) == len(set(offered))


def test_no_misspelling_is_offered(completes: Completes) -> None:
    """They open their page, but nobody should learn them from a shell."""
    assert "neuropothy" not in completes("crampinfo cause neu")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_a_script_is_printed_and_nothing_installed(run: Run, shell: str) -> None:
    """The name of the shell in any case; the script calls the program and edits no file."""
    script = run("completion", shell.upper())

    assert script.code == 0
    assert "crampinfo" in script.out
    assert f"complete_{shell}" in script.out
    assert ">>" not in script.out


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_scripts_are_sound(run: Run, tmp_path: Path, shell: str) -> None:
    """Each shell reads its script without a complaint."""
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    script = tmp_path / "script"
    script.write_text(run("completion", shell).out, encoding="utf-8")
    done = subprocess.run([shell, "-n", str(script)], capture_output=True, check=False)

    assert (done.returncode, done.stderr) == (0, b"")
