"""The reader's words → records, best first."""

import re
import sqlite3
from collections import defaultdict
from difflib import get_close_matches

from msgspec import Struct

from crampinfo.library import Library
from crampinfo.names import Kind, shelf_of
from crampinfo.plaintext import printable

__all__ = ["Result", "search"]

_MOST_RESULTS = 10
_MOST_WORDS = 60  # of a query; more add nothing but time

# Questions are full of words that tell no record from another.
_SKIPPED = frozenset(
    "a about all am an and any are as at be been but by can cause caused causes causing could did do "
    "does doing for from get gets getting give go got had happen happens has have having help helps "
    "how i if in is it its just like make makes may me might my of on or our out people really s she "
    "should so some sometimes such t take takes taking tell than that the their them then there "
    "these they this to up use used using very was we what when where which while who why will "
    "with would you your".split()
)

# What a record is called, and what is no prose: found in the text of its file, because a whole
# library is searched so in the time that parsing a tenth of it takes.
_NAMES = re.compile(
    r"^(id|name|aliases|typed|generics|brands_us|brands_uk):(.*?)(?=^[a-z_]+:|^---|\Z)", re.M | re.S
)
_NO_PROSE = re.compile(
    r"^#.*$|^ *(?:- )?(?:sources|related|warnings|measures|basis):.*$|^[ -]*[a-z_]+:", re.M
)
_WORD = re.compile(r"\w+")

_RANKED = "SELECT kind, id, bm25({0}) FROM {0} WHERE {0} MATCH ?"

_NAME_WEIGHT = 2.0
_TEXT_WEIGHT = 1.0


class Result(Struct, frozen=True):
    """A record that fits, and how well (higher is better)."""

    kind: Kind
    id: str
    score: float


def search(library: Library, query: str) -> list[Result]:
    """Find records by the words of a query: in names and aliases first, then in the full text.

    Words are stemmed by SQLite's full-text engine, and ranked by its BM25. A word that the library
    does not have is read as the nearest one that it has.

    Args:
        library: Where to look.
        query: Any text; most of a long one is left out.

    Returns:
        At most ten records, best first; none where no word fits.
    """
    words = _WORD.findall(printable(query).casefold())[:_MOST_WORDS]
    telling = [word for word in words if word not in _SKIPPED] or words
    if not telling:
        return []
    index = _index(library)
    known = [_respelt(index, word) for word in telling]
    wanted = " OR ".join(f'"{word}"' for word in dict.fromkeys(known) if word)
    if not wanted:
        return []
    named: dict[tuple[str, str], float] = defaultdict(float)
    for kind, name, rank in index.execute(_RANKED.format("names"), (wanted,)):
        named[kind, name] = max(named[kind, name], -rank)
    scores = defaultdict(float, {key: _NAME_WEIGHT * rank for key, rank in named.items()})
    for kind, name, rank in index.execute(_RANKED.format("texts"), (wanted,)):
        scores[kind, name] += _TEXT_WEIGHT * -rank
    best = sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:_MOST_RESULTS]
    return [Result(Kind(kind), name, round(score, 3)) for (kind, name), score in best]


def _index(library: Library) -> sqlite3.Connection:
    """Build an index of a library in memory: a row for each name, and one for each full text."""
    index = sqlite3.connect(":memory:")
    index.executescript(
        "CREATE VIRTUAL TABLE names USING fts5(kind UNINDEXED, id UNINDEXED, name,"
        " tokenize='porter unicode61', detail=none);"
        "CREATE VIRTUAL TABLE texts USING fts5(kind UNINDEXED, id UNINDEXED, text,"
        " tokenize='porter unicode61', detail=none);"
        "CREATE VIRTUAL TABLE vocabulary USING fts5vocab(texts, row);"
    )
    for kind in Kind:
        if kind is Kind.GROUP:
            continue
        shelf = shelf_of(library, kind)
        for name in shelf.ids():
            text = shelf.file(name).read_text(encoding="utf-8")
            index.executemany(
                "INSERT INTO names VALUES (?, ?, ?)",
                [(kind, name, each) for each in _names_in(text)],
            )
            index.execute(
                "INSERT INTO texts VALUES (?, ?, ?)", (kind, name, _NO_PROSE.sub(" ", text))
            )
    return index


def _names_in(text: str) -> list[str]:
    """Return what a file calls its record: id, name and aliases, one by one."""
    found = []
    for key, block in _NAMES.findall(text):
        if key in ("id", "name"):
            found.append(block)
        else:
            found += (
                block.strip().strip("[]").replace("\n  - ", ", ").removeprefix("- ").split(", ")
            )
    return found


def _respelt(index: sqlite3.Connection, word: str) -> str | None:
    """Return a word if the library has it, or the one it has that is spelt most like it, or None."""
    if index.execute("SELECT 1 FROM texts WHERE texts MATCH ?", (f'"{word}"',)).fetchone():
        return word
    if len(word) < 4:
        return None
    near = [
        term
        for (term,) in index.execute(
            "SELECT term FROM vocabulary WHERE term LIKE ? AND length(term) BETWEEN ? AND ?",
            (word[0] + "%", len(word) - 3, len(word) + 2),
        )
    ]
    return next(iter(get_close_matches(word, near, n=1, cutoff=0.75)), None)
