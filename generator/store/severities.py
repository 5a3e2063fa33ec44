"""How grave a finding is. Imports nothing: the command line names them before anything is read."""

from typing import Literal

Severity = Literal["erreur", "avertissement", "information"]
SEVERITIES: tuple[Severity, ...] = ("erreur", "avertissement", "information")
"""From the gravest."""
