"""Whatever the data that the schema accepts, the checker answers: never a crash, never silence on a gap."""

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from generator.checks import checker
from generator.store.dataset import Dataset, Entry
from generator.store.schema.caf import Caf
from generator.store.schema.nominative import Annexe1, FollowUp
from generator.store.schema.partner import Kind, Partner
from generator.store.schema.settings import Settings
from generator.store.source import Place, Source
from tests.records import TEMPLATES

NOWHERE = Source("data/partners/temoin.yml", "", {}, Place(1, 1, 1, 1, {}))
PARTY = {
    "nom": "Témoin",
    "adresse": {"commune": "Témoin"},
    "representant": {"civilite": "M.", "nom": "BRINDILLE", "fonction": "président"},
}
# Few days and few addresses, so that they meet; the ends of the calendar, so that nothing overflows.
DAYS = st.sampled_from(
    [date(1, 1, 1), date(9999, 12, 31), date(2024, 2, 29)]
    + [date(year, month, 15) for year in (2024, 2025, 2026) for month in (1, 6)]
)
ADDRESSES = st.sampled_from(["a@temoin.example", "A@temoin.example", "accueil@x.example", "b@caf.99.caf.fr"])  # fmt: skip


def some(
    required: dict[str, Any] | None = None, **optional: Any
) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(required or {}, optional=optional)


def days(*fields: str, **others: Any) -> st.SearchStrategy[dict[str, Any]]:
    return some(**dict.fromkeys(fields, DAYS.map(date.isoformat)), **others)


DAY = DAYS.map(date.isoformat)
CONTACT = some(
    {"nom": st.just("BRINDILLE")}, depuis=DAY, adresses_electroniques=st.lists(ADDRESSES)
)
CONTACTS = st.lists(CONTACT, max_size=2)
CONVENTION = some(
    {"famille": st.just("cooperation"), "modele": st.sampled_from(sorted(TEMPLATES))},
    cadre=some({"type": st.sampled_from(["ctg", "sdsf"])}, debut=DAY, fin=DAY),
    acte=some(
        {"nature": st.just("deliberation")},
        date=DAY,
        transmission=days(
            "envoye_le", "recu_le", "publie_le",
            identifiant=st.sampled_from(["099-200000008-20260115-1-DE", "099-123456789-20261399-1-DE", "x"]),
        ),
    ),
    signature=days("partenaire", "recue_le", "caf"),
    annexe_1=days("transmise_le"),
    annexe_2=days("transmise_le", "modifiee_le", responsable_habilitations=CONTACTS, responsable_securite=CONTACTS),
    annexe_3=days("transmise_le"),
    revues=st.lists(some({"date": DAY}), max_size=2),
    denonciation=some(
        {"type": st.sampled_from(["non-renouvellement", "resiliation"]), "par": st.just("caf")},
        envoyee_le=DAY, recue_le=DAY,
    ),
)  # fmt: skip
ANNEXE_1 = some(
    {"partenaire": st.just("temoin")},
    transmise_le=DAY,
    ouverts=st.lists(some({"nom": st.just("A"), "adresse_electronique": ADDRESSES}, demande_le=DAY), max_size=3),
    clos=st.lists(some({"nom": st.just("B")}, adresse_electronique=ADDRESSES, cloture_demandee_le=DAY, cloture_le=DAY), max_size=3),
)  # fmt: skip
FOLLOW_UP = some(
    {"partenaire": st.just("temoin")},
    comptes=st.lists(some({"adresse_electronique": ADDRESSES}, ouvert_le=DAY, cloture_demandee_le=DAY, clos_le=DAY), max_size=3),
)  # fmt: skip


@st.composite
def datasets(draw: st.DrawFn) -> Dataset:
    kind = draw(st.sampled_from(Kind.__args__))
    conventions = draw(st.lists(CONVENTION, min_size=1, max_size=2))
    partner = Partner.model_validate(PARTY | {"type": kind, "caf": "caf99", "conventions": conventions})  # fmt: skip
    annexe_3 = draw(days("modifiee_le", responsable_habilitations=CONTACTS, referent_technique=CONTACTS))  # fmt: skip
    caf = Caf.model_validate(PARTY | {"departement": "99", "annexe_3": annexe_3})
    annexe, follow_up = draw(st.none() | ANNEXE_1), draw(st.none() | FOLLOW_UP)
    return Dataset(
        settings=Settings(),
        cafs={"caf99": Entry("caf99", caf, NOWHERE)},
        partners={"temoin": Entry("temoin", partner, NOWHERE)},
        annexes_1={"temoin": Entry("temoin", Annexe1.model_validate(annexe), NOWHERE)} if annexe else {},
        follow_ups={"temoin": Entry("temoin", FollowUp.model_validate(follow_up), NOWHERE)} if follow_up else {},
        templates=TEMPLATES,
        texts={},
        problems=(),
        nominative=True,
    )  # fmt: skip


@given(datasets(), DAYS)
def test_any_data_and_any_day_are_answered_without_a_crash_and_always_alike(
    data: Dataset, today: date
) -> None:
    found = checker.run(data, today)
    assert found == checker.run(data, today)
    assert all(one.message.endswith(".") and one.remedy.endswith(".") for one in found)
    assert not any("None" in one.message + one.remedy for one in found)


@given(datasets(), DAYS)
def test_a_draft_says_nothing_and_a_half_signed_convention_is_never_silent(
    data: Dataset, today: date
) -> None:
    found = checker.run(data, today)
    conventions = data.partners["temoin"].record.conventions
    if not any(one.signature for one in conventions):
        assert {one.rule for one in found} <= {"X5"}
    for index, one in enumerate(conventions):
        unsigned = one.signature and (one.signature.partenaire is None or one.signature.caf is None)
        if unsigned and one.denonciation is None and index == len(conventions) - 1:
            assert any(
                finding.rule == "X0" and finding.path.startswith(f"conventions[{index}].signature")
                for finding in found
            )
