"""The kinds of partners, as the directory names and groups them."""

from dataclasses import dataclass

from generator.store.schema import partner as partner_schema


@dataclass(frozen=True)
class Kind:
    """A kind of partner: its name, the name of the group, and the abbreviations people search for."""

    nom: str
    pluriel: str
    sigles: str = ""


# In the order of the directory's groups.
KINDS: dict[partner_schema.Kind, Kind] = {
    "departement": Kind(
        "Conseil départemental", "Conseils départementaux", "cd conseil general cg"
    ),
    "metropole": Kind("Métropole", "Métropoles", "epci"),
    "communaute-urbaine": Kind("Communauté urbaine", "Communautés urbaines", "cu interco epci"),
    "communaute-d-agglomeration": Kind(
        "Communauté d'agglomération", "Communautés d'agglomération", "ca agglo interco epci"
    ),
    "communaute-de-communes": Kind(
        "Communauté de communes", "Communautés de communes", "cc com com comcom interco epci"
    ),
    "commune": Kind("Commune", "Communes", "mairie ville"),
    "syndicat": Kind("Syndicat", "Syndicats"),
    "ccas": Kind("Centre communal d'action sociale", "Centres communaux d'action sociale", "ccas"),
    "cias": Kind(
        "Centre intercommunal d'action sociale", "Centres intercommunaux d'action sociale", "cias"
    ),
    "msa": Kind("Mutualité sociale agricole", "Mutualité sociale agricole", "msa"),
    "association": Kind("Association", "Associations", "asso"),
    "autre": Kind("Autre partenaire", "Autres partenaires"),
}
