"""The annexes of a convention as workbooks to fill, beside their Word files."""

from generator.documents import sheet
from generator.documents.forms import ANNEXE_1, ANNEXE_2, FORMS
from generator.documents.identity import Identity
from generator.documents.views.signatory import published
from generator.store import fingerprints
from generator.store.parameters import CooperationTemplate
from generator.store.schema.cooperation import Annexe2
from generator.store.schema.nominative import Annexe1


def workbooks(
    template: CooperationTemplate,
    partner: str = "",
    annexe_1: Annexe1 | None = None,
    annexe_2: Annexe2 | None = None,
) -> dict[str, bytes]:
    """File name -> bytes, for each form among the documents of `template`, filled with the annexes given."""
    annexes = {ANNEXE_1.id: annexe_1, ANNEXE_2.id: annexe_2}
    base = fingerprints.annexe_1(annexe_1) if annexe_1 else ""
    made: dict[str, bytes] = {}
    for form in FORMS.values():
        if form.document in template.documents:
            annexe = annexes[form.id]
            made[f"{form.document}.xlsx"] = sheet.write(
                form,
                {people.key: getattr(annexe, people.key) for people in form.lists if annexe},
                Identity(form.id, partner, template.id, base if form is ANNEXE_1 else ""),
                parameters=template.parametres,
                transmitted=annexe.transmise_le if annexe else None,
            )
    return made


def publishable(annexe: Annexe2 | None) -> Annexe2:
    """What everyone may read of an annexe 2: a form for the next one, with the contacts who chose to be published."""
    known = annexe or Annexe2()
    kept = {
        people.key: [each for each in getattr(known, people.key) if published(each)]
        for people in ANNEXE_2.lists
    }
    return known.model_copy(update={**kept, "transmise_le": None})
