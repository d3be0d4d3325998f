"""The public API: a library of typed records, and answers as the commands give them."""

from crampinfo.answers import CompareAnswer, SearchAnswer
from crampinfo.compose.conditions import compare_answer
from crampinfo.compose.found import search_answer
from crampinfo.compose.parts import complete
from crampinfo.library import Library

__all__ = ["Library", "compare", "search"]


def search(library: Library, query: str) -> SearchAnswer:
    """Find every page that fits a query, a whole story too, and the signs that it speaks of.

    Raises BrokenDataError.
    """
    return complete(library, search_answer(library, query))


def compare(library: Library, *names: str) -> CompareAnswer:
    """Lay the profiles of causes and look-alikes side by side: two to four ids, names or aliases.

    Raises UsageError, UnknownTopicError, BrokenDataError.
    """
    return complete(library, compare_answer(library, names))
