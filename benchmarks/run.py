"""What commands cost, in time and memory, against what nothing can do without and what else there
is, and as the library grows; all in one run.

    python benchmarks/run.py [--rounds 15]

Every round runs everything once, in turn, so that a slow moment of the machine affects all alike.
The floor is starting Python and importing the libraries, with Rich's tables, which no command
needs any more: so the ratios can be compared with older ones. The others show the page of `relief`
from a file on disk: `man`, and `tldr` where it is installed.
"""  # noqa: D205

import argparse
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from crampinfo.library.shelves import bundled_data

FLOOR = "import typer, rich.console, rich.panel, rich.table, yaml, msgspec"
FORMATS = ["panels", "text", "json"]
COMMANDS = [
    *("", "relief", "warnings", "causes", "cause neuropathy", "compare night-cramps dvt", "cramp"),
    *("medicines", "medicines lipitor", "search can albuterol cause leg cramps", "sources"),
    *("about", "--help", "--version", "cause neuropthy"),
]

GROWTH = [1, 10, 100]
GROWING = ["relief", "cause neuropathy", "compare night-cramps dvt", "causes", "search water pill"]
COPIED = ["causes", "lookalikes", "remedies", "medicines", "warning-signs"]


class Run(NamedTuple):
    """What is run, with these variables beside the usual ones."""

    words: list[str]
    variables: Mapping[str, str] = {}


class Cost(NamedTuple):
    """What a run took: seconds, and MiB at its height."""

    seconds: float
    memory: float


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    program = str(Path(sys.executable).with_name("crampinfo"))  # as readers run it
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        runs = {
            "bare interpreter": Run([sys.executable, "-c", "pass"]),
            "floor": Run([sys.executable, "-c", FLOOR]),
            "a Tab after: medicines lip": Run([program], completing("medicines lip")),
            "a Tab after: cause neu": Run([program], completing("cause neu")),
            **others(folder, program),
        }
        for command in COMMANDS:
            for form in FORMATS if not command.startswith("--") else FORMATS[:1]:
                runs[f"{command}|{form}"] = Run([program, "--format", form, *command.split()])
        report(measured(runs, rounds), rounds)
        growth(folder, program, max(rounds // 3, 1))


def completing(words: str) -> dict[str, str]:
    """Return the variables with which bash asks for what may follow some words."""
    return {
        "_CRAMPINFO_COMPLETE": "complete_bash",
        "COMP_WORDS": f"crampinfo {words}",
        "COMP_CWORD": str(len(words.split())),
    }


def others(folder: Path, program: str) -> dict[str, Run]:
    """Return what people would take instead, each with the page of `relief` as its own."""
    relief = [program, "relief", "--format", "text"]
    page = subprocess.run(relief, stdout=subprocess.PIPE, check=True).stdout.decode()
    found = {}
    if man := shutil.which("man"):
        file = folder / "relief.1"
        body = page.replace("\n\n", "\n.PP\n")
        file.write_text(f".TH RELIEF 1\n.SH NAME\nrelief \\- a leg cramp\n.SH NOW\n{body}")
        found["man, the same page"] = Run([man, "-P", "cat", "-l", str(file)])
    tldr = Path(sys.executable).with_name("tldr")
    if tldr.exists():
        cached = folder / "tldr" / "pages" / "linux" / "relief.md"
        cached.parent.mkdir(parents=True)
        lines = [f"- {line}:\n\n`{line}`" for line in page.splitlines() if line]
        cached.write_text("# relief\n\n> A leg cramp.\n\n" + "\n\n".join(lines) + "\n")
        variables = {"XDG_CACHE_HOME": str(folder), "TLDR_NETWORK_ENABLED": "0", "LANG": "C"}
        found["tldr, the same page"] = Run([str(tldr), "-p", "linux", "relief"], variables)
    return found


def report(costs: dict[str, Cost], rounds: int) -> None:
    """Print what everything took, as ratios to the floor."""
    floor = costs["floor"].seconds
    print(f"{rounds} rounds; medians; {os.cpu_count()} cores; Python {sys.version.split()[0]}\n")
    print(f"{'':<40}{'ms':>8}{'ratio':>8}{'MiB':>8}")
    for name, cost in costs.items():
        if "|" not in name:
            ratio = cost.seconds / floor
            print(f"{name:<40}{cost.seconds * 1000:>8.0f}{ratio:>8.2f}{cost.memory:>8.0f}")
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"Memory is that of this benchmark, {own:.0f} MiB, where a run takes less.")
    print(f"\n{'ratio to the floor':<40}" + "".join(f"{form:>8}" for form in FORMATS) + "     MiB")
    for command in COMMANDS:
        found = [costs[name] for form in FORMATS if (name := f"{command}|{form}") in costs]
        cells = "".join(f"{cost.seconds / floor:>8.2f}" for cost in found).ljust(24)
        memory = max(cost.memory for cost in found)
        print(f"{command or '(home)':<40}{cells}{memory:>8.0f}")


def growth(folder: Path, program: str, rounds: int) -> None:
    """Print how commands slow down as the library grows: copies of ours under other ids."""
    heads = "".join(f"{f'{times} x':>16}" for times in GROWTH)
    print(f"\n{'seconds (ratio) MiB, in JSON':<40}{heads}")
    libraries = {times: grown(folder / str(times), times) for times in GROWTH}
    for command in GROWING:
        words = [program, "--format", "json", *command.split(), "--data"]
        runs = {str(times): Run([*words, str(libraries[times])]) for times in GROWTH}
        costs = measured(runs, rounds)
        cells = [
            f"{cost.seconds:.2f} ({cost.seconds / costs['1'].seconds:.1f}) {cost.memory:.0f}"
            for cost in costs.values()
        ]
        print(f"{command:<40}" + "".join(f"{cell:>16}" for cell in cells))


def grown(folder: Path, times: int) -> Path:
    """Write a library so many times as large. Returns its folder."""
    source = bundled_data()
    shutil.copytree(source, folder)
    for kind in COPIED:
        for file in sorted((source / kind).glob("*.yaml")):
            text = file.read_text(encoding="utf-8")
            for copy in range(1, times):
                name = f"{file.stem}-copy-{copy}"
                again = re.sub(r"^id: .*$", f"id: {name}", text, count=1, flags=re.MULTILINE)
                (folder / kind / f"{name}.yaml").write_text(again, encoding="utf-8")
    return folder


def measured(runs: Mapping[str, Run], rounds: int) -> dict[str, Cost]:
    """Run everything once a round, after one round that does not count. Returns the medians."""
    costs: dict[str, list[Cost]] = {name: [] for name in runs}
    for counted in [False] + [True] * rounds:
        for name, run in runs.items():
            cost = cost_of(run)
            if counted:
                costs[name].append(cost)
    return {
        name: Cost(*(statistics.median(each) for each in zip(*found, strict=True)))
        for name, found in costs.items()
    }


def cost_of(run: Run) -> Cost:
    """Run something once. Raises RuntimeError where it fails: that would be the wrong thing."""
    environment = {**os.environ, **run.variables}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    start = time.perf_counter()
    process = subprocess.Popen(run.words, stdout=subprocess.DEVNULL, env=environment)
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{run.words} ended with {process.returncode}")
    return Cost(seconds, used.ru_maxrss / 1024)


if __name__ == "__main__":
    main()
