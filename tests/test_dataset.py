"""Every problem of every file in one run, each with its place, its French reason and how to mend it."""

from pathlib import Path

import pytest
from builder import PARTNER, make_root, write

from generator.errors import GreffeError
from generator.store import dataset
from generator.store.locations import PROJECT


def problems(root: Path) -> list[str]:
    return [
        f"{p.file}:{p.line}:{p.column} {p.message} | {p.remedy}"
        for p in dataset.load(root).problems
    ]


# A line to add to, or to change in, the partner's file; the place and words of the refusal.
SCHEMA_REFUSALS = [
    ("telefone: x", "9:1", "« telefone » n'existe pas ici"),
    ("siggle: CCPT", "9:1", "Vouliez-vous écrire « sigle » ?"),
    ('siret: "20000000800018"', "9:8", "sa clé ne tombe pas juste"),
    ("siret: 20000000800017", "9:8", 'entre guillemets : siret: "20000000800017"'),
    ("siren: 012345678", "9:8", 'siren: "012345678"'),
    ("statut: archivé", "9:9", "Vouliez-vous écrire « archive » ?"),
    ("sigle: [A, B]", "9:8", "« sigle » attend un texte"),
    ("domaines: temoin.example", "9:11", "« domaines » attend une liste"),
    ("domaines: [Temoin.example]", "9:12", "n'a pas la forme attendue"),
    ('sigle: " CCPT"', "9:8", "sans espace au début ni à la fin"),
    ('sigle: ""', "9:8", "« sigle » est vide"),
    ("domaines:", "9:10", "« domaines » est vide"),
]


@pytest.mark.parametrize(("line", "place", "words"), SCHEMA_REFUSALS)
def test_schema_refusal(tmp_path: Path, line: str, place: str, words: str) -> None:
    make_root(tmp_path, partner=PARTNER + f"    {line}\n")
    found = problems(tmp_path)
    assert len(found) == 1, found
    assert found[0].startswith(f"data/partners/temoin.yml:{place} ")
    assert words in found[0]


DEEP_REFUSALS = [
    ("representant: {civilite: M., ", "representant: {civilite: Mr, ", "5:26", "« Mr » n'est pas une valeur"),
    ('code_postal: "99100"', "code_postal: 01000", "4:45", 'code_postal: "01000"'),
    ("modele: cooperation-2026", "modele: cooperation-2062", "8:13", "Vouliez-vous écrire « cooperation-2026 » ?"),
    ("caf: caf99", "caf: caf98", "3:6", "Vouliez-vous écrire « caf99 » ?"),
    ("nom: Communauté de communes du Pays Témoin\n", "\n", "1:1", "Il manque « nom »."),
    ("fonction: président", "fonction: président, qualite: delegation", "5:15", "nommez"),
    ("modele: cooperation-2026", "modele: cooperation-2026\n        signature: {caf: 2026-02-30}", "9:22", "n'existe pas"),
    ("modele: cooperation-2026", "modele: cooperation-2026\n        signature: {caf: 15/01/2026}", "9:22", "Écrivez 2026-01-15"),
    ("modele: cooperation-2026", "modele: cooperation-2026\n        annexe_1: {ouverts: -1}", "9:25", "entier positif"),
    ("famille: cooperation", "famille: cooperations", "7:14", "Vouliez-vous écrire « cooperation »"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "place", "words"), DEEP_REFUSALS)
def test_refusal_inside_a_group(tmp_path: Path, old: str, new: str, place: str, words: str) -> None:
    make_root(tmp_path, partner=PARTNER.replace(old, new))
    found = problems(tmp_path)
    assert len(found) == 1, found
    assert found[0].startswith(f"data/partners/temoin.yml:{place} "), found
    assert words.lower() in found[0].lower()


def test_phone_without_its_zero_is_proposed_never_guessed(tmp_path: Path) -> None:
    annexe = """
        modele: cooperation-2026
        annexe_2:
          responsable_habilitations:
            - {nom: Lampion, adresses_electroniques: [a@temoin.example], telephone: "536490011"}
            - {nom: Lampion, adresses_electroniques: ["[a@t.example](mailto:a@t.example)"], telephone: 0536490011}
    """.rstrip()  # fmt: skip
    make_root(tmp_path, partner=PARTNER.replace("\n        modele: cooperation-2026\n", annexe))
    found = problems(tmp_path)
    assert len(found) == 3, found
    assert '"05 36 49 00 11"' in found[0]
    assert "n'est pas une adresse électronique" in found[1]
    assert 'telephone: "0536490011"' in found[2]


def test_every_problem_of_every_file_in_one_run(tmp_path: Path) -> None:
    make_root(tmp_path, partner=PARTNER + "    x: 1\n    y: 2\n")
    write(tmp_path, "data/partners/autre.yml", "a: 1\na: 2\n")
    write(tmp_path, "data/partners/Mairie Éxemple.yaml", "a: 1\n")
    write(tmp_path, "data/partners/~$temoin.yml", "verrou\n")
    write(tmp_path, "data/nominatif/temoin.annexe-1.yml", "partenaire: autre\n")
    write(tmp_path, "data/nominatif/inconnu.suivi.yml", "partenaire: inconnu\n")
    write(tmp_path, "data/nominatif/liste.xlsx", "x")
    assert [line.split(" ")[0].rsplit(":", 2)[0] for line in problems(tmp_path)] == [
        "data/nominatif/inconnu.suivi.yml",
        "data/nominatif/liste.xlsx",
        "data/nominatif/temoin.annexe-1.yml",
        "data/partners/Mairie",
        "data/partners/autre.yml",
        "data/partners/temoin.yml",
        "data/partners/temoin.yml",
    ]


def test_a_partner_that_cannot_be_read_leaves_the_others_whole(tmp_path: Path) -> None:
    make_root(tmp_path)
    write(tmp_path, "data/partners/autre.yml", "nom: [\n")
    assert list(dataset.load(tmp_path).partners) == ["temoin"]


def test_public_reading_never_opens_a_nominative_file(tmp_path: Path) -> None:
    make_root(tmp_path)
    write(tmp_path, "data/nominatif/temoin.annexe-1.yml", "illisible: [\n")
    assert dataset.load(tmp_path, nominative=False).problems == ()
    assert dataset.load(tmp_path).problems


def test_what_the_partner_file_says_of_its_annexe_must_be_true(tmp_path: Path) -> None:
    known = "modele: cooperation-2026\n        annexe_1: {transmise_le: 2026-01-02, ouverts: 2, clos: 0}"
    make_root(tmp_path, partner=PARTNER.replace("modele: cooperation-2026", known))
    write(
        tmp_path,
        "data/nominatif/temoin.annexe-1.yml",
        "partenaire: temoin\ntransmise_le: 2026-01-02\n",
    )
    (found,) = problems(tmp_path)
    assert found.startswith("data/partners/temoin.yml:9:51 « ouverts: 2 »")


def test_a_published_template_cannot_change_unseen(tmp_path: Path) -> None:
    make_root(tmp_path)
    shipped = PROJECT / "templates" / "cooperation-2026"
    for path in shipped.iterdir():
        write(tmp_path, f"templates/cooperation-2026/{path.name}", path.read_text(encoding="utf-8"))
    assert problems(tmp_path) == []
    write(tmp_path, "templates/empreintes.yml", f'cooperation-2026: "{"0" * 64}"\n')
    assert "a changé depuis sa publication" in problems(tmp_path)[0]


def test_no_data_folder_is_said_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(GreffeError, match="--root"):
        dataset.load(tmp_path)
