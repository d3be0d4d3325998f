"""The leg-cramp reference for the terminal: offline and graded by evidence."""

__version__ = "1.0.0"
