"""A page as JSON: the records that it was made from, under stable keys, and the disclaimer."""

import msgspec

from crampinfo.page import DISCLAIMER, Page, Screen

__all__ = ["SCHEMA_VERSION", "render"]

SCHEMA_VERSION = 1
"""Raised only when a key is taken away or changes its meaning; keys are added without it."""


def render(page: Page, screen: Screen) -> str:
    """Write the facts of a page as one JSON object, two spaces deep. The screen does not matter."""
    answer = {
        "schema_version": SCHEMA_VERSION,
        "page": page.name,
        **page.facts(),
        "disclaimer": DISCLAIMER,
    }
    return msgspec.json.format(msgspec.json.encode(answer), indent=2).decode() + "\n"
