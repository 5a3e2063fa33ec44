"""What the schema refuses is said in plain French, with the very line to write."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from generator.store.locations import PROJECT
from generator.store.parameters import CooperationTemplate
from generator.store.schema import refusals
from generator.store.schema.caf import Caf
from generator.store.schema.control import Control
from generator.store.schema.nominative import Annexe1, FollowUp, User, Users
from generator.store.schema.partner import Partner
from generator.store.schema.services import Service
from generator.store.schema.settings import Settings
from generator.store.source import Place, Source, read

HEAD = "nom: Commune A\ntype: commune\ncaf: caf99\n"
ADDRESS = "adresse: {commune: A}\n"
SIGNATORY = "representant: {civilite: M., nom: B, fonction: maire}\n"


def refused(text: str, record: type[BaseModel] = Partner) -> list[tuple[int, str, str]]:
    """Line, reason and remedy of every refusal of `text` as a `record`."""
    source = read("f.yml", text.encode())
    with pytest.raises(ValidationError) as caught:
        record.model_validate(source.data)
    return [(p.line, p.message, p.remedy) for p in refusals.problems(caught.value, source, record)]


# What people write of a place or a person, and the field that is meant.
CALLED = [
    (ADDRESS.replace("}", ", ville: A}"), "commune"),
    (ADDRESS.replace("}", ', cp: "99100"}'), "code_postal"),
    (ADDRESS.replace("}", ", Rue: X}"), "voie"),
    (ADDRESS.replace("}", ", Code Postal: X}"), "code_postal"),
    (SIGNATORY.replace("}", ", prénom: C}"), "prenom"),
    (SIGNATORY.replace("}", ", Prenom: C}"), "prenom"),
]


@pytest.mark.parametrize(("line", "meant"), CALLED)
def test_a_field_called_otherwise_is_recognised(line: str, meant: str) -> None:
    other = SIGNATORY if line.startswith("adresse") else ADDRESS
    ((number, message, remedy),) = refused(HEAD + line + other)
    assert number == 4
    assert "n'existe pas ici" in message
    assert remedy == f"Vouliez-vous écrire « {meant} » ?"


@pytest.mark.parametrize("wrong", ["ville: A", "Comune: A", "commune:A"])
def test_a_field_missing_because_it_is_misnamed_is_told_once(wrong: str) -> None:
    ((line, message, _),) = refused(f"{HEAD}adresse: {{{wrong}}}\n{SIGNATORY}")
    assert line == 4
    assert "Il manque « commune »" not in message


@pytest.mark.parametrize("wrong", ["mail", "email", "e-mail", "courriel", "Mail"])
def test_an_e_mail_address_is_called_as_its_place_does(wrong: str) -> None:
    """One address in the annexe 1, several for a contact."""
    annexe = f"partenaire: a\nouverts:\n  - nom: B\n    adresse_electronique: b@a.example\n    {wrong}: b@a.example\n"
    assert refused(annexe, Annexe1)[0][2] == "Vouliez-vous écrire « adresse_electronique » ?"
    contact = f"nom: Caf\ndepartement: '99'\nannexe_3:\n  referent_technique:\n    - nom: B\n      {wrong}: b@a.example\n"
    (*_, last) = refused(contact, Caf)
    assert last[2] == "Vouliez-vous écrire « adresses_electroniques » ?"


@pytest.mark.parametrize("wrong", ["tel", "Tél", "téléphone", "portable"])
def test_a_telephone_is_recognised(wrong: str) -> None:
    contact = f"nom: Caf\ndepartement: '99'\nannexe_3:\n  referent_technique:\n    - nom: B\n      {wrong}: '05 00 00 00 00'\n"
    (*_, last) = refused(contact, Caf)
    assert last[2] == "Vouliez-vous écrire « telephone » ?"


# A value, as the file has it; a word of the reason; the line proposed.
VALUES = [
    ("siret: 200 000 008 00017", "sans espace", 'siret: "20000000800017"'),
    ('siret: "200.000.008 00017"', "sans espace", 'siret: "20000000800017"'),
    ("siret: 20000000800017", "sans guillemets", 'siret: "20000000800017"'),
    ("siren: 012345678", "sans guillemets", 'siren: "012345678"'),
    ("siren: 12345678", "le zéro de tête", 'siren: "012345678"'),
    ("sigle: true", "un oui ou un non", 'sigle: "true"'),
    ("adresse: {commune: A, code_postal: 1000}", "le zéro de tête", 'code_postal: "01000"'),
    ("adresse: {commune: A, code_postal: 99 100}", "sans espace", 'code_postal: "99100"'),
    ("adresse: {commune:A}", "Il manque une espace", "« commune: … »"),
    ("conventions:\n  - famille:cooperation", "Il manque une espace", "« famille: … »"),
    ("type:", "« type » est vide", "Complétez"),
    ("type: [commune]", "un des mots prévus", "commune, communaute-de-communes"),
    ("domaines: [Partenaire]", "n'a pas la forme", "par exemple partenaire.example"),
    ("caf: Caf 99", "n'a pas la forme", "minuscules sans accent"),
]


@pytest.mark.parametrize(("line", "reason", "remedy"), VALUES)
def test_a_value_is_refused_with_what_to_write(line: str, reason: str, remedy: str) -> None:
    name = line.partition(":")[0]
    whole = [
        each for each in (HEAD + ADDRESS + SIGNATORY).splitlines() if not each.startswith(name)
    ]
    said = refused("\n".join([*whole, line]) + "\n")
    assert any(reason in message and remedy in advice for _, message, advice in said), said


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("nom:\n", "ce champ est obligatoire"),
        ("nom: Témoin\nstatut:\n", "ou supprimez la ligne"),
        ("nom: Témoin\nadresse:\n  commune:\n", "ce champ est obligatoire"),
        ("nom: Témoin\nconventions:\n", "ou supprimez la ligne"),
    ],
)  # fmt: skip
def test_what_is_empty_may_be_deleted_only_when_nothing_requires_it(text: str, remedy: str) -> None:
    (said,) = [said for _, reason, said in refused(text) if "est vide" in reason]
    assert remedy in said


@pytest.mark.parametrize(
    ("text", "line", "group"),
    [
        ("adresse:\n  voie: 1 rue\ncommune: Témoin\n", 3, "adresse"),
        ("conventions:\n  - famille: cooperation\n    annexe_1:\n      ouverts: 1\nempreinte: x\n", 5, "annexe_1"),
        ("conventions:\n  - famille: cooperation\n    annexe_1:\n      ouverts: 1\nrevues: []\n", 5, "conventions"),
    ],
)  # fmt: skip
def test_a_field_pulled_to_the_margin_is_told_to_go_back_into_its_group(
    text: str, line: int, group: str
) -> None:
    """And not a list of all the fields there are."""
    (said,) = [each for each in refused(text) if "n'existe pas ici" in each[1]]
    assert said[0] == line
    assert said[2] == f"Cette ligne est trop à gauche : décalez-la pour la mettre dans « {group} »."


def test_a_phone_without_quotes_that_lost_its_zero_is_proposed_whole() -> None:
    text = "nom: Caf\ndepartement: '99'\nannexe_3:\n  referent_technique: [{nom: B, telephone: 536490011}]\n"
    (*_, (line, message, remedy)) = refused(text, Caf)
    assert line == 4
    assert "n'a que 9 chiffres : le zéro de tête s'est sans doute perdu" in message
    assert 'telephone: "0536490011"' in remedy


def test_a_file_without_any_field_is_told_so() -> None:
    assert refused("bonjour\n") == [
        (1, "Le fichier ne contient aucun champ.", "Écrivez un champ par ligne : « champ: … ».")
    ]
    assert "Il manque une espace" in refused("nom:A\n")[0][1]


LEAVES = st.none() | st.booleans() | st.integers(-1, 3) | st.sampled_from([1.5, "", " a", "a:b", "x" * 500])  # fmt: skip
RECORDS = [Annexe1, Caf, CooperationTemplate, FollowUp, Partner, Service, Settings, Users]
NAMES = sorted({name for record in RECORDS for name in record.model_fields} | {"nom", "zzz"})
TREES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=6)
    ),
    max_leaves=15,
)


def like(record: type[BaseModel]) -> st.SearchStrategy[tuple[type[BaseModel], Any]]:
    """A `record`, and data that have its fields but any values."""
    fields = st.dictionaries(st.sampled_from([*record.model_fields, "zzz"]), TREES, max_size=6)
    return st.tuples(st.just(record), TREES | fields)


@given(st.sampled_from(RECORDS).flatmap(like))
def test_every_refusal_has_its_french_words(case: tuple[type[BaseModel], Any]) -> None:
    """No word of pydantic or of Python ever reaches the reader."""
    record, tree = case
    source = Source("f.yml", "x\n", tree, Place(1, 1, 1, 1, {}))
    try:
        record.model_validate(tree)
    except ValidationError as error:
        for problem in refusals.problems(error, source, record):
            assert problem.message.endswith(".")
            assert problem.remedy[-1] in ".?"
            assert "None" not in problem.message
            assert "{" not in problem.message


def test_a_group_of_a_service_cannot_take_a_word_of_the_forms() -> None:
    """Its people would overwrite the form's own identity in the file that comes back."""
    text = (PROJECT / "data/services/afas.yml").read_text(encoding="utf-8")
    ((_, message, _),) = refused(text.replace("  declarer:", "  base:"), Service)
    assert "« base »" in message


def test_a_wrong_name_in_a_group_is_told_after_the_group() -> None:
    text = (PROJECT / "data/services/afas.yml").read_text(encoding="utf-8")
    ((line, message, _),) = refused(
        text.replace("{lieu: 2, equipement: 2}", "{agence: 2}"), Service
    )
    assert "agence" in text.replace("{lieu: 2", "{agence: 2").splitlines()[line - 1]
    assert message == "« agence » n'est pas une valeur de « niveaux »."


def test_a_date_in_a_sentence_is_written_as_people_write_it() -> None:
    line = {"nom": "N", "profil": "P", "habilite_le": "2026-03-05", "cloture_le": "2026-03-01"}
    with pytest.raises(
        ValidationError, match=r"La clôture \(01/03/2026\) précède l'habilitation \(05/03/2026\)\."
    ):
        User.model_validate(line)


@pytest.mark.parametrize(
    ("record", "text", "known"),
    [
        (Control, "regles:\n  - {regle: C18, gravite: erreure, raison: R}\n", "erreur"),
        (Control, "regles:\n  - {regle: C18, gravite: jamais, raison: R}\n", "muette"),
        (Partner, f"{HEAD}{ADDRESS}{SIGNATORY}conservation:\n  - {{objet: rien, motif: M, jusqu_au: 2027-01-01}}\n", "tout"),
    ],
)  # fmt: skip
def test_a_word_out_of_two_lists_is_refused_once_with_the_words_possible(
    record: type[BaseModel], text: str, known: str
) -> None:
    ((_, message, remedy),) = refused(text, record)
    assert "literal" not in message + remedy
    assert known in remedy
