"""What annexes 1, 2 and 3 print: account holders, and the contacts of each party."""

from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from generator.documents.french import dates
from generator.documents.rendered import Blank, Text
from generator.documents.views import contacts
from generator.documents.views.contacts import ContactView, text
from generator.documents.views.signatory import Shown, Word
from generator.store.schema.caf import Annexe3
from generator.store.schema.cooperation import Annexe2
from generator.store.schema.nominative import Annexe1, ClosedAccount, OpenAccount

FREE_LINES = range(2)
"""Empty lines left under the first one of a list that nobody has filled yet."""


@dataclass(frozen=True)
class AccountView:
    """A line of annexe 1; in list 2 what is not known prints as nothing."""

    nom: Word
    prenom: Word
    adresse_electronique: Word
    fonction: Word
    demande_le: Word
    cloture_demandee_le: Word = ""
    cloture_le: Word = ""


@dataclass(frozen=True)
class Annexe1View:
    """`lignes_libres`: as many empty lines to add to each list, none once the annexe is filled."""

    date_transmission: Word
    ouverts: tuple[AccountView, ...]
    clos: tuple[AccountView, ...]
    clos_avec_demande: bool
    lignes_libres: range


@dataclass(frozen=True)
class Annexe2View:
    """Each role has at least one holder, to fill when there is none."""

    date_transmission: Word
    responsable_habilitations: tuple[ContactView, ...]
    responsable_securite: tuple[ContactView, ...]


@dataclass(frozen=True)
class Annexe3View:
    """As Annexe2View; `rangs` are the same holders by rows of one holder a role."""

    date_transmission: Word
    responsable_habilitations: tuple[ContactView, ...]
    referent_technique: tuple[ContactView, ...]
    responsable_securite: tuple[ContactView, ...]

    @property
    def rangs(self) -> tuple[tuple[ContactView, ...], ...]:
        """Rows of the matrix: habilitations, technique, sécurité; nothing beside the longest role."""
        roles = (self.responsable_habilitations, self.referent_technique, self.responsable_securite)
        return tuple(zip_longest(*roles, fillvalue=ContactView("", "", "", "", "")))


def annexe_1(record: Annexe1 | None) -> Annexe1View:
    """The annexe last transmitted; without `record`, lists to fill."""
    path = "annexe_1"
    if record is None:
        opened, closed = (_account_to_fill(f"{path}.{key}[0]") for key in ("ouverts", "clos"))
        sent = transmission(None, path)
        return Annexe1View(sent, (opened,), (closed,), False, FREE_LINES)
    return Annexe1View(
        transmission(record.transmise_le, path),
        tuple(_open(line, f"{path}.ouverts[{i}]") for i, line in enumerate(record.ouverts)),
        tuple(_closed(line, f"{path}.clos[{i}]") for i, line in enumerate(record.clos)),
        any(line.demande_le for line in record.clos),
        FREE_LINES[:0],
    )


def annexe_2(record: Annexe2, path: str, shown: Shown, sent: date | None) -> Annexe2View:
    """The partner's contacts that may be `shown`, transmitted on `sent`."""
    return Annexe2View(
        transmission(sent, path),
        contacts.holders(
            record.responsable_habilitations, f"{path}.responsable_habilitations", shown
        ),
        contacts.holders(record.responsable_securite, f"{path}.responsable_securite", shown),
    )


def annexe_3(record: Annexe3, path: str, shown: Shown, sent: date | None) -> Annexe3View:
    """The Caf's contacts that may be `shown`, transmitted on `sent`; `path` is where `sent` stands."""
    return Annexe3View(
        transmission(sent, path),
        contacts.holders(
            record.responsable_habilitations, "caf.annexe_3.responsable_habilitations", shown
        ),
        contacts.holders(record.referent_technique, "caf.annexe_3.referent_technique", shown),
        contacts.holders(record.responsable_securite, "caf.annexe_3.responsable_securite", shown),
    )


def transmission(day: date | None, path: str, field: str = "transmise_le") -> Word:
    """The « Date de transmission » of the annexe at `path`, or the day of another of its fields."""
    where = f"{path}.{field}"
    return Text(dates.long_date(day), where) if day else Blank(where, "date")


def _open(record: OpenAccount, path: str) -> AccountView:
    to_fill = _account_to_fill(path)
    return AccountView(
        nom=Text(record.nom, f"{path}.nom"),
        prenom=text(record.prenom, f"{path}.prenom") or to_fill.prenom,
        adresse_electronique=Text(record.adresse_electronique, f"{path}.adresse_electronique"),
        fonction=text(record.fonction, f"{path}.fonction") or to_fill.fonction,
        demande_le=_day(record.demande_le, f"{path}.demande_le") or to_fill.demande_le,
    )


def _closed(record: ClosedAccount, path: str) -> AccountView:
    return AccountView(
        nom=Text(record.nom, f"{path}.nom"),
        prenom=text(record.prenom, f"{path}.prenom"),
        adresse_electronique=text(record.adresse_electronique, f"{path}.adresse_electronique"),
        fonction=text(record.fonction, f"{path}.fonction"),
        demande_le=_day(record.demande_le, f"{path}.demande_le"),
        cloture_demandee_le=_day(record.cloture_demandee_le, f"{path}.cloture_demandee_le"),
        cloture_le=_day(record.cloture_le, f"{path}.cloture_le"),
    )


def _account_to_fill(path: str) -> AccountView:
    return AccountView(
        nom=Blank(f"{path}.nom", "nom"),
        prenom=Blank(f"{path}.prenom", "prénom(s)"),
        adresse_electronique=Blank(f"{path}.adresse_electronique", "adresse électronique"),
        fonction=Blank(f"{path}.fonction", "fonction et/ou qualité"),
        demande_le=Blank(f"{path}.demande_le", "date"),
        cloture_demandee_le=Blank(f"{path}.cloture_demandee_le", "date"),
        cloture_le=Blank(f"{path}.cloture_le", "date"),
    )


def _day(value: date | None, path: str) -> Text | str:
    return Text(dates.numeric_date(value), path) if value else ""
