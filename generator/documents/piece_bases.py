"""The bases of PJ1 and PJ3 of one service, for the partners whose convention asks for them.

Rows to repeat hold places such as `⟦liste.<list>.<field>⟧`; a PJ3 with nobody in it has a base of its own.
"""

from collections.abc import Mapping
from typing import Any, Literal

from generator.documents import templates
from generator.documents.fillable import controls
from generator.documents.forms import Form
from generator.documents.packing import Pack, keep, place, placed
from generator.documents.rendered import Blank, Text
from generator.documents.service_forms import PJ1, PJ3, USERS, pj1, pj3
from generator.documents.views import mon_compte_partenaire as accounts
from generator.documents.views import pieces
from generator.documents.views.contacts import ContactView
from generator.store.dataset import Dataset
from generator.store.families import pinned
from generator.store.parameters import MonComptePartenaireTemplate
from generator.store.schema.mon_compte_partenaire import Bulletin, MonComptePartenaireConvention
from generator.store.schema.services import Piece, Service
from generator.store.schema.signed import Mode

_HEAD = ("gestionnaire", "sigle", "siret")
_CONTACT = ("nom", "prenom", "fonction", "telephone")


class PieceBases:
    """The bases made so far for the service `key`."""

    def __init__(self, dataset: Dataset, key: str, look: bytes) -> None:
        self._dataset = dataset
        self._key = key
        self._service = dataset.services[key].record
        self._pack = Pack(look)
        self._known: list[tuple[Any, dict[str, list[int]]]] = []

    def tree(self) -> dict[str, Any]:
        """What the page reads: the pieces, and each document as the files of its zip."""
        return self._pack.tree()

    def bulletin(self, partner: str) -> tuple[MonComptePartenaireConvention, Bulletin] | None:
        """The bulletin under which a partner returns its pièces for the service, in its convention."""
        record = self._dataset.partners[partner].record
        index = record.convention_des_pieces
        convention = dict(record.mon_compte_partenaire)[index] if index is not None else None
        for bulletin in convention.bulletins if convention else ():
            if convention and bulletin.service == self._key:
                return convention, bulletin
        return None

    def partner(self, key: str) -> tuple[dict[str, list[int]], dict[str, str]]:
        """The pièces of a partner that has a bulletin: numbers of bases by document, and its own values.

        PJ3 has two bases, with users and without. Raises GreffeError when its names cannot be worked out.
        """
        found = self.bulletin(key)
        if found is None:
            raise KeyError(key)
        record = self._dataset.partners[key].record
        subject = accounts.Subject(
            pinned(self._dataset.templates, found[0].modele, MonComptePartenaireTemplate),
            self._dataset.cafs[record.caf].record, record, found[0], public=True,
        )  # fmt: skip
        context, values = self._places(subject)
        shape = (subject.template.id, record.caf, subject.mode, *map(context.get, ("partenaire", "convention", "bulletin", "certification", *_HEAD)))  # fmt: skip
        known = next((made for its_shape, made in self._known if its_shape == shape), None)
        if known is None:
            known = self._pieces(subject, context)
            self._known.append((shape, known))
        used = {name for numbers in known.values() for name in self._pack.places(numbers)}
        return known, {name: text for name, text in values.items() if name in used}

    def _places(self, subject: accounts.Subject) -> tuple[dict[str, Any], dict[str, str]]:
        """What the pièces print, with places for what is the partner's own; the values of these."""
        values: dict[str, str] = {}
        context = {
            **accounts.context(subject),
            **pieces.context(subject, self._key, self._service),
        }
        for name in ("partenaire", "convention", "bulletin"):
            context[name] = placed(context[name], name, values)
        for name in _HEAD:
            if isinstance(context[name], Text):
                context[name] = keep(context[name], name, values)
        return context, values

    def _pieces(
        self, subject: accounts.Subject, context: Mapping[str, Any]
    ) -> dict[str, list[int]]:
        made: dict[str, list[int]] = {}
        forms = {PJ1: pj1(self._key, self._service), PJ3: pj3(self._key, self._service)}
        shapes: dict[str, list[pieces.Pj1View] | list[pieces.Pj3View]] = {
            PJ1: [_contacts(context["pj1"], forms[PJ1])],
            PJ3: [_users(context["pj3"], some=True), _users(context["pj3"], some=False)],
        }
        for name in sorted(
            asked(self._service, subject.mode) & forms.keys() & subject.template.documents.keys()
        ):
            made[name] = [
                self._base(forms[name], subject, {**context, name: shape}) for shape in shapes[name]
            ]
        return made  # fmt: skip

    def _base(self, form: Form, subject: accounts.Subject, context: Mapping[str, Any]) -> int:
        template = subject.template
        rendered = templates.render(
            template, self._dataset.texts[template.id], form.document, context,
            author=subject.caf.nom if subject.caf else "",
        )  # fmt: skip
        return self._pack.add(rendered, form.id, template.id, controls(form, rendered.values))


def asked(service: Service, mode: Mode | None) -> set[Piece]:
    """The pièces that a partner returns in that mode; those of either as long as none is chosen."""
    modes: tuple[Mode, ...] = (mode,) if mode else ("delegue", "centralise")
    return {piece for each in modes for piece in getattr(service.pieces, each)}


def _sent(piece: Literal["pj1", "pj3"]) -> Text:
    return Text(place("transmise_le"), f"{piece}.transmise_le")


def _contacts(view: pieces.Pj1View, form: Form) -> pieces.Pj1View:
    """PJ1 with one person in each group, to repeat."""

    def contact(group: str) -> ContactView:
        path = f"pj1.responsables.{group}[0]"
        words = {key: Text(place(f"liste.{group}.{key}"), f"{path}.{key}") for key in _CONTACT}
        field = "adresses_electroniques"
        addresses = Text(place(f"liste.{group}.{field}"), f"{path}.{field}")
        return ContactView(interlocuteur=words["nom"], adresses=addresses, **words)

    groups = (
        pieces.GroupView(group.intitule, (contact(people.key),))
        for group, people in zip(view.groupes, form.lists, strict=True)
    )
    return pieces.Pj1View(_sent("pj1"), view.date_signature, tuple(groups))


def _users(view: pieces.Pj3View, *, some: bool) -> pieces.Pj3View:
    """PJ3 with one user to repeat, or with nobody."""
    path = f"pj3.{USERS}[0]"
    row = tuple(
        Text(place(f"liste.{USERS}.{column.champ}"), f"{path}.{column.champ}")
        for column in view.tous.colonnes
    )
    table = pieces.UsersView("", view.tous.colonnes, (row,) if some else (), range(0))
    count = Text(place("nombre"), f"pj3.{USERS}")
    return pieces.Pj3View(_sent("pj3"), Blank("pj3.signee_le", "date"), count, table, ())
