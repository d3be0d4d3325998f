"""How commands slow down as the library grows: 1, 10 and 100 times its size, in one run.

    python benchmarks/growth.py [--rounds 5]

The larger libraries are copies of the bundled one under other ids.
"""

import argparse
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from crampinfo.library.shelves import bundled_data

TIMES = [1, 10, 100]
COPIED = ["causes", "lookalikes", "remedies", "medicines", "warning-signs"]
COMMANDS = ["cause neuropathy", "compare night-cramps dvt", "causes", "search water pill"]


def main() -> None:
    """Print a table of medians in seconds, and of ratios to the smallest library."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        libraries = {times: grown(Path(folder) / str(times), times) for times in TIMES}
        print(f"{'command (JSON)':<36}" + "".join(f"{f'{times} x':>16}" for times in TIMES))
        for command in COMMANDS:
            medians = [median(command, libraries[times], rounds) for times in TIMES]
            cells = [f"{each:.2f} s ({each / medians[0]:.1f})" for each in medians]
            print(f"{command:<36}" + "".join(f"{cell:>16}" for cell in cells))


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


def median(command: str, library: Path, rounds: int) -> float:
    """Return how long a command takes as a process, in seconds: the median of some rounds."""
    program = [sys.executable, "-m", "crampinfo", "--format", "json", "--data", str(library)]
    seconds = []
    for counted in [False] + [True] * rounds:
        start = time.perf_counter()
        subprocess.run([*program, *command.split()], stdout=subprocess.DEVNULL, check=True)
        if counted:
            seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


if __name__ == "__main__":
    main()
