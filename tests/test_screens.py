"""The headline screens, as a reviewer can read them."""

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from crampinfo.compose.causes import cause_page, causes_page
from crampinfo.compose.general import home_page
from crampinfo.compose.relief import relief_page
from crampinfo.compose.warnings import warning_page
from crampinfo.library import Library
from crampinfo.names import Kind, Topic
from crampinfo.page import Format, Page, Screen
from crampinfo.rendering import render


class TextFile(SingleFileSnapshotExtension):
    """One text file for each screen."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"


@pytest.fixture
def snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(TextFile)


def screen(name: str, library: Library) -> Page:
    match name:
        case "home":
            return home_page()
        case "relief":
            return relief_page(library)
        case "causes":
            return causes_page(library, None)
        case "cause-neuropathy":
            return cause_page(library, Topic(Kind.CAUSE, "neuropathy", "", ""))
        case _:
            return warning_page(library, Topic(Kind.SIGN, "dvt", "", ""))


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("name", ["home", "relief", "causes", "cause-neuropathy", "warnings-dvt"])
def test_the_headline_screens(
    name: str, width: int, library: Library, snapshot: SnapshotAssertion
) -> None:
    """A change is seen in review: pytest --snapshot-update writes the screens anew."""
    drawn = render(screen(name, library), Format.PANELS, Screen(width=width))

    assert drawn == snapshot
