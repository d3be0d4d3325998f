"""Scripts that complete commands, options and topics in a shell: all words are in the script."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from shlex import quote

from msgspec import Struct

__all__ = ["Completed", "Shell", "Word", "script"]


class Shell(StrEnum):
    """The shells that a script can be printed for."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"


class Word(Struct, frozen=True):
    """Something to type, and what it is in one line."""

    text: str
    help: str


class Completed(Struct, frozen=True):
    """What can follow a command: its options and topics; and the values of an option."""

    command: Word
    words: tuple[Word, ...]
    values: dict[str, tuple[Word, ...]]


def script(shell: Shell, shared: Completed, commands: Sequence[Completed]) -> str:
    """Return the script for a shell.

    Args:
        shell: The shell.
        shared: The options of every command, and their values.
        commands: What can follow each command.
    """
    write = {Shell.BASH: _bash, Shell.ZSH: _zsh, Shell.FISH: _fish}[shell]
    return write(shared, commands)


def _cases(shared: Completed, commands: Sequence[Completed]) -> list[tuple[str, tuple[Word, ...]]]:
    """Return every place in a command line, by its name, with the words that fit there."""
    cases = [("", (*(each.command for each in commands), *shared.words))]
    for option, words in shared.values.items():
        cases.append((option, words))
    for each in commands:
        cases.append((each.command.text, (*each.words, *shared.words)))
        for option, words in each.values.items():
            cases.append((f"{each.command.text} {option}", words))
    return cases


# Finds the command, and the option whose value comes next: the same words for bash and zsh.
_WALK = """\
        case "$word" in
            {shared}) ((index++)) ;;
            -*) ;;
            *) command="$word"; break ;;
        esac
    done
    place="$command"
    case "$previous" in
        {shared}) place="$previous" ;;
        {own}) place="$command $previous" ;;
    esac
    case "$place" in
"""


def _walk(shared: Completed, commands: Sequence[Completed]) -> str:
    own = dict.fromkeys(option for each in commands for option in each.values)
    return _WALK.format(shared="|".join(shared.values), own="|".join(own))


_BASH_HEAD = """\
# crampinfo completion for bash. Use it: eval "$(crampinfo completion bash)"
_crampinfo() {
    local current="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}"
    local command="" word place words=() index
    for ((index = 1; index < COMP_CWORD; index++)); do
        word="${COMP_WORDS[index]}"
"""

_BASH_TAIL = """\
    esac
    COMPREPLY=()
    for word in "${words[@]}"; do
        [[ "${word%%$'\\t'*}" == "$current"* ]] && COMPREPLY+=("$word")
    done
    # One match is typed; several are shown, each with its help.
    if ((${#COMPREPLY[@]} == 1)); then
        COMPREPLY[0]="${COMPREPLY[0]%%$'\\t'*}"
    else
        for index in "${!COMPREPLY[@]}"; do
            word="${COMPREPLY[index]}"
            COMPREPLY[index]="${word%%$'\\t'*}  (${word#*$'\\t'})"
        done
    fi
}
complete -F _crampinfo crampinfo
"""


def _bash(shared: Completed, commands: Sequence[Completed]) -> str:
    lines = [_BASH_HEAD, _walk(shared, commands)]
    for place, words in _cases(shared, commands):
        listed = " ".join(quote(f"{word.text}\t{word.help}") for word in words)
        lines.append(f"        {quote(place)}) words=({listed}) ;;\n")
    return "".join([*lines, _BASH_TAIL])


_ZSH_HEAD = """\
#compdef crampinfo
# crampinfo completion for zsh. Use it: eval "$(crampinfo completion zsh)"
_crampinfo() {
    local command="" word place previous="${words[CURRENT-1]}" index
    local -a found
    for ((index = 2; index < CURRENT; index++)); do
        word="${words[index]}"
"""

_ZSH_TAIL = """\
    esac
    _describe 'crampinfo' found
}
if [[ "$funcstack[1]" == "_crampinfo" ]]; then
    _crampinfo "$@"
else
    compdef _crampinfo crampinfo
fi
"""


def _zsh(shared: Completed, commands: Sequence[Completed]) -> str:
    lines = [_ZSH_HEAD, _walk(shared, commands)]
    for place, words in _cases(shared, commands):
        listed = " ".join(quote(_zsh_word(word)) for word in words)
        lines.append(f"        {quote(place)}) found=({listed}) ;;\n")
    return "".join([*lines, _ZSH_TAIL])


def _zsh_word(word: Word) -> str:
    """Return a word and its help, between a colon; colons and backslashes in them are escaped."""
    parts = (part.replace("\\", "\\\\").replace(":", "\\:") for part in (word.text, word.help))
    return ":".join(parts)


_FISH_HEAD = """\
# crampinfo completion for fish. Use it: crampinfo completion fish | source
complete -c crampinfo -f
"""


def _fish(shared: Completed, commands: Sequence[Completed]) -> str:
    lines = [_FISH_HEAD]
    lines += _fish_options(shared, "")
    for each in commands:
        lines.append(_fish_line("__fish_use_subcommand", (each.command,)))
        seen = f"__fish_seen_subcommand_from {each.command.text}"
        topics = [word for word in each.words if not word.text.startswith("-")]
        lines.append(_fish_line(seen, topics))
        lines += _fish_options(each, seen)
    return "".join(lines)


def _fish_line(condition: str, words: Iterable[Word]) -> str:
    return "".join(
        f"complete -c crampinfo -n {_fish_quote(condition)} -a {_fish_quote(word.text)}"
        f" -d {_fish_quote(word.help)}\n"
        for word in words
    )


def _fish_options(place: Completed, condition: str) -> list[str]:
    """Return the lines of the options of a place, each with its values."""
    when = f" -n {_fish_quote(condition)}" if condition else ""
    lines = []
    for word in place.words:
        if not word.text.startswith("--"):
            continue
        name = f"complete -c crampinfo{when} -l {word.text[2:]} -d {_fish_quote(word.help)}"
        values = place.values.get(word.text)
        if values is None:
            lines.append(name + "\n")
        elif values:
            # Fish would run what stands in brackets in a help text here: the words alone are safe.
            lines.append(f"{name} -x -a {_fish_quote(' '.join(value.text for value in values))}\n")
        else:
            lines.append(f"{name} -r\n")
    return lines


def _fish_quote(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
