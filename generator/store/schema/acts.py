"""What the conventions of every family have: the act that authorises them, their signature, their reviews."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from generator.store.schema.base import Day, Line, Record, refusal


class Transmission(Record):
    """The receipt of the act's transmission to the prefecture: recorded, never produced."""

    envoye_le: Day | None = Field(None, description="Envoyé en préfecture le.")
    recu_le: Day | None = Field(None, description="Reçu en préfecture le.")
    publie_le: Day | None = Field(None, description="Publié (ou affiché) le.")
    identifiant: Line | None = Field(
        None, description="Identifiant de l'accusé : DDD-SIREN-AAAAMMJJ-NUMERO-NATURE."
    )


class Act(Record):
    """The act by which the partner authorises the signature."""

    nature: Literal["deliberation", "decision"] = Field(
        description="« deliberation » ou « decision »."
    )
    numero: Annotated[Line, StringConstraints(max_length=60)] | None = Field(
        None, description="Numéro de l'acte, entre guillemets."
    )
    date: Day | None = Field(None, description="Jour de l'acte.")
    organe: Line | None = Field(
        None, description="Qui l'a pris : conseil communautaire, conseil municipal, président…"
    )
    objet: Line | None = Field(None, description="Objet de l'acte.")
    autorise: Line | None = Field(None, description="Fonction que l'acte autorise à signer.")
    delegation: Line | None = Field(
        None,
        description="Acte par lequel l'assemblée a donné délégation à l'auteur d'une décision, par exemple « délibération n° 2026-12 du 14 avril 2026 ».",
    )
    tribunal: Line | None = Field(
        None,
        description="Ville du tribunal administratif, si ce n'est pas celui du département de la Caf.",
    )
    transmission: Transmission | None = Field(
        None, description="Accusé de transmission au contrôle de légalité."
    )

    @property
    def taken(self) -> bool:
        """Whether it is known to be taken: until then, the fields prepare it."""
        return self.numero is not None or self.date is not None


Fingerprint = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Proof(Record):
    """How one party signed, and what its signed file is recognised by. The file itself is not kept here."""

    mode: Literal["manuscrite", "electronique"] = Field(
        description="« manuscrite » ou « electronique »."
    )
    fonction: Line = Field(
        description="Fonction de qui a signé, délégation ou intérim compris. Aucun nom ici."
    )
    fichier: Line = Field(description="Nom du fichier signé, que la Caf garde où elle veut.")
    empreinte: Fingerprint = Field(description="Empreinte SHA-256 du fichier signé.")
    texte: Literal["conforme", "modifie", "non-verifie"] = Field(
        description="« conforme » au texte de greffe, « modifie » depuis, ou « non-verifie » (une image, par exemple)."
    )


class Proofs(Record):
    """The proofs of a signature, a party each."""

    partenaire: Proof | None = Field(None, description="Comment le partenaire a signé.")
    caf: Proof | None = Field(None, description="Comment la Caf a signé.")


class Signature(Record):
    partenaire: Day | None = Field(None, description="Jour où le partenaire a signé.")
    recue_le: Day | None = Field(
        None, description="Jour où la Caf a reçu la convention signée par le partenaire."
    )
    caf: Day | None = Field(None, description="Jour où la Caf a signé.")
    lieu: Line | None = Field(None, description="Lieu de la signature.")
    preuves: Proofs | None = Field(
        None, description="Fichiers signés. « greffe signature record » les note."
    )


Count = Annotated[int, Field(ge=0)]


class Decisions(Record):
    """How many lines of a review were decided each way. Nobody is named here."""

    garder: Count = Field(0, description="Accès gardés tels quels.")
    retirer: Count = Field(0, description="Accès dont la clôture est demandée.")
    changer: Count = Field(0, description="Accès gardés, dont une information change.")
    ne_sait_pas: Count = Field(0, description="« Je ne sais pas » : gardés, réponse attendue.")
    sans_reponse: Count = Field(0, description="Lignes restées sans réponse : gardées.")


class Review(Record):
    """A review of habilitations: opened, then answered; one made on paper was never opened."""

    date: Day | None = Field(
        None, description="Jour de la réponse ; absent tant que le partenaire n'a pas répondu."
    )
    par: Line | None = Field(None, description="Qui l'a faite.")
    preuve: Line | None = Field(
        None, description="Où se trouve sa preuve (compte rendu, courriel…)."
    )
    ouverte_le: Day | None = Field(
        None, description="Jour où la Caf l'a ouverte (« greffe review open »)."
    )
    decisions: Decisions | None = Field(
        None,
        description="Combien de lignes par décision ; tant que la revue est ouverte, celles qui sont déjà faites.",
    )

    @model_validator(mode="after")
    def _opened_or_done(self) -> "Review":
        if self.date is None and self.ouverte_le is None:
            raise refusal(
                "Cette revue n'a pas de date.", "Écrivez le jour de la revue dans « date »."
            )
        return self


class Correction(Record):
    """A document corrected by hand in Word, issued in the place of the one greffe makes."""

    document: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+(?:/[a-z0-9-]+)?$")] = Field(
        description="Document corrigé, tel qu'il est rangé sous sa convention : « convention », ou « service/bulletin » pour celui d'un service."
    )
    fichier: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+\.docx$")] = Field(
        description="Fichier Word corrigé, dans data/corrections/<partenaire>/."
    )
    motif: Line = Field(description="Pourquoi le texte a été corrigé, sans nommer personne.")
    date: Day = Field(description="Jour de la correction.")
    empreinte: Fingerprint = Field(
        description="Empreinte SHA-256 de ce que greffe aurait écrit ce jour-là : si elle change, la correction est à revoir."
    )
