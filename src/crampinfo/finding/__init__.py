"""Finding: a name to its record, words to pages."""
