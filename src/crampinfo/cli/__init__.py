"""The command line: commands and options, stdout and stderr, errors and exit codes."""
