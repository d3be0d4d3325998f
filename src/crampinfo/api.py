"""The public API: a library of typed records, and answers as the commands give them."""

from crampinfo.answers import CompareAnswer
from crampinfo.compose.conditions import compare_answer
from crampinfo.compose.found import search_answer as search
from crampinfo.compose.parts import complete
from crampinfo.finding.names import find
from crampinfo.library import Library

__all__ = ["Library", "compare", "search"]


def compare(library: Library, *names: str) -> CompareAnswer:
    """Lay the profiles of causes and look-alikes side by side.

    Args:
        library: Where to look.
        names: Their ids, names or aliases.

    Raises:
        UsageError: They are not two to four.
        UnknownTopicError: A name is unknown; OtherKindError: it belongs to something else.
        BrokenDataError: A data file cannot be read.
    """
    topics = [find(library, name, "cause", "look-alike").topics[0] for name in names]
    return complete(library, compare_answer(library, topics))
