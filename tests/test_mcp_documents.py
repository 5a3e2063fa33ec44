"""« Mon Compte Partenaire »: the pièces justificatives, what may be published, and the files that are made."""

import dataclasses
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import pytest
from account_records import (
    accounts_caf,
    accounts_partner,
    contract,
    service,
    subject,
    text,
    users,
    view,
)
from records import ACCOUNTS, SINCE, TEXTS, contact, section, signatory

from generator.documents.production import Press
from generator.documents.rendered import Blank, Text
from generator.store.dataset import Dataset, Entry
from generator.store.schema.nominative import Users
from generator.store.schema.partner import Partner
from generator.store.schema.settings import Settings
from generator.store.source import read as read_source

DOCUMENTS = list(ACCOUNTS.documents)
OF_A_SERVICE = [name for name, each in ACCOUNTS.documents.items() if each.par == "service"]
LOOK = (Path(__file__).parents[1] / "templates" / "base.docx").read_bytes()


def test_pj1_has_a_table_for_each_group_of_the_service_and_a_certification() -> None:
    printed = text("pj1")
    first, second = printed.split("## Responsable du groupe ")[1:]
    assert first.startswith("ARROSER\n\n| Fonction | Nom |")
    assert "| chargée de mission | Humus | Rose | humus@pays-temoin.example | 05 00 00 00 02 |" in first  # fmt: skip
    assert second.startswith("TAILLER\n\n")
    assert "| [à compléter : fonction] | [à compléter : nom] |" in second
    assert "SIRET du siège : 20000000800017" in printed
    assert "Date de transmission : 20 janvier 2026" in printed
    assert "Je soussigné Paul BRINDILLE, en qualité de président de la Communauté de communes du Pays Témoin, certifie" in printed  # fmt: skip
    assert "Date : 19 janvier 2026" in printed


@pytest.mark.parametrize(
    ("civility", "function", "words_"),
    [
        ("Mme", "adjoint au maire", "Je soussignée Paul BRINDILLE, en qualité d'adjointe au maire de"),
        ("M.", "directeur", "Je soussigné Paul BRINDILLE, en qualité de directeur de"),
        ("Mme", "Égérie du jardin", "Je soussignée Paul BRINDILLE, en qualité d'Égérie du jardin de"),
    ],
)  # fmt: skip
def test_whoever_certifies_is_named_in_good_french(
    civility: str, function: str, words_: str
) -> None:
    person = signatory(civilite=civility, fonction=function)
    assert words_ in text("pj1", subject(accounts_partner(representant=person)))


@pytest.mark.parametrize(
    ("fields", "sentence", "above"),
    [
        ({"fonction": "président"}, "président de la Communauté de communes du Pays Témoin, certifie", "Le Président"),
        ({"fonction": "vice-président", "qualite": "delegation", "delegant": {"civilite": "Mme", "fonction": "président"}},
         "vice-président de la Communauté de communes du Pays Témoin, par délégation de la présidente, certifie",
         "Par délégation de la Présidente, le Vice-président"),
        ({"fonction": "président", "qualite": "interim"},
         "président par intérim de la Communauté de communes du Pays Témoin, certifie", "Le Président par intérim"),
    ],
)  # fmt: skip
def test_the_room_to_sign_of_a_piece_shows_delegation_and_interim(
    fields: dict[str, Any], sentence: str, above: str
) -> None:
    for name in ("pj1", "pj3", "lieux"):
        said = text(name, subject(accounts_partner(representant=signatory(**fields))))
        assert sentence in said
        assert f"| Pour la Communauté de communes du Pays Témoin |\n|---|\n| {above} |\n| Monsieur Paul BRINDILLE |" in said  # fmt: skip


def test_every_page_of_a_piece_says_what_it_is_whose_and_of_which_convention() -> None:
    """A page alone on a desk finds its place."""
    head = text("pj3").partition("\n# ")[0]
    assert (
        "> Pièce justificative 3 : les utilisateurs, par service – Communauté de communes du Pays Témoin"
        in head
    )
    assert re.search(r"> Convention n° 2026 – 20000000800017, annexe n° \d, service SJP", head)
    assert "Pays Témoin" in text("convention").partition("\n# ")[0]


def test_pj2_lists_the_caf_s_contacts_for_that_service() -> None:
    printed = text("pj2")
    assert "| Mme Rose Greffon | chargée de mission | greffon@pays-temoin.example | 05 00 00 00 01 |" in printed  # fmt: skip
    assert "Date de transmission : 21 janvier 2026" in printed


def test_pj3_has_the_columns_of_the_service_open_and_closed_lines_and_the_count() -> None:
    printed = text("pj3")
    assert "Utilisateurs dont l'accès est ouvert : 2 sur 12\n" in printed
    assert "| Nom | Prénom | Courriel | Profil tenu | Identifiant | Lieu | Équipement | Habilité le | Clos le |\n" in printed  # fmt: skip
    assert "| SAULE | Inès | ines.saule@pays-temoin.example | J1 | SAU001 |  | Verger | 23/01/2026 |  |\n" in printed  # fmt: skip
    assert "| J3 | SAU001 | Serre du Midi |  | 01/03/2025 | 22/01/2026 |\n" in printed
    # What stops the transmission is to fill; the identifier is the Caf's to fill.
    assert "| AULNE | [à compléter : Prénom] | [à compléter : Courriel] | J2 |  |  |  | 01/02/2026 |  |\n" in printed  # fmt: skip


def test_pj3_by_lieu_puts_everyone_where_the_bulletin_says() -> None:
    printed = text("pj3-par-lieu")
    assert re.findall(r"^## (.*)$", printed, re.MULTILINE) == ["Serre du Midi", "Ensemble de l'organisme"]  # fmt: skip
    assert section(printed, "Serre du Midi").count("SAULE") == 2
    assert "AULNE" in section(printed, "Ensemble de l'organisme")
    assert " Lieu |" not in printed


@pytest.mark.parametrize("document", ["pj3", "pj3-par-lieu"])
def test_a_pj3_with_nobody_says_so(document: str) -> None:
    printed = text(document, held=users(services=[{"service": "jardins"}]))
    assert printed.count("Néant.") == 1
    assert "accès est ouvert : 0 sur 12" in printed


def test_the_list_of_lieux() -> None:
    printed = text("lieux")
    assert "| Serre du Midi | 3 allée Verte, Témoin |  | Potager (carré), Verger |\n" in printed
    assert "| Serre du Nord | [à compléter : adresse] |  |  |\n" in printed


def test_the_electronic_signature_sheet() -> None:
    printed = text("signature-electronique")
    assert "adhère à la solution de signature électronique que propose la Caf" in printed
    assert "| Paille | Rose | chargée de mission | paille@pays-temoin.example | 05 00 00 00 02 |" in printed  # fmt: skip
    assert "Date de transmission : 10 janvier 2026" in printed


def test_a_public_document_names_nobody_whose_publication_was_not_decided() -> None:
    """Neither people, nor their telephones, nor any user."""
    caf = accounts_caf()
    centre = contact("Comptoir", publication=SINCE, telephone="05 00 00 00 09")
    desk = contact("Guichet", publication=SINCE | {"telephone": "public"}, telephone="05 00 00 00 08")  # fmt: skip
    contacts = caf.mon_compte_partenaire.model_validate(
        {"centre_de_services": [centre, desk], "escalade": [contact("Ballast")]}
    )
    caf = caf.model_copy(update={"mon_compte_partenaire": contacts})
    about = dataclasses.replace(subject(public=True), caf=caf)
    whole = "".join(text(document, about) for document in DOCUMENTS)
    assert "comptoir@pays-temoin.example" in whole
    assert "05 00 00 00 08" in whole
    for secret in ("05 00 00 00 09", "05 00 00 00 02", "Ballast", "Tourbe", "Limon", "Rotin", "Humus",
                   "Paille", "BRINDILLE", "LAMPION", "SAULE", "AULNE", "20 janvier 2026", "SAU001"):  # fmt: skip
        assert secret not in whole
    assert "| Mme Rose Guichet | guichet@pays-temoin.example | 05 00 00 00 08 |" in text("contrat", about)  # fmt: skip


def leaves(value: Any) -> Iterator[Text | Blank]:
    """Every value and every place to fill of a view."""
    if isinstance(value, Text | Blank):
        yield value
    elif isinstance(value, dict | tuple):
        for item in value.values() if isinstance(value, dict) else value:
            yield from leaves(item)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from leaves(getattr(value, field.name))


def test_every_value_names_a_place_of_the_data() -> None:
    roots: dict[str, Any] = {"caf": accounts_caf(), "service": service(), "pj3": users()}
    texts = {leaf for leaf in leaves(dict(view())) if isinstance(leaf, Text)}
    assert len(texts) > 100
    for found in texts:
        head, _, rest = found.path.partition(".")
        value, rest = (roots[head], rest) if head in roots else (accounts_partner(), found.path)
        for step in rest.replace("[", ".").replace("]", "").split("."):
            value = (
                value[int(step)]
                if step.isdigit()
                else value[step]
                if isinstance(value, dict)
                else getattr(value, step)
            )
        assert value, found


def press(record: Partner, *, held: Users | None = None, nominative: bool = True) -> Press:
    source = read_source("x.yml", b"x: 1")
    return Press(
        Dataset(
            Settings(), {"caf99": Entry("caf99", accounts_caf(), source)},
            {"temoin": Entry("temoin", record, source)}, {}, {}, {ACCOUNTS.id: ACCOUNTS}, TEXTS, (), nominative,
            services={"jardins": Entry("jardins", service(), source)},
            users={"temoin": Entry("temoin", held, source)} if held else {},
        ),
        LOOK,
    )  # fmt: skip


OF_THE_CONVENTION = ["convention", "contrat", "signature-electronique"]


def paths(folder: str, names: list[str]) -> set[str]:
    """Every file of the documents; the pièces that come home are workbooks too."""
    books = {f"{folder}/{name}.xlsx" for name in names if name in ("pj1", "pj3")}
    return {f"{folder}/{name}.{ending}" for name in names for ending in ("md", "docx")} | books


def read(content: bytes) -> str:
    """Every word of a Word file, tables included."""
    document = docx.Document(io.BytesIO(content))
    return "\n".join("".join(each.itertext()) for each in document.element.body.iter())


def test_the_press_makes_every_document_in_its_folder() -> None:
    made = press(accounts_partner(), held=users()).complete("temoin")
    folder = "temoin/mon-compte-partenaire"
    assert set(made) == paths(folder, OF_THE_CONVENTION) | paths(f"{folder}/jardins", OF_A_SERVICE)
    centralised = press(contract("centralise")).complete("temoin")
    assert set(made) - set(centralised) == paths(f"{folder}/jardins", ["pj1"])
    assert "mode centralisé" in read(centralised[f"{folder}/contrat.docx"])


def test_word_files_say_what_markdown_says_and_wide_lists_lie_on_their_side() -> None:
    made = press(accounts_partner(), held=users()).complete("temoin")
    folder = "temoin/mon-compte-partenaire"
    assert "conservées pendant 6\u00a0ans" in read(made[f"{folder}/contrat.docx"])
    assert "Semencier" in read(made[f"{folder}/jardins/bulletin.docx"])
    assert "ines.saule@pays-temoin.example" in read(made[f"{folder}/jardins/pj3.docx"])
    for name in OF_A_SERVICE:
        page = docx.Document(io.BytesIO(made[f"{folder}/jardins/{name}.docx"])).sections[0]
        assert (page.page_width > page.page_height) == (name != "pj2" and name.startswith("pj"))  # type: ignore[operator]


def test_nobody_s_list_is_published_nor_given_to_another_convention() -> None:
    folder = "temoin/mon-compte-partenaire"
    public = press(accounts_partner(), held=users()).publishable("temoin")
    assert not any("SAULE" in content.decode() for path, content in public.items() if path.endswith(".md"))  # fmt: skip
    first, second = accounts_partner().conventions[0], accounts_partner({"signature": None}).conventions[0]  # fmt: skip
    both = accounts_partner().model_copy(update={"conventions": [first, second]})
    made = press(both, held=users()).complete("temoin")
    assert "SAULE" in made[f"{folder}/jardins/pj3.md"].decode()
    assert "SAULE" not in made[f"{folder}-2/jardins/pj3.md"].decode()


@pytest.mark.parametrize("caf", ["caf99", None])
def test_the_blank_model_has_the_documents_of_every_service(caf: str | None) -> None:
    made = press(accounts_partner()).blank(caf, ACCOUNTS.id)
    folder = f"{caf}/{ACCOUNTS.id}" if caf else ACCOUNTS.id
    assert set(made) == paths(folder, OF_THE_CONVENTION) | paths(f"{folder}/jardins", OF_A_SERVICE)
    assert "Témoin" not in made[f"{folder}/convention.md"].decode()
