"""The papers of a purge: the attestation of destruction that was asked for, the record of what was destroyed.

They are to read again, to complete and to sign by an empowered person; nothing is noted as delivered here.
Source: Coopération, article 2.1.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from generator.checks import context
from generator.checks.words import count
from generator.documents import papers
from generator.documents.french.dates import long_date
from generator.documents.papers import Paper
from generator.documents.rendered import Blank, Text
from generator.documents.views import convention as cooperation
from generator.documents.views import mon_compte_partenaire as accounts
from generator.documents.views.signatory import Word
from generator.store.dataset import Dataset
from generator.store.parameters import (
    FAMILIES,
    CooperationTemplate,
    MonComptePartenaireTemplate,
    Template,
)
from generator.store.schema.caf import Caf
from generator.store.schema.cooperation import CooperationConvention
from generator.store.schema.partner import Convention, Partner
from generator.upkeep.purge.items import to_attest
from generator.upkeep.purge.plan import Plan
from generator.upkeep.purge.report import KINDS, left

_TEXTS = Path(__file__).with_name("texts")
_ATTESTATION = ("attestation.md", "Attestation de destruction")
_RECORD = ("record.md", "Relevé de destruction")


@dataclass(frozen=True)
class _Account:
    demandee_le: Text
    fin: Text
    effacees_le: Text


@dataclass(frozen=True)
class _Row:
    donnees: str
    nombre: Text
    texte: str


def attestation(dataset: Dataset, partner: str, day: date, look: bytes) -> dict[str, bytes]:
    """The attestation of the accounts of `partner` whose data are erased and which waits to be issued.

    Path below the folder of papers -> bytes; none when nothing asked for is left to attest.
    """
    for kept in context.context(dataset, day, [partner]).kept:
        rows = [
            _Account(
                *(Text(long_date(each), "suivi") for each in (one.asked, one.ended, one.erased))
            )
            for one in to_attest(kept, day)
        ]
        if rows:
            record, caf = kept.current.entry.record, kept.current.caf.record
            said = {
                "comptes": rows,
                "moyen": Blank("moyen", "moyen de l'effacement sur la plateforme"),
            }
            subject = _Subject(record, caf, kept.current.standing.template, kept.current.convention)
            return _paper(subject, f"{partner}/attestation-{day}", _ATTESTATION, said, look, day=day)  # fmt: skip
    return {}


def record(
    dataset: Dataset, plan: Plan, after: Partner, day: date, look: bytes
) -> dict[str, bytes]:
    """What was destroyed on `day` of the partner of `plan`, as its record `after` notes it: kinds and counts.

    What the plan leaves is told. Path below the folder of papers -> bytes; none when nothing was noted that day.
    """
    rows: list[_Row] = []
    first: _Subject | None = None
    caf = dataset.cafs[after.caf].record
    for convention in after.conventions:
        subject = _Subject(after, caf, dataset.templates[convention.modele], convention)
        for erasure in convention.effacements:
            if erasure.date == day:
                first = first or subject
                unit = "fichier" if erasure.objet == "copies" else "ligne"
                number = Text(count(erasure.nombre, unit), "effacements.nombre")
                rows.append(_Row(KINDS[erasure.objet], number, _article(subject.template, erasure.objet)))  # fmt: skip
    if first is None:
        return {}
    said = {
        "jour": Text(long_date(day), "jour"),
        "lignes": rows,
        "reste": [Text(one, "reste") for one in left(plan)],
        "historique": Blank("historique", "réécrit le…, ou sans objet"),
        "sauvegardes": Blank("sauvegardes", "effacées le…, ou au plus tard le…"),
        "copies": Blank("copies", "vérifiées le…"),
    }
    return _paper(first, f"{plan.partner}/releve-destruction-{day}", _RECORD, said, look, day=day)


@dataclass(frozen=True)
class _Subject:
    """A convention of the partner, whose parties the paper names."""

    partner: Partner
    caf: Caf
    template: Template
    convention: Convention

    def view(self) -> Mapping[str, Any]:
        """What the convention's own text is made from."""
        if isinstance(self.convention, CooperationConvention):
            assert isinstance(self.template, CooperationTemplate)
            return cooperation.convention(self.partner, self.caf, self.convention, self.template)
        assert isinstance(self.template, MonComptePartenaireTemplate)
        return accounts.context(accounts.Subject(self.template, self.caf, self.partner, self.convention, False))  # fmt: skip


def _article(template: Template, kind: str) -> str:
    """« Coopération, article 2.1 »: the text that bounds the keeping of this kind of data."""
    key = "contrat-conservation" if kind == "utilisateurs" else "obligations-caf"
    number = template.numbered(key)
    return f"{template.plateforme.nom}, article {number}" if number else FAMILIES[template.famille]


def _paper(
    subject: _Subject,
    path: str,
    paper: tuple[str, str],
    said: Mapping[str, Any],
    look: bytes,
    *,
    day: date,
) -> dict[str, bytes]:
    """The `paper` (its file of texts, its title) at `path`, in Markdown, in Word and in PDF."""
    name, title = paper
    commune = subject.caf.adresse.commune.partition(" CEDEX")[0]
    place: dict[str, Word] = {
        "lieu": Text(commune, "adresse.commune"),
        "signee_le": Blank("signee_le", "date de la signature"),
    }
    texts = {file.name: file.read_text(encoding="utf-8") for file in sorted(_TEXTS.glob("*.md"))}
    about = {**subject.view(), **place, **said, "titre": title}
    filled = Paper(name, title, texts)
    rendered = papers.fill(subject.template, filled, about, author=subject.caf.nom)
    partner, _, file = path.partition("/")
    origin = papers.identity(partner, subject.template, file)
    return papers.files(path, rendered, look, day, origin)
