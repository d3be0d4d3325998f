"""The headline screens, as a reviewer can read them."""

from collections.abc import Callable

import pytest
from conftest import Ran
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode


class TextFile(SingleFileSnapshotExtension):
    """One text file for each screen."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"


@pytest.mark.parametrize("width", ["40", "80", "120"])
@pytest.mark.parametrize(
    "call",
    [
        *("", "relief", "causes", "cause neuropathy", "warnings dvt"),
        "compare night-cramps dvt restless-legs",
    ],
    ids=lambda call: call.replace(" ", "-") or "home",
)
def test_the_headline_screens(
    run: Callable[..., Ran], call: str, width: str, snapshot: SnapshotAssertion
) -> None:
    """A change is seen in review: pytest --snapshot-update writes the screens anew."""
    drawn = run(*call.split(), "--width", width).out

    assert drawn == snapshot(extension_class=TextFile)
