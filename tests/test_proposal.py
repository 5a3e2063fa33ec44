"""What a returned form would change: the plan is the edit, nobody is lost, nothing is taken unasked."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from returned import AWKWARD, DAY, SENT, dataset, form, kinds, person, proposed

from generator.checks.people import name_words
from generator.errors import GreffeError
from generator.intake import apply, edits
from generator.intake.obstacles import obstacles
from generator.intake.plan import plan
from generator.intake.readers import json as reader
from generator.intake.records import annexe_1
from generator.store import fingerprints

A, B, C, D = (person(rank) for rank in range(1, 5))
ASKED = {"cloture_demandee_le": SENT}


def test_each_kind_of_change_is_told_apart() -> None:
    closed = D | {"cloture_demandee_le": "2026-01-02"}
    data = dataset([A, B, C], [closed])
    changed = A | {"fonction": "directrice"}
    proposal = proposed(form([changed, person(5)], [B | ASKED, closed]), data)
    assert kinds(proposal) == {
        "changed": ["NOM1"],
        "added": ["NOM5"],
        "missing": ["NOM3"],
        "closed": ["NOM2"],
        "still-listed": ["NOM4"],
    }


def test_somebody_who_vanished_is_asked_about_never_dropped() -> None:
    data = dataset([A, B])
    answers = form([A])
    (sentence,) = obstacles(proposed(answers, data))
    assert "NOM2" in sentence
    assert "--missing" in sentence
    with pytest.raises(GreffeError, match="NOM2"):
        apply.outcome(proposed(answers, data), data)
    kept = annexe_1(proposed(answers, data, decide=lambda _: "garder"))
    assert [line.nom for line in kept.ouverts] == ["NOM1", "NOM2"]
    closed = annexe_1(proposed(answers, data, decide=lambda _: "clore"))
    assert [line.nom for line in closed.ouverts] == ["NOM1"]
    assert [line.cloture_demandee_le for line in closed.clos] == [date.fromisoformat(SENT)]


@pytest.mark.parametrize(
    ("asked", "listed", "stays"),
    [
        ("2024-06-14", True, False),
        ("2024-06-15", True, True),
        ("2024-06-15", False, False),
        ("2024-06-16", True, True),
        ("2024-06-16", False, True),
        (None, False, True),
    ],
)
def test_closings_are_kept_for_the_delay_of_the_text_at_the_transmission_date(
    asked: str | None, listed: bool, stays: bool
) -> None:
    """Two years from the request; on the very day either is right, and the form decides."""
    closed = B | ({"cloture_demandee_le": asked} if asked else {})
    proposal = proposed(form([A], [closed] if listed else []), dataset([A], [closed]))
    assert [line.nom for line in annexe_1(proposal).clos] == (["NOM2"] if stays else [])


def test_an_access_asked_again_leaves_the_closings() -> None:
    closed = B | {"cloture_demandee_le": "2026-02-01"}
    proposal = proposed(form([A, B | {"demande_le": SENT}]), dataset([A], [closed]))
    assert kinds(proposal)["reopened"] == ["NOM2"]
    assert annexe_1(proposal).clos == []


def test_a_second_closing_of_one_person_is_a_closing() -> None:
    first = B | {"cloture_demandee_le": "2026-01-02"}
    proposal = proposed(form([A], [first, B | ASKED]), dataset([A, B], [first]))
    assert kinds(proposal) == {"unchanged": ["NOM1"], "still-listed": ["NOM2"], "closed": ["NOM2"]}


def test_a_list_that_the_file_does_not_have_stays_as_it_is() -> None:
    closed = B | {"cloture_demandee_le": "2026-01-02"}
    proposal = proposed(form([A], None), dataset([A], [closed]))
    assert [line.nom for line in annexe_1(proposal).clos] == ["NOM2"]
    assert "elle reste telle" in plan(proposal, DAY)


def test_one_address_under_two_strangers_names_is_two_people() -> None:
    """A login is strictly personal: who leaves is asked about, and nobody inherits an account."""
    other = person(9, adresse_electronique=B["adresse_electronique"])
    assert kinds(proposed(form([A, other]), dataset([A, B]))) == {
        "unchanged": ["NOM1"],
        "added": ["NOM9"],
        "missing": ["NOM2"],
    }


def test_a_new_address_is_a_new_account() -> None:
    data = dataset(
        [A],
        comptes=[{"adresse_electronique": A["adresse_electronique"], "ouvert_le": "2026-01-14"}],
    )
    proposal = proposed(form([A | {"adresse_electronique": "q@pays-temoin.example"}]), data)
    assert kinds(proposal) == {"changed": ["NOM1"]}
    result = apply.outcome(proposal, data)
    assert [(task.action, task.address) for task in result.to_do] == [
        ("ouvrir", "q@pays-temoin.example"),
        ("fermer", "p1@pays-temoin.example"),
    ]
    old, new = result.dataset.follow_ups["temoin"].record.comptes
    assert old.cloture_demandee_le == date.fromisoformat(SENT)
    assert new.adresse_electronique == "q@pays-temoin.example"


def test_proposals_are_taken_by_their_number_only() -> None:
    answers = form([A | {"prenom": "Mme Prénom1"}, B | {"adresse_electronique": "x"}, C | {"demande_le": "10/6/26"}])  # fmt: skip
    data = dataset([])
    draft = proposed(answers, data)
    numbers = {next(iter(each.option.changes)): each.number for each in draft.offers if each.option.sole}  # fmt: skip
    assert len(obstacles(draft)) == 2
    taken = proposed(answers, data, numbers=frozenset([numbers["nom"]]))
    assert [p.values.get("prenom") for p in taken.people["ouverts"]] == ["Prénom1", "Prénom2", "Prénom3"]  # fmt: skip
    assert "demande_le" not in taken.people["ouverts"][2].values
    everything = proposed(answers, data, every=True)
    assert everything.people["ouverts"][2].values["demande_le"] == "2026-06-10"
    assert [sentence for sentence in obstacles(everything) if "« x »" in sentence]


def test_rival_proposals_are_not_taken_together_nor_by_all() -> None:
    answers = form([A | {"adresse_electronique": "a@x.example ; b@x.example"}])
    data = dataset([])
    assert obstacles(proposed(answers, data, every=True))
    assert obstacles(proposed(answers, data, numbers=frozenset([2]))) == []
    with pytest.raises(GreffeError, match="se contredisent"):
        proposed(answers, data, numbers=frozenset([1, 2]))


def test_a_proposal_once_taken_is_not_asked_again() -> None:
    answers = form([A | {"prenom": "Mme Prénom1", "demande_le": "10/6/26"}])
    data = dataset([])
    result = apply.outcome(proposed(answers, data, every=True), data)
    again = proposed(answers, result.dataset)
    assert not again.changes
    assert obstacles(again) == []
    assert apply.outcome(again, result.dataset).files == {}


@pytest.mark.parametrize("raw", ["(date)", "", None, "bientôt", "15/6/26"])
def test_without_a_sure_date_of_transmission_nothing_is_applied(raw: str | None) -> None:
    """And the day of the intake never stands in for it."""
    answers = form([A], transmise_le=raw)
    assert any("date de transmission" in sentence for sentence in obstacles(proposed(answers, dataset([]))))  # fmt: skip
    given = proposed(answers, dataset([]), sent=date(2026, 6, 14))
    assert given.sent == date(2026, 6, 14)
    assert obstacles(given) == []


def test_an_older_annexe_does_not_replace_a_newer_one() -> None:
    data = dataset([A], sent="2026-07-01")
    (sentence,) = obstacles(proposed(form([A, B]), data))
    assert "plus ancienne" in sentence
    assert obstacles(proposed(form([A, B]), data, conflict=True)) == []


def _stale(form_people: list[Any], avant: list[Any] | None) -> Any:
    before = {"transmise_le": "2026-01-01", "ouverts": avant, "clos": []} if avant else None
    return form(form_people, base="0" * 64, avant=before)


def test_a_form_made_from_an_older_annexe_is_a_three_way_comparison() -> None:
    """What was changed elsewhere since is kept; the same thing changed on both sides is a conflict."""
    data = dataset([A | {"fonction": "ici"}, B | {"prenom": "Ici"}, D])
    answers = _stale([A | {"fonction": "là"}, B, C], [A, B])
    proposal = proposed(answers, data)
    assert [(each.field, each.conflict) for each in proposal.since] == [
        ("fonction", True),
        ("prenom", False),
        (None, False),
    ]
    assert kinds(proposal) == {"changed": ["NOM1"], "unchanged": ["NOM2", "NOM4"], "added": ["NOM3"]}  # fmt: skip
    assert "« ici »" in plan(proposal, DAY)
    assert [s for s in obstacles(proposal) if "--accept conflit" in s]
    won = annexe_1(proposed(answers, data, conflict=True))
    assert [(line.nom, line.fonction) for line in won.ouverts] == [
        ("NOM1", "là"), ("NOM2", "fonction 2"), ("NOM4", "fonction 4"), ("NOM3", "fonction 3"),
    ]  # fmt: skip
    assert won.ouverts[1].prenom == "Ici"


def test_without_the_older_annexe_everybody_in_hand_is_compared() -> None:
    data = dataset([A, B])
    answers = _stale([A], None)
    proposal = proposed(answers, data, conflict=True, decide=lambda _: "garder")
    assert kinds(proposal) == {"unchanged": ["NOM1"], "missing": ["NOM2"]}
    assert obstacles(proposed(answers, data, decide=lambda _: "garder"))


def test_the_sender_is_checked_against_annexe_2() -> None:
    data = dataset([A])
    answers = form([A], expediteur="intrus@pays-temoin.example")
    assert "n'est pas le responsable des habilitations" in plan(proposed(answers, data), DAY)
    answers = form([A], expediteur="Bobine@pays-temoin.example")
    assert "responsable" not in plan(proposed(answers, data), DAY)


def test_a_partner_named_otherwise_is_said() -> None:
    answers = form([A], partenaire="ailleurs")
    assert "ailleurs" in plan(proposed(answers, dataset([A]), partner="temoin"), DAY)
    with pytest.raises(GreffeError, match="ailleurs"):
        proposed(answers, dataset([A]))
    with pytest.raises(GreffeError, match="--partner"):
        proposed(form([A], partenaire=None), dataset([A]))


def _contact(nom: str, address: str) -> dict[str, Any]:
    return {"nom": nom, "prenom": "Rose", "adresses_electroniques": [address], "fonction": "chargée de mission"}  # fmt: skip


def _annexe_2(**roles: Any) -> Any:
    base = {"greffe": 1, "formulaire": "cooperation.annexe-2", "partenaire": "temoin", "transmise_le": SENT}  # fmt: skip
    return reader.read("annexe-2.json", json.dumps(base | roles).encode())[0]


def test_annexe_2_replaces_its_contacts_and_keeps_what_it_does_not_ask() -> None:
    published = {"base": "accord écrit", "depuis": "2026-01-01"}
    data = dataset(partner={"conventions": [{
        "famille": "cooperation", "modele": "cooperation-2026",
        "annexe_2": {
            "transmise_le": "2026-01-12",
            "responsable_habilitations": [_contact("BOBINE", "bobine@x.example") | {"civilite": "Mme", "publication": published}],
            "responsable_securite": [_contact("ROTIN", "securite@x.example") | {"publication": published}],
        },
    }]})  # fmt: skip
    answers = _annexe_2(
        responsable_habilitations=[_contact("BOBINE", "bobine@x.example") | {"fonction": "directrice"}],
        responsable_securite=[_contact("VASQUE", "securite@x.example") | {"prenom": "Noé"}],
    )  # fmt: skip
    proposal = proposed(answers, data)
    assert kinds(proposal) == {"changed": ["BOBINE"], "added": ["VASQUE"], "removed": ["ROTIN"]}
    result = apply.outcome(proposal, data)
    annexe = result.dataset.partners["temoin"].record.conventions[0].annexe_2
    assert annexe is not None
    assert annexe.transmise_le == date.fromisoformat(SENT)
    (kept,), (new,) = annexe.responsable_habilitations, annexe.responsable_securite
    assert (kept.fonction, kept.civilite) == ("directrice", "Mme")
    assert kept.publication is not None
    # The consent of one person is never that of another, even on the same mailbox.
    assert (new.nom, new.publication) == ("VASQUE", None)
    assert not proposed(answers, result.dataset).changes


def test_a_mailbox_without_a_person_keeps_its_title() -> None:
    box = {"intitule": "Cellule sécurité", "adresses_electroniques": ["securite@x.example"]}
    data = dataset(partner={"conventions": [{
        "famille": "cooperation", "modele": "cooperation-2026",
        "annexe_2": {"transmise_le": SENT, "responsable_securite": [box]},
    }]})  # fmt: skip
    answers = _annexe_2(responsable_securite=[{"nom": "Cellule sécurité", "adresses_electroniques": ["securite@x.example"]}])  # fmt: skip
    assert not proposed(answers, data).changes


# A new address is told by the name: one without a letter tells nobody.
NAMES = AWKWARD.filter(lambda name: name_words(name) != [])
MOVES = st.sampled_from(["keep", "change", "close", "vanish", "move"])


@given(
    fates=st.lists(st.tuples(MOVES, NAMES), max_size=8),
    added=st.integers(0, 3),
    listed=st.lists(st.sampled_from(["still-listed", "kept", "reopened"]), max_size=4),
    order=st.randoms(use_true_random=False),
    decision=st.sampled_from(["garder", "clore"]),
)
def test_for_any_edit_of_the_lists_the_plan_is_the_edit(
    fates: list[tuple[str, str]], added: int, listed: list[str], order: Any, decision: Any
) -> None:
    people = [person(rank, nom=name) for rank, (_, name) in enumerate(fates)]
    moves = [move for move, _ in fates]
    former = [person(100 + rank, cloture_demandee_le="2026-01-02") for rank in range(len(listed))]
    data = dataset(people, former)
    new = [person(200 + rank, demande_le=SENT) for rank in range(added)]
    edited = {
        "keep": lambda line: line,
        "change": lambda line: line | {"fonction": "autre", "prenom": line["prenom"] + " Lou"},
        "move": lambda line: line | {"adresse_electronique": "x" + line["adresse_electronique"]},
    }
    opened = [edited[m](line) for m, line in zip(moves, people, strict=True) if m in edited] + new
    closed = [line | ASKED for m, line in zip(moves, people, strict=True) if m == "close"]
    closed += [line for line, fate in zip(former, listed, strict=True) if fate == "still-listed"]
    back = [person(100 + rank) for rank, fate in enumerate(listed) if fate == "reopened"]
    opened += back
    order.shuffle(opened)
    order.shuffle(closed)

    proposal = proposed(form(opened, closed), data, decide=lambda _: decision)
    names = {"keep": "unchanged", "change": "changed", "move": "changed", "close": "closed", "vanish": "missing"}  # fmt: skip
    expected: dict[str, list[str]] = {}
    for move, line in zip(moves, people, strict=True):
        expected.setdefault(names[move], []).append(line["nom"])
    for line, fate in zip(former, listed, strict=True):
        expected.setdefault(fate, []).append(line["nom"])
    for line in new:
        expected.setdefault("added", []).append(line["nom"])
    assert kinds(proposal) == {kind: sorted(names) for kind, names in expected.items()}

    result = apply.outcome(proposal, data)
    record = result.dataset.annexes_1["temoin"].record
    gone = [line["nom"] for m, line in zip(moves, people, strict=True) if m == "vanish"]
    assert {line.nom for line in record.ouverts} == {line["nom"] for line in opened} | (
        set(gone) if decision == "garder" else set()
    )
    assert {line.nom for line in record.clos} == {line["nom"] for line in [*closed, *former]} - {
        line["nom"] for line in back
    } | (set(gone) if decision == "clore" else set())
    known = result.dataset.partners["temoin"].record.conventions[0].annexe_1
    assert known is not None
    assert known.empreinte == fingerprints.annexe_1(record)
    assert (known.ouverts, known.clos) == (len(record.ouverts), len(record.clos))
    again = proposed(form(opened, closed), result.dataset, decide=lambda _: decision)
    assert not again.changes
    assert plan(again, DAY)


def test_what_is_to_do_on_the_platform_goes_to_the_follow_up() -> None:
    """One line for each new account, and the closing requests: rule C24 ticks them when they are done."""
    account = {"adresse_electronique": A["adresse_electronique"], "ouvert_le": "2026-01-14"}
    closed_already = {"adresse_electronique": C["adresse_electronique"], "ouvert_le": "2026-01-14", "cloture_demandee_le": "2026-03-01", "clos_le": "2026-03-02"}  # fmt: skip
    data = dataset([A, C], comptes=[account, closed_already])
    proposal = proposed(form([B], [A | ASKED, C | ASKED]), data)
    result = apply.outcome(proposal, data)
    assert [(task.action, task.line["nom"]) for task in result.to_do] == [("ouvrir", "NOM2"), ("fermer", "NOM1")]  # fmt: skip
    accounts = result.dataset.follow_ups["temoin"].record.comptes
    assert [each.adresse_electronique[:2] for each in accounts] == ["p1", "p3", "p2"]
    assert accounts[0].cloture_demandee_le == date.fromisoformat(SENT)
    assert accounts[1].cloture_demandee_le == date(2026, 3, 1)
    assert edits.follow_up(result.to_do, accounts) == []


def test_somebody_listed_twice_otherwise_is_for_the_partner_to_say() -> None:
    answers = form([A, A | {"fonction": "autre"}])
    (sentence,) = obstacles(proposed(answers, dataset([])))
    assert "Liste 1, personne 2" in sentence
    assert "déjà dans une autre ligne" in sentence
    two_people = form([A, person(2, adresse_electronique=A["adresse_electronique"])])
    assert obstacles(proposed(two_people, dataset([]))) == []


def test_a_name_made_of_nothing_but_a_title_is_not_emptied() -> None:
    proposal = proposed(form([A | {"nom": "[à compléter : nom]", "prenom": "Mme  Zoé"}]), dataset([]), every=True)  # fmt: skip
    assert ["nom" in sentence for sentence in obstacles(proposal)] == [True]


def test_a_number_is_of_the_file_whatever_is_known_of_the_partner() -> None:
    """« --accept 2 » means the same with « --partner » and without, and whoever the partner is."""
    slip = A | {"adresse_electronique": "p1@pays-temoinn.example", "prenom": "Mme Prénom1"}
    answers = form([slip, B | {"demande_le": "10/6/26"}])

    def numbers(data: Any, **choices: int) -> dict[str, int]:
        offers = proposed(answers, data, **choices).offers
        return {str(sorted(each.option.changes.items())): each.number for each in offers}

    unknown = numbers(dataset([], partner={"domaines": []}))
    assert sorted(unknown.values()) == [1, 2, 3]
    for people in ([], [A], [A | {"prenom": "Mme Prénom1"}]):
        found = numbers(dataset(people), first=1, then=9)
        assert found.pop("[('adresse_electronique', 'p1@pays-temoin.example')]") == 9
        assert found.items() <= unknown.items()
