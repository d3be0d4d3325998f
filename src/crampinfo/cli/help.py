"""The help of a command, laid out as the answers are."""

from typing import Any

from crampinfo.answers import SHORT_DISCLAIMER
from crampinfo.cli.screen import screen
from crampinfo.page import Block, Entries, Entry, Heading, Line, Paragraph
from crampinfo.rendering.layout import Layout, columns

_GROUPS = {
    "A cramp now": ("relief", "stretch", "warnings"),
    "Understand": ("causes", "cause", "compare", "cramp"),
    "Look up": ("search", "medicines"),
    "On paper": ("book", "sheet"),
    "About": ("sources", "about", "validate", "completion", "help"),
}


def help_text(ctx: Any) -> str:
    """Return the help of a command or of the whole program, for the width of the terminal.

    Args:
        ctx: The context of the command, as Typer makes it.
    """
    command = ctx.command
    usage = " ".join(["Usage:", ctx.command_path, *command.collect_usage_pieces(ctx)])
    groups: dict[str, list[Entry]] = {}
    if hasattr(command, "list_commands"):
        for title, names in _GROUPS.items():
            groups[title] = [Entry(name, command.get_command(ctx, name).help) for name in names]
    else:
        groups["Examples"] = [Entry(line, "") for line in command.epilog.split("\n")]
    options = [each for each in command.get_params(ctx) if each.param_type_name == "option"]
    groups["Options"] = [Entry(_flags(each), _help(each)) for each in options]
    parts: list[tuple[Block, ...]] = [(_prose(command.help),), (_prose(usage),)]
    parts += [(Heading(title), Entries(tuple(rows), indent=2)) for title, rows in groups.items()]
    parts += [(_prose(SHORT_DISCLAIMER),), (_prose("A cramp right now?", "crampinfo relief"),)]
    before = ctx.parent.params if ctx.parent else {}
    wanted = screen(ctx.params.get("width") or before.get("width"), "never")
    layout = Layout(columns(wanted), wanted.encoding)
    laid = (row for blocks in parts for row in (*layout.rows(blocks), []))
    return "\n".join("".join(text for text, _ in row).rstrip() for row in laid).rstrip()


def _prose(text: str, command: str = "") -> Paragraph:
    return Paragraph(Line(text.strip(), command=command))


def _flags(option: Any) -> str:
    """Return the words of an option, and the name of its value; a choice is told in its help."""
    value = "" if option.is_flag or option.name == "help" else option.metavar or option.name.upper()
    return f"{', '.join(sorted(option.opts, key=len))} {value}".rstrip()


def _help(option: Any) -> str:
    choices = getattr(option.type, "choices", None)
    return f"{option.help} One of: {', '.join(choices)}." if choices else str(option.help)
