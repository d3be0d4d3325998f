"""The leg-cramp reference for the terminal: offline, evidence-graded, always with its disclaimer."""

__version__ = "1.0.0"
