"""The Caf's own official text made a model of greffe: word for word, in its own look."""
