"""What the pages of PJ1 and PJ3 are given: the service's own data, the checker's words, nobody's name."""

import base64
import dataclasses
import json
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.checks.piece_sentences import sentences
from generator.documents.production import Press, look
from generator.documents.service_forms import pj1, pj3
from generator.store import dataset
from generator.store.dataset import Dataset, Entry
from generator.store.families import of_family
from generator.store.parameters import MonComptePartenaireTemplate
from generator.store.schema.people import Contact
from generator.store.schema.services import Service
from generator.website.public import form_pages, piece_forms, publishing
from generator.website.public.published import Site

ROOT = Path(__file__).parents[1]
PUBLIC = dataset.load(ROOT, nominative=False)
WHOLE = dataset.load(ROOT)
TEMPLATES = of_family(PUBLIC.templates, MonComptePartenaireTemplate)
PARTNER = "ca-hautes-eaux-vives"


def made(data: Dataset = PUBLIC) -> dict[str, dict[str, Any]]:
    """The data of each service, as its pages read them."""
    bases = Press(data, look(ROOT / "templates", ROOT / "templates")).bases()
    return {
        path.rpartition("/")[2].removesuffix(".js"): json.loads(
            script.decode().partition(".donnees = ")[2].strip(" ;\n")
        )
        for path, script in piece_forms.data(data, bases, site(data)).items()
    }


def site(data: Dataset = PUBLIC) -> Site:
    assert PUBLIC.settings.exemple is not None
    return publishing.site(data, PUBLIC.settings.exemple.date, documents={}, blanks=dict.fromkeys(data.templates, ()))  # fmt: skip


def unpacked(known: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(zlib.decompress(base64.b64decode(known["bases"])))
    return found


def with_service(key: str, record: Service) -> Dataset:
    """The shipped data with one more service, which one partner joined."""
    entry = PUBLIC.partners[PARTNER]
    index = entry.record.convention_des_pieces
    assert index is not None
    convention = dict(entry.record.mon_compte_partenaire)[index]
    bulletin = convention.bulletins[0].model_copy(update={"service": key, "pj1": None})
    joined = convention.model_copy(update={"bulletins": [*convention.bulletins, bulletin]})
    conventions = [*entry.record.conventions]
    conventions[index] = joined
    partner = dataclasses.replace(
        entry, record=entry.record.model_copy(update={"conventions": conventions})
    )
    return dataclasses.replace(
        PUBLIC,
        partners={**PUBLIC.partners, PARTNER: partner},
        services={**PUBLIC.services, key: Entry(key, record, entry.source)},
    )


OTHER = Service.model_validate(
    {
        "nom": "Service témoin", "sigle": "TEM", "finalites": ["Essayer."],
        "profils": {
            "ZZ1": {"nom": "Lecteur témoin", "niveaux": {"organisme": 3, "lieu": None}},
            "ZZ2": {"nom": "Auteur témoin", "niveaux": {"equipement": 1}},
        },
        "groupes": {"un": {"intitule": "Groupe témoin"}, "deux": {"intitule": "Second groupe"}},
        "pieces": {"delegue": ["pj1", "pj3"], "centralise": ["pj3"]},
        "colonnes_pj3": {"profil": "Rôle", "nom": "Patronyme", "adresse_electronique": "Courriel", "equipement": "Structure",
                         "habilite_le": "Depuis", "cloture_le": "Jusqu'au"},
    }
)  # fmt: skip


@pytest.fixture(scope="module")
def data() -> dict[str, dict[str, Any]]:
    return made()


# --- A service is one data file ------------------------------------------------------------------------


def test_a_service_added_by_one_data_file_has_its_forms() -> None:
    more = with_service("temoin", OTHER)
    known = made(more)["temoin"]
    assert known["service"]["profils"]["ZZ1"] == {
        "niveaux": {"organisme": 3, "lieu": None},
        "aide": "Se donne pour l'organisme entier (3\xa0personnes au plus) ou un lieu d'implantation.",
    }
    forms = known["formulaires"]
    (users,) = forms["mon-compte-partenaire.temoin.pj3"]["listes"]
    assert [field["libelle"] for field in users["champs"]] == list(OTHER.colonnes_pj3.values())
    assert [each["cle"] for each in forms["mon-compte-partenaire.temoin.pj1"]["listes"]] == ["un", "deux"]  # fmt: skip
    pages = form_pages.pages(site(more))
    text = pages["services/temoin/pj3.md"].decode()
    for words in ("Lecteur témoin", "Patronyme", "Structure", "assets/services/temoin.js"):
        assert words in text
    assert "Groupe témoin" in pages["services/temoin/pj1.md"].decode()
    assert b"../services/temoin/pj3/" in pages["formulaires/index.md"]


def names(services: Iterator[Service]) -> set[str]:
    return {word for service in services for word in (service.sigle, *service.profils)}


def test_no_service_profile_or_group_is_named_in_code() -> None:
    known = names(entry.record for entry in PUBLIC.services.values()) | set(PUBLIC.services)
    groups = {group for entry in PUBLIC.services.values() for group in entry.record.groupes}
    files = [
        *(ROOT / "docs/assets").glob("formulaire*.js"),
        *(ROOT / "generator/website/public/pages").glob("*.md"),
        *(ROOT / "generator").glob("*/piece_*.py"), *(ROOT / "generator/website/public").glob("*.py"),
    ]  # fmt: skip
    assert len(files) > 40
    word = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(known)))})\b|['\"](?:{'|'.join(sorted(groups))})['\"]")  # fmt: skip
    assert [(path.name, found) for path in files for found in word.findall(path.read_text(encoding="utf-8"))] == []  # fmt: skip


def test_only_the_pieces_that_a_mode_asks_are_offered(data: dict[str, dict[str, Any]]) -> None:
    """In « mode centralisé », nobody returns a PJ1."""
    asked = {key: set(partner["documents"]) for key, partner in data["afas"]["partenaires"].items()}
    assert asked[PARTNER] == {"pj1", "pj3"}
    assert asked["departement-eloire"] == {"pj3"}


def test_a_service_that_nobody_joined_has_no_form() -> None:
    alone = dataclasses.replace(PUBLIC, services={**PUBLIC.services, "temoin": Entry("temoin", OTHER, PUBLIC.partners[PARTNER].source)})  # fmt: skip
    assert not any("temoin/" in path for path in form_pages.pages(site(alone)))


# --- The checker's words ---------------------------------------------------------------------------------


def test_the_pages_say_the_checker_s_sentences(data: dict[str, dict[str, Any]]) -> None:
    """But for the two that they have of their own, and the places that only the Caf can add: a warning there."""
    for known in data.values():
        for key, template in known["modeles"].items():
            said = {name: phrase for name, phrase in template["phrases"].items() if phrase["regle"] != "formulaire"}  # fmt: skip
            checked = sentences(TEMPLATES[key])
            assert {name: (each["regle"], each["message"]) for name, each in said.items()} == {
                name: (sentence.rule, sentence.message) for name, sentence in checked.items()
            }
            milder = {name for name in said if said[name]["gravite"] != checked[name].severity}
            assert milder == {"inconnu.lieu", "inconnu.equipement"}
            assert template["phrases"].keys() - said.keys() == {"gratuite", "vide", "vide.groupe"}


def test_no_specimen_is_left_in_a_sentence() -> None:
    for template in TEMPLATES.values():
        for key, sentence in sentences(template).items():
            assert not re.search(r"specimen|XXXX|2001|Pôle|Halte|ailleurs|\b[12]\b", sentence.message.replace("2000", "")), key  # fmt: skip


def test_every_remedy_of_the_pages_is_that_of_a_sentence() -> None:
    for template in TEMPLATES.values():
        assert set(piece_forms.REMEDIES) <= set(sentences(template))


# --- Documents -------------------------------------------------------------------------------------------


def test_every_place_of_a_document_gets_a_value(data: dict[str, dict[str, Any]]) -> None:
    for key, known in data.items():
        documents = unpacked(known)["documents"]
        service = PUBLIC.services[key].record
        for partner in known["partenaires"].values():
            have = {"transmise_le", "partenaire", "base", "nombre", *partner["valeurs"]}
            for form in (pj1(key, service), pj3(key, service)):
                rows = {f"liste.{people.key}.{field.key}" for people in form.lists for field in people.fields}  # fmt: skip
                for rank, number in enumerate(partner["documents"].get(form.document, ())):
                    parts = (part for part in documents[number].values() if isinstance(part, list))
                    places = {piece for part in parts for piece in part if isinstance(piece, str)}
                    assert places - have == (set() if rank else rows)


def test_partners_of_one_shape_share_their_documents(data: dict[str, dict[str, Any]]) -> None:
    entry = PUBLIC.partners[PARTNER]
    more = {f"p{i}": dataclasses.replace(entry, id=f"p{i}") for i in range(50)}
    many = made(dataclasses.replace(PUBLIC, partners={**PUBLIC.partners, **more}))
    assert many["afas"]["bases"] == data["afas"]["bases"]
    assert len(json.dumps(data["afas"])) < 30_000


# --- What is published -------------------------------------------------------------------------------------


def test_of_a_bulletin_only_the_names_of_places_are_published(
    data: dict[str, dict[str, Any]],
) -> None:
    """No person, no telephone, no agreement number, no quota of the Caf's own: in the data nor in the documents."""
    text = json.dumps([{key: {**known, "bases": unpacked(known)} for key, known in data.items()}], ensure_ascii=False)  # fmt: skip
    private: set[str] = set()
    for entry in WHOLE.users.values():
        for listed in entry.record.services:
            for user in listed.utilisateurs:
                private |= {user.nom, user.adresse_electronique or "", user.identifiant or ""}
    for partner in WHOLE.partners.values():
        for _, convention in partner.record.mon_compte_partenaire:
            for bulletin in convention.bulletins:
                contacts = bulletin.pj1.responsables.values() if bulletin.pj1 else ()
                for contact in (each for group in contacts for each in group):
                    private |= {contact.nom or "", contact.telephone or "", *contact.adresses_electroniques}  # fmt: skip
                private |= {bulletin.cof.numero or ""} if bulletin.cof else set()
    assert len(private) > 25
    assert [word for word in private - {""} if f'"{word}"' in text or f" {word}" in text] == []
    home = data["afas"]["partenaires"][PARTNER]
    assert set(home) == {"nom", "caf", "modele", "documents", "valeurs", "fin", "lieux"}
    assert home["lieux"][1] == {"nom": "Espace jeunes de Cascadelle", "equipements": ["Accueil de loisirs La Cascade"]}  # fmt: skip


def test_only_published_function_mailboxes_are_given_to_write_to() -> None:
    entry = PUBLIC.cafs["caf99"]
    since = {"base": "accord", "depuis": "2026-01-01"}
    person = {"nom": "LAMPION", "adresses_electroniques": ["odile.lampion@caf99.example", "accueil@caf99.example"]}  # fmt: skip
    held = [
        Contact.model_validate(person | {"publication": since}),
        Contact.model_validate({"intitule": "Interne", "adresses_electroniques": ["interne@caf99.example"]}),
        Contact.model_validate({"intitule": "Pôle", "adresses_electroniques": ["pole@caf99.example"], "publication": since}),
    ]  # fmt: skip
    contacts = entry.record.mon_compte_partenaire.model_copy(update={"services": {"afas": held}})
    changed = entry.record.model_copy(update={"mon_compte_partenaire": contacts})
    known = made(dataclasses.replace(PUBLIC, cafs={"caf99": Entry("caf99", changed, entry.source)}))
    assert known["afas"]["cafs"]["caf99"]["courriels"] == ["accueil@caf99.example", "pole@caf99.example"]  # fmt: skip
    assert known["cdap"]["cafs"]["caf99"]["courriels"] == []


def test_the_same_data_give_the_same_bytes(data: dict[str, dict[str, Any]]) -> None:
    assert made() == data
