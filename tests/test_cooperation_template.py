"""The shipped text: every fact of the field, every variant of wording, numbers from modele.yml alone."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from records import (
    DOCUMENTS,
    SINCE,
    TEMPLATE,
    TEMPLATES,
    caf,
    chosen,
    contact,
    only,
    partner,
    section,
    signatory,
    text,
    view,
    words,
)

from generator.documents.views.convention import blank, publishable
from generator.store.parameters import (
    CooperationParameters,
    Duration,
    Password,
    Template,
    Validation,
)

HEADINGS = {
    "préambule": "Préambule",
    "1": "Article 1 : Objet de la convention",
    "2": "Article 2 : Obligations et engagements des parties",
    "2.1": "2.1 Obligation de la Caf",
    "2.2": "2.2 Obligation du partenaire",
    "3": "Article 3 : Modalités pratiques relatives à l'accès à la plateforme",
    "3.1": "3.1 : Demande initiale d'accès à la plateforme",
    "3.2": "3.2 : Ouverture de nouveaux accès après la demande initiale",
    "3.3": "3.3 : Clôture de l'accès en cas de départ ou de changement de mission",
    "3.4": "3.4 : Modalités de délivrance et de renouvellement des informations d'authentification aux utilisateurs",
    "3.5": "3.5 : Engagements du partenaire",
    "4": "Article 4 : Durée et résiliation de la convention",
    "4.1": "4.1 : Durée",
    "4.2": "4.2 : Résiliation",
    "5": "Article 5 : Exécution formelle de la convention",
    "6": "Article 6 : Responsabilité",
    "7": "Article 7 : Règlement des litiges",
}

FACTS = [
    ("préambule", "accord-cadre politique et stratégique"),
    ("préambule", "principalement des collectivités"),
    ("préambule", "à élaborer, à mettre en œuvre et à suivre un projet social partagé du territoire"),
    ("préambule", "l'accès aux droits et l'inclusion numérique, la petite enfance, la parentalité, la jeunesse, l'animation de la vie sociale et le logement"),
    ("préambule", "stratégique et prospective"),
    ("préambule", "l'offre et les besoins"),
    ("préambule", "plan d'action à l'échelle du département"),
    ("préambule", "l'accueil des jeunes enfants et le soutien à la parentalité"),
    ("préambule", "peut s'étendre aux structures de jeunesse et à l'animation de la vie sociale"),
    ("préambule", "caractéristiques de chaque territoire, à ses enjeux et aux besoins sociaux de ses habitants"),
    ("préambule", "statistiques"),
    ("préambule", "conseillers en action sociale, travailleurs sociaux, chargés de mission"),
    ("préambule", "outils techniques et financiers"),
    ("préambule", "coordination et une transversalité plus fortes et un investissement social renforcé"),
    ("préambule", "vision partagée des enjeux, des synergies, un meilleur emploi des moyens, des actions nouvelles et des projets innovants"),
    ("préambule", "https://ctg.caf.fr"),
    ("préambule", "partenaires signataires qui y sont habilités"),
    ("préambule", "subordonné à l'adhésion à la présente convention"),
    ("1", "le partenaire adhère à la plateforme"),
    ("1", "au personnel du partenaire"),
    ("1", "gratuit"),
    ("1", "usage professionnel et non commercial"),
    ("2", "devoir général de conseil, d'information et de recommandation"),
    ("2", "Pendant toute la durée de la convention"),
    ("2", "confidentialité"),
    ("2", "règlement (UE) 2016/679 du 27 avril 2016"),
    ("2", "loi n° 78-17 du 6 janvier 1978"),
    ("2", "sans délai de tout incident de sécurité"),
    ("2", "contrôles des connexions"),
    ("2.1", "exclusivement au traitement des demandes d'accès et à la bonne gestion de l'outil"),
    ("2.1", "aucune utilisation commerciale ou publicitaire"),
    ("2.1", "annexes 1 et 2 sont conservées pendant 2 ans à compter de la fin de la convention, en vue d'un éventuel contentieux"),
    ("2.1", "comptes clos sont conservées pendant 2 ans à compter de la date de la demande de fin d'habilitation portée dans l'annexe 1"),
    ("2.1", "nouvelle annexe 1 entraîne la suppression de la précédente"),
    ("2.1", "pendant 6 mois à compter de la fin de l'habilitation, à des fins de traçabilité et de sécurité"),
    ("2.1", "demande dans un délai de 6 mois à compter de la fin de l'habilitation, la Caf délivre une attestation de destruction"),
    ("2.1", "mentions d'information relatives à la protection des données"),
    ("2.1", "à tout moment, vérifier le respect de la présente convention par le partenaire et par ses prestataires"),
    ("2.1", "tout document justificatif"),
    ("2.1", "contrôler les revues des habilitations"),
    ("2.1", "« responsable des habilitations », qui contrôle les habilitations"),
    ("2.1", "« responsable sécurité », interlocuteur en cas d'incident"),
    ("2.1", "« référent problèmes techniques », qui relaie les incidents techniques dans les outils internes de la Caf"),
    ("2.1", "envoi d'une nouvelle annexe 3"),
    ("2.2", "secret professionnel, dans les conditions de l'article 226-13 du code pénal"),
    ("2.2", "la confidentialité et la discrétion"),
    ("2.2", "ni remis à des tiers sans l'accord préalable, écrit et exprès de la Caf"),
    ("2.2", "ne prendre aucune copie"),
    ("2.2", "qu'aux personnes qui ont qualité pour en connaître"),
    ("2.2", "sécurité physique, afin d'empêcher leur déformation, leur endommagement ou leur utilisation détournée"),
    ("2.2", "aucune copie à la fin de la convention"),
    ("2.2", "attestation de destruction, signée par une personne ayant pouvoir"),
    ("2.2", "reconstituer ce qui serait perdu par sa faute"),
    ("2.2", "au personnel et aux prestataires du partenaire"),
    ("2.2", "signe avec chacun de ses prestataires un engagement de confidentialité"),
    ("2.2", "en particulier de la fin d'une mission ou d'un départ"),
    ("2.2", "procède à la revue des habilitations au moins une fois par an"),
    ("2.2", "interlocuteur principal de la Caf, qui transmet l'annexe 1 et la met à jour au moins une fois par an"),
    ("2.2", "« responsable sécurité »"),
    ("2.2", "envoi d'une nouvelle annexe 2"),
    ("2.2", "torts exclusifs du partenaire"),
    ("2.2", "articles 226-17 et 226-5 du code pénal"),
    ("2.2", "demeurent après la fin de la convention"),
    ("3.1", "La signature de la convention précède toute demande d'accès"),
    ("3.1", "nom, prénom(s), adresse électronique professionnelle, qualité et/ou fonction"),
    ("3.1", "a reçu à la fois la convention signée par le partenaire et l'annexe 1"),
    ("3.2", "à tout moment, demander de nouveaux accès par l'envoi d'une nouvelle annexe 1"),
    ("3.2", "continuent d'y figurer"),
    ("3.2", "supprime l'annexe 1 précédente"),
    ("3.3", "demande sans délai la clôture"),
    ("3.3", "à la date de l'envoi, datent de moins de 2 ans figurent obligatoirement dans la seconde liste"),
    ("3.3", "datent de plus de 2 ans ne doivent plus y figurer"),
    ("3.3", "La première liste est mise à jour dans le même envoi"),
    ("3.4", "L'identifiant de connexion est l'adresse électronique professionnelle"),
    ("3.4", "choisi par l'utilisateur"),
    ("3.4", "un courriel contenant un lien qui lui permet de créer son mot de passe"),
    ("3.4", "au moins 8 caractères, dont 1 lettre majuscule, 1 lettre minuscule, 1 chiffre et 1 caractère spécial"),
    ("3.4", "ne connaît pas les mots de passe et ne les gère pas"),
    ("3.4", "modifier son mot de passe à tout moment"),
    ("3.4", "perte ou de vol"),
    ("3.4", "lien à usage unique"),
    ("3.4", "réservé aux personnes habilitées, dans le respect des conditions d'utilisation du site"),
    ("3.5", "aux agents habilités, nommément désignés"),
    ("3.5", "à aucune autre personne"),
    ("3.5", "échange entre agents, ces codes étant strictement personnels"),
    ("3.5", "informer la Caf des changements"),
    ("4.1", "pour une durée de 12 mois à compter de sa signature"),
    ("4.1", "tacite reconduction, pour des périodes de 12 mois, afin de couvrir la période de la CTG ou du SDSF"),
    ("4.1", "Chaque partie peut s'opposer au renouvellement, par lettre recommandée avec accusé de réception, au moins 1 mois avant la date d'échéance annuelle"),
    ("4.2", "utilisation abusive des données, la Caf peut résilier la convention à tout moment, par lettre recommandée avec accusé de réception"),
    ("4.2", "prend effet à la réception"),
    ("4.2", "de plein droit en cas de fermeture du site"),
    ("5", "avenant signé par les deux parties"),
    ("5", "articles 2.1, 2.2, 3.2 et 3.3, n'exige pas d'avenant"),
    ("5", "réputée non écrite"),
    ("5", "sauf si l'objet de la convention en est affecté"),
    ("5", "après discussion, à un avenant ou à une résiliation d'un commun accord"),
    ("5", "la clause prévaut"),
    ("6", "ses propres actes et de ceux de son personnel"),
    ("6", "Ni la Caf ni la Cnaf ne répondent des manquements du partenaire, de ses agents ou de ses salariés"),
    ("7", "d'abord de régler leurs litiges à l'amiable"),
    ("7", "juridiction compétente"),
    ("7", "Fait en deux exemplaires originaux, à Testville, le 15 janvier 2026"),
]  # fmt: skip


@pytest.mark.parametrize(("article", "phrase"), FACTS)
def test_every_fact_is_said_in_its_article(article: str, phrase: str) -> None:
    assert phrase in section(text(), HEADINGS[article])


def test_titles_stand_in_their_order_and_are_the_only_ones() -> None:
    headings = re.findall(r"^##+ (.*)$", text(), re.MULTILINE)
    assert headings == list(HEADINGS.values())


# A value other than the shipped one for each parameter of the text.
OTHER: dict[str, Any] = {
    "duree": Duration(37, "mois"),
    "reconduction": Duration(35, "mois"),
    "preavis": Duration(3, "mois"),
    "revue": Duration(6, "mois"),
    "mise_a_jour_annexe_1": Duration(3, "mois"),
    "conservation_annexes": Duration(5, "ans"),
    "conservation_comptes_clos": Duration(7, "ans"),
    "conservation_donnees_compte": Duration(9, "mois"),
    "demande_attestation": Duration(11, "mois"),
    "exemplaires": 3,
    "mot_de_passe": Password(longueur=14, majuscules=2, minuscules=3, chiffres=4, speciaux=5),
}
SILENT = {"remise_attestation", "annonce"}


def with_parameters(**values: Any) -> Template:
    return TEMPLATE.model_copy(update={"parametres": TEMPLATE.parametres.model_copy(update=values)})


def test_each_parameter_is_in_the_text_or_known_not_to_be() -> None:
    assert OTHER.keys() | SILENT == CooperationParameters.model_fields.keys()


@pytest.mark.parametrize("name", OTHER)
def test_changing_a_parameter_changes_the_text(name: str) -> None:
    changed = with_parameters(**{name: OTHER[name]})
    assert words(view(template=changed), template=changed) != text()


def test_no_number_of_the_text_is_written_beside_its_parameter() -> None:
    changed = with_parameters(**OTHER)
    for document in DOCUMENTS:
        printed = words(view(template=changed), document, changed)
        assert not re.search(
            r"\b(12 mois|2 ans|6 mois|1 mois|une fois par an|annuelle|deux exemplaires|8 caractères)\b",
            printed.replace("une fois tous les six mois", ""),
        )


def test_articles_are_numbered_by_the_manifest_alone() -> None:
    articles = {
        key: article.model_copy(update={"numero": f"N{article.numero}"})
        for key, article in TEMPLATE.articles.items()
    }
    changed = TEMPLATE.model_copy(update={"articles": articles})
    printed = words(view(template=changed), template=changed)
    assert "articles N2.1, N2.2, N3.2 et N3.3, n'exige" in printed
    assert not re.search(r"(?i)\b(article|articles|#) \d\.", printed)


@pytest.mark.parametrize(
    ("designation", "term", "of"),
    [
        ("le-partenaire", "le partenaire", "du partenaire"),
        ("sigle", "la CCPT", "de la CCPT"),
        ("nom", "la Communauté de communes du Pays Témoin", "de la Communauté de communes du Pays Témoin"),
    ],
)  # fmt: skip
def test_the_partner_has_one_name_all_along(designation: str, term: str, of: str) -> None:
    printed = text(designation=designation)
    assert f"ci-après dénommée « {term} »" in printed
    assert f"### 2.2 Obligation {of}\n" in printed
    assert f"### 3.5 : Engagements {of}\n" in printed
    assert f"Lorsque {term} en fait la demande" in printed
    assert f"\n{term[0].upper()}{term[1:]} désigne dans l'annexe 2" in printed
    assert f"chez {term}\n" in text("annexe-2", designation=designation)
    if designation != "le-partenaire":
        for document in DOCUMENTS:
            whole = text(document, designation=designation)
            assert not re.search(r"\b(le|du|au|chez le) partenaire\b", whole, re.IGNORECASE)


def test_the_reference_block_is_printed_when_chosen() -> None:
    header = text(bloc_reference="oui").split("# Convention")[0]
    assert "> Objet : convention d'adhésion à la plateforme « Coopération »\\\n" in header
    assert "> CTG de rattachement : CTG du Pays Témoin\\\n" in header
    assert "> Co-signataire : Commune de Témoin\n" in header
    assert "rattachement" not in text(bloc_reference="non")


def test_the_reference_block_of_a_sdsf_without_cosignatory() -> None:
    frame = {"cadre": {"type": "sdsf", "nom": "SDSF de l'Exemple"}}
    header = words(view(partner(frame | chosen(bloc_reference="oui")))).split("# Convention")[0]
    assert "> SDSF de rattachement : SDSF de l'Exemple\n" in header
    assert "Co-signataire" not in header


def test_every_page_says_the_text_is_not_validated_until_it_is() -> None:
    validation = Validation.model_validate({"par": "Service juridique", "le": "2026-02-01"})
    valid = TEMPLATE.model_copy(update={"validation": validation})
    for document in DOCUMENTS:
        assert "**Texte d'exemple, non validé**" in text(document)
        assert "non validé" not in words(view(template=valid), document, valid)


def test_no_siret_is_printed() -> None:
    for document in DOCUMENTS:
        assert "200000008" not in text(document)


CHOICES = st.fixed_dictionaries(
    {
        "ordre_parties": st.sampled_from(["caf-partenaire", "partenaire-caf"]),
        "ordre_signatures": st.sampled_from(["caf-partenaire", "partenaire-caf"]),
        "siege": st.sampled_from(["dont-le-siege", "domicilie", "virgule"]),
        "parties": st.sampled_from(["phrase", "bloc"]),
        "fonction": st.sampled_from(["avant", "apres"]),
        "designation": st.sampled_from(["le-partenaire", "nom", "sigle"]),
        "annexe_1": st.sampled_from(["liste", "tableau"]),
        "annexe_3": st.sampled_from(["liste", "tableau", "matrice"]),
        "bloc_reference": st.sampled_from(["oui", "non"]),
    }
)


@given(CHOICES, st.sampled_from(DOCUMENTS))
def test_any_choice_gives_a_whole_document(choices: dict[str, str], document: str) -> None:
    """With complete data nothing is left to fill, nothing is unresolved, nothing shows of the machinery."""
    printed = text(document, **choices)
    assert not re.search(
        r"None|undefined|\(e\)|son/sa|le/la|à compléter|\{|\}|[\ue000-\ue003]", printed
    )
    assert not re.search(r"\S {2,}(?!\|)\S|\n{3,}|,,| ,|\( | \.(?!\w)", printed)
    assert printed.count("«") == printed.count("»")


@pytest.mark.parametrize("document", DOCUMENTS)
@pytest.mark.parametrize("known", [False, True])
def test_blank_and_public_documents_have_places_to_fill(document: str, known: bool) -> None:
    record = partner()
    context = publishable(record, caf(), only(record), TEMPLATE) if known else blank(TEMPLATE)
    assert "[à compléter : " in words(context, document)


@pytest.mark.parametrize("name", ["cooperation-2026", "ctg-dans-ma-poche-2024"])
@pytest.mark.parametrize("document", DOCUMENTS)
def test_any_version_says_the_same_of_its_own_platform(document: str, name: str) -> None:
    """The former name is a variant of one text: only the platform's names differ."""
    template = TEMPLATES[name]
    platform = template.plateforme
    printed = words(blank(template), document, template).replace(platform.nom, "Coopération")
    baseline = f"*{TEMPLATE.plateforme.devise}*\n\n"
    assert printed.replace(platform.nom_court, "Coopération").replace(baseline, "") == words(
        blank(TEMPLATE), document
    ).replace(baseline, "")


def test_a_convention_of_two_years_in_one_copy() -> None:
    """The same text, whose three sentences follow the parameters."""
    two_years = TEMPLATES["cooperation-2025-deux-ans"]
    printed = words(blank(two_years), template=two_years)
    assert "pour une durée de 2 ans" in printed
    assert "avant la date d'échéance." in printed
    assert "Fait en un exemplaire original, à" in printed


def test_former_names_of_the_platform() -> None:
    former = TEMPLATES["ctg-dans-ma-poche-2024"]
    assert "# Convention d'adhésion à la plateforme « La CTG dans ma poche »\n" in words(
        blank(former), template=former
    )
    assert "## Responsable des habilitations « CTG dans ma poche »\n" in words(
        blank(former), "annexe-2", former
    )


def test_a_public_document_names_only_published_people() -> None:
    record = partner(
        {
            "annexe_2": {
                "transmise_le": "2026-01-12",
                "responsable_habilitations": [contact("Bobine", publication=SINCE), contact("Rotin")],
            }
        },
        representant=signatory(publication=SINCE),
    )  # fmt: skip
    context = publishable(record, caf(), only(record), TEMPLATE)
    whole = "".join(words(context, document) for document in DOCUMENTS)
    assert "son président, Monsieur Paul BRINDILLE" in whole
    assert "bobine@pays-temoin.example" in whole
    for secret in ("LAMPION", "Odile", "Rotin", "rotin@", "Tremie", "Osier", "SAULE", "AULNE"):
        assert secret not in whole
