"""Every word is legible on the palettes that readers have: WCAG's contrast, measured."""

import re
from collections.abc import Callable

import pytest
from conftest import Ran

Run = Callable[..., Ran]

AA = 4.5  # WCAG 2.2, 1.4.3

# Text, background, and the eight colours with their bright ones, as each terminal ships them.
PALETTES = {
    "VS Code dark": (
        "cccccc 1e1e1e 000000 cd3131 0dbc79 e5e510 2472c8 bc3fbc 11a8cd e5e5e5 "
        "666666 f14c4c 23d18b f5f543 3b8eea d670d6 29b8db e5e5e5"
    ),
    "VS Code light": (
        "333333 ffffff 000000 cd3131 00bc00 949800 0451a5 bc05bc 0598bc 555555 "
        "666666 cd3131 14ce14 b5ba00 0451a5 bc05bc 0598bc a5a5a5"
    ),
    "xterm on white": (
        "000000 ffffff 000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 "
        "7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff"
    ),
    "Solarized dark": (
        "839496 002b36 073642 dc322f 859900 b58900 268bd2 d33682 2aa198 eee8d5 "
        "002b36 cb4b16 586e75 657b83 839496 6c71c4 93a1a1 fdf6e3"
    ),
    "Solarized light": (
        "657b83 fdf6e3 073642 dc322f 859900 b58900 268bd2 d33682 2aa198 eee8d5 "
        "002b36 cb4b16 586e75 657b83 839496 6c71c4 93a1a1 fdf6e3"
    ),
}
PAGES = ["", "relief", "relief calf", "causes", "cause neuropathy --full", "compare dvt gout"]
PAGES += ["warnings", "warnings dvt", "medicines lipitor", "search chest pain", "about"]


def luminance(colour: str) -> float:
    """Return WCAG's relative luminance of a colour, 0 to 1."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return WCAG's contrast of two colours, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def colours_of_words(drawn: str) -> set[int | None]:
    """Return the colours, 0 to 15, that letters and digits have; None is the palette's own text."""
    found: set[int | None] = set()
    colour: int | None = None
    for code, text in re.findall(r"\x1b\[([\d;]*)m|(\w+)", re.sub(r"\x1b\]8;.*?\x1b\\", "", drawn)):
        for part in code.split(";") if code else ():
            number = int(part or 0)
            if number in (0, 39):
                colour = None
            elif number // 10 in (3, 9, 10):
                colour = number % 10 + (8 if number >= 90 else 0)
        if text:
            found.add(colour)
    return found


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize("page", PAGES)
def test_every_word_is_legible(run: Run, page: str, palette: str) -> None:
    """Words reach 4.5 to 1, or are the palette's own text: nothing is fainter than that."""
    text, background, *colours = PALETTES[palette].split()
    best = contrast(text, background)
    words = colours_of_words(run("--color", "always", *page.split()).out)

    assert words
    for colour in words:
        ratio = best if colour is None else contrast(colours[colour], background)
        assert ratio >= min(AA, best), (colour, round(ratio, 1))


def test_the_measure_knows_a_faint_colour() -> None:
    """Cyan and yellow on white, and bright black on Solarized dark, are found wanting."""
    for palette, colour in (("xterm on white", 6), ("VS Code light", 3), ("Solarized dark", 8)):
        _, background, *colours = PALETTES[palette].split()

        assert contrast(colours[colour], background) < AA
