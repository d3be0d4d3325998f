"""The reader's words → records, best first."""

import re
import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from difflib import get_close_matches
from itertools import zip_longest
from pathlib import Path

from msgspec import Struct

from crampinfo import yamlfile
from crampinfo.library import Library
from crampinfo.names import Kind, plain_name, shelf_of
from crampinfo.plaintext import printable

__all__ = ["Result", "search"]

_MOST_RESULTS = 10
_MOST_WORDS = 60  # of a query; more add nothing but time

# Questions are full of words that tell no record from another.
_SKIPPED = frozenset(
    "a about all am an and any are as at be been but by can cause caused causes causing could did "
    "do does doing for from get gets getting give go got had happen happens has have having help "
    "helps how i if in is it its just like make makes may me might my of on or our out people "
    "really s she should so some sometimes such t take takes taking tell than that the their them "
    "then there these they this to up use used using very was we what when where which while who "
    "why will with would you your".split()
)

# A file is read as text here, key by key: a whole library is searched so in the time that parsing
# a tenth of it takes.
_KEY = re.compile(r"^([a-z_]+):", re.M)
_NAME_KEYS = frozenset({"id", "name", "aliases", "typed", "generics", "brands_us", "brands_uk"})
_NO_PROSE = re.compile(
    r"^#.*|^ *(?:- )?(?:sources|measures|basis|grade|level):.*|^ +(?:- )?[a-z_]+:", re.M
)
_NO_PROSE_KEYS = frozenset({"related", "warnings", "category", "moment", "muscle", "tier"})
_WORD = re.compile(r"\w+")

_TABLE = "CREATE VIRTUAL TABLE {0} USING fts5(text, content='', tokenize='porter unicode61')"
_RANKED = "SELECT rowid, bm25({0}) FROM {0} WHERE {0} MATCH ?"

# Of a record's best name, against 1 for its text; 2 to 4 do as well. A name that is all that was
# typed counts twice.
_NAME_WEIGHT = 3.0
_SHORTEST_RESPELT = 5  # letters: shorter words are like too many


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
    index = _Index(library)
    known = [index.respelt(word) for word in telling]
    wanted = list(dict.fromkeys(word for word in known if word))
    scores: dict[int, float] = defaultdict(float)
    for row, rank in index.ranked("names", wanted):
        record, name = index.names[row]
        exact = set(plain_name(name).split()) == set(wanted)
        scores[record] = max(scores[record], (1 + exact) * _NAME_WEIGHT * rank)
    for record, rank in index.ranked("texts", wanted):
        scores[record] += rank
    best = sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:_MOST_RESULTS]
    return [Result(*index.records[record], round(score, 3)) for record, score in best]


class _Index:
    """An index of a library in memory: a row for each name, and a row for each full text.

    Attributes:
        records: The record of each row of the texts.
        names: The name of each row of the names, and the row of its record among the texts.
    """

    def __init__(self, library: Library) -> None:
        self.records: list[tuple[Kind, str]] = []
        self.names: list[tuple[int, str]] = []
        texts: list[str] = []
        for kind in Kind:
            if kind is Kind.GROUP:
                continue
            shelf = shelf_of(library, kind)
            for name in shelf.ids():
                names, text = _read(shelf.file(name))
                self.names += [(len(self.records), each) for each in names]
                self.records.append((kind, name))
                texts.append(text)
        self._tables = sqlite3.connect(":memory:")
        for table, rows in (("names", [name for _, name in self.names]), ("texts", texts)):
            self._tables.execute(_TABLE.format(table))
            self._tables.executemany(
                f"INSERT INTO {table} (rowid, text) VALUES (?, ?)",  # noqa: S608  # our own names
                enumerate(rows),
            )
        for table in ("names", "texts"):
            self._tables.execute(
                f"CREATE VIRTUAL TABLE {table}_words USING fts5vocab({table}, row)"
            )

    def ranked(self, table: str, words: Sequence[str]) -> list[tuple[int, float]]:
        """Return the rows that hold any of the words, and how well each fits (higher is better)."""
        if not words:
            return []
        wanted = " OR ".join(f'"{word}"' for word in words)
        return [
            (row, -rank) for row, rank in self._tables.execute(_RANKED.format(table), (wanted,))
        ]

    def respelt(self, word: str) -> str | None:
        """Return a word if the library has it, else the one spelt most like it, or None."""
        if self._has("texts", word) or self._has("names", word):
            return word
        if len(word) < _SHORTEST_RESPELT:
            return None
        near = [
            term
            for (term,) in self._tables.execute(
                "SELECT term FROM (SELECT term FROM names_words UNION SELECT term FROM texts_words)"
                " WHERE term LIKE ? AND length(term) BETWEEN ? AND ?",
                (word[0] + "%", len(word) - 3, len(word) + 2),
            )
        ]
        return next(iter(get_close_matches(word, near, n=1, cutoff=0.8)), None)

    def _has(self, table: str, word: str) -> bool:
        found = self._tables.execute(
            f"SELECT 1 FROM {table} WHERE {table} MATCH ? LIMIT 1",  # noqa: S608  # our own names
            (f'"{word}"',),
        )
        return found.fetchone() is not None


def _read(file: Path) -> tuple[list[str], str]:
    """Return what a file calls its record (id, name, aliases, brands), and its prose."""
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise yamlfile.faults(file)[0] from None
    names: list[str] = []
    prose: list[str] = []
    keys = list(_KEY.finditer(text))
    for key, following in zip_longest(keys, keys[1:]):
        value = text[key.end() : following.start() if following else len(text)]
        if key[1] in _NAME_KEYS:
            lines = value.strip().strip("[]").replace("\n  - ", ", ").removeprefix("- ")
            names += [value.strip()] if key[1] == "name" else lines.split(", ")
        elif key[1] not in _NO_PROSE_KEYS:
            prose.append(_NO_PROSE.sub(" ", value))
    return names, " ".join(prose)
