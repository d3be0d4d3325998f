"""Composing: records to an answer and its page, one module for each kind of topic.

A module is imported when a command first uses it: most commands need one of them.
"""
# ruff: noqa: F401  # what a type checker sees

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from . import book, conditions, found, general, medicines, relief, sources, stretch, warnings


def __getattr__(name: str) -> Any:
    """Import a module of this package."""
    if name.startswith("_"):
        raise AttributeError(name)
    return import_module(f"{__name__}.{name}")
