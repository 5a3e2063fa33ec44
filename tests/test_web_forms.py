"""What the forms' pages are given: the checker's own words, French worked out beforehand, nobody's name."""

import base64
import dataclasses
import json
import re
import zlib
from pathlib import Path
from typing import Any

import pytest
import records

from generator.checks.sentences import sentences
from generator.documents.bases import AGREEMENTS, CIVILITIES
from generator.documents.production import Press, look
from generator.documents.views import signatory
from generator.store import dataset
from generator.store.dataset import Dataset, Entry
from generator.store.parameters import Duration
from generator.store.schema.people import Contact, Signatory
from generator.website.public import form_pages, forms, naming, publishing
from generator.website.public.forms import REMEDIES
from generator.website.public.published import Download, Shelf, Site

ROOT = Path(__file__).parents[1]
PUBLIC = dataset.load(ROOT, nominative=False)


def site(data: Dataset = PUBLIC) -> Site:
    assert PUBLIC.settings.exemple is not None
    return publishing.site(data, PUBLIC.settings.exemple.date, documents={}, blanks=dict.fromkeys(data.templates, ()))  # fmt: skip


def made(data: Dataset = PUBLIC) -> dict[str, Any]:
    """The data as the page reads them."""
    press = Press(data, look(ROOT / "templates", ROOT / "templates"))
    script = forms.data(data, press.bases(), site(data))[forms.DATA].decode()
    found: dict[str, Any] = json.loads(script.partition(".donnees = ")[2].strip(" ;\n"))  # fmt: skip
    return found


@pytest.fixture(scope="module")
def data() -> dict[str, Any]:
    return made()


@pytest.fixture(scope="module")
def bases(data: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(zlib.decompress(base64.b64decode(data["bases"])))
    return found


def places(bases: dict[str, Any], number: int) -> set[str]:
    parts = bases["documents"][number].values()
    return {piece for part in parts if isinstance(part, list) for piece in part if isinstance(piece, str)}  # fmt: skip


# --- The checker's words ---------------------------------------------------------------------------


def test_a_delay_of_the_template_changes_what_the_page_says() -> None:
    longer = records.TEMPLATE.parametres.model_copy(update={"conservation_comptes_clos": Duration(3, "ans")})  # fmt: skip
    changed = records.TEMPLATE.model_copy(update={"parametres": longer})
    assert "plus de 2\xa0ans après" in sentences(records.TEMPLATE)["C16"].message
    assert "plus de 3\xa0ans après" in sentences(changed)["C16"].message


def test_every_sentence_of_the_checker_that_a_form_can_meet_is_there(data: dict[str, Any]) -> None:
    """The page words nothing itself but its own findings, which no file can hold."""
    for key, template in data["modeles"].items():
        ours = {
            name for name, phrase in template["phrases"].items() if phrase["regle"] == "formulaire"
        }
        assert ours == {"manque.souhaite", "vide", "complete", "complete.seule"}, key
        checked = sentences(PUBLIC.templates[key])
        assert {
            name: (phrase["regle"], phrase["gravite"], phrase["message"])
            for name, phrase in template["phrases"].items()
            if name not in ours
        } == {
            name: (sentence.rule, sentence.severity, sentence.message)
            for name, sentence in checked.items()
        }


def test_no_specimen_is_left_in_a_sentence() -> None:
    for key, sentence in sentences(records.TEMPLATE).items():
        words = sentence.message + sentence.remedy
        assert not re.search("specimen|XXXX|2001", words.replace("2000", "")), key
        assert set(re.findall(r"{(\w+)}", words)) <= {"champ", "maximum", "valeur", "code", "demande_le", "transmise_le", "cloture", "domaine"}  # fmt: skip


def test_every_remedy_of_the_forms_is_that_of_a_sentence() -> None:
    assert set(REMEDIES) <= set(sentences(records.TEMPLATE))


# --- French, worked out beforehand ---------------------------------------------------------------------


@pytest.mark.parametrize("function", naming.FUNCTIONS)
@pytest.mark.parametrize("civility", CIVILITIES)
def test_a_function_is_said_as_greffe_says_it(function: str, civility: str) -> None:
    record = Signatory.model_validate({"civilite": civility, "nom": "A", "fonction": function})
    for plural in (False, True):
        view = signatory.known(record, "", plural_party=plural)
        said = naming.functions()[function][civility]["pluriel" if plural else "singulier"]
        assert view.fonction_avant  # the lexicon knows it
        assert said == {key: getattr(view, key).text for key in said}


# --- Documents -----------------------------------------------------------------------------------------

ASKED = {
    "annexe-1": {f"{people}.{field}" for people, fields in {
        "ouverts": "nom prenom adresse_electronique fonction demande_le",
        "clos": "nom prenom adresse_electronique fonction demande_le cloture_demandee_le cloture_le"}.items() for field in fields.split()},
    "annexe-2": {f"{role}.{field}" for role in ("responsable_habilitations", "responsable_securite")
                 for field in ("nom", "prenom", "adresses_electroniques", "fonction")},
}  # fmt: skip


def test_every_place_of_a_partner_s_annexes_gets_a_value(
    data: dict[str, Any], bases: dict[str, Any]
) -> None:
    for partner in data["partenaires"].values():
        known = {"transmise_le", "partenaire", "base", *partner["valeurs"]}
        for document, numbers in partner["documents"].items():
            printed = [places(bases, number) for number in numbers]
            assert printed[0] - known == ASKED[document]
            assert all(shape < printed[0] | known for shape in printed[1:])


def test_every_place_of_a_new_partner_s_documents_gets_a_value(
    data: dict[str, Any], bases: dict[str, Any]
) -> None:
    party = {"le_nom", "Le_nom", "du_nom", "nom", "nom_court", "le_nom_court", "du_nom_court", "adresse", "adresse_lignes.0"}  # fmt: skip
    person = {f"signataire.{key}" for key in ("nom_complet", "fonction", "son_fonction", "signature")}  # fmt: skip
    known = {"transmise_le", "partenaire", "base"} | {f"partenaire.{key}" for key in party | person}
    for caf in data["cafs"].values():
        for document, numbers in caf["documents"].items():
            for number in numbers:
                assert places(bases, number) - known <= ASKED.get(document, set())
        shapes = {f"convention.{a}.{c}.{f}" for a in AGREEMENTS for c in CIVILITIES for f in ("connue", "libre")}  # fmt: skip
        assert shapes == {name for name in caf["documents"] if name.startswith("convention")}


def test_partners_of_one_shape_share_their_documents_and_the_page_stays_light(
    data: dict[str, Any],
) -> None:
    """A thousand more partners cost their names, not a thousand more documents."""
    entry = PUBLIC.partners["cc-val-de-brume"]
    more = {f"p{i}": dataclasses.replace(entry, id=f"p{i}") for i in range(200)}
    many = made(dataclasses.replace(PUBLIC, partners={**PUBLIC.partners, **more}))
    assert len(many["bases"]) == len(data["bases"]) < 25_000
    assert len(json.dumps(data)) < 80_000
    assert (len(json.dumps(many)) - len(json.dumps(data))) / 200 < 600


def test_the_same_data_give_the_same_bytes() -> None:
    assert made() == made()


# --- Nobody's name ---------------------------------------------------------------------------------------


def test_no_person_and_no_personal_address_is_in_the_data(
    data: dict[str, Any], bases: dict[str, Any]
) -> None:
    whole = dataset.load(ROOT)
    text = json.dumps([{**data, "bases": ""}, bases], ensure_ascii=False)
    names: set[str] = set()
    for annexe in whole.annexes_1.values():
        for line in (*annexe.record.ouverts, *annexe.record.clos):
            names |= {line.nom, line.adresse_electronique or ""}
    for entry in whole.partners.values():
        for _, convention in entry.record.cooperation:
            if convention.annexe_2:
                held = (*convention.annexe_2.responsable_habilitations, *convention.annexe_2.responsable_securite)  # fmt: skip
                names |= {address for contact in held for address in contact.adresses_electroniques}
    assert len(names) > 30
    assert [name for name in names - {""} if f'"{name}"' in text or f" {name}" in text] == []


def test_only_a_function_mailbox_is_given_to_write_to() -> None:
    entry = PUBLIC.cafs["caf99"]
    own = Contact.model_validate({"nom": "LAMPION", "adresses_electroniques": ["odile.lampion@caf99.example"], "publication": records.SINCE})  # fmt: skip
    annexe = entry.record.annexe_3.model_copy(update={"responsable_habilitations": [own, *entry.record.annexe_3.responsable_habilitations]})  # fmt: skip
    changed = Entry("caf99", entry.record.model_copy(update={"annexe_3": annexe}), entry.source)
    (caf,) = site(dataclasses.replace(PUBLIC, cafs={"caf99": changed})).cafs
    assert forms.mailboxes(caf) == ["habilitations@caf99.example", "cellule-habilitations@caf99.example"]  # fmt: skip


def test_the_day_of_a_form_is_the_example_s_own_and_the_browser_s_for_real_partners() -> None:
    assert PUBLIC.settings.exemple is not None
    assert made()["jour"] == PUBLIC.settings.exemple.date.isoformat()
    settings = PUBLIC.settings.model_copy(update={"exemple": None})
    real = dataclasses.replace(PUBLIC, settings=settings)
    script = forms.data(real, Press(real, look(ROOT / "templates", ROOT / "templates")).bases(), site())[forms.DATA]  # fmt: skip
    assert b'"jour":null' in script


def test_archived_partners_and_those_without_convention_are_not_offered(
    data: dict[str, Any],
) -> None:
    offered = {key for key, entry in PUBLIC.partners.items() if entry.record.statut == "actif" and entry.record.conventions}  # fmt: skip
    assert set(data["partenaires"]) == offered


# --- Pages -------------------------------------------------------------------------------------------------


def test_the_notice_gives_the_template_s_own_figures() -> None:
    whole = site()
    (regime, *_) = whole.regimes
    longer = regime.parametres.model_copy(update={"conservation_annexes": Duration(7, "ans"), "conservation_donnees_compte": Duration(11, "mois")})  # fmt: skip
    changed = dataclasses.replace(whole, regimes=(dataclasses.replace(regime, parametres=longer),))
    text = form_pages.pages(changed)["formulaires/information.md"].decode()
    assert "7\xa0ans après la fin de la convention" in text
    assert "11\xa0mois après la fin de votre habilitation" in text


OLD_ENOUGH = r"\?\?=|\|\|=|&&=|\.at\(|hasOwn|replaceAll|structuredClone|\bstatic \{|^\s+#\w+|findLast|toSorted|\b\d_\d"


def test_the_scripts_keep_to_what_the_page_says_that_browsers_need() -> None:
    """Nothing newer than Chrome 88, Firefox 78 and Safari 14: a partner's PC may be old."""
    for script in (ROOT / "docs/assets").glob("formulaire*.js"):
        newer = re.findall(OLD_ENOUGH, script.read_text(encoding="utf-8"), re.MULTILINE)
        assert newer == [], script.name


def test_without_a_script_there_is_still_something_to_fill() -> None:
    names = ("annexe-1", "annexe-3")
    files = [(name, ending) for name in names for ending in ("docx", "xlsx")]
    blanks = {
        key: [Shelf("", None, tuple(Download(name, f"t/{key}/{name}.{ending}", ending.upper(), 1) for name, ending in files))]
        for key in PUBLIC.templates
    }  # fmt: skip
    assert PUBLIC.settings.exemple is not None
    whole = publishing.site(PUBLIC, PUBLIC.settings.exemple.date, documents={}, blanks=blanks)
    text = form_pages.pages(whole)["formulaires/annexe-1.md"].decode()
    offered = re.findall(r'href="\.\./\.\./([^"]+)" download', text)
    assert sorted(offered) == [
        f"t/{key}/annexe-1.{ending}" for key in sorted(blanks) for ending in ("docx", "xlsx")
    ]
    assert offered[0] == "t/cooperation-2026/annexe-1.docx"  # what a new convention is made from


def test_the_vendored_library_comes_with_its_licence() -> None:
    for library in (ROOT / "docs/assets/vendor").glob("*.js"):
        licence = library.with_suffix(".LICENSE.txt").read_text(encoding="utf-8")
        assert licence.startswith("MIT License")


def test_without_any_template_the_pages_say_so() -> None:
    none = dataclasses.replace(PUBLIC, templates={}, texts={}, partners={})
    assert forms.data(none, Press(none, b"").bases(), site(none)) == {forms.DATA: b""}
    assert all(b"Aucun mod" in content for content in form_pages.pages(site(none)).values())
