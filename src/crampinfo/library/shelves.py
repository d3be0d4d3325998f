"""Where the data lies: folders of files, each a record that is read when it is asked for."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Generic, TypeVar

from crampinfo.errors import BrokenDataError, NoRecordError, UsageError
from crampinfo.library import basics, poses, records, yamlfile

Card = TypeVar("Card")
Full = TypeVar("Full")


class Shelf(Mapping[str, Full], Generic[Full, Card]):
    """One folder of a library: record by id. Nothing is read before it is asked for.

    Each file is named after the id of its record, of some shape; its first document is the card
    that lists show, or the whole. `command` opens a record, before its id.
    """

    def __init__(self, folder: Path, shape: type[Full], card: type[Card], command: str) -> None:
        self.folder = folder
        self.command = f"crampinfo {command}".rstrip()
        self._shape, self._card = shape, card

    def __getitem__(self, name: str) -> Full:
        """Read a record. Raises NoRecordError, a KeyError; BrokenDataError for a bad file."""
        if name not in self:
            raise NoRecordError(self.file(name), 1, "there is no such file")
        return self._read(name)

    def __contains__(self, name: object) -> bool:
        """Tell whether there is a record of that id."""
        if not isinstance(name, str) or name != os.path.basename(name):  # noqa: PTH119  # no way out
            return False
        return os.path.lexists(self.file(name))  # a long name is no error, nor a link to nothing

    def __iter__(self) -> Iterator[str]:
        """Go through the ids of all records, in order. Raises BrokenDataError for the folder."""
        try:
            files = os.listdir(self.folder)  # noqa: PTH208  # names only: Path.iterdir builds paths
        except OSError as error:
            what = f"cannot be read ({error.strerror})"
            raise BrokenDataError(self.folder, 1, what) from None
        return iter(sorted(file[:-5] for file in files if file.endswith(".yaml")))

    def __len__(self) -> int:
        """Count the records."""
        return sum(1 for _ in self)

    def card(self, name: str) -> Card:
        """Read what a list shows of a record. Raises BrokenDataError."""
        return yamlfile.read(self.file(name), self._card)

    def cards(self) -> list[Card]:
        """Read the cards of all records, in the order of their ids. Raises BrokenDataError."""
        return [self.card(name) for name in self]

    def file(self, name: str) -> Path:
        """Return the file of a record, whether it is there or not."""
        return self.folder / f"{name}.yaml"

    def _read(self, name: str) -> Full:
        documents = 1 if self._shape is self._card else 2
        return yamlfile.read(self.file(name), self._shape, documents, only=True)


class BasicsShelf(Shelf[Any, Any]):
    """The folder of what no other folder holds: an attribute for each file, with its shape."""

    about: basics.About
    cramp: basics.Basics
    medicines: basics.Basics
    relief: basics.FirstScreen
    search: basics.SearchWords
    sheet: basics.Sheet
    warnings: basics.Tiers

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, basics.Basics, basics.Basics, "")
        self.shapes = BasicsShelf.__annotations__

    def __getattr__(self, name: str) -> Any:
        if name not in BasicsShelf.__annotations__:
            raise AttributeError(name)
        self.__dict__[name] = record = self._read(name)  # pages ask for it again
        return record

    def _read(self, name: str) -> Any:
        return yamlfile.read(self.file(name), self.shapes.get(name, basics.Basics), only=True)


class Library:
    """A folder of data files; the bundled one when none is given. What is asked for is read.

    Raises UsageError where there is no such folder, BrokenDataError where it holds no library.
    """

    def __init__(self, root: str | Path | None = None) -> None:
        self.root = Path(root) if root is not None else bundled_data()
        if not os.path.isdir(self.root):  # noqa: PTH112  # a long name is no error
            hint = "--data and CRAMPINFO_DATA name a folder of data files."
            raise UsageError(f"There is no library at “{self.root}”.", hint)
        at = self.root.joinpath
        self.causes = Shelf(at("causes"), records.Cause, records.CauseCard, "cause")
        self.lookalikes = Shelf(at("lookalikes"), records.LookAlike, records.LookAlikeCard, "cause")
        self.remedies = Shelf(at("remedies"), records.Remedy, records.RemedyCard, "relief")
        self.medicines = Shelf(at("medicines"), records.Medicine, records.Medicine, "medicines")
        sign = records.WarningSign
        self.signs = Shelf(at("warning-signs"), sign, sign, "warnings")
        self.groups = Shelf(at("groups"), records.Group, records.Group, "relief --for")
        self.figures = Shelf(at("figures"), poses.Figure, poses.Figure, "")
        self.routines = Shelf(at("routines"), poses.Routine, poses.Routine, "stretch")
        self.sources = Shelf(at("sources"), records.Source, records.Source, "sources")
        self.basics = BasicsShelf(at("basics"))
        for shelf in self.shelves():
            if not os.path.isdir(shelf.folder):  # noqa: PTH112  # no right to look is no error
                what = f"not a library: there is no {shelf.folder.name}/, or it may not be opened"
                raise BrokenDataError(self.root, 1, what)

    def shelves(self) -> list[Shelf[Any, Any]]:
        """Return all shelves, in the order of `__init__`."""
        return [shelf for shelf in vars(self).values() if isinstance(shelf, Shelf)]


def bundled_data() -> Path:
    """Return the folder of the bundled library: beside the code, or above it in a checkout."""
    here = Path(__file__).parent.parent
    beside = here / "data"
    return beside if beside.is_dir() else here.parent.parent / "data"
