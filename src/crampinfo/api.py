"""The public API: a library of typed records, and answers as the commands give them."""

from crampinfo.answers import CompareAnswer, Kind, SearchAnswer
from crampinfo.compose.conditions import compare_answer
from crampinfo.compose.found import search_answer
from crampinfo.finding.names import find
from crampinfo.library import Library


def search(library: Library, words: str) -> SearchAnswer:
    """Find the pages that fit some words, and the warning signs that they speak of.

    Args:
        library: Where to look.
        words: Any text, a whole story too.

    Raises:
        BrokenDataError: A data file cannot be read.
    """
    return search_answer(library, words)


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
    topics = [find(library, name, Kind.CAUSE, Kind.LOOK_ALIKE).topics[0] for name in names]
    return compare_answer(library, topics)
