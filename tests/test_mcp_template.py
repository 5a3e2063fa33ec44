"""« Mon Compte Partenaire »: every fact of the field, both modes, numbers from modele.yml alone, any service."""

import re
from typing import Any

import pytest
from account_records import (
    accounts_caf,
    accounts_partner,
    contract,
    service,
    subject,
    text,
)
from records import ACCOUNTS, TEXTS, section

from generator.documents.views.mon_compte_partenaire import Subject
from generator.store.parameters import (
    Duration,
    MonComptePartenaireParameters,
    MonComptePartenaireTemplate,
    Validation,
)

DOCUMENTS = list(ACCOUNTS.documents)


CONVENTION = [
    "Préambule",
    "Article 1 : Objet de la convention",
    "Article 2 : Documents conventionnels",
    "Article 3 : Composition de « Mon Compte Partenaire »",
    "Article 4 : Modalités d'utilisation",
    "Article 5 : Les données mises à disposition",
    "5.1 Nature des données",
    "5.2 Archivage et conservation",
    "Article 6 : Sécurité de l'accès aux services et protection des données",
    "Article 7 : Traçabilité",
    "Article 8 : Missions du partenaire",
    "Article 9 : Engagements des parties",
    "9.1 Engagements de la Caf",
    "9.2 Engagements du partenaire",
    "Article 10 : Responsabilité des parties",
    "Article 11 : Confidentialité et secret professionnel",
    "Article 12 : Protection des données personnelles",
    "Article 13 : Propriété intellectuelle",
    "Article 14 : Le recours à un prestataire de services",
    "Article 15 : Conditions financières",
    "Article 16 : Suivi de la convention",
    "Article 17 : Gestion de la convention",
    "17.1 Durée et date d'effet",
    "17.2 Résiliation",
    "17.3 Modification des documents conventionnels",
    "17.4 Règlement des litiges",
]
SERVICE_CONTRACT = [
    "Article 1 : Objet",
    "Article 2 : Les démarches préalables",
    "2.1 La sécurité",
    "2.2 La gestion des habilitations",
    "2.2.1 Description du service inscription déléguée",
    "2.2.2 Les utilisateurs du service",
    "Article 3 : Le traitement des incidents à la Caf : le centre de services Caf",
    "3.1 Rôle",
    "3.2 Fonctionnement",
    "3.3 La procédure d'escalade en cas d'urgence",
    "Article 4 : Les horaires d'ouverture des services",
    "Article 5 : La gestion de la sécurité",
    "5.1 Le responsable sécurité du partenaire",
    "5.2 La politique d'authentification et de gestion des sessions",
    "5.3 La gestion de la traçabilité",
    "5.3.1 Ce qui est tracé",
    "5.3.2 Durée de conservation",
    "5.3.3 Accès aux traces",
    "5.3.4 Communication des traces",
    "Article 6 : Engagement des parties",
    "Annexe 1 : Les interlocuteurs",
    "Annexe 2 : Les formulaires",
]
BULLETIN = [
    "Article 1 : Adhésion au service",
    "1.1 Les profils",
    "1.2 Les pièces justificatives",
    "1.21 Les contacts des parties",
    "1.22 Les utilisateurs",
    "Article 2 : Le traitement des incidents",
    "Article 3 : Lien avec la convention d'objectifs et de financement",
]
TITLES = {"convention": CONVENTION, "contrat": SERVICE_CONTRACT, "bulletin": BULLETIN}


@pytest.mark.parametrize("document", TITLES)
def test_titles_stand_in_their_order_and_are_the_only_ones(document: str) -> None:
    assert re.findall(r"^##+ (.*)$", text(document), re.MULTILINE) == TITLES[document]


# document, start of the heading, what is said under it
FACTS = [
    ("convention", "Préambule", "prestations familiales et sociales aux salariés, aux employeurs, aux travailleurs indépendants, à l'exception du secteur agricole, et aux personnes sans activité professionnelle"),
    ("convention", "Préambule", "collectivités territoriales, bailleurs, organismes de sécurité sociale, structures d'accueil des jeunes enfants"),
    ("convention", "Préambule", "données à caractère personnel, au sens de l'article 4 du règlement (UE) 2016/679 du 27 avril 2016"),
    ("convention", "Préambule", "remplir leurs missions"),
    ("convention", "Article 1 ", "accède aux services de « Mon Compte Partenaire », qui sont proposés dans un espace sécurisé du site www.caf.fr"),
    ("convention", "Article 2 ", "- la présente convention d'accès ;\n- le contrat de service ;\n- les annexes du contrat de service"),
    ("convention", "Article 2 ", "termes techniques sont définis dans l'espace sécurisé"),
    ("convention", "Article 3 ", "des services ainsi que des pages d'information et d'aide"),
    ("convention", "Article 3 ", "Caisse nationale des allocations familiales (Cnaf) en assure le fonctionnement technique"),
    ("convention", "Article 3 ", "offre complète des services est présentée sur le site www.caf.fr"),
    ("convention", "Article 3 ", "ouverts au partenaire sont ceux pour lesquels un bulletin d'adhésion est signé"),
    ("convention", "Article 4 ", "dans le contrat de service et dans ses annexes. L'accès est géré service par service"),
    ("convention", "5.1 ", "des usagers, de tiers ou de l'application de la législation, dans leur état à la date"),
    ("convention", "5.1 ", "article 6 du RGPD"),
    ("convention", "5.1 ", "mission d'intérêt public dont est investie la Cnaf, responsable du traitement ;\n- le respect d'une obligation légale ;\n- le consentement"),
    ("convention", "5.2 ", "incombent à la Cnaf. Dans les systèmes d'information du partenaire, ils incombent au partenaire"),
    ("convention", "Article 6 ", "Chaque partie met en place et maintient les procédures et les mesures"),
    ("convention", "Article 6 ", "l'accès aux données ou leur utilisation sans autorisation, leur altération, leur destruction, leur vol et leur perte"),
    ("convention", "Article 6 ", "Le contrat de service décrit ces procédures et la manière dont les incidents sont signalés"),
    ("convention", "Article 7 ", "L'accès aux services et leur utilisation sont tracés"),
    ("convention", "Article 7 ", "les accès et les actions qui le sont, les conditions dans lesquelles les traces sont conservées et la manière d'en demander communication"),
    ("convention", "Article 8 ", "- Compétence jardinage\n- Compétence compostage\n"),
    ("convention", "Article 8 ", "Tout accès en dehors de ces missions est exclu"),
    ("convention", "9.1 ", "*mode délégué*, qui est retenu par défaut"),
    ("convention", "9.1 ", "*mode centralisé*, que la Caf peut choisir en considération, notamment, de la taille du partenaire ou de la sensibilité"),
    ("convention", "9.1 ", "Le contrat de service indique le mode retenu et les règles relatives aux mots de passe"),
    ("convention", "9.1 ", "délivre un identifiant et un mot de passe à deux administrateurs désignés par le partenaire : le gestionnaire principal et son suppléant. Ceux-ci gèrent ensuite les habilitations"),
    ("convention", "9.1 ", "exerce une supervision ; elle peut les interroger à tout moment"),
    ("convention", "9.1 ", "attribue les habilitations à la demande des administrateurs"),
    ("convention", "9.1 ", "sont générés, puis transmis aux utilisateurs par une voie sécurisée"),
    ("convention", "9.1 ", "avec l'aide de la Cnaf, peut procéder à des audits"),
    ("convention", "9.2 ", "confidentialité des identifiants de connexion, l'intégration des postes de travail et le fonctionnement du réseau jusqu'à celui de la Caf"),
    ("convention", "9.2 ", "répond des habilitations qu'il demande, de leur attribution et de l'usage"),
    ("convention", "9.2 ", "n'utiliser les services et les données que pour ses missions"),
    ("convention", "9.2 ", "informer et former son personnel, et limiter les usages aux finalités inscrites au registre que tient le délégué à la protection des données de la Cnaf"),
    ("convention", "9.2 ", "manquement au RGPD. Elle peut entraîner la suspension de l'accès ou la résiliation"),
    ("convention", "9.2 ", "à une personne qui n'a pas qualité pour en connaître"),
    ("convention", "9.2 ", "ni une personne qui n'a pas à l'être, ni une personne qui n'appartient pas à son personnel"),
    ("convention", "9.2 ", "limiter le nombre des utilisateurs"),
    ("convention", "9.2 ", "en mode centralisé, signaler sans délai à la Caf les départs et les changements de fonction"),
    ("convention", "9.2 ", "interdire le partage d'une habilitation et faire changer régulièrement les mots de passe"),
    ("convention", "9.2 ", "aucun automate à la place d'une personne, sauf avec les identifiants de cette personne"),
    ("convention", "9.2 ", "signaler sans délai tout incident"),
    ("convention", "Article 10 ", "tous les moyens"),
    ("convention", "Article 10 ", "sauf en cas de maintenance ou de défaillance de l'hébergement ou du réseau"),
    ("convention", "Article 10 ", "ni de l'indisponibilité des services, ni des erreurs que comportent les données recueillies par le partenaire"),
    ("convention", "Article 10 ", "répond seul des données qu'il recueille, de ses flux sortants et entrants et de ce qu'il introduit"),
    ("convention", "Article 11 ", "articles 226-13 et suivants du code pénal, pendant la durée de la convention et après sa fin"),
    ("convention", "Article 11 ", "Toute information consultée ou échangée est confidentielle, quel que soit son support, les politiques de sécurité comprises"),
    ("convention", "Article 11 ", "allocataires qui s'adressent à lui les informations prévues aux articles 13 et 14 du RGPD. La Caf peut lui demander d'en justifier"),
    ("convention", "Article 12 ", "le RGPD et la loi n° 78-17 du 6 janvier 1978"),
    ("convention", "Article 12 ", "accomplit les formalités qui lui incombent, les communique à l'autre partie sur demande et maintient la conformité"),
    ("convention", "Article 12 ", "rappelées dans le contrat de service"),
    ("convention", "Article 13 ", "L. 335-2 et suivants du code de la propriété intellectuelle. Il ne peut être reproduit sans l'accord de la Cnaf"),
    ("convention", "Article 13 ", "bases de données sont protégées par les articles L. 112-1 et suivants du même code. La convention n'emporte aucun transfert de propriété"),
    ("convention", "Article 13 ", "ne peut être cédée sans accord écrit"),
    ("convention", "Article 14 ", "par lettre simple, au moins 6 mois à l'avance"),
    ("convention", "Article 14 ", "la liste des prestataires ;\n- le lieu de leur établissement ;\n- la localisation des bases de données ;\n- le régime juridique des outils employés ;\n- les tâches confiées"),
    ("convention", "Article 14 ", "hors de l'Union européenne"),
    ("convention", "Article 14 ", "articles 44 et suivants du RGPD et transmet à la Caf les garanties"),
    ("convention", "Article 14 ", "reprend les garanties de la présente convention"),
    ("convention", "Article 14 ", "aucune autre fin ;\n- n'en rien conserver une fois sa tâche achevée ;\n- ne pas les divulguer ;\n- empêcher toute utilisation détournée ;\n- en assurer la sécurité matérielle"),
    ("convention", "Article 14 ", "Les mêmes obligations s'imposent aux sous-traitants du prestataire. La Caf et la Cnaf peuvent faire auditer"),
    ("convention", "Article 15 ", "est gratuit"),
    ("convention", "Article 16 ", "une fois par an, un bilan qui porte sur la bonne attribution et le bon usage des accès"),
    ("convention", "Article 16 ", "Chaque partie informe l'autre des dysfonctionnements"),
    ("convention", "Article 16 ", "À la demande de l'une des parties, une réunion se tient dans un délai de 1 mois à compter de la réception de la demande"),
    ("convention", "Article 16 ", "La Cnaf peut être représentée à la réunion de bilan"),
    ("convention", "Article 16 ", "rédigent à tour de rôle le compte rendu des réunions. Il est validé dans un délai de 30 jours"),
    ("convention", "17.1 ", "pour une durée de 1 an. Elle se renouvelle par tacite reconduction, par périodes successives de 1 an"),
    ("convention", "17.1 ", "prend effet à sa signature, sous réserve que les formalités relatives à la protection des données aient été favorablement accomplies avant l'ouverture"),
    ("convention", "17.2 ", "unilatéralement la convention, à tout moment, par lettre recommandée avec accusé de réception"),
    ("convention", "17.2 ", "à la date que souhaite son auteur, mais pas avant l'expiration d'un délai de 3 mois à compter de la réception"),
    ("convention", "17.2 ", "met fin également au contrat de service. Les parties s'accordent sur les opérations de clôture"),
    ("convention", "17.2 ", "énumère les manquements. S'il n'y est pas remédié, la convention prend fin de plein droit 1 mois après la réception"),
    ("convention", "17.2 ", "engagements antérieurs demeurent jusqu'à cette date. Les sanctions et les dommages et intérêts"),
    ("convention", "17.3 ", "la convention, du contrat de service ou d'un bulletin d'adhésion fait l'objet d'un avenant"),
    ("convention", "17.3 ", "communique à la Caf les changements qui touchent ses pièces justificatives"),
    ("convention", "17.4 ", "règlement amiable"),
    ("convention", "17.4 ", "juridiction compétente"),
    ("convention", "17.4 ", "Fait en deux exemplaires originaux, à Testville, le 15 janvier 2026"),
    ("contrat", "Article 1 ", "convention d'accès signée le 15 janvier 2026"),
    ("contrat", "2.1 ", "protection des données soient accomplies ;\n- la convention d'accès soit signée ;\n- le présent contrat soit signé ;\n- le bulletin d'adhésion à ce service soit signé"),
    ("contrat", "2.2 ", "gérées en **mode délégué**"),
    ("contrat", "2.2 ", "vaut pour tous les services. Le changement de mode fait l'objet d'un avenant"),
    ("contrat", "2.2.1 ", "L'administrateur et son suppléant, désignés par le partenaire, reçoivent chacun un identifiant"),
    ("contrat", "2.2.1 ", "fixe, pour chaque service et, s'il y a lieu, pour chaque rôle, le nombre maximal d'habilitations"),
    ("contrat", "2.2.1 ", "un par un ou par groupes. Ils peuvent déléguer à leur tour l'administration"),
    ("contrat", "2.2.1 ", "les droits strictement nécessaires"),
    ("contrat", "2.2.1 ", "suspendre un accès, imposer le changement des mots de passe ou reprendre la délégation"),
    ("contrat", "2.2.2 ", "le partenaire les désigne par le présent contrat, en annexe 1, et la Caf gère leurs droits"),
    ("contrat", "2.2.2 ", "responsables d'habilitation (gestionnaires délégués) : le partenaire les désigne selon son organisation"),
    ("contrat", "2.2.2 ", "portent sur les utilisateurs, les groupes et les habilitations"),
    ("contrat", "2.2.2 ", "au moins une fois par an, à une revue inversée des habilitations"),
    ("contrat", "2.2.2 ", "adresse le résultat à la Caf, à titre de preuve"),
    ("contrat", "Article 3 ", "Le support du partenaire est le premier niveau de traitement des incidents. Lui seul s'adresse au centre de services"),
    ("contrat", "3.1 ", "guichet unique"),
    ("contrat", "3.1 ", "reçoit les demandes et les suit jusqu'à leur terme"),
    ("contrat", "3.1 ", "établit le diagnostic et oriente"),
    ("contrat", "3.1 ", "rend compte"),
    ("contrat", "3.1 ", "réduire les délais de traitement et la durée des indisponibilités"),
    ("contrat", "3.1 ", "liaison avec l'échelon national ;\n- annonce les interruptions programmées"),
    ("contrat", "3.2 ", "centre@pays-temoin.example"),
    ("contrat", "3.2 ", "le nom du partenaire et décrit le problème"),
    ("contrat", "3.3 ", "absence de réponse dans un délai de 10 jours, ou en cas d'urgence"),
    ("contrat", "3.3 ", "1. Mme Rose Ballast, ballast@pays-temoin.example\n2. Mme Rose Rivet, rivet@pays-temoin.example"),
    ("contrat", "3.3 ", "1. L'administrateur : Mme Rose Tourbe\n2. L'administrateur suppléant : Mme Rose Limon"),
    ("contrat", "Article 4 ", "24 heures sur 24, 7 jours sur 7, en dehors des opérations de maintenance nationales. Aucune astreinte n'est assurée en dehors des heures de bureau"),
    ("contrat", "Article 4 ", "interruptions programmées sont annoncées"),
    ("contrat", "5.1 ", "un responsable sécurité unique"),
    ("contrat", "5.1 ", "hors les incidents qui relèvent du centre de services"),
    ("contrat", "5.2 ", "guide de l'utilisateur, sur le site www.caf.fr"),
    ("contrat", "5.3.1 ", "Toute connexion et toute action sont tracées"),
    ("contrat", "5.3.2 ", "traces sont conservées pendant 6 mois"),
    ("contrat", "5.3.2 ", "pendant 6 ans à compter de la dévalidation"),
    ("contrat", "5.3.3 ", "Seul le personnel autorisé de la Caf et de la Caisse nationale des allocations familiales (Cnaf)"),
    ("contrat", "5.3.4 ", "Le gestionnaire principal ou son suppléant peut obtenir l'ensemble des traces"),
    ("contrat", "5.3.4 ", "article 15 du règlement général sur la protection des données (RGPD), en fait la demande par la voie hiérarchique"),
    ("contrat", "Article 6 ", "fait l'objet d'un avenant"),
    ("contrat", "Annexe 1 ", "| Administrateur (gestionnaire principal) | Mme Rose Tourbe | chargée de mission | tourbe@pays-temoin.example | 05 00 00 00 02 |\n| Administrateur suppléant | Mme Rose Limon |"),
    ("contrat", "Annexe 1 ", "| Responsable sécurité | Mme Rose Rotin |"),
    ("contrat", "Annexe 1 ", "| Support informatique | Mme Rose Bobine |"),
    ("contrat", "Annexe 1 ", "| Centre de services | Centre de services | centre@pays-temoin.example |  |\n| Escalade 1 | Mme Rose Ballast |"),
    ("contrat", "Annexe 1 ", "| Responsable sécurité | Mme Rose Vasque |"),
    ("contrat", "Annexe 2 ", "- Bulletin d'adhésion\n- Pièce justificative 1"),
    ("bulletin", "Article 1 ", "- Déclarer les récoltes.\n- Comparer les parcelles.\n"),
    ("bulletin", "1.1 ", "Une même personne peut avoir plusieurs profils. Le nombre des utilisateurs ne peut dépasser 12, tous profils confondus"),
    ("bulletin", "1.2 ", "Tout changement donne lieu à un nouvel envoi complet"),
    ("bulletin", "1.21 ", "(PJ1) désigne les contacts du gestionnaire. Elle est transmise avec le présent bulletin"),
    ("bulletin", "1.21 ", "(PJ2) désigne les contacts de la Caf. Elle est communiquée au gestionnaire pour son information"),
    ("bulletin", "1.22 ", "par service, ou par lieu d'implantation avec la liste complémentaire des lieux"),
    ("bulletin", "1.22 ", "une fois reçu l'identifiant de l'administrateur. Elle est demandée jusqu'à la mise en place du module délégué"),
    ("bulletin", "1.22 ", "la date de clôture de l'ancien profil et la date d'habilitation du nouveau"),
    ("bulletin", "1.22 ", "peut rester en blanc : la Caf le complète. Tout autre renseignement manquant empêche la transmission"),
    ("bulletin", "1.22 ", "même force que la signature manuscrite (loi n° 2000-230 du 13 mars 2000)"),
    ("bulletin", "Article 2 ", "Seul le support du gestionnaire, dont les contacts figurent dans la PJ1, signale les incidents"),
    ("bulletin", "Article 3 ", "(COF) n° C-17, dont le dernier jour est le 31 décembre 2026"),
    ("bulletin", "Article 3 ", "à son terme sans être renouvelée, le présent bulletin et ses pièces justificatives deviennent caducs"),
]  # fmt: skip


@pytest.mark.parametrize(("document", "heading", "phrase"), FACTS)
def test_every_fact_is_said_in_its_article(document: str, heading: str, phrase: str) -> None:
    (title,) = (each for each in TITLES[document] if each.startswith(heading))
    assert phrase in section(text(document), title)


@pytest.mark.parametrize("document", ["convention", "contrat"])
def test_the_parties_are_named_with_their_legal_line_and_siret(document: str) -> None:
    printed = text(document)
    assert (
        "La Caisse d'allocations familiales du Val-Fictif, organisme visé par les articles L. 112-1 et suivants du code de la sécurité sociale, "
        "dont le siège est situé 1 place du Test, 99000 Testville, représentée par sa directrice, Madame Odile LAMPION, ci-après dénommée « Caf »,"
    ) in printed
    assert (
        "La Communauté de communes du Pays Témoin (CCPT), dont le siège est situé 2 rue du Test, 99100 Témoin, SIRET du siège : 20000000800017, représentée par son président, Monsieur Paul BRINDILLE, ci-après dénommée « le partenaire »,"
    ) in printed


def test_the_head_of_the_bulletin_and_its_table_come_from_the_data() -> None:
    printed = text("bulletin")
    assert (
        "**CONVENTION N°** 2026 – 20000000800017\\\n"
        "**GESTIONNAIRE :** Communauté de communes du Pays Témoin (CCPT)\\\n"
        "**N° D'ANNEXE À LA CONVENTION « MON COMPTE PARTENAIRE » :** 3\n"
    ) in printed
    assert (
        "| J1 | Jardinier | lieu d'implantation ou équipement/service | 3 par lieu d'implantation, 2 par équipement/service |\n"
        "| J2 | Semencier (compte les graines) | organisme | 4 pour l'organisme, 6 en tout, nombre fixé par la Caf |\n"
        "| J3 | Visiteur | équipement/service | sans limite |\n"
    ) in printed


def test_a_service_without_limit_nor_funding_says_nothing_of_them() -> None:
    raw = accounts_partner().model_dump(mode="json")["conventions"][0]["bulletins"][0]
    about = subject(accounts_partner({"bulletins": [raw | {"cof": None}]}))
    printed = text("bulletin", about, about_service=service(utilisateurs=None))
    assert "ne peut dépasser" not in printed
    assert "Si la convention d'objectifs et de financement (COF) arrive à son terme" in printed
    assert "accès est ouvert : 2\n" in text("pj3", about, about_service=service(utilisateurs=None))


# A value other than the shipped one for each parameter of the text.
OTHER: dict[str, Any] = {
    "duree": Duration(37, "mois"),
    "reconduction": Duration(35, "mois"),
    "preavis_resiliation": Duration(4, "mois"),
    "mise_en_demeure": Duration(2, "mois"),
    "annonce_prestataire": Duration(7, "mois"),
    "bilan": Duration(6, "mois"),
    "reunion": Duration(45, "jours"),
    "compte_rendu": Duration(31, "jours"),
    "revue": Duration(3, "mois"),
    "escalade": Duration(11, "jours"),
    "conservation_traces": Duration(9, "mois"),
    "conservation_habilitations": Duration(8, "ans"),
    "exemplaires": 3,
}
SILENT = {"annonce", "rappel_mise_en_demeure"}
ACTS = ["convention", "contrat", "bulletin"]


def with_parameters(**values: Any) -> MonComptePartenaireTemplate:
    return ACCOUNTS.model_copy(update={"parametres": ACCOUNTS.parametres.model_copy(update=values)})


def test_each_parameter_is_in_the_text_or_known_not_to_be() -> None:
    assert OTHER.keys() | SILENT == MonComptePartenaireParameters.model_fields.keys()


@pytest.mark.parametrize("name", OTHER)
def test_changing_a_parameter_changes_the_text(name: str) -> None:
    changed = subject(template=with_parameters(**{name: OTHER[name]}))
    assert any(text(act, changed) != text(act) for act in ACTS)


def test_no_number_of_the_text_is_written_beside_its_parameter() -> None:
    changed = subject(template=with_parameters(**OTHER))
    for document in DOCUMENTS:
        assert not re.search(
            r"\b(1 an|6 mois|3 mois|1 mois|10 jours|30 jours|6 ans|une fois par an|annuelle?|deux exemplaires)\b",
            text(document, changed),
        )


def test_articles_are_numbered_and_titled_by_the_manifest_alone() -> None:
    articles = {
        key: article.model_copy(update={"numero": f"N{article.numero}", "titre": f"Titre {key}"})
        for key, article in ACCOUNTS.articles.items()
    }
    changed = subject(template=ACCOUNTS.model_copy(update={"articles": articles}))
    printed = "".join(text(act, changed) for act in ACTS)
    assert not re.search(r"(?i)\b(article|#) \d", printed.replace("article 4 du règl", "").replace("article 6 du RGPD", "").replace("article 15 du règl", ""))  # fmt: skip
    assert all(article.titre in printed for article in articles.values())


@pytest.mark.parametrize(
    ("document", "delegated", "centralised"),
    [
        ("contrat", "en **mode délégué**", "en **mode centralisé**"),
        ("contrat", "reprendre la délégation", "L'inscription n'est pas déléguée"),
        ("contrat", "- Pièce justificative 1", "signale sans délai à la Caf les départs"),
        ("bulletin", "(PJ1) désigne les contacts du gestionnaire", "entièrement remplie, avec le présent bulletin"),
        ("bulletin", "Seul le support du gestionnaire", "signalés aux contacts de la Caf, qui figurent dans la PJ2"),
    ],
)  # fmt: skip
def test_each_mode_has_its_own_text_and_an_unknown_one_both(
    document: str, delegated: str, centralised: str
) -> None:
    first, second, either = (
        text(document, subject(contract(mode))) for mode in ("delegue", "centralise", None)
    )
    assert delegated in first
    assert centralised not in first
    assert centralised in second
    assert delegated not in second
    assert delegated in either
    assert centralised in either
    assert "> **Mode délégué**" in either
    assert "> **Mode centralisé**" in either


def test_an_avenant_changes_the_mode_of_the_bulletin_not_of_the_signed_contrat() -> None:
    amended = contract("delegue", avenants=[{"date": "2026-06-01", "objet": "Mode", "mode": "centralise"}])  # fmt: skip
    assert "en **mode délégué**" in text("contrat", subject(amended))
    assert "signalés aux contacts de la Caf" in text("bulletin", subject(amended))


def test_the_papers_asked_are_those_of_the_service() -> None:
    none = service(pieces={"delegue": ["pj2"], "centralise": ["pj2"]})
    online = service(module_delegue_depuis="2025-04-01")
    assert "La PJ3 n'est pas demandée en mode délégué" in text("bulletin", about_service=none)
    assert "(PJ1) désigne" not in text("bulletin", about_service=none)
    assert "n'est pas demandée en mode centralisé" in text(
        "bulletin", subject(contract("centralise")), about_service=none
    )
    assert "Depuis le 1er avril 2025, les gestionnaires habilitent eux-mêmes" in text(
        "bulletin", about_service=online
    )


def test_every_page_says_the_text_is_not_validated_until_it_is() -> None:
    validation = Validation.model_validate({"par": "Service juridique", "le": "2026-02-01"})
    valid = subject(template=ACCOUNTS.model_copy(update={"validation": validation}))
    for document in DOCUMENTS:
        assert "**Texte d'exemple, non validé**" in text(document)
        assert "non validé" not in text(document, valid)


SUBJECTS = {
    "known": subject(),
    "centralised": subject(contract("centralise")),
    "no contrat": subject(contract(None)),
    "bare": subject(
        accounts_partner({"contrat": None, "bulletins": [], "missions": [], "signature": None, "signature_electronique": None}, siret=None, sigle=None)
    ),
    "public": subject(public=True),
    "blank, a Caf": Subject(ACCOUNTS, accounts_caf(), public=True),
    "blank": Subject(ACCOUNTS, public=True),
}  # fmt: skip


@pytest.mark.parametrize("about", SUBJECTS.values(), ids=SUBJECTS)
@pytest.mark.parametrize("document", DOCUMENTS)
def test_whatever_is_missing_a_document_is_whole(document: str, about: Subject) -> None:
    """Missing data are places to fill, and nothing shows of the machinery."""
    printed = text(document, about)
    assert not re.search(r"None|undefined|\{|\}|[\ue000-\ue003]|:::", printed)
    assert not re.search(r"\S {2,}(?!\|)\S|\n{3,}|,,| ,|\( | \.(?!\w)", printed)
    assert printed.count("«") == printed.count("»")


@pytest.mark.parametrize("document", DOCUMENTS)
def test_blank_documents_offer_every_kind_of_partner_and_have_places_to_fill(document: str) -> None:
    printed = text(document, SUBJECTS["blank"])
    assert "[à compléter : " in printed
    if document in ("convention", "contrat"):
        assert "> **Commune**" in printed
    if document in ("contrat", "bulletin"):
        assert "Gardez le cas du mode retenu et supprimez l'autre." in printed


def test_no_profile_nor_group_is_named_in_templates() -> None:
    """Services are data: what the shipped ones call their profiles stands nowhere else."""
    texts = "".join(TEXTS[ACCOUNTS.id].values())
    assert not re.search(
        r"\b(AFAS|CDAP|[DT][1-5]|DECLARER|HABILITER|Approbateur|Fournisseur)\b", texts
    )


def test_the_day_of_the_second_signature_dates_the_convention() -> None:
    late = {"partenaire": "2026-03-02", "caf": "2026-01-15", "lieu": "Le Havre"}
    printed = text("convention", subject(accounts_partner({"signature": late})))
    assert "originaux, au Havre, le 2 mars 2026" in printed
