"""An answer as JSON: its records under stable keys, and the disclaimer."""

import msgspec

from crampinfo.answers import Answer


def render(answer: Answer) -> str:
    """Write an answer as one JSON object, two spaces deep."""
    return msgspec.json.format(msgspec.json.encode(answer), indent=2).decode() + "\n"
