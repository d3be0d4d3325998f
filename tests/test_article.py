"""What the starting article says stands on the short pages, where a reader sees it first."""

from collections.abc import Callable

import pytest
from conftest import Ran, plain

Run = Callable[..., Ran]

# The points of each page, as the words that tell it; any word of a group will do.
POINTS: dict[str, list[tuple[str, ...]]] = {
    "cause neuropathy": [
        ("outside the brain and spinal cord",),
        ("feeling",),
        ("moving",),
        ("no longer work",),
        ("sudden",),
        ("slow",),
        ("lasting",),
        ("leprosy",),
        ("vitamins", "nutrients"),
        ("diabetes",),
        ("chemotherapy",),
        ("muscle",),
        ("bone",),
        ("spasms",),
        ("twitches",),
        ("skin",),
        ("nails",),
        ("hair",),
    ],
    "relief": [
        ("stretch",),
        ("rub",),
        ("shower",),
        ("bath",),
        ("walk",),
        ("stand",),
        ("paracetamol",),
        ("ibuprofen",),
        ("crampinfo relief painkillers",),
    ],
    "cramp": [
        ("sudden",),
        ("cannot control", "involuntary"),
        ("pain",),
        ("goes", "passes", "lets go"),
        ("sore",),
        ("older",),
        ("teenagers", "young people"),
        ("exercise",),
    ],
}


@pytest.mark.parametrize("page", POINTS)
def test_the_points_of_the_article_stand_on_the_short_page(run: Run, page: str) -> None:
    """Each point of the article is read without --full."""
    shown = plain(run(*page.split()).out).casefold()

    assert [words for words in POINTS[page] if not any(word in shown for word in words)] == []
