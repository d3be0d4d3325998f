"""The boundary: runs one command, and turns errors into stderr and an exit code."""

import os
import re
import sys
from collections.abc import Sequence
from itertools import takewhile

import typer

from crampinfo.answers import SCHEMA_VERSION
from crampinfo.cli.commands import app
from crampinfo.cli.output import note, release
from crampinfo.errors import CannotWriteError, CrampinfoError, UsageError
from crampinfo.plaintext import plain_name


def main(words: Sequence[str]) -> int:
    """Run one command: the words after the program's name.

    Returns the exit code: 0 an answer, 2 usage, 3 unknown topic, 4 broken data, 5 cannot write,
    130 Ctrl-C.
    """
    if "_CRAMPINFO_COMPLETE" in os.environ:
        from typer import completion  # for a Tab alone

        completion.completion_init()  # type: ignore[attr-defined]  # imported there
    try:
        if sys.stdout is None:
            raise CannotWriteError("stdout is closed")
        code = app(words, prog_name="crampinfo", standalone_mode=False)
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except CrampinfoError as error:
        return _report(error, words)
    except typer.TyperException as error:
        message = error.format_message()
        hint = "See: crampinfo --help"
        if message.startswith("No such option"):
            hint = "To look for words that begin with a hyphen, put -- before them."
        elif message.startswith("Got unexpected extra"):
            said = [*takewhile(lambda word: word[0] != "-", words[:1]), message.partition(" (")[2]]
            hint = f"Perhaps: crampinfo search {plain_name(' '.join(said))}"
        return _report(UsageError(message, hint), words)
    except (typer.Abort, KeyboardInterrupt):
        return 130
    except (BrokenPipeError, SystemExit):  # Typer's, where no one reads help or after a Tab
        release(sys.stdout)
        return 0
    except OSError as error:
        release(sys.stdout)
        return _report(CannotWriteError(error.strerror or "unknown reason"), words)


def _report(error: CrampinfoError, words: Sequence[str]) -> int:
    """Write an error to stderr, as JSON where JSON was asked for, and return its exit code."""
    if "_CRAMPINFO_COMPLETE" in os.environ:  # a Tab: the line that is typed stays as it is
        return error.exit_code
    line = "\n".join(takewhile(lambda word: word != "--", words))  # it may be beyond parsing
    given: list[str] = re.findall(r"^--format[=\n](.*)", line, re.M)
    if [os.environ.get("CRAMPINFO_FORMAT", ""), *given][-1].lower() == "json":
        from json import dumps  # for an error alone: ASCII, in any locale

        fault = {"exit_code": error.exit_code, "message": error.message, "hint": error.hint}
        note(dumps({"schema_version": SCHEMA_VERSION, "error": fault}))
    else:
        note(f"crampinfo: {error.message}\n{error.hint}".rstrip())
    return error.exit_code
