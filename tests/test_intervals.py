"""What was found, as a picture: the intervals of estimates on one axis, and their numbers."""

import re
import subprocess
from collections.abc import Callable

import pytest
from conftest import Ran

from crampinfo import Library
from crampinfo.figures import AXIS_MARKS, AXIS_WIDTH, axis
from crampinfo.library.records import Estimate

Run = Callable[..., Ran]

DRAWN = "├──────────────■───┼──────────┤  -0.18 (-0.84 to 0.49)"


def test_the_numbers_of_an_estimate_stand_in_its_sentence(library: Library) -> None:
    """What is drawn is what the source says: "0.84 fewer" is -0.84."""
    lost = []
    for name, remedy in library.remedies.items():
        for finding in remedy.findings:
            said = {float(each) for each in re.findall(r"\d+(?:\.\d+)?", finding.effect.text)}
            if each := finding.estimate:
                lost += [
                    (name, number)
                    for number in (each.effect, each.low, each.high)
                    if abs(number) not in said
                ]

    assert lost == []


def test_estimates_of_one_measure_share_an_axis() -> None:
    """The rule stands in one column; a line crosses it, or lies on one side of it."""
    crossing = Estimate(measure="days", effect=-1, low=-3, high=1)
    beside = Estimate(measure="days", effect=-2, low=-3, high=-1)
    head, one, other = axis([crossing, beside])
    rule = head.index("│")

    assert (one[rule], other[rule]) == ("┼", "│")
    assert one.index("├") == other.index("├")
    assert one.index("┤") > rule > other.index("┤") > other.index("■")
    assert one.endswith("┤  -1 (-3 to 1)")
    assert "lower (better) │ higher" in head


def test_a_ratio_has_its_rule_at_one_and_may_be_better_higher() -> None:
    """The words tell which side is better."""
    head, row = axis(
        [
            Estimate(
                measure="ratio of those who got better",
                effect=1.5,
                low=1.25,
                high=2,
                no_difference=1,
                fewer_is_better=False,
            )
        ]
    )

    assert "lower │ higher (better)" in head
    assert head.index("│") == row.index("│") < row.index("├") < row.index("■")


@pytest.mark.parametrize(("low", "high"), [(0, 0), (-9_999_999, 9_999_999), (5, 6), (-6, -5)])
def test_no_row_of_an_axis_is_too_wide(low: float, high: float) -> None:
    """Whatever the figures are, they fit a screen of 80 columns."""
    rows = axis([Estimate(measure="days", effect=high, low=low, high=high)])

    assert max(map(len, rows)) <= AXIS_WIDTH


def test_they_are_drawn_on_the_full_page_in_panels_alone(run: Run) -> None:
    """Elsewhere, and where there is no room or no such character, the sentence stands alone."""
    assert DRAWN in run("relief", "magnesium", "--full").out
    assert DRAWN in run("relief", "magnesium", "--full", "--width", "200").out

    undrawn = [
        run("relief", "magnesium").out,
        run("relief", "magnesium", "--full", "--width", "79").out,
    ]
    undrawn += [
        run("relief", "magnesium", "--full", "--format", form).out for form in ("text", "markdown")
    ]
    for out in undrawn:
        assert not set(out) & (set(AXIS_MARKS) - set("─│"))


def test_in_ascii_the_sentence_stands_alone(
    process: Callable[..., subprocess.CompletedProcess[bytes]],
) -> None:
    """No stand-in takes the place of a mark."""
    done = process("relief", "magnesium", "--full", PYTHONIOENCODING="ascii")

    assert b"(0.84 fewer to 0.49 more)" in b" ".join(done.stdout.replace(b"|", b"").split())
    assert b"lower (better)" not in done.stdout
