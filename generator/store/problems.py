"""What is wrong with a file of data: a value, collected over all files and reported once."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend, with its place.

    `file` is relative to the root with `/`; `line` and `column` count from 1, in characters.
    `message` says what is wrong and `remedy` what to do, both French sentences.
    """

    file: str
    line: int
    column: int
    message: str
    remedy: str
