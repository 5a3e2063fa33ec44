"""The places of an official text: bound when their words leave no doubt, else asked."""

import re
from pathlib import Path

import pytest
from adopting import BLANK, CAF, PARTNER, adopted, bindings, rendered, shipped, take
from word_files import p, raw


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The shipped data and templates."""
    return shipped(tmp_path)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (PARTNER + "dont le siège est situé [adresse]", "partenaire.adresse"),
        (PARTNER + "dont le siège est situé au ……………", "partenaire.adresse"),
        (PARTNER + "domiciliée à __________", "partenaire.adresse"),
        (PARTNER + "représentée par M./Mme [à compléter]", "partenaire.signataire.nom_complet"),
        (PARTNER + "représentée par M. ou Mme __________,", "partenaire.signataire.nom_complet"),
        (PARTNER + "agissant en qualité de [à compléter]", "partenaire.signataire.de_fonction"),
        (CAF + "représentée par [Prénom NOM]", "caf.signataire.nom_complet"),
        (CAF + "représentée par son/sa directeur/directrice", "caf.signataire.son_fonction"),
        (CAF + "SIRET du siège : [adresse du siège]", "caf.adresse"),
        ("Le département de [à compléter], dit", "partenaire.Le_nom"),
        ("Et l'association [nom de l'association], dite", "partenaire.le_nom"),
        (PARTNER + "SIRET du siège : [à compléter]", "siret"),
        (PARTNER + "représentée par [à compléter]", None),
        (PARTNER + "représentée par [nom, prénom, qualité]", None),
        (PARTNER + "représentée par [à valider avec le service juridique]", None),
        (PARTNER + "joignable au [téléphone]", None),
        (PARTNER + "le/la [à compléter]", None),
        (PARTNER + "représentée par le/la [à compléter]", "partenaire.signataire.la_fonction"),
        (PARTNER + "représentée par son/sa ………………", "partenaire.signataire.son_fonction"),
        (PARTNER + "le/la [fonction]", "partenaire.signataire.la_fonction"),
        (PARTNER + "représentée par le/la [nom du partenaire]", None),
        ("Le/La [nom du partenaire], dont le siège est situé ici", "partenaire.Le_nom"),
        (PARTNER + "représentée par M. [prénom] [NOM]", "partenaire.signataire.nom_complet"),
        (
            PARTNER + "représentée par M. [Nom] [Prénom], présent",
            "partenaire.signataire.nom_complet",
        ),
        (PARTNER + "représentée par M. Nom : X, [prénom]", None),
        (PARTNER + "représentée par M. Untel, par délégation Mme [nom] [prénom]", None),
        (
            PARTNER + "représentée par M. Untel, ci-après désigné(e) « le partenaire »",
            "!partenaire.designe",
        ),
        (PARTNER + "représentée par M. Untel, désigné(e) par délibération", None),
        (PARTNER + "sis(e) 1 rue des Essais", "!partenaire.sis"),
        (PARTNER + "situé(e) 1 rue des Essais", "!partenaire.situe"),
        (PARTNER + "dont le siège est situé(e) 1 rue des Essais", None),
        ("La Caisse d'allocations familiales de [département], dit", "caf.Le_nom"),
        ("La Caisse d'allocations familiales de [nom du département], dit", "caf.Le_nom"),
        (
            CAF + "et sa cocontractante, dont le siège est situé [adresse du partenaire]",
            "partenaire.adresse",
        ),
        (
            "La Caisse d'allocations familiales du département de l'Éloire, sise [adresse]",
            "caf.adresse",
        ),
        (CAF + "et le partenaire, dont le siège est situé [adresse]", None),
        ("Le siège de la Caf est fixé en ville et celui du partenaire est situé [adresse]", None),
        (PARTNER + "qui écrit à la Caf, représentée par [Prénom NOM]", None),
        (
            CAF + "sise ici. Le partenaire est représenté par M. [nom]",
            "partenaire.signataire.nom_complet",
        ),
        ("La collectivité [nom], dite", "partenaire.Le_nom"),
        ("La communauté de communes/d'agglomération [nom], dite", "partenaire.Le_nom"),
        ("La commune/Le département/L'EPCI [nom], dit", "partenaire.Le_nom"),
        ("La communauté de communes ou d'agglomération de [nom], dite", "partenaire.Le_nom"),
        ("La commune de [nom] ou l'EPCI [nom], dit", None),
        (PARTNER + "représentée par [Civilité]", "!partenaire.signataire.civilite_longue"),
        (PARTNER + "représentée par Untel, Maire ou Président(e)", None),
        ("La présente a lieu dans la commune de [nom], dite", None),
        (PARTNER + "représentée par M. (nom, prénom)", "partenaire.signataire.nom_complet"),
        ("Et (dénomination du partenaire), partenaire de la convention", "partenaire.Le_nom"),
        (PARTNER + "représentée par M. «Nom_representant» ici", None),
        (PARTNER + "ci-après « le partenaire » (la commune)", ""),
        (PARTNER + "représentée par M./Mme Untel, domicilié(e) en cette qualité au siège", None),
        (PARTNER + "domicilié(e) ès qualités au siège", None),
        ("ci-après la commune et la Caf dénommé(e)s les parties", ""),
        (PARTNER + "voir la note [1] et l'article […]", ""),
    ],
)
def test_a_place_is_bound_only_when_its_words_leave_no_doubt(line: str, code: str | None) -> None:
    text = adopted(raw(p("Entre :") + p(line))).files["convention.md"].decode()
    found = re.findall(r"\{\{ ([\w.]+) \| sinon", text)
    found += [f"!{each}" for each in re.findall(r"inconnu else ([\w.]+) \}\}", text)]
    assert found == ([code] if code else [])
    assert ("| place(1)" in text) == (code is None)


@pytest.mark.parametrize(
    "line",
    [
        f"Le/La {BLANK}, n° SIRET 000, dont le siège est situé rue des Essais",
        f"Le/La {BLANK}, dont le siège est situé rue des Essais",
        f"le/la {BLANK}, ci-après dénommée « le partenaire »",
        "Le/La [nom], dont le siège est situé rue des Essais",
        "Le/La [nom du partenaire], dont le siège est situé rue des Essais",
    ],
)
def test_a_party_left_blank_after_its_article_is_named(line: str) -> None:
    """Else the convention would be signed by « la présidente », and the party never named."""
    found = bindings(raw("".join(map(p, ["Entre :", "La Caf de l'Exemple", "Et", line]))))
    assert found == [f"partenaire.{line[:2]}_nom"]


def test_a_party_left_blank_is_printed_with_its_own_words(root: Path, capsys) -> None:
    line = f"Le/La {BLANK}, sis(e) {BLANK} , représenté(e) par M./Mme [prénom] [NOM], ci-après désigné(e) « le partenaire »."
    (root / "blanc.docx").write_bytes(raw("".join(map(p, ["Convention de la Caf", "Entre :", "La Caf de l'Exemple", "Et", line]))))  # fmt: skip
    assert take(root, "blanc.docx") == 0
    made = rendered(root, "cc-val-de-brume")["cc-val-de-brume"]
    assert "La Communauté de communes du Val de Brume, sise " in made
    assert re.search(r"représentée par Mme (?!.*(\b\w+ [A-Z]+\b).*\1).*, ci-après désignée « le partenaire »\.", made)  # fmt: skip


@pytest.mark.parametrize(
    "lines",
    [
        ["Entre :", "La Caf de l'Exemple, sise ici", "Et", f"Le/La {BLANK}, partie à la convention"],
        ["Entre :", "La Caf de l'Exemple, sise ici", "d'une part,", f"Le/La {BLANK}, dont le siège est situé ici"],
        [f"Entre la Caf de l'Exemple, et le/la {BLANK}, dont le siège est situé ici"],
        [f"Entre la Caf de l'Exemple, représentée par sa directrice, et le/la {BLANK}, dont le siège est situé ici"],
        ["Fait à Montbrume", f"Pour le/la {BLANK}"],
    ],
)  # fmt: skip
def test_a_blank_after_an_article_that_may_be_the_party_is_asked_with_its_name(lines) -> None:
    (question,) = adopted(raw("".join(map(p, lines)))).questions
    assert {"partenaire.le_nom", "partenaire.Le_nom", "partenaire.la_fonction"} <= set(question.possibles)  # fmt: skip


def test_the_name_of_the_partner_is_put_over_its_signature() -> None:
    text = p("Fait à Montbrume") + p("Pour le/la [nom du partenaire]")
    assert bindings(raw(text)) == ["partenaire.le_nom"]


def test_a_delegate_is_never_the_person_who_delegates() -> None:
    line = PARTNER + "représentée par M./Mme [nom] [prénom], par délégation M./Mme [nom] [prénom]"
    made = adopted(raw(p("Entre :") + p(line)))
    assert [each.words for each in made.bound] == ["M./Mme", "[nom] [prénom]"]
    assert [each.mots for each in made.questions] == ["M./Mme", "[nom] [prénom]"]


@pytest.mark.parametrize(
    ("dots", "place"),
    [("…………… .", "……………"), ("…………….", "……………"), ("...........", ".........."), ("……………", "……………")],
)
def test_the_full_stop_of_a_sentence_is_not_of_its_place(dots: str, place: str) -> None:
    made = adopted(raw(p("Entre :") + p(f"{PARTNER}dont le siège est situé au {dots}")))
    assert [each.words for each in made.bound] == [place]


@pytest.mark.parametrize("line", ["Adresse : ........", "Fait à ........, le ........"])
def test_the_dots_of_a_form_have_no_full_stop(line: str) -> None:
    (*_, last) = adopted(raw(p("Entre :") + p(PARTNER) + p(line))).bound
    assert last.words == "........"


@pytest.mark.parametrize(
    ("line", "words", "binding"),
    [
        ("La Caf de [à compléter] gère.", "La Caf de [à compléter]", "caf.Le_nom_court"),
        ("Les élus de la Caf de la ……… gèrent.", "la Caf de la ………", "caf.le_nom_court"),
        ("CAF de [département]", "CAF de [département]", "caf.nom_court"),
        ("À la caisse d'allocations familiales d'[ville].", "la caisse d'allocations familiales d'[ville]", "caf.le_nom"),
    ],
)  # fmt: skip
def test_the_name_of_the_caf_takes_its_own_words_with_it(line: str, words: str, binding: str) -> None:  # fmt: skip
    """Else « la Caf de la Caisse d'allocations familiales de l'Exemple »."""
    (place,) = adopted(raw(p(line))).bound
    assert (place.words, place.binding) == (words, binding)


@pytest.mark.parametrize(
    "line", ["La Caf de [adresse].", "La Caisse d'allocations familiales (Caf) de la ……… gère."]
)
def test_the_name_of_the_caf_is_not_offered_after_its_own_words(line: str) -> None:
    (question,) = adopted(raw(p(line))).questions
    assert question.possibles == ["garder", "texte", "rien"]


def test_the_name_of_the_partner_is_asked_with_the_words_that_open_it() -> None:
    """In a clause, « la commune de [nom] » may be the partner; its name says « Commune » already."""
    made = adopted(raw(p("Article 1 : Objet") + p("Les agents de la commune de [nom].")))
    (question,) = made.questions
    assert question.mots == "la commune de [nom]"
    assert question.possibles[0] == "partenaire.le_nom"


@pytest.mark.parametrize(
    ("line", "binding"),
    [
        (PARTNER + "sise [adresse][code postal][ville]", "partenaire.adresse"),
        (PARTNER + "sise [numéro et rue], [code postal] – [ville]", "partenaire.adresse"),
        (PARTNER + "habilitée par délibération n° [numéro], sise ici", "acte.numero"),
        (PARTNER + "habilitée par délibération du [date], sise ici", "acte.date"),
        (PARTNER + "habilitée par délibération du ../../...., sise ici", "acte.date_chiffres"),
        (PARTNER + "SIREN ……………", "partenaire.siren"),
    ],
)
def test_what_the_data_know_of_a_partner_is_bound(line: str, binding: str) -> None:
    made = adopted(raw(p("Entre :") + p(line)))
    (place,) = made.bound
    assert (place.binding or "").partition(" | ")[0] == binding
    assert made.questions == ()


def test_a_whole_address_is_never_printed_beside_its_own_town() -> None:
    made = adopted(raw(p("Entre :") + p(PARTNER + "sise [adresse] dans le canton de [ville]")))
    assert made.bound == ()
    assert [each.possibles[0] for each in made.questions] == ["partenaire.adresse", "partenaire.adresse_ville"]  # fmt: skip


@pytest.mark.parametrize(
    ("place", "likely"),
    [
        ("SIRET : [SIRET]", "partenaire.siret"), ("Courriel : [courriel]", "garder"),
        ("Vu la délibération du [date]", "acte.date"), ("la CTG [nom de la CTG]", "convention.cadre"),
        ("la CTG, qui court du [date]", "convention.cadre_debut"),
        ("la CTG court du 1er mai 2026 au [date]", "convention.cadre_fin"),
        ("avec [à compléter]", "garder"), ("pour X mois", "garder"),
    ],
)  # fmt: skip
def test_the_likeliest_comes_first(place: str, likely: str) -> None:
    (question,) = adopted(raw(p("Article 1 : Objet") + p(f"Le texte {place}."))).questions
    assert question.possibles[0] == likely
    assert {"garder", "texte"} <= set(question.possibles)
