"""General elections: which bodies they renew, and the last one seen on a day."""

from datetime import date

import pytest

from generator.obligations.elections import elects, last_election
from generator.store.schema.partner import PUBLIC_BODIES, Kind

MUNICIPAL_2020 = (date(2020, 3, 15), date(2020, 6, 28))
MUNICIPAL_2026 = (date(2026, 3, 15), date(2026, 3, 22))
DEPARTEMENTAL_2021 = (date(2021, 6, 20), date(2021, 6, 27))


@pytest.mark.parametrize(
    ("kind", "today", "expected"),
    [
        ("commune", date(2026, 3, 22), MUNICIPAL_2020),
        ("commune", date(2026, 3, 23), MUNICIPAL_2026),
        ("commune", date(2020, 6, 28), (date(2014, 3, 23), date(2014, 3, 30))),
        ("commune", date(2014, 3, 30), None),
        ("communaute-de-communes", date(2026, 6, 15), MUNICIPAL_2026),
        ("ccas", date(2026, 6, 15), MUNICIPAL_2026),
        ("departement", date(2026, 6, 15), DEPARTEMENTAL_2021),
        ("departement", date(2021, 6, 27), (date(2015, 3, 22), date(2015, 3, 29))),
        ("commune", date(2000, 1, 1), None),
        ("msa", date(2026, 6, 15), None),
        ("association", date(2026, 6, 15), None),
    ],
)
def test_the_last_election_over_on_a_day(
    kind: Kind, today: date, expected: tuple[date, date] | None
) -> None:
    assert last_election(kind, today) == expected


def test_every_public_body_is_renewed_by_an_election_and_nobody_else() -> None:
    kinds: tuple[Kind, ...] = (*PUBLIC_BODIES, "msa", "association", "autre")
    assert {kind for kind in kinds if elects(kind)} == PUBLIC_BODIES
