"""Estimates of one measure → their intervals on one axis."""

from collections.abc import Iterable, Iterator, Sequence

from crampinfo.library.records import Estimate

MARKS = "├─┤┼│■"
_SPAN = 31  # columns of the axis, from the lowest to the highest end of an interval
_MARGIN = 15  # columns before it, for the words on the left of the rule
WIDTH = 76  # columns of the widest row


def sharing(
    estimates: Iterable[tuple[str, Estimate]],
) -> Iterator[tuple[str, list[tuple[str, Estimate]]]]:
    """Find what can stand on one axis: a measure, and its estimates with who was tested."""
    groups: dict[tuple[str, float, bool], list[tuple[str, Estimate]]] = {}
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
        return _MARGIN + round((value - least) / span * (_SPAN - 1))

    fewer = estimates[0].fewer_is_better
    left, right = ("lower (better)", "higher") if fewer else ("lower", "higher (better)")
    yield f"{left.rjust(column(rule) - 1)} │ {right}"
    for each in estimates:
        low, high = column(each.low), column(each.high)
        marks = dict.fromkeys(range(low, high), "─") | {low: "├", high: "┤"}
        marks[column(rule)] = "┼" if low < column(rule) < high else "│"
        marks[column(each.effect)] = "■"
        drawn = "".join(marks.get(place, " ") for place in range(_MARGIN + _SPAN))
        yield f"{drawn}  {each.effect:g} ({each.low:g} to {each.high:g})"
