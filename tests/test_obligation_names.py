"""Every obligation names articles that its template numbers and data that the schema has: each can be shown and settled."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from generator.obligations import deadlines, mcp_deadlines
from generator.obligations.obligation import Code, Obligation
from generator.store import dataset
from generator.store.locations import PROJECT
from generator.store.schema.partner import Partner
from generator.store.schema.refusals import known_keys
from generator.store.source import Path as DataPath
from tests.rule_samples import SAMPLES, sample_root

Standing = deadlines.Standing | mcp_deadlines.McpStanding
Duty = tuple[Standing, Obligation]


def duties(root: Path, days: list[date]) -> Iterator[Duty]:
    data = dataset.load(root)
    for day in days:
        for entry in data.partners.values():
            for one in deadlines.standings(entry.record, data.templates, day):
                yield from ((one, duty) for duty in (*one.obligations, *one.remains))
            for other in mcp_deadlines.standings(entry.record, data.templates, day):
                yield from ((other, duty) for duty in other.obligations)


@pytest.fixture(scope="module")
def every_duty(tmp_path_factory: pytest.TempPathFactory) -> list[Duty]:
    """Those of the shipped data over ten years, and of every sample of a rule on its day."""
    months = [date(2024 + month // 12, month % 12 + 1, 20) for month in range(0, 120, 2)]
    found = [*duties(PROJECT, months)]
    for path in SAMPLES:
        name = f"{path.parent.name}/{path.name}"
        root = sample_root(name, tmp_path_factory.mktemp("sample"))
        found += duties(root, [date.fromisoformat((root / "date").read_text().strip())])
    return found


def known(standing: Standing, path: DataPath) -> bool:
    """Whether each field named by `path`, from the convention, is one that the schema has there."""
    steps: DataPath = (standing.convention.famille,)
    for step in path:
        if isinstance(step, str) and step not in known_keys(Partner, ("conventions", *steps)):  # fmt: skip
            return False
        steps = (*steps, step)
    return True


def test_every_kind_of_obligation_is_seen(every_duty: list[Duty]) -> None:
    assert {duty.code for _, duty in every_duty} == set(get_args(Code))


def test_every_obligation_names_an_article_of_its_template(every_duty: list[Duty]) -> None:
    lost = {(duty.code, duty.article) for one, duty in every_duty if one.template.numbered(duty.article) is None}  # fmt: skip
    assert lost == set()


def test_every_datum_named_is_one_of_the_schema(every_duty: list[Duty]) -> None:
    lost = {
        (duty.code, path)
        for one, duty in every_duty
        for path in (duty.path, *([duty.settled_by] if duty.settled_by else []), *duty.missing)
        if not known(one, path)
    }
    assert lost == set()
