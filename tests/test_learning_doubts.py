"""What a filled text leaves in doubt is asked: no word of one partner is kept for the others without being said."""

from pathlib import Path

import pytest
from learning_cases import BRUME, PARTIES, copied, filled, taught

from generator.adoption import decisions
from generator.cli.main import main
from generator.documents.production import Press, look
from generator.store.dataset import load


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copied(tmp_path_factory)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("sa présidente, Madame Aurore TISANE", "{{ partenaire.signataire.son_fonction }}"),
        ("la Présidente, Madame Aurore TISANE", "{{ partenaire.signataire.la_fonction | titre }}"),
        ("Madame Aurore TISANE, Présidente", "{{ partenaire.signataire.fonction | titre }}"),
        ("LA PRÉSIDENTE, Madame Aurore TISANE", "{{ partenaire.signataire.la_fonction | majuscules }}"),
        ("Madame la Présidente, Aurore TISANE", "{{ partenaire.signataire.civilite_longue }} {{ partenaire.signataire.la_fonction | titre }}"),
    ],
)  # fmt: skip
def test_a_function_beside_its_party_becomes_a_computed_form_however_it_is_written(root: Path, written: str, code: str) -> None:  # fmt: skip
    text, _ = taught(root, PARTIES.format(written, "CTG"))
    assert code in text
    assert "ésidente" not in text.casefold()


@pytest.mark.parametrize(
    ("words", "possible"),
    [
        ("La présidente", "partenaire.la_fonction | capitale"),
        ("LA PRÉSIDENTE", "partenaire.la_fonction | majuscules"),
        ("9 février 2026", "convention.date"),
        ("Montbrume", "convention.lieu"),
        ("La communauté de communes", "partenaire.Le_nom"),
        ("de la communauté de communes", "partenaire.du_nom"),
        ("le conseil communautaire", "texte"),
        ("Mme", "partenaire.civilite"),
        ("Hélène PASSEROSE", "texte"),
    ],
)
def test_elsewhere_it_is_to_decide(root: Path, words: str, possible: str) -> None:
    """The court of Montbrume is not that of every partner's town, nor the president of a court its president."""
    text, asked = taught(root, PARTIES.format("Madame Aurore TISANE", f"CTG. Ici, {words} la suite."))  # fmt: skip
    assert possible in asked[words]
    assert "texte" in asked[words]
    assert f'Ici, {{{{ "{words}" | place(' in text


def test_an_agreement_with_whoever_signs_is_to_decide(root: Path) -> None:
    _, asked = taught(root, PARTIES.format("Madame Aurore TISANE, dûment habilitée", "CTG"))
    assert "partenaire.accord_signataire" in asked["habilitée"]


def test_two_data_that_say_the_same_are_told_apart_by_where_they_stand(root: Path) -> None:
    """The annexe was sent on the day of the signature: its date is its own all the same."""
    text, _ = taught(root, "ANNEXE 3 : Les interlocuteurs à la Caf\n\nCTG ; partenaire : Communauté de communes du Val de Brume\n\nDate de transmission : 9 février 2026", document="annexe-3")  # fmt: skip
    assert "Date de transmission : {{ annexe_3.date_transmission }}" in text


def test_parties_set_in_blocks_agree_line_by_line(root: Path) -> None:
    text, asked = taught(root, """Convention CTG

Entre :

Caisse d'allocations familiales de l'Éloire

représentée par sa directrice, Madame Odile LAMPION

Et

Communauté de communes du Val de Brume

3 place du Lavoir, 99310 Brumeval

Représentée par sa présidente, Madame Aurore TISANE""")  # fmt: skip
    assert "{{ caf.represente }} par {{ caf.signataire.son_fonction }}" in text
    assert "{{ partenaire.represente.capitalize() }} par {{ partenaire.signataire.son_fonction }}" in text  # fmt: skip
    assert asked == {}


def test_a_seat_and_a_signatory_of_another_time_are_to_decide(root: Path) -> None:
    """The partner has moved since it signed, and somebody else signs: nothing in the data says the former words."""
    text = PARTIES.replace("Val de Brume, ", "Val de Brume, dont le siège est situé 9 quai Ancien, 99000 Autreville, ")  # fmt: skip
    _, asked = taught(root, text.format("Monsieur Jean-Luc ANCIEN", "CTG"))
    assert asked["9 quai Ancien, 99000 Autreville"][0] == "partenaire.adresse"
    assert asked["Jean-Luc ANCIEN"][0] == "partenaire.representant"
    assert "partenaire.civilite" in asked["Monsieur"]


def test_a_delegation_is_learned(root: Path) -> None:
    text = PARTIES.replace("Communauté de communes du Val de Brume", "Communauté d'agglomération des Hautes-Eaux-Vives")  # fmt: skip
    who = (
        "le vice-président délégué, par délégation de la Présidente, Monsieur Jean-Eudes BRINDILLE"
    )
    made, _ = taught(root, text.format(who, "CTG"), "ca-hautes-eaux-vives")
    said = "partenaire.signataire.delegation | titre"
    assert f"la_fonction }}}}{{% if {said} %}}, {{{{ {said} }}}}{{% endif +%}}, {{{{ partenaire.signataire.civilite_longue }}}}" in made  # fmt: skip


def decide(root: Path, **choices: str) -> int:
    """Write these choices, by words, in the model's decisions, and apply them."""
    file = root / "templates/appris" / decisions.FILE
    out, words = [], ""
    for row in file.read_text(encoding="utf-8").splitlines():
        words = row.partition("mots: ")[2].strip('"') or words
        wanted = choices.get(words.replace(" ", "_"))
        out.append(f"    choix: {wanted}" if row.startswith("    choix:") and wanted is not None else row)  # fmt: skip
    file.write_text("\n".join(out) + "\n", encoding="utf-8")
    return main(["template", "decide", "appris", "--root", str(root)])


def test_a_choice_changed_after_it_was_applied_is_applied_again(root: Path) -> None:
    before, _ = taught(root, PARTIES.format("Madame Aurore TISANE", "CTG. La présidente signe à Montbrume."))  # fmt: skip
    path = root / "templates/appris/convention.md"
    assert decide(root, La_présidente="partenaire.la_fonction | capitale") == 1
    assert "partenaire.signataire.la_fonction | capitale" in path.read_text(encoding="utf-8")
    assert decide(root, La_présidente="texte", Montbrume="convention.lieu") == 1
    text = path.read_text(encoding="utf-8")
    assert "la_fonction | capitale" not in text
    assert '"La présidente" | decide' not in text  # the preposition or article never stays twice
    assert '("La présidente") | decide' in text
    assert decide(root, La_présidente="", Montbrume="", à_Montbrume="") == 1
    assert path.read_text(encoding="utf-8") == before


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        ("partenaire.accord", "« partenaire.accord » n'est pas possible"),
        ("partenaire.civilite", "« partenaire.civilite » n'est pas possible"),
        ("partenaire.nom | upper", "n'est pas possible"),
        ("texte | titre", "n'est pas possible"),
    ],
)
def test_a_choice_that_the_words_cannot_have_is_refused(root: Path, choice: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    taught(root, PARTIES.format("Madame Aurore TISANE", "CTG. La présidente signe."))
    before = (root / "templates/appris/convention.md").read_bytes()
    assert decide(root, La_présidente=choice) == 1
    assert said in capsys.readouterr().err
    assert (root / "templates/appris/convention.md").read_bytes() == before


def test_what_is_offered_by_mistake_and_what_a_hand_changed_are_refused(root: Path, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    taught(root, PARTIES.format("Madame Aurore TISANE", "CTG. La présidente signe."))
    file = root / "templates/appris" / decisions.FILE
    good = file.read_text(encoding="utf-8")
    file.write_text(good.replace("    possibles:\n", "    possibles:\n      - partenaire.age\n", 1), encoding="utf-8")  # fmt: skip
    assert decide(root) == 1
    assert "« partenaire.age » n'est pas possible parmi « possibles »" in capsys.readouterr().err
    file.write_text(good, encoding="utf-8")
    text = root / "templates/appris/convention.md"
    text.write_text(text.read_text(encoding="utf-8").replace('{{ "La présidente" | place(1) }}', "Elle"), encoding="utf-8")  # fmt: skip
    assert decide(root, La_présidente="texte") == 1
    assert "n'est plus dans le texte" in capsys.readouterr().err


def test_words_decided_to_be_text_are_read_as_nothing_else(root: Path) -> None:
    """A sign of Markdown in them prints as it is."""
    taught(root, PARTIES.format("Madame Aurore TISANE", "CTG. La présidente signe."))
    assert decide(root, La_présidente="texte") == 0
    assert main(["render", "--blank", "--root", str(root)]) == 0
    made = (root / "build/documents/vierges/appris/convention.md").read_text(encoding="utf-8")
    assert "CTG. La présidente signe." in made


def test_what_another_partner_has_not_leaves_no_trace(root: Path) -> None:
    """A delegation that another signatory does not have goes with its comma."""
    text = PARTIES.replace("Communauté de communes du Val de Brume", "Communauté d'agglomération des Hautes-Eaux-Vives")  # fmt: skip
    who = (
        "le vice-président délégué, Monsieur Jean-Eudes BRINDILLE, par délégation de la présidente"
    )
    taught(root, text.format(who, "CTG"), "ca-hautes-eaux-vives")
    assert "représentée par la présidente, Madame Aurore TISANE,\n" in filled(root, BRUME)


def test_what_a_partner_has_any_number_of_is_a_loop_and_a_missing_sigle_leaves_no_brackets(root: Path) -> None:  # fmt: skip
    """The missions of one partner are never those of another."""
    key, family = "ca-hautes-eaux-vives", "mon-compte-partenaire"
    made = Press(load(root), look(root / "templates", root / "templates")).complete(key)
    (root / "mcp.docx").write_bytes(made[f"{key}/{family}/convention.docx"])
    words = ["template", "learn", str(root / "mcp.docx"), "--partner", key, "--family", family, "--id", "mcp-appris", "--root", str(root)]  # fmt: skip
    assert main(words) == 0
    text = (root / "templates/mcp-appris/convention.md").read_text(encoding="utf-8")
    assert "{% for ligne in convention.missions %}" in text
    assert "petite enfance" not in text
    assert "{% if sigle %} ({{ sigle }}){% endif +%}" in text or "{{ gestionnaire }}" in text


@pytest.mark.parametrize("choice", ["garder", "texte"])
def test_learned_words_may_stay_as_they_are(root: Path, choice: str) -> None:
    """« garder » shows them as a place to fill by hand, « texte » as the words of all."""
    _, asked = taught(root, PARTIES.format("Madame Aurore TISANE", "CTG. La présidente signe."))
    assert {"garder", "texte"} <= set(asked["La présidente"])
    assert decide(root, La_présidente=choice) == 0
    assert "CTG. La présidente signe." in filled(root, BRUME)
