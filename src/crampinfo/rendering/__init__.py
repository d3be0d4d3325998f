"""One module per format: each turns a page into a text."""

from importlib import import_module

from crampinfo.page import Format, Page, Screen

_MODULES = {"panels": "terminal"}  # the others are named after their format


def render(page: Page, form: Format, screen: Screen) -> str:
    """Write a page in a format, for a screen. Loads only the module that the format needs.

    Returns:
        The answer, ending with one line break.
    """
    module = import_module(f"crampinfo.rendering.{_MODULES.get(form, form)}")
    drawn: str = module.render(page, screen)
    return drawn
