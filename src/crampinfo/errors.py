"""What can go wrong, each with its sentence, its hint and its exit code."""

from collections.abc import Iterable
from pathlib import Path

from crampinfo.plaintext import printable

_LONGEST = 500  # characters of a message or a hint


class CrampinfoError(Exception):
    """A mistake that the reader can mend: what happened, what to do, and the exit code."""

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        self.message = printable(message)[:_LONGEST]
        self.hint = printable(hint)[:_LONGEST]
        super().__init__(self.message)


class UsageError(CrampinfoError):
    """The command line cannot be understood."""

    exit_code = 2


class UnknownTopicError(CrampinfoError):
    """No record has that name."""

    exit_code = 3

    def __init__(self, kind: str, name: str, nearest: Iterable[str], listing: str) -> None:
        near = list(nearest)
        search = f"crampinfo search {name}"
        hint = f"Nearest: {'; '.join([*near, search])}" if near else f"Try: {search}; {listing}"
        super().__init__(f"No {kind} is called “{name}”.", hint)


class OtherKindError(CrampinfoError):
    """The name belongs to records of other kinds."""

    exit_code = 3

    def __init__(self, name: str, kinds: Iterable[str], commands: Iterable[str]) -> None:
        what = " and ".join(f"a {kind}" for kind in dict.fromkeys(kinds))
        super().__init__(f"“{name}” is {what}.", f"Open it: {'; '.join(commands)}")


class BrokenDataError(CrampinfoError):
    """A data file is not what it should be."""

    exit_code = 4

    def __init__(self, file: Path, line: int, what: str) -> None:
        super().__init__(
            f"{file}:{line}: {what}", "Check the whole library: crampinfo validate DIR"
        )
        self.file = file
        self.line = line
        self.what = what


class NoRecordError(BrokenDataError, KeyError):
    """There is no file of that id: a missing key of a shelf, or what a file names in vain."""

    __str__ = Exception.__str__


class CannotWriteError(CrampinfoError):
    """The answer could not be written to stdout or to a file."""

    exit_code = 5

    def __init__(self, reason: str, hint: str = "Nothing or only a part was written.") -> None:
        super().__init__(f"Cannot write the answer: {reason}.", hint)
