"""How long each command takes, as a ratio to the libraries' own import, in one run.

    python benchmarks/commands.py [--rounds 15]

Every round runs everything once, in turn, so that a slow moment of the machine meets all alike.
The floor is what no command can do without: starting Python and importing the libraries.
"""

import argparse
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

FLOOR = "import typer, rich.console, rich.panel, rich.table, yaml, msgspec"
COMMANDS = [
    "",
    "relief",
    "causes",
    "cause neuropathy",
    "warnings",
    "medicines lipitor",
    "search can albuterol cause leg cramps",
    "match woman-aged-68 worse-at-night takes-omeprazole",
]
LIMITS = {"relief": 1.20, "causes": 1.20, "cause neuropathy": 1.20}
LEAN_LIMIT = 0.80  # text and json, for the same commands
FOUND_LIMIT = 1.40  # search and match


def main() -> None:
    """Print a table of medians and ratios."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    program = str(Path(sys.executable).with_name("crampinfo"))  # as readers run it
    runs: dict[str, list[str]] = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "the import floor": [sys.executable, "-c", FLOOR],
    }
    for command in COMMANDS:
        for form in ("panels", "text", "json"):
            words = [word.replace("-", " ") for word in command.split()]
            runs[f"{command or '(home)'} --format {form}"] = [program, "--format", form, *words]
    times = _interleaved(runs, rounds)
    bare, floor = (statistics.median(times[name]) for name in list(runs)[:2])
    print(f"{rounds} rounds; medians. floor: {floor * 1000:.0f} ms\n")
    print(f"{'command':<66}{'/ floor':>8}{'/ python':>10}  to reach")
    for name, seconds in times.items():
        middle = statistics.median(seconds)
        print(f"{name:<66}{middle / floor:>8.2f}{middle / bare:>10.1f}  {_limit(name)}")


def _interleaved(runs: dict[str, list[str]], rounds: int) -> dict[str, list[float]]:
    """Run everything once a round, after one round that does not count. Returns seconds."""
    environment = {
        key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"
    }
    times: dict[str, list[float]] = {name: [] for name in runs}
    for counted in [False] + [True] * rounds:
        for name, argv in runs.items():
            start = time.perf_counter()
            subprocess.run(
                argv, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment
            )
            if counted:
                times[name].append(time.perf_counter() - start)
    return times


def _limit(name: str) -> str:
    command, _, form = name.partition(" --format ")
    if command.startswith(("search", "match")):
        return f"{FOUND_LIMIT:.2f}"
    if command in LIMITS:
        return f"{LIMITS[command] if form == 'panels' else LEAN_LIMIT:.2f}"
    return ""


if __name__ == "__main__":
    main()
