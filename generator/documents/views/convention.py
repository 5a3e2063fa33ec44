"""What a template is given: everything that the convention and its annexes may print.

The same views serve the signed documents, the public ones (only what may be published, the rest to fill)
and the blank model (no partner).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from generator.documents.french.dates import long_date
from generator.documents.rendered import Blank, Text
from generator.documents.views import annexes, identity, party, signing
from generator.documents.views.signatory import Shown, Word, everyone, published
from generator.store.parameters import CooperationTemplate, DefaultPresentation
from generator.store.schema.caf import Annexe3, Caf
from generator.store.schema.cooperation import (
    Annexe2,
    CooperationConvention,
    Frame,
    Presentation,
)
from generator.store.schema.nominative import Annexe1
from generator.store.schema.partner import Partner

Context = Mapping[str, Any]
"""The names a template may use."""

_FRAMES = {"ctg": "CTG", "sdsf": "SDSF"}


@dataclass(frozen=True)
class ConventionView(signing.SigningView):
    """The convention: where and when it was signed, and the frame that it serves."""

    cadre_sigle: str
    cadre_nom: Word
    cadre_debut: Word
    cadre_fin: Word
    cosignataires: tuple[Word, ...]


def convention(
    partner: Partner,
    caf: Caf,
    convention: CooperationConvention,
    template: CooperationTemplate,
    annexe_1: Annexe1 | None = None,
) -> Context:
    """Everything that is known; what is not is to fill. For the Caf and its partner only.

    Raises GreffeError when the names of the parties cannot be worked out.
    """
    return _context(
        partner, caf, convention, template, shown=everyone, annexe_1=annexe_1, sent=True
    )


def publishable(
    partner: Partner, caf: Caf, convention: CooperationConvention, template: CooperationTemplate
) -> Context:
    """The same for everyone to read: unpublished people are to fill, and so are the annexes' dates.

    The annexes are forms for the next transmission: annexe 1 is empty. Raises GreffeError as `convention`.
    """
    return _context(partner, caf, convention, template, shown=published, annexe_1=None, sent=False)


def blank(template: CooperationTemplate, caf: Caf | None = None) -> Context:
    """The blank model, for a partner to come; `caf`, if given, shows only what it publishes."""
    return _context(None, caf, None, template, shown=published, annexe_1=None, sent=False)


def _context(
    partner: Partner | None,
    caf: Caf | None,
    convention: CooperationConvention | None,
    template: CooperationTemplate,
    *,
    shown: Shown,
    annexe_1: Annexe1 | None,
    sent: bool,
) -> Context:
    path = "conventions[0]"
    if partner and convention:
        path = f"conventions[{partner.conventions.index(convention)}]"
    presentation = _presentation(
        template, convention.presentation if convention else Presentation()
    )
    parties = {
        "caf": party.caf(caf, shown),
        "partenaire": party.partner(partner, presentation.designation, shown),
    }
    annexe_2 = convention.annexe_2 if convention else None
    annexe_3 = convention.annexe_3 if convention else None
    return parties | {
        "modele": template,
        "articles": template.articles,
        "parametres": template.parametres,
        "presentation": presentation,
        "valide": template.validation is not None,
        "parties": tuple(parties[key] for key in presentation.ordre_parties.split("-")),
        "signataires": tuple(parties[key] for key in presentation.ordre_signatures.split("-")),
        "convention": _convention(convention, path),
        **identity.identity(partner, convention.acte if convention else None, f"{path}.acte"),
        "annexe_1": annexes.annexe_1(annexe_1),
        "annexe_2": annexes.annexe_2(
            annexe_2 or Annexe2(),
            f"{path}.annexe_2",
            shown,
            annexe_2.transmise_le if annexe_2 and sent else None,
        ),
        "annexe_3": annexes.annexe_3(
            caf.annexe_3 if caf else Annexe3(),
            f"{path}.annexe_3",
            shown,
            annexe_3.transmise_le if annexe_3 and sent else None,
        ),
    }


def _presentation(template: CooperationTemplate, chosen: Presentation) -> DefaultPresentation:
    return template.presentation.model_copy(update=chosen.model_dump(exclude_none=True))


def _convention(record: CooperationConvention | None, path: str) -> ConventionView:
    frame = record.cadre if record else None
    signed = signing.signing(record.signature if record else None, f"{path}.signature")
    name = f"{path}.cadre.nom"
    return ConventionView(
        cadre_sigle=_FRAMES[frame.type] if frame else "CTG ou SDSF",
        cadre_nom=Text(frame.nom, name) if frame and frame.nom else Blank(name, "nom"),
        cadre_debut=_day(frame.debut if frame else None, f"{path}.cadre.debut"),
        cadre_fin=_day(frame.fin if frame else None, f"{path}.cadre.fin"),
        cosignataires=_cosignatories(frame, f"{path}.cadre.cosignataires"),
        **vars(signed),
    )


def _day(day: date | None, path: str) -> Word:
    return Text(long_date(day), path) if day else Blank(path, "date")


def _cosignatories(frame: Frame | None, path: str) -> tuple[Word, ...]:
    if frame is None:
        return (Blank(f"{path}[0]", "nom"),)
    return tuple(Text(name, f"{path}[{i}]") for i, name in enumerate(frame.cosignataires))
