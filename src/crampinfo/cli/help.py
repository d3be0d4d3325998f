"""The help of a command, laid out as the answers are."""

from typing import Any

from crampinfo.answers import DISCLAIMER
from crampinfo.page import Block, Heading, Line, Screen, entries
from crampinfo.rendering.layout import Layout, columns, plain

_GROUPS = {
    "A cramp now": ("relief", "stretch", "warnings"),
    "Understand": ("causes", "cause", "compare", "cramp"),
    "Look up": ("search", "medicines"),
    "On paper": ("book", "sheet"),
    "About": ("sources", "about", "validate", "completion", "help"),
}


def help_text(ctx: Any, screen: Screen) -> str:
    """Return the help of a command or of the whole program, as Typer's context names it."""
    command = ctx.command
    groups: dict[str, list[Line]] = {}
    if hasattr(command, "list_commands"):
        for title, names in _GROUPS.items():
            groups[title] = [Line(command.get_command(ctx, name).help, term=name) for name in names]
    else:
        groups["Examples"] = [Line(term=line) for line in command.epilog.split("\n")]
    options = [each for each in command.get_params(ctx) if each.param_type_name == "option"]
    groups["Options"] = [_option(each) for each in options]
    parts: list[tuple[Block, ...]] = [(Line(command.help),), (Line(command.get_usage(ctx)),)]
    parts += [(Heading(title), entries(rows, indent=2)) for title, rows in groups.items()]
    parts += [(Line(DISCLAIMER),), (Line("A cramp right now?", command="crampinfo relief"),)]
    layout = Layout(columns(screen), screen.encoding)
    return "\n".join(plain(layout.rows(blocks)) for blocks in parts).rstrip()


def _option(option: Any) -> Line:
    """Return the words of an option and the name of its value, and its help with its choices."""
    value = "" if option.is_flag else option.metavar or option.name.upper()
    choices = getattr(option.type, "choices", None)
    text = f"{option.help} One of: {', '.join(choices)}." if choices else option.help
    term = f"{', '.join(sorted(option.opts, key=len))} {value}".rstrip()
    return Line(text, term=term)
