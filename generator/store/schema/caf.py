"""data/cafs/<id>.yml: a Caf, and whom its partners write to."""

from pydantic import Field

from generator.store.schema.base import Day, DepartmentCode, Domain, Record
from generator.store.schema.organisation import Organisation
from generator.store.schema.people import Contact


class Annexe3(Record):
    """The Caf's contacts for the platform (convention, 2.1): each role may have several holders."""

    modifiee_le: Day | None = Field(
        None, description="Dernier changement, s'il n'est pas daté par un contact."
    )
    responsable_habilitations: list[Contact] = Field(
        default_factory=list, description="Responsable des habilitations."
    )
    referent_technique: list[Contact] = Field(
        default_factory=list, description="Référent problèmes techniques."
    )
    responsable_securite: list[Contact] = Field(
        default_factory=list, description="Responsable sécurité."
    )


class MonComptePartenaireContacts(Record):
    """The Caf's contacts for « Mon Compte Partenaire »: contrat, annexe 1, and PJ2 by service."""

    modifiee_le: Day | None = Field(
        None, description="Dernier changement, s'il n'est pas daté par un contact."
    )
    centre_de_services: list[Contact] = Field(
        default_factory=list, description="Centre de services, premier interlocuteur."
    )
    escalade: list[Contact] = Field(
        default_factory=list, description="En cas d'urgence ou sans réponse, dans l'ordre."
    )
    responsable_securite: list[Contact] = Field(
        default_factory=list, description="Responsable sécurité."
    )
    services: dict[str, list[Contact]] = Field(
        default_factory=dict, description="Contacts propres à un service, par service (PJ2)."
    )


class Caf(Organisation):
    departement: DepartmentCode = Field(description="Code du département, entre guillemets.")
    domaine: Domain | None = Field(
        None, description="Domaine des adresses électroniques ; à défaut cafNN.caf.fr."
    )
    annexe_3: Annexe3 = Field(
        default_factory=Annexe3, description="Interlocuteurs de la Caf pour la famille Coopération."
    )
    mon_compte_partenaire: MonComptePartenaireContacts = Field(
        default_factory=MonComptePartenaireContacts,
        description="Interlocuteurs de la Caf pour la famille Mon Compte Partenaire.",
    )
