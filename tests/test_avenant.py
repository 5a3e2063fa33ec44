"""An avenant says every change of the signed acts, and nothing else; nothing is called for without one."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from avenant_records import (
    ADDRESS,
    DAY,
    PRESS,
    SAID,
    access,
    called,
    cooperation,
    headings,
    texts,
    written,
)
from pydantic import ValidationError
from records import partner, signatory

from generator.documents.passages import passages
from generator.store.schema.signed import SignedValues
from generator.store.signed import current, differences
from generator.versions import avenant, avenant_papers, avenant_states, avenant_words
from generator.versions.avenant_states import Subject

HEAD = "Modification de l'en-tête de la convention"
ELSEWHERE = {"voie": "9 rue Neuve", "code_postal": "99100", "commune": "Témoin"}
SIGNED = {"partenaire": "2026-03-02", "recue_le": "2026-03-04", "caf": "2026-03-09"}
LATER = {"partenaire": "2026-05-02", "recue_le": "2026-05-04", "caf": "2026-05-11"}
DRAFT = {"service": "jardins", "annexe": 3}


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        (cooperation({"partenaire": "Communauté de communes du Vieux Témoin"}), [HEAD]),
        (cooperation({"adresse": ELSEWHERE}), [HEAD]),
        (cooperation({"caf": "Caisse d'allocations familiales du Val-Ancien"}), [HEAD]),
        (cooperation({"adresse_caf": ELSEWHERE}), [HEAD]),
        (
            cooperation({"modele": "ctg-dans-ma-poche-2024"}),
            [HEAD, "Modification du préambule de la convention"],
        ),
        (access({"missions": ["Compétence jardinage"]}), ["Modification de l'article 8 de la convention"]),
        (
            access({"siret": "21990072700013"}),
            [
                HEAD,
                "Modification de l'en-tête du contrat de service",
                "Modification de l'en-tête du bulletin d'adhésion au service SJP",
            ],
        ),
        (
            access({"mode": "centralise"}),
            [
                "Modification de l'article 2.2 du contrat de service",
                "Modification de l'article 2.2.1 du contrat de service",
                "Modification de la partie « Annexe 2 : Les formulaires » du contrat de service",
                "Modification de l'article 1.21 du bulletin d'adhésion au service SJP",
                "Modification de l'article 1.22 du bulletin d'adhésion au service SJP",
                "Modification de l'article 2 du bulletin d'adhésion au service SJP",
            ],
        ),
        (
            access({"bulletins": [DRAFT | {"maximums": {"J2": 4}}]}),
            ["Modification de l'article 1.1 du bulletin d'adhésion au service SJP"],
        ),
        (access(None, {"bulletins": [DRAFT]}), ["Ajout du bulletin d'adhésion au service SJP"]),
        (
            access({"bulletins": [DRAFT]}, {"bulletins": []}),
            ["Retrait du bulletin d'adhésion au service SJP"],
        ),
    ],
    ids=[
        "nom", "adresse", "nom-caf", "adresse-caf", "modele", "missions", "siret", "mode",
        "bulletin-change", "bulletin-ajoute", "bulletin-retire",
    ],
)  # fmt: skip
def test_each_change_gives_exactly_its_articles(subject: Subject, expected: list[str]) -> None:
    assert headings(called(subject)) == expected


def test_several_changes_give_the_articles_of_each_in_the_order_of_the_texts() -> None:
    changes = called(access({"adresse": ELSEWHERE, "missions": ["Compétence jardinage"]}))
    assert headings(changes) == [
        HEAD,
        "Modification de l'article 8 de la convention",
        "Modification de l'en-tête du contrat de service",
    ]
    assert "- le changement d'adresse du siège du partenaire ;\n- la modification des missions du partenaire." in written(changes)  # fmt: skip


def test_the_avenant_names_the_parties_as_they_are_and_as_they_were() -> None:
    text = written(called(cooperation({"partenaire": "Communauté de communes du Vieux Témoin"})))
    title = "Avenant n° 1 à la convention d'adhésion à la plateforme « Coopération »"
    assert text.startswith(f"> {title}\\\n> Caisse d'allocations familiales du Val-Fictif – Communauté de communes du Pays Témoin\n>\n> **Texte d'exemple, non validé**\n\n# {title}\n")  # fmt: skip
    assert "La Communauté de communes du Pays Témoin, anciennement dénommée « Communauté de communes du Vieux Témoin », dont le siège" in text  # fmt: skip
    assert "Vu la convention d'adhésion à la plateforme « Coopération », signée le 15 janvier 2026,\n" in text  # fmt: skip
    # Nobody here knows who signed: the name alone is quoted.
    assert "Le passage suivant :\n\n> La Communauté de communes du Vieux Témoin\n" in text
    assert "est remplacé par :\n\n> La Communauté de communes du Pays Témoin\n" in text
    assert "Fait en deux exemplaires originaux, à [à compléter : lieu], le [à compléter : date]." in text  # fmt: skip


def test_the_right_people_sign_even_by_interim_or_delegation() -> None:
    """Whoever represents the parties today signs, in the order of the convention's own signatures."""
    delegated = signatory(
        civilite="Mme", nom="SAULE", prenom="Inès", fonction="vice-président", qualite="delegation",
        delegant={"civilite": "M.", "fonction": "président"},
    )  # fmt: skip
    changes = called(cooperation({"adresse": ELSEWHERE}, representant=delegated))
    last = written(changes).splitlines()[-4:]
    assert "| La Directrice | Par délégation du Président, la Vice-présidente |" in last
    assert "| Madame Odile LAMPION | Madame Inès SAULE |" in last
    order = {"presentation": {"ordre_signatures": "partenaire-caf"}}
    turned = written(called(cooperation({"adresse": ELSEWHERE}, order)))
    assert "| Pour la Communauté de communes du Pays Témoin | Pour la Caisse" in turned


def test_the_day_of_effect_is_the_last_signature_or_the_one_given() -> None:
    changes = called(cooperation({"adresse": ELSEWHERE}))
    assert "prend effet le jour de la dernière des deux signatures." in written(changes)
    assert "prend effet le 1er juillet 2026." in written(changes, effect=date(2026, 7, 1))


@pytest.mark.parametrize(
    "name", ["Association *du* {{ partenaire }} <b>", "Association # {% if %}", "Association 1. | a\\"]
)  # fmt: skip
def test_a_name_is_inert_whatever_it_holds(name: str) -> None:
    """What a text says is quoted, never read: neither as a template nor as Markdown."""
    changes = called(cooperation({"partenaire": name}))
    found = passages(avenant_papers.text(changes, 1, []))
    assert sum(name in each.text for each in found) == 2  # the parties, and the passage that goes
    assert len(headings(changes)) == 1
    assert avenant_papers.files(
        changes, avenant_papers.text(changes, 1, []), 1, day=DAY, press=PRESS
    )


@pytest.mark.parametrize(
    ("subject", "sentence"),
    [
        (cooperation(), "rien n'a changé depuis la signature"),
        (access(), "rien n'a changé depuis la signature"),
        (cooperation(None, {"annexe_2": {"transmise_le": "2026-06-01"}}), "rien n'a changé"),
        (cooperation(None, representant=signatory(nom="AUTRE", depuis="2026-03-01")), "rien n'a changé"),
        (cooperation({"siret": "21990072700013"}), "aucun des textes signés. Mettez seulement « valeurs_signees » à jour : « siret »."),
        (access({"sigle": None}), None),
    ],
    ids=["rien", "rien-mcp", "annexe", "signataire", "siret", "sigle"],
)  # fmt: skip
def test_nothing_is_called_for_when_no_act_changes(subject: Subject, sentence: str | None) -> None:
    said = avenant_words.nothing_to_sign(called(subject))
    assert (said is None) == (sentence is None)
    assert sentence is None or sentence in (said or "")


def test_annexes_alone_are_sent_again_without_an_avenant() -> None:
    """Coopération, article 5."""
    subject = cooperation({"modele": "autre"})
    dataset = subject.dataset
    other = dataset.templates["cooperation-2026"].model_copy(update={"id": "autre"})
    annexes = {**dataset.texts["cooperation-2026"]}
    annexes["annexe-2.md"] = annexes["annexe-2.md"].replace("Date de transmission", "Envoyée le")
    dataset = replace(
        dataset,
        templates={**dataset.templates, "autre": other},
        texts={**dataset.texts, "autre": annexes},
    )
    said = avenant_words.nothing_to_sign(called(replace(subject, dataset=dataset)))
    assert said is not None
    assert (
        "seules des annexes changent, et elles se renvoient sans avenant. Mettez seulement" in said
    )


def _amended(numero: int, signature: Any, **values: Any) -> dict[str, Any]:
    signed = {"signature": signature} if signature else {}
    return {"numero": numero, "objet": f"Changement {numero}", **signed, "valeurs": values}


MOVED_TWICE = {
    "avenants": [
        _amended(1, SIGNED, adresse=ELSEWHERE),
        _amended(2, LATER, partenaire="Communauté de communes du Pays Témoin"),
    ]
}
OLD = {"partenaire": "Communauté de communes du Vieux Témoin", "adresse": ADDRESS}


def test_a_second_avenant_starts_from_the_first_one_and_cites_it() -> None:
    subject = cooperation(OLD, {"avenants": MOVED_TWICE["avenants"][:1]}, adresse=ELSEWHERE)
    changes = called(subject)
    assert changes.fields == ("partenaire",)
    text = written(changes)
    assert "# Avenant n° 2 à la convention" in text
    assert "Vu l'avenant n° 1 (Changement 1), signé le 9 mars 2026,\n" in text
    assert "9 rue Neuve" in text.partition("est remplacé par")[0]


def test_the_consolidated_text_of_a_day_is_that_of_the_values_in_force_then() -> None:
    subject = cooperation(OLD, MOVED_TWICE, adresse=ELSEWHERE)
    fresh = {
        date(2026, 3, 8): OLD,
        date(2026, 3, 9): OLD | {"adresse": ELSEWHERE},
        date(2026, 5, 10): OLD | {"adresse": ELSEWHERE},
        date(2026, 5, 11): {"adresse": ELSEWHERE},
    }
    for day, values in fresh.items():
        expected = cooperation(values, nom=SAID["partenaire"], adresse=ELSEWHERE)
        known = texts(expected, avenant_states.signed_by(expected, day))
        assert texts(subject, avenant_states.in_force_on(subject, day)) == known
        tree = avenant_papers.consolidated(
            subject, avenant_states.in_force_on(subject, day), day, PRESS
        )
        note = tree[f"temoin/cooperation/version-consolidee-{day}/convention.md"].decode()
        assert note.startswith("> **Version consolidée au ")
        assert set(tree) == {
            f"temoin/cooperation/version-consolidee-{day}/convention.{ending}"
            for ending in ("md", "docx", "pdf")
        }


def test_an_avenant_counts_once_both_have_signed_and_is_in_force_on_its_day_of_effect() -> None:
    half = {"partenaire": "2026-03-02"}
    waiting = cooperation(OLD, {"avenants": [_amended(1, half, adresse=ELSEWHERE)]}, adresse=ELSEWHERE)  # fmt: skip
    assert called(waiting).fields == ("partenaire", "adresse")
    assert avenant.next_number(waiting.convention) == 1
    later = _amended(1, SIGNED, adresse=ELSEWHERE) | {"effet_le": "2026-09-01"}
    subject = cooperation(OLD, {"avenants": [later]}, adresse=ELSEWHERE)
    assert called(subject).fields == ("partenaire",)
    for day, street in ((date(2026, 8, 31), "2 rue du Test"), (date(2026, 9, 1), "9 rue Neuve")):
        address = avenant_states.in_force_on(subject, day).adresse
        assert address is not None
        assert address.voie == street


def test_a_bulletin_signed_on_its_own_after_the_convention_is_signed() -> None:
    """It is an act of its own: only a draft is still to be signed."""
    signed = access({"bulletins": [DRAFT | {"service": "autre"}]})
    before = avenant_states.signed_by(signed, DAY)
    assert [each.service for each in before.bulletins] == ["autre", "jardins"]  # type: ignore[attr-defined]
    held = avenant_states.signed_by(signed, date(2026, 1, 14))
    assert [each.service for each in held.bulletins] == ["autre"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "signature", [SIGNED, {"partenaire": "2026-01-12"}], ids=["signed later", "half signed"]
)
def test_an_act_that_is_not_signed_yet_is_not_in_the_consolidated_text(
    signature: dict[str, str],
) -> None:
    """Even when its service is noted among those of the signed text."""
    later = {"service": "jardins", "annexe": 1, "signature": signature}
    subject = access({"bulletins": [{"service": "jardins"}]}, {"bulletins": [later]})
    day = date(2026, 2, 1)
    held = avenant_states.in_force_on(subject, day)
    made = avenant_papers.consolidated(subject, held, day, PRESS)
    assert {path.rpartition("/")[2] for path in made if path.endswith(".md")} == {"convention.md", "contrat.md"}  # fmt: skip
    said = avenant_papers.later(subject, held, day)
    assert [*said.values()] == ["bulletin-jardins : signé après le 1er\xa0février\xa02026, il n'est pas dans la version consolidée"]  # fmt: skip


def test_a_new_name_does_not_take_the_gender_noted_for_the_former_one() -> None:
    said = {"partenaire": "Agglo du Témoin", "accord": "feminin"}
    subject = cooperation(said, {"avenants": [_amended(1, SIGNED, partenaire="Syndicat du Témoin")]}, nom="Syndicat du Témoin")  # fmt: skip
    assert avenant_states.signed_by(subject, date(2026, 1, 15)).accord == "feminin"
    assert avenant_states.signed_by(subject, DAY).accord is None
    assert not differences(avenant_states.signed_by(subject, DAY), current(subject.files))


@pytest.mark.parametrize("numbers", [(2, 1), (1, 1)])
def test_avenants_are_numbered_from_the_oldest_to_the_newest(numbers: tuple[int, int]) -> None:
    with pytest.raises(ValidationError, match="ordre croissant"):
        partner({"avenants": [_amended(each, SIGNED) for each in numbers]})


def test_the_words_of_an_avenant_have_french_typography() -> None:
    text = "\n".join(each.text for each in passages(avenant_papers.text(called(cooperation({"adresse": ELSEWHERE})), 1, [])))  # fmt: skip
    assert not re.search(r" [:;!?»]|« |n° ", text)
    assert "'" not in re.sub(
        "d'allocations", "", text
    )  # the name of the Caf, as its file writes it


def test_an_apostrophe_or_a_space_drawn_otherwise_calls_for_no_avenant() -> None:
    """A word processor turns « ' » into « ’ »: nobody signs an avenant for that."""
    held = SignedValues.model_validate({"modele": "m", "partenaire": "Agglo de l’Aube", "adresse": {"voie": "1 rue\u00a0de l’Orme", "commune": "Ici"}})  # fmt: skip
    today = SignedValues.model_validate({"modele": "m", "partenaire": "Agglo de l'Aube", "adresse": {"voie": "1 rue de l'Orme", "commune": "Ici"}})  # fmt: skip
    moved = today.model_copy(update={"partenaire": "Agglo de l'Aubette"})
    assert differences(held, today) == []
    assert differences(held, moved) == ["partenaire"]
