"""The reader's words → pages, best first, and the warning signs that they speak of.

The rule: pages are ranked by SQLite's BM25 over their names, lay words, clues and the rest. What
stands together counts on top: two words side by side, and more so a name or a lay phrase that
stands whole, near together. A warning sign is heard when one of its names or phrases stands whole,
or when it fits half as well as the best page and by more than scattered words. Of the signs that
are heard, emergencies come first.
"""

import re
import sqlite3
from collections.abc import Collection, Iterable
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import get_args

from msgspec import Struct

from crampinfo.answers import Kind
from crampinfo.finding.names import nearest_words, shelf_of
from crampinfo.library import Library
from crampinfo.library.yamlfile import text_of
from crampinfo.plaintext import plain_name

_MOST_WORDS, _MOST_SIGNS = 80, 3  # of a sentence: more add nothing but time; of an answer
_SHORTEST_RESPELLED = 5  # letters: shorter words are like too many

# BM25 weights of names, words, clues and the rest.
_WEIGHTS = (4.0, 4.0, 2.0, 1.0)
_PHRASE = 2.0  # for each word of the longest phrase that stands whole
_PAIR, _MOST_PAIR = 0.01, 0.4  # of two words' BM25: for each word of the query, and at most
_LOOSE = 3  # further words that may stand among those of a phrase
_SIGN, _SCATTERED = 0.5, 10.0  # of the best page's BM25, and at least: a sign without a phrase
_LEAST = 1 / 3  # of the best score: what scores less is left out

# A file is read as text here, key by key: a whole library is searched so in the time that parsing
# a tenth of it takes.
_KEY = re.compile(r"\n([a-z_]+|#)[: ]")  # or a comment
_LINKS = re.compile(r" sources:(?: \[[^\]]*\]|(?:\n +- \S+)+)")
_MARKS = re.compile(r"^ *- | #.*$", re.MULTILINE)  # of an item in a list, of a comment
_SENTENCE = re.compile(r"[.!?;]+(?:\s|$)|\n")
_WORD = re.compile(r"\w+")
# Of the table of pages: all other keys are the rest; those without a column tell little apart.
_COLUMNS = dict.fromkeys("id name aliases generics brands_us brands_uk".split(), "names")
_COLUMNS |= dict.fromkeys("words typed".split(), "words")
_COLUMNS |= dict.fromkeys("summary clues profile short notice unlike verdict kind".split(), "clues")
_COLUMNS |= dict.fromkeys("related warnings routine category link moment muscle".split(), "")
_COLUMNS |= dict.fromkeys("# reviewed sources differ numbers figures".split(), "")

_Page = tuple[Kind, str]
_Scores = tuple[dict[_Page, float], dict[_Page, int]]


class Hits(Struct, frozen=True):
    """What a search found: signs, emergencies first; pages with their scores, the best first.

    `shown_for` is the query as it was understood, where a word was read as another one.
    """

    signs: tuple[str, ...]
    pages: tuple[tuple[_Page, float], ...]
    shown_for: str | None = None
    not_covered: tuple[str, ...] = ()


def search(library: Library, query: str) -> Hits:
    """Find pages and warning signs by a query: any text, of each sentence its first words.

    Raises BrokenDataError.
    """
    index = _Index(library)
    said = plain_name(query).split()[:_MOST_WORDS]
    absent = [word for word in dict.fromkeys(said) if index.is_absent(word)]
    not_covered = [word for word in absent if word in library.basics.search.not_covered]
    unknown = [word for word in {*absent} - {*not_covered} if len(word) >= _SHORTEST_RESPELLED]
    respelled = index.nearest(unknown) if unknown else {}
    understood = [respelled.get(word, word) for word in said]

    def telling(text: str) -> list[str]:
        words = plain_name(text).split()[:_MOST_WORDS]
        words = [respelled.get(word, word) for word in words]
        return [word for word in words if word not in index.skipped] or words

    # Each sentence is heard by itself too, so that an innocent one more does not hide a sign.
    heard = index.heard([telling(each) for each in (query, *_SENTENCE.split(query))])
    base, whole = heard[0]
    pairs = index.ranked([" ".join(pair) for pair in pairwise(understood)])
    share = min(_MOST_PAIR, _PAIR * len(said))
    pages = [
        (page, round(score + _PHRASE * whole.get(page, 0) + share * pairs.get(page, 0.0), 3))
        for page, score in base.items()
        if page[0] != "warning sign"
    ]
    pages.sort(key=lambda scored: -scored[1])
    return Hits(
        tuple(_signs(heard, library.basics.warnings.tiers[0].signs)),
        tuple((page, score) for page, score in pages if score >= pages[0][1] * _LEAST),
        " ".join(understood) if respelled else None,
        tuple(not_covered),
    )


def _signs(found: list[_Scores], emergencies: Collection[str]) -> list[str]:
    """Return the signs that the query or one of its sentences speaks of, emergencies first."""
    sure: dict[str, tuple[int, float]] = {}
    for base, whole in found:
        fits = max((base[page] for page in base if page[0] != "warning sign"), default=0.0)
        for page, score in base.items():
            fitting = page in whole or score >= max(fits * _SIGN, _SCATTERED)
            if page[0] == "warning sign" and fitting:
                sure[page[1]] = max((whole.get(page, 0), score), sure.get(page[1], (0, 0.0)))
    return sorted(sure, key=lambda one: (one in emergencies, sure[one]), reverse=True)[:_MOST_SIGNS]


class _Index:
    """The library in memory: a full-text table of its pages."""

    def __init__(self, library: Library) -> None:
        self.skipped = frozenset(library.basics.search.skipped)
        self._db = sqlite3.connect(":memory:")
        tokens = "tokenize='porter unicode61 remove_diacritics 2'"
        self._db.executescript(
            f"CREATE VIRTUAL TABLE pages USING fts5(names, words, clues, rest, {tokens});"
            f"CREATE VIRTUAL TABLE said USING fts5(text, {tokens});"
        )
        files: dict[_Page, Path] = {}
        for kind in get_args(Kind):
            if kind not in ("routine", "page"):  # a routine's remedy leads there
                shelf = shelf_of(library, kind)
                files |= {(kind, name): shelf.file(name) for name in shelf}
        files |= {("page", each): library.basics.file(each) for each in ("cramp", "medicines")}
        self._pages = list(files)
        self._db.executemany("INSERT INTO pages VALUES(?,?,?,?)", map(_read, files, files.values()))

    def is_absent(self, word: str) -> bool:
        found = self._db.execute("SELECT 1 FROM pages(?) LIMIT 1", (f'"{word}"',))
        return word not in self.skipped and found.fetchone() is None

    def nearest(self, words: list[str]) -> dict[str, str]:
        """Return the word of the library that is spelled most like each, where there is one."""
        texts = self._db.execute("SELECT names, clues, rest FROM pages")  # no misspellings
        known = set(plain_name(" ".join(text for row in texts for text in row)).split())
        first = {word[0]: [each for each in known if each[0] == word[0]] for word in words}
        return {word: best for word in words for best in nearest_words(first[word[0]], word)[:1]}

    def heard(self, texts: list[list[str]]) -> list[_Scores]:
        """Score the pages by each of some texts, which are lists of words.

        Returns for each text the BM25 of the pages that have any of its words (higher is better),
        and the size of the longest phrase of each page that stands whole in it, in words.
        """
        self._db.executemany("INSERT INTO said VALUES (?)", [(" ".join(words),) for words in texts])
        wholes: list[dict[_Page, int]] = [{} for _ in texts]
        words = {word for text in texts for word in text}
        starts = "|".join(re.escape(word[: max(2, len(word) - 4)]) for word in words)
        begins = re.compile(rf"\b(?:{starts})").search  # with another ending too
        may_stand = cache(lambda word: word in self.skipped or begins(word))
        having = "SELECT rowid, names, words FROM pages(?)"
        for row, *lists in self._db.execute(having, (f"{{names words}}: ({_any(words)})",)):
            page, phrases = self._pages[row - 1], _MARKS.sub("", "\n".join(lists).lower())
            for phrase in phrases.replace(", ", "\n").split("\n"):
                if not all(map(may_stand, phrase.split())):
                    continue
                if telling := set(_WORD.findall(phrase)) - self.skipped:
                    quoted, size = " ".join(f'"{word}"' for word in telling), len(telling)
                    near = f"NEAR({quoted}, {size + _LOOSE - 2})"
                    for (text,) in self._db.execute("SELECT rowid FROM said(?)", (near,)):
                        wholes[text - 1][page] = max(size, wholes[text - 1].get(page, 0))
        return list(zip(map(self.ranked, texts), wholes, strict=True))

    def ranked(self, words: list[str]) -> dict[_Page, float]:
        ranking = "SELECT rowid, -bm25(pages, ?, ?, ?, ?) FROM pages(?)"
        ranked = self._db.execute(ranking, (*_WEIGHTS, _any(words)))
        return {self._pages[row - 1]: score for row, score in ranked}


def _any(words: Iterable[str]) -> str:
    return " OR ".join(f'"{word}"' for word in dict.fromkeys(words)) or '""'


def _read(page: _Page, file: Path) -> tuple[str, ...]:
    """Return the prose of a file by column: of names and lay words, one on a line."""
    texts = dict.fromkeys(("names", "words", "clues", "rest", ""), "")
    _, *parts = _KEY.split(_LINKS.sub("", f"\n{text_of(file)}"))
    for key, value in zip(parts[::2], parts[1::2], strict=True):
        if (page[0], key) != ("warning sign", "id"):  # which nobody says
            texts[_COLUMNS.get(key, "rest")] += f"{value}\n"
    return tuple(texts.values())[:4]
