"""What the data say of a partner whose signed convention gives a model."""

from collections.abc import Iterator

from generator.adoption.learning import Signed
from generator.documents.texts import Author
from generator.documents.views import convention as views
from generator.documents.views import mon_compte_partenaire as accounts
from generator.errors import GreffeError
from generator.store.dataset import Dataset
from generator.store.parameters import FAMILIES, Family
from generator.store.schema.partner import Partner
from generator.store.traces import marks


def signed(dataset: Dataset, partner: str, family: Family) -> Signed:
    """The view of the partner's last convention of the family, and what names it or its people.

    Raises GreffeError when it has none.
    """
    record = dataset.partners[partner].record
    author = Author(dataset)
    if family == "cooperation":
        held = list(author.cooperation(partner))[-1:]
        found = [views.convention(record, each.caf, each.convention, each.template, each.annexe_1) for each in held]  # fmt: skip
    else:
        subjects = [subject for _, subject in author.accounts(partner, public=False)][-1:]
        found = [accounts.context(each) for each in subjects]
    if not found:
        raise GreffeError(
            f"« {partner} » n'a pas de convention « {FAMILIES[family]} » : ses données ne disent pas ce que le fichier contient. Ajoutez-la dans data/partners/{partner}.yml."
        )
    people = [
        entry.record.model_dump(mode="json")
        for held_map in (dataset.annexes_1, dataset.follow_ups, dataset.users)
        if (entry := held_map.get(partner))
    ]
    parties = [each.model_dump(mode="json") for each in (record, dataset.cafs[record.caf].record)]
    named = marks([*parties, *people])
    return Signed(found[0], frozenset({*named, *_names(record)}))


def _names(record: Partner) -> Iterator[str]:
    """What names the organisation, and the person who signs for it."""
    known = (
        record.nom, record.nom_court, record.sigle, record.adresse.voie, record.siret, record.numero_siren,
        record.representant.nom, *record.domaines,
    )  # fmt: skip
    yield from (each for each in known if each)
