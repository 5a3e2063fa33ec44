"""`greffe signature record`: a signature noted in the partner's file, after the signed file has been compared."""

from argparse import Namespace
from datetime import date
from typing import Literal

from generator import transaction
from generator.checks.words import together
from generator.cli import common, opening
from generator.cli.build import press
from generator.documents.french.dates import long_date
from generator.documents.texts import convention_folder
from generator.documents.views import signatory
from generator.errors import UsageError
from generator.intake.apply import diff
from generator.store import source
from generator.store.dataset import Dataset
from generator.store.schema.acts import Proof, Signature
from generator.store.schema.partner import Partner
from generator.store.schema.people import Signatory
from generator.store.signatures import Side, acts
from generator.versions import proofs, signature_record, signed_file, signed_rooms
from generator.versions.avenant_states import Subject
from generator.versions.signature_doubts import doubts, left_blank
from generator.versions.signature_record import Noted
from generator.versions.signed_file import SignedFile
from generator.versions.verify import pdf, report


def run(options: Namespace) -> int:
    """Note the signature, or say why not; nothing is written but the partner's file, whole.

    Raises UsageError for days that cannot be, a signature noted already, a file that shows no signature, or a
    text that is not greffe's and that nobody says to have read again; GreffeError when the file cannot be read.
    """
    opening.known(options.root, options.partner)
    if not (options.signed or options.countersigned):
        raise UsageError("donnez le jour où le partenaire a signé avec « --signed », ou celui où la Caf a signé avec « --countersigned ».")  # fmt: skip
    raw = common.content(options.file)
    with opening.opened(options.root, options.partner) as held:
        data, entry = held.data, held.entry
        file = signed_file.read(options.file.name, raw, data, press(data, options.root), options.partner)  # fmt: skip
        opening.refuse_another_s(options.root, file.name, [read for read, _ in file.compared], entry)  # fmt: skip
        subject = Subject(data, options.partner, _index(options, file, data))
        _say(file, data)
        documents = _documents(options, file, subject)
        _refuse_noted_elsewhere(options, file, subject, documents)
        _refuse_unsigned(options, file, subject, documents)
        signed_file.refuse_others(file, subject)
        day = common.reference_day(options, data.settings)
        text = signature_record.recorded(subject, _noted(options, file, subject), documents, day).encode()  # fmt: skip
        if text == entry.source.text.encode():
            print("C'est déjà noté : rien n'est changé.")
            return 0
        transaction.commit({options.root / entry.source.file: text}, held.guard)
    print(diff(data, {entry.source.file: text}), end="")
    print(f"\nC'est noté : {options.root / entry.source.file}")
    print(f"greffe ne garde que l'empreinte de « {file.name} » : classez ce fichier avec vos originaux.")  # fmt: skip
    if not file.is_electronic:
        print("C'est l'original signé à la main qui fait foi : gardez-le.")
    after = Partner.model_validate(source.read(entry.source.file, text).data)
    noted = [read for read, each in file.compared if each.expected.identity.document.partition("/")[2] in documents]  # fmt: skip
    for doubt in (*doubts(after, subject.index, data.cafs[after.caf].record, documents), *left_blank(noted)):  # fmt: skip
        print(f"À vérifier : {doubt}")
    return 0


def _refuse_noted_elsewhere(
    options: Namespace, file: SignedFile, subject: Subject, documents: list[str]
) -> None:
    """Raise UsageError for a file that is the proof of another partner's signature, or of that of other acts."""
    for other in opening.holders(options.root, file.digest):
        if other != options.partner:
            name = opening.read(options.root, other, nominative=False)[1].record.nom
            raise UsageError(f"« {file.name} » est déjà noté comme le fichier signé de {name} ({other}). Donnez celui de ce partenaire-ci ; si c'est l'autre qui est faux, corrigez-le d'abord avec « greffe signature record --replace ».")  # fmt: skip
    if options.replace:
        return
    folder = convention_folder(subject.record, subject.index)
    held = {f"{folder}/{each}" for each in documents} | {*file.documents}
    for document in proofs.documents(subject.record, file.digest):
        if document not in held:
            raise UsageError(f"« {file.name} » est déjà noté comme le fichier signé de « {document} ». Donnez celui de cet acte-ci ; s'il porte bien les deux, nommez-les ensemble avec « --document » et ajoutez « --replace ».")  # fmt: skip


def _refuse_unsigned(
    options: Namespace, file: SignedFile, subject: Subject, documents: list[str]
) -> None:
    """Raise UsageError for a file that is no proof of a signature, unless somebody says it is to be taken as it is."""
    if options.mode == "electronique" and file.portable and not file.is_electronic:
        raise UsageError(f"« {file.name} » ne porte aucune signature électronique : donnez le fichier que l'outil de signature a rendu, ou corrigez « --mode ».")  # fmt: skip
    if options.as_is:
        return
    if file.portable and file.portable.is_broken:
        raise UsageError(f"la signature électronique de « {file.name} » ne scelle plus ce fichier. Demandez le fichier tel que l'outil de signature l'a rendu ; si vous savez pourquoi il a été changé, ajoutez « --as-is ».")  # fmt: skip
    if file.is_untouched:
        raise UsageError(f"« {file.name} » est le fichier que greffe a fait, sans aucune signature. Donnez celui qui a été signé : le papier numérisé, ou ce que l'outil de signature a rendu. Si vous n'avez que l'original sur papier, ajoutez « --as-is ».")  # fmt: skip
    if file.verdict != "conforme":
        what = "n'a pas pu être vérifié" if file.verdict == "non-verifie" else "n'est pas celui de greffe"  # fmt: skip
        raise UsageError(f"le texte de « {file.name} » {what}. Relisez-le ; s'il est bien celui que les parties ont signé, ajoutez « --as-is ».")  # fmt: skip
    if file.portable and file.is_electronic and options.mode != "manuscrite":
        days: dict[Side, date | None] = {"partenaire": options.signed, "caf": options.countersigned}
        sides = {side for side, day in days.items() if day}
        if rooms := list(signed_rooms.empty(file.portable, subject, documents, sides)):
            raise UsageError(f"« {file.name} » a des cases à signer restées vides : {together([f'« {each} »' for each in rooms])}. Donnez le fichier une fois signé, dites avec « --document » les seuls actes qui le sont, ou ôtez le jour de qui n'a pas signé ; si l'outil de signature signe ailleurs que dans ces cases, ajoutez « --as-is ».")  # fmt: skip


def _say(file: SignedFile, data: Dataset) -> None:
    """Print what became of the text, and how a PDF says it was signed."""
    for found, compared in file.compared:
        partner = compared.expected.identity.partner
        name = data.partners[partner].record.nom if partner in data.partners else ""
        print(report.report(found, compared, name, compared.expected.identity.template))
    if file.portable and not file.portable.documents:
        print(report.scanned(file.name, file.portable.pages))
    for each in file.settled:
        print(report.settled(each))
    if file.portable:
        print("\n".join(f"  {each}" for each in pdf.signed(file.portable)), end="\n\n")


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
    """The acts that the file holds signed, by the names of `signatures.acts`."""
    known = acts(subject.convention)
    told = [document for each in file.documents if (document := each.partition("/")[2]) in known]
    if options.document:
        if strange := [each for each in options.document if each not in known]:
            raise UsageError(f"« {strange[0]} » n'est pas un acte à signer de cette convention. Actes possibles : {', '.join(known)}.")  # fmt: skip
        if told and (absent := [each for each in options.document if each not in told]):
            raise UsageError(f"« {file.name} » ne porte pas {together(absent)}, mais {together(told)}. Corrigez « --document ».")  # fmt: skip
        return list(options.document)
    if (file.documents or file.settled) and not told:
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
    mode: Literal["manuscrite", "electronique"] = options.mode or ("electronique" if file.is_electronic else "manuscrite")  # fmt: skip
    made: dict[Side, Proof] = {}
    for side, (person, told, option) in parties.items():
        if day := given[side]:
            function = told or _function(person, day, option)
            made[side] = Proof(mode=mode, fonction=function, fichier=file.name, empreinte=file.digest, texte=file.verdict)  # fmt: skip
    signature = Signature.model_construct(**{name: value for name, value in given.items() if value})
    return Noted(signature, made, options.replace)


def _function(person: Signatory, day: date, option: str) -> str:
    """The function of the representative of today, if it is who signed on `day`."""
    if person.depuis and person.depuis > day:
        raise UsageError(f"le représentant d'aujourd'hui n'a pris sa fonction que le {long_date(person.depuis)} : dites la fonction de qui a signé avec « {option} ».")  # fmt: skip
    return signatory.over_the_name(person)
