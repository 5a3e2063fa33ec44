"""The annexes of a convention, and the pièces of a service, as workbooks to fill, beside their Word files."""

from collections.abc import Sequence

from generator.documents import sheet
from generator.documents.forms import ANNEXE_1, ANNEXE_2, FORMS
from generator.documents.identity import Identity
from generator.documents.service_forms import PJ1, PJ3, USERS, choices, pj1, pj3
from generator.documents.views.mon_compte_partenaire import Subject
from generator.documents.views.signatory import published
from generator.store import fingerprints
from generator.store.parameters import CooperationTemplate
from generator.store.schema.cooperation import Annexe2
from generator.store.schema.mon_compte_partenaire import Pj1
from generator.store.schema.nominative import Annexe1, UserList
from generator.store.schema.people import Contact
from generator.store.schema.services import Service


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


def pieces(
    subject: Subject, key: str, service: Service, partner: str = "", listed: UserList | None = None
) -> dict[str, bytes]:
    """The same for PJ1 and PJ3 of the service `key`: with what may be known of its contacts, and the users `listed`."""
    bulletins = subject.convention.bulletins if subject.convention else []
    bulletin = next((each for each in bulletins if each.service == key), None)
    contacts = bulletin.pj1 if bulletin and bulletin.pj1 else Pj1()
    lists: dict[str, sheet.Lists] = {
        PJ1: {group: _shown(people, subject) for group, people in contacts.responsables.items()},
        PJ3: {USERS: listed.utilisateurs if listed else []},
    }
    sent = {
        PJ1: None if subject.public else contacts.transmise_le,
        PJ3: listed.transmise_le if listed else None,
    }
    base = {PJ1: "", PJ3: fingerprints.users(listed) if listed else ""}
    return {
        f"{form.document}.xlsx": sheet.write(
            form,
            lists[form.document],
            Identity(form.id, partner, subject.template.id, base[form.document]),
            parameters=subject.template.parametres,
            transmitted=sent[form.document],
            choices=choices(service, bulletin) if form.document == PJ3 else {},
        )
        for form in (pj1(key, service), pj3(key, service))
        if form.document in subject.template.documents
    }


def _shown(people: Sequence[Contact], subject: Subject) -> list[Contact]:
    return [
        each if subject.phones(each) else each.model_copy(update={"telephone": None})
        for each in people
        if subject.shown(each)
    ]


def publishable(annexe: Annexe2 | None) -> Annexe2:
    """What everyone may read of an annexe 2: a form for the next one, with the contacts who chose to be published."""
    known = annexe or Annexe2()
    kept = {
        people.key: [each for each in getattr(known, people.key) if published(each)]
        for people in ANNEXE_2.lists
    }
    return known.model_copy(update={**kept, "transmise_le": None})
