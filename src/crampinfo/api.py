"""The public API: a library of typed records, and answers as the commands give them."""

from crampinfo.answers import CompareAnswer
from crampinfo.compose.conditions import compare_answer
from crampinfo.compose.found import search_answer as search
from crampinfo.compose.parts import complete
from crampinfo.library import Library

__all__ = ["Library", "compare", "search"]


def compare(library: Library, *names: str) -> CompareAnswer:
    """Lay the profiles of causes and look-alikes side by side: two to four ids, names or aliases.

    Raises UsageError, UnknownTopicError, BrokenDataError.
    """
    return complete(library, compare_answer(library, names))
