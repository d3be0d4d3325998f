"""The help of a command, laid out as the answers are."""

from collections.abc import Iterable, Iterator
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
    groups: dict[str, Iterable[Entry]] = {}
    if hasattr(command, "list_commands"):
        groups = {title: _commands(ctx, names) for title, names in _GROUPS.items()}
    elif command.epilog:
        groups["Examples"] = (Entry(line, "") for line in command.epilog.split("\n"))
    groups["Options"] = (
        Entry(", ".join(sorted(each.opts, key=len)) + _metavar(each), _help(each))
        for each in command.get_params(ctx)
        if each.param_type_name == "option"
    )
    parts: list[tuple[Block, ...]] = [(_prose(command.help),), (_prose(usage),)]
    parts += [(Heading(title), Entries(tuple(rows), indent=2)) for title, rows in groups.items()]
    parts += [(_prose(SHORT_DISCLAIMER),), (_prose("A cramp right now?", "crampinfo relief"),)]
    widths = [each.params.get("width") for each in (ctx, ctx.parent) if each]
    wanted = screen(next(filter(None, widths), None), "never")
    layout = Layout(columns(wanted), wanted.encoding)
    laid = (row for blocks in parts for row in (*layout.rows(blocks), []))
    return "\n".join("".join(text for text, _ in row).rstrip() for row in laid).rstrip()


def _prose(text: str, command: str = "") -> Paragraph:
    return Paragraph(Line(text.strip(), command=command))


def _commands(ctx: Any, names: Iterable[str]) -> Iterator[Entry]:
    for name in names:
        yield Entry(name, str(ctx.command.get_command(ctx, name).help))


def _metavar(option: Any) -> str:
    """Return the name of an option's value; a choice is told in its help."""
    if option.is_flag or option.name == "help":
        return ""
    return f" {option.metavar or option.name.upper()}"


def _help(option: Any) -> str:
    choices = getattr(option.type, "choices", None)
    texts = [option.help or "", f"One of: {', '.join(choices)}." if choices else ""]
    return " ".join(text for text in texts if text)
