"""`greffe avenant`: the avenant that what changed since signature calls for; the consolidated text; an avenant noted as signed."""

import sys
from argparse import Namespace
from datetime import date
from pathlib import Path

from generator import outputs
from generator.checks.words import together, unknown
from generator.cli import common
from generator.cli.build import press
from generator.documents.french.dates import long_date
from generator.documents.production import Press
from generator.errors import GreffeError, UsageError
from generator.intake.apply import diff
from generator.obligations import deadlines, mcp_deadlines
from generator.store import dataset
from generator.store.dataset import Dataset
from generator.store.parameters import FAMILIES, Family
from generator.store.schema.acts import Signature
from generator.store.schema.cooperation import CooperationConvention
from generator.store.signed import avenants_in_force, signed_avenants
from generator.versions import (
    avenant,
    avenant_papers,
    avenant_record,
    avenant_states,
    avenant_words,
)
from generator.versions.avenant import Changes
from generator.versions.avenant_states import Subject

FOLDER = Path("build", "avenants")


def run(options: Namespace) -> int:
    """Write build/avenants/<partner>/; 1 if something could not be read or made."""
    if not options.partner:
        raise UsageError("donnez le partenaire avec « --partner » : le nom de son fichier.")
    if (options.received or options.countersigned or options.replace) and not options.signed:
        raise UsageError("« --received », « --countersigned » et « --replace » complètent « --signed » : donnez-le aussi.")  # fmt: skip
    if options.since and options.signed:
        raise UsageError(
            "« --signed » note ce qui a changé depuis le texte signé : ôtez « --since »."
        )
    wanted = common.selected_partners(options)
    # Texts corrected by hand are read for the consolidated text alone.
    data = dataset.load(options.root, nominative=options.consolidated, only=wanted)
    common.say_problems(data)
    family = _family(options, data)
    day = common.reference_day(options, data.settings)
    failed = False
    for partner in sorted(data.partners):
        try:
            failed |= _partner(options, _subjects(data, partner, family, options.template), day)
        except UsageError:
            raise
        except GreffeError as error:
            common.say_failures({partner: error})
            failed = True
    return 1 if failed or data.problems else 0


def _partner(options: Namespace, subjects: list[Subject], day: date) -> bool:
    """Do what is asked for each convention of a partner; returns whether one could not be done."""
    running = [each for each in subjects if options.consolidated or not _said_ended(each, day)]
    if options.signed:
        if running:
            _record(options, running, day)
        return False
    tree: dict[str, bytes] = {}
    failed = False
    for subject in running:
        try:
            tree |= _made(options, subject, day)
        except GreffeError as error:
            print(f"{subject.folder} : {error}", file=sys.stderr)
            failed = True
    folder, partner = options.root / FOLDER, subjects[0].partner
    if tree:
        kept = outputs.present(folder, f"{partner}/")
        outputs.write(kept | tree, folder, within=f"{partner}/")
    for path in tree:
        print(folder / path)
    return failed


def _said_ended(subject: Subject, day: date) -> bool:
    """Whether the convention has ended, once it has been said."""
    find = deadlines if isinstance(subject.convention, CooperationConvention) else mcp_deadlines
    found = find.standings(subject.record, subject.dataset.templates, day)
    ended = any(each.term.ended for each in found if each.index == subject.index)
    if ended:
        print(f"{subject.folder} : la convention a pris fin, aucun avenant ne peut la changer.")
    return ended


def _family(options: Namespace, data: Dataset) -> Family | None:
    """The family asked for, by its name or by the model; None for both."""
    if options.template is None:
        family: Family | None = options.family
        return family
    if options.template not in data.templates:
        raise unknown("modèle", options.template, list(data.templates))
    found = data.templates[options.template].famille
    if options.family not in (None, found):
        raise UsageError(f"« {options.template} » est un modèle de la famille « {found} ». Corrigez « --family » ou « --template ».")  # fmt: skip
    return found


def _subjects(
    data: Dataset, partner: str, family: Family | None, model: str | None
) -> list[Subject]:
    """The last signed convention of each family; raises GreffeError when there is none, or none that the `model` is for."""
    record = data.partners[partner].record
    last = (record.convention_des_annexes, record.convention_des_pieces)
    found = [Subject(data, partner, index) for index in last if index is not None]
    if (
        family
        and record.conventions
        and family not in {each.famille for each in record.conventions}
    ):
        raise GreffeError(_other_family(family, model))
    signed = [
        each
        for each in found
        if each.convention.signature and family in (None, each.convention.famille)
    ]
    if not signed:
        raise GreffeError("aucune convention n'est signée : changez le fichier et refaites les documents avec « greffe render », aucun avenant n'est nécessaire.")  # fmt: skip
    return signed


def _other_family(family: Family, model: str | None) -> str:
    name = FAMILIES[family]
    if model:
        return f"« {model} » est un modèle de l'autre famille, « {name} » : ce partenaire n'en a pas de convention. Donnez un modèle de la famille de sa convention."
    return f"ce partenaire n'a pas de convention de la famille « {name} ». Corrigez « --family »."


def _made(options: Namespace, subject: Subject, day: date) -> dict[str, bytes]:
    """The consolidated text, or the avenant; nothing when none is needed, which is said."""
    maker = press(subject.dataset, options.root)
    if options.consolidated:
        return _consolidated(subject, day, maker)
    for path, missing in avenant_papers.corrected(subject).items():
        print(f"{path} : {missing}. Relisez ce texte avant de vous en servir.", file=sys.stderr)
    changes = _changes(options, subject, day)
    if sentence := avenant_words.nothing_to_sign(changes):
        _refuse_unknown(subject, day)
        print(f"{subject.folder} : {sentence}")
        return {}
    number = avenant.next_number(subject.convention)
    former = signed_avenants(subject.convention, day)
    if options.since:
        former = avenants_in_force(subject.convention, options.since)
        number = max((each.numero for each in former), default=0) + 1
    paper = avenant_papers.text(changes, number, former, options.effect)
    said = avenant_words.subject_line(avenant_words.objects(changes))
    print(f"{subject.folder} : avenant n° {number}. {said}.")
    return avenant_papers.files(changes, paper, number, day=day, press=maker)


def _changes(options: Namespace, subject: Subject, day: date) -> Changes:
    """From what is signed to what the files want; or between two days."""
    missing = avenant_states.unnoted(subject, day)
    if len(missing) == len(avenant_states.ALWAYS):
        raise GreffeError("greffe ne sait pas ce que dit le texte signé. Recopiez-le dans « valeurs_signees » : modèle, noms et adresses des deux parties.")  # fmt: skip
    if missing:
        named = together([f"« {field} »" for field in missing])
        print(f"{subject.folder} : {named} manque dans « valeurs_signees » ; la valeur d'aujourd'hui est prise pour celle du texte signé. Vérifiez-la.", file=sys.stderr)  # fmt: skip
    if options.since is None:
        before = avenant_states.signed_by(subject, day)
        return avenant.changes(subject, before, avenant_states.wanted(subject, options.template))
    before = avenant_states.in_force_on(subject, options.since)
    if options.date and not options.template:
        return avenant.changes(subject, before, avenant_states.in_force_on(subject, day))
    return avenant.changes(subject, before, avenant_states.wanted(subject, options.template))


def _refuse_unknown(subject: Subject, day: date) -> None:
    """Raise GreffeError when nobody noted which model the signed text follows: nothing tells that it has not changed."""
    if "modele" in avenant_states.unnoted(subject, day):
        raise GreffeError("greffe ne sait pas quel modèle suit le texte signé, et ne peut donc pas dire si un avenant est nécessaire. Écrivez « modele » dans « valeurs_signees » : celui du texte qui a été signé, et non celui d'aujourd'hui. Puis relancez la commande.")  # fmt: skip


def _consolidated(subject: Subject, day: date, maker: Press) -> dict[str, bytes]:
    held = subject.convention.signature
    if held and held.partenaire and held.caf and day < (last := max(held.partenaire, held.caf)):
        raise GreffeError(f"la convention n'a été signée que le {long_date(last)}. Donnez un jour d'après avec « --date ».")  # fmt: skip
    values = avenant_states.in_force_on(subject, day)
    for sentence in avenant_papers.later(subject, values, day).values():
        print(f"{subject.folder} : {sentence}.", file=sys.stderr)
    return avenant_papers.consolidated(subject, values, day, maker)


def _record(options: Namespace, subjects: list[Subject], day: date) -> None:
    """Note the avenant as signed in the partner's file, or other days for the one that is noted."""
    given = {"partenaire": options.signed, "recue_le": options.received, "caf": options.countersigned or options.received or options.signed}  # fmt: skip
    signature = Signature.model_construct(**{key: value for key, value in given.items() if value})
    if options.replace:
        subject = _only([each for each in subjects if signed_avenants(each.convention, date.max)] or subjects)  # fmt: skip
        entry = subject.dataset.partners[subject.partner]
        _keep(options, subject, avenant_record.corrected(entry, subject.index, signature, options.effect, day))  # fmt: skip
        return
    found = [_changes(options, subject, day) for subject in subjects]
    called = [changes for changes in found if changes.acts]
    if not called:
        for changes in found:
            print(f"{changes.subject.folder} : {avenant_words.nothing_to_sign(changes)} Rien n'est noté.")  # fmt: skip
        return
    subject = _only([changes.subject for changes in called])
    changes = called[0]
    objet = avenant_words.subject_line(avenant_words.objects(changes))
    avenant_record.check(subject.convention, objet, signature, day)
    entry = subject.dataset.partners[subject.partner]
    _keep(options, subject, avenant_record.recorded(entry, changes, objet, signature, options.effect))  # fmt: skip


def _only(subjects: list[Subject]) -> Subject:
    """The convention that is meant. Raises UsageError when there are two."""
    if len(subjects) > 1:
        raise UsageError("deux conventions de ce partenaire appellent un avenant, ou en ont un : dites laquelle avec « --family ».")  # fmt: skip
    return subjects[0]


def _keep(options: Namespace, subject: Subject, text: str) -> None:
    """Write the partner's file, and print what changes in it."""
    file = subject.dataset.partners[subject.partner].source.file
    print(diff(subject.dataset, {file: text.encode()}), end="")
    outputs.write_file(options.root / file, text.encode())
    print(f"\nC'est noté : {options.root / file}")
