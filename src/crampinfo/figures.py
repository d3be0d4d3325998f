"""Drawings in characters: a figure → rows of blocks; estimates → intervals on one axis."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import dropwhile, pairwise

from crampinfo.library.poses import Figure
from crampinfo.library.records import Estimate
from crampinfo.plaintext import spelled

# What fills two by two dots: top left 1, top right 2, bottom left 4, bottom right 8; by how many
# parts of a character can be filled.
_BLOCKS = {4: " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█", 2: " ▀▀▀▄███▄███▄███"}
COLUMNS, ROWS = 32, 10  # of characters: each is two units of a figure wide and four high
_ARM, _LEG = (1.3, 1.1, 1.0), (2.6, 2.0, 1.4, 1.0)  # radii at the joints, in units
AXIS_MARKS = "├─┤┼│■"
_AXIS_SPAN = 31  # columns of the axis, from the lowest to the highest end of an interval
_AXIS_MARGIN = 15  # columns before it, for the words on the left of the rule
AXIS_WIDTH = 76  # columns of the widest row
Tested = tuple[str, Estimate]  # who was tested, and what was found


def drawn(figure: Figure, encoding: str, parts: int = 4) -> list[str]:
    """Draw a figure in the finest blocks of an encoding that fill a character in so many parts.

    Returns rows of one width, the first one not empty; no rows where there are no such blocks.
    """
    sets = (each for needed, each in _BLOCKS.items() if needed <= parts)
    blocks = next((each for each in sets if spelled(each, encoding) == each), "")
    if not blocks:
        return []
    samples = {sample for stroke in strokes(figure) for sample in _covered(*stroke)}
    dots = Counter((x // 2, y // 2) for x, y in samples)  # half of four fill a dot
    rows = []
    for top in range(0, ROWS * 2, 2):
        row = ""
        for left in range(0, COLUMNS * 2, 2):
            row += blocks[sum((dots[left + n % 2, top + n // 2] > 1) << n for n in range(4))]
        rows.append(row)
    return list(dropwhile(lambda row: not row.strip(), rows))


def strokes(figure: Figure) -> Iterator[tuple[complex, complex, float, float]]:
    """Return all lines of a figure: from where, to where, how thick at both ends."""
    paths: list[tuple[Sequence[tuple[float, float]], Sequence[float]]] = [
        ((figure.head, figure.head), (4.2, 4.2)),
        (figure.body, (1.9, 2.9)),
        *((arm, _ARM) for arm in figure.arms),
        *((leg, _LEG) for leg in figure.legs),
        *((line, [1.0] * len(line)) for line in (*figure.props, *figure.arrows, figure.ground)),
    ]
    for joints, radii in paths:
        ends = pairwise(complex(*joint) for joint in joints)
        yield from ((*both, *thick) for both, thick in zip(ends, pairwise(radii), strict=True))
    for arrow in figure.arrows:
        start, tip = (complex(*joint) for joint in arrow[-2:])
        for barb in (4 + 4j, 4 - 4j):
            yield tip, tip - barb * (tip - start) / (abs(tip - start) or 1), 1.0, 1.0


def _covered(start: complex, end: complex, wide: float, narrow: float) -> Iterator[tuple[int, int]]:
    """Return the samples in a stroke: two by two in a dot, which is one unit wide and two high."""
    along = end - start
    (left, right), (top, bottom) = sorted((start.real, end.real)), sorted((start.imag, end.imag))
    for x in range(int(2 * (left - wide)), int(2 * (right + wide)) + 1):
        for y in range(int(top - wide), int(bottom + wide) + 1):
            spot = complex(x / 2 + 0.25, y + 0.5) - start
            share = max(0, min(1, (spot * along.conjugate()).real / (abs(along) ** 2 or 1)))
            if abs(spot - share * along) <= wide + share * (narrow - wide):
                yield x, y


def sharing(estimates: Iterable[Tested]) -> Iterator[tuple[str, list[Tested]]]:
    """Find what can stand on one axis: a measure, and its estimates with who was tested."""
    groups: dict[tuple[str, float, bool], list[Tested]] = {}
    for who, each in estimates:
        key = (each.measure, each.no_difference, each.fewer_is_better)
        groups.setdefault(key, []).append((who, each))
    for (measure, *_), rows in groups.items():
        yield measure[:1].upper() + measure[1:], rows


def axis(estimates: Sequence[Estimate]) -> Iterator[str]:
    """Draw a head that tells the sides of the rule, no difference; then a row for each estimate.

    A row is the interval as a line, the estimate as a mark, and the figures.
    """
    rule = estimates[0].no_difference
    least = min(rule, *(each.low for each in estimates))
    span = max(rule, *(each.high for each in estimates)) - least or 1

    def column(value: float) -> int:
        return _AXIS_MARGIN + round((value - least) / span * (_AXIS_SPAN - 1))

    fewer = estimates[0].fewer_is_better
    left, right = ("lower (better)", "higher") if fewer else ("lower", "higher (better)")
    yield f"{left.rjust(column(rule) - 1)} │ {right}"
    for each in estimates:
        low, high = column(each.low), column(each.high)
        marks = dict.fromkeys(range(low, high), "─") | {low: "├", high: "┤"}
        marks[column(rule)] = "┼" if low < column(rule) < high else "│"
        marks[column(each.effect)] = "■"
        line = "".join(marks.get(place, " ") for place in range(_AXIS_MARGIN + _AXIS_SPAN))
        yield f"{line}  {each.effect:g} ({each.low:g} to {each.high:g})"
