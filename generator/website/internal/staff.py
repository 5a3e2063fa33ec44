"""All that the internal pages are made from, and nothing else."""

from dataclasses import dataclass
from datetime import date

from generator.upkeep.campaign import Row
from generator.website.internal.alerts import Alert
from generator.website.internal.charts import Chart
from generator.website.internal.dossiers import Dossier
from generator.website.internal.dues import Due
from generator.website.internal.history import Past
from generator.website.internal.since import PartnerChanges
from generator.website.rule_pages import Rule


@dataclass(frozen=True)
class Staff:
    """The internal site. `cafs` are (id, name); `communes` the alerts about no partner.

    `calendriers` are the hrefs of the calendars, by id of Caf or of partner, from the site's root.
    """

    titre: str
    exemple: bool
    jour: date
    cafs: tuple[tuple[str, str], ...]
    dossiers: tuple[Dossier, ...]
    communes: tuple[Alert, ...]
    echeances: tuple[Due, ...]
    revues: tuple[Row, ...]
    passe: Past
    changements: tuple[PartnerChanges, ...]
    mises_de_cote: tuple[str, ...]
    tableaux: tuple[Chart, ...]
    calendriers: dict[str, str]
    regles: tuple[Rule, ...]
    adresse: str | None = None

    @property
    def alertes(self) -> tuple[Alert, ...]:
        """Every alert, those about no partner first."""
        return (*self.communes, *(each for one in self.dossiers for each in one.alertes))
