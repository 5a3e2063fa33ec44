"""What an annexe asks of a partner: one definition for the web form, the Word controls and the spreadsheet,
and for reading them back.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel

from generator.documents.french.durations import duration
from generator.store.parameters import CooperationParameters, MonComptePartenaireParameters
from generator.store.schema.nominative import ClosedAccount, OpenAccount
from generator.store.schema.people import Contact

Kind = Literal["texte", "adresse", "adresses", "date", "telephone", "choix"]
Parameters = CooperationParameters | MonComptePartenaireParameters


@dataclass(frozen=True)
class Field:
    """One thing asked of each person. `key` is its name in the data, `label` the annexe's own words.

    Of kind « choix », it is one of `options`, or, when there are none, a name that the partner's own file
    declares. When `fixed`, it is shown and not to be changed.
    """

    key: str
    label: str
    kind: Kind
    required: bool
    help: str
    options: tuple[str, ...] = ()
    fixed: bool = False


@dataclass(frozen=True)
class People:
    """A list of people. `short` names the list in a line of text; its title is the annexe's own."""

    key: str
    short: str
    pattern: str
    fields: tuple[Field, ...]

    def title(self, parameters: Parameters) -> str:
        """The list's title, with the delays of `parameters`; a title of another family names none."""
        if not isinstance(parameters, CooperationParameters):
            return self.pattern
        return self.pattern.format(conservation=duration(parameters.conservation_comptes_clos))

    def alias(self, field: Field) -> str:
        """The name of a Word control: all that survives of it in every word processor."""
        return f"{self.short} - {field.label}"


@dataclass(frozen=True)
class Form:
    """What one document asks: its lists, and always its date of transmission.

    `service` is the key of the service that a pièce justificative is about, `names` what people call that
    service; both are empty for an annexe.
    """

    id: str
    document: str
    title: str
    lists: tuple[People, ...]
    service: str = ""
    names: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What people call the document: « annexe 1 », « PJ3 »."""
        return self.document.upper() if self.service else self.document.replace("-", " ")

    @property
    def in_tables(self) -> bool:
        """Whether its people stand in tables alone, and no line of text is about somebody."""
        return self.id not in FORMS

    def aliases(self) -> Iterator[tuple[str, People, Field]]:
        """Every control's name, with what it holds."""
        for people in self.lists:
            for field in people.fields:
                yield people.alias(field), people, field


TRANSMITTED = Field("transmise_le", "Date de transmission", "date", True, "« Date de transmission » portée par l'annexe.")  # fmt: skip
"""The one field of a form that is not about a person."""

NOBODY = "Néant."
"""What an annexe prints for a list with nobody in it."""


def _field(record: type[BaseModel], key: str, label: str, kind: Kind) -> Field:
    known = record.model_fields[key]
    return Field(key, label, kind, known.is_required(), known.description or "")


_Asked = tuple[str, str, Kind]

_NAME: _Asked = ("nom", "Nom", "texte")
_FIRST_NAME: _Asked = ("prenom", "Prénom(s)", "texte")
_ADDRESS: _Asked = ("adresse_electronique", "Adresse électronique professionnelle", "adresse")
_FUNCTION: _Asked = ("fonction", "Fonction et/ou qualité", "texte")
_REQUESTED: _Asked = ("demande_le", "Date de demande d'habilitation", "date")
_CLOSING: _Asked = ("cloture_demandee_le", "Date de demande de clôture", "date")
_CLOSED: _Asked = ("cloture_le", "Date de fin d'habilitation", "date")
_ADDRESSES: _Asked = ("adresses_electroniques", "Adresse électronique", "adresses")
_ROLE_FUNCTION: _Asked = ("fonction", "Fonction", "texte")


def _fields(record: type[BaseModel], *asked: _Asked) -> tuple[Field, ...]:
    return tuple(_field(record, *each) for each in asked)


ANNEXE_1 = Form(
    "cooperation.annexe-1",
    "annexe-1",
    "ANNEXE 1 : Suivi des habilitations",
    (
        People(
            "ouverts", "Liste 1",
            "1 - Liste des personnes pour lesquelles un nouvel accès est demandé ou qui ont un accès ouvert",
            _fields(OpenAccount, _NAME, _FIRST_NAME, _ADDRESS, _FUNCTION, _REQUESTED),
        ),
        People(
            "clos", "Liste 2",
            "2 - Liste des personnes pour lesquelles une clôture de l'accès est demandée ou qui ont un accès clôturé depuis moins de {conservation}",
            _fields(ClosedAccount, _NAME, _FIRST_NAME, _ADDRESS, _FUNCTION, _REQUESTED, _CLOSING, _CLOSED),
        ),
    ),
)  # fmt: skip
ANNEXE_2 = Form(
    "cooperation.annexe-2",
    "annexe-2",
    "ANNEXE 2 : Les interlocuteurs chez le partenaire",
    (
        People(
            "responsable_habilitations", "Responsable des habilitations", "Responsable des habilitations",
            _fields(Contact, _NAME, _FIRST_NAME, _ADDRESSES, _ROLE_FUNCTION),
        ),
        People(
            "responsable_securite", "Responsable sécurité", "Responsable sécurité",
            _fields(Contact, _NAME, _FIRST_NAME, _ADDRESSES, _ROLE_FUNCTION),
        ),
    ),
)  # fmt: skip
Forms = Mapping[str, Form]
"""Forms by their id."""
FORMS: dict[str, Form] = {form.id: form for form in (ANNEXE_1, ANNEXE_2)}
