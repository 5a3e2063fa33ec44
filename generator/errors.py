"""Errors that are the user's to mend. Anything else that escapes is a bug and keeps its traceback."""


class GreffeError(Exception):
    """One French sentence with the place and the next step; `cli` prints it and exits 1."""


class UsageError(GreffeError):
    """The command itself was wrong (unknown partner, impossible date…); `cli` exits 2."""
