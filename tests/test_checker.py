"""Whatever the data that the schema accepts, the checker answers: never a crash, never silence on a gap."""

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from generator.checks import checker
from generator.store.dataset import Dataset, Entry
from generator.store.schema.caf import Caf
from generator.store.schema.cooperation import CooperationConvention
from generator.store.schema.mon_compte_partenaire import MonComptePartenaireConvention
from generator.store.schema.nominative import Annexe1, FollowUp, Users
from generator.store.schema.partner import Kind, Partner
from generator.store.schema.services import Service
from generator.store.schema.settings import Settings
from generator.store.source import Place, Source
from tests.records import ACCOUNTS, TEMPLATES, TEXTS

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
SIGNATURE = days("partenaire", "caf")
CONTRACT = some(
    {"mode": st.sampled_from(["delegue", "centralise"])},
    mode_pratique=st.sampled_from(["delegue", "centralise"]),
    signature=SIGNATURE,
    avenants=st.lists(some({"date": DAY, "objet": st.just("Mode")}, mode=st.just("centralise")), max_size=1),
    suppleant=CONTACT,
    identifiant_remis_le=DAY,
    responsable_securite=CONTACTS,
    revues=st.lists(some({"date": DAY}, envoyee_le=DAY), max_size=2),
)  # fmt: skip
BULLETIN = some(
    {
        "service": st.just("guichet"),
        "lieux": st.just([{"nom": "Annexe", "equipements": [{"nom": "Ludothèque"}]}]),
    },
    signature=SIGNATURE,
    ouvert_le=DAY,
    cof=days("debut", "fin"),
    maximums=some(P1=st.integers(0, 2)),
    pj1=days("transmise_le", "modifiee_le", responsables=some(habiliter=CONTACTS)),
    pj2=days("transmise_le"),
    pj3=days("transmise_le"),
)
MCP = some(
    {"famille": st.just("mon-compte-partenaire"), "modele": st.just(ACCOUNTS.id)},
    missions=st.lists(st.just("Jeunesse"), max_size=1),
    acte=some({"nature": st.just("deliberation")}, date=DAY, transmission=days("recu_le", "publie_le")),
    signature=SIGNATURE,
    formalites_rgpd=days("caf", "partenaire"),
    contrat=CONTRACT,
    bulletins=st.lists(BULLETIN, max_size=1),
    prestataires=st.lists(some({"nom": st.just("Hébergeur")}, localisation=st.just("France"), lettre_recue_le=DAY, debut=DAY), max_size=1),
    incidents=st.lists(some({"signale_le": DAY}, repondu_le=DAY), max_size=2),
    bilans=st.lists(some({"date": DAY}), max_size=2),
    reunions=st.lists(some({"demande_recue_le": DAY}, tenue_le=DAY, redacteur=st.just("caf"), compte_rendu_le=DAY, valide_le=DAY), max_size=2),
    resiliation=some({"par": st.just("caf")}, recue_le=DAY, effet_le=DAY),
    mise_en_demeure=some({"par": st.just("caf")}, recue_le=DAY, remediee_le=DAY),
    valeurs_signees=some(siret=st.just("20000000800017"), partenaire=st.just("Témoin"), caf=st.just("Autre")),
)  # fmt: skip
SERVICE = Service.model_validate(
    {
        "nom": "Guichet", "sigle": "GUICHET", "finalites": [], "utilisateurs": 1,
        "profils": {"P1": {"nom": "Un", "niveaux": {"lieu": 1, "equipement": None}}, "P2": {"nom": "Deux", "niveaux": {"organisme": 1}}},
        "pieces": {"delegue": ["pj1", "pj2", "pj3"], "centralise": ["pj2", "pj3"]},
        "colonnes_pj3": {name: name for name in ("nom", "adresse_electronique", "profil", "habilite_le", "cloture_le")},
    }
)  # fmt: skip
USERS = some(
    {"partenaire": st.just("temoin")},
    services=st.just([]) | st.lists(
        some(
            {"nom": st.sampled_from(["A", "B"]), "profil": st.sampled_from(["P1", "P2", "inconnu"])},
            adresse_electronique=ADDRESSES, identifiant=st.just("1"), mission=st.just("Autre"), remplace=st.just("P1"),
            lieu=st.just("Annexe"), equipement=st.just("Ludothèque"), habilite_le=st.just("2020-01-01"), cloture_le=st.just("2025-01-15"),
        ), max_size=3,
    ).map(lambda lines: [{"service": "guichet", "utilisateurs": lines}]),
    departs=st.lists(some({"adresse_electronique": ADDRESSES, "parti_le": DAY}, signale_le=DAY), max_size=1),
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
    conventions = draw(st.lists(CONVENTION | MCP, min_size=1, max_size=2))
    partner = Partner.model_validate(PARTY | {"type": kind, "caf": "caf99", "conventions": conventions})  # fmt: skip
    annexe_3 = draw(days("modifiee_le", responsable_habilitations=CONTACTS, referent_technique=CONTACTS))  # fmt: skip
    contacts = draw(days("modifiee_le", services=some(guichet=CONTACTS)))
    caf = Caf.model_validate(PARTY | {"departement": "99", "annexe_3": annexe_3, "mon_compte_partenaire": contacts})  # fmt: skip
    users = draw(st.none() | USERS)
    annexe, follow_up = draw(st.none() | ANNEXE_1), draw(st.none() | FOLLOW_UP)
    return Dataset(
        settings=Settings(),
        cafs={"caf99": Entry("caf99", caf, NOWHERE)},
        partners={"temoin": Entry("temoin", partner, NOWHERE)},
        annexes_1={"temoin": Entry("temoin", Annexe1.model_validate(annexe), NOWHERE)} if annexe else {},
        follow_ups={"temoin": Entry("temoin", FollowUp.model_validate(follow_up), NOWHERE)} if follow_up else {},
        templates={**TEMPLATES, ACCOUNTS.id: ACCOUNTS},
        texts=TEXTS,
        problems=(),
        nominative=True,
        services={"guichet": Entry("guichet", SERVICE, NOWHERE)},
        users={"temoin": Entry("temoin", Users.model_validate(users), NOWHERE)} if users else {},
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
    opened = [each for _, one in data.partners["temoin"].record.mon_compte_partenaire for each in one.bulletins if each.ouvert_le]  # fmt: skip
    if not opened and not any(one.signature for one in conventions):
        assert {one.rule for one in found} <= {
            "X5",
            "X8",
            "X10",
            "X13",
        }  # on the Caf, who the partner is, and days that cannot be
    for index, one in enumerate(conventions):
        unsigned = one.signature and (one.signature.partenaire is None or one.signature.caf is None)
        if unsigned and not _ended(one) and index == len(conventions) - 1:
            assert any(
                finding.rule == "X0" and finding.path.startswith(f"conventions[{index}].signature")
                for finding in found
            )


def _ended(one: CooperationConvention | MonComptePartenaireConvention) -> bool:
    if isinstance(one, CooperationConvention):
        return one.denonciation is not None
    return one.resiliation is not None or one.mise_en_demeure is not None


@given(datasets(), DAYS)
def test_the_rules_of_a_family_see_only_its_conventions(data: Dataset, today: date) -> None:
    conventions = data.partners["temoin"].record.conventions
    for found in checker.run(data, today):
        if found.path.startswith("conventions[") and found.rule[0] in "CM":
            one = conventions[int(found.path[len("conventions[")])]
            assert one.famille == (
                "cooperation" if found.rule[0] == "C" else "mon-compte-partenaire"
            )
