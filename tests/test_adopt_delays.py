"""Delays written in an official text, and the parameters they state."""

import re
from pathlib import Path

import pytest
from adopting import adopted, run, shipped, take
from word_files import p, raw

from generator.adoption import delays
from generator.cli.main import main
from generator.store import templates
from generator.store.parameters import Duration


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The shipped data and templates."""
    return shipped(tmp_path)


def test_delays_of_the_text_are_the_parameters_and_say_where_they_come_from(
    root: Path, capsys
) -> None:
    take(root)
    model = templates.read(root / "templates", "templates")[0]["caf99-2026"]
    assert dict(model.parametres)["preavis"] == Duration(2, "mois")
    assert dict(model.parametres)["duree"] == Duration(12, "mois")
    manifest = (root / "templates/caf99-2026/modele.yml").read_text(encoding="utf-8")
    assert "preavis: 2 mois   # article 4.1 : « deux mois »" in manifest
    assert "remise_attestation: 30 jours   # non reconnu dans le texte" in manifest
    assert "« quinze jours »" in capsys.readouterr().out


def test_a_parameter_changed_against_the_text_is_a_finding(root: Path, capsys) -> None:
    take(root)
    manifest = root / "templates/caf99-2026/modele.yml"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace("preavis: 2 mois", "preavis: 1 mois"), encoding="utf-8")  # fmt: skip
    capsys.readouterr()
    assert main(["check", "--rule", "X12", "--root", str(root)]) == 1
    assert "Le texte dit « deux mois », et le paramètre preavis vaut « 1\u00a0mois »" in capsys.readouterr().out  # fmt: skip


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("douze (12) mois", Duration(12, "mois")),
        ("12 (douze) mois", Duration(12, "mois")),
        ("un an", Duration(1, "ans")),
        ("Deux années", Duration(2, "ans")),
        ("trente jours", Duration(30, "jours")),
        ("quatre-vingt-dix jours", Duration(90, "jours")),
        ("une fois par an", Duration(12, "mois")),
        ("trois exemplaires", 3),
        ("douze (10) mois", None),
        ("quarante-cinq jours", Duration(45, "jours")),
        ("soixante-douze (72) mois", Duration(72, "mois")),
        ("soixante-et-un jours", Duration(61, "jours")),
        ("cent quatre-vingts jours", Duration(180, "jours")),
        ("vingt\u2011quatre mois", Duration(24, "mois")),
        ("un an et demi", Duration(18, "mois")),
        ("deux à trois mois", None),
        ("dix jours ouvrés", None),
        ("zéro mois", None),
        ("0 mois", None),
    ],
)
def test_a_delay_is_worth_what_its_words_and_figures_both_say(words: str, value: object) -> None:
    assert delays.worth(words) == value


@pytest.mark.parametrize(
    ("sentence", "parameter"),
    [
        ("Le préavis est d'un mois avant l'échéance annuelle.", "preavis"),
        ("Les comptes clos sont conservés deux ans à compter de la demande de clôture.", "conservation_comptes_clos"),
        ("La convention est conclue pour douze (10) mois.", None),
        ("Le règlement du 27 avril 2016 date de dix ans.", None),
        ("Toute demande est traitée en trois jours.", None),
        ("L'attestation est remise par le partenaire sous 30 jours.", None),
        ("Renouvelable par reconduction expresse, pour une durée de deux ans.", None),
        ("La tacite reconduction est écartée moyennant un préavis d'un mois.", "preavis"),
        ("Chaque partie peut la dénoncer par lettre, moyennant un préavis de trois (3) mois.", "preavis"),
        ("Préavis : 3 (trois) mois", "preavis"),
        ("Elle se dénonce avec un préavis de deux mois.", "preavis"),
        ("Elle se dénonce avec deux mois de préavis.", "preavis"),
        ("Chaque partie peut la résilier moyennant un préavis de deux mois.", None),
        ("Elle se dénonce sans préavis dans les trois mois.", None),
        ("Elle est reconductible tacitement par période d'un (1) an.", "reconduction"),
        ("La convention, non reconductible, est conclue pour une durée d'un an.", None),
        ("Les comptes clos sont conservés deux ans et ceux qui sont ouverts six mois.", None),
        ("Les comptes clos sont conservés deux ans. Les comptes clos sont gardés trois ans.", None),
    ],
)  # fmt: skip
def test_a_delay_states_a_parameter_only_by_its_own_sentence(sentence: str, parameter: str | None) -> None:  # fmt: skip
    text = adopted(raw(p(sentence))).files["convention.md"].decode()
    assert re.findall(r"vaut\(parametres\.(\w+)\)", text) == ([parameter] if parameter else [])


@pytest.mark.parametrize(
    "line",
    [
        "Chaque partie peut la résilier moyennant un préavis de six mois.",
        "Chaque partie peut la dénoncer avec un préavis de six semaines.",
        "Chaque partie peut la dénoncer avec un préavis de [à compléter] mois.",
        "La convention est conclue pour une durée d'un an, sauf préavis de six semaines.",
        "Chaque partie peut la dénoncer, avec préavis. Celui-ci est de six semaines.",
    ],
)
def test_a_notice_period_that_is_not_followed_is_told(root: Path, line: str, capsys) -> None:
    """Else every deadline would silently rest on the notice period of another model."""
    (root / "preavis.docx").write_bytes(raw(p("Convention avec la Caf") + p(line)))
    assert take(root, "preavis.docx") == 0
    printed = capsys.readouterr().out
    assert f"Attention, préavis non suivi : « {line} »" in printed
    assert "reposent sur preavis, qui vaut 1\u00a0mois par défaut" in printed
    manifest = (root / "templates/caf99-2026/modele.yml").read_text(encoding="utf-8")
    assert f"preavis: 1 mois   # à vérifier : le texte dit « {line} »" in manifest


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Elle se dénonce avec un préavis de quarante-cinq jours.", {"preavis": "45 jours"}),
        ("La convention est conclue pour soixante-douze mois et se renouvelle par tacite reconduction par périodes de vingt et un mois.", {"duree": "72 mois", "reconduction": "21 mois"}),
        ("La convention est conclue pour vingt-quatre mois, puis reconduite tacitement, par périodes d'un an.", {"duree": "24 mois", "reconduction": "1 an"}),
    ],
)  # fmt: skip
def test_a_long_number_is_never_read_from_its_end(line: str, expected: dict[str, str]) -> None:
    """« quarante-cinq jours » is not « cinq jours », of which letters would be sent too late."""
    manifest = adopted(raw(p("Convention avec la Caf") + p(line))).files["modele.yml"].decode()
    for name, value in expected.items():
        assert re.search(rf"^  {name}: {value} ", manifest, re.MULTILINE) or (value == "1 an" and f"  {name}: 12 mois   # «" in manifest)  # fmt: skip


TERMS = [
    ("La convention est conclue du 1er janvier 20.. au 31 décembre 20...", ["duree", "reconduction"]),
    ("Conclue pour trois ans, soit jusqu'au ………, la convention peut être renouvelée par reconduction expresse.", ["duree", "reconduction"]),
    ("La convention est conclue pour un an et se renouvelle par tacite reconduction d'un an, sans pouvoir excéder quatre ans.", ["reconduction"]),
    ("La convention est conclue pour un an. Elle est renouvelable une fois par tacite reconduction pour une période d'un an.", ["reconduction"]),
    ("La convention est conclue pour un an. Elle n'est pas renouvelable par tacite reconduction.", ["reconduction"]),
    ("La convention est conclue pour une durée de ___ an(s), renouvelable par tacite reconduction d'un an.", ["duree"]),
    ("La convention est conclue pour douze (12) mois, reconductible tacitement par périodes de douze (24) mois.", ["reconduction"]),
    ("La convention est conclue pour trois ans.", ["reconduction"]),
    ("La convention est conclue pour un an. Elle se renouvelle par tacite reconduction par périodes d'un an.", []),
    ("Les données sont conservées pendant la durée de la convention et deux ans après.", []),
]  # fmt: skip


@pytest.mark.parametrize(("line", "expected"), TERMS)
def test_a_term_or_a_renewal_that_is_not_followed_is_told(line: str, expected: list[str]) -> None:
    """Else due dates would be counted from another model's term, or from a renewal that the text excludes."""
    made = adopted(raw(p("Convention avec la Caf") + p(line)))
    assert sorted({each.parameter or "" for each in made.doubts}) == expected
    manifest = made.files["modele.yml"].decode()
    assert re.findall(r"(\w+): .*# à vérifier : le texte dit", manifest) == expected


def test_what_a_text_says_of_its_term_is_repeated_until_it_is_settled(root: Path, capsys) -> None:
    line = "La convention est conclue pour trois ans et peut être renouvelée par reconduction expresse."
    (root / "terme.docx").write_bytes(raw(p("Convention avec la Caf") + p(line)))
    assert take(root, "terme.docx") == 0
    printed = capsys.readouterr().out
    assert f"Attention, reconduction exclue ou limitée : « {line} ». greffe compte une reconduction tacite de 12\u00a0mois" in printed  # fmt: skip
    manifest = root / "templates/caf99-2026/modele.yml"
    for action in ("decide", "pin"):
        assert run(root, action, "caf99-2026") == 0
        assert f"Attention, reconduction à vérifier : « {line} »" in capsys.readouterr().out
    main(["check", "--rule", "X12", "--root", str(root)])
    assert f"Le texte dit « {line} », et greffe compte une reconduction tacite de 12 mois" in capsys.readouterr().out  # fmt: skip
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(re.sub(r"(reconduction: 12 mois).*", r"\1", text), encoding="utf-8")
    assert main(["check", "--rule", "X12", "--root", str(root)]) == 0
    assert line not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("rows", "said", "parameter"),
    [
        (
            (("Conservation des annexes", "5 ans"),),
            "Les annexes 1 et 2 sont conservées deux ans à compter de la fin de la convention.",
            "conservation_annexes",
        ),
        (
            (("Mise à jour de l'annexe 1", "tous les 6 mois"),),
            "Il procède à une revue annuelle et met à jour l'annexe 1 au moins une fois par an.",
            "mise_a_jour_annexe_1",
        ),
    ],
)
def test_two_passages_that_contradict_each_other_are_told(rows, said: str, parameter: str) -> None:
    doubt = adopted(in_table(*rows, said=said)).doubts[0]
    assert (doubt.parameter, doubt.why) == (parameter, "contradiction")
    assert said in doubt.said
    assert rows[0][1] in doubt.said


def test_figures_that_are_not_the_words_are_told(root: Path, capsys) -> None:
    line = "Chaque partie peut la dénoncer avec un préavis de trois (2) mois."
    (root / "deux.docx").write_bytes(raw(p("Convention avec la Caf") + p(line)))
    take(root, "deux.docx")
    assert f"Attention, le texte se contredit : « {line} ». Les échéances reposent sur preavis" in capsys.readouterr().out  # fmt: skip


def test_the_notice_of_termination_is_not_that_of_the_term() -> None:
    title = "<w:r><w:rPr><w:b/></w:rPr><w:t>{}</w:t></w:r>"
    line = "Chaque partie peut dénoncer la convention avec un préavis de six mois."
    for number, name, expected in (("4.1", "Durée", ["preavis"]), ("4.2", "Résiliation", [])):
        made = adopted(raw(p(title.format(f"Article {number} : {name}")) + p(line)))
        assert [each.parameter for each in made.delays if each.parameter] == expected
        assert ("preavis" in {each.parameter for each in made.doubts}) == (not expected)


def test_a_notice_period_that_is_followed_needs_no_warning(root: Path, capsys) -> None:
    take(root)
    assert "préavis non suivi" not in capsys.readouterr().out


def in_table(*rows: tuple[str, ...], said: str = "") -> bytes:
    laid = "".join(f"<w:tr>{''.join(f'<w:tc>{p(cell)}</w:tc>' for cell in row)}</w:tr>" for row in rows)  # fmt: skip
    return raw(f"{p('Convention avec la Caf')}{p(said)}<w:tbl>{laid}</w:tbl>")


@pytest.mark.parametrize(
    "rows",
    [
        (("Durée de la convention", "un an"), ("Préavis", "trois mois")),
        (("Durée de la convention", "Préavis"), ("un an", "trois mois")),
    ],
)
def test_a_delay_in_a_table_is_read_with_its_head(rows) -> None:
    made = adopted(in_table(*rows))
    stated = {each.parameter: each.words for each in made.delays}
    assert stated == {"duree": "un an", "preavis": "trois mois"}
    assert [each.parameter for each in made.doubts] == ["reconduction"]


def test_a_notice_period_of_a_table_that_is_not_followed_is_told() -> None:
    made = adopted(in_table(("Préavis", "six semaines")))
    assert [each.said for each in made.doubts] == ["Préavis : six semaines"]


def test_the_warning_comes_back_until_somebody_has_checked(root: Path, capsys) -> None:
    (root / "preavis.docx").write_bytes(in_table(("Préavis", "six semaines")))
    take(root, "preavis.docx")
    for action, code in (("decide", 0), ("pin", 0)):
        capsys.readouterr()
        assert run(root, action, "caf99-2026") == code
        assert (
            "Attention, préavis non suivi : « Préavis : six semaines »" in capsys.readouterr().out
        )
        manifest = root / "templates/caf99-2026/modele.yml"
        if action == "decide":
            text = manifest.read_text(encoding="utf-8")
    manifest.write_text(re.sub(r"(preavis: )1 mois   # à vérifier.*", r"\g<1>45 jours", text), encoding="utf-8")  # fmt: skip
    (root / "templates/empreintes.yml").unlink()
    assert run(root, "decide", "caf99-2026") == 0
    assert "préavis non suivi" not in capsys.readouterr().out


def test_a_model_shows_no_code_in_what_it_says_of_its_notice(root: Path, capsys) -> None:
    """X12 quotes a text as people read it: « {{ duree }} » is text there, written with references."""
    take(root)
    text = root / "templates/caf99-2026/convention.md"
    said = text.read_text(encoding="utf-8")
    said = re.sub(r'\{\{ "deux mois" \| vaut\(parametres.preavis\) \}\}', "&#123;&#123; n }} mois", said)  # fmt: skip
    text.write_text(
        f"{said}\nLe préavis est de &#123;&#123; n }}}} mois &lt;…>.\n", encoding="utf-8"
    )
    main(["check", "--rule", "X12", "--root", str(root)])
    printed = capsys.readouterr().out
    assert "préavis est de {{ n }} mois <…>" in printed
    assert "&#123;" not in printed
