"""What recognises a finding from one check to the next, for tools that tell new ones from old."""

from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256

from generator.checks.finding import Finding


def marked(findings: Iterable[Finding]) -> Iterator[tuple[str, Finding]]:
    """(fingerprint, finding) for each finding, in report order; no two fingerprints are the same.

    A finding keeps its fingerprint when lines move, when its severity or its sentence changes with the
    days, and when others come or go, unless they are of the same rule about the very same datum. It is made
    of the rule, the file and the datum's path, of nothing that names a person: short words could be guessed from it.
    """
    met: Counter[tuple[str, ...]] = Counter()
    for finding in sorted(findings, key=Finding.order):
        # A line that cannot be read has no path: its sentence, which quotes no value, stands for it.
        key = (finding.rule, finding.file, finding.path or finding.message)
        yield fingerprint(*key, str(met[key])), finding
        met[key] += 1


def fingerprint(*words: str) -> str:
    """Hash of `words`, in hexadecimal."""
    return sha256("\0".join(words).encode()).hexdigest()
