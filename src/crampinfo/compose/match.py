"""What matching found → a page: warning signs first, then what is worth raising."""

from collections.abc import Sequence
from typing import Any

from crampinfo.compose.parts import TIER_ACTIONS, own_act
from crampinfo.library import Library
from crampinfo.match import Answer, Finding, Raised
from crampinfo.names import Kind, shelf_of
from crampinfo.page import (
    Block,
    Bullets,
    Facts,
    Frame,
    Heading,
    Line,
    Page,
    Paragraph,
    Section,
    Signs,
)
from crampinfo.records import Tier

__all__ = ["match_page"]

_TITLE = "What to raise with a doctor"


def match_page(library: Library, answer: Answer, explain: bool) -> Page:
    """Return what a reader's features point to.

    Args:
        library: Where names and warning signs are read.
        answer: What matching found.
        explain: Whether each cause shows the sum of its points.

    Raises:
        BrokenDataError: A file cannot be read.
    """
    signs = [library.signs.card(raised.sign) for raised in answer.warnings]
    cards = [shelf_of(library, Kind(finding.kind)).card(finding.id) for finding in answer.causes]
    body = [
        _urgency(answer, signs),
        *_worth_raising(library, answer.causes, cards, explain),
        *_understood(answer),
        _hints(explain),
    ]

    def facts() -> dict[str, Any]:
        return {
            "given": answer.given,
            "understood": [
                {
                    "given": clear.given,
                    "features": [
                        {"id": feature.id, "name": feature.name, "present": present}
                        for feature, present in clear.features
                    ],
                }
                for clear in answer.understood
            ],
            "not_understood": answer.not_understood,
            "urgency": answer.urgency,
            "warnings": [
                {
                    "id": sign.id,
                    "name": sign.name,
                    "tier": raised.tier,
                    "act": sign.act,
                    "because": raised.because,
                }
                for raised, sign in zip(answer.warnings, signs, strict=True)
            ],
            "causes": [
                {
                    "kind": finding.kind,
                    "id": card.id,
                    "name": card.name,
                    "aliases": card.aliases,
                    "score": finding.score,
                    "because": finding.because,
                    "against": finding.against,
                    "tell_apart": finding.tell_apart.question if finding.tell_apart else None,
                    "explanation": [
                        {"text": f"{each.what} ({each.level})", "points": each.points}
                        for each in finding.summands
                    ],
                }
                for finding, card in zip(answer.causes, cards, strict=True)
            ],
        }

    return Page("match", _TITLE, facts, tuple(body))


def _urgency(answer: Answer, signs: Sequence[Any]) -> Section:
    """Return how fast help is needed, and why: from warning signs alone."""
    if answer.urgency is None:
        text = "Nothing was understood, so there is no urgency to tell and no cause to name."
        rows = (
            (
                "Say it in other words",
                Line("", command='crampinfo match "cramp at night" "numb feet"'),
            ),
            ("When to get help", Line("", command="crampinfo warnings")),
        )
        return Section(_TITLE, (Paragraph(Line(text)), Facts(rows)), Frame.ANSWER)
    blocks: list[Block] = [Signs(((answer.urgency, "", Line(TIER_ACTIONS[answer.urgency])),))]
    if signs:
        raised = zip(answer.warnings, signs, strict=True)
        blocks.append(Bullets(tuple(_sign_line(each, sign) for each, sign in raised)))
    else:
        text = "No warning sign is among what you said. That does not rule one out:"
        blocks = [Paragraph(Line(text, command="crampinfo warnings"))]
    frame = Frame.ANSWER if answer.urgency is Tier.ROUTINE else Frame.WARNING
    return Section(_TITLE, tuple(blocks), frame, answer.urgency)


def _sign_line(raised: Raised, sign: Any) -> Line:
    """Return a raised sign: its tier, its name, what to do, and what was said."""
    said = "; ".join(raised.because)
    parts = [
        f"{raised.tier.capitalize()}: {sign.name}.",
        own_act(sign),
        sign.avoid or "",
        f"You said: {said}.",
    ]
    text = " ".join(part for part in parts if part)
    return Line(text, command=f"crampinfo warnings {sign.id}")


def _worth_raising(
    library: Library, findings: Sequence[Finding], cards: Sequence[Any], explain: bool
) -> list[Section]:
    """Return the causes and mimics, best first, each with what speaks for it."""
    if not findings:
        return []
    blocks: list[Block] = [
        Paragraph(Line("This is no diagnosis. What fits what you said stands first."))
    ]
    for number, (finding, card) in enumerate(zip(findings, cards, strict=True), 1):
        shelf = shelf_of(library, Kind(finding.kind))
        rows = [("Open", Line("", command=f"{shelf.command} {card.id}"))]
        rows.append(("Speaks for it", Line("; ".join(finding.because))))
        if finding.against:
            rows.append(("Against it", Line("; ".join(finding.against))))
        if finding.tell_apart:
            rows.append(("To tell it apart", Line(finding.tell_apart.question or "")))
        if explain:
            sums = ", ".join(
                f"{each.points:+d} {each.what} ({each.level})" for each in finding.summands
            )
            rows.append(("Points", Line(f"{finding.score} = {sums}")))
        blocks += [Heading(f"{number}. {card.name}"), Facts(tuple(rows))]
    return [Section("Worth raising with a professional", tuple(blocks))]


def _understood(answer: Answer) -> list[Section]:
    """Return what each thing that was said was taken for, and what was not understood."""
    rows = [
        (
            clear.given,
            Line(
                "; ".join(
                    feature.name if present else f"not: {feature.name}"
                    for feature, present in clear.features
                )
            ),
        )
        for clear in answer.understood
    ]
    blocks: list[Block] = [Facts(tuple(rows))] if rows else []
    if answer.not_understood:
        lines = tuple(Line(text) for text in answer.not_understood)
        blocks += [Heading("Not understood, and left aside"), Bullets(lines)]
    return [Section("What was understood", tuple(blocks))] if blocks else []


def _hints(explain: bool) -> Section:
    rows = [("All warning signs", Line("", command="crampinfo warnings"))]
    if not explain:
        rows.append(("How it is ranked", Line("", command="crampinfo match … --explain")))
    return Section("", (Facts(tuple(rows)),), Frame.OPEN)
