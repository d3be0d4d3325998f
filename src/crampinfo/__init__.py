"""The leg-cramp reference for the terminal: offline and graded by evidence.

>>> import crampinfo
>>> library = crampinfo.Library()
>>> library.causes["neuropathy"].name
'Nerve damage (peripheral neuropathy)'
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from crampinfo.api import Library, compare, search

__all__ = ["Library", "__version__", "compare", "search"]

__version__ = "1.0.0"


def __getattr__(name: str) -> Any:
    """Load the API when it is asked for: the program starts without it."""
    if name not in __all__:
        raise AttributeError(f"module 'crampinfo' has no attribute {name!r}")
    from crampinfo import api

    return getattr(api, name)
