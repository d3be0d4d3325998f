"""The figures: what is drawn of a pose, in which blocks, and what stands where it cannot be."""

import json
import os
import subprocess
from collections.abc import Callable
from itertools import pairwise
from typing import get_args

import pytest
from conftest import Ran, plain
from msgspec.structs import replace

from crampinfo import Library
from crampinfo.figures import COLUMNS, ROWS, drawn
from crampinfo.library.poses import Figure
from crampinfo.library.shelves import bundled_data
from crampinfo.page import Format

Run = Callable[..., Ran]

NAMES = sorted(file.stem for file in (bundled_data() / "figures").glob("*.yaml"))
QUADRANTS = set(" ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█")


@pytest.mark.parametrize("name", NAMES)
def test_a_figure_is_a_tidy_block(library: Library, name: str) -> None:
    """All rows are of one width, none around it is empty, and it fits a screen of 40 columns."""
    rows = drawn(library.figures[name], "utf-8")

    assert {len(row) for row in rows} == {COLUMNS}
    assert len(rows) <= ROWS
    assert rows[0].strip()
    assert rows[-1].strip()
    assert set("".join(rows)) <= QUADRANTS


@pytest.mark.parametrize(
    ("encoding", "parts", "blocks"),
    [
        ("utf-8", 4, QUADRANTS),
        ("utf-8", 2, set(" ▀▄█")),
        ("cp437", 4, set(" ▀▄█")),
        ("utf-8", 0, set()),
        ("ascii", 4, set()),
        ("cp1252", 4, set()),
    ],
)
@pytest.mark.parametrize("name", NAMES)
def test_the_finest_blocks_that_there_are(
    library: Library, name: str, encoding: str, parts: int, blocks: set[str]
) -> None:
    """Quadrants, or half blocks on code page 437 and the Linux console, or nothing."""
    rows = drawn(library.figures[name], encoding, parts)

    assert set("".join(rows)) <= blocks
    assert bool(rows) is bool(blocks)


def test_a_joint_that_moves_moves_the_picture(library: Library) -> None:
    """A contributor lifts a toe by changing two numbers."""
    figure = library.figures["calf-belt"]
    hip, knee, ankle, _ = figure.legs[0]
    moved = Figure(
        id=figure.id,
        shows=figure.shows,
        head=figure.head,
        body=figure.body,
        ground=figure.ground,
        legs=((hip, knee, ankle, (58, 30)),),
    )

    assert drawn(moved, "utf-8") != drawn(figure, "utf-8")


def test_an_arrow_has_a_head(library: Library) -> None:
    """It says where to, which a line does not."""
    arrowed = [figure for figure in library.figures.values() if figure.arrows]

    assert arrowed
    for figure in arrowed:
        lines = replace(figure, arrows=(), props=(*figure.props, *figure.arrows))
        assert drawn(figure, "utf-8") != drawn(lines, "utf-8"), figure.id


@pytest.mark.parametrize("name", NAMES)
def test_no_two_joints_of_a_path_are_one(library: Library, name: str) -> None:
    """A stroke has two ends."""
    figure = library.figures[name]
    paths = (*figure.arms, *figure.legs, *figure.props, *figure.arrows)

    assert all(start != end for path in paths for start, end in pairwise(path))


def test_every_figure_is_shown_by_a_page(library: Library) -> None:
    """Each stands beside the steps of a remedy, or is a step of a routine."""
    shown = {way.figure for remedy in library.remedies.values() for way in remedy.steps}
    counted = {step.figure for routine in library.routines.values() for step in routine.steps}

    assert shown | counted >= set(NAMES)


@pytest.mark.parametrize("muscle", ["calf", "foot", "hamstring", "thigh", "shin"])
def test_the_picture_stands_beside_the_steps_where_there_is_room(run: Run, muscle: str) -> None:
    """At 80 columns beside them, at 40 above them: a row of the picture then has no words."""
    for width in ("80", "40"):
        rows = run("relief", muscle, "--width", width).out.splitlines()
        pictured = [row for row in rows if set(row) & (QUADRANTS - {" "})]
        beside = [row for row in pictured if any(char.isalpha() for char in row)]

        assert len(pictured) > 4
        assert bool(beside) is (width == "80")
        assert len(rows) <= 40 or width == "40"


def test_each_format_shows_it_in_its_way(run: Run, library: Library) -> None:
    """A picture in panels, its sentence for the ear, a block of code, or the record."""
    figure = library.figures["calf-belt"]
    first = drawn(figure, "utf-8")[0].rstrip()
    out = {form: run("relief", "calf", "--format", form).out for form in get_args(Format)}

    assert first in out["panels"]
    assert figure.shows in plain(out["text"])
    assert not set(out["text"]) & (QUADRANTS - {" "})
    assert f"```text\n{first}\n" in out["markdown"]
    assert figure.shows in out["markdown"]
    assert json.loads(out["json"])["figures"][0]["head"] == list(figure.head)


def test_the_linux_console_gets_the_blocks_of_its_font(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half blocks alone: it has no quadrants."""
    monkeypatch.setenv("TERM", "linux")
    blocks = set(run("relief", "calf").out) & (QUADRANTS - {" "})

    assert blocks
    assert blocks <= set("▀▄█")


@pytest.mark.parametrize(("term", "encoding"), [("dumb", "utf-8"), ("xterm", "ascii")])
def test_where_no_block_can_be_shown_its_sentence_stands(
    process: Callable[..., subprocess.CompletedProcess[bytes]],
    library: Library,
    term: str,
    encoding: str,
) -> None:
    """The steps are there all the same; NO_COLOR takes no picture away."""
    shared = {"PYTHONPATH": os.environ.get("PYTHONPATH", ""), "NO_COLOR": "1"}
    done = process("relief", "calf", TERM=term, PYTHONIOENCODING=encoding, **shared)
    pictured = process("relief", "calf", TERM="xterm", PYTHONIOENCODING="utf-8", **shared)

    words = plain(done.stdout.decode().translate(dict.fromkeys(map(ord, "|+"), " ")))
    assert library.figures["calf-belt"].shows in words
    assert "█" in pictured.stdout.decode()
