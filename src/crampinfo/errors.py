"""What can go wrong, each with its sentence, its hint and its exit code."""

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
    """No record of the wanted kind has that name."""

    exit_code = 3


class BrokenDataError(CrampinfoError):
    """A data file is not what it should be: which file, on which line, and what is wrong."""

    exit_code = 4

    def __init__(self, file: Path, line: int, what: str) -> None:
        self.file, self.line, self.what = printable(str(file)), line, printable(what)
        hint = "Check the whole library: crampinfo validate DIR"
        super().__init__(f"{self.file}:{line}: {self.what}", hint)


class NoRecordError(BrokenDataError, KeyError):
    """There is no file of that id: a missing key of a shelf, or a link to nothing."""

    __str__ = Exception.__str__


class CannotWriteError(CrampinfoError):
    """The answer could not be written to stdout or to a file."""

    exit_code = 5

    def __init__(self, reason: str, hint: str = "Nothing or only a part was written.") -> None:
        super().__init__(f"Cannot write the answer: {reason}.", hint)
