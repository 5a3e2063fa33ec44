"""What a page needs to make documents in a browser: their text laid out here, their values as named places.

French is worked out here and never in the page: one base for each shape that the text takes (gender of the
partner and of its signatory, an empty list…). A page only puts values in places such as `⟦ouverts.nom⟧`,
and repeats the row that holds those of a list. What bases have in common is kept once.
"""

from collections.abc import Mapping
from dataclasses import fields
from functools import partial
from typing import Any

from generator.documents import templates
from generator.documents.fillable import controls
from generator.documents.forms import ANNEXE_1, ANNEXE_2, Form
from generator.documents.packing import Pack, place, placed
from generator.documents.piece_bases import PieceBases
from generator.documents.rendered import Text
from generator.documents.views import convention as views
from generator.documents.views import party
from generator.documents.views.annexes import AccountView, Annexe1View, Annexe2View
from generator.documents.views.contacts import ContactView
from generator.documents.views.signatory import everyone
from generator.documents.word.controls import NONE
from generator.store.dataset import Dataset
from generator.store.families import pinned
from generator.store.parameters import CooperationTemplate, Template
from generator.store.schema.base import Agreement
from generator.store.schema.caf import Caf
from generator.store.schema.cooperation import CooperationConvention
from generator.store.schema.partner import Partner
from generator.store.schema.people import Civility

AGREEMENTS: tuple[Agreement, ...] = ("masculin", "feminin", "masculin-pluriel", "feminin-pluriel")
CIVILITIES: tuple[Civility, ...] = ("M.", "Mme")


class Bases:
    """The bases made so far, in the look of `look` (the bytes of a Word file)."""

    def __init__(self, dataset: Dataset, look: bytes) -> None:
        self._dataset = dataset
        self._look = look
        self._pack = Pack(look)
        self._known: dict[Any, dict[str, list[int]]] = {}

    def tree(self) -> dict[str, Any]:
        """What the page reads: the pieces, and each document as the files of its zip."""
        return self._pack.tree()

    def pieces(self, service: str) -> PieceBases:
        """The bases of the pièces justificatives of one service."""
        return PieceBases(self._dataset, service, self._look)

    def partner(self, key: str) -> tuple[dict[str, list[int]], dict[str, str]]:
        """The annexes of a partner: numbers of bases by document, and the values of its own places.

        Annexe 1 has four bases, in the order of `annexe_1_shapes`. Raises GreffeError when its names
        cannot be worked out.
        """
        record = self._dataset.partners[key].record
        caf = self._dataset.cafs[record.caf].record
        convention = record.convention_cooperation(record.convention_des_annexes or 0)
        template = pinned(self._dataset.templates, convention.modele, CooperationTemplate)
        context, values = _public(record, caf, convention, template)
        shape = (
            template.id, record.caf, context["presentation"], context["partenaire"], context["convention"],
        )  # fmt: skip
        if shape not in self._known:
            self._known[shape] = self._annexes(template, context, caf.nom)
        used = {each for found in self._known[shape].values() for each in self._pack.places(found)}
        return self._known[shape], {name: text for name, text in values.items() if name in used}

    def adhesion(self, caf: str, template: str) -> dict[str, list[int]]:
        """The documents of a partner not known yet: annexes, and one convention for each shape.

        A shape is `convention.<accord>.<civilité>.<connue or libre>`: whether the lexicon knows the
        signatory's function.
        """
        record = self._dataset.cafs[caf].record
        model = pinned(self._dataset.templates, template, CooperationTemplate)
        found: dict[str, list[int]] = {}
        for accord in AGREEMENTS:
            for civility in CIVILITIES:
                for function in ("connue", "libre"):
                    context = _to_come(record, model, accord, civility, function == "connue")
                    number = self._base(model, "convention", None, context, record.nom)
                    found[f"convention.{accord}.{civility}.{function}"] = [number]
        return found | self._annexes(model, context, record.nom)

    def _annexes(
        self, template: Template, context: Mapping[str, Any], author: str
    ) -> dict[str, list[int]]:
        base = partial(self._base, template, author=author)
        return {
            "annexe-1": [
                base("annexe-1", ANNEXE_1, {**context, "annexe_1": shape}) for shape in annexe_1_shapes()
            ],
            "annexe-2": [base("annexe-2", ANNEXE_2, {**context, "annexe_2": _annexe_2()})],
        }  # fmt: skip

    def _base(
        self,
        template: Template,
        document: str,
        form: Form | None,
        context: Mapping[str, Any],
        author: str,
    ) -> int:
        rendered = templates.render(
            template, self._dataset.texts[template.id], document, context, author=author
        )
        asked = controls(form, rendered.values) if form else NONE
        return self._pack.add(rendered, form.id if form else "", template.id, asked)


def annexe_1_shapes() -> list[Annexe1View]:
    """Annexe 1 with both lists, without the second, without the first, without any."""
    opened, closed = _account("ouverts"), _account("clos")
    return [
        Annexe1View(
            Text(place("transmise_le"), "annexe_1.transmise_le"), ouverts, clos, True, range(0)
        )
        for ouverts in ((opened,), ())
        for clos in ((closed,), ())
    ]


def _account(people: str) -> AccountView:
    keys = (field.name for field in fields(AccountView))
    return AccountView(
        **{key: Text(place(f"{people}.{key}"), f"annexe_1.{people}[0].{key}") for key in keys}
    )


def _annexe_2() -> Annexe2View:
    path = "conventions[0].annexe_2"

    def holder(role: str) -> tuple[ContactView, ...]:
        def text(key: str) -> Text:
            return Text(place(f"{role}.{key}"), f"{path}.{role}[0].{key}")

        return (
            ContactView(
                interlocuteur=text("nom"),
                nom=text("nom"),
                prenom=text("prenom"),
                adresses=text("adresses_electroniques"),
                fonction=text("fonction"),
            ),
        )

    sent = Text(place("transmise_le"), f"{path}.transmise_le")
    return Annexe2View(sent, holder("responsable_habilitations"), holder("responsable_securite"))


def _public(
    record: Partner, caf: Caf, convention: CooperationConvention, template: CooperationTemplate
) -> tuple[views.Context, dict[str, str]]:
    """What may be published, with places for the partner's own values; the values."""
    context = views.publishable(record, caf, convention, template)
    values: dict[str, str] = {}
    return _with(
        context,
        placed(context["partenaire"], "partenaire", values),
        convention=placed(context["convention"], "convention", values),
    ), values


def _to_come(
    caf: Caf, template: CooperationTemplate, accord: Agreement, civility: Civility, known: bool
) -> views.Context:
    """The convention of a partner whose name agrees as `accord`, signed by a person of that civility."""
    record = Partner.model_validate(
        {
            "nom": "Specimen",
            "accord": accord,
            "type": "autre",
            "caf": "specimen",
            "adresse": {"commune": "Specimen"},
            "representant": {
                "civilite": civility,
                "nom": "Specimen",
                "fonction": "maire" if known else "Specimen",
            },
        }
    )
    view = party.partner(record, "le-partenaire", everyone)
    return _with(views.blank(template, caf), placed(view, "partenaire", {}))


def _with(context: views.Context, partner: party.PartyView, **more: Any) -> views.Context:
    """The context with this `partner`, its annexe 1 as a table: rows are what a page can repeat."""
    return {
        **context,
        "partenaire": partner,
        **{
            order: tuple(partner if each.cle == "partenaire" else each for each in context[order])
            for order in ("parties", "signataires")
        },
        "presentation": context["presentation"].model_copy(update={"annexe_1": "tableau"}),
        **more,
    }
