"""Write the manual from the program's own help: crampinfo.1 for man, commands.md to read here.

python docs/manual.py
"""

import re
from pathlib import Path
from textwrap import wrap
from typing import Any

import typer

from crampinfo import __version__
from crampinfo.answers import DISCLAIMER
from crampinfo.cli.commands import app
from crampinfo.library import Library

HERE = Path(__file__).parent
PROGRAM: Any = typer.main.get_command(app)
COMMANDS = {name: PROGRAM.get_command(None, name) for name in PROGRAM.list_commands(None)}
VARIABLES = {
    "CRAMPINFO_FORMAT": "The format, where no --format is given; book and sheet are HTML then.",
    "CRAMPINFO_DATA": "Another library, where no --data is given.",
    "CRAMPINFO_PAGER, PAGER": "The pager; less -FRX otherwise. Empty: none.",
    "COLUMNS": "The width, where no --width is given.",
    "NO_COLOR, FORCE_COLOR, TERM": "Whether there are colours, where --color is auto.",
}


def options(command: Any) -> list[tuple[str, str]]:
    """Return the options of a command: what to type, and what it does."""
    found = []
    for each in command.params:
        if each.param_type_name == "option":
            value = "" if each.is_flag else f" {each.metavar or each.name.upper()}"
            choices = getattr(each.type, "choices", ())
            more = f" One of: {', '.join(choices)}." if choices else ""
            found.append((", ".join(each.opts) + value, f"{each.help}{more}"))
    return found


SHARED = options(PROGRAM)
PLACE = "They stand before or after the command, --version before it."


def usage(command: Any) -> str:
    """Return how a command is called."""
    with typer.Context(command, info_name=command.name) as context:
        return " ".join(["crampinfo", command.name, *command.collect_usage_pieces(context)])


def exit_codes() -> list[tuple[str, str]]:
    """Return the exit codes and their meanings, as the README has them."""
    readme = (HERE.parent / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+) \| (.*) \|$", readme, re.MULTILINE)
    return [(code, meaning.replace("\\", "").replace("`", "")) for code, meaning in rows]


def commands_md() -> str:
    """Return the command reference as Markdown."""
    parts = ["# Commands", "Made by `python docs/manual.py` from the help of the program."]
    for name, command in COMMANDS.items():
        own = [option for option in options(command) if option not in SHARED]
        parts += [f"## {name}", command.help, f"    {usage(command)}"]
        parts += ["\n".join(f"- `{term}`: {text}" for term, text in own)] if own else []
        examples = "\n".join(f"    {line}" for line in command.epilog.split("\n"))
        parts += ["Examples:", examples]
    parts += ["## Options of every command", PLACE]
    parts.append("\n".join(f"- `{term}`: {text}" for term, text in SHARED))
    return "\n\n".join(parts) + "\n"


def man_page() -> str:
    """Return the page for man."""
    day = max(card.reviewed for card in Library().signs.cards())
    lines = [f'.TH CRAMPINFO 1 {day} "crampinfo {__version__}" "User Commands"']
    lines += [".SH NAME", r"crampinfo \- leg cramps explained, offline"]
    lines += [
        ".SH SYNOPSIS",
        r".B crampinfo",
        r"[\fIOPTION\fR]... [\fICOMMAND\fR [\fIARGUMENT\fR]...]",
    ]
    lines += [".SH DESCRIPTION", roff(PROGRAM.help), ".PP", roff(DISCLAIMER), ".SH COMMANDS"]
    for command in COMMANDS.values():
        own = [option for option in options(command) if option not in SHARED]
        lines += [".SS " + roff(usage(command)), roff(command.help), *tagged(own)]
        lines += [
            ".PP",
            ".nf",
            *(f"    {roff(line)}" for line in command.epilog.split("\n")),
            ".fi",
        ]
    lines += [".SH OPTIONS", PLACE, *tagged(SHARED)]
    lines += [".SH ENVIRONMENT", *tagged(list(VARIABLES.items()))]
    lines += [".SH EXIT STATUS", *tagged(exit_codes())]
    return "\n".join(lines) + "\n"


def tagged(rows: list[tuple[str, str]]) -> list[str]:
    """Return terms in bold, each with its text below."""
    return [line for term, text in rows for line in (".TP", f".B {roff(term)}", roff(text))]


def roff(text: str) -> str:
    """Return a text in lines of a source, without what roff would read as a sign of its own."""
    lines = wrap(text, 60, break_long_words=False, break_on_hyphens=False)
    plain = "\n".join(lines).replace("\\", "\\e").replace("-", "\\-")
    ascii_only = "".join(c if c.isascii() else f"\\[u{ord(c):04X}]" for c in plain)
    return re.sub(r"^([.'])", r"\\&\1", ascii_only, flags=re.MULTILINE)


def files() -> dict[Path, str]:
    """Return each file and its text."""
    return {HERE / "crampinfo.1": man_page(), HERE / "commands.md": commands_md()}


if __name__ == "__main__":
    for path, written in files().items():
        path.write_text(written, encoding="utf-8")
