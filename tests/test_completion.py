"""The completion scripts, in the real shells."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Ran

Run = Callable[..., Ran]


def needs(shell: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(shell) is None, reason=f"{shell} is not installed")


@pytest.fixture
def script(run: Run, tmp_path: Path) -> Callable[[str], Path]:
    """The script for a shell, in a file."""

    def write(shell: str) -> Path:
        file = tmp_path / f"crampinfo.{shell}"
        file.write_text(run("completion", shell).out, encoding="utf-8")
        return file

    return write


LINES = [
    ("crampinfo rel", "relief"),
    ("crampinfo cause neurop", "neuropathy"),
    ("crampinfo --format json cause restl", "restless-legs"),
    ("crampinfo medicines stat", "statin"),
    ("crampinfo warnings cauda", "cauda-equina"),
    ("crampinfo relief prev", "prevent"),
    ("crampinfo relief --for dial", "dialysis"),
    ("crampinfo --format js", "json"),
    ("crampinfo causes --categ", "--category"),
    ("crampinfo sources hawke", "hawke-2021"),
]


@needs("bash")
@pytest.mark.parametrize(("line", "word"), LINES)
def test_bash_completes(script: Callable[[str], Path], line: str, word: str) -> None:
    """One match is completed as it is."""
    words = line.split(" ")
    code = (
        f"source {script('bash')}; COMP_WORDS=({line}); COMP_CWORD={len(words) - 1}; _crampinfo;"
        'printf "%s\\n" "${COMPREPLY[@]}"'
    )

    assert output("bash", "-c", code) == [word]


@needs("bash")
def test_bash_shows_the_help_of_several(script: Callable[[str], Path]) -> None:
    """Several matches are shown with what they are; what they share is what bash types."""
    code = f"source {script('bash')}; COMP_WORDS=(crampinfo cause); COMP_CWORD=1; _crampinfo;"
    shown = output("bash", "-c", code + 'printf "%s\\n" "${COMPREPLY[@]}"')

    assert [line.split("  (")[0] for line in shown] == ["causes", "cause"]
    assert all(line.endswith(")") for line in shown)


@needs("zsh")
@pytest.mark.parametrize(("line", "word"), LINES)
def test_zsh_completes(script: Callable[[str], Path], line: str, word: str) -> None:
    """The word is among what zsh is told, with its help after a colon."""
    words = line.split(" ")
    code = (
        "compdef() { : }; _describe() { print -rl -- ${(P)2} };"
        f"source {script('zsh')}; words=({line}); CURRENT={len(words)}; _crampinfo"
    )
    found = [each.partition(":")[0] for each in output("zsh", "-fc", code)]

    assert word in [each for each in found if each.startswith(words[-1])]


@needs("fish")
@pytest.mark.parametrize(("line", "word"), LINES)
def test_fish_completes(script: Callable[[str], Path], line: str, word: str) -> None:
    """The word is offered, with its help after a tab."""
    offered = output("fish", "--no-config", "-c", f"source {script('fish')}; complete -C '{line}'")

    assert word in [each.partition("\t")[0] for each in offered]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_scripts_are_sound(script: Callable[[str], Path], shell: str) -> None:
    """Each shell reads its script without a complaint."""
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    done = subprocess.run([shell, "-n", str(script(shell))], capture_output=True, check=False)

    assert done.stderr == b""
    assert done.returncode == 0


def output(*argv: str) -> list[str]:
    """Return the lines that a shell prints. It must not complain."""
    done = subprocess.run(argv, capture_output=True, text=True, check=False)

    assert done.stderr == ""
    return done.stdout.splitlines()
