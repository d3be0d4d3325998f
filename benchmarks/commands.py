"""How long each command takes, as a ratio to the libraries' own import, in one run.

    python benchmarks/commands.py [--rounds 15]

Every round runs everything once, in turn, so that a slow moment of the machine affects all alike.
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
FORMATS = ["panels", "text", "json"]

# Commands, each with the ratio to reach in panels, and in text and JSON.
COMMANDS: dict[str, tuple[float, float] | None] = {
    "": None,
    "relief": (1.10, 0.85),
    "causes": (1.10, 0.85),
    "cause neuropathy": (1.10, 0.85),
    "compare night-cramps dvt": (1.10, 0.85),
    "warnings": None,
    "medicines lipitor": None,
    "search can albuterol cause leg cramps": (1.25, 1.25),
}


def main() -> None:
    """Print a table of medians and ratios."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    program = str(Path(sys.executable).with_name("crampinfo"))  # as readers run it
    runs = {"python": [sys.executable, "-c", "pass"], "floor": [sys.executable, "-c", FLOOR]}
    for command in COMMANDS:
        for form in FORMATS:
            runs[f"{command} {form}"] = [program, "--format", form, *command.split()]
    medians = _medians(runs, rounds)
    floor = medians["floor"]
    print(f"{rounds} rounds; medians")
    print(f"floor: {floor * 1000:.0f} ms; python -c pass: {medians['python'] * 1000:.0f} ms\n")
    print(f"{'ratio to the floor':<40}" + "".join(f"{form:>8}" for form in FORMATS) + "  to reach")
    for command, limits in COMMANDS.items():
        ratios = [medians[f"{command} {form}"] / floor for form in FORMATS]
        wanted = f"  {limits[0]:.2f} in panels, {limits[1]:.2f} else" if limits else ""
        print(f"{command or '(home)':<40}" + "".join(f"{each:>8.2f}" for each in ratios) + wanted)


def _medians(runs: dict[str, list[str]], rounds: int) -> dict[str, float]:
    """Run everything once a round, after one round that does not count. Returns seconds."""
    environment = {
        key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"
    }
    times: dict[str, list[float]] = {name: [] for name in runs}
    for counted in [False] + [True] * rounds:
        for name, argv in runs.items():
            start = time.perf_counter()
            subprocess.run(argv, stdout=subprocess.DEVNULL, env=environment, check=True)
            if counted:
                times[name].append(time.perf_counter() - start)
    return {name: statistics.median(seconds) for name, seconds in times.items()}


if __name__ == "__main__":
    main()
