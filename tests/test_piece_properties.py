"""Whatever a PJ holds, its forms read back as it stands; whatever is changed in it, the plan says that and no more."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from account_records import accounts_caf, accounts_partner, service
from hypothesis import given, settings
from hypothesis import strategies as st
from records import ACCOUNTS, TEXTS, contact
from returned import AWKWARD, kinds, raws
from returned import _entry as entry

from generator.checks.people import name_words
from generator.documents import service_forms
from generator.documents.production import Press
from generator.intake import apply
from generator.intake.answers import Answers
from generator.intake.proposal import Choices, Proposal, propose
from generator.intake.readers import formats
from generator.store import fingerprints
from generator.store.dataset import Dataset
from generator.store.schema.nominative import Users
from generator.store.schema.settings import Settings

LOOK = (Path(__file__).parents[1] / "templates" / "base.docx").read_bytes()
FOLDER = "temoin/mon-compte-partenaire/jardins"
SERVICE = service()
FORMS = service_forms.forms({"jardins": SERVICE})
SENT = "2026-06-15"
Line = Mapping[str, str]


def dataset(lines: Sequence[Line] = (), pj1: Mapping[str, Any] | None = None) -> Dataset:
    """Partner « temoin » with these users, and these contacts in its PJ1."""
    partner = accounts_partner()
    data = partner.model_dump(mode="json", exclude_defaults=True)
    bulletin = data["conventions"][0]["bulletins"][0]
    bulletin["pj1"] = {"transmise_le": "2026-01-20", "responsables": dict(pj1 or {})}
    listed = {"service": "jardins", "transmise_le": "2026-01-22", "utilisateurs": list(lines)}
    users = Users.model_validate({"partenaire": "temoin", "services": [listed]})
    return Dataset(
        Settings(), {"caf99": entry("caf99", accounts_caf(), "data/cafs/caf99.yml")},
        {"temoin": entry("temoin", type(partner).model_validate(data), "data/partners/temoin.yml")},
        {}, {}, {ACCOUNTS.id: ACCOUNTS}, TEXTS, (), nominative=True,
        services={"jardins": entry("jardins", SERVICE, "data/services/jardins.yml")},
        users={"temoin": entry("temoin", users, "data/nominatif/temoin.pj3.yml")},
    )  # fmt: skip


def form(lines: Sequence[Line], document: str = "pj3", **fields: Any) -> Answers:
    """The PJ3 as the web form returns it."""
    data = {
        "greffe": 1, "formulaire": f"mon-compte-partenaire.jardins.{document}", "partenaire": "temoin",
        "modele": ACCOUNTS.id, "base": "", "transmise_le": SENT, "utilisateurs": list(lines), "avant": None,
    } | fields  # fmt: skip
    (answers,) = formats.read("pj3.json", json.dumps(data).encode(), FORMS)
    return answers


def proposed(answers: Answers, data: Dataset, **choices: Any) -> Proposal:
    return propose(answers, data, Choices(**choices))


# Word and Excel files keep neither doubled spaces nor a name that says nothing.
NAMES = AWKWARD.filter(lambda name: name_words(name) != [])
PLACES = st.sampled_from([{}, {"lieu": "Serre du Midi"}, {"lieu": "Serre du Nord"}, {"equipement": "Verger"}, {"lieu": "Serre du Midi", "equipement": "Potager"}])  # fmt: skip


@st.composite
def users(draw: st.DrawFn) -> list[dict[str, str]]:
    """Lines of PJ3, each of somebody else."""
    found = []
    for rank, name in enumerate(draw(st.lists(NAMES, max_size=5))):
        line = {"nom": name, "adresse_electronique": f"p{rank}@pays-temoin.example", "profil": draw(st.sampled_from(list(SERVICE.profils)))}  # fmt: skip
        line |= draw(PLACES)
        if draw(st.booleans()):
            line |= {"prenom": draw(NAMES), "identifiant": f"ID{rank}"}
        if draw(st.booleans()):
            line["habilite_le"] = "2024-02-29"
        if draw(st.booleans()):
            line["cloture_le"] = "2026-01-02"
        found.append(line)
    return found


@settings(max_examples=15)
@given(users())
def test_a_pj3_reads_back_as_it_was_made(lines: list[dict[str, str]]) -> None:
    data = dataset(lines)
    made = Press(data, LOOK).complete("temoin")
    for name in ("pj3.xlsx", "pj3.docx", "pj3-par-lieu.docx"):
        _reads_back(name, made[f"{FOLDER}/{name}"], data, lines)


def _reads_back(name: str, content: bytes, data: Dataset, lines: Sequence[Line]) -> None:
    (answers,) = formats.read(name, content, FORMS)
    record = data.users["temoin"].record.services[0]
    assert (answers.partner, answers.template, answers.base) == ("temoin", ACCOUNTS.id, fingerprints.users(record))  # fmt: skip
    found = proposed(answers, data)
    assert not found.changes
    assert {step.kind for step in found.steps} <= {"unchanged", "still-listed"}
    assert len(found.steps) == len(lines)
    assert not found.stale


CONTACTS = st.lists(
    st.builds(
        lambda name, phone, more: contact(name, **phone) | {"adresses_electroniques": more},
        NAMES,
        st.sampled_from([{}, {"telephone": "05 00 00 00 02"}, {"telephone": "+33 5 00 00 00 09"}]),
        st.sampled_from(
            [["a@pays-temoin.example"], ["a@pays-temoin.example", "b@pays-temoin.example"]]
        ),
    ),
    max_size=3,
    unique_by=lambda each: each["nom"],
)


@settings(max_examples=15)
@given(CONTACTS, CONTACTS)
def test_a_pj1_reads_back_as_it_was_made(
    first: list[dict[str, Any]], second: list[dict[str, Any]]
) -> None:
    groups = {"arroser": first, "tailler": second}
    data = dataset(pj1={key: people for key, people in groups.items() if people})
    made = Press(data, LOOK).complete("temoin")
    for name in ("pj1.xlsx", "pj1.docx"):
        (answers,) = formats.read(name, made[f"{FOLDER}/{name}"], FORMS)
        assert not proposed(answers, data).changes
        assert sorted(raws(answers)) == ["arroser", "tailler"]


FATES = st.sampled_from(["keep", "change", "close", "vanish", "promote", "move"])
KINDS = {"keep": "unchanged", "change": "changed", "close": "closed", "vanish": "missing"}


@given(
    fates=st.lists(FATES, max_size=6),
    added=st.integers(0, 2),
    former=st.lists(st.sampled_from(["still-listed", "kept"]), max_size=3),
    order=st.randoms(use_true_random=False),
    decision=st.sampled_from(["garder", "clore"]),
)
def test_for_any_edit_of_the_users_the_plan_is_the_edit(
    fates: list[str], added: int, former: list[str], order: Any, decision: Any
) -> None:
    def user(rank: int, **fields: str) -> dict[str, str]:
        return {"nom": f"NOM{rank}", "adresse_electronique": f"p{rank}@pays-temoin.example", "profil": "J1", "equipement": "Verger", "habilite_le": "2026-01-23"} | fields  # fmt: skip

    current = [user(rank) for rank in range(len(fates))]
    closed = [user(100 + rank, cloture_le="2026-01-24") for rank in range(len(former))]
    data = dataset([*current, *closed])
    said: list[dict[str, str]] = []
    expected: dict[str, list[str]] = {}

    def expect(kind: str, line: Line) -> None:
        expected.setdefault(kind, []).append(line["nom"])

    ending = {"cloture_le": "2026-06-14"}
    for fate, line in zip(fates, current, strict=True):
        if fate in KINDS:
            expect(KINDS[fate], line)
        else:
            expect("closed", line)
            expect("added", line)
        said += {
            "keep": [line], "change": [line | {"identifiant": "ID9"}], "close": [line | ending], "vanish": [],
            "promote": [line | ending, line | {"profil": "J3", "habilite_le": SENT}],
            "move": [line | ending, line | {"equipement": "Potager", "habilite_le": SENT}],
        }[fate]  # fmt: skip
    for fate, line in zip(former, closed, strict=True):
        expect(fate, line)
        said += [line] if fate == "still-listed" else []
    for rank in range(added):
        said.append(user(200 + rank))
        expect("added", said[-1])
    order.shuffle(said)

    proposal = proposed(form(said), data, decide=lambda _: decision)
    assert kinds(proposal) == {kind: sorted(names) for kind, names in expected.items()}
    result = apply.outcome(proposal, data)
    (listed,) = result.dataset.users["temoin"].record.services
    replaced = [line.nom for line in listed.utilisateurs if line.remplace == "J1" and line.profil == "J3"]  # fmt: skip
    assert sorted(replaced) == sorted(line["nom"] for fate, line in zip(fates, current, strict=True) if fate == "promote")  # fmt: skip
    open_now = {(line.nom, line.profil, line.equipement) for line in listed.utilisateurs if not line.cloture_le}  # fmt: skip
    kept = {(line["nom"], "J1", "Verger") for fate, line in zip(fates, current, strict=True) if fate == "vanish"}  # fmt: skip
    wanted = {(line["nom"], line["profil"], line["equipement"]) for line in said if "cloture_le" not in line}  # fmt: skip
    assert open_now == wanted | (kept if decision == "garder" else set())
    again = proposed(form(said), result.dataset, decide=lambda _: decision)
    assert not again.changes
