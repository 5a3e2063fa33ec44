"""`greffe signature record`: a signature noted in the partner's file, after the signed file has been compared."""

from argparse import Namespace
from collections.abc import Iterator
from datetime import date
from typing import Literal

from generator import transaction
from generator.checks.words import together
from generator.cli import common
from generator.cli.build import press
from generator.documents.french.dates import long_date
from generator.documents.views import signatory
from generator.errors import GreffeError, UsageError
from generator.intake.apply import diff
from generator.store import dataset
from generator.store.dataset import Dataset
from generator.store.locations import nominative_folder
from generator.store.schema.acts import Proof, Signature
from generator.store.schema.partner import PUBLIC_BODIES
from generator.store.schema.people import Signatory
from generator.versions import signature_record, signed_file
from generator.versions.avenant_states import Subject
from generator.versions.signature_record import Noted, Side
from generator.versions.signed_file import SignedFile
from generator.versions.verify import pdf, report

_PATIENCE = 10.0
"""Seconds to wait for another command to finish."""


def run(options: Namespace) -> int:
    """Note the signature, or say why not; nothing is written but the partner's file, whole.

    Raises UsageError for days that cannot be, a signature noted already, or a text that is not greffe's and
    that nobody says to have read again; GreffeError when the file cannot be read.
    """
    common.selected_partners(Namespace(root=options.root, partner=[options.partner]))
    if not (options.signed or options.countersigned):
        raise UsageError("donnez le jour où le partenaire a signé avec « --signed », ou celui où la Caf a signé avec « --countersigned ».")  # fmt: skip
    raw = common.content(options.file)
    settings = dataset.load(options.root, nominative=False, only=frozenset()).settings
    guard = nominative_folder(options.root, settings.nominatif)
    with transaction.locked(guard, _PATIENCE):
        data = dataset.load(options.root, only=frozenset({options.partner}))
        if options.partner not in data.partners:
            common.say_problems(data)
            raise GreffeError("le fichier du partenaire ne peut pas être lu. Corrigez-le d'abord.")
        file = signed_file.read(options.file.name, raw, data, press(data, options.root), options.partner)  # fmt: skip
        subject = Subject(data, options.partner, _index(options, file, data))
        _say(file, data)
        if file.verdict != "conforme" and not options.as_is:
            what = "n'a pas pu être vérifié" if file.verdict == "non-verifie" else "n'est pas celui de greffe"  # fmt: skip
            raise UsageError(f"le texte de « {file.name} » {what}. Relisez-le ; s'il est bien celui que les parties ont signé, ajoutez « --as-is ».")  # fmt: skip
        documents = _documents(options, file, subject)
        signed_file.refuse_others(file, subject)
        day = common.reference_day(options, data.settings)
        text = signature_record.recorded(subject, _noted(options, file, subject), documents, day)
        entry = data.partners[options.partner]
        if text.encode() == entry.source.text.encode():
            print("C'est déjà noté : rien n'est changé.")
            return 0
        transaction.commit({options.root / entry.source.file: text.encode()}, guard)
    print(diff(data, {entry.source.file: text.encode()}), end="")
    print(f"\nC'est noté : {options.root / entry.source.file}")
    print(f"greffe ne garde que l'empreinte de « {file.name} » : classez ce fichier avec vos originaux.")  # fmt: skip
    for doubt in _doubts(file, subject):
        print(f"À vérifier : {doubt}")
    return 0


def _doubts(file: SignedFile, subject: Subject) -> Iterator[str]:
    """What the record cannot settle, one French sentence each."""
    if file.compared and not file.is_electronic:
        yield "rien dans ce fichier ne montre une signature. C'est l'original signé à la main qui fait foi : gardez-le."
    before, act = subject.convention.signature, subject.convention.acte
    proofs = (before.preuves.partenaire, before.preuves.caf) if before and before.preuves else ()
    if any(each and each.texte != file.verdict for each in proofs):
        yield "l'autre partie a signé un fichier dont le texte diffère. Comparez les deux exemplaires : ils doivent dire la même chose."
    if subject.record.type in PUBLIC_BODIES and (act is None or act.date is None):
        yield "l'acte qui autorise le partenaire à signer n'est pas noté. Demandez-le, puis notez-le avec « greffe acte record »."


def _say(file: SignedFile, data: Dataset) -> None:
    """Print what became of the text, and how a PDF says it was signed."""
    for found, compared in file.compared:
        partner = compared.expected.identity.partner
        name = data.partners[partner].record.nom if partner in data.partners else ""
        print(report.report(found, compared, name, compared.expected.identity.template))
    if file.portable and not file.compared:
        print(report.scanned(file.name, file.portable.pages))
    if file.portable:
        print(f"  {pdf.signed(file.portable.signatures)}\n")


def _index(options: Namespace, file: SignedFile, data: Dataset) -> int:
    """The index of the convention signed: what the file tells, else the last one of the family."""
    told = signed_file.index(file, data, options.partner)
    record = data.partners[options.partner].record
    if told is not None:
        family = record.conventions[told].famille
        if options.family not in (None, family):
            raise UsageError(f"« {file.name} » est un document de la famille « {family} ». Corrigez « --family ».")  # fmt: skip
        return told
    families = {each.famille for each in record.conventions}
    if options.family is None and len(families) > 1:
        raise UsageError("ce partenaire a des conventions des deux familles : dites laquelle est signée avec « --family ».")  # fmt: skip
    found = [rank for rank, each in enumerate(record.conventions) if options.family in (None, each.famille)]  # fmt: skip
    if not found:
        raise UsageError("ce partenaire n'a pas de convention de cette famille. Corrigez « --family », ou écrivez la convention dans son fichier.")  # fmt: skip
    return found[-1]


def _documents(options: Namespace, file: SignedFile, subject: Subject) -> list[str]:
    """The acts that the file holds signed, by the names of `signature_record.acts`."""
    known = signature_record.acts(subject.convention)
    told = [document for each in file.documents if (document := each.partition("/")[2]) in known]
    if options.document:
        if strange := [each for each in options.document if each not in known]:
            raise UsageError(f"« {strange[0]} » n'est pas un acte à signer de cette convention. Actes possibles : {', '.join(known)}.")  # fmt: skip
        if told and set(told) != set(options.document):
            raise UsageError(f"« {file.name} » porte {together(told)}. Ôtez « --document ».")
        return list(options.document)
    if file.documents and not told:
        raise UsageError(f"« {file.name} » n'est pas un acte que les deux parties signent : rien n'est à noter.")  # fmt: skip
    if not told and len(known) > 1:
        raise UsageError(f"dites ce que « {file.name} » porte de signé avec « --document », autant de fois qu'il y a d'actes : {', '.join(known)}.")  # fmt: skip
    return told or list(known)


def _noted(options: Namespace, file: SignedFile, subject: Subject) -> Noted:
    """What the options say, with a proof for each party whose day is given."""
    record = subject.record
    given = {"partenaire": options.signed, "recue_le": options.received, "caf": options.countersigned, "lieu": options.place}  # fmt: skip
    parties: dict[Side, tuple[Signatory, str | None, str]] = {
        "partenaire": (record.representant, options.signatory, "--signatory"),
        "caf": (subject.dataset.cafs[record.caf].record.representant, options.countersignatory, "--countersignatory"),
    }  # fmt: skip
    if options.mode == "electronique" and file.portable and not file.is_electronic:
        raise UsageError(f"« {file.name} » ne porte aucune signature électronique : donnez le fichier que l'outil de signature a rendu, ou corrigez « --mode ».")  # fmt: skip
    mode: Literal["manuscrite", "electronique"] = options.mode or ("electronique" if file.is_electronic else "manuscrite")  # fmt: skip
    proofs: dict[Side, Proof] = {}
    for side, (person, told, option) in parties.items():
        if day := given[side]:
            function = told or _function(person, day, option)
            proofs[side] = Proof(mode=mode, fonction=function, fichier=file.name, empreinte=file.digest, texte=file.verdict)  # fmt: skip
    signature = Signature.model_construct(**{name: value for name, value in given.items() if value})
    return Noted(signature, proofs, options.replace)


def _function(person: Signatory, day: date, option: str) -> str:
    """The function of the representative of today, if it is who signed on `day`."""
    if person.depuis and person.depuis > day:
        raise UsageError(f"le représentant d'aujourd'hui n'a pris sa fonction que le {long_date(person.depuis)} : dites la fonction de qui a signé avec « {option} ».")  # fmt: skip
    return signatory.over_the_name(person)
