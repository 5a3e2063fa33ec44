"""The act taken, noted with its receipt: what contradicts the partner is refused, nothing else of the file moves."""

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import records
from builder import PARTNER, make_root, write

from generator.cli.build import press
from generator.cli.main import main
from generator.documents.production import LOOK
from generator.documents.texts import Author
from generator.store import dataset
from generator.store.locations import PROJECT
from generator.store.receipts import Identifier, decode
from generator.store.schema.acts import Act
from generator.versions import act_powers, act_receipt

MODEL = "acte-autorisant-2026"
GOOD = "099-200000008-20260310-202603003-DE"
SIREN = 'siren: "200000008"\n    caf: caf99'
TODAY = "exemple: {date: 2026-06-15}\nnominatif: nominatif\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A partner whose SIREN is known, with a comment, and whose act nobody noted."""
    made = make_root(
        tmp_path, partner=PARTNER.replace("caf: caf99", SIREN) + "        # à signer\n"
    )
    write(made, "data/greffe.yml", TODAY)
    return made


def text(root: Path) -> str:
    return (root / "data/partners/temoin.yml").read_text(encoding="utf-8")


def noted(root: Path, index: int = 0) -> Act | None:
    return dataset.load(root).partners["temoin"].record.conventions[index].acte


def record(root: Path, *options: str) -> int:
    return main(["acte", "record", "temoin", "--root", str(root), *options])


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("031-243100732-20260310-202603003-DE", ("31", "243100732", date(2026, 3, 10), "202603003", "DE")),
        ("02A-243100732-20160321-DE_160321_07-AU", ("2A", "243100732", date(2016, 3, 21), "DE_160321_07", "AU")),
        ("974-227700010-20160527-lmc100000013686-6", ("974", "227700010", date(2016, 5, 27), "lmc100000013686", "AU")),
        ("077-227700010-20160527-1-1", ("77", "227700010", date(2016, 5, 27), "1", "DE")),
    ],
)  # fmt: skip
def test_an_identifier_says_five_things(written: str, said: tuple[Any, ...]) -> None:
    """Département, SIREN, day, number, nature, by its code or its rank."""
    found = decode(written)
    assert found is not None
    assert (found.departement, found.siren, found.jour, found.numero, found.nature) == said


@pytest.mark.parametrize(
    "written",
    ["", "031-243100732-20260310-DE", "31-243100732-20260310-1-DE", "031-24310073-20260310-1-DE", "031-243100732-2026031-1-DE",
     "031-243100732-20260310-1234567890123456-DE", "031-243100732-20260310-1-DX", "031-243100732-20260310-1-7", "031-243100732-20260310-n°1-DE",
     "02C-243100732-20260310-1-DE", " 031-243100732-20260310-1-DE", "031-243100732-20260310-1-DE\n"],
)  # fmt: skip
def test_another_form_is_no_identifier(written: str) -> None:
    assert decode(written) is None


def contradictions(identifier: str, **act: Any) -> list[str]:
    partner = records.partner({"signature": None})
    taken = Act.model_validate({"nature": "deliberation", "date": "2026-03-10", **act})
    return list(act_receipt.contradictions(identifier, taken, partner, "99"))


@pytest.mark.parametrize(
    ("identifier", "said"),
    [
        ("099-200000008-DE", "n'a pas la forme"),
        ("031-200000008-20260310-1-DE", "Le département 31 de l'identifiant n'est ni celui de la Caf (99)"),
        ("099-200000009-20260310-1-DE", "sa clé ne tombe pas juste"),
        ("099-243100732-20260310-1-DE", "n'est pas celui du partenaire (200000008)"),
        ("099-200000008-20260230-1-DE", "La date 20260230 de l'identifiant n'existe pas"),
        ("099-200000008-20260311-1-DE", "la date du 11"),
    ],
)  # fmt: skip
def test_each_thing_that_contradicts_is_one_sentence(identifier: str, said: str) -> None:
    (sentence,) = contradictions(identifier)
    assert said in sentence


def test_the_departement_may_be_that_of_the_seat() -> None:
    """A syndicat may sit beside the Caf's département: its own prefecture gives the receipt."""
    assert contradictions(GOOD) == []
    away = records.partner({"signature": None}, adresse={"code_postal": "31000", "commune": "Testville"})  # fmt: skip
    taken = Act.model_validate({"nature": "deliberation"})
    assert list(act_receipt.contradictions("031-200000008-20260310-1-DE", taken, away, "99")) == []


def test_another_number_or_nature_is_a_remark_since_platforms_have_their_own() -> None:
    found = Identifier("99", "200000008", "20260310", "lmc100", "AU")
    same = Identifier("99", "200000008", "20260310", "2026_47", "DE")
    taken = Act.model_validate({"nature": "deliberation", "numero": "2026-47"})
    assert len(list(act_receipt.remarks(found, taken))) == 2
    assert list(act_receipt.remarks(same, taken)) == []


def test_the_receipt_alone_gives_the_nature_and_the_day(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = text(root)
    assert record(root, "--recepisse", GOOD, "--numero", "2026-03-003", "--publie-le", "2026-03-16", "--organe", "conseil communautaire") == 0  # fmt: skip
    act = noted(root)
    assert act is not None
    assert act.transmission is not None
    assert (act.nature, act.date, act.numero, act.organe) == ("deliberation", date(2026, 3, 10), "2026-03-003", "conseil communautaire")  # fmt: skip
    assert (act.transmission.identifiant, act.transmission.publie_le) == (GOOD, date(2026, 3, 16))
    kept = [line for line in text(root).splitlines() if line in before.splitlines()]
    assert kept == before.splitlines()
    said = capsys.readouterr().out
    assert "+      nature: deliberation" in said
    assert "délibération n° 202603003 du 10" in said
    assert "À vérifier" not in said


def test_what_is_noted_is_completed_and_never_changed_silently(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert record(root, "--nature", "decision", "--numero", "12", "--date", "2026-03-10") == 0
    assert record(root, "--recu-le", "2026-03-13") == 0
    known = text(root)
    assert record(root, "--numero", "13") == 1
    assert record(root, "--numero", "12") == 1
    assert text(root) == known
    said = capsys.readouterr().err
    assert "le fichier dit déjà « numero: 12 »" in said
    assert "cet acte est déjà noté" in said
    file = root / "data/partners/temoin.yml"
    file.write_text(known.replace("nature: decision", "nature: decision\n      tribunal: Testville"), encoding="utf-8")  # fmt: skip
    assert record(root, "--anew", "--nature", "deliberation", "--numero", "13") == 0
    act = noted(root)
    # The tribunal is that of the seat, not of the act.
    assert act == Act(nature="deliberation", numero="13", tribunal="Testville")


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("--recepisse", "099-243100732-20260310-1-DE"), 1, "n'est pas celui du partenaire"),
        (("--recepisse", GOOD, "--date", "2026-03-11"), 1, "L'identifiant donne à l'acte la date du 10"),
        (("--recepisse", GOOD, "--publie-le", "2026-03-09"), 1, "publié le 9"),
        (("--nature", "decision", "--date", "2026-06-16"), 1, "n'est pas encore venu"),
        (("--numero", "12"), 2, "dites la nature de l'acte"),
        (("--nature", "decision"), 2, "dites ce qui est à noter"),
        (("--nature", "decision", "--numero", "x" * 61), 1, "dépasse 60 caractères"),
        (("--family", "mon-compte-partenaire", "--numero", "1"), 2, "n'a pas de convention de la famille"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_a_sentence_and_nothing_is_written(
    root: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...], code: int, said: str
) -> None:
    before = text(root)
    assert record(root, *options) == code
    assert said in capsys.readouterr().err.replace("\u00a0", " ")
    assert text(root) == before


def test_two_families_ask_which_unless_one_waits(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = "      - famille: mon-compte-partenaire\n        modele: mon-compte-partenaire-2023\n"
    write(root, "data/partners/temoin.yml", PARTNER.replace("caf: caf99", SIREN) + other)
    assert record(root, "--nature", "decision", "--numero", "1") == 2
    assert (
        "« --family cooperation » ou « --family mon-compte-partenaire »" in capsys.readouterr().err
    )
    assert record(root, "--family", "cooperation", "--nature", "decision", "--numero", "1") == 0
    assert record(root, "--nature", "decision", "--numero", "2") == 0
    assert noted(root, 1) == Act(nature="decision", numero="2")


def test_a_project_is_made_on_demand_and_refused_to_a_private_body(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["acte", "draft", "temoin", "--root", str(root)]) == 0
    made = sorted(path.name for path in (root / "build/actes/temoin/cooperation").iterdir())
    assert {
        f"{nature}.{ending}"
        for nature in ("decision", "deliberation")
        for ending in ("docx", "md", "pdf")
    } == set(made)
    assert main(["acte", "draft", "temoin", "--nature", "decision", "--root", str(root)]) == 0
    # The other project may have been completed in Word since: it stays.
    assert (root / "build/actes/temoin/cooperation/deliberation.docx").exists()
    write(root, "data/partners/temoin.yml", PARTNER.replace("communaute-de-communes", "association"))  # fmt: skip
    for words in (["draft"], ["record"], ["record", "--numero", "1", "--nature", "decision"]):
        assert main(["acte", words[0], "temoin", *words[1:], "--root", str(root)]) == 1
        assert "Ce sont ses statuts qui disent qui peut l'engager" in capsys.readouterr().err


def test_the_project_bears_the_plain_look_and_not_the_cafs(root: Path) -> None:
    """The act is the partner's: a Caf's own base.docx does not dress it, unless it is the model's own."""
    shutil.copytree(PROJECT / "templates", root / "templates")
    own = root / "templates" / LOOK
    own.write_bytes(b"la mise en page de la Caf")
    maker = press(dataset.load(root), root)
    assert maker.look_of("cooperation-2026") == own.read_bytes()
    assert maker.look_of(MODEL) == (PROJECT / "templates" / LOOK).read_bytes()
    (root / "templates" / MODEL / LOOK).write_bytes(b"celle du partenaire")
    assert press(dataset.load(root), root).look_of(MODEL) == b"celle du partenaire"


def own_model(root: Path, name: str, text: str) -> Path:
    """A model of the Caf's own, beside those shipped."""
    shutil.copytree(PROJECT / "templates", root / "templates", dirs_exist_ok=True)
    write(root, f"templates/{name}/modele.yml", text)
    return root / "templates" / name


def drafted(root: Path) -> list[str]:
    """The models of the projects that the documents of the partner hold."""
    drafts = Author(dataset.load(root)).complete("temoin")
    return [each.identity.template for each in drafts if each.path.endswith(("deliberation", "decision"))]  # fmt: skip


def test_the_newest_model_of_act_serves_and_may_inherit(root: Path) -> None:
    """No file names it: a Caf that has its own puts it beside the shipped one, with a later date."""
    assert drafted(root) == [MODEL, MODEL]
    own = own_model(root, "acte-de-la-caf", f"id: acte-de-la-caf\nfamille: acte\nherite: {MODEL}\ndate: 2026-05-04\n")  # fmt: skip
    assert drafted(root) == ["acte-de-la-caf"] * 2
    (own / "decision.md").write_text("# Décision de la Caf\n", encoding="utf-8")
    decision = next(each for each in Author(dataset.load(root)).complete("temoin") if each.path.endswith("decision"))  # fmt: skip
    assert decision.rendered.body == "# Décision de la Caf\n"


def test_a_published_model_of_act_that_changed_makes_nothing(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(PROJECT / "templates", root / "templates")
    text = root / "templates" / MODEL / "deliberation.md"
    text.write_text(text.read_text(encoding="utf-8") + "Un mot.\n", encoding="utf-8")
    assert drafted(root) == []
    assert main(["acte", "draft", "temoin", "--root", str(root)]) == 1
    assert "aucun modèle d'acte dans templates/" in capsys.readouterr().err


def test_a_convention_cannot_follow_a_model_of_act(root: Path) -> None:
    write(root, "data/partners/temoin.yml", PARTNER.replace("modele: cooperation-2026", f"modele: {MODEL}"))  # fmt: skip
    data = dataset.load(root)
    assert data.partners == {}
    assert any("n'est pas de la famille « cooperation »" in each.message for each in data.problems)


def test_an_explanation_does_not_pass_a_place_to_fill_for_a_datum(root: Path) -> None:
    assert main(["render", "--explain", "--partner", "temoin", "--root", str(root)]) == 0
    said = (root / "build/documents/temoin/explications/cooperation-deliberation.md").read_text(encoding="utf-8")  # fmt: skip
    assert "- donnée : aucune, place à remplir à la main" in said
    assert "a_remplir" not in said.replace("« a_remplir", "")


def test_what_prepared_the_act_gives_way_to_what_was_taken(root: Path) -> None:
    """The file may say what was planned (nature, tribunal): only an act that was taken is not overwritten."""
    planned = "        acte: {nature: deliberation, tribunal: Lille}\n"
    write(root, "data/partners/temoin.yml", PARTNER.replace("caf: caf99", SIREN).rstrip() + "\n" + planned)  # fmt: skip
    assert record(root, "--nature", "decision", "--numero", "4") == 0
    assert noted(root) == Act(nature="decision", numero="4", tribunal="Lille")
    assert record(root, "--nature", "deliberation") == 2
    assert record(root, "--nature", "deliberation", "--numero", "4") == 1


def test_an_act_that_lets_another_sign_or_of_another_body_is_questioned_at_once(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before anybody signs: afterwards, all is to be done again."""
    options = ("--nature", "deliberation", "--numero", "12", "--date", "2026-05-12")
    assert record(root, *options, "--autorise", "maire", "--organe", "Le conseil municipal") == 0
    said = capsys.readouterr().out
    assert (
        "À vérifier : l'acte autorise à signer « maire », et le représentant a pour fonction"
        in said
    )
    assert "À vérifier : l'acte dit avoir été pris par « Le conseil municipal », ce qu'un partenaire de cette nature" in said  # fmt: skip
    assert record(root, *options, "--autorise", "président", "--organe", "conseil communautaire", "--anew") == 0  # fmt: skip
    assert "À vérifier" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("kind", "organ", "strange"),
    [
        ("communaute-urbaine", "conseil municipal", True),
        ("communaute-urbaine", "maire", True),
        ("communaute-urbaine", "bureau communautaire", False),
        ("communaute-urbaine", "conseil de la métropole", False),
        ("departement", "président du conseil départemental", False),
        ("commune", "Le Conseil municipal de Testville", False),
        ("commune", "conseil communautaire", True),
        ("ccas", "conseil municipal", True),
        ("association", "conseil municipal", False),
    ],
)  # fmt: skip
def test_an_assembly_that_such_a_partner_has_not_is_known(
    kind: str, organ: str, strange: bool
) -> None:
    act = Act(nature="deliberation", organe=organ)
    assert act_powers.is_of_another(act, records.partner({}, type=kind)) is strange
