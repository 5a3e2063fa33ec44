"""The act that authorises the signature: right organ, right person, right tribunal, nothing invented, nothing drawn."""

import re
from functools import cache
from typing import Any

import pytest
import records
from account_records import accounts_partner, service

from generator.documents import markdown, templates
from generator.documents.texts import Author
from generator.documents.views import acts
from generator.store import templates as store
from generator.store.dataset import load
from generator.store.locations import PROJECT
from generator.store.parameters import ActTemplate, Template
from generator.store.schema.partner import PUBLIC_BODIES, Partner
from generator.store.territories import DEPARTEMENTS
from generator.store.tribunals import TRIBUNALS

ALL, TEXTS, _ = store.load_all(PROJECT / "templates", "templates")
MODEL = "acte-autorisant-2026"
NATURES = ("deliberation", "decision")
HOLE = r"None|\(\)| [,.]|« »|[{}]|,,|\b(?:de|du|des) (?:de|du|des|le|les|d')\b|\bà les?\b"
"""What an empty value or a bad agreement leaves in a sentence."""

# Kind, name, who signs, département of the Caf, postcode -> organ, who leads, tribunal.
PARTNERS = [
    ("commune", "Commune du Puits-Bavard", ("Mme", "maire"), "31", "31000", "conseil municipal", "Madame la Maire", "de Toulouse"),
    ("commune", "Commune d'Autrelieu", ("M.", "maire"), "59", "59000", "conseil municipal", "Monsieur le Maire", "de Lille"),
    ("communaute-de-communes", "Communauté de communes du Val", ("Mme", "président"), "11", "11000", "conseil communautaire", "Madame la Présidente", "de Montpellier"),
    ("communaute-d-agglomeration", "Communauté d'agglomération des Eaux", ("M.", "président"), "45", "45000", "conseil communautaire", "Monsieur le Président", "d'Orléans"),
    ("communaute-urbaine", "Communauté urbaine du Port", ("Mme", "présidente"), "93", "93000", "conseil communautaire", "Madame la Présidente", "de Montreuil"),
    ("metropole", "Métropole des Fictions", ("M.", "président de la métropole"), "2A", "20000", "conseil de la métropole", "Monsieur le Président de la métropole", "de Bastia"),
    ("departement", "Département du Val-Fictif", ("M.", "président du conseil départemental"), "971", "97100", "conseil départemental", "Monsieur le Président du conseil départemental", "de la Guadeloupe"),
    ("syndicat", "Syndicat intercommunal des Trois Clochers", ("Mme", "président"), "974", "97400", "comité syndical", "Madame la Présidente", "de La Réunion"),
    ("ccas", "Centre communal d'action sociale de Testville", ("Mme", "vice-président"), "75", "75010", "conseil d'administration", "Madame la Vice-présidente", "de Paris"),
    ("cias", "Centre intercommunal d'action sociale du Val", ("M.", "président"), "06", "06000", "conseil d'administration", "Monsieur le Président", "de Nice"),
]  # fmt: skip


def holder(civility: str, function: str, **more: Any) -> dict[str, Any]:
    return {"civilite": civility, "prenom": "Paul", "nom": "BRINDILLE", "fonction": function} | more


def read(
    nature: str, partner: Partner | None = None, departement: str = "59", index: int = 0
) -> str:
    """The act as read, without the marks of typography."""
    partner = partner or records.partner({"signature": None})
    template, model = ALL[MODEL], ALL[partner.conventions[index].modele]
    assert isinstance(template, ActTemplate)
    assert isinstance(model, Template)
    view = acts.context(
        acts.Subject(template, partner, records.caf(departement=departement), index, model, {"jardins": service().sigle})
    )  # fmt: skip
    rendered = templates.render(template, TEXTS[MODEL], nature, view, author=partner.nom)
    return records.plain(markdown.write(rendered))


@pytest.mark.parametrize("nature", NATURES)
@pytest.mark.parametrize(("kind", "name", "who", "code", "postcode", "organ", "leader", "tribunal"), PARTNERS)  # fmt: skip
def test_each_kind_of_partner_has_its_organ_its_head_and_its_tribunal(
    nature: str, kind: str, name: str, who: tuple[str, str], code: str, postcode: str,
    organ: str, leader: str, tribunal: str,
) -> None:  # fmt: skip
    """And no sentence of the act is left with a hole."""
    for make, platform in (
        (records.partner, "Coopération"),
        (accounts_partner, "Mon Compte Partenaire"),
    ):
        fields = {"type": kind, "nom": name, "representant": holder(*who), "siret": None,
                  "adresse": {"code_postal": postcode, "commune": "Testville"}}  # fmt: skip
        said = read(nature, make({"signature": None}, **fields), code)
        assert organ in said
        assert leader in said
        assert f"devant le tribunal administratif {tribunal}." in said
        assert "dans un délai de deux mois à compter de sa publication" in said
        assert not re.search(HOLE, said), said  # fmt: skip
        assert f"« {platform} »" in said


def test_a_partner_of_every_public_kind_is_tried() -> None:
    assert {row[0] for row in PARTNERS} == PUBLIC_BODIES


def test_every_departement_has_one_tribunal() -> None:
    """The 101, and no other: a Caf is of one of them."""
    assert set(TRIBUNALS) == set(DEPARTEMENTS)
    assert len(set(TRIBUNALS.values())) == 36
    assert all(re.match(r"(?:de (?:la |La )?|d')[A-ZÉ][\w-]+$", each) for each in TRIBUNALS.values())  # fmt: skip


@pytest.mark.parametrize(
    ("code", "town"),
    [("01", "de Lyon"), ("07", "de Lyon"), ("2B", "de Bastia"), ("30", "de Nîmes"), ("36", "de Limoges"),
     ("43", "de Clermont-Ferrand"), ("47", "de Bordeaux"), ("57", "de Strasbourg"), ("62", "de Lille"),
     ("78", "de Versailles"), ("84", "de Nîmes"), ("90", "de Besançon"), ("95", "de Cergy-Pontoise"), ("976", "de Mayotte")],
)  # fmt: skip
def test_the_tribunal_is_that_of_the_code(code: str, town: str) -> None:
    """A few that a careless table gets wrong (code de justice administrative, R. 221-3)."""
    assert TRIBUNALS[code] == town


def test_a_tribunal_is_never_guessed() -> None:
    """Unknown département, or a seat whose postcode is of another: to fill; the data may name one."""
    to_fill = "devant le tribunal administratif [à compléter : ville du tribunal]."
    seat = {"code_postal": "62000", "commune": "Ailleurs"}
    assert to_fill in read("deliberation", departement="99")
    assert to_fill in read("deliberation", records.partner({"signature": None}, adresse=seat))
    named = {"signature": None, "acte": {"nature": "deliberation", "tribunal": "Le Havre"}}
    assert "devant le tribunal administratif du Havre." in read("deliberation", records.partner(named))  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "code"), [("departement", "972"), ("metropole", "69"), ("commune", "75")]
)
def test_an_assembly_with_a_law_of_its_own_is_given_no_article_of_others(
    kind: str, code: str
) -> None:
    seat = {"code_postal": f"{code}00"[:5].ljust(5, "0"), "commune": "Testville"}
    said = read("deliberation", records.partner({"signature": None}, type=kind, nom="Métropole des Fictions", adresse=seat), code)  # fmt: skip
    assert "L'assemblée délibérante, réunie sous la présidence de" in said
    assert "Vu [à compléter : code et articles propres à ce partenaire] ;" in said
    assert not re.search(r"L\. (?:2121-29|3211-1|5211-1)", said)


@pytest.mark.parametrize(
    ("kind", "name", "deliberation", "decision"),
    [
        ("syndicat", "Syndicat intercommunal à vocation unique des Trois Clochers", "L. 2131-1, L. 5211-1 et L. 5211-3", "L. 2131-1, L. 5211-3 et L. 5211-10"),
        ("syndicat", "Syndicat de communes du Val", "L. 2131-1, L. 5211-1 et L. 5211-3", "L. 2131-1, L. 5211-3 et L. 5211-10"),
        ("syndicat", "Syndicat mixte du Val", "[à compléter : code et articles", "[à compléter : code et articles"),
        ("cias", "Centre intercommunal d'action sociale du Val", "L. 123-6 et R. 123-20", "R. 123-21 ([à compléter : alinéa de la délégation]) et R. 123-22"),
    ],
)  # fmt: skip
def test_a_syndicat_and_a_cias_have_the_articles_that_rule_them(kind: str, name: str, deliberation: str, decision: str) -> None:  # fmt: skip
    """A syndicat de communes is an EPCI (CGCT, L. 5212-1); of a syndicat mixte nothing tells the rules; a CIAS has those of centres d'action sociale."""
    partner = records.partner({"signature": None}, type=kind, nom=name)
    assert deliberation in read("deliberation", partner)
    assert decision in read("decision", partner)


def test_the_organ_that_the_data_name_is_the_one_that_decides() -> None:
    act = {"nature": "deliberation", "organe": "commission permanente"}
    made = records.partner({"signature": None, "acte": act}, type="departement", nom="Département du Val-Fictif")  # fmt: skip
    said = read("deliberation", made)
    assert "La commission permanente, réunie sous la présidence de" in said
    assert "Vu l'article L. 3211-2 du même code" in said
    assert "d'un recours gracieux adressé à la commission permanente ;" in said
    assert "Le conseil communautaire" in read("deliberation", records.partner({"signature": None, "acte": act | {"organe": "présidium"}}))  # fmt: skip


def test_a_decision_answers_to_the_assembly_whatever_organ_took_the_deliberation() -> None:
    """It is the assembly that delegates to its head, and is told (CGCT, L. 3211-2)."""
    act = {"nature": "deliberation", "organe": "commission permanente"}
    made = records.partner({"signature": None, "acte": act}, type="departement", nom="Département du Val-Fictif")  # fmt: skip
    said = read("decision", made)
    assert "Vu la délégation donnée par le conseil départemental" in said
    assert "compte de la présente décision au conseil départemental" in said
    assert "commission permanente" not in said


def test_a_signature_by_delegation_says_who_delegates() -> None:
    delegated = holder("M.", "vice-président délégué", qualite="delegation", delegant={"civilite": "Mme", "fonction": "président"})  # fmt: skip
    made = records.partner({"signature": None}, representant=delegated)
    assert "autorise Madame la Présidente, ou par délégation Monsieur le Vice-président délégué, à signer" in read("deliberation", made)  # fmt: skip
    said = read("decision", made)
    assert "La Présidente,\n" in said
    assert "signés par Madame la Présidente ou, par délégation, par Monsieur le Vice-président délégué." in said  # fmt: skip
    assert "| La Présidente |\n|---|\n| [à compléter : prénom et nom] |" in said


def test_an_interim_is_said() -> None:
    made = records.partner({"signature": None}, representant=holder("Mme", "président", qualite="interim"))  # fmt: skip
    assert "autorise Madame la Présidente par intérim à signer" in read("deliberation", made)


def test_who_signs_without_leading_does_not_take_the_decision() -> None:
    """A directeur general may be allowed to sign; the décision is the president's, whom the data do not know."""
    made = records.partner({"signature": None}, representant=holder("M.", "directeur général des services"))  # fmt: skip
    said = read("decision", made)
    assert "[à compléter : Le Président ou La Présidente]," in said
    assert "signés par Monsieur le Directeur général des services." in said
    adjoint = records.partner({"signature": None}, type="commune", nom="Commune d'Autrelieu", representant=holder("Mme", "maire adjoint"))  # fmt: skip
    assert "charge [à compléter : Monsieur le Maire ou Madame la Maire] de" in read("deliberation", adjoint)  # fmt: skip


def test_the_act_lists_what_is_really_signed() -> None:
    """Contrat, one bulletin a service, the e-signature sheet if there is one; no list of people."""
    without = accounts_partner({"signature": None, "signature_electronique": None})
    assert "- bulletin d'adhésion au service SJP." in read("deliberation", without)
    sheet = accounts_partner({"signature": None, "signature_electronique": {}})
    said = read("deliberation", sheet)
    assert "- bulletin d'adhésion au service SJP ;\n- feuillet d'adhésion à la solution de signature électronique de la Caf." in said  # fmt: skip
    none = accounts_partner({"signature": None, "signature_electronique": None, "bulletins": []})
    assert "- contrat de service.\n" in read("deliberation", none)
    assert "Ne sont pas joints à l'acte publié les documents qui nomment des personnes" in said
    masked = "Le contrat de service nomme le responsable sécurité et d'autres interlocuteurs : leurs noms et leurs coordonnées sont masqués"
    assert masked in said
    assert masked not in read("deliberation", records.partner({"signature": None}))


@pytest.mark.parametrize("nature", NATURES)
def test_number_day_vote_and_receipt_are_to_fill_whatever_is_known(nature: str) -> None:
    """A text that greffe wrote never passes for the act that was taken, nor shows a receipt."""
    act = {"nature": nature, "numero": "2026-47", "date": "2026-03-10",
           "transmission": {"recu_le": "2026-03-13", "identifiant": "059-200000008-20260310-202647-DE"}}  # fmt: skip
    said = read(nature, records.partner({"acte": act}))
    assert not re.search(r"2026-47|mars|20260310", said)
    for line in ("n° [à compléter : numéro]", "Transmis au représentant de l'État le [à compléter : date], publié le [à compléter : date]", "Identifiant de l'accusé de réception : [à compléter : identifiant]"):  # fmt: skip
        assert line in said
    if nature == "deliberation":
        for line in ("Membres en exercice", "Membres présents", "Votants", "Pour", "Contre", "Abstentions"):  # fmt: skip
            assert f"| {line} | [à compléter : nombre] |" in said


def test_a_project_is_given_until_the_act_or_the_signature_is_known() -> None:
    """And never to a private body, which its statutes bind."""
    unsigned = {"signature": None}
    assert acts.awaited(records.partner(unsigned), 0) == NATURES
    assert acts.awaited(records.partner(unsigned | {"acte": {"nature": "decision"}}), 0) == ("decision",)  # fmt: skip
    assert acts.awaited(records.partner(unsigned | {"acte": {"nature": "decision", "numero": "4"}}), 0) == ()  # fmt: skip
    assert acts.awaited(records.partner(), 0) == ()
    for kind in ("association", "msa", "autre"):
        assert acts.awaited(records.partner(unsigned, type=kind), 0) == ()


@cache
def shipped() -> Any:
    return load(PROJECT)


def test_every_shipped_public_partner_has_a_whole_act_in_both_natures() -> None:
    """Every value printed is a value: no empty words, no bracket but the places to fill."""
    data, made = shipped(), 0
    for key, entry in data.partners.items():
        if entry.record.type not in PUBLIC_BODIES:
            continue
        for index in range(len(entry.record.conventions)):
            for draft in Author(data).acts(key, index, NATURES):
                said = records.plain(markdown.write(draft.rendered))
                assert not re.search(HOLE, said), (key, said)
                assert draft.identity.template == MODEL
                assert draft.rendered.author == entry.record.nom
                made += 1
    assert made >= 30
