"""`greffe review` as an editor runs it: opened without a copy, closed in one change, followed at a glance."""

import json
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from builder import CAF, make_root, write
from test_intake import ANNEXE, SIGNED, tree
from test_intake import PARTNER as COOPERATION
from test_pieces_intake import PARTNER as ACCESSES
from test_pieces_intake import USERS

from generator import transaction
from generator.cli.main import main
from generator.documents.forms import ANNEXE_1
from generator.documents.review_forms import ANSWER, LINES, review
from generator.store.dataset import load
from generator.upkeep import campaign
from tests.account_records import service
from tests.reviewing import filled

DATE = ("--date", "2026-06-20")
SECOND = ACCESSES.partition("conventions:\n")[2]
"""The « Mon Compte Partenaire » convention of the same partner."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Partner « temoin », with both families."""
    first = COOPERATION.rstrip() + SIGNED.rstrip()
    make_root(tmp_path / "greffe", caf=CAF, partner=f"{first}\n{SECOND}")
    write(tmp_path / "greffe", "data/nominatif/temoin.annexe-1.yml", ANNEXE)
    write(tmp_path / "greffe", "data/nominatif/temoin.pj3.yml", USERS)
    record = service().model_dump(mode="json", exclude_defaults=True)
    text = yaml.safe_dump(record, allow_unicode=True, sort_keys=False)
    write(tmp_path / "greffe", "data/services/jardins.yml", text)
    return tmp_path / "greffe"


def run(capsys: pytest.CaptureFixture[str], root: Path, *words: str | Path) -> tuple[int, str, str]:
    action = [word for word in words[:1] if word in ("open", "close", "status")]
    given = ["review", *action, "--root", root, *words[len(action) :], *DATE]
    try:
        code = main([str(word) for word in given])
    except SystemExit as stop:
        code = int(str(stop.code))
    said = capsys.readouterr()
    return code, said.out.replace("\u00a0", " "), said.err


def answer(root: Path, lines: Sequence[dict[str, str]], name: str = "revue-annexe-1", **more: Any) -> Path:  # fmt: skip
    data = json.loads((root / f"build/revues/temoin/{name}.json").read_bytes())
    data |= {"transmise_le": "2026-06-18", ANSWER: [{"par": "la directrice"}]} | more
    for line, said in zip(data[LINES], lines, strict=False):
        line.update(said)
    path = root.parent / f"{name}-reponse.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def reviews(root: Path) -> tuple[Any, Any]:
    first, second = load(root).partners["temoin"].record.conventions
    assert second.famille == "mon-compte-partenaire"
    assert first.famille == "cooperation"
    assert second.contrat
    return first.revues, second.contrat.revues


def test_opening_notes_what_is_reviewed_and_copies_nothing_into_the_data(
    capsys: pytest.CaptureFixture[str], root: Path
) -> None:
    before = tree(root)
    code, out, error = run(capsys, root, "open", "--partner", "temoin")
    assert (code, error) == (0, "")
    assert "annexe 1 (2 accès)" in out
    now = tree(root)
    assert {name for name in now if now[name] != before.get(name)} == {
        "data/partners/temoin.yml",
        *(f"build/revues/temoin/revue-{what}{ending}" for what in ("annexe-1", "pj3-jardins") for ending in (".docx", ".xlsx", ".json")),
    }  # fmt: skip
    data = load(root)
    assert data.problems == ()
    ((first,), (second,)) = reviews(root)
    assert first.ouverte_le == second.ouverte_le == date(2026, 6, 20)
    assert first.date is second.date is None
    assert set(second.empreintes) == {"jardins"}
    # Every line that was there is there still, in its order.
    lines = iter(now["data/partners/temoin.yml"].splitlines())
    assert all(line in lines for line in before["data/partners/temoin.yml"].splitlines())
    main(["check", "--root", str(root), *DATE, "--rule", "C04"])
    assert "C04" not in capsys.readouterr().out


def test_a_review_opened_twice_is_taken_up(capsys: pytest.CaptureFixture[str], root: Path) -> None:
    assert run(capsys, root, "open", "--partner", "temoin")[0] == 0
    before = tree(root)
    code, out, _ = run(capsys, root, "open", "--partner", "temoin")
    assert code == 0
    assert "déjà ouverte le 20 juin 2026" in out
    assert tree(root) == before


def test_nothing_is_written_without_apply(capsys: pytest.CaptureFixture[str], root: Path) -> None:
    run(capsys, root, "open", "--partner", "temoin")
    before = tree(root)
    path = answer(root, [{"decision": "garder"}, {"decision": "retirer"}])
    code, out, error = run(capsys, root, "close", path)
    assert (code, error) == (0, "")
    for words in ("1 gardé et 1 retiré", "Clôtures demandées (1)", "+++ data/partners/temoin.yml", "--apply"):  # fmt: skip
        assert words in out, words
    assert tree(root) == before


def test_closing_is_one_change_with_its_papers(
    capsys: pytest.CaptureFixture[str], root: Path
) -> None:
    run(capsys, root, "open", "--partner", "temoin")
    path = answer(root, [{"decision": "je ne sais pas"}, {"decision": "retirer"}])
    code, _, error = run(capsys, root, "close", path, "--apply")
    assert (code, error) == (0, "")
    data = load(root)
    assert data.problems == ()
    annexe = data.annexes_1["temoin"].record
    assert [line.nom for line in annexe.ouverts] == ["NOM1"]
    # NOM8 was asked to be closed over two years ago: the convention wants it gone.
    assert [line.nom for line in annexe.clos] == ["NOM9", "NOM2"]
    (noted,) = reviews(root)[0]
    assert (noted.date, noted.par, noted.ouverte_le) == (date(2026, 6, 18), "la directrice", date(2026, 6, 20))  # fmt: skip
    assert noted.preuve == "compte rendu du 18 juin 2026"
    assert noted.decisions.model_dump(exclude_defaults=True) == {"retirer": 1, "ne_sait_pas": 1}
    papers = {path.name for path in (root / "build/revues/temoin").iterdir()}
    minutes = "compte-rendu-cooperation-2026-06-18"
    # The sheet that was answered is a former list of people: it goes.
    assert papers == {
        "revue-pj3-jardins.docx", "revue-pj3-jardins.xlsx", "revue-pj3-jardins.json",
        *(f"{name}.{ending}" for name in (minutes, minutes.replace("rendu", "rendu-interne")) for ending in ("md", "docx", "pdf")),
    }  # fmt: skip
    public = (root / f"build/revues/temoin/{minutes}.md").read_text(encoding="utf-8")
    assert not [word for word in ("NOM1", "NOM2", "@") if word in public]
    internal = (root / f"build/revues/temoin/{minutes.replace('rendu', 'rendu-interne')}.md").read_text(encoding="utf-8")  # fmt: skip
    assert "Prénom2 NOM2" in internal.partition("Retirés\n")[2]
    assert (root / "build/recus/temoin/comptes-annexe-1.docx").is_file()
    accounts = data.follow_ups["temoin"].record.comptes
    assert [(each.adresse_electronique, str(each.cloture_demandee_le)) for each in accounts] == [
        ("p2@pays-temoin.example", "2026-06-18")
    ]
    # C10 and C07 are settled.
    main(["check", "--root", str(root), *DATE, "--rule", "C10", "--rule", "C07"])
    assert "erreur" not in capsys.readouterr().out


def test_the_same_answer_twice_writes_nothing(
    capsys: pytest.CaptureFixture[str], root: Path
) -> None:
    run(capsys, root, "open", "--partner", "temoin")
    path = answer(root, [{"decision": "garder"}, {"decision": "retirer"}])
    assert run(capsys, root, "close", path, "--apply")[0] == 0
    before = tree(root)
    code, out, _ = run(capsys, root, "close", path, "--apply")
    assert code == 0
    assert "déjà enregistrée" in out
    assert tree(root) == before


def test_a_pj3_gives_the_proof_to_sign(capsys: pytest.CaptureFixture[str], root: Path) -> None:
    run(capsys, root, "open", "--partner", "temoin", "--family", "mon-compte-partenaire")
    assert reviews(root)[0] == []
    path = answer(
        root,
        [{"decision": "garder"}, {"decision": "retirer"}, {"decision": "garder"}],
        "revue-pj3-jardins",
    )
    code, out, error = run(capsys, root, "close", path, "--apply", "--by", "responsable du pôle")
    assert (code, error) == (0, "")
    assert "envoyee_le" in out
    (noted,) = reviews(root)[1]
    assert (noted.par, noted.envoyee_le) == ("responsable du pôle", None)
    assert noted.decisions.model_dump() == {"garder": 2, "retirer": 1, "changer": 0, "ne_sait_pas": 0, "sans_reponse": 0}  # fmt: skip
    proof = (root / "build/revues/temoin/preuve-mon-compte-partenaire-2026-06-18.md").read_text(encoding="utf-8")  # fmt: skip
    assert "2.2.2" in proof
    assert "SAULE" not in proof
    users = {line.nom: line.cloture_le for line in load(root).users["temoin"].record.services[0].utilisateurs}  # fmt: skip
    assert (users["SAULE"], users["AULNE"]) == (None, date(2026, 6, 18))


def test_nothing_to_change_by_telephone_needs_no_opening(
    capsys: pytest.CaptureFixture[str], root: Path
) -> None:
    words = ("close", "--unchanged", "--partner", "temoin", "--by", "secrétariat", "--answered", "2026-06-19")  # fmt: skip
    code, _, error = run(capsys, root, *words, "--apply")
    assert (code, error) == (0, "")
    for (noted,) in reviews(root):
        assert (noted.date, noted.par, noted.ouverte_le) == (date(2026, 6, 19), "secrétariat", None)  # fmt: skip
    data = load(root)
    assert [line.nom for line in data.annexes_1["temoin"].record.ouverts] == ["NOM1", "NOM2"]
    assert str(data.annexes_1["temoin"].record.transmise_le) == "2026-06-19"


def test_a_line_under_a_legal_hold_stays_when_a_review_closes(
    capsys: pytest.CaptureFixture[str], root: Path
) -> None:
    """Nobody's data is lost: NOM8, closed over two years ago, would leave with the new annexe 1."""
    file = root / "data/partners/temoin.yml"
    before = file.read_text(encoding="utf-8")
    lines = [{"decision": "garder"}] * 2
    held = "conservation:\n  - {objet: comptes-clos, motif: Litige, jusqu_au: 2026-12-31}\n"
    left = []
    for text in (before + held, before):
        file.write_text(text, encoding="utf-8")
        run(capsys, root, "open", "--partner", "temoin", "--family", "cooperation")
        assert run(capsys, root, "close", answer(root, lines), "--apply")[0] == 0
        left.append([line.nom for line in load(root).annexes_1["temoin"].record.clos])
    assert left == [["NOM8", "NOM9"], ["NOM9"]]


def test_the_list_may_change_before_nothing_to_change_is_said(
    capsys: pytest.CaptureFixture[str], root: Path
) -> None:
    run(capsys, root, "open", "--partner", "temoin", "--family", "cooperation")
    write(root, "data/nominatif/temoin.annexe-1.yml", ANNEXE.replace("fonction 2", "autre"))
    code, out, _ = run(capsys, root, "close", "--unchanged", "--partner", "temoin", "--apply")
    assert code == 0
    assert "a changé depuis l'ouverture" in out
    assert not reviews(root)[1]


def test_options_may_stand_before_the_action(
    capsys: pytest.CaptureFixture[str], root: Path
) -> None:
    assert main(["review", "--root", str(root), *DATE, "open", "--partner", "temoin"]) == 0
    assert "annexe 1 (2 accès)" in capsys.readouterr().out.replace("\u00a0", " ")
    assert reviews(root)[0][0].ouverte_le == date(2026, 6, 20)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("close",), 2, "donnez la feuille"),
        (("close", "--unchanged"), 2, "--partner"),
        (("close", "--unchanged", "--partner", "autre"), 2, "aucun partenaire « autre »"),
        (("close", "absent.json"), 2, "n'existe pas"),
        (("close", "--answered", "hier", "x.json"), 2, "hier"),
        (("open", "--partner", "autre"), 2, "aucun partenaire « autre »"),
    ],
)
def test_wrong_use_is_one_sentence_and_nothing_is_written(
    capsys: pytest.CaptureFixture[str], root: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    before = tree(root)
    found, _, error = run(capsys, root, *words)
    assert found == code
    assert said in error
    assert tree(root) == before


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"transmise_le": "bientôt"}, "--answered"),
        ({"partenaire": "autre"}, "« autre »"),
        ({"formulaire": "cooperation.annexe-1"}, "inconnu"),
    ],
)
def test_an_answer_that_cannot_be_placed_stops_everything(
    capsys: pytest.CaptureFixture[str], root: Path, more: dict[str, Any], said: str
) -> None:
    run(capsys, root, "open", "--partner", "temoin")
    before = tree(root)
    path = answer(root, [{"decision": "garder"}], **more)
    code, out, error = run(capsys, root, "close", path, "--apply")
    assert code == 1
    assert said in out + error
    assert tree(root) == before


def test_a_power_cut_leaves_all_or_nothing(
    capsys: pytest.CaptureFixture[str], root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(capsys, root, "open", "--partner", "temoin")
    path = answer(root, [{"decision": "garder"}, {"decision": "retirer"}])
    before = tree(root)
    real, calls = transaction._settle, []

    def power_cut(folder: Path) -> None:
        calls.append(folder)
        if len(calls) > 1:  # the first one is when the lock is taken
            raise KeyboardInterrupt
        real(folder)

    with monkeypatch.context() as patched:
        patched.setattr(transaction, "_settle", power_cut)
        assert run(capsys, root, "close", path, "--apply")[0] == 130
    now = tree(root)
    assert {name: now[name] for name in before} == before
    assert main(["intake", "--root", str(root)]) == 0
    assert reviews(root)[0][0].date == date(2026, 6, 18)
    assert [line.nom for line in load(root).annexes_1["temoin"].record.ouverts] == ["NOM1"]


def test_progress_at_a_glance(capsys: pytest.CaptureFixture[str], root: Path) -> None:
    states = []
    for words in (
        ("open", "--partner", "temoin"),
        ("close", "--unchanged", "--partner", "temoin", "--apply"),
    ):
        assert run(capsys, root, *words)[0] == 0
        states.append([row.state for row in campaign.rows(load(root), date(2026, 6, 20))])
    assert states == [["ouverte", "ouverte"], ["faite", "faite"]]
    code, out, _ = run(capsys, root)
    assert code == 0
    assert "[████████████████████████] 2 faites sur 2" in out
    assert run(capsys, root, "status")[1] == out
    assert "NOM1" not in out


def test_a_convention_that_has_ended_is_not_reviewed(
    capsys: pytest.CaptureFixture[str], root: Path
) -> None:
    file = root / "data/partners/temoin.yml"
    text = file.read_text(encoding="utf-8").replace(
        "    annexe_2:",
        "    denonciation: {type: resiliation, par: caf, recue_le: 2026-05-01}\n    annexe_2:",
    )
    file.write_text(text, encoding="utf-8")
    code, out, _ = run(capsys, root, "open", "--partner", "temoin")
    assert code == 0
    assert "annexe 1" not in out
    assert "PJ3" in out


def test_the_shipped_data_show_every_state() -> None:
    """The most pressing first; what is settled last."""
    rows = campaign.rows(load(Path(__file__).parents[1], nominative=False), date(2026, 6, 15))
    states = {(row.partner, row.family): row.state for row in rows}
    assert states["commune-isle-aux-herons", "cooperation"] == "a-ouvrir"
    assert states["syndicat-trois-clochers", "cooperation"] == "ouverte"
    assert states["montbrume-metropole", "cooperation"] == "faite"
    assert states["cc-val-de-brume", "cooperation"] == "plus-tard"
    assert [row.late for row in rows] == sorted((row.late for row in rows), reverse=True)
    settled = [row.state in ("faite", "plus-tard") for row in rows]
    assert settled == sorted(settled)
    done = next(row for row in rows if row.partner == "montbrume-metropole" and row.decisions)
    assert done.decisions
    assert (done.decisions.garder, done.decisions.retirer) == (5, 1)


def test_a_sheet_made_from_a_former_annexe_is_a_copy_to_remove(
    capsys: pytest.CaptureFixture[str], root: Path
) -> None:
    """Convention, 2.1: the former annexe 1 goes when a new one comes, and so does what was made from it."""
    run(capsys, root, "open", "--partner", "temoin", "--family", "cooperation")
    write(root, "data/nominatif/temoin.annexe-1.yml", ANNEXE.replace("fonction 2", "autre"))
    main(["check", "--root", str(root), *DATE, "--rule", "C04"])
    said = capsys.readouterr().out
    for ending in (".docx", ".xlsx", ".json"):
        assert f"build/revues/temoin/revue-annexe-1{ending}" in said
    assert "3 erreurs" in said
    assert "greffe review open" in said
    run(capsys, root, "open", "--partner", "temoin", "--family", "cooperation")
    main(["check", "--root", str(root), *DATE, "--rule", "C04"])
    assert "revue-annexe-1" not in capsys.readouterr().out


def test_several_services_are_one_review(capsys: pytest.CaptureFixture[str], root: Path) -> None:
    """Answered one by one or together; a service that nobody answered for stays as it is, and is counted."""
    services = root / "data/services"
    text = (services / "jardins.yml").read_text(encoding="utf-8")
    (services / "vergers.yml").write_text(text.replace("SJP", "SVP"), encoding="utf-8")
    file = root / "data/partners/temoin.yml"
    bulletin = "      - {service: vergers, signature: {partenaire: 2026-01-12, caf: 2026-01-15}, pj3: {utilisateurs: 1}}\n"  # fmt: skip
    file.write_text(file.read_text(encoding="utf-8") + bulletin, encoding="utf-8")
    users = root / "data/nominatif/temoin.pj3.yml"
    listed = "services:\n  - service: vergers\n    transmise_le: 2026-01-22\n    utilisateurs: [{nom: HÊTRE, profil: J2, habilite_le: 2026-01-23}]\n"  # fmt: skip
    users.write_text(users.read_text(encoding="utf-8").replace("services:\n", listed), encoding="utf-8")  # fmt: skip
    assert load(root).problems == ()
    run(capsys, root, "open", "--partner", "temoin", "--family", "mon-compte-partenaire")
    assert set(reviews(root)[1][0].empreintes) == {"jardins", "vergers"}
    alone = answer(root, [{"decision": "garder"}], "revue-pj3-vergers")
    other = answer(root, [{"decision": "retirer"}] * 3, "revue-pj3-jardins")
    code, out, _ = run(capsys, root, "close", alone)
    assert code == 0
    assert "Pas de réponse pour PJ3 (SJP)" in out
    assert "1 gardé et 3 sans réponse" in out
    assert run(capsys, root, "close", alone, other, "--apply")[0] == 0
    (noted,) = reviews(root)[1]
    assert noted.decisions.model_dump(exclude_defaults=True) == {"garder": 1, "retirer": 3}
    data = load(root)
    assert data.problems == ()
    closed = {each.service: [line.cloture_le is not None for line in each.utilisateurs] for each in data.users["temoin"].record.services}  # fmt: skip
    # Of the five lines, CHARME's was closed over six years ago: it goes (contrat, 5.3.2).
    assert closed == {"vergers": [False], "jardins": [True] * 4}
    assert len(data.users["temoin"].record.departs) == 1


# --- What is no answer yet ---------------------------------------------------------------------------


def test_a_blank_sheet_is_no_review_done(capsys: pytest.CaptureFixture[str], root: Path) -> None:
    run(capsys, root, "open", "--partner", "temoin")
    path, before = answer(root, []), tree(root)
    code, _, error = run(capsys, root, "close", path, "--apply")
    assert code == 1
    assert "revenue sans réponse" in error
    assert tree(root) == before


def test_a_partial_answer_is_applied_and_renews_neither_the_review_nor_the_annexe(
    capsys: pytest.CaptureFixture[str], root: Path
) -> None:
    run(capsys, root, "open", "--partner", "temoin", "--family", "cooperation")
    sent = load(root).annexes_1["temoin"].record.transmise_le
    path = answer(root, [{}, {"decision": "retirer"}])
    code, out, error = run(capsys, root, "close", path, "--apply")
    assert (code, error) == (0, "")
    assert "1 ligne sans réponse : la revue reste ouverte" in out
    data = load(root)
    assert data.problems == ()
    annexe = data.annexes_1["temoin"].record
    assert (annexe.transmise_le, [line.nom for line in annexe.ouverts]) == (sent, ["NOM1"])
    (noted,) = reviews(root)[0]
    assert (noted.date, noted.ouverte_le) == (None, date(2026, 6, 20))
    assert not list((root / "build/revues/temoin").glob("compte-rendu*"))
    kept = root / "build/revues/temoin/reponse-incomplete-interne-cooperation-2026-06-18.md"
    assert "NOM2" in kept.read_text(encoding="utf-8")
    # The sheets to send again are those of the list as it now stands.
    again = answer(root, [{"decision": "je ne sais pas"}])
    assert run(capsys, root, "close", again, "--apply")[0] == 0
    (noted,) = reviews(root)[0]
    assert noted.date == date(2026, 6, 18)
    assert noted.decisions.model_dump(exclude_defaults=True) == {"retirer": 1, "ne_sait_pas": 1}
    assert str(load(root).annexes_1["temoin"].record.transmise_le) == "2026-06-18"


THREE = "  - {nom: NOM5, prenom: Prénom5, adresse_electronique: p5@pays-temoin.example}\n"
"""A third access, and a fourth."""


@pytest.mark.parametrize("ending", [".json", ".xlsx", ".docx"])
def test_what_was_answered_is_not_asked_again_and_every_decision_is_counted(
    capsys: pytest.CaptureFixture[str], root: Path, ending: str
) -> None:
    """Nothing is typed twice: one access gone, one changed, one kept, and only the fourth is left to answer."""
    file = root / "data/nominatif/temoin.annexe-1.yml"
    held = file.read_text(encoding="utf-8").replace("clos:\n", THREE + THREE.replace("5", "6") + "clos:\n")  # fmt: skip
    file.write_text(held, encoding="utf-8")
    run(capsys, root, "open", "--partner", "temoin", "--family", "cooperation")
    said = [{"decision": "retirer"}, {"decision": "changer", "nouveau_fonction": "cheffe"}, {"decision": "garder"}, {}]  # fmt: skip
    first = answer(root, said)
    for _ in range(2):  # the same file taken in twice counts once
        assert run(capsys, root, "close", first, "--apply")[0] == 0
    (noted,) = reviews(root)[0]
    assert noted.date is None
    assert noted.decisions.model_dump(exclude_defaults=True) == {"retirer": 1, "changer": 1}
    sheet = root / f"build/revues/temoin/revue-annexe-1{ending}"
    lines = [{}, {}, {"decision": "retirer"}]
    returned = root.parent / f"retour{ending}"
    returned.write_bytes(
        filled(ending, sheet.read_bytes(), review(ANNEXE_1), {}, lines, date(2026, 6, 19))
    )
    code, out, error = run(capsys, root, "close", returned, "--apply")
    assert (code, error) == (0, ""), out
    (noted,) = reviews(root)[0]
    assert noted.date == date(2026, 6, 19)
    assert noted.decisions.model_dump(exclude_defaults=True) == {"garder": 1, "retirer": 2, "changer": 1}  # fmt: skip
    assert len(load(root).annexes_1["temoin"].record.ouverts) == 2
    minutes = (root / "build/revues/temoin/compte-rendu-cooperation-2026-06-19.md").read_text(encoding="utf-8")  # fmt: skip
    assert "avait déjà réglé : 1 accès retiré et 1 accès changé" in re.sub("[\u00a0\u202f]", " ", minutes)  # fmt: skip
    # Whatever comes back a second time, in whatever order, writes nothing.
    before = tree(root)
    for again in (returned, first, returned):
        code, out, _ = run(capsys, root, "close", again, "--apply")
        assert code == 0
        assert "déjà enregistrée" in out
        assert tree(root) == before


def test_an_older_answer_that_would_change_the_list_is_refused(
    capsys: pytest.CaptureFixture[str], root: Path
) -> None:
    """Its review is over: what it says may no longer be so."""
    run(capsys, root, "open", "--partner", "temoin", "--family", "cooperation")
    older = answer(root, [{"decision": "retirer"}, {"decision": "garder"}])
    words = ("--unchanged", "--partner", "temoin", "--family", "cooperation", "--answered", "2026-06-19")  # fmt: skip
    assert run(capsys, root, "close", *words, "--apply")[0] == 0
    before = tree(root)
    code, out, _ = run(capsys, root, "close", older, "--apply")
    assert code == 1
    assert "plus ancienne que la revue du 19 juin 2026" in out
    assert tree(root) == before


@pytest.mark.parametrize("said", [{"decision": "virer"}, {"decision": "changer"}, {"decision": "garder", "nouveau_fonction": "cheffe"}])  # fmt: skip
def test_a_sheet_of_nonsense_ends_no_review(
    capsys: pytest.CaptureFixture[str], root: Path, said: dict[str, str]
) -> None:
    """The partner is made to say nothing: neither the review nor the annexe starts a new year."""
    run(capsys, root, "open", "--partner", "temoin", "--family", "cooperation")
    sent = load(root).annexes_1["temoin"].record.transmise_le
    code, out, _ = run(capsys, root, "close", answer(root, [said, said]), "--apply")
    assert code == 0
    assert "2 lignes sans réponse : la revue reste ouverte" in out
    (noted,) = reviews(root)[0]
    assert (noted.date, noted.decisions) == (None, None)
    assert load(root).annexes_1["temoin"].record.transmise_le == sent


def test_a_line_that_replaces_another_keeps_saying_so(
    capsys: pytest.CaptureFixture[str], root: Path
) -> None:
    """What greffe itself notes of a line is asked by no form, and lost by none."""
    file = root / "data/nominatif/temoin.pj3.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace("profil: J2, hab", "profil: J2, remplace: J1, hab"), encoding="utf-8"
    )
    code, _, error = run(capsys, root, "close", "--unchanged", "--partner", "temoin", "--family", "mon-compte-partenaire", "--answered", "2026-06-19", "--apply")  # fmt: skip
    assert (code, error) == (0, "")
    assert "profil: J2, remplace: J1, hab" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("by_option", [True, False])
def test_an_answer_of_a_day_to_come_is_refused(
    capsys: pytest.CaptureFixture[str], root: Path, by_option: bool
) -> None:
    run(capsys, root, "open", "--partner", "temoin")
    lines = [{"decision": "garder"}, {"decision": "garder"}]
    path = answer(root, lines, **({} if by_option else {"transmise_le": "2026-06-21"}))
    before = tree(root)
    option = ("--answered", "2026-06-21") if by_option else ()
    code, out, _ = run(capsys, root, "close", path, *option, "--apply")
    assert code == 1
    assert "un jour à venir" in out
    assert tree(root) == before


def test_an_answer_older_than_the_opening_is_told(
    capsys: pytest.CaptureFixture[str], root: Path
) -> None:
    run(capsys, root, "open", "--partner", "temoin")
    path = answer(root, [{"decision": "garder"}, {"decision": "garder"}])
    assert "avant l'ouverture de la revue, le 20 juin 2026" in run(capsys, root, "close", path)[1]


def test_the_sheet_of_another_partner_is_refused(
    capsys: pytest.CaptureFixture[str], root: Path
) -> None:
    run(capsys, root, "open", "--partner", "temoin")
    path = answer(root, [{"decision": "garder"}, {"decision": "garder"}], partenaire="autre")
    code, _, error = run(capsys, root, "close", path, "--partner", "temoin", "--apply")
    assert code == 1
    assert "cette feuille est celle de « autre »" in error


def test_a_corrected_sheet_of_the_same_day_is_recorded_in_the_same_review(
    capsys: pytest.CaptureFixture[str], root: Path
) -> None:
    run(capsys, root, "open", "--partner", "temoin", "--family", "cooperation")
    first = answer(root, [{"decision": "garder"}, {"decision": "retirer"}])
    content = first.read_text(encoding="utf-8")
    assert run(capsys, root, "close", first, "--apply")[0] == 0
    first.write_text(content.replace('"garder"', '"je ne sais pas"'), encoding="utf-8")
    code, out, _ = run(capsys, root, "close", first, "--apply")
    assert code == 0
    assert "déjà enregistrée" not in out
    (noted,) = reviews(root)[0]
    assert noted.decisions.model_dump(exclude_defaults=True) == {"retirer": 1, "ne_sait_pas": 1}
    assert "déjà enregistrée" in run(capsys, root, "close", first)[1]


def test_opening_for_all_leaves_what_is_not_due_and_says_why(
    capsys: pytest.CaptureFixture[str], root: Path
) -> None:
    before = tree(root)
    code, out, _ = run(capsys, root, "open")
    assert (code, tree(root)) == (0, before)
    assert "Coopération : pas encore à faire, au plus tard le" in out
    run(capsys, root, "close", "--unchanged", "--partner", "temoin", "--apply")
    assert "déjà faite le 20 juin 2026" in run(capsys, root, "open")[1]


def test_a_review_past_its_reply_date_is_late(
    capsys: pytest.CaptureFixture[str], root: Path
) -> None:
    run(capsys, root, "open", "--partner", "temoin")
    assert "20/07/2026" in run(capsys, root, "status")[1]
    late = [[row.late for row in campaign.rows(load(root), date(2026, 7, day))] for day in (20, 21)]
    assert late == [[False, False], [True, True]]


@pytest.mark.parametrize(
    "par", ["Mme Rose LAURIER", "directrice, Prénom1 Nom1", "p1@pays-temoin.example"]
)
def test_nobody_is_named_by_who_answers(
    capsys: pytest.CaptureFixture[str], root: Path, par: str
) -> None:
    run(capsys, root, "open", "--partner", "temoin")
    lines = [{"decision": "garder"}, {"decision": "garder"}]
    path = answer(root, lines, **{ANSWER: [{"par": par}]})
    code, out, _ = run(capsys, root, "close", path, "--apply")
    assert code == 0
    assert "sa fonction seule" in out
    assert reviews(root)[0][0].par is None
    written = [*(root / "data/partners").iterdir(), *(root / "build/revues/temoin").glob("compte-rendu-cooperation*.md")]  # fmt: skip
    assert len(written) == 2
    assert not [file for file in written if par in file.read_text(encoding="utf-8")]
