"""Command lines and environments made up at random: of words that it knows, and of rubbish."""

import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest
from conftest import Ran, assert_sound

from crampinfo import Library
from crampinfo.answers import Kind
from crampinfo.finding.names import listed_topics

Run = Callable[..., Ran]
Process = Callable[..., subprocess.CompletedProcess[bytes]]

BATCHES, EACH = 8, 250

COMMANDS = (
    "relief warnings causes cause compare cramp search medicines sources about validate "
    "completion help"
).split()
OPTIONS = (
    "--format --full --width --color --no-pager --data --for --all --category --not-cramps --help "
    "-h --version -V -- - -x --nonsense --format=json --format=text --format=markdown --format=xml "
    "--width=40 --width=200 --width=7 --width=x --color=never --data= --data=/ --data=/dev/null "
    "--for=pregnancy --category=nerve --fo --forma=json"
).split()
VALUES = (
    "json text markdown panels JSON xml 40 80 200 0 -1 9e9 always never auto nerve everyday after "
    "prevent clinician all now bash zsh fish powershell . / /nowhere /dev/null /dev/zero"
).split()
RUBBISH = [
    *("", " ", "\t", "\n", "'", '"', "\\", "`ls`", "$(ls)", "*", "?", "|", ";", "&", "%s", "{0}"),
    *(
        "\x1b[31m",
        "\x07",
        "\u202e",
        "\u200b",
        "\udcff",
        "\ud800",
        "\ufeff",
        "é",
        "e\u0301",
        "ß",
        "İ",
    ),
    *("日本語", "🦵", "٤٠", "½", "x" * 300, "x" * 70_000, "a " * 4_000, "..", "../../etc/passwd"),
    *(
        "NEAR",
        "AND",
        "NOT",
        '"dvt',
        "dvt*",
        "calf:",
        "(",
        "^",
        "-dvt",
        "id:dvt",
        "1/0",
        "null",
        "NaN",
    ),
]
STORY = (
    "my left calf hurts at night and is swollen i cannot breathe water pill heart attack pregnant "
    "old numb foot since last week what should i do stretch banana magnesium statin"
).split()
VARIABLES = {
    "CRAMPINFO_FORMAT": ["json", "TEXT", "markdown", "", "xml", "\x1b[31m"],
    "CRAMPINFO_DATA": ["", "/", "/nowhere", "/dev/null", "\udcff", "x" * 5_000],
    "COLUMNS": ["", "0", "40", "79", "200", "99999", "-5", "wide", "9" * 5_000],
    "NO_COLOR": ["", "1"],
    "TERM": ["dumb", "", "xterm", "\x1b"],
    "LINES": ["0", "x"],
    "PYTHONIOENCODING": ["ascii"],
    "CRAMPINFO_PAGER": ["", "nonesuch", "'", "false"],
}


def command_line(chance: random.Random, names: list[str]) -> list[str]:
    """Return up to nine words; most begin with a command."""
    words = [chance.choice(COMMANDS)] if chance.random() < 0.7 else []
    pools = [COMMANDS, OPTIONS, OPTIONS, VALUES, RUBBISH, STORY, names, names]
    for _ in range(chance.randint(0, 8)):
        word = chance.choice(chance.choice(pools))
        change = chance.randrange(9)
        if change == 0:
            word = word.upper()
        elif change == 1 and word:
            place = chance.randrange(len(word))
            word = word[:place] + chance.choice(RUBBISH[:30]) + word[place + chance.randint(0, 1) :]
        elif change == 2:
            word = word.replace("-", "_")
        words.append(word)
    chance.shuffle(words) if chance.random() < 0.1 else None
    return words


@pytest.fixture(scope="module")
def names(library: Library) -> list[str]:
    """Every name of every record."""
    kinds = [kind for kind in get_args(Kind) if kind != "page"]
    return [name for each in listed_topics(library, kinds) for name in each.names]


@pytest.mark.parametrize("seed", range(BATCHES))
def test_any_command_line(  # noqa: PLR0913, PLR0917  # fixtures
    run: Run,
    names: list[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    seed: int,
    record_property: Callable[[str, object], None],
) -> None:
    """It is answered, or told in a sentence what is wrong; nothing comes back raw."""
    monkeypatch.chdir(tmp_path)
    chance = random.Random(seed)
    for _ in range(EACH):
        words = command_line(chance, names)
        with monkeypatch.context() as patch:
            for name in chance.sample(sorted(VARIABLES), chance.choice([0, 0, 1, 3])):
                value = chance.choice(VARIABLES[name])
                patch.setenv(name, value) if "\ud800" not in value else None
            ran = run(*words)
        if "--color" in words or "always" in words:
            ran = Ran(ran.code, ran.out.replace("\x1b", ""), ran.err)
        assert_sound(ran, " ".join(words))
    assert not list(tmp_path.iterdir())
    record_property("runs", EACH)


@pytest.mark.parametrize("seed", range(4))
def test_any_command_line_as_a_process(
    process: Process, names: list[str], seed: int, record_property: Callable[[str, object], None]
) -> None:
    """The same from outside: never a traceback, a warning or a signal."""
    chance = random.Random(1_000 + seed)
    for _ in range(25):
        words = [word.replace("\ud800", "")[:90_000] for word in command_line(chance, names)]
        words = [word for word in words if "\0" not in word]
        variables = {
            name: value
            for name in chance.sample(sorted(VARIABLES), 2)
            if "\0" not in (value := chance.choice(VARIABLES[name]))
        }
        done = process(*words, **variables)

        assert done.returncode in (0, 2, 3, 4), (words, variables, done.stderr)
        assert b"Traceback" not in done.stdout + done.stderr, (words, variables, done.stderr)
        assert b"Warning" not in done.stderr, (words, variables, done.stderr)
        assert done.stderr if done.returncode in (2, 3) else True, (words, variables)
    record_property("runs", 25)


def test_the_longest_command_line(process: Process) -> None:
    """As many words, and as long ones, as the system lets pass."""
    for words in (
        ["x" * 120_000],
        ["x"] * 60_000,
        ["search", *["calf"] * 40_000],
        ["a" * 255] * 900,
    ):
        done = process(*words)

        assert done.returncode in (0, 2, 3)
        assert len(done.stderr) < 1_500
        assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("name", sorted(VARIABLES))
def test_a_variable_that_is_no_text(name: str) -> None:
    """Bytes of no encoding are as good as any nonsense."""
    for words in ("relief", "causes --format json", "--help", "nonesuch"):
        line = f"export {name}=\"$(printf '\\377\\033[31m')\"; exec python -m crampinfo {words}"
        environment = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
        done = subprocess.run(
            ["bash", "-c", line], capture_output=True, env=environment, check=False
        )
        if name != "PYTHONIOENCODING":  # which is for the interpreter: it does not start
            assert done.returncode in (0, 2), done.stderr
            assert b"Traceback" not in done.stderr
            assert b"\x1b[31m" not in done.stdout + done.stderr
