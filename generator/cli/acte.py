"""`greffe acte`: the partner's act that authorises the signature, proposed to it, then noted with its receipt."""

from argparse import Namespace

from generator import outputs, transaction
from generator.cli import common, opening
from generator.cli.build import press
from generator.documents.french.dates import long_date
from generator.errors import GreffeError, UsageError
from generator.intake import apply
from generator.store import source
from generator.store.parameters import FAMILIES
from generator.store.receipts import NATURES, decode
from generator.store.schema.partner import PUBLIC_BODIES, Partner
from generator.versions import act_powers, act_receipt, act_record

FOLDER = "build/actes"
_NATURES = ("deliberation", "decision")
_FIELDS = ("nature", "numero", "date", "organe", "objet", "autorise")


def run(options: Namespace) -> int:
    """Run the action of the command; returns its exit code."""
    opening.known(options.root, options.partner)
    return _record(options) if options.action == "record" else _draft(options)


def _draft(options: Namespace) -> int:
    """Write below build/actes/<partner>/ the projects of the act of each convention that is asked for."""
    data, entry = opening.read(options.root, options.partner, nominative=False)
    record = entry.record
    _refuse_private(record)
    if not data.acts:
        raise GreffeError("aucun modèle d'acte dans templates/. Copiez-y le dossier acte-autorisant-2026, livré avec greffe.")  # fmt: skip
    maker = press(data, options.root)
    tree: dict[str, bytes] = {}
    for index in _wanted(record, options.family):
        act = record.conventions[index].acte
        natures = (options.nature,) if options.nature else (act.nature,) if act else _NATURES
        tree |= maker.acts(options.partner, index, natures)
    # The project of another convention or nature may have been completed since: it stays.
    kept = outputs.present(options.root / FOLDER, f"{options.partner}/")
    outputs.write({**kept, **tree}, options.root / FOLDER, within=f"{options.partner}/")
    for path in tree:
        print(options.root / FOLDER / path)
    return 0


def _record(options: Namespace) -> int:
    """Note the act in the partner's file."""
    given = {name: value for name in (*_FIELDS, *act_record.RECEIPT) if (value := getattr(options, name)) is not None}  # fmt: skip
    with opening.opened(options.root, options.partner, nominative=False) as held:
        data, entry = held.data, held.entry
        _refuse_private(entry.record)
        if not given.keys() - {"nature"}:
            raise UsageError("dites ce qui est à noter de l'acte : au moins « --numero » et « --date », et « --recepisse » s'il est transmis.")  # fmt: skip
        index = _one(entry.record, options.family)
        today = common.reference_day(Namespace(date=None), data.settings)
        caf = data.cafs[entry.record.caf].record
        text = act_record.recorded(
            entry, index, given, caf.departement, today=today, anew=options.anew
        )
        files = {entry.source.file: text.encode()}
        after = Partner.model_validate(
            source.read(entry.source.file, files[entry.source.file]).data
        )
        print(apply.diff(data, files), end="")
        transaction.commit({options.root / file: each for file, each in files.items()}, held.guard)
    print(f"\nC'est noté : {options.root / entry.source.file}")
    _say(after, index)
    return 0


def _refuse_private(record: Partner) -> None:
    """Raise GreffeError for a partner that no act authorises."""
    if record.type not in PUBLIC_BODIES:
        raise GreffeError(
            f"{record.nom} n'est pas une collectivité : aucun acte n'est à transmettre en préfecture. Ce sont ses statuts qui disent qui peut l'engager ; demandez-lui, au besoin, l'extrait du procès-verbal qui l'autorise."
        )


def _say(record: Partner, index: int) -> None:
    """Print what the identifier says, and what is to look at again."""
    convention = record.conventions[index]
    act, signature = convention.acte, convention.signature
    assert act is not None, "it was just noted"
    sent = act.transmission
    remarks = [] if signature and signature.partenaire else list(act_powers.doubts(act, record))
    if found := decode(sent.identifiant) if sent and sent.identifiant else None:
        day = f" du {long_date(found.jour)}" if found.jour else ""
        print(f"L'identifiant dit : {NATURES[found.nature]} n° {found.numero}{day}, SIREN {found.siren}, département {found.departement}.")  # fmt: skip
        remarks += act_receipt.remarks(found, act)
    for sentence in remarks:
        print(f"À vérifier : {sentence}")


def _wanted(record: Partner, family: str | None) -> list[int]:
    """The last convention of each family, or of the one asked for. Raises UsageError when there is none."""
    last = {each.famille: index for index, each in enumerate(record.conventions)}
    found = [index for name, index in last.items() if family in (None, name)]
    if not found:
        raise UsageError(f"ce partenaire n'a pas de convention{f' de la famille « {family} »' if family else ''} : ajoutez-la d'abord à son fichier.")  # fmt: skip
    return found


def _one(record: Partner, family: str | None) -> int:
    """The convention whose act is to note: the only one that waits for it. Raises UsageError for a choice to make."""
    found = _wanted(record, family)
    acts = {index: record.conventions[index].acte for index in found}
    waiting = [index for index, act in acts.items() if act is None or not act.taken]
    if len(found) > 1 and len(waiting) != 1:
        names = " ou ".join(f"« --family {key} »" for key in FAMILIES)
        raise UsageError(f"ce partenaire a une convention de chaque famille : dites laquelle avec {names}.")  # fmt: skip
    return (waiting if len(found) > 1 else found)[0]
