"""data/greffe.yml: what holds for the whole set of data."""

from pydantic import Field

from generator.store.schema.base import Day, Line, Record
from generator.store.schema.public_site import PublicSite


class Example(Record):
    """Marks invented data: a banner on every page, and a date of their own instead of today's."""

    date: Day = Field(description="Jour auquel l'exemple est vu, si « --date » n'est pas donné.")


class Settings(Record):
    exemple: Example | None = Field(
        None, description="À remplir seulement pour des données inventées."
    )
    nominatif: Line = Field(
        "nominatif",
        description="Dossier des fichiers nominatifs, depuis data/ ou en chemin absolu.",
    )
    titre: Line = Field("Conventions avec les partenaires", description="Titre du site.")
    site: Line | None = Field(None, description="Adresse à laquelle le site public est publié.")
    site_public: PublicSite = Field(
        default_factory=PublicSite,
        description="Ce que le site public montre, et ses mentions obligatoires.",
    )
