"""Draw the pictures of the README: what the program prints, in a terminal's window.

python docs/pictures.py
"""

import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.text import Text

HERE = Path(__file__).parent
COLUMNS = 80
COMMANDS = ["relief", "cause neuropathy", "compare night-cramps dvt"]


def pictures() -> dict[Path, str]:
    """Return each file with its picture, as SVG."""
    return {HERE / f"{command.replace(' ', '-')}.svg": picture(command) for command in COMMANDS}


def picture(command: str) -> str:
    """Return what a command prints on a terminal, as SVG."""
    program = [sys.executable, "-X", "utf8", "-m", "crampinfo", "--color", "always"]
    done = subprocess.run(
        [*program, "--width", str(COLUMNS), *command.split()],
        check=True,
        capture_output=True,
        encoding="utf-8",
        env={},  # the settings of whoever draws them do not count
    )
    console = Console(record=True, width=COLUMNS, file=StringIO(), force_terminal=True)
    console.print(Text.from_ansi(done.stdout.rstrip()), no_wrap=True, highlight=False)
    svg = console.export_svg(title=f"crampinfo {command}", unique_id="crampinfo")
    # The fonts of the reader's own machine: a picture fetches nothing.
    return re.sub(r"\n *@font-face \{.*?\}", "", svg, flags=re.DOTALL)


def main() -> None:
    """Write all pictures."""
    for file, svg in pictures().items():
        file.write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
