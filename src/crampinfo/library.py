"""Where the data lies, and how a record of it is read."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Generic, TypeVar

from msgspec import Struct

from crampinfo import yamlfile
from crampinfo.errors import BrokenDataError, UsageError
from crampinfo.plaintext import printable
from crampinfo.records import (
    Article,
    Basics,
    CauseCard,
    Facet,
    FirstScreen,
    Group,
    Matching,
    MeasureArticle,
    MeasureCard,
    Medicine,
    MimicCard,
    Source,
    Triggers,
    WarningSign,
)

__all__ = ["ArticleShelf", "Library", "Shelf", "bundled_data"]

_FEATURE_FIELDS = frozenset({"each", "unless", "implies", "feature"})

Card = TypeVar("Card")
Text = TypeVar("Text")


class Shelf(Generic[Card]):
    """One folder of a library: a file for each record, named after its id.

    Args:
        folder: Where the files lie.
        card: The shape of a file, or of its first document.
        command: What opens a record, before its id.
    """

    def __init__(self, folder: Path, card: type[Card], command: str = "") -> None:
        self.folder = folder
        self.command = command
        self.shapes: tuple[type, ...] = (card,)

    def file(self, name: str) -> Path:
        """Return the file of a record, whether it is there or not."""
        return self.folder / f"{name}.yaml"

    def holds(self, name: str) -> bool:
        """Tell whether there is a record of that id."""
        return self.file(name).is_file()

    def ids(self) -> list[str]:
        """Return the ids of all records, in order; none where the folder is not there.

        Raises BrokenDataError for a folder that cannot be read.
        """
        try:
            files = os.listdir(self.folder)  # noqa: PTH208  # names only: Path.iterdir builds paths
        except FileNotFoundError:
            return []
        except OSError as error:
            what = f"cannot be read ({error.strerror})"
            raise BrokenDataError(self.folder, 1, what) from None
        return sorted(file[:-5] for file in files if file.endswith(".yaml"))

    def card(self, name: str) -> Card:
        """Read the card of one record. Raises BrokenDataError."""
        card: Card = yamlfile.read(self.file(name), self.shapes[0])[0]
        return card

    def cards(self) -> list[Card]:
        """Read the cards of all records, in the order of their ids. Raises BrokenDataError."""
        return [self.card(name) for name in self.ids()]

    def documents(self, name: str) -> list[Any]:
        """Read all documents of one record. Raises BrokenDataError."""
        return yamlfile.read(self.file(name), *self.shapes)


class ArticleShelf(Shelf[Card], Generic[Card, Text]):
    """A folder whose files hold a card and an article."""

    def __init__(self, folder: Path, card: type[Card], article: type[Text], command: str) -> None:
        super().__init__(folder, card, command)
        self.shapes = (card, article)

    def open(self, name: str) -> tuple[Card, Text]:
        """Read the card and the article of one record. Raises BrokenDataError."""
        card, article = self.documents(name)
        return card, article


class Library:
    """A folder of data files. Nothing is read before it is asked for.

    Args:
        root: The folder; the bundled library when none is given.

    Raises:
        UsageError: There is no such folder.
    """

    def __init__(self, root: Path | None = None) -> None:
        self.root = root or bundled_data()
        if not self.root.is_dir():
            raise UsageError(
                f"There is no library at {printable(str(self.root))}.",
                "--data and CRAMPINFO_DATA name a folder of data files.",
            )
        folder = self.root.joinpath
        self.causes = ArticleShelf(folder("causes"), CauseCard, Article, "crampinfo cause")
        self.mimics = ArticleShelf(folder("mimics"), MimicCard, Article, "crampinfo cause")
        self.measures = ArticleShelf(
            folder("measures"), MeasureCard, MeasureArticle, "crampinfo relief"
        )
        self.medicines = Shelf(folder("medicines"), Medicine, "crampinfo medicines")
        self.signs = Shelf(folder("warning-signs"), WarningSign, "crampinfo warnings")
        self.groups = Shelf(folder("groups"), Group, "crampinfo relief --for")
        self.sources = Shelf(folder("sources"), Source, "crampinfo sources")
        self.basics = Shelf(folder("basics"), Basics)
        self.screens = Shelf(folder("screens"), FirstScreen)
        self.features = Shelf(folder("features"), Facet)
        self.triggers = Shelf(folder("triggers"), Triggers)
        self.matching = Shelf(folder("matching"), Matching)

    def faults(self) -> list[BrokenDataError]:
        """Find everything that is wrong with the library, file by file.

        Each file is checked by itself: syntax, keys, types. Where all files are sound, links are
        checked too: what they name must exist, no id may stand for a cause and a mimic, and every
        source must be cited.
        """
        found = []
        for shelf in self.shelves():
            for name in shelf.ids():
                found += yamlfile.faults(shelf.file(name), *shelf.shapes)
        return found or self._link_faults()

    def _link_faults(self) -> list[BrokenDataError]:
        found = []
        cited: set[str] = set()
        features = {feature.id for facet in self.features.cards() for feature in facet.features}
        for shelf in self.shelves():
            for name in shelf.ids():
                file = shelf.file(name)
                if shelf is self.mimics and self.causes.holds(name):
                    found.append(BrokenDataError(file, 1, f"the id “{name}” is a cause already"))
                for field, link in _links_in(shelf.documents(name)):
                    targets = self._targets(shelf, field)
                    cited |= {link} if targets == (self.sources,) else set()
                    dangling = targets and not any(target.holds(link) for target in targets)
                    if dangling or (field in _FEATURE_FIELDS and link not in features):
                        line = yamlfile.line_of(file, link)
                        kind = " or ".join(target.folder.name for target in targets) or "features"
                        found.append(BrokenDataError(file, line, f"no “{link}” in {kind}"))
        for key in self.sources.ids():
            if key not in cited:
                found.append(BrokenDataError(self.sources.file(key), 1, "no statement rests on it"))
        return found

    def _targets(self, shelf: Shelf[Any], field: str) -> tuple[Shelf[Any], ...]:
        """Return the shelves that may hold what a field names; none where it names no record."""
        match field:
            case "sources":
                return (self.sources,)
            case "warnings" | "emergency" | "today" | "after_ten_minutes" | "sign":
                return (self.signs,)
            case "medicines":
                return (self.medicines,)
            case "measures" | "stretch" | "muscles" | "then":
                return (self.measures,)
            case "related" if shelf is self.measures:
                return (self.measures,)
            case "related" | "telling" | "useful" | "slight" | "against" | "causes":
                return (self.causes, self.mimics)
            case _:
                return ()

    def shelves(self) -> list[Shelf[object]]:
        """Return all shelves, in the order of the house."""
        return [shelf for shelf in vars(self).values() if isinstance(shelf, Shelf)]


def _links_in(thing: object, field: str = "") -> Iterator[tuple[str, str]]:
    """Find every text in a record with the name of its field: some of them are links."""
    if isinstance(thing, Struct):
        for name in thing.__struct_fields__:
            yield from _links_in(getattr(thing, name), name)
    elif isinstance(thing, tuple | list):
        for item in thing:
            yield from _links_in(item, field)
    elif isinstance(thing, str):
        yield field, thing


def bundled_data() -> Path:
    """Return the folder of the bundled library: beside the code, or above it in a checkout."""
    here = Path(__file__).parent
    beside = here / "data"
    return beside if beside.is_dir() else here.parent.parent / "data"
