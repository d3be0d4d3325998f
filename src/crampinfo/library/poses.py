"""The shape of the stretches: a figure to be drawn, a routine to be counted."""

from collections.abc import Iterator
from typing import Annotated, Literal

from msgspec import Meta

from crampinfo.library import records
from crampinfo.library.records import Advice, Claim, Named, Record, Sentence

Point = Annotated[
    tuple[Annotated[int, Meta(ge=0, le=63)], Annotated[int, Meta(ge=0, le=39)]],
    Meta(description="Right and down from the top left corner, in the same unit."),
]
Path = Annotated[tuple[Point, ...], Meta(min_length=2, max_length=8)]
Arm = tuple[Point, Point, Point]
Leg = tuple[Point, Point, Point, Point]


class Figure(Record, frozen=True, kw_only=True):
    """A person in a pose: a handful of joints. Each limb tapers from its first joint on."""

    id: records.Slug
    shows: Annotated[Sentence, Meta(description="What a reader who cannot see it must know.")]
    head: Point
    body: Annotated[tuple[Point, Point], Meta(description="Neck and hip.")]
    arms: Annotated[tuple[Arm, ...], Meta(description="Shoulder, elbow, hand.")] = ()
    legs: Annotated[tuple[Leg, ...], Meta(min_length=1, description="Hip, knee, ankle, toe.")]
    props: Annotated[tuple[Path, ...], Meta(description="Wall, chair, bed, belt: thin.")] = ()
    arrows: Annotated[tuple[Path, ...], Meta(description="Where something moves to.")] = ()
    ground: Annotated[Path, Meta(description="The floor or the bed.")]


class Step(Advice, frozen=True, kw_only=True):
    """Something to do for so many seconds."""

    seconds: records.Seconds
    side: Literal["the cramping leg", "both legs", "each leg"] | None = None
    rounds: Annotated[int, Meta(ge=1, le=9)] = 1
    figure: records.FigureLink | None = None


Turn = tuple[Step, str, int]  # what is counted at one time: a step, a side, the round's number


class Routine(Named, frozen=True, kw_only=True):
    """Steps that are counted. Who must not do them, and the signs, stand with its remedy."""

    about: Claim
    remedy: Annotated[records.RemedyLink, Meta(description="Whose cautions and signs it has.")]
    not_for: Annotated[records.Advices, Meta(description="Who must not, besides those.")] = ()
    steps: Annotated[tuple[Step, ...], Meta(min_length=1)]

    def turns(self) -> Iterator[Turn]:
        """Go through all that is counted, in order."""
        for step in self.steps:
            sides = ("left leg", "right leg") if step.side == "each leg" else (step.side or "",)
            for number in range(1, step.rounds + 1):
                yield from ((step, side, number) for side in sides)
