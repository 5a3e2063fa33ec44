"""What the law wants on the site, out of data/greffe.yml.

Sources: law 2004-575, article 1-1 (mentions légales); law 2005-102, article 47 (accessibility); règlement
(UE) 2016/679, articles 13 and 14.
"""

from generator.documents.french.typography import NBSP
from generator.store.schema.public_site import Audit, PublicSite
from generator.website.public import published
from generator.website.public.contacts import phone
from generator.website.public.published import Caf, Notices, Responsible, Statement

_ALL, _HALF = 100, 50
"""Per cent of the criteria from which a site is « totalement » and « partiellement » conforme (décret 2019-768)."""


def made(record: PublicSite, cafs: tuple[Caf, ...]) -> Notices:
    """The notices of the site. A single Caf is its publisher unless `record` names another."""
    caf = cafs[0] if len(cafs) == 1 else None
    publisher, host, told = record.editeur, record.hebergeur, record.donnees_personnelles
    return Notices(
        editeur=Responsible(
            publisher.nom or (caf.nom if caf else None),
            publisher.adresse or (", ".join(caf.adresse) if caf and not publisher.nom else None),
            phone(publisher.telephone) if publisher.telephone else None,
        ),
        directeur=publisher.directeur or (caf.representant if caf else None),
        hebergeur=Responsible(
            host.nom if host else None,
            host.adresse if host else None,
            phone(host.telephone) if host else None,
        ),
        declaration=Statement(
            conformity(record.accessibilite.audit),
            record.accessibilite.etablie_le,
            record.accessibilite.contact,
            record.accessibilite.schema_pluriannuel,
            _audit(record.accessibilite.audit),
        ),
        delegue=told.delegue,
        base_legale=told.base_legale,
        destinataires=told.destinataires,
        transferts=told.transferts,
        decision_automatisee=told.decision_automatisee,
        droits=told.droits,
        licence=record.licence,
    )


def conformity(audit: Audit | None) -> str:
    """The state that the statement must declare, in the words of the law: without an audit, « non conforme »."""
    if audit is None or audit.taux < _HALF:
        return "non conforme"
    return "totalement conforme" if audit.taux == _ALL else "partiellement conforme"


def _audit(record: Audit | None) -> published.Audit | None:
    if record is None:
        return None
    rate = f"{record.taux:g}".replace(".", ",")
    return published.Audit(
        record.date, record.par, f"{rate}{NBSP}%", record.referentiel, tuple(record.non_conformites)
    )
