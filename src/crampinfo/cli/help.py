"""The help of a command, laid out as the answers are."""

from typing import Any

from crampinfo.answers import SHORT_DISCLAIMER
from crampinfo.cli.screen import screen
from crampinfo.page import Block, Entries, Entry, Heading, Line, Paragraph
from crampinfo.rendering.layout import Layout, columns

_GROUPS = {
    "A cramp now": ("relief", "warnings"),
    "Understand": ("causes", "cause", "compare", "cramp"),
    "Look up": ("search", "medicines"),
    "About": ("sources", "about", "validate", "completion", "help"),
}


def help_text(ctx: Any) -> str:
    """Return the help of a command or of the whole program, for the width of the terminal.

    Args:
        ctx: The context of the command, as Typer makes it.
    """
    command = ctx.command
    usage = " ".join(["Usage:", ctx.command_path, *command.collect_usage_pieces(ctx)])
    blocks: list[Block] = [Paragraph(Line((command.help or "").strip())), Paragraph(Line(usage))]
    if hasattr(command, "commands"):
        for title, names in _GROUPS.items():
            rows = tuple(Entry(name, _summary(command.commands[name])) for name in names)
            blocks += [Heading(title), Entries(rows, indent=2)]
    elif command.epilog:
        rows = tuple(Entry(line, "") for line in command.epilog.split("\n"))
        blocks += [Heading("Examples"), Entries(rows, indent=2)]
    options = tuple(
        Entry(", ".join(each.opts) + _metavar(each), _help(each))
        for each in command.get_params(ctx)
        if each.param_type_name == "option"
    )
    blocks += [Heading("Options"), Entries(options, indent=2)]
    blocks.append(Paragraph(Line(SHORT_DISCLAIMER)))
    blocks.append(Paragraph(Line("A cramp right now?", command="crampinfo relief")))
    wanted = screen(None, "never")
    laid = Layout(columns(wanted), wanted.encoding).rows(blocks)
    return "\n".join("".join(text for text, _ in row).rstrip() for row in laid)


def _summary(command: Any) -> str:
    return str((command.help or "").strip().split("\n")[0])


def _metavar(option: Any) -> str:
    """Return the name of an option's value; a choice is told in its help."""
    if option.is_flag or option.name == "help":
        return ""
    return f" {option.metavar or option.name.upper()}"


def _help(option: Any) -> str:
    choices = getattr(option.type, "choices", None)
    texts = [option.help or "", f"One of: {', '.join(choices)}." if choices else ""]
    return " ".join(text for text in texts if text)
