"""Records → pages, one module for each kind of topic."""
