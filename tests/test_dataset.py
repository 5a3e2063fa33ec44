"""Every problem of every file in one run, each with its place, its French reason and how to mend it."""

import shutil
from pathlib import Path
from textwrap import dedent

import pytest
from builder import PARTNER, make_root, write
from pydantic import create_model

from generator.documents.production import Press, look
from generator.errors import GreffeError
from generator.store import dataset, templates
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


ACCOUNTS = {"mon-compte-partenaire-2023", "mon-compte-partenaire-2022-un-original"}
"""The templates that take nothing from « cooperation-2026 »."""


def own_templates(root: Path) -> Path:
    """A copy of the shipped templates in `root`, pinned as they are."""
    shutil.copytree(PROJECT / "templates", root / "templates")
    return root / "templates"


def test_a_published_template_that_changed_makes_nothing(tmp_path: Path) -> None:
    """Nor does one that inherits from it; the conventions that name them are said to be left out."""
    make_root(tmp_path, partner=PARTNER.replace("cooperation-2026", "ctg-dans-ma-poche-2024"))
    write(tmp_path, "data/partners/autre.yml", PARTNER.replace("Témoin", "Voisin"))
    folder = own_templates(tmp_path)
    assert problems(tmp_path) == []
    text = folder / "cooperation-2026" / "convention.md"
    text.write_text(text.read_text(encoding="utf-8") + "\nUn mot de plus.\n", encoding="utf-8")
    data = dataset.load(tmp_path)
    assert set(data.templates) == data.texts.keys() - data.acts.keys() == ACCOUNTS
    assert data.partners == {}
    assert data.unread == {"temoin", "autre"}
    autre, temoin, two_years, changed, former = problems(tmp_path)
    assert "« cooperation-2026 » a changé depuis sa publication" in changed
    for name, said in (("cooperation-2025-deux-ans", two_years), ("ctg-dans-ma-poche-2024", former)):  # fmt: skip
        assert f"« {name} » reprend le modèle « cooperation-2026 »" in said
    assert autre.startswith(
        "data/partners/autre.yml:8:13 templates/cooperation-2026 ne peut pas servir"
    )
    assert temoin.startswith(
        "data/partners/temoin.yml:8:13 templates/ctg-dans-ma-poche-2024 ne peut"
    )


def test_an_unpinned_template_that_inherits_from_a_changed_one_makes_nothing(
    tmp_path: Path,
) -> None:
    make_root(tmp_path)
    folder = own_templates(tmp_path)
    write(folder, templates.PINS, f'cooperation-2026: "{"0" * 64}"\n')
    assert set(dataset.load(tmp_path).templates) == ACCOUNTS


def test_a_field_that_greffe_learns_later_changes_no_fingerprint() -> None:
    found, texts, _ = templates.read(PROJECT / "templates", "templates")
    template, written = found["cooperation-2026"], texts["cooperation-2026"]
    learnt = create_model("Learnt", __base__=type(template), nouveau=(str | None, None))
    later = learnt.model_construct(template.model_fields_set, **dict(template))
    assert templates.fingerprint(later, written) == templates.fingerprint(template, written)
    changed = template.model_copy(update={"version": "2"})
    assert templates.fingerprint(changed, written) != templates.fingerprint(template, written)


def test_pins_that_cannot_be_read_stop_everything(tmp_path: Path) -> None:
    """Without them no text is known to be the one that was published."""
    make_root(tmp_path)
    write(own_templates(tmp_path), templates.PINS, "a: [\n")
    with pytest.raises(GreffeError, match=r"templates/empreintes\.yml"):
        dataset.load(tmp_path)


def test_settings_that_cannot_be_read_stop_everything(tmp_path: Path) -> None:
    """They say where the nominative files are: without them, annexes would be taken for empty."""
    make_root(tmp_path)
    write(tmp_path, "data/greffe.yml", "nominatif: [\n")
    with pytest.raises(
        GreffeError, match=r"^data/greffe\.yml:\d+:\d+ : .*où sont les fichiers nominatifs"
    ):
        dataset.load(tmp_path)


def test_missing_settings_are_reported(tmp_path: Path) -> None:
    make_root(tmp_path)
    (tmp_path / "data/greffe.yml").unlink()
    (found,) = problems(tmp_path)
    assert found.startswith("data/greffe.yml:1:1 Ce fichier de réglages manque")
    assert list(dataset.load(tmp_path).partners) == ["temoin"]


SIRET = '    siret: "20000000800017"\n'


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        (PARTNER + SIRET, PARTNER.replace("Témoin", "Voisin") + SIRET, "porte aussi ce SIRET"),
        (PARTNER, PARTNER.replace("Pays Témoin", "PAYS témoin"), "porte aussi ce nom"),
        (PARTNER.rstrip() + "\n    statut: archive\n", PARTNER, None),
        (PARTNER, PARTNER.replace("Témoin", "Voisin"), None),
    ],
)  # fmt: skip
def test_the_same_organisation_twice_is_reported(
    tmp_path: Path, first: str, second: str, words: str | None
) -> None:
    make_root(tmp_path, partner=second)
    write(tmp_path, "data/partners/autre.yml", first)
    found = problems(tmp_path)
    # Which of the two is wrong is not known: each is told.
    told = [line.split(":")[0] for line in found]
    assert told == (["data/partners/autre.yml", "data/partners/temoin.yml"] if words else [])
    assert all(words and words in line for line in found)


STRAYS = [
    ("data/partners/anciens/voisin.yml", "ne regarde pas dans ce dossier"),
    ("data/nominatif/2025/temoin.annexe-1.yml", "ne regarde pas dans ce dossier"),
    ("data/partner/voisin.yml", "ne regarde pas dans ce dossier"),
    ("data/voisin.yml", "ne regarde pas dans ce dossier"),
    ("data/greffe.yaml", "ne finit pas par .yml"),
    ("data/anciens/voisin.yml.txt", "ne finit pas par .yml"),
    ("data/partners/voisin.yaml", "n'est pas un nom de fichier attendu"),
    ("data/partners/voisin.yml.txt", "n'est pas un nom de fichier attendu"),
    ("data/cafs/caf98.YML", "n'est pas un nom de fichier attendu"),
    ("data/nominatif/temoin.annexe-1.yml.txt", "n'est pas un nom de fichier attendu"),
]


@pytest.mark.parametrize(("name", "words"), STRAYS)
def test_no_file_is_passed_over_in_silence(tmp_path: Path, name: str, words: str) -> None:
    make_root(tmp_path)
    write(tmp_path, name, "nom: x\n")
    (found,) = problems(tmp_path)
    assert found.startswith(f"{name}:1:1 ")
    assert words in found


def test_what_is_nobody_s_data_is_not_reported(tmp_path: Path) -> None:
    make_root(tmp_path)
    for name in (".git/x.yml", "~$x.yml", "suivi.colonnes.yml", "schemas/x.json", "notes.txt"):
        write(tmp_path, f"data/{name}", "x: 1\n")
    assert problems(tmp_path) == []


@pytest.mark.parametrize("name", ["temoin.yaml", "temoin.yml.txt", "anciens/temoin.yml"])
def test_a_partner_whose_file_is_no_longer_read_is_known_to_be_left_out(
    tmp_path: Path, name: str
) -> None:
    make_root(tmp_path)
    target = tmp_path / "data/partners" / name
    target.parent.mkdir(exist_ok=True)
    (tmp_path / "data/partners/temoin.yml").rename(target)
    assert dataset.load(tmp_path).unread == {"temoin"}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("temoin.annexe-1.yml", "partenaire: [\n"),
        ("temoin.annexe-1.yml", "partenaire: autre\n"),
        ("temoin.annexe-1.yaml", "partenaire: temoin\n"),
        ("2025/temoin.annexe-1.yml", "partenaire: temoin\n"),
        ("temoin.pj3.yml", "partenaire: [\n"),
    ],
)
def test_an_annexe_that_cannot_be_read_is_not_taken_for_one_that_is_not_there(
    tmp_path: Path, name: str, text: str
) -> None:
    make_root(tmp_path)
    write(tmp_path, f"data/nominatif/{name}", text)
    data = dataset.load(tmp_path)
    assert data.unread_people == {"temoin"}
    press = Press(data, look(PROJECT / "templates", PROJECT / "templates"))
    with pytest.raises(GreffeError, match="nominatifs ne peut pas être lu"):
        press.complete("temoin")


def test_what_is_read_or_makes_no_document_holds_nothing_back(tmp_path: Path) -> None:
    make_root(tmp_path)
    write(tmp_path, "data/nominatif/temoin.annexe-1.yml", "partenaire: temoin\n")
    write(tmp_path, "data/nominatif/temoin.suivi.yml", "partenaire: [\n")
    data = dataset.load(tmp_path)
    assert len(data.problems) == 1
    assert data.unread_people == data.unread == frozenset()


def test_a_file_that_the_system_does_not_open_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Simulated: an administrator, as tests may be, opens everything."""
    make_root(tmp_path)
    read = Path.read_bytes

    def refuse(self: Path) -> bytes:
        if self.name == "temoin.yml":
            raise PermissionError(13, "denied")
        return read(self)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    (found,) = problems(tmp_path)
    assert found.startswith("data/partners/temoin.yml:1:1 Ce fichier ne se laisse pas ouvrir.")
    assert dataset.load(tmp_path).unread == {"temoin"}


def test_no_data_folder_is_said_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(GreffeError, match="--root"):
        dataset.load(tmp_path)


def test_a_private_folder_that_is_away_blanks_no_annexe(tmp_path: Path) -> None:
    """With the share unplugged, an annexe that was received is unread, never absent."""
    noted = "    annexe_1: {transmise_le: 2026-03-04, ouverts: 2}\n"
    make_root(tmp_path, partner=dedent(PARTNER).rstrip() + "\n" + noted)
    write(tmp_path, "data/greffe.yml", f"nominatif: {tmp_path / 'partage'}\n")
    data = dataset.load(tmp_path)
    assert data.unread_people == {"temoin"}
    assert any("n'est pas là" in problem.message for problem in data.problems)
    assert dataset.load(tmp_path, nominative=False).problems == ()
