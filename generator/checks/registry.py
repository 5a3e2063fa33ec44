"""Every rule, in the order of the published list. To add one: its file, one line here, its samples."""

from generator.checks.rule import Rule, rule
from generator.checks.rules.across import lecture, x0, x1, x4, x5
from generator.checks.rules.cooperation import (
    c08,
    c10,
    c11,
    c12,
    c14,
    c16,
    c17,
    c18,
    c19,
    c20,
    c21,
    c24,
)

RULES: tuple[Rule, ...] = (
    rule("C08", c08),
    rule("C10", c10),
    rule("C11", c11),
    rule("C12", c12),
    rule("C14", c14),
    rule("C16", c16),
    rule("C17", c17),
    rule("C18", c18),
    rule("C19", c19),
    rule("C20", c20),
    rule("C21", c21),
    rule("C24", c24),
    rule("X0", x0),
    rule("X1", x1),
    rule("X4", x4),
    rule("X5", x5),
    rule("lecture", lecture),
)
