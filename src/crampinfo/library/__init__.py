"""The library: data files on shelves, read as typed records."""

from crampinfo.library.shelves import Library as Library
