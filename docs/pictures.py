"""Draw the pictures of the README from the program itself.

python docs/pictures.py
"""

import re
from io import StringIO
from pathlib import Path

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.text import Text

from crampinfo.compose.causes import cause_page
from crampinfo.compose.relief import relief_page
from crampinfo.library import Library
from crampinfo.names import Kind, Topic
from crampinfo.page import Format, Page, Screen
from crampinfo.rendering import render

HERE = Path(__file__).parent
COLUMNS = 80
MOST_ROWS = 56  # a picture of a long page shows its beginning

# The fonts of the reader's own machine: a picture fetches nothing.
NO_FETCHED_FONTS = re.sub(r"@font-face \{\{.*?\n    \}\}", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)


def picture(page: Page, title: str) -> str:
    """Return a page in a terminal's window, as SVG."""
    drawn = render(page, Format.PANELS, Screen(COLUMNS, colour=True))
    rows = drawn.splitlines()
    shown = rows if len(rows) <= MOST_ROWS else [*rows[:MOST_ROWS], "  …"]
    console = Console(record=True, width=COLUMNS, file=StringIO(), force_terminal=True)
    for row in shown:
        console.print(Text.from_ansi(row), no_wrap=True, highlight=False)
    return console.export_svg(title=title, code_format=NO_FETCHED_FONTS, unique_id="crampinfo")


def main() -> None:
    """Write both pictures."""
    library = Library()
    neuropathy = Topic(Kind.CAUSE, "neuropathy", "", "")
    for name, page in (
        ("relief", relief_page(library)),
        ("cause neuropathy", cause_page(library, neuropathy)),
    ):
        file = HERE / f"{name.replace(' ', '-')}.svg"
        file.write_text(picture(page, f"crampinfo {name}"), encoding="utf-8")


if __name__ == "__main__":
    main()
