"""One module per format, named after it: each turns a page into a text. JSON has no page."""

from importlib import import_module

from crampinfo.page import Format, Page, Screen


def render(page: Page, form: Format, screen: Screen) -> str:
    """Write a page in a format, for a screen: it ends with one line break.

    Loads only the module that the format needs.
    """
    drawn: str = import_module(f"crampinfo.rendering.{form}").render(page, screen)
    return drawn
